"""Everything that can happen about telling people, standing together and speaking up."""

from __future__ import annotations

from cutover_tui.domain.concerns import ConcernEvent
from cutover_tui.domain.huddles import HuddleHeld, SitrepSent
from cutover_tui.domain.messages import MessageRecord

TellingEvent = MessageRecord | HuddleHeld | SitrepSent | ConcernEvent
