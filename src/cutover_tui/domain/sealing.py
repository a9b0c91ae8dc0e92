"""What the seal is written on the wall sheet for, and what still waits for it (`records.md` c4, c8; `integrity.md` A4).

A seal covers everything before it, so a pause that was followed at once by another seal waits for none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.handover import Taken

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.handover import Handover
    from cutover_tui.domain.pause_log import Pause
    from cutover_tui.domain.state import RunState

TAKEN_OVER = frozenset({Taken.ACCEPTED, Taken.WITH_QUESTION})
"""What became of a handover whose role was taken over."""


@dataclass(frozen=True, kw_only=True)
class SealMoment:
    """Something that happened, after which the seal is written on the wall sheet."""

    occasion: str
    """What the seal is recorded for, such as `pause P-01`."""
    what: str
    """What happened, as it stands in a sentence: `Pause P-01 was declared`."""
    at: datetime
    """When it happened, aware, UTC."""
    seq: int
    """Number of its record."""


def pause_moment(pause: Pause) -> SealMoment:
    """The declaration of a pause."""
    return SealMoment(occasion=f"pause {pause.ref}", what=f"Pause {pause.ref} was declared", at=pause.at, seq=pause.seq)


def restart_moment(pause: Pause) -> SealMoment | None:
    """The restart of a pause; None while it is in force."""
    done = pause.restarted
    if done is None:
        return None
    what = f"Pause {pause.ref} was restarted"
    return SealMoment(occasion=f"restart of {pause.ref}", what=what, at=done.at, seq=done.seq)


def handover_moment(handover: Handover) -> SealMoment | None:
    """The acceptance of a handover; None while nobody has taken the role over."""
    if handover.taken not in TAKEN_OVER or handover.answered_at is None:
        return None
    what = f"Handover {handover.ref} was accepted"
    return SealMoment(occasion=f"handover {handover.ref}", what=what, at=handover.answered_at, seq=handover.answer_seq)


def seal_covering(state: RunState, seq: int) -> str:
    """The first seal that was written down and covers a record; empty while none was."""
    return next((seal for last, seal in state.seals if last >= seq), "")


def moments_without_seal(state: RunState) -> tuple[SealMoment, ...]:
    """The pauses, restarts and handovers that no seal on the wall sheet covers yet, in the order of the log."""
    covered = state.seals[-1][0] if state.seals else -1
    pauses = state.pauses.values()
    moments = (
        *(pause_moment(pause) for pause in pauses),
        *(restart_moment(pause) for pause in pauses),
        *(handover_moment(one) for one in state.handovers.values()),
    )
    return tuple(sorted((one for one in moments if one is not None and one.seq > covered), key=lambda one: one.seq))
