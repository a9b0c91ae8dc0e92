"""One re-entry category, or one range of slips, in full: what stands beside the list. Words in, text out; no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.reentry import place_words
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.reentry_board import totals_words
from cutover_tui.runner.story import line_of
from cutover_tui.ui.palette import FILLED, ink_of
from cutover_tui.ui.widgets.reentry_lines import slips_badge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.reentry_counts import Place
    from cutover_tui.runner.boards import Badge
    from cutover_tui.runner.reentry_board import ReentryRow, SlipRow
    from cutover_tui.runner.run import Run
    from cutover_tui.ui.widgets.painted import Look

LAST_ENTRIES = 6
"""How many entries of the log are shown, the newest first."""

Part = tuple[str, str]
"""Words and their style."""


def category_detail(run: Run, row: ReentryRow, look: Look) -> Content:
    """Everything there is to say about a category."""
    zone = run.plan.calendar.zone
    category = row.category
    parts = [(f"{category.title}\n", "bold $accent"), *_badge(row.badge, look), ("\n", "")]
    parts += _field("", _counted(row))
    parts += _field("", _rate(row))
    parts += _field("Re-enter by", _due(row, zone))
    parts += _field("Closed", _closed(row, zone))
    parts += _field("Sample", f"{row.sample.words}." if row.counts.entered else "")
    parts += _field("Adds up", row.balance)
    parts += _field("Not heard of", _places(row.missing))
    parts += _field("Counts", category.counts)
    parts += _field("On the paper", f"{category.holds}. None of it is typed here." if category.holds else "")
    parts += _field("Closing rule", category.rule)
    parts += _field("Closed by", _roles(run, row))
    parts += _listed("By day and site", [f"{_where(place)}: {totals_words(at)}" for place, at in row.places])
    nils = run.state.reentry[category.id].nil_returns
    parts += _listed("Nothing found", [f"{_where(nil.place)}, {nil.by} looked" for nil in nils])
    parts += _listed("Last entries in the log", _story(run, category.id, zone))
    return Content.assemble(*parts).rstrip()


def slips_detail(row: SlipRow, look: Look) -> Content:
    """Everything there is to say about a range of slips."""
    counted = f"Counted by {row.range.counted_by}." if row.range.counted_by else ""
    return Content.assemble(
        (f"Slips {row.range.numbers.words}\n", "bold $accent"),
        *_badge(slips_badge(row), look),
        ("\n", ""),
        *_field("", row.words),
        *_field("", counted),
        *_field("", "Press p to count what became of them, or to issue more."),
    ).rstrip()


def gap_detail(words: str) -> Content:
    """What to do about numbers nobody was given."""
    why = (
        "Slips are numbered so that a lost one is missed. Those that are lost or spoilt are issued too, and counted as"
    )
    return Content.assemble((f"{words}\n", "bold $text"), (f"{why} void: press p.", "$text"))


def _counted(row: ReentryRow) -> str:
    counts = row.counts
    reasons = (
        (counts.not_needed, "not needed"),
        (counts.duplicate, "duplicate"),
        (counts.arrived, "arrived electronically"),
    )
    explained = ", ".join(f"{number} {words}" for number, words in reasons if number)
    return f"{totals_words(counts)}{f' ({explained})' if explained else ''}."


def _rate(row: ReentryRow) -> str:
    rate = f"{row.forecast.rate_words}. " if row.forecast.rate_words else ""
    if row.nil_returns and not row.counts.logged:
        return ""  # that there was nothing is said in words further down, and a forecast of nothing says nothing
    late = " That is after it is due." if row.late_at_this_rate else ""
    return f"{rate}{row.forecast.words}{late}"


def _due(row: ReentryRow, zone: str) -> str:
    if row.due_at is None:
        return "no time yet: what it is counted from has not happened."
    due = moment_words(row.due_at, zone)
    if row.first_due_at is not None and row.first_due_at != row.due_at:
        return f"{moment_words(row.first_due_at, zone)} to {due}."
    return f"{due}."


def _closed(row: ReentryRow, zone: str) -> str:
    closing = row.closing
    if closing is None:
        return ""
    why = f" {closing.reason}" if closing.reason else ""
    return f"{moment_words(closing.at, zone)} by {closing.by}, checked by {closing.checked_by}.{why}"


def _roles(run: Run, row: ReentryRow) -> str:
    names = {role.code: role.name for role in run.plan.roles}
    return " or ".join(names.get(code, code) for code in row.category.closed_by)


def _where(place: Place) -> str:
    """The day and the site at the beginning of a line."""
    words = place_words(place).removeprefix(" for ").removeprefix(" ")
    return f"{words[:1].upper()}{words[1:]}"


def _places(places: Iterable[Place]) -> str:
    found = "; ".join(_where(place) for place in places)
    return f"{found}. Log what was found, or press z where there was nothing." if found else ""


def _story(run: Run, category: str, zone: str) -> list[str]:
    told = [line_of(entry, run.state) for entry in run.entries_about(category)[: -LAST_ENTRIES - 1 : -1]]
    title = run.state.reentry[category].category.title
    return [
        f"{moment_words(line.happened_at, zone)} {line.by} {line.words.removeprefix(f'{title}: ')}".strip()
        for line in told
    ]


def _badge(badge: Badge, look: Look) -> list[Part]:
    ink = ink_of(badge.mark)
    style = f"bold $badge-ink on ${ink}" if badge.mark in FILLED else f"bold ${ink}"
    return [(f"{look.glyph(badge.mark)} {badge.words}", style)]


def _field(label: str, words: str) -> list[Part]:
    if not words:
        return []
    return [*([(f"{label}: ", "$muted")] if label else []), (f"{words}\n", "$text")]


def _listed(heading: str, lines: Iterable[str]) -> list[Part]:
    shown = [(f"  {words}\n", "$text") for words in lines]
    return [(f"{heading}:\n", "$muted"), *shown] if shown else []
