"""What can be corrected in an entry about running the room: which fields, and by which rules (`records.md` c1).

Words, initials, times, counts and picked words are corrected by the rules of their first entry. What people decided
stays as it was recorded; `room_stays` says which entry to make instead. `docs/audit-log.md` has both as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain import correction_rules as rule
from cutover_tui.domain.acts import require_person, require_words
from cutover_tui.domain.alerts import AlertAcknowledged, AlertShelved
from cutover_tui.domain.concerns import ConcernsAnswered, require_lead
from cutover_tui.domain.correction_rules import ATTRIBUTES, Kind, Rule, Wanted, as_words, corrected
from cutover_tui.domain.decisions import KINDS, READ_BACK, DecisionReadBack, DecisionRecorded, DecisionReviewed
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked
from cutover_tui.domain.gate_decisions import GateDecided, WentAhead
from cutover_tui.domain.handover import PLACES, HandoverAccepted, HandoverOffered, HandoverRefused
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.holds import HoldAnswered, HoldAsked
from cutover_tui.domain.huddles import CONFIDENCE, ETHANE, ON_TIME, HuddleHeld, Position, SitrepSent
from cutover_tui.domain.issue_facts import (
    CANDOUR_ANSWERS,
    HAZARD_ANSWERS,
    LFPSE_ANSWERS,
    IssueCounted,
    IssueHarm,
    IssueNationally,
    IssueOwned,
    IssueRated,
    IssueSupplier,
    IssueUnderstood,
    IssueWorkaround,
)
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.issues import (
    NO,
    YES,
    IssueClosed,
    IssueJournalled,
    IssueLevelChanged,
    IssueMadeSafe,
    IssueRaised,
    IssueReopened,
)
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.messages import ACCESSIBLE, MessageAcknowledged, MessageNotTold, MessageSent
from cutover_tui.domain.pause_log import DETAILS
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.domain.pauses import PauseDeclared, PauseDetailed, PauseTold
from cutover_tui.domain.presence import PresenceRecorded, StandInEnded, StandInNamed, Whereabouts
from cutover_tui.domain.restarts import PauseRestarted, RestartItemAnswered
from cutover_tui.domain.roll_call import FactStated, PollClosed, QuestionPut, StationAnswered
from cutover_tui.domain.room_correction_rules import (
    clinician,
    clinician_corrects,
    decision_ref,
    detail_words,
    different_looker,
    heard_after,
    kind_of_decision,
    linked_ref,
    message_words,
    no_answerer,
    options_words,
    pauser,
    question_words,
    rated_answer,
    rated_reference,
    reasons_words,
    role_code,
    sent_before,
    signer_of_level,
    suppliers_of,
    writer_and_checker,
)
from cutover_tui.domain.room_stays import signed_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.happening import Happening
    from cutover_tui.domain.state import RunState

    Rules = Mapping[str, Rule]
    Table = Mapping[type[Happening], Rules]

_PERSON, _PASSED, _AHEAD, _COUNT, _WORDS = rule.person(), rule.passed(), rule.ahead(), rule.count(), rule.line()
_WHO: Rules = {"by": _PERSON, "at": _PASSED}


def _words(*names: str) -> Rules:
    return dict.fromkeys(names, _WORDS)


_ISSUES: Table = {
    IssueRaised: {
        "happening": _WORDS,
        "area": rule.pick(lambda state, _event: rules_of(state.plan).areas),
        **_WHO,
    },
    IssueJournalled: {**_words("words", "told"), **_WHO},
    IssueLevelChanged: {"reason": _WORDS, "by": rule.person(signer_of_level), "at": _PASSED},
    IssueMadeSafe: {"how": _WORDS, **_WHO},
    IssueClosed: {"cause": _WORDS, "at": _PASSED},
    IssueReopened: {"reason": _WORDS, **_WHO},
    IssueOwned: {"owner": _PERSON, **_WHO},
    IssueWorkaround: {"workaround": _WORDS, "safe_by": rule.person(clinician("calls a workaround safe")), **_WHO},
    IssueSupplier: {**_words("supplier", "reference", "severity", "release"), **_WHO},
    IssueCounted: {"patients": _COUNT, "approx": rule.one_of(*rule.YES_NO), "forms": _WORDS, **_WHO},
    IssueRated: {
        "severity": rule.pick(lambda state, _event: rules_of(state.plan).matrix.severities, clinician_corrects),
        "likelihood": rule.pick(lambda state, _event: rules_of(state.plan).matrix.likelihoods, clinician_corrects),
        "new_hazard": rule.one_of(*HAZARD_ANSWERS, judge=clinician_corrects),
        "known_hazard": rule.one_of(*HAZARD_ANSWERS, judge=rated_answer("hazards")),
        "control_failed": rule.one_of(*HAZARD_ANSWERS, judge=rated_answer("controls")),
        **_words("hazards", "controls", "assessment"),
        "by": rule.person(clinician("rates an issue")),
        "at": _PASSED,
    },
    IssueUnderstood: {
        "cause": _WORDS,
        "factors": rule.among(lambda state: rules_of(state.plan).factors),
        "learning": _WORDS,
        **_WHO,
    },
    IssueHarm: {
        "physical": rule.pick(lambda state, _event: rules_of(state.plan).harm_physical),
        "psychological": rule.pick(lambda state, _event: rules_of(state.plan).harm_psychological),
        "near_miss": rule.one_of(YES, NO),
        "candour": rule.one_of(*CANDOUR_ANSWERS),
        **_WHO,
    },
    IssueNationally: {
        "lfpse": rule.one_of(*LFPSE_ANSWERS, judge=rated_reference("reference")),
        "reference": _WORDS,
        **_WHO,
    },
    PauseConsidered: {"reason": _WORDS, "at": _PASSED},
}

_DECISIONS: Table = {
    DecisionRecorded: {
        "question": rule.line(question_words),
        "kind": rule.one_of(*KINDS, judge=kind_of_decision),
        "linked": rule.several(linked_ref),
        "not_known": _WORDS,
        "options": rule.line(options_words),
        **_words("risks", "basis"),
        "reasons": rule.line(reasons_words),
        **_words("present", "other_views"),
        "review_at": _AHEAD,
        **_WHO,
    },
    DecisionReadBack: {"how": rule.one_of(*READ_BACK), "at": _PASSED},
    DecisionReviewed: {"what_happened": _WORDS, "review_at": _AHEAD, **_WHO},
}

_AUDIENCE = rule.pick(lambda state, _event: tuple(one.id for one in kit_of(state.plan).audiences))
_OCCASION = rule.pick(lambda state, _event: tuple(one.id for one in kit_of(state.plan).events))
_TELLING: Table = {
    MessageSent: {
        "words": rule.lines(message_words),
        "audience": _AUDIENCE,
        "occasion": _OCCASION,
        "channel": rule.pick(lambda state, _event: tuple(one.id for one in kit_of(state.plan).channels)),
        **_words("who", "expected", "meanwhile"),
        "written_by": rule.person(writer_and_checker),
        "checked_by": rule.person(writer_and_checker),
        "reason": _WORDS,
        "accessible": rule.among(lambda _state: ACCESSIBLE),
        "by": _PERSON,
        "at": rule.passed(sent_before),
    },
    MessageNotTold: {"reason": _WORDS, "audience": _AUDIENCE, "occasion": _OCCASION, **_WHO},
    MessageAcknowledged: {"whom": _WORDS, "by": _PERSON, "at": rule.passed(heard_after)},
    HuddleHeld: {
        **_words("well", "worries"),
        "confidence": rule.one_of(*(str(one) for one in CONFIDENCE)),
        "present": rule.several(role_code),
        "decisions": rule.several(decision_ref),
        "next_at": _AHEAD,
        **_WHO,
    },
    SitrepSent: {
        "position": rule.one_of(*Position),
        **dict.fromkeys(("p1", "p2", "forms"), _COUNT),
        "gate": _WORDS,
        "gate_on_time": rule.one_of(*ON_TIME),
        **_words("since_last", "help_needed", "sent_to"),
        **_words(*ETHANE),
        "next_at": _AHEAD,
        **_WHO,
    },
    ConcernsAnswered: {
        **_words("action_taken", "feedback_given", "linked_decision"),
        "by": rule.person(lambda wanted: require_lead(wanted.state, wanted.new)),
        "at": _PASSED,
    },
}

_HOLDS_AND_PAUSES: Table = {
    HoldAsked: {"reason": _WORDS, "by": rule.person(no_answerer), "at": _PASSED},
    HoldAnswered: {"reason": _WORDS, "at": _PASSED},
    PauseDeclared: {"seen": _WORDS, "by": rule.person(pauser)},
    PauseDetailed: {"words": rule.line(detail_words), "approx": rule.one_of(*rule.YES_NO), **_WHO},
    PauseTold: {**_words("how", "why_not"), **_WHO},
    RestartItemAnswered: {**_words("words", "second_words"), **_WHO},
    PauseRestarted: {"phased_how": _WORDS},
    AlertAcknowledged: _WHO,
    AlertShelved: {"reason": _WORDS, **_WHO},
}

_GATES: Table = {
    CriterionMarked: {"evidence": _WORDS, "by": rule.person(different_looker), "at": _PASSED},
    CriterionChecked: {"by": rule.person(different_looker), "at": _PASSED},
    QuestionPut: _WHO,
    StationAnswered: {**_words("words", "reference"), "at": _PASSED},
    PollClosed: {"objection": _WORDS, **_WHO},
    FactStated: {
        **_words("fact", "reference"),
        "party": rule.pick(suppliers_of),
        **_WHO,
    },
    GateDecided: {**_words("reasons", "although"), "at": _PASSED},
    WentAhead: {"happened": _PASSED, **_words("known", "follows"), **_WHO},
}

_PEOPLE: Table = {
    PresenceRecorded: {
        "people": rule.several(require_person),
        "where": rule.one_of(*Whereabouts),
        **_WHO,
    },
    StandInNamed: {"reason": _WORDS, **_WHO},
    StandInEnded: _WHO,
    HandoverOffered: {
        **_words("situation", "background", "assessment", "recommendation"),
        "place": rule.one_of(*PLACES),
        "at": _PASSED,
    },
    HandoverAccepted: {**_words("top_three", "question"), "at": _PASSED},
    HandoverRefused: {"reason": _WORDS, "at": _PASSED},
}

CORRECTABLE: Table = {**_ISSUES, **_DECISIONS, **_TELLING, **_HOLDS_AND_PAUSES, **_GATES, **_PEOPLE}
"""Entries about running the room to the fields that can be corrected in them, and by which rules."""


def corrected_now(state: RunState, entry: Entry) -> Happening:
    """An event as it reads after its corrections, one after the other."""
    event: Happening = entry.event
    for fix in state.corrections.get(entry.seq, ()):
        event = corrected(event, fix.field, fix.now)
    return event


def fields_of(event: Happening) -> dict[str, str]:
    """The fields that can be corrected in an entry about running the room, with the words they hold; none in others."""
    found: dict[str, str] = {}
    signed = signed_for(event)
    for name in CORRECTABLE.get(type(event), {}):
        if name in signed:
            continue
        words = as_words(getattr(event, ATTRIBUTES.get(name, name)))
        if words:
            found[name] = words
    return found


def kind_of(event: Happening, name: str) -> Kind:
    """How a field is asked for."""
    if isinstance(event, PauseDetailed) and name == "words" and event.detail in _TIMES:
        return Kind.AHEAD
    return CORRECTABLE[type(event)][name].kind


def choices_of(state: RunState, event: Happening, name: str) -> tuple[str, ...]:
    """What a field is picked from; none where it is not."""
    return CORRECTABLE[type(event)][name].choices(state, event)


def fitting_room(state: RunState, act: Act, entry: Entry, name: str, new: str) -> str:
    """The new words for a field in the form that is stored.

    Raises:
        Refused: They do not fit it by the rules of the first entry.
    """
    require_words(new, f"Give the right words for {FIELD_NAMES[name]}, or {NOT_RECORDED} if nobody knows.")
    wanted = Wanted(state=state, act=act, seq=entry.seq, event=corrected_now(state, entry), name=name, new=new)
    return CORRECTABLE[type(entry.event)][name].fits(wanted)


_TIMES = frozenset(detail.id for detail in DETAILS if detail.is_time)
