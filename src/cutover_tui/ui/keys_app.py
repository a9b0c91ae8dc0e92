"""The keys that work everywhere in the program."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_pause import CARDS_EVERYWHERE

KEYS: Final = (
    Key(
        action="app.command_palette",
        key="ctrl+p",
        label="commands",
        tip="Find any command by its words.",
        id="app.palette",
        group="Everywhere",
        priority=True,
    ),
    Key(
        action="app.quit",
        key="ctrl+q",
        label="end",
        tip="End the program at once; a run that is open is left in good order.",
        id="app.quit",
        group="Everywhere",
        priority=True,
    ),
    CARDS_EVERYWHERE,
)
