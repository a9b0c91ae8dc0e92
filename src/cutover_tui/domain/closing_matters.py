"""What stands in the way of closing a run, by rules that have names.

A close says by which rules it was judged, and whoever reads the log later judges it by those and no others: a run that
was closed stays closed, however strict a later version is. So a rule that was shipped never changes, its words
included, because exceptions are signed for those words. One that becomes stricter gets another name in `RULES`, and the
old one moves to `RETIRED`, where it goes on judging the closes that name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.added_tasks import open_added
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.holds import open_holds
from cutover_tui.domain.issues import open_p1
from cutover_tui.domain.pause_log import pauses_in_force
from cutover_tui.domain.services import ServiceStatus, full_name, stands_words
from cutover_tui.domain.slips import open_words
from cutover_tui.domain.tasks import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cutover_tui.domain.reentry_counts import ReentryState
    from cutover_tui.domain.state import RunState

    Rule = Callable[[RunState], Iterator["Matter"]]

ISSUE = "issue:"
"""What the id of a matter about an issue begins with."""


@dataclass(frozen=True)
class Matter:
    """Something that stands in the way of closing the run."""

    id: str
    """What it is about: `service:eps`, `reentry:red-slips`, `slips:C-1 001 to 040`, `task:F-15b`."""
    words: str
    """How it stands; an exception is signed for these words and no others."""


def matters(state: RunState, rules: Sequence[str] = ()) -> tuple[Matter, ...]:
    """Everything that stands in the way of closing, issues and services first.

    Args:
        state: The run as it stands.
        rules: Names of the rules that count, in any order; none for those of today. Names that this version does not
            know find nothing.
    """
    if not rules:
        return tuple(matter for rule in RULES.values() for matter in rule(state))
    known = {**RULES, **RETIRED}
    ordered = sorted(set(rules) & set(known), key=[*known].index)
    return tuple(matter for name in ordered for matter in known[name](state))


def is_known(rules: Sequence[str]) -> bool:
    """Tell whether this version knows every rule a close was judged by."""
    return set(rules) <= {*RULES, *RETIRED}


# -- the rules --------------------------------------------------------------------------------------------------------


def _unsafe(state: RunState) -> Iterator[Matter]:
    for issue in open_p1(state):
        yield Matter(f"{ISSUE}{issue.ref}", f"{issue.ref} is P1 and not made safe")


def _services(state: RunState) -> Iterator[Matter]:
    """One that was only asked off owes nothing; but nobody knows for how long it carries on, so it is settled first."""
    for service in state.plan.services:
        standing = state.services[service.id]
        if standing.owes or standing.status is ServiceStatus.ASKED_OFF:
            yield Matter(f"service:{service.id}", f"{full_name(service)} {stands_words(standing)}")


def _reentry(state: RunState) -> Iterator[Matter]:
    for name, standing in state.reentry.items():
        words = _reentry_words(standing)
        if words:
            yield Matter(f"reentry:{name}", words)


def _slips(state: RunState) -> Iterator[Matter]:
    for name, issued in state.slips.items():
        words = open_words(issued)
        if words:
            yield Matter(f"slips:{name}", words)


def _deferred(state: RunState) -> Iterator[Matter]:
    for ref, standing in state.tasks.items():
        if standing.deferred_to and standing.status not in SETTLED:
            yield Matter(f"task:{ref}", f"{ref} {state.task_by_ref[ref].title} is deferred to {standing.deferred_to}")


def _added(state: RunState) -> Iterator[Matter]:
    for ref in open_added(state):
        if not state.standing(ref).deferred_to:
            yield Matter(f"action:{ref}", f"{ref} {state.task_by_ref[ref].title} is not settled")


def _pauses(state: RunState) -> Iterator[Matter]:
    for pause in pauses_in_force(state):
        yield Matter(f"pause:{pause.ref}", f"Pause {pause.ref} is in force")


def _holds(state: RunState) -> Iterator[Matter]:
    for hold in open_holds(state):
        yield Matter(f"hold:{hold.ref}", f"Hold {hold.ref} waits for its answer")


def _reentry_words(standing: ReentryState) -> str:
    title, total = standing.category.title, standing.total
    if total.left:
        return f"{title} has {total.left} left to enter"
    if standing.closing is not None:
        return ""
    if not total.logged and not standing.nil_returns:
        return f"{title} has no count and no nil return"
    return f"{title} has nothing left and is not closed"


RULES: Mapping[str, Rule] = {
    "issue": _unsafe,
    "service": _services,
    "reentry": _reentry,
    "slips": _slips,
    "task": _deferred,
    "action": _added,
    "pause": _pauses,
    "hold": _holds,
}
"""Name of each rule of today to what it finds, in the order people read it. The names stand in the log."""

RETIRED: Mapping[str, Rule] = {}
"""The same for rules that no new close is judged by."""

FIRST_RULES = ("issue", "service", "reentry", "slips", "task", "action", "pause", "hold")
"""The rules of every close that does not name any: those from before a close named them. Never changes."""
