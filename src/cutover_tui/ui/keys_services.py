"""The keys of the services board and of its chase list, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERVICES = (
    Key(
        action="move",
        key="t",
        label="state",
        tip="Record that the marked service came into another state, with who confirmed it.",
        id="services.move",
        footer=True,
        group="Service",
    ),
    Key(
        action="next_of_kind",
        key="m",
        label="next",
        tip="Mark the next of the same kind that still stands where the last one stood, and record the same about it.",
        id="services.next",
        footer=True,
        group="Service",
    ),
    Key(
        action="name_catcher",
        key="c",
        label="catcher",
        tip="Record who catches what the marked service would have carried, and how it reaches them.",
        id="services.catcher",
        footer=True,
        group="Service",
    ),
    Key(
        action="count",
        key="n",
        label="count",
        tip="Record a count of what the marked service carried, or explain why its counts differ.",
        id="services.count",
        footer=True,
        group="Service",
    ),
    Key(
        action="call",
        key="p",
        label="call",
        tip="Record a call or message to the other end and what they promised, or that a promise was kept.",
        id="services.call",
        footer=True,
        group="Service",
    ),
    Key(
        action="filter",
        key="f",
        label="filter",
        tip="Show only services that are not normal, unknown, without a catcher, or to chase today.",
        id="services.filter",
        footer=True,
        group="Find",
    ),
    Key(
        action="chase",
        key="h",
        label="chase",
        tip="Show the question to put to each other end, in words to read out.",
        id="services.chase",
        footer=True,
        group="Find",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the service in full to the list, then to the run.",
        id="services.back",
        footer=True,
        group="Everywhere",
    ),
)

_CHASE = (
    Key(
        action="scroll(1)", key="down,j", label="down", tip="Scroll down.", id="chase.down", footer=True, group="Chase"
    ),
    Key(action="scroll(-1)", key="up,k", label="up", tip="Scroll up.", id="chase.up", footer=True, group="Chase"),
    Key(
        action="page(1)",
        key="pagedown,space",
        label="page",
        tip="Go on a page.",
        id="chase.pagedown",
        footer=True,
        group="Chase",
    ),
    Key(action="page(-1)", key="pageup", label="page up", tip="Go back a page.", id="chase.pageup", group="Chase"),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the services.",
        id="chase.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"services": _SERVICES, "chase": _CHASE}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _SERVICES if key.id == name)
    for name in (
        "services.back",
        "services.move",
        "services.catcher",
        "services.count",
        "services.call",
        "services.filter",
        "services.chase",
        "services.next",
        "app.help",
        "app.theme",
    )
)
"""The footer's keys on the board, the most important first: a narrow screen leaves out the last ones."""
