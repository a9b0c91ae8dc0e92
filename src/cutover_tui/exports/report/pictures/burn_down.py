"""The picture of what was left to enter, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.report.document import Picture
from cutover_tui.exports.report.pictures.drawing import WIDTH, Drawing, time_axis
from cutover_tui.exports.report.telling import many, moment_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.exports.context import Context
    from cutover_tui.runner.reentry_forecast import BurnPoint

_LEFT, _TOP, _BOTTOM = 60.0, 56.0, 256.0
TITLE = "Paper left to enter into the new system, over time"


def burn_down_picture(points: Sequence[BurnPoint], context: Context) -> Picture | None:
    """The picture of all kinds of paper together; None where nothing was counted at two moments."""
    if len({point.at for point in points}) < 2:  # noqa: PLR2004 (an axis needs two ends)
        return None
    most = max(points, key=lambda point: point.left)
    last = points[-1]
    words = (
        f"The line rises as paper is found and falls as it is entered or explained. It stood highest at "
        f"{most.left:,} on {moment_cell(most.at, context)}. At the last count, {moment_cell(last.at, context)}, "
        f"{many(last.left, 'item was', 'items were')} left."
    )
    drawing = Drawing("burn-down", TITLE, words, _BOTTOM + 16)
    axis = time_axis([point.at for point in points], left=_LEFT, right=WIDTH - 40, zone=context.zone)
    axis.draw(drawing, _TOP, _BOTTOM)
    top = _round_up(most.left)

    def height(left: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * left / top

    for left in sorted({0, top // 2, top}):
        drawing.line(_LEFT, height(left), WIDTH - 40, height(left), faint=bool(left))
        drawing.words(_LEFT - 8, height(left) + 5, f"{left:,}", anchor="end")
    line = [(axis.x(points[0].at), height(0))]
    for point in points:
        line += [(axis.x(point.at), line[-1][1]), (axis.x(point.at), height(point.left))]
    drawing.path([*line, (axis.spans[-1].right, line[-1][1])])
    drawing.words(WIDTH - 36, height(last.left) + 5, f"{last.left:,}", bold=True)
    return Picture(TITLE, words, drawing.svg())


def _round_up(number: int) -> int:
    """The next number that is good to read on an axis and even."""
    scale = 1
    while True:
        for step in (2, 4, 6, 10):
            if number <= step * scale:
                return step * scale
        scale *= 10
