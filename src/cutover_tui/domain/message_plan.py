"""Whom to tell what, as the plan has it: audiences, channels, events, the words ready to be filled in, and the rhythm.

The lists come from the author's messages file. A plan made before there was one has none, and `kit_of` then gives the
audiences, channels and events of `records.md` c6, so that what was told can be recorded all the same.
"""

from __future__ import annotations

from dataclasses import field
from datetime import time
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.plan import Plan

PAUSE = "pause"
"""The event whose messages say that the new system is paused."""
PUBLIC_DATES = frozenset({"FDP", "GL"})
"""The anchors whose move is a delay that people outside are told."""
TEXT = "text"
"""The channel whose messages are counted in parts of 160 characters."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Somebody to tell."""

    id: str
    """Its own word, such as `pharmacy`."""
    name: str
    """What people call it."""
    public: bool = False
    """True where times are written as patients read them: 9.14am, not 09:14."""
    register: str = ""
    """The register whose items belong to it, such as `pharmacy`; empty where there is none."""
    items: tuple[str, ...] = ()
    """The names of those items in this practice."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way to tell somebody."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class MessageEvent:
    """Something people have to be told about."""

    id: str
    """Its own word, such as `pause`."""
    name: str
    since: str = ""
    """The anchor whose moment begins it, such as `HOLD`; what was told before it does not count. Empty for always."""
    moved: bool = False
    """True for the event that begins when the extract or go-live is moved."""
    asks_more: bool = False
    """True where every message says when things are expected to go on, and which other route there is."""
    tell: Mapping[str, str] = field(default_factory=dict)
    """Id of an audience to the offset by which it is told, such as `GL+1h`; in minutes such as `30min` after the event
    began where it has no anchor of its own."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """Words for one event, ready to be filled in with the plan's facts."""

    id: str
    event: str
    audiences: tuple[str, ...]
    channels: tuple[str, ...]
    version: str = "1"
    lines: tuple[str, ...] = ()
    """One paragraph each. What stands in square brackets is filled in, see `message_words.FIELDS`."""

    @property
    def words(self) -> str:
        """The words as they stand, one paragraph a line."""
        return "\n".join(self.lines)


@dataclass(frozen=True, kw_only=True)
class MessageKit:
    """Everything the plan says about telling people."""

    audiences: tuple[Audience, ...] = ()
    channels: tuple[Channel, ...] = ()
    events: tuple[MessageEvent, ...] = ()
    templates: tuple[Template, ...] = ()

    def audience(self, name: str) -> Audience | None:
        """The audience with an id, None where there is none."""
        return next((one for one in self.audiences if one.id == name), None)

    def channel(self, name: str) -> Channel | None:
        """The channel with an id, None where there is none."""
        return next((one for one in self.channels if one.id == name), None)

    def event(self, name: str) -> MessageEvent | None:
        """The event with an id, None where there is none."""
        return next((one for one in self.events if one.id == name), None)

    def templates_for(self, event: str, audience: str) -> tuple[Template, ...]:
        """The words ready for an event and an audience, in the author's order."""
        return tuple(one for one in self.templates if one.event == event and audience in one.audiences)


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How often people stand together and how often the position is reported (`records.md` a2, `domain.md` 5.6)."""

    sitrep_minutes: int = 60
    """Minutes between two sitreps on the day of the extract, on that of go-live, and while paused."""
    huddles_on_the_day: tuple[time, ...] = (time(8, 15), time(13, 0), time(17, 30))
    """Local times of the huddles on those two days."""
    huddle: time = time(8, 15)
    """Local time of the daily huddle, on working days in between and afterwards."""
    huddle_days: int = 14
    """For how many days after go-live there is a daily huddle."""


def _named(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return pairs


_AUDIENCES = _named(
    ("staff", "Staff"),
    ("patients", "Patients"),
    ("supplier", "Suppliers"),
    ("pharmacy", "Pharmacies"),
    ("icb", "ICB or PCN"),
    ("lab", "Laboratories"),
    ("out-of-hours", "Out of hours and 111"),
    ("screening", "Screening services"),
    ("care-homes", "Care homes"),
    ("media", "Media"),
)
_CHANNELS = _named(("phone", "Phone"), ("email", "Email"), (TEXT, "Text message"), ("other", "Another way"))
_EVENTS = _named(
    ("planned", "Planned change"),
    ("delay", "Delay"),
    (PAUSE, "Pause"),
    ("restart", "Restart"),
    ("go-live", "Go live"),
    ("all-clear", "All clear"),
)

STANDARD_KIT = MessageKit(
    audiences=tuple(Audience(id=name, name=words, public=name == "patients") for name, words in _AUDIENCES),
    channels=tuple(Channel(id=name, name=words) for name, words in _CHANNELS),
    events=tuple(
        MessageEvent(id=name, name=words, asks_more=name in {"delay", PAUSE}, moved=name == "delay")
        for name, words in _EVENTS
    ),
)
"""The closed lists of `records.md` c6, without words and without times."""


def kit_of(plan: Plan) -> MessageKit:
    """What a plan says about telling people; the standard lists where it was made before it said so."""
    return plan.messages if plan.messages.audiences else STANDARD_KIT
