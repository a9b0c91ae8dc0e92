"""A small sheet to draw on, written as one `svg` element: lines, bars, marks and words, and an axis of time.

A unit is a 660th of the width between the margins of A4, so that words of 13 units print at about ten points.
"""

from __future__ import annotations

import math
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
_TICK = 58.0
"""Units between two round times, so that their words stand apart."""
_LONG = timedelta(hours=14)
"""A stretch without anything from which on it is left out of a broken axis: longer than a night."""
_MOST_SPANS = 4
_BREAK, _LEAST = 26.0, 70.0
"""Units of a break, and what a stretch has at least."""
_STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, *(timedelta(days=days) for days in (1, 2, 3, 7, 14, 28, 56)))
_LETTER = 0.54
"""Width of a usual letter, as a share of its size."""
_CLOCK = 20.0
"""Half the room a time of day takes above a line, with a gap."""


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

    def words(
        self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False, clear: bool = False
    ) -> None:
        """Words on one line; `y` is their baseline. Where they are to be `clear`, nothing shows through around them."""
        weight = ' font-weight="bold"' if bold else ""
        weight += ' stroke="#fff" stroke-width="4" paint-order="stroke"' if clear else ""
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
class Span:
    """A stretch of time along a stretch of the drawing."""

    begins: datetime
    ends: datetime
    left: float
    right: float

    def x(self, instant: datetime) -> float:
        """Where a moment stands; one outside the stretch stands at its end."""
        share = (instant - self.begins) / (self.ends - self.begins)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


@dataclass(frozen=True, kw_only=True)
class TimeAxis:
    """Time along the drawing. Long stretches in which nothing stands are left out, and two strokes say so."""

    spans: tuple[Span, ...]
    """What is shown, oldest first."""
    zone: str

    def x(self, instant: datetime) -> float:
        """Where a moment stands."""
        span = next((one for one in self.spans if instant <= one.ends), self.spans[-1])
        return span.x(instant)

    def draw(self, drawing: Drawing, top: float, bottom: float) -> None:
        """Lines at round times, the time above each and the day above the first of its day."""
        for place, span in enumerate(self.spans):
            day = ""
            after = self.spans[place + 1] if place + 1 < len(self.spans) else None
            free = _first_label(after, self.zone) if after is not None else math.inf
            for instant, whole_days in _ticks(span, self.zone):
                x = span.x(instant)
                drawing.line(x, top, x, bottom, faint=True)
                if not whole_days and x + _CLOCK <= free:
                    drawing.words(x, top - 5, clock_words(instant, self.zone), anchor="middle")
                if day_words(instant, self.zone) != day:
                    day = day_words(instant, self.zone)
                    drawing.words(x, top - 20, day, anchor="middle")
            if place:
                for shift in (-3, 3):
                    drawing.line(span.left - _BREAK / 2 + shift - 4, bottom, span.left - _BREAK / 2 + shift + 4, top)


def time_axis(instants: list[datetime], *, left: float, right: float, zone: str, broken: bool = False) -> TimeAxis:
    """An axis over some moments.

    Args:
        instants: The moments; at least one.
        left: Where it begins.
        right: Where it ends.
        zone: The practice's zone.
        broken: Whether long stretches without any of the moments are left out.
    """
    groups: list[list[datetime]] = []
    for instant in sorted(instants):
        if groups and not (broken and instant - groups[-1][-1] > _LONG):
            groups[-1].append(instant)
        else:
            groups.append([instant])
    if len(groups) > _MOST_SPANS:
        groups = [sorted(instants)]
    around = max((groups[0][-1] - groups[0][0]) * 0.04, HOUR) if len(groups) == 1 else HOUR
    ends = [(group[0] - around, group[-1] + around) for group in groups]
    free = right - left - _BREAK * (len(ends) - 1) - _LEAST * len(ends)
    total = sum((end - begin for begin, end in ends), timedelta())
    spans: list[Span] = []
    for begin, end in ends:
        width = _LEAST + free * ((end - begin) / total)
        spans.append(Span(begins=begin, ends=end, left=left, right=left + width))
        left += width + _BREAK
    return TimeAxis(spans=tuple(spans), zone=zone)


def _first_label(span: Span, zone: str) -> float:
    """Where the words over the first round time of a stretch begin; words before a break keep clear of them."""
    return next((span.x(instant) - _CLOCK for instant, _days in _ticks(span, zone)), span.right)


def _ticks(span: Span, zone: str) -> Iterator[tuple[datetime, bool]]:
    """Round times in a stretch, and whether they are whole days apart."""
    room = max(1, int((span.right - span.left) / _TICK))
    step = next((step for step in _STEPS if (span.ends - span.begins) / step <= room), _STEPS[-1])
    local = ZoneInfo(zone)
    tick = datetime.combine(to_local(span.begins, zone).date(), time(), local)
    while tick <= span.ends:
        if tick >= span.begins:
            yield tick, step >= timedelta(days=1)
        tick = (tick.replace(tzinfo=None) + step).replace(tzinfo=local)


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
