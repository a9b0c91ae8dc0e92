"""Counting what a service carried, or explaining why its counts differ (`peers.md` c4, c5). Numbers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.service_counts import CountKind, count_of, differences, open_differences
from cutover_tui.domain.services import full_name
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.services import ServiceState
    from cutover_tui.domain.state import RunState

_MEANINGS: Mapping[CountKind, str] = {
    CountKind.EXPECTED: "what the other end says it sent",
    CountKind.RECEIVED: "what arrived in the new system",
    CountKind.FILED: "what was matched and filed there",
    CountKind.RUNNING: "seen so far in the old system",
}
_DIGITS = 6
_WIDTH = 10
EXPLAINS = len(_MEANINGS)
"""Place of the line that explains a difference, after the counts."""


@dataclass(frozen=True, kw_only=True)
class CountAnswer:
    """A count, or why counts differ."""

    what: CountKind | None
    """What was counted; None where a difference is explained."""
    count: int = 0
    words: str = ""
    """Why there are fewer than before; or why the counts differ."""
    by: str = ""
    at: datetime | None = None
    """When it was counted, aware, UTC; None for now."""
    late_reason: str = ""


class CountDialog(Question[CountAnswer]):
    """Asks what was counted and how many, or why counts differ.

    Args:
        state: The run, for the counts so far and the roster.
        service: The service.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        service: Service,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CountAnswer], object] | None = None,
    ) -> None:
        name = full_name(service)
        super().__init__("Count", words=name, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.standing = state.services[service.id]
        self.place: int | None = None
        """Which line was chosen; None while they are shown."""
        self.menu = PickField(_rows(self.standing), id="counts")
        self.number = LineField(
            "How many",
            question="Give how many there are, 0 for none.",
            limit=_DIGITS,
            width=_WIDTH,
            rule=_require_number,
            id="number",
        )
        self.fewer = LineField("Why fewer", question="Say why there are fewer than before.", id="fewer")
        self.why = LineField("Why they differ", question=f"Say why the counts of {name} differ.", id="why")
        self.initials = InitialsField("Initials", state, question="Give the initials of who counted.", id="initials")
        self.timing = WhenFields(now, state.plan.calendar.zone)

    def compose_fields(self) -> ComposeResult:
        """What is counted, and the fields of what is chosen."""
        yield from (self.menu, self.number, self.fewer, self.why, self.initials)
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show what can be counted, or what the chosen line asks."""
        chosen, counts = self.place is not None, self.what is not None
        self.menu.display = not chosen
        self.number.display = counts
        self.fewer.display = counts and self._is_fewer()
        self.why.display = chosen and not counts
        self.initials.display = chosen
        self.timing.show_asked(shown=chosen)

    @property
    def what(self) -> CountKind | None:
        """What is counted; None before it was chosen, and where a difference is explained."""
        return tuple(_MEANINGS)[self.place] if self.place is not None and self.place < EXPLAINS else None

    def key_words(self) -> str:
        """The last line, which says other things while the lines to choose from are shown."""
        return "A number or Enter chooses · Esc goes back" if self.place is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line, or go on in its fields."""
        if self.place is not None:
            super().go_on()
            return
        self.place = self.menu.marked
        what = self.what
        self.say_heading(f"Count what was {what}" if what is not None else "Explain why the counts differ")
        if what is CountKind.RUNNING:
            self.say_heading("Running count in the old system")
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> CountAnswer:
        """The answer as it stands."""
        what = self.what
        return CountAnswer(
            what=what,
            count=self._count() or 0,
            words=self.why.value if what is None else self.fewer.value if self.fewer.display else "",
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    def _count(self) -> int | None:
        text = self.number.value
        return int(text) if text.isdecimal() else None

    def _is_fewer(self) -> bool:
        what, count = self.what, self._count()
        before = count_of(self.standing, what) if what is not None else None
        return before is not None and count is not None and count < before

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.place is None:
            self.go_on()


def _rows(standing: ServiceState) -> list[PickRow]:
    counted = ((kind, count_of(standing, kind), meaning) for kind, meaning in _MEANINGS.items())
    rows = [
        PickRow(kind.value, f"{count} so far · {meaning}" if count is not None else meaning)
        for kind, count, meaning in counted
    ]
    found = open_differences(standing)
    why_not = "it is explained already" if differences(standing) else "the counts do not differ"
    return [*rows, PickRow("explain a difference", "; ".join(found) or why_not, applies=bool(found))]


def _require_number(typed: str) -> None:
    """Refuse what is no whole number."""
    if not typed.isdecimal():
        msg = f"‘{typed}’ is not a number. Give how many there are in digits, 0 for none."
        raise Refused(msg)
