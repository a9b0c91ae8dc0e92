"""The picture of planned and actual key times: an empty circle for the plan, a filled one for what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.report.document import Picture
from cutover_tui.exports.report.pictures.drawing import WIDTH, Drawing, TimeAxis, cut_to, text_width, time_axis
from cutover_tui.exports.report.telling import against_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cutover_tui.exports.report.gathered import KeyTime, Stop

_LEFT = 226.0
_ROW = 30.0
_TOP = 76.0
TITLE = "Key times, planned and actual"
WORDS = (
    "An empty circle is the planned time and a filled circle is the actual time. A hatched band is a pause. "
    "Two strokes mean that days are left out. The table below holds the same times."
)


def key_times_picture(times: Sequence[KeyTime], stops: Sequence[Stop], zone: str) -> Picture | None:
    """The picture; None where fewer than two moments are known."""
    shown = [time for time in times if time.planned or time.actual]
    instants = [instant for time in shown for instant in (time.planned, time.actual) if instant is not None]
    if len(set(instants)) < 2:  # noqa: PLR2004 (an axis needs two ends)
        return None
    instants += [instant for stop in stops for instant in (stop.began, stop.ended) if instant is not None]
    bottom = _TOP + _ROW * len(shown)
    drawing = Drawing("key-times", TITLE, WORDS, bottom + 12)
    drawing.circle(_LEFT + 8, 14, filled=False)
    drawing.words(_LEFT + 20, 19, "planned")
    drawing.circle(_LEFT + 98, 14, filled=True)
    drawing.words(_LEFT + 110, 19, "actual")
    if stops:
        drawing.bar(_LEFT + 175, 7, 22, 14, "hatch")
        drawing.words(_LEFT + 203, 19, "paused")
    axis = time_axis(instants, left=_LEFT, right=WIDTH - 20, zone=zone, broken=True)
    axis.draw(drawing, _TOP, bottom)
    for stop in stops:
        drawing.bar(
            axis.x(stop.began), _TOP, axis.x(stop.ended or max(instants)) - axis.x(stop.began), bottom - _TOP, "hatch"
        )
    for place, time in enumerate(shown):
        y = _TOP + _ROW * place + _ROW / 2
        drawing.words(_LEFT - 12, y + 5, cut_to(time.name, _LEFT - 12), anchor="end")
        if time.planned is not None and time.actual is not None:
            drawing.line(axis.x(time.planned), y, axis.x(time.actual), y, width=2)
        if time.planned is not None:
            drawing.circle(axis.x(time.planned), y, filled=False)
        if time.actual is not None:
            drawing.circle(axis.x(time.actual), y, filled=True)
        if time.planned is not None and time.actual is not None and time.timed:
            _say_difference(drawing, axis, time.actual, time.planned, y)
    return Picture(TITLE, WORDS, drawing.svg())


def _say_difference(drawing: Drawing, axis: TimeAxis, actual: datetime, planned: datetime, y: float) -> None:
    """Words beside the two circles, on the side that has room."""
    words = against_plan(actual, planned)
    right = max(axis.x(actual), axis.x(planned)) + 12
    if right + text_width(words) <= WIDTH:
        drawing.words(right, y + 5, words, clear=True)
    else:
        drawing.words(min(axis.x(actual), axis.x(planned)) - 12, y + 5, words, anchor="end", clear=True)
