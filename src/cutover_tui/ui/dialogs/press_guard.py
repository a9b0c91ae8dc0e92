"""Keeps a held key, or text pasted as key presses, from running through a question.

A person who holds the key that opened a dialog, or whose paste arrives as single keys, must not record anything by it
(`ux.md` D2, `integrity.md` D2).
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

OPENING: Final = 0.4
"""Seconds after opening in which the opening key and Enter do nothing."""
REPEAT: Final = 0.12
"""Seconds between two presses of one key below which the key is being held."""
BURST_KEYS: Final = 10
"""This many keys ..."""
BURST_SECONDS: Final = 0.2
"""... in this many seconds were not typed by a person, so none of them does anything but type a letter."""


def system_monotonic() -> float:
    """Seconds by a clock nobody can set. Tests put a stepping one in its place."""
    return monotonic()


class PressGuard:
    """Decides of each key press whether it counts.

    Args:
        opened_by: The key that opened the dialog, empty when it was not a key.
        clock: Seconds by a monotonic clock.
    """

    def __init__(self, opened_by: str = "", clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or system_monotonic
        self._opening = {"enter", opened_by}
        self._opened_at = self._clock()
        self._last_key = opened_by
        self._last_at = self._opened_at
        self._recent: deque[float] = deque(maxlen=BURST_KEYS)

    def swallows(self, key: str) -> bool:
        """Whether a press that would do something is to be ignored; called once for each such press."""
        at = self._clock()
        held = key == self._last_key and at - self._last_at < REPEAT
        burst = self._press(key, at)
        if key not in self._opening:
            return burst
        return held or burst or at - self._opened_at < OPENING

    def in_burst(self, key: str) -> bool:
        """Whether a press comes amid so many others that no person typed them; called once for each press."""
        return self._press(key, self._clock())

    def swallows_typed(self, key: str) -> bool:
        """Whether a press that would type a letter is to be ignored: the opening key just after opening."""
        at = self._clock()
        self._press(key, at)
        return key in self._opening and at - self._opened_at < OPENING

    def _press(self, key: str, at: float) -> bool:
        """Remember a press; whether there were too many before it in a short time."""
        burst = len(self._recent) == BURST_KEYS and at - self._recent[0] < BURST_SECONDS
        self._recent.append(at)
        self._last_key, self._last_at = key, at
        return burst
