"""What telling people, standing together and speaking up have in common in the log."""

from __future__ import annotations

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening


@dataclass(frozen=True, kw_only=True)
class TellingHappening(Happening):
    """The part that messages, huddles, sitreps and concerns share: `telling_fold` takes them all up."""
