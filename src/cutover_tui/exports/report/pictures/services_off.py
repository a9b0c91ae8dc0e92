"""The picture of which services were off and when: a bar for each, from off to flowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import CUTOVER, ENDED, ServiceStatus, full_name
from cutover_tui.exports.report.document import Picture
from cutover_tui.exports.report.pictures.drawing import WIDTH, Drawing, cut_to, time_axis
from cutover_tui.exports.report.telling import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cutover_tui.domain.services import ServiceState
    from cutover_tui.exports.context import Context

_LEFT, _TOP, _ROW = 230.0, 82.0, 22.0
_A_PAGE = 32
"""Services on one picture, so that it stands on one page."""
TITLE = "Services off over time"
WORDS = (
    "Each bar runs from the time a service was first off to the time it was seen flowing. Hatched: off, on paper or "
    "redirected. Dotted: switched on, nothing real seen yet. Crossed: not known. An arrow at the end means that it "
    "was still so at the last entry."
)
_FILLS = {
    **dict.fromkeys(CUTOVER | {ServiceStatus.ASKED_ON}, "hatch"),
    ServiceStatus.ON_UNTESTED: "dots",
    ServiceStatus.FLOWING: "dots",
    ServiceStatus.UNKNOWN: "cross",
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which a service stood in one way."""

    begins: datetime
    ends: datetime | None
    fill: str


def services_off_pictures(context: Context) -> list[Picture]:
    """The pictures, of so many services as fit on a page each; none where nothing was off."""
    rows = [
        (full_name(service), found)
        for service in context.plan.services
        if (found := tuple(stretches(context.state.services[service.id])))
    ]
    return [
        _picture(context, place // _A_PAGE, rows[place : place + _A_PAGE], len(rows))
        for place in range(0, len(rows), _A_PAGE)
    ]


def stretches(standing: ServiceState) -> Iterator[Stretch]:
    """How a service stood while it was not as usual, oldest first; a flow nobody saw counts as switched on."""
    steps = standing.steps
    for place, step in enumerate(steps):
        fill = _FILLS.get(step.status, "")
        proven = step.status in ENDED and (step.status is not ServiceStatus.FLOWING or bool(standing.first_item))
        if fill and not proven:
            following = steps[place + 1].at if place + 1 < len(steps) else None
            yield Stretch(step.at, max(step.at, following) if following is not None else None, fill)


def _picture(context: Context, number: int, rows: Sequence[tuple[str, Sequence[Stretch]]], total: int) -> Picture:
    ends = [one.ends or context.as_of for _name, found in rows for one in found]
    still = sum(found[-1].ends is None for _name, found in rows)
    words = f"{many(total, 'service was', 'services were')} off at some time. {WORDS}"
    title = TITLE if total <= _A_PAGE else f"{TITLE}, part {number + 1}"
    bottom = _TOP + _ROW * len(rows)
    drawing = Drawing(f"services-off-{number + 1}", title, f"{words} {still} of those shown still were.", bottom + 8)
    for place, (fill, label) in enumerate((("hatch", "off"), ("dots", "on, nothing seen yet"), ("cross", "not known"))):
        drawing.bar(_LEFT + place * 120 + (60 if place == 2 else 0), 6, 22, 14, fill)  # noqa: PLR2004 (the third)
        drawing.words(_LEFT + place * 120 + (60 if place == 2 else 0) + 28, 18, label)  # noqa: PLR2004 (the third)
    begins = [one.begins for _name, found in rows for one in found]
    axis = time_axis([*begins, *ends], left=_LEFT, right=WIDTH - 40, zone=context.zone)
    axis.draw(drawing, _TOP, bottom)
    for place, (name, found) in enumerate(rows):
        y = _TOP + _ROW * place
        drawing.words(_LEFT - 8, y + 15, cut_to(name, _LEFT - 8), anchor="end")
        for one in found:
            until = one.ends or context.as_of
            drawing.bar(axis.x(one.begins), y + 3, axis.x(until) - axis.x(one.begins), _ROW - 7, one.fill)
        if found[-1].ends is None:
            x = axis.x(context.as_of)
            drawing.path([(x + 2, y + 5), (x + 10, y + 10.5), (x + 2, y + 16)])
    return Picture(title, words, drawing.svg())
