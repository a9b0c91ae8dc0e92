"""One frame for a closing question and for what it recorded: the eye sees the tick at once, and nothing twice."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

HELD_AT_MOST = 0.1
"""Seconds after which painting goes on all the same, so that a slow disk is seen to be under way."""


class OneFrame:
    """Holds painting back from an answer until its record is on disk, and never longer than a blink."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._held: ExitStack | None = None
        self._timer: Timer | None = None

    def hold(self) -> None:
        """Paint nothing until `release`."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self._screen.app.batch_update())
            self._timer = self._screen.set_timer(HELD_AT_MOST, self.release)

    def release(self) -> None:
        """Paint again."""
        held, self._held = self._held, None
        if held is not None:
            if self._timer is not None:
                self._timer.stop()
            held.close()
