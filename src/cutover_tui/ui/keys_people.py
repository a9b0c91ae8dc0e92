"""The keys of the people board and of the handover page, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_PEOPLE = (
    Key(
        action="roll",
        key="t",
        label="here",
        tip="Record who is in the room, who is on the phone and who has left: several people in one act.",
        id="people.roll",
        footer=True,
        group="People",
    ),
    Key(
        action="stand_in",
        key="n",
        label="stand in",
        tip="Record that somebody holds the roles of the marked person from now on: all of them, or some.",
        id="people.stand_in",
        footer=True,
        group="People",
    ),
    Key(
        action="take_back",
        key="u",
        label="take back",
        tip="Record that the marked person holds their own roles again.",
        id="people.take_back",
        footer=True,
        group="People",
    ),
    Key(
        action="hand_over",
        key="O",
        label="hand over",
        tip="Begin to hand a role of the marked person over, or go on with a handover that is open.",
        id="people.hand_over",
        footer=True,
        group="People",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the run.",
        id="people.back",
        footer=True,
        group="Everywhere",
    ),
)

_HANDOVER = (
    Key(
        action="said_back",
        key="t",
        label="read back",
        tip="The person who takes over has said the marked part back: give their initials.",
        id="handover.said_back",
        footer=True,
        group="Handover",
    ),
    Key(
        action="accept",
        key="O",
        label="take over",
        tip="Record that the role is taken over, with or without a question, after the three things that matter most.",
        id="handover.accept",
        footer=True,
        group="Handover",
    ),
    Key(
        action="refuse",
        key="x",
        label="not accepted",
        tip="Record that the role is not taken over, and why. Who offered it holds it as before.",
        id="handover.refuse",
        footer=True,
        group="Handover",
    ),
    Key(
        action="handover_seal",
        key="v",
        label="seal",
        tip="Show the seal to write on the wall sheet once the role is taken over, and record who wrote it.",
        id="handover.seal",
        footer=True,
        group="Handover",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the people. The handover stays open.",
        id="handover.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"people": _PEOPLE, "handover": _HANDOVER}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _PEOPLE if key.id == name)
    for name in ("people.back", "people.roll", "people.stand_in", "people.hand_over", "people.take_back", "app.help")
)
"""The footer's keys on the board, the most important first."""

HANDOVER_FOOTER: Final = tuple(
    next(key for key in _HANDOVER if key.id == name)
    for name in (
        "handover.back",
        "handover.said_back",
        "handover.accept",
        "handover.refuse",
        "handover.seal",
        "app.help",
    )
)
"""The footer's keys on the handover page."""
