"""Restarting after a pause: the restart list first, then two different people, one of them a registered clinician.

Easy to stop, harder to restart (`records.md` c1, c4). Each line of the list is met, with its evidence, or not met, with
the reasons of the two who restart all the same. What the time lost changes in the plan is in `stopped_time`.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.issues import open_p1
from cutover_tui.domain.leads import (
    is_clinician,
    is_cutover_lead,
    may_restart_clinically,
    may_restart_practically,
    role_words,
)
from cutover_tui.domain.pause_log import ItemAnswer, Pause, audience_name, find_pause, not_told, told_of
from cutover_tui.domain.pause_plan import TOLD_ITEM
from cutover_tui.domain.pauses import PauseHappening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import with_moved_anchor, with_times
from cutover_tui.domain.stopped_time import Moved, lost_at_restart, moved_by_restart, whole_minutes
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import clock_words, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cutover_tui.domain.pause_plan import RestartItem
    from cutover_tui.domain.plan import Anchor
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class RestartItemAnswered(PauseHappening):
    """A line of the restart list was found met, or two people restart although it is not: this happened."""

    WIRE: ClassVar[str] = "pause.restart_item"
    TEXTS: ClassVar[tuple[str, ...]] = ("words", "second_words")
    MEANING: ClassVar[str] = "I found this so, or say why it is not"

    item: str
    """Id of the line."""
    met: bool
    words: str
    """The evidence where it is met; the reason of the first signer where it is not."""
    second: str = ""
    """Initials of the other signer, where it is not met."""
    second_words: str = ""
    """The other signer's own reason."""


@dataclass(frozen=True, kw_only=True)
class PauseRestarted(PauseHappening):
    """Two people restarted the rollout: this happened."""

    WIRE: ClassVar[str] = "pause.restarted"
    TEXTS: ClassVar[tuple[str, ...]] = ("phased_how",)
    MEANING: ClassVar[str] = "I restart the rollout"

    second: str
    """Initials of the other person."""
    phased_how: str
    """In which steps it starts again."""
    replans: bool = False
    """True when what runs from recorded moments is planned again by the time lost."""
    moves: tuple[str, ...] = ()
    """Codes of planned anchors that move by the time lost."""
    saw: str
    """Digest of the restart list, the told strip and the times it was judged on."""


RestartEvent = RestartItemAnswered | PauseRestarted


@dataclass(frozen=True)
class Outlook:
    """What a restart would change, shown before it and told by the same rule that the fold follows."""

    minutes: int
    """The time lost, in whole minutes; 0 while another pause is in force."""
    tasks: tuple[tuple[str, int], ...]
    """Ref and minutes of every task that would move."""
    tell_again: tuple[str, ...]
    """Refs of done tasks that told people of a time that moves: they are told again."""


# -- what stands ------------------------------------------------------------------------------------------------------


def unanswered_items(state: RunState, pause: Pause) -> tuple[RestartItem, ...]:
    """The lines of the restart list nobody has answered for a pause."""
    return tuple(item for item in state.plan.pause.restart_list if item.id not in pause.items)


def movable_anchors(state: RunState, pause: Pause) -> tuple[Anchor, ...]:
    """The planned moments still ahead when the pause began that have a time of day of their own, such as go-live."""
    return tuple(
        anchor
        for anchor in state.plan.anchors
        if anchor.has_time and anchor.code not in state.recorded and state.anchors.get(anchor.code, pause.at) > pause.at
    )


def saw_restart(state: RunState, pause: Pause) -> str:
    """Digest of what a restart is judged on."""
    items = sorted((name, answer.seq) for name, answer in pause.items.items())
    told = [(one.audience, one.seq) for one in told_of(state, pause)]
    others = [one.ref for one in state.pauses.values() if one.in_force]
    return hashlib.sha256(f"{items} {told} {others} {state.saw_anchors()}".encode()).hexdigest()[:16]


def restart_outlook(state: RunState, pause: Pause, at: datetime, *, replans: bool, moves: Sequence[str]) -> Outlook:
    """What a restart at an instant would change."""
    after = replanned(state, pause.ref, at, replans=replans, moves=moves)
    _began, lost = lost_at_restart(state, at, pause.ref)
    changed = tuple(
        (ref, after.moved_tasks[ref][-1].minutes)
        for ref in after.moved_tasks
        if after.moved_tasks[ref] != state.moved_tasks.get(ref)
    )
    again = tuple(
        ref
        for ref, standing in after.tasks.items()
        if standing.tell_again and not (ref in state.tasks and state.tasks[ref].tell_again)
    )
    return Outlook(whole_minutes(lost), changed, again)


# -- deciding ---------------------------------------------------------------------------------------------------------


def answer_restart_item(
    state: RunState,
    act: Act,
    ref: str,
    item: str,
    *,
    met: bool,
    words: str,
    second: str = "",
    second_words: str = "",
) -> RestartItemAnswered:
    """Decide that a line of the restart list is met, with its evidence, or not met, with the reasons of two signers.

    Raises:
        Refused: There is no such pause or line, the pause was restarted, evidence or a reason is missing, somebody has
            not been told yet, or the two may not restart together.
    """
    pause = _pause_to_restart(state, ref)
    line = next((one for one in state.plan.pause.restart_list if one.id == item), None)
    if line is None:
        raise Refused(f"There is no ‘{item}’ in the restart list of this plan.")
    if met:
        if item == TOLD_ITEM and (left := not_told(state, pause)):
            who = ", ".join(audience_name(state, one) for one in left)
            raise Refused(f"Nobody has said yet whether {who} were told of {ref}. Record how, or why not, first.")
        said = require_words(words, line.asks)
        return RestartItemAnswered(**sign(state, act), pause=ref, item=item, met=True, words=said)
    first = require_words(words, f"‘{line.words}’ is not met: {act.by} says why it may restart all the same.")
    require_two_to_restart(state, act, second)
    other = require_words(second_words, f"‘{line.words}’ is not met: {second} says why too, in their own words.")
    return RestartItemAnswered(
        **sign(state, act, auth="two-person"),
        pause=ref,
        item=item,
        met=False,
        words=first,
        second=second,
        second_words=other,
    )


def restart(
    state: RunState,
    act: Act,
    ref: str,
    *,
    second: str,
    phased_how: str,
    replans: bool = False,
    moves: Sequence[str] = (),
) -> PauseRestarted:
    """Decide that two people restart the rollout.

    Args:
        state: The run as it stands.
        act: The first of the two, and when.
        ref: The pause.
        second: Initials of the other.
        phased_how: In which steps it starts again.
        replans: Whether what runs from recorded moments is planned again by the time lost.
        moves: Codes of planned anchors that move by the time lost.

    Raises:
        Refused: The restart list is not answered, one person restarts, neither is a registered clinician, a role is
            missing, somebody who signed for a line that is not met is not among the two, or no steps are given.
    """
    pause = _pause_to_restart(state, ref)
    left = unanswered_items(state, pause)
    if left:
        named = "; ".join(item.words for item in left)
        raise Refused(f"{ref} is not restarted yet. The restart list still waits for: {named}.")
    require_two_to_restart(state, act, second)
    for item in state.plan.pause.restart_list:
        answer = pause.items[item.id]
        if not answer.met and {answer.by, answer.second} != {act.by, second}:
            msg = f"‘{item.words}’ is not met, with the reasons of {answer.by} and {answer.second}."
            raise Refused(f"{msg} The two who restart give their own: answer that line again.")
    known = {anchor.code for anchor in movable_anchors(state, pause)}
    for code in moves:
        if code not in known:
            raise Refused(f"{code} does not move with this restart: it has happened, or has no time of its own.")
    how = require_words(phased_how, "Say in which steps it starts again: what first, for whom, and what follows.")
    return PauseRestarted(
        **sign(state, act, auth="two-person"),
        pause=ref,
        second=second,
        phased_how=how,
        replans=replans,
        moves=tuple(moves),
        saw=saw_restart(state, pause),
    )


def require_two_to_restart(state: RunState, act: Act, second: str) -> None:
    """Refuse two who may not restart: one person, no clinician, or a role that is missing."""
    if not second:
        raise Refused("A restart takes two people. Give the initials of the other one.")
    require_person(state, act.by)
    require_person(state, second)
    if second in {act.by, act.on_behalf_of}:
        raise Refused(f"A restart takes two different people. {second} is one of them already: ask somebody else.")
    pair = (act.by, second)
    if not _roles_fit(state, pair):
        plan = state.plan.pause
        clinical = role_words(state, plan.restart_clinical)
        practical = role_words(state, plan.restart_practical)
        words = f"A restart is signed by the {clinical}, and by the {practical} or the cutover lead."
        raise Refused(f"{words} {act.by} and {second} do not hold both.")
    if not any(is_clinician(state, one) for one in pair):
        raise Refused(f"Neither {act.by} nor {second} is a registered clinician. One of the two who restart is.")


def _roles_fit(state: RunState, pair: tuple[str, str]) -> bool:
    first, second = pair
    return any(
        may_restart_clinically(state, one) and (may_restart_practically(state, other) or is_cutover_lead(state, other))
        for one, other in ((first, second), (second, first))
    )


def _pause_to_restart(state: RunState, ref: str) -> Pause:
    pause = find_pause(state, ref)
    if pause.restarted is not None:
        zone = state.plan.calendar.zone
        done = pause.restarted
        raise Refused(f"{ref} was restarted at {clock_words(done.at, zone)} by {done.by} and {done.second}.")
    return pause


# -- folding ----------------------------------------------------------------------------------------------------------


def item_answered(pause: Pause, event: RestartItemAnswered, seq: int) -> Pause:
    """A pause after a line of the restart list was answered."""
    answer = ItemAnswer(
        seq=seq,
        by=event.by,
        at=event.at,
        met=event.met,
        words=event.words,
        second=event.second,
        second_words=event.second_words,
    )
    return replace(pause, items={**pause.items, event.item: answer})


def why_without_effect(state: RunState, event: PauseRestarted) -> str:
    """Why a restart in the log does not end the pause, in words; empty where it does."""
    pause = state.pauses.get(event.pause)
    if pause is None or pause.restarted is not None:
        return f"{event.by} and {event.second} restarted {event.pause}, which was not in force."
    if event.second in {"", event.by, event.on_behalf_of}:
        return f"{event.by} restarted {event.pause} alone. It is still in force: a restart takes two people."
    pair = (event.by, event.second)
    if not _roles_fit(state, pair) or not any(is_clinician(state, one) for one in pair):
        return f"{event.by} and {event.second} may not restart {event.pause} together. It is still in force."
    if event.saw != saw_restart(state, pause) or unanswered_items(state, pause):
        return f"{event.by} and {event.second} restarted {event.pause} while it changed. Look at it again."
    return ""


def replanned(state: RunState, ref: str, at: datetime, *, replans: bool, moves: Sequence[str]) -> RunState:
    """The state with everything planned again by the time a restart ends, each moved task with its cause."""
    began, lost = lost_at_restart(state, at, ref)
    if lost <= timedelta():
        return state
    running = moved_by_restart(state, began, at) if replans else {}
    moved_tasks = dict(state.moved_tasks)
    for task, minutes in running.items():
        moved_tasks[task] = (*moved_tasks.get(task, ()), Moved(ref, minutes))
    after = with_times(replace(state, moved_tasks=moved_tasks)) if running else state
    for code in moves:
        planned = after.anchors.get(code)
        if planned is not None and code not in after.recorded:
            after = with_moved_anchor(after, code, planned + timedelta(minutes=whole_minutes(lost)))
    return _with_causes(state, after, ref, running)


def _with_causes(before: RunState, after: RunState, ref: str, running: Mapping[str, int]) -> RunState:
    """The state in which every task whose due time moved with its anchor says so too."""
    moved = dict(after.moved_tasks)
    for task, standing in after.tasks.items():
        old, new = before.window(task).due_at, after.window(task).due_at
        if task in running or standing.status in SETTLED or old is None or new is None or old == new:
            continue
        moved[task] = (*moved.get(task, ()), Moved(ref, whole_minutes(new - old), running=False))
    return replace(after, moved_tasks=moved)


def outlook_words(state: RunState, outlook: Outlook, moves: Sequence[str]) -> str:
    """What is not safe yet, and what a restart would change, in a few sentences."""
    parts = [unsafe_words(state)] if open_p1(state) else []
    if not outlook.minutes:
        return " ".join([*parts, "No time was lost yet, or another pause is still in force: nothing moves."])
    zone = state.plan.calendar.zone
    parts.append(f"{outlook.minutes} min lost.")
    for code in moves:
        planned = state.anchors.get(code)
        if planned is not None:
            parts.append(f"{code} moves to {moment_words(planned + timedelta(minutes=outlook.minutes), zone)}.")
    refs = [ref for ref, _minutes in outlook.tasks]
    one = f"1 task moves: {named(refs)}."
    several = f"{len(refs)} tasks move: {named(refs)}."
    parts.append({0: "No task moves.", 1: one}.get(len(refs), several))
    if outlook.tell_again:
        parts.append(f"To tell again: {named(outlook.tell_again)}.")
    return " ".join(parts)


def unsafe_words(state: RunState) -> str:
    """Which P1 issues are not made safe, for the two who restart; empty for none."""
    refs = [issue.ref for issue in open_p1(state)]
    return f"{named(refs)} {'is a P1' if len(refs) == 1 else 'are P1'} and not made safe." if refs else ""


_NAMED = 6
"""How many tasks are named."""


def named(refs: Sequence[str]) -> str:
    """`C-04, G-01 and 3 more`."""
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return f"{', '.join(refs[:_NAMED])}{more}"
