"""The run screen's keys for issues and decisions."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

RUN_KEYS: Final = (
    Key(
        action="raise_issue",
        key="I",
        label="raise",
        tip="Raise an issue: what is happening, what it touches, and whether a patient could be harmed.",
        id="run.raise",
        footer=True,
        group="Screen",
    ),
    Key(
        action="show_board('issues')",
        key="o",
        label="issues",
        tip="Show every issue with its level and clock, and record about them.",
        id="run.issues",
        footer=True,
        group="Screen",
    ),
    Key(
        action="show_board('decisions')",
        key="D",
        label="decisions",
        tip="Show the decision log, and write down what was decided and why.",
        id="run.decisions",
        footer=True,
        group="Screen",
    ),
)
"""Raise an issue, see them all, see what was decided."""
