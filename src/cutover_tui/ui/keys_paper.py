"""The keys of the run screen that have to do with paper."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

RUN_KEYS: Final = (
    Key(
        action="show_board('catch_up')",
        key="L",
        label="paper",
        tip="Type up a sheet of paper, line by line, with the times written on it; or print the hard copy.",
        id="run.catch_up",
        group="Screen",
    ),
)
"""What the run screen binds beside its own keys."""
