"""The keys of alerts: on the run screen, on their board, and the bell's everywhere; each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOARD = (
    Key(
        action="acknowledge",
        key="a",
        label="acknowledge",
        tip="Put initials to the marked alert: it was read. It asks again only if it gets worse or says more.",
        id="alerts.acknowledge",
        footer=True,
        group="Alerts",
    ),
    Key(
        action="shelve",
        key="s",
        label="shelve",
        tip="Lay the marked alert aside until a time, with a reason. A warning rests for half an hour at most.",
        id="alerts.shelve",
        footer=True,
        group="Alerts",
    ),
    Key(
        action="go_there",
        key="g",
        label="go there",
        tip="Go where the marked alert is settled.",
        id="alerts.go",
        footer=True,
        group="Alerts",
    ),
    Key(
        action="app.switch_bell",
        key="b",
        label="bell",
        tip="Switch the bell on or off on this computer. It rings for a P1, a pause and a hold past its time alone.",
        id="alerts.bell",
        footer=True,
        group="Alerts",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the run.",
        id="alerts.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"alerts": _BOARD}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _BOARD if key.id == name)
    for name in (
        "alerts.back",
        "alerts.acknowledge",
        "alerts.shelve",
        "alerts.go",
        "alerts.bell",
        "app.help",
        "app.theme",
    )
)
"""The footer's keys on the board, the most important first."""
