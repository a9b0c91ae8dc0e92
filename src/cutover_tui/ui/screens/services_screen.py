"""The services board: where every service stands, what it still owes, whom to ask what (`peers.md` c1 to c5).

One line for each instance. Red stands for one thing only: something is not carried and nobody catches it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.runner.service_board import (
    ServiceFilter,
    debt_forms,
    debt_words,
    needs_catcher,
    service_row,
    service_rows,
    shows,
)
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_services import FOOTER, KEYS
from cutover_tui.ui.screens.services_acts import ServicesActs
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.painted import look_of
from cutover_tui.ui.widgets.service_lines import service_lines
from cutover_tui.ui.widgets.service_page import service_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.plan import Service
    from cutover_tui.runner.service_board import ServiceRow
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_asking import RunAsking
    from cutover_tui.ui.widgets.board_list import BoardLine

Groups = list[tuple[str, list["ServiceRow"]]]
"""The name of each kind, with the lines of its instances."""


class ServicesScreen(ServicesActs):
    """See where every service stands, and record what was said about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["services"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    EMPTY: ClassVar[str] = "No service is like that now: press f to show others."
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    ServicesScreen.-beside #board-side { width: 34%; }
    """

    def __init__(self, under: RunAsking) -> None:
        super().__init__(under)
        self.chosen = ServiceFilter.ALL
        self._listed: frozenset[str] = frozenset()
        """The services the list holds: they stay, even where an act means that the filter would now hide them."""

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """The debt, how many are red, and what the board is narrowed to."""
        rows, look = self._rows(), look_of(self.app)
        red = sum(needs_catcher(row.standing) for row in rows)
        nobody = f"  {look.pick('▲', '!')} {red} NO CATCHER" if red else ""
        total, shown = len(rows), sum(shows(row, self.chosen) for row in rows)
        every = self.chosen is ServiceFilter.ALL
        narrowed = f"  all {total}" if every else f"  {self.chosen}: {shown} of {total}"
        room = self.size.width - 2 - len(nobody) - len(narrowed)
        forms = debt_forms(self.run_state) or (debt_words(self.run_state),)
        debt = next((words for words in forms if len(words) <= room), forms[-1])
        return Content.assemble(
            (look.dots(debt), "bold $text"),
            (nobody, "bold $overdue"),
            (narrowed, "$muted" if every else "bold $accent"),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each service the filter leaves, under its kind."""
        now, groups = self.cutover_run.clock.now(), self._groups()
        self._listed = frozenset(row.service.id for _name, rows in groups for row in rows)
        several = Counter(service.service for service in self.run_state.plan.services)
        return service_lines(groups, now, self.run_state.plan.calendar.zone, several)

    def detail(self, key: str) -> Content:
        """The marked service in full."""
        now = self.cutover_run.clock.now()
        service = next((each for each in self.run_state.plan.services if each.id == key), None)
        if service is None:
            return Content("")
        return service_page(
            self.run_state, service_row(self.run_state, service, now), now, airy=self.has_class("-beside")
        )

    def _rows(self) -> list[ServiceRow]:
        return [row for _name, rows in service_rows(self.run_state, self.cutover_run.clock.now()) for row in rows]

    def _groups(self) -> Groups:
        groups = service_rows(self.run_state, self.cutover_run.clock.now())
        left = [
            (name, [row for row in rows if shows(row, self.chosen) or row.service.id in self._listed])
            for name, rows in groups
        ]
        return [(name, rows) for name, rows in left if rows]

    # -- finding ----------------------------------------------------------------------------------------------------

    def mark_service(self, service: Service) -> None:
        """Mark a service, showing all where the filter hides it."""
        board = self.query_one(BoardList)
        if not board.mark(service.id):
            self._choose(ServiceFilter.ALL)
            board.mark(service.id)

    @work(group="ask")
    async def action_filter(self) -> None:
        """Choose which services are shown."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        rows = self._rows()
        counted = [(each, sum(shows(row, each) for row in rows)) for each in ServiceFilter]
        choices = [
            AskChoice(str(number), each.value, each.value, f"{count} of {len(rows)}")
            for number, (each, count) in enumerate(counted, 1)
        ]
        answer = await self.put(AskDialog("Show only", "Which services are shown?", choices, opened_by="f"))
        if answer is not None:
            self._choose(ServiceFilter(answer))

    def _choose(self, chosen: ServiceFilter) -> None:
        self.chosen, self._listed = chosen, frozenset()
        self.hush()
        self.show_board()
        self.show_keys()

    def action_chase(self) -> None:
        """Show the question to put to each other end."""
        from cutover_tui.ui.screens.chase_screen import ChaseScreen  # noqa: PLC0415 (loaded when first shown)

        if not (self.asking or self.desk.leaving) and self.is_current:
            self.app.push_screen(ChaseScreen(self.cutover_run))

    # -- keys and focus ---------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim going on with the next of a kind while there is none."""
        allowed = super().check_action(action, parameters)
        if action == "next_of_kind" and allowed and self.next_in_sitting() is None:
            return None
        return allowed
