"""What every event says: who did it, who typed it, and when it happened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from datetime import datetime

PROGRAM = "PROGRAM"
"""The actor and recorder of what the program itself records, such as a clock change."""

NOT_RECORDED = "Not recorded"
"""Stored in place of an answer nobody gave; a blank never means fine (`records.md` c1)."""

DOUBLE_PRESS = timedelta(minutes=1)
"""The same note or call by the same person within this long is one, sent twice."""

Auth = Literal["initials", "pin", "two-person"]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """The part all events share. Subclasses are frozen and keyword-only, and their names say what happened."""

    WIRE: ClassVar[str]
    """The name in the audit log, past tense, never changed once shipped."""
    VERSION: ClassVar[int] = 1
    """The version of this event's body."""
    ABOUT: ClassVar[str] = ""
    """The field that says which task, anchor or person it is about, if any."""
    TEXTS: ClassVar[tuple[str, ...]] = ()
    """Fields that hold free text people typed. They travel in the detachable note; only the last may have lines."""
    MEANING: ClassVar[str] = ""
    """What the actor's initials stand for, such as `I saw this done`."""

    by: str
    """Initials of the actor, who did it or decided."""
    recorder: str
    """Initials of the person at the keyboard; may equal `by`."""
    at: datetime
    """When it happened, aware, UTC."""
    auth: Auth = "initials"
    """What was really asked for to vouch for the actor."""
    late_reason: str = ""
    """Why it was recorded more than five minutes after it happened; empty when it was not."""
    on_behalf_of: str = ""
    """Initials of the person for whom the actor acted, if any."""


@dataclass(frozen=True, kw_only=True)
class RoomHappening(Happening):
    """The part that families of events about running the room share: issues, decisions, whether to pause.

    The fold gives them all to one place (`room_fold`).
    """
