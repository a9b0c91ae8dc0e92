"""Anchors on the day: recording when one happened, moving one that has not, and what that changes.

Planned and recorded times are different fields; once an anchor is recorded, later offsets use the record
(`domain.md` 1.3 rules 1 and 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import FUTURE_ALLOWED, Act, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.domain.time_words import clock_words, moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.plan import Anchor
    from cutover_tui.domain.state import RunState


PAUSE_ANCHORS = frozenset({"HOLD", "RESTART"})
"""Anchors that a pause and its restart record themselves: one act, one truth."""


@dataclass(frozen=True, kw_only=True)
class AnchorRecorded(Happening):
    """The moment an anchor stands for came, at `at`: this happened."""

    WIRE: ClassVar[str] = "anchor.recorded"
    ABOUT: ClassVar[str] = "anchor"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I confirm that this happened at this time"

    anchor: str
    happened: datetime
    """When it happened, UTC; `at` is when the actor learned or confirmed it."""
    reason: str = ""
    """Why the record changes, when there was one already."""


@dataclass(frozen=True, kw_only=True)
class AnchorMoved(Happening):
    """A planned anchor got a new time, agreed by somebody: this happened."""

    WIRE: ClassVar[str] = "anchor.moved"
    ABOUT: ClassVar[str] = "anchor"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason", "agreed_by")
    MEANING: ClassVar[str] = "I decide this new time"

    anchor: str
    to: datetime
    """The new planned instant, UTC."""
    reason: str
    agreed_by: str
    """Who agreed, in words: people and organisations."""
    saw: str
    """Digest of what the decision was judged on."""


@dataclass(frozen=True, kw_only=True)
class Replan:
    """What changes when an anchor is recorded or moved."""

    moved: tuple[str, ...]
    """Refs of tasks not done whose due time changes."""
    too_late: tuple[str, ...]
    """Refs of tasks not done whose window closes with the change."""
    tell_again: tuple[str, ...]
    """Refs of done tasks that told people about the old date."""
    added: tuple[str, ...]
    """Refs of daily tasks that the longer span adds."""


def record_anchor(state: RunState, act: Act, code: str, *, happened: datetime, reason: str = "") -> AnchorRecorded:
    """Decide that an anchor happened at an instant.

    Raises:
        Refused: The anchor is not in the plan, the time lies ahead, or it was recorded before, at the same time or
            without a reason now.
    """
    anchor = find_anchor(state, code)
    zone = state.plan.calendar.zone
    if code in PAUSE_ANCHORS:
        msg = f"{code} ({anchor.name}) is recorded by pausing and restarting, with who decided it. Do that instead."
        raise Refused(msg)
    if happened - act.now > FUTURE_ALLOWED:
        msg = f"{moment_words(happened, zone)} has not come yet. To plan {code} for then, move the anchor."
        raise Refused(msg)
    earlier = state.recorded.get(code)
    if earlier == happened:
        msg = f"{code} ({anchor.name}) is already recorded at {clock_words(happened, zone)}."
        raise Refused(msg)
    if earlier is not None:
        msg = (
            f"{code} ({anchor.name}) is already recorded at {clock_words(earlier, zone)}. "
            "Say why the record changes; both stay in the log."
        )
        reason = require_words(reason, msg)
    return AnchorRecorded(**sign(state, act), anchor=code, happened=happened, reason=reason.strip())


def move_anchor(state: RunState, act: Act, code: str, *, to: datetime, reason: str, agreed_by: str) -> AnchorMoved:
    """Decide a new planned time for an anchor that has not happened.

    Raises:
        Refused: The anchor is not in the plan or has happened, the time does not change or go-live would come before
            the extract, or the reason or who agreed is missing.
    """
    anchor = find_anchor(state, code)
    zone = state.plan.calendar.zone
    if code in state.recorded:
        msg = f"{code} ({anchor.name}) happened at {clock_words(state.recorded[code], zone)}, so it cannot be moved."
        raise Refused(msg)
    if state.anchors.get(code) == to:
        msg = f"{code} ({anchor.name}) is already planned for {moment_words(to, zone)}."
        raise Refused(msg)
    _require_order(state, code, to)
    return AnchorMoved(
        **sign(state, act),
        anchor=code,
        to=to,
        reason=require_words(reason, f"Say why {code} ({anchor.name}) moves."),
        agreed_by=require_words(agreed_by, f"Say who agreed to the new time of {code} ({anchor.name})."),
        saw=state.saw_anchors(),
    )


def find_anchor(state: RunState, code: str) -> Anchor:
    """The anchor of the plan with a code, refused when there is none."""
    for anchor in state.plan.anchors:
        if anchor.code == code:
            return anchor
    codes = ", ".join(anchor.code for anchor in state.plan.anchors)
    msg = f"There is no anchor {code or 'without a code'} in this plan. The anchors are {codes}."
    raise Refused(msg)


def replan(before: RunState, after: RunState, now: datetime) -> Replan:
    """What a change of anchors changes, seen from `now`."""
    moved: list[str] = []
    too_late: list[str] = []
    for ref, standing in after.tasks.items():
        if standing.status in SETTLED or ref not in before.tasks:
            continue
        old, new = before.window(ref), after.window(ref)
        if old.due_at != new.due_at:
            moved.append(ref)
        last = new.not_after_at or new.due_at
        was = old.not_after_at or old.due_at
        if last is not None and last < now and (was is None or was >= now):
            too_late.append(ref)
    return Replan(
        moved=tuple(moved),
        too_late=tuple(too_late),
        tell_again=tuple(
            ref
            for ref, standing in after.tasks.items()
            if standing.tell_again and not (ref in before.tasks and before.tasks[ref].tell_again)
        ),
        added=tuple(ref for ref in after.tasks if ref not in before.tasks),
    )


def _require_order(state: RunState, code: str, to: datetime) -> None:
    """Refuse a go-live before the extract, or an extract after go-live."""
    extract = to if code in {"FDP", "CUT"} else state.anchors.get("CUT", state.anchors.get("FDP"))
    live = to if code == "GL" else state.anchors.get("GL")
    if code in {"FDP", "CUT", "GL"} and extract is not None and live is not None and live <= extract:
        zone = state.plan.calendar.zone
        msg = (
            f"Go-live ({moment_words(live, zone)}) would come before the final extract "
            f"({moment_words(extract, zone)}). Move the other one first."
        )
        raise Refused(msg)
