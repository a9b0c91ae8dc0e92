"""The keys of typing up paper, each declared once: the one on the run screen, and those of its own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATCH_UP = (
    Key(
        action="type_up",
        key="t",
        label="next line",
        tip="Type up the next line of the sheet, and go on line after line until Esc.",
        id="catch_up.type_up",
        footer=True,
        group="Paper",
    ),
    Key(
        action="print_sheets",
        key="p",
        label="print",
        tip="Make the next version of the hard copy, as pages for any browser, in the run's exports folder.",
        id="catch_up.print",
        footer=True,
        group="Paper",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the line in full to the list, then to the run. What was recorded stays.",
        id="catch_up.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"catch_up": _CATCH_UP}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _CATCH_UP if key.id == name)
    for name in ("catch_up.back", "catch_up.type_up", "catch_up.print", "app.help", "app.theme")
)
"""The footer's keys, the most important first."""
