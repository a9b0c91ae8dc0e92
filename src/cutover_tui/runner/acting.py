"""What every family of acts has in common: it records through the run that inherits it, and cleans what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.storage.clean_text import NOTE_LIMIT, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.state import RunState


class Acting:
    """Base of the acts that `Run` inherits."""

    def _record(self, act: Act, decide: Callable[[RunState, Act], Event]) -> Entry:
        """Decide, append, fold; `Run` does it."""
        raise NotImplementedError


def one_line(text: str) -> str:
    """Text people typed, on one line, as it may enter the log."""
    return clean_text(text, NOTE_LIMIT).strip()


def several_lines(text: str) -> str:
    """A note people typed, with its line ends, as it may enter the log."""
    return clean_text(text, NOTE_LIMIT, lines=True).strip()
