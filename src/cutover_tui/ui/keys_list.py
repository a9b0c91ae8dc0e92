"""The keys of the task list and of the boards' lists."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

KEYS: Final = (
    Key(action="step(1)", key="down,j", label="down", tip="Mark the next line.", id="list.down", group="Move"),
    Key(action="step(-1)", key="up,k", label="up", tip="Mark the line before.", id="list.up", group="Move"),
    Key(
        action="page(1)",
        key="pagedown",
        label="page down",
        tip="Move a screen down.",
        id="list.page_down",
        group="Move",
    ),
    Key(action="page(-1)", key="pageup", label="page up", tip="Move a screen up.", id="list.page_up", group="Move"),
    Key(action="cursor_first", key="home", label="first", tip="Mark the first line.", id="list.first", group="Move"),
    Key(action="cursor_last", key="end", label="last", tip="Mark the last line.", id="list.last", group="Move"),
    Key(
        action="open_marked",
        key="enter",
        label="open",
        tip="Show the marked line in full, or open the folded phase.",
        id="list.open",
        group="Move",
    ),
)
