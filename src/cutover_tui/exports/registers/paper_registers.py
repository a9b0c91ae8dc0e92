"""`paper-records.csv` and `re-entry.csv`: numbered paper, and what was typed into the new system afterwards.

Every slip is accounted for: issued = used + void + unused_returned, and used = re_entered + outstanding. A row that
does not add up says so in `differences` (`records.md` b4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.reentry_counts import Count, Counts
from cutover_tui.domain.slips import SlipsCounted, balance_words, slips_words
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.registers.columns import entry, local, number, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.reentry_counts import Place, ReentryState
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

_COPIES = frozenset({Copy.FULL, Copy.ICB, Copy.LEARNING})

PAPER_COLUMNS = (
    text("batch", "The range of numbers, as it was issued"),
    text("form_type", "What is printed before the number"),
    number("first_number", "Lowest number"),
    number("last_number", "Highest number"),
    number("issued", "How many were issued"),
    typed("issued_to_role", "The role or place they went to"),
    local("issued_local", "When they were issued"),
    number("used", "How many were used"),
    number("void", "How many were spoilt or are lost for good"),
    number("unused_returned", "How many came back unused"),
    number("re_entered", "Of those used, how many are in the new system"),
    person("re_entered_by", "Who typed them"),
    local("re_entered_local", "When they were typed"),
    number("checked_sample", "How many a second person compared with the screen"),
    person("check_by", "Who compared them"),
    text("differences", "What does not add up, in words; None when it balances", NONE),
    number("outstanding", "Used and still to type"),
    text("stored_at", "Where the paper is kept"),
    text("destroyed_or_scanned_note", "What became of the paper"),
    local("reconciled_local", "When the numbers last added up with nothing outstanding"),
    person("reconciled_by", "Who counted them then"),
    entry("Number of the last log entry that issued or counted them"),
)


def paper_rows(context: Context) -> Iterable[Row]:
    """A row for each range of slips that was issued, in the order of issue."""
    counts: dict[str, Entry] = {}
    for item in context.entries:
        if isinstance(item.event, SlipsCounted):
            counts[item.event.slips] = item
    for name, issued in context.state.slips.items():
        counted = counts.get(name) if issued.counted_by else None
        row: dict[str, str | int | None] = {
            "batch": name,
            "form_type": issued.numbers.series,
            "first_number": issued.numbers.first,
            "last_number": issued.numbers.last,
            "issued": issued.numbers.count,
            "issued_to_role": issued.to,
            "differences": balance_words(issued) if not issued.balances else "",
            "entry": counted.seq if counted is not None else issued.seq,
        }
        if counted is not None:
            row |= {
                "used": issued.used,
                "void": issued.void,
                "unused_returned": issued.returned,
                "re_entered": issued.entered,
                "outstanding": issued.outstanding,
                "differences": f"{slips_words(issued.missing)} not accounted for" if issued.missing else "",
            }
        done = counted is not None and issued.balances and not issued.outstanding
        yield {
            **row,
            "issued_local": issued.at,
            "reconciled_local": counted.event.at if done and counted is not None else NOT_RECORDED,
            "reconciled_by": issued.counted_by if done else NOT_RECORDED,
        }


REENTRY_COLUMNS = (
    text("category", "Id of what was counted"),
    text("name", "What people call it"),
    text("day", "The day the paper is of", NOT_APPLICABLE),
    text("site", "The site the paper is of", NOT_APPLICABLE),
    number("logged", "How many were found"),
    number("entered", "How many were typed into the new system"),
    number("not_needed", "How many turned out not to be needed"),
    number("duplicate", "How many were there twice"),
    number("arrived", "How many arrived electronically after all"),
    number("outstanding", "logged, less all the others"),
    text("nil_return", "yes where somebody looked and there was nothing", NOT_APPLICABLE),
    text("re_enter_by", "By when it is to be typed, as the plan says it", NOT_APPLICABLE),
    person("entered_by", "Who typed some of it"),
    text("sample", "What a second person found who compared some of it with the paper"),
    local("closed_local", "When the category was closed"),
    person("closed_by", "Who closed it"),
    person("checked_by", "Who checked that"),
    entry("Number of the last log entry about the category; 0, the plan, where nothing was recorded"),
)


def reentry_rows(context: Context) -> Iterable[Row]:
    """A row for each category, day and site that was counted; one row for a category nobody counted."""
    for standing in context.state.reentry.values():
        places = sorted({*standing.places, *(nil.place for nil in standing.nil_returns)})
        if not places:
            yield _category(standing)
        for place in places:
            yield {**_category(standing), **_place(standing, place)}


def _category(standing: ReentryState) -> Row:
    closing, category = standing.closing, standing.category
    return {
        "category": category.id,
        "name": category.title,
        "re_enter_by": " to ".join(category.reenter_by),
        "entered_by": standing.entered_by,
        "sample": tuple(f"{sample.right} of {sample.looked} right" for sample in standing.samples),
        "closed_local": closing.at if closing is not None else None,
        "closed_by": closing.by if closing is not None else None,
        "checked_by": closing.checked_by if closing is not None else None,
        "entry": max(standing.seq, 0),
    }


def _place(standing: ReentryState, place: Place) -> Row:
    counts = standing.places.get(place, Counts())
    nil = any(one.place == place for one in standing.nil_returns)
    return {
        "day": place.day,
        "site": place.site,
        **{name: counts.of(count) for name, count in _COUNTED.items()},
        "outstanding": counts.left,
        "nil_return": "yes" if nil else "",
    }


_COUNTED = {
    "logged": Count.LOGGED,
    "entered": Count.ENTERED,
    "not_needed": Count.NOT_NEEDED,
    "duplicate": Count.DUPLICATE,
    "arrived": Count.ARRIVED,
}


PAPER_RECORDS = Register(
    name="paper-records",
    title="Paper records",
    about="One row for each range of numbered forms: issued = used + void + unused_returned, "
    "used = re_entered + outstanding",
    columns=PAPER_COLUMNS,
    rows=paper_rows,
    key=("batch",),
    copies=_COPIES,
)
REENTRY = Register(
    name="re-entry",
    title="Re-entry",
    about="One row for each kind of paper, day and site: outstanding = logged - entered - "
    "not_needed - duplicate - arrived",
    columns=REENTRY_COLUMNS,
    rows=reentry_rows,
    copies=_COPIES,
)
