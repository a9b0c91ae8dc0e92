"""The keys of the board of huddles, sitreps and concerns, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUDDLES = (
    Key(
        action="hold_huddle",
        key="t",
        label="huddle",
        tip="Record a huddle: who was there, what goes well, what worries, and how sure people feel.",
        id="huddles.huddle",
        footer=True,
        group="Huddles",
    ),
    Key(
        action="send_sitrep",
        key="n",
        label="sitrep",
        tip="Record a report of the position, filled in from the run. The program sends nothing.",
        id="huddles.sitrep",
        footer=True,
        group="Huddles",
    ),
    Key(
        action="answer",
        key="a",
        label="answer",
        tip="Record what was done about the marked concerns, and how staff were told.",
        id="huddles.answer",
        footer=True,
        group="Speaking up",
    ),
    Key(
        action="read_concerns",
        key="w",
        label="read",
        tip="Read what was said without a name. For the lead and the clinical lead, while nobody else sees the screen.",
        id="huddles.read",
        footer=True,
        group="Speaking up",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the entry in full to the list, then to the run.",
        id="huddles.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"huddles": _HUDDLES}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _HUDDLES if key.id == name)
    for name in (
        "huddles.back",
        "huddles.huddle",
        "huddles.sitrep",
        "huddles.answer",
        "huddles.read",
        "app.help",
        "app.theme",
    )
)
"""The footer's keys on the board, the most important first."""
