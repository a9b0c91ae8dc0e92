"""The keys of the run screen for telling people, standing together and speaking up."""

from __future__ import annotations

from typing import Final

from cutover_tui.ui.key import Key

RUN_KEYS: Final = (
    Key(
        action="messages",
        key="m",
        label="messages",
        tip="Show whom to tell about what, who was told in which words, and record that somebody was.",
        id="run.messages",
        footer=True,
        group="Screen",
    ),
)
"""What the run screen binds beside its own keys."""
