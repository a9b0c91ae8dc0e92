"""The decision log: the question, what was known, the options, the reasons, who decided, and what came of it.

A decision not to act is logged the same way. What was known is frozen once saved: what became known later stands in
the review. Reading it back is a second act, by who decided (`records.md` c2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.happening import DOUBLE_PRESS, NOT_RECORDED, RoomHappening
from cutover_tui.domain.issues import number_after
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, short_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.state import RunState

SHORTEST_QUESTION, LONGEST_QUESTION = 10, 140
"""Characters of a question, its question mark included."""
SHORTEST_REASONS = 20
"""Characters of the reasons: shorter ones explain nothing a year later."""
NONE_STATED = "None stated"
"""Stored where somebody was asked for something more and had nothing to add."""
NONE_IDENTIFIED = "None identified"
"""The risk where nobody sees one."""

OTHER, GATE, PAUSE, ROLL_BACK = "other", "gate", "pause", "roll back"
KINDS = (OTHER, GATE, PAUSE, ROLL_BACK)
"""What a decision is about."""
NEEDS_OPTIONS = frozenset({GATE, PAUSE})
"""The kinds that name two options or more; one may be to do nothing."""
NEEDS_READ_BACK = frozenset({GATE, PAUSE, ROLL_BACK})
"""The kinds that whoever decided has to hear and call right."""
HEARD, BY_PHONE = "heard and right", "by phone, read back"
READ_BACK = (HEARD, BY_PHONE)
"""The two ways a decision is read back."""

_NOT_VERBS = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "it", "we", "i", "they", "he", "she", "you", "there"),
        *("our", "their", "his", "her", "my", "yes", "no", "not", "maybe", "ok", "because", "if", "when", "to"),
        *("is", "are", "was", "were", "will", "would", "shall", "should", "could", "may", "might", "must", "can"),
        *("patient", "patients", "everyone", "nobody"),
    }
)
"""Words a sentence begins with when it does not begin with what is done."""


@dataclass(frozen=True, kw_only=True)
class DecisionHappening(RoomHappening):
    """The part all events about a decision share."""

    ABOUT: ClassVar[str] = "decision"

    decision: str
    """Its number, such as `D-01`."""


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(DecisionHappening):
    """A decision was taken and written down: this happened."""

    WIRE: ClassVar[str] = "decision.recorded"
    TEXTS: ClassVar[tuple[str, ...]] = (
        "question",
        "not_known",
        "options",
        "risks",
        "basis",
        "decided",
        "reasons",
        "present",
        "other_views",
        "knew",
    )
    MEANING: ClassVar[str] = "I logged this decision"

    kind: str
    """What it is about, one of `KINDS`."""
    decided_by: str
    """Initials of who decided; may be who logged it."""
    review_at: datetime
    """When it is looked at again, UTC."""
    linked: tuple[str, ...] = ()
    """What it belongs to: numbers of issues, gates, pauses, messages."""
    question: str
    not_known: str
    options: str
    """The options, with `; ` between them."""
    risks: str
    """Risks to patients: hazard references, or `None identified`."""
    basis: str = ""
    """The plan step, policy or contract it rests on."""
    decided: str
    reasons: str
    present: str
    """Who was there, and who by phone."""
    other_views: str = ""
    """Other views as they were said."""
    knew: str
    """What was known at that time."""


@dataclass(frozen=True, kw_only=True)
class DecisionReadBack(DecisionHappening):
    """Whoever decided heard the entry read and called it right: this happened."""

    WIRE: ClassVar[str] = "decision.read_back"
    MEANING: ClassVar[str] = "I heard this decision read back, and it is right"

    how: str
    """One of `READ_BACK`."""


@dataclass(frozen=True, kw_only=True)
class DecisionReviewed(DecisionHappening):
    """A decision was looked at again: this happened."""

    WIRE: ClassVar[str] = "decision.reviewed"
    TEXTS: ClassVar[tuple[str, ...]] = ("what_happened",)
    MEANING: ClassVar[str] = "I say what came of this decision"

    review_at: str = ""
    """When it is looked at once more, RFC 3339; empty where it need not be."""
    what_happened: str


DecisionEvent = DecisionRecorded | DecisionReadBack | DecisionReviewed


@dataclass(frozen=True, kw_only=True)
class DecisionDraft:
    """What somebody says of a decision before it is logged."""

    question: str
    knew: str
    not_known: str = ""
    options: str = ""
    risks: str = ""
    basis: str = ""
    decided: str
    reasons: str
    decided_by: str
    present: str
    other_views: str = ""
    review_at: datetime | None = None
    kind: str = OTHER
    linked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """What came of a decision, as it was seen at one time."""

    seq: int
    at: datetime
    by: str
    what_happened: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision as the log has it; what it was judged on never changes."""

    ref: str
    seq: int
    event: DecisionRecorded
    review_at: datetime | None
    """When it is to be looked at next, UTC; None where that is settled."""
    read_back_at: datetime | None = None
    read_back_how: str = ""
    read_back_seq: int = -1
    """Number of the entry that says so; -1 while none does."""
    reviews: tuple[Review, ...] = ()
    """Oldest first."""

    @property
    def needs_read_back(self) -> bool:
        """True while who decided has still to hear it and call it right."""
        return self.event.kind in NEEDS_READ_BACK and self.read_back_at is None


def options_of(text: str) -> tuple[str, ...]:
    """The options in a line, apart."""
    return tuple(part for part in (each.strip() for each in text.split(";")) if part)


def log_decision(state: RunState, act: Act, draft: DecisionDraft) -> DecisionRecorded:
    """Decide that a decision is written down.

    Raises:
        Refused: A part that must be there is missing or does not hold (`records.md` c2).
    """
    question = require_question(draft.question)
    knew = require_words(draft.knew, "Say what was known at that time: facts, and where they came from.")
    options = require_options(draft.options, draft.kind)
    risks = require_words(draft.risks, f"Say which risks to patients it has: hazard references, or {NONE_IDENTIFIED}.")
    decided = require_words(draft.decided, "Say what was decided. To leave everything as it is is a decision too.")
    reasons = require_reasons(draft.reasons)
    require_decider(state, draft.decided_by)
    present = require_words(draft.present, "Say who was there, with initials, and who was on the phone.")
    review_at = require_review(state, act, draft.review_at)
    signature = sign(state, act)
    for earlier in state.decisions.values():
        same = (earlier.event.question, earlier.event.by) == (question, act.by)
        if same and abs(signature["at"] - earlier.event.at) < DOUBLE_PRESS:
            raise Refused(f"This is already in the log, as {earlier.ref}.")
    return DecisionRecorded(
        **signature,
        decision=next_decision_ref(state.decisions),
        kind=draft.kind,
        decided_by=draft.decided_by,
        review_at=review_at,
        linked=require_linked(state, draft.linked),
        question=question,
        not_known=draft.not_known.strip() or NONE_STATED,
        options="; ".join(options) or NONE_STATED,
        risks=risks,
        basis=draft.basis.strip() or NOT_RECORDED,
        decided=decided,
        reasons=reasons,
        present=present,
        other_views=draft.other_views.strip() or NONE_STATED,
        knew=knew,
    )


def read_back(state: RunState, act: Act, ref: str, *, how: str) -> DecisionReadBack:
    """Decide that who decided heard the entry read and called it right.

    Raises:
        Refused: There is no such decision, it was read back, somebody else says so, or the way is not known.
    """
    decision = decision_of(state, ref)
    if decision.read_back_at is not None:
        raise Refused(f"{ref} was read back already, and called right.")
    decider = decision.event.decided_by
    if act.by != decider:
        raise Refused(f"{ref} was decided by {decider}, so {decider} says that it is right. Read it to them.")
    if how not in READ_BACK:
        raise Refused(f"Say how {ref} was read back: {' or '.join(READ_BACK)}.")
    return DecisionReadBack(**sign(state, act), decision=ref, how=how)


def review_decision(
    state: RunState, act: Act, ref: str, *, what_happened: str, review_at: datetime | None = None
) -> DecisionReviewed:
    """Decide what came of a decision, and when it is looked at once more, if at all.

    Raises:
        Refused: There is no such decision, nothing is said, or the next time has passed.
    """
    decision_of(state, ref)
    words = require_words(what_happened, f"Say what happened after {ref} was decided.")
    again = require_review(state, act, review_at).isoformat(timespec="seconds") if review_at is not None else ""
    return DecisionReviewed(**sign(state, act), decision=ref, what_happened=words, review_at=again)


# -- rules, one for each field ----------------------------------------------------------------------------------------


def require_question(text: str) -> str:
    """The question, refused where it is none or has the wrong length."""
    question = require_words(text, "Say what was to be decided, as a question.")
    if not question.endswith("?"):
        raise Refused("A decision answers a question. End it with a question mark.")
    if not SHORTEST_QUESTION <= len(question) <= LONGEST_QUESTION:
        words = f"The question has {len(question)} characters. Use {SHORTEST_QUESTION} to {LONGEST_QUESTION}."
        raise Refused(words)
    return question


def require_options(text: str, kind: str) -> tuple[str, ...]:
    """The options, refused where a gate or a pause has fewer than two."""
    if kind not in KINDS:
        raise Refused(f"‘{kind}’ is not a kind of decision. The kinds are {', '.join(KINDS)}.")
    options = options_of(text)
    if kind in NEEDS_OPTIONS and len(options) < 2:  # noqa: PLR2004 (two options are a choice)
        raise Refused(f"A {kind} has two options or more, with ; between them. One may be to do nothing.")
    return options


def require_reasons(text: str) -> str:
    """The reasons, refused where they are too short to explain anything later."""
    reasons = require_words(text, "Say why it was decided so.")
    if len(reasons) < SHORTEST_REASONS:
        raise Refused(f"The reasons have {len(reasons)} characters. Say it in {SHORTEST_REASONS} or more.")
    return reasons


def require_decider(state: RunState, initials: str) -> None:
    """Refuse somebody who is not on the roster or holds no role."""
    require_person(state, initials)
    if not state.people[initials].roles:
        holders = ", ".join(one.initials for one in state.people.values() if one.roles)
        raise Refused(f"{initials} holds no role in this plan. Somebody with a role decides: {holders}.")


def require_review(state: RunState, act: Act, review_at: datetime | None) -> datetime:
    """The time of review, refused where there is none or it has passed."""
    if review_at is None:
        raise Refused("Say when the decision is looked at again.")
    if review_at <= act.now:
        zone = state.plan.calendar.zone
        words = f"{short_words(review_at, act.now, zone)} has passed: it is {clock_words(act.now, zone)}."
        raise Refused(f"{words} Give a time to come for the review.")
    return review_at


def verb_advice(decided: str) -> str:
    """A word of advice where a decision does not begin with what is done; empty where it seems to. Never a refusal."""
    first = decided.strip().split(" ")[0].strip(".,:;").casefold()
    if not first or first not in _NOT_VERBS:
        return ""
    return "Begin with what is done, such as ‘Carry on’, ‘Stop’ or ‘Wait’, if you can."


def decision_of(state: RunState, ref: str) -> Decision:
    """The decision with a number, refused when there is none."""
    decision = state.decisions.get(ref)
    if decision is None:
        raise Refused(f"There is no decision {ref or 'without a number'} in this run.")
    return decision


def next_decision_ref(decisions: Mapping[str, Decision]) -> str:
    """The number the next decision gets."""
    return f"D-{number_after(decisions):02}"


def require_linked(state: RunState, refs: tuple[str, ...]) -> tuple[str, ...]:
    """What a decision belongs to, refused where an issue or a decision was never recorded."""
    for ref in refs:
        if (ref.startswith("I-") and ref not in state.issues) or (ref.startswith("D-") and ref not in state.decisions):
            raise Refused(f"There is no {ref} in this run. Leave it out, or give its number as it stands on its board.")
    return tuple(dict.fromkeys(refs))


# -- folding ----------------------------------------------------------------------------------------------------------


def after_decision(state: RunState, event: DecisionEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, DecisionRecorded):
        taken = event.decision in state.decisions or not event.decision
        ref = next_decision_ref(state.decisions) if taken else event.decision
        words = (
            f"Entry {seq} logged a decision as {event.decision}, which is taken. It stands as {ref}." if taken else ""
        )
        decision = Decision(ref=ref, seq=seq, event=event, review_at=event.review_at)
        return replace(state, decisions={**state.decisions, ref: decision}), words
    found = state.decisions.get(event.decision)
    if found is None:
        return state, f"Entry {seq} is about {event.decision}, which was never logged."
    if isinstance(event, DecisionReadBack):
        if event.by != found.event.decided_by:
            return state, f"{event.by} read {found.ref} back, which {found.event.decided_by} decided. Read it to them."
        first = found.read_back_seq if found.read_back_at is not None else seq
        after = replace(
            found, read_back_at=found.read_back_at or event.at, read_back_how=event.how, read_back_seq=first
        )
    else:
        review = Review(seq, event.at, event.by, event.what_happened)
        after = replace(found, reviews=(*found.reviews, review), review_at=state.instant_of(event.review_at))
    return replace(state, decisions={**state.decisions, found.ref: after}), ""
