"""A plan with a small messages kit, and messages said as tests need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examples import a_plan, an_act, signed

from cutover_tui.domain.message_plan import Audience, Channel, MessageEvent, MessageKit, Template
from cutover_tui.domain.messages import Draft, MessageSent, send_message

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState

KIT = MessageKit(
    audiences=(
        Audience(id="staff", name="Staff"),
        Audience(id="patients", name="Patients", public=True),
        Audience(id="pharmacy", name="Pharmacies", register="pharmacy", items=("High Street", "Station Road")),
        Audience(id="icb", name="ICB or PCN"),
    ),
    channels=(
        Channel(id="huddle", name="Huddle"),
        Channel(id="text", name="Text message"),
        Channel(id="website", name="Website"),
        Channel(id="phone", name="Phone call"),
    ),
    events=(
        MessageEvent(id="planned", name="Planned change", tell={"patients": "FDP-4w", "pharmacy": "FDP-2d"}),
        MessageEvent(
            id="delay", name="Delay", moved=True, asks_more=True, tell={"staff": "60min", "patients": "240min"}
        ),
        MessageEvent(
            id="pause", name="Pause", since="HOLD", asks_more=True, tell={"staff": "60min", "pharmacy": "120min"}
        ),
        MessageEvent(id="go-live", name="Go live", since="GL", tell={"staff": "GL+1h"}),
    ),
    templates=(
        Template(
            id="planned-text",
            event="planned",
            audiences=("patients",),
            channels=("text",),
            lines=("[practice]: new computers [extract day] to [go-live day] at [go-live time]. Urgent: 111.",),
        ),
        Template(
            id="planned-notice",
            event="planned",
            audiences=("patients",),
            channels=("website",),
            lines=("We change our computers on [extract day] at [extract time].", "Phone [line]. In an emergency 999."),
        ),
        Template(
            id="pause-pharmacy",
            event="pause",
            audiences=("pharmacy",),
            channels=("phone",),
            lines=("We paused [new system] at [time].", "Meanwhile: [meanwhile]. Next update: [next update]."),
        ),
    ),
)
"""Four audiences, four channels, four events and three messages."""

TELLING: Plan = a_plan(messages=KIT, phone="01632 960 050", guardian="Ros Hart, ICB, 01632 960 060")
"""The small plan with them."""


def sent(audience: str = "staff", occasion: str = "planned", when: str = "Thu 17:42", **fields: object) -> MessageSent:
    """A message was sent."""
    common: dict[str, object] = {
        **signed("JB", when),
        "audience": audience,
        "occasion": occasion,
        "channel": "phone",
        "written_by": "JB",
        "checked_by": "MK",
        "who": "all of them",
        "words": "We write on paper.",
    }
    return MessageSent(**{**common, **fields})  # type: ignore[arg-type]  # any field of the event


def send(state: RunState, audience: str = "staff", when: str = "Thu 17:42", **fields: object) -> MessageSent:
    """Decide to record a message, most of it as usual."""
    common: dict[str, object] = {
        "occasion": "planned",
        "channel": "phone",
        "words": "We write on paper.",
        "who": "all of them",
        "written_by": "JB",
        "checked_by": "MK",
    }
    return send_message(state, an_act("JB", when), audience, Draft(**{**common, **fields}))  # type: ignore[arg-type]  # any field of a draft
