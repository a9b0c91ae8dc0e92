"""The picture of which services were off and when: a bar for each, from off to flowing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import CUTOVER, ENDED, ServiceStatus, full_name
from cutover_tui.exports.report.document import Picture
from cutover_tui.exports.report.pictures.drawing import WIDTH, Drawing, TimeAxis, cut_to, time_axis
from cutover_tui.exports.report.telling import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cutover_tui.domain.services import ServiceState
    from cutover_tui.exports.context import Context

_LEFT, _TOP, _ROW = 230.0, 82.0, 22.0
_A_PICTURE = 14
"""Services on one picture: a taller one leaves half a page empty before it where it does not fit."""
TITLE = "Services off over time"
WORDS = (
    "Each bar runs from the time a service was first off to the time it was seen flowing. Hatched: off, on paper or "
    "redirected. Dotted: switched on, nothing real seen yet. Crossed: not known. An arrow at the end means that it "
    "was still so at the last entry; one at the start, that it began earlier."
)
_AGAIN = "The same for the other services."
_BEFORE = timedelta(days=4)
"""How long before most services went off a picture begins; what was off long before has an arrow at its start."""
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
    pages = -(-len(rows) // _A_PICTURE)
    share = -(-len(rows) // max(pages, 1))
    axis = _axis(context, rows) if rows else None
    return [
        _picture(context, number, rows[number * share : (number + 1) * share], axis, len(rows))
        for number in range(pages)
        if axis is not None
    ]


def _axis(context: Context, rows: Sequence[tuple[str, Sequence[Stretch]]]) -> TimeAxis:
    """The same stretch of time for all pictures: from a little before most services went off."""
    begins = sorted(one.begins for _name, found in rows for one in found)
    first = max(begins[0], begins[len(begins) // 2] - _BEFORE)
    ends = [one.ends or context.as_of for _name, found in rows for one in found]
    shown = [max(first, instant) for instant in (*begins, *ends)]
    return time_axis(shown, left=_LEFT, right=WIDTH - 40, zone=context.zone)


def stretches(standing: ServiceState) -> Iterator[Stretch]:
    """How a service stood while it was not as usual, oldest first; a flow nobody saw counts as switched on."""
    steps = standing.steps
    for place, step in enumerate(steps):
        fill = _FILLS.get(step.status, "")
        proven = step.status in ENDED and (step.status is not ServiceStatus.FLOWING or bool(standing.first_item))
        if fill and not proven:
            following = steps[place + 1].at if place + 1 < len(steps) else None
            yield Stretch(step.at, max(step.at, following) if following is not None else None, fill)


def _picture(
    context: Context, number: int, rows: Sequence[tuple[str, Sequence[Stretch]]], axis: TimeAxis, total: int
) -> Picture:
    still = sum(found[-1].ends is None for _name, found in rows)
    words = f"{many(total, 'service was', 'services were')} off at some time. {WORDS}" if not number else _AGAIN
    title = TITLE if total <= _A_PICTURE else f"{TITLE}, part {number + 1}"
    bottom = _TOP + _ROW * len(rows)
    drawing = Drawing(f"services-off-{number + 1}", title, f"{words} {still} of those shown still were.", bottom + 8)
    for x, fill, label in _KEY:
        drawing.bar(x, 6, 22, 14, fill)
        drawing.words(x + 28, 18, label)
    axis.draw(drawing, _TOP, bottom)
    for place, (name, found) in enumerate(rows):
        y = _TOP + _ROW * place
        drawing.words(_LEFT - 10, y + 15, cut_to(name, _LEFT - 10), anchor="end")
        for one in found:
            until = one.ends or context.as_of
            drawing.bar(axis.x(one.begins), y + 3, axis.x(until) - axis.x(one.begins), _ROW - 7, one.fill)
        if found[0].begins < axis.spans[0].begins:
            drawing.path([(_LEFT - 2, y + 5), (_LEFT - 6, y + 10.5), (_LEFT - 2, y + 16)])
        if found[-1].ends is None:
            x = axis.x(context.as_of)
            drawing.path([(x + 2, y + 5), (x + 10, y + 10.5), (x + 2, y + 16)])
    return Picture(title, words, drawing.svg())


_KEY = ((_LEFT, "hatch", "off"), (_LEFT + 120, "dots", "on, nothing seen yet"), (_LEFT + 300, "cross", "not known"))
"""Where each pattern of the key stands, and what it means."""
