"""The chase list: the question to put to each other end, in words to read out or to send (`peers.md` c4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from cutover_tui.domain.service_counts import CountKind, count_of
from cutover_tui.domain.services import standing_words
from cutover_tui.runner.service_board import (
    ServiceFilter,
    chase_list,
    contact_words,
    debt_forms,
    escalation_contacts,
    is_to_chase,
    service_rows,
)
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_services import KEYS
from cutover_tui.ui.widgets.cells import apart, one_line
from cutover_tui.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run
    from cutover_tui.runner.service_board import Chase, ServiceRow

FOOTER = tuple(key for key in (KEYS["chase"][-1], *KEYS["chase"][:-1]) if key.footer)
EMPTY = "Nothing to ask yet: no service has been off. Its question stands here as soon as one is."


class ChaseScreen(Screen[None]):
    """Read out what to ask each other end. A picture of the moment it was opened; nothing is recorded here."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["chase"])]
    AUTO_FOCUS = "#chase-page"
    DEFAULT_CSS = """
    ChaseScreen { background: $background; }
    ChaseScreen KeyFooter { height: 1; }
    ChaseScreen #chase-head { height: 1; background: $panel; color: $text; text-style: bold; padding: 0 1; }
    ChaseScreen #chase-page { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ChaseScreen #chase-words { height: auto; max-width: 110; }
    """

    def __init__(self, cutover_run: Run) -> None:
        super().__init__()
        self.cutover_run = cutover_run
        self._head = ""

    def compose(self) -> ComposeResult:
        """Head, page, keys."""
        state, now = self.cutover_run.state, self.cutover_run.clock.now()
        today = sum(len(rows) for _name, rows in service_rows(state, now, ServiceFilter.CHASE))
        self._head = f"To ask: {today} to chase today, {len(chase_list(state, now))} questions in all"
        yield Static(id="chase-head", markup=False)
        with VerticalScroll(id="chase-page"):
            yield Static(chase_page(state, now), id="chase-words", markup=False)
        yield KeyFooter(FOOTER)

    def on_resize(self, event: events.Resize) -> None:
        """Write the head for the width there is: how many questions, and what services owe."""
        head = self.query_one_optional("#chase-head", Static)
        if head is not None:
            head.update(Content(apart(self._head, debt_forms(self.cutover_run.state), event.size.width - 2)))

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one("#chase-page").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by a page, with two lines in common."""
        page = self.query_one("#chase-page")
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Go back to the services."""
        self.dismiss()


def chase_page(state: RunState, now: datetime) -> Content:
    """The questions: first those to chase today, then those whose gap is still open."""
    rows = [row for _name, each in service_rows(state, now) for row in each if row.standing.gaps or is_to_chase(row)]
    if not rows:
        return Content(EMPTY)
    questions: dict[str, list[Chase]] = {}
    for chase in chase_list(state, now):
        questions.setdefault(chase.service.id, []).append(chase)
    parts: list[tuple[str, str]] = []
    for heading, chosen in (
        ("To chase today", [row for row in rows if is_to_chase(row)]),
        ("The others", [row for row in rows if not is_to_chase(row) and row.service.id in questions]),
    ):
        if chosen:
            parts.append((f"{heading}\n\n", "bold $accent"))
        for row in chosen:
            parts += _parts(state, row, questions.get(row.service.id, []))
    return Content.assemble(*parts).rstrip()


def _parts(state: RunState, row: ServiceRow, questions: list[Chase]) -> Iterator[tuple[str, str]]:
    standing = row.standing
    yield f"{one_line(row.name)}: {standing_words(standing)}\n", "bold $text"
    for chase in questions:
        yield f"  {one_line(chase.question)}\n", "$text"
    if standing.confirmed_with:
        reference = f", reference {standing.reference}" if standing.reference else ""
        yield f"  Spoke for it last: {one_line(standing.confirmed_with + reference)}\n", "$muted"
    counted = ((count_of(standing, kind), kind) for kind in CountKind)
    counts = [f"{count} {kind}" for count, kind in counted if count is not None]
    if counts:
        yield f"  So far: {', '.join(counts)}\n", "$soon" if row.differences else "$muted"
    for promise in row.overdue:
        words = f"{promise.call.whom} promised and is {promise.over} over"
        further = f". Turn to {promise.contact}" if promise.contact else ""
        yield f"  {one_line(words + further)}\n", "$soon"
    contacts = [contact_words(person) for person in escalation_contacts(state, row.service)]
    if contacts:
        yield f"  Who asks: {one_line(', then '.join(contacts))}\n", "$muted"
    yield "\n", ""
