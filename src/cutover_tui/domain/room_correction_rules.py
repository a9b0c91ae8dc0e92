"""What the first entry about running the room asked of its words and people, asked again when it is corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import require_words
from cutover_tui.domain.decisions import require_linked, require_options, require_question, require_reasons
from cutover_tui.domain.huddles import require_decision_ref, require_role
from cutover_tui.domain.issue_facts import RECORDED
from cutover_tui.domain.issue_rules import LEVELS, P1, is_worse
from cutover_tui.domain.issues import YES, require_clinician
from cutover_tui.domain.leads import any_of, may_pause, pausers
from cutover_tui.domain.messages import require_room, require_whole
from cutover_tui.domain.pauses import require_detail
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.correction_rules import Wanted
    from cutover_tui.domain.gate_state import CriterionState
    from cutover_tui.domain.happening import Happening
    from cutover_tui.domain.state import RunState


# -- people -----------------------------------------------------------------------------------------------------------


def clinician(did: str) -> Callable[[Wanted], None]:
    """A rule that whoever is said to have done something is a clinician."""

    def judge(wanted: Wanted) -> None:
        require_clinician(wanted.state, wanted.new, f"A clinician {did}, and {wanted.new} is not one.")

    return judge


def clinician_corrects(wanted: Wanted) -> None:
    """Refuse a correction of a clinical judgement by somebody who is no clinician."""
    by, ref = wanted.act.by, wanted.of("issue")
    require_clinician(wanted.state, by, f"A clinician corrects the rating of {ref}, and {by} is not one.")


def signer_of_level(wanted: Wanted) -> None:
    """Refuse somebody who is no clinician as the one who lowered a P1."""
    was, to = wanted.of("was"), wanted.of("to")
    if was == P1 and to in LEVELS and is_worse(was, to):
        require_clinician(wanted.state, wanted.new, f"Only a clinician lowers a P1, and {wanted.new} is not one.")


def pauser(wanted: Wanted) -> None:
    """Refuse somebody who may not pause as the one who did."""
    if not may_pause(wanted.state, wanted.new):
        leads = any_of(pausers(wanted.state))
        raise Refused(f"{wanted.new} holds none of the roles that declare a pause. {leads} can.")


def no_answerer(wanted: Wanted) -> None:
    """Refuse the one who answered a hold as the one who asked for it."""
    hold = next((one for one in wanted.state.holds.values() if one.seq == wanted.seq), None)
    if hold is not None and any(answer.by == wanted.new for answer in hold.answers):
        raise Refused(f"{wanted.new} answered {hold.ref}, so somebody else asked for it.")


def writer_and_checker(wanted: Wanted) -> None:
    """Refuse one person as the writer and the checker of a message."""
    if wanted.new == wanted.of("checked_by" if wanted.name == "written_by" else "written_by"):
        raise Refused(f"{wanted.new} is already the other person of entry {wanted.seq}. It takes two different people.")


def different_looker(wanted: Wanted) -> None:
    """Refuse somebody who looked at the same criterion in another entry."""
    found = criterion_of(wanted.state, wanted.event)
    if found is not None and any(look.by == wanted.new and look.seq != wanted.seq for look in found.looks):
        raise Refused(f"{wanted.new} is already the other person of entry {wanted.seq}. It takes two different people.")


def criterion_of(state: RunState, event: Happening) -> CriterionState | None:
    """The criterion an entry is about, as it stands; None where there is none."""
    gate = state.gates.get(getattr(event, "gate", ""))
    return gate.criteria.get(getattr(event, "criterion", "")) if gate is not None else None


def suppliers_of(state: RunState, event: Happening) -> tuple[str, ...]:
    """The roles that state facts at the gate of an entry."""
    gate = state.gates.get(getattr(event, "gate", ""))
    return gate.gate.suppliers if gate is not None else ()


# -- words ------------------------------------------------------------------------------------------------------------


def rated_reference(name: str) -> Callable[[Wanted], None]:
    """A rule that an answer which needs a reference has one in the same entry."""

    def judge(wanted: Wanted) -> None:
        if wanted.new in {YES, RECORDED}:
            words = "That answer needs a reference, which this entry does not have. Record it anew."
            require_words(wanted.of(name), words)

    return judge


def rated_answer(name: str) -> Callable[[Wanted], None]:
    """The same, where a clinician judges."""
    reference = rated_reference(name)

    def judge(wanted: Wanted) -> None:
        clinician_corrects(wanted)
        reference(wanted)

    return judge


def question_words(wanted: Wanted) -> str:
    """The question of a decision."""
    return require_question(wanted.new)


def options_words(wanted: Wanted) -> str:
    """The options of a decision, two or more where its kind asks for them."""
    return "; ".join(require_options(wanted.new, wanted.of("kind")))


def kind_of_decision(wanted: Wanted) -> None:
    """Refuse a kind that asks for more options than there are."""
    require_options(wanted.of("options"), wanted.new)


def reasons_words(wanted: Wanted) -> str:
    """The reasons of a decision."""
    return require_reasons(wanted.new)


def linked_ref(state: RunState, ref: str) -> None:
    """Refuse an issue or a decision that was never recorded."""
    require_linked(state, (ref,))


def decision_ref(_state: RunState, ref: str) -> None:
    """Refuse what is no number of a decision."""
    require_decision_ref(ref)


def role_code(state: RunState, code: str) -> None:
    """Refuse a code that is no role of the plan."""
    require_role(state, code)


def message_words(wanted: Wanted) -> str:
    """The exact words of a message, whole and no longer than one entry takes."""
    require_whole(wanted.new)
    require_room(*(wanted.of(name) for name in ("who", "expected", "meanwhile", "reason")), wanted.new)
    return wanted.new


def detail_words(wanted: Wanted) -> str:
    """What was said about a pause."""
    return require_detail(wanted.of("detail"), wanted.new)[1]


def heard_after(wanted: Wanted, happened: datetime) -> None:
    """Refuse a time at which a message was acknowledged before it was sent."""
    message = next((one for one in wanted.state.messages if one.ref == wanted.of("message")), None)
    if message is not None and happened < message.at:
        raise Refused(f"{message.ref} was sent after that. Give the time they acknowledged it.")


def sent_before(wanted: Wanted, happened: datetime) -> None:
    """Refuse a time at which a message was sent after it was acknowledged."""
    message = next((one for one in wanted.state.messages if one.seq == wanted.seq), None)
    first = min((heard.at for heard in message.acknowledged), default=None) if message is not None else None
    if first is not None and happened - first > timedelta():
        when = clock_words(first, wanted.state.plan.calendar.zone)
        raise Refused(f"It was acknowledged at {when}, before that. Give the time it was sent.")
