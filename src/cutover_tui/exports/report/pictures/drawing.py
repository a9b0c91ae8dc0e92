"""A small sheet to draw on, written as one `svg` element: lines, bars, marks and words, and an axis of time.

A unit is a 660th of the width between the margins of A4, so that words of 13 units print at about ten points.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from html import escape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words, day_words, to_local

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 660
INK = "#212b32"
FAINT = "#aeb7bd"
TEXT = 13
HOUR = timedelta(hours=1)
_FEWEST_TICKS, _MOST_TICKS = 3, 9
_STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, *(timedelta(days=days) for days in (1, 2, 7, 14, 28, 56)))
_LETTER = 0.54
"""Width of a usual letter, as a share of its size."""


class Drawing:
    """A drawing under way."""

    def __init__(self, name: str, title: str, words: str, height: float) -> None:
        """Begin a drawing.

        Args:
            name: What its ids begin with, unique in the document.
            title: What it is called.
            words: The same in words, for who does not see it.
            height: Units from top to bottom.
        """
        self._name = name
        self._title, self._words, self._height = title, words, height
        self._made: list[str] = []

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 1.0, faint: bool = False) -> None:
        """A straight line."""
        stroke = FAINT if faint else INK
        self._add(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}" '
            f'stroke-width="{_n(width)}"/>'
        )

    def path(self, points: list[tuple[float, float]]) -> None:
        """A thick line through points."""
        drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add(f'<polyline points="{drawn}" fill="none" stroke="{INK}" stroke-width="2.5"/>')

    def bar(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A bar with a pattern: `hatch`, `dots`, `cross`, `solid` or `empty`."""
        paint = {"solid": INK, "empty": "#fff"}.get(fill, f"url(#{self._name}-{fill})")
        self._add(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 1))}" height="{_n(height)}" fill="{paint}" '
            f'stroke="{INK}"/>'
        )

    def circle(self, x: float, y: float, *, filled: bool) -> None:
        """A circle, empty for what was planned and filled for what happened."""
        self._add(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="6" fill="{INK if filled else "#fff"}" stroke="{INK}" '
            f'stroke-width="2"/>'
        )

    def words(self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> None:
        """Words on one line; `y` is their baseline."""
        weight = ' font-weight="bold"' if bold else ""
        self._add(f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{weight}>{escape(words)}</text>')

    def svg(self) -> str:
        """The whole element."""
        name = self._name
        patterns = (
            _pattern(f"{name}-hatch", '<path d="M0 8 L8 0"/>'),
            _pattern(f"{name}-dots", '<circle cx="4" cy="4" r="1.2"/>'),
            _pattern(f"{name}-cross", '<path d="M0 8 L8 0 M0 0 L8 8"/>'),
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(self._height)}" role="img" '
            f'aria-labelledby="{name}-title {name}-words" font-family="Arial, sans-serif" font-size="{TEXT}" '
            f'fill="{INK}">'
            f'<title id="{name}-title">{escape(self._title)}</title>'
            f'<desc id="{name}-words">{escape(self._words)}</desc>'
            f"<defs>{''.join(patterns)}</defs>{''.join(self._made)}</svg>"
        )

    def _add(self, element: str) -> None:
        self._made.append(element)


@dataclass(frozen=True, kw_only=True)
class TimeAxis:
    """A stretch of time along a stretch of the drawing."""

    begins: datetime
    ends: datetime
    left: float
    right: float
    zone: str

    def x(self, instant: datetime) -> float:
        """Where a moment stands; one outside the stretch stands at its end."""
        share = (instant - self.begins) / (self.ends - self.begins)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def draw(self, drawing: Drawing, top: float, bottom: float) -> None:
        """Lines at round times, with the day and the time above each."""
        step = next((step for step in _STEPS if (self.ends - self.begins) / step <= _MOST_TICKS), _STEPS[-1])
        for instant in self._ticks(step):
            x = self.x(instant)
            drawing.line(x, top, x, bottom, faint=True)
            drawing.words(x, top - 20, day_words(instant, self.zone), anchor="middle")
            if step < timedelta(days=1):
                drawing.words(x, top - 5, clock_words(instant, self.zone), anchor="middle")

    def _ticks(self, step: timedelta) -> Iterator[datetime]:
        zone = ZoneInfo(self.zone)
        tick = datetime.combine(to_local(self.begins, self.zone).date(), time(), zone)
        while tick <= self.ends:
            if tick >= self.begins:
                yield tick
            tick = (tick.replace(tzinfo=None) + step).replace(tzinfo=zone)


def stretch(instants: list[datetime]) -> tuple[datetime, datetime]:
    """From a little before the first moment to a little after the last."""
    first, last = min(instants), max(instants)
    around = max((last - first) * 0.04, HOUR)
    return first - around, last + around


def text_width(words: str) -> float:
    """About how wide words are."""
    return len(words) * TEXT * _LETTER


def cut_to(words: str, width: float) -> str:
    """Words that fit a width, with three dots where they were cut."""
    most = int(width / (TEXT * _LETTER))
    return words if len(words) <= most else f"{words[: max(1, most - 3)].rstrip()}..."


def _pattern(name: str, inside: str) -> str:
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#fff"/><g stroke="{INK}" fill="{INK}">{inside}</g></pattern>'
    )


def _n(number: float) -> str:
    """A number without parts nobody sees, the same on every machine."""
    return f"{number:.1f}".removesuffix(".0")
