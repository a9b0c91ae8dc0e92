"""The numbered paper forms (`records.md` d5). What is written on them stays on the paper.

A number is printed once and never again: the slips that were issued since the version before are printed with their
numbers, those before it are named, and where none were issued there are boxes to write a number in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cutover_tui.domain.slips import span_words
from cutover_tui.exports.paper_layout import (
    BODY,
    PAGE_WIDTH,
    TITLE,
    Cell,
    Column,
    Page,
    Row,
    Slip,
    Table,
    Words,
    head_height,
)
from cutover_tui.exports.paper_sheet import OFF_SITE, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.plan import Form
    from cutover_tui.domain.slips import SlipRange
    from cutover_tui.exports.paper_sheet import Issue

_T = TypeVar("_T")

LOG_FORM = "L"
"""The letter of the log sheet, whose pages and lines are numbered and not its slips (`records.md` c1)."""
LOG_SHEETS = 3
"""Log sheets a version has; the next version goes on with the numbers."""
MOST_NUMBERED = 300
"""Slips of one form that are printed with their numbers; beyond that people write them in."""

RE_ENTERED = f"Re-entered: date, time, initials {'.' * 24} Checked: initials {'.' * 10}"
_DIGITS = 3


def forms(issue: Issue) -> list[Sheet]:
    """Every form of the plan but the log sheet."""
    return [_form_sheet(issue, form) for form in issue.state.plan.forms if form.code != LOG_FORM]


def log_sheets(issue: Issue) -> list[Sheet]:
    """Numbered log sheets, each a sheet of its own so that a line of it can be named."""
    found = [form for form in issue.state.plan.forms if form.code == LOG_FORM]
    first = (issue.version - 1) * LOG_SHEETS + 1
    return [
        _log_sheet(form, f"{LOG_FORM}-{number:02}") for form in found for number in range(first, first + LOG_SHEETS)
    ]


def _form_sheet(issue: Issue, form: Form) -> Sheet:
    new, old = _ranges(issue, form)
    numbers = [
        f"{one.numbers.series} {span_words(n, n)}"
        for one in new
        for n in range(one.numbers.first, one.numbers.last + 1)
    ]
    written_in = len(numbers) > MOST_NUMBERED
    before = Words(tuple(_introduction(form, new, old, written_in=written_in)))
    shown = [] if written_in else numbers
    pages = _list_pages(form, before, shown) if form.rows else _slip_pages(form, before, shown)
    blank = not shown
    return Sheet(
        id=f"FORM-{form.code}",
        title=f"Form {form.code}: {form.name}",
        file="paper-forms",
        pages=tuple(pages),
        copies=10 if blank else 1,
        place=f"Form trays at each site; 1 in the {OFF_SITE}" if blank else "With the role each range was issued to",
    )


def _ranges(issue: Issue, form: Form) -> tuple[list[SlipRange], list[SlipRange]]:
    """The ranges of a form issued since the version before, and those issued earlier."""
    mine = [
        one for one in issue.state.slips.values() if one.numbers.series.split("-", 1)[0] == form.code and form.numbered
    ]
    mine.sort(key=lambda one: one.numbers)
    return [one for one in mine if one.seq > issue.since], [one for one in mine if one.seq <= issue.since]


def _introduction(form: Form, new: list[SlipRange], old: list[SlipRange], *, written_in: bool) -> Iterable[str]:
    yield form.use or form.name
    if new:
        words = "; ".join(f"{one.numbers.words} to {one.to}" for one in new)
        yield f"Issued: {words}.{' Write the numbers in.' if written_in else ''}"
    if old:
        words = "; ".join(one.numbers.words for one in old)
        yield f"Printed or handed out with an earlier version, not again here: {words}."
    if form.reentry:
        yield f"Re-entry: {form.reentry}"


def _slip_pages(form: Form, before: Words, numbers: list[str]) -> list[Page]:
    """Slips, so many a page; one page to copy from where there are no numbers."""
    slips = [_slip(form, number) for number in numbers] or [_slip(form, "")] * form.slips
    return [
        Page((*((before,) if place == 0 else ()), *some)) for place, some in enumerate(_in_pages(slips, form, before))
    ]


def _in_pages(slips: list[Slip], form: Form, before: Words) -> Iterable[tuple[Slip, ...]]:
    """As many slips a page as the form says and as fit below its introduction."""
    room = BODY - TITLE - before.height
    fitting = max(1, min(form.slips, int(room // slips[0].height)))
    return _by(slips, fitting)


def _slip(form: Form, number: str) -> Slip:
    return Slip(
        name=f"{form.code} {form.name}",
        number=number or (f"{form.code}-" if form.numbered else ""),
        boxes=0 if number or not form.numbered else _DIGITS + 1,
        fields=form.fields,
        foot=RE_ENTERED if form.numbered else "",
    )


def _list_pages(form: Form, before: Words, numbers: list[str]) -> list[Page]:
    foot = Words((RE_ENTERED,))
    columns = _columns(form, "Number", 22)
    room = BODY - TITLE - before.height - foot.height - head_height(columns) - 2
    least = room / form.rows
    rows = numbers or [f"{form.code}-"] * form.rows
    pages = []
    for place, some in enumerate(_by(rows, form.rows)):
        table = Table(
            f"Form {form.code}, page {place + 1}",
            columns,
            tuple(_blank_row(n, columns, least) for n in some),
            quiet=True,
        )
        pages.append(Page((*((before,) if place == 0 else ()), table, foot)))
    return pages


def _log_sheet(form: Form, name: str) -> Sheet:
    before = Words((form.use, f"Re-entry: {form.reentry}"))
    foot = Words((f"Rule through unused lines. Initials, date, time: {'.' * 50}", RE_ENTERED))
    columns = _columns(form, "Line", 13)
    room = BODY - TITLE - before.height - foot.height - head_height(columns) - 2
    rows = tuple(_blank_row(str(line), columns, room / form.rows) for line in range(1, form.rows + 1))
    return Sheet(
        id=name,
        title=f"Log sheet {name}",
        file="log-sheets",
        pages=(Page((before, Table(f"Log sheet {name}", columns, rows, quiet=True), foot)),),
        copies=1,
        place="Cutover lead's desk, in number order",
    )


def _columns(form: Form, first: str, width: float) -> tuple[Column, ...]:
    """The columns of a list: its number, then what the form says, as wide beside each other as it says."""
    parts = sum(field.width for field in form.fields)
    return (
        Column(first, width),
        *(Column(field.label, round((PAGE_WIDTH - width) * field.width / parts, 1)) for field in form.fields),
    )


def _blank_row(number: str, columns: tuple[Column, ...], least: float) -> Row:
    return Row((Cell((number,), "head"), *(Cell() for _column in columns[1:])), least=round(least, 1))


def _by(things: Sequence[_T], many: int) -> Iterable[tuple[_T, ...]]:
    """The things in groups of so many, the last one smaller."""
    for first in range(0, len(things), many):
        yield tuple(things[first : first + many])
