"""The point of no return: up to when the practice can still stay on the old system, and what holds after that.

Before the extract a clock counts to the last safe moment to turn round, which the plan gives (`peers.md` c13). Once the
extract is taken, nothing goes back: what goes wrong is mended on the way forward.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import duration_words, short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

TAKEN = "CUT"
"""The anchor after which nothing goes back."""
LIVE = "GL"
NEAR = timedelta(hours=24)
"""From this long before it, the clock stands on the run screen."""


class Retreat(StrEnum):
    """Where the practice is on the way to the point of no return."""

    NONE = ""
    """The plan names no last moment."""
    AHEAD = "ahead"
    PASSED = "passed"
    """The last safe moment is over, and the extract is not recorded."""
    FORWARD = "forward"
    """The extract was taken, and the practice is not live yet."""


@dataclass(frozen=True)
class RetreatClock:
    """How the last safe retreat stands at an instant."""

    stage: Retreat
    at: datetime | None
    """The last safe moment; once the extract is taken, when that was."""
    near: bool
    """True when it belongs on the run screen: from a day before it until the practice is live."""
    forms: tuple[str, ...] = ()
    """`LAST SAFE RETREAT 16:30, in 47 min`, then shorter forms of it; none where there is nothing to say."""

    @property
    def words(self) -> str:
        """The whole of it; empty where there is nothing to say."""
        return self.forms[0] if self.forms else ""


NO_RETREAT = RetreatClock(Retreat.NONE, None, near=False)


def retreat_clock(state: RunState, now: datetime) -> RetreatClock:
    """How the last safe retreat stands: counted down to, passed, or behind the point of no return."""
    zone = state.plan.calendar.zone
    offset = next((gate.retreat for gate in state.plan.gates if gate.retreat), "")
    taken = state.recorded.get(TAKEN)
    if not offset or LIVE in state.recorded:
        return NO_RETREAT
    if taken is not None:
        when = short_words(taken, now, zone)
        words = f"FIX FORWARD: the extract was taken {when}, nothing goes back to the old system"
        forms = (words, f"FIX FORWARD since {when}", "FIX FORWARD")
        return RetreatClock(Retreat.FORWARD, taken, near=True, forms=forms)
    last = state.instant_of(offset)
    if last is None:
        return NO_RETREAT
    left = last - now
    far = duration_words(left.total_seconds())
    when = short_words(last, now, zone)
    if left >= timedelta():
        forms = (f"LAST SAFE RETREAT {when}, in {far}", f"RETREAT BY {when}, in {far}", f"RETREAT BY {when}")
        return RetreatClock(Retreat.AHEAD, last, near=left <= NEAR, forms=forms)
    forms = (f"LAST SAFE RETREAT was {when}, {far} ago", f"RETREAT was {when}, {far} ago", f"RETREAT was {when}")
    return RetreatClock(Retreat.PASSED, last, near=True, forms=forms)
