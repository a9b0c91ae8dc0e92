"""The keys of the run screen for telling people, standing together and speaking up."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

RUN_KEYS: Final = (
    Key(
        action="show_board('messages')",
        key="m",
        label="messages",
        tip="Show whom to tell about what, who was told in which words, and record that somebody was.",
        id="run.messages",
        footer=True,
        group="Screen",
    ),
    Key(
        action="show_board('huddles')",
        key="B",
        label="huddles",
        tip="Show huddles, sitreps and concerns, when the next are due, and record them.",
        id="run.huddles",
        footer=True,
        group="Screen",
    ),
    Key(
        action="speak_up",
        key="S",
        label="speak up",
        tip="Raise a concern: with your name, in confidence, or without a name.",
        id="run.speak_up",
        group="Day",
    ),
    Key(
        action="show_board('alerts')",
        key="N",
        label="alerts",
        tip="Show what asks for attention, by level: acknowledge it with initials, lay it aside, or go there.",
        id="run.alerts",
        footer=True,
        group="Screen",
    ),
)
"""What the run screen binds beside its own keys."""
