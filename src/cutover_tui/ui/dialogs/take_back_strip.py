"""Taking back a count that was wrong, with a reason; the earlier entry stays in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.reentry import WHOLE
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import KeyboardInitials
from cutover_tui.ui.dialogs.note_dialog import REMINDER
from cutover_tui.ui.dialogs.number_field import NumberField
from cutover_tui.ui.dialogs.place_fields import NEWEST, PlaceFields
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class TakeBackAnswer:
    """Which count was wrong, by how many, and why."""

    count: str
    number: int
    reason: str
    by: str
    day: str = ""
    site: str = ""


class TakeBackStrip(Question[TakeBackAnswer]):
    """Asks which count is taken back.

    Args:
        state: The run, for its roster and sites.
        title: The category.
        counts: What can be taken back, to how many there are of it.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard; they stand in the field at first.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    TakeBackStrip #reminder { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        *,
        title: str,
        counts: Mapping[str, int],
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[TakeBackAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Take back a count",
            lead=title,
            words="The earlier entry stays in the log.",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.counts = tuple(counts)
        numbered = [f"{number} {_named(count, number)}" for count, number in counts.items()]
        self.which = ChoiceField(
            "Which", "", numbered, id="which", lacking="Press the number of the count that was wrong."
        )
        self.number = NumberField("How many too many", question="Give how many are taken back.", id="number")
        self.why = LineField("Why", question="Say why this count is taken back.", id="reason")
        self.place = PlaceFields(state.plan.sites, now, state.plan.calendar.zone, order=NEWEST)
        self.initials = KeyboardInitials(
            "Initials", state, typed_by, question="Give the initials of who takes it back."
        )

    @property
    def count(self) -> str:
        """The count that was chosen; empty before one is."""
        return self.counts[self.which.chosen] if self.which.chosen >= 0 else ""

    def compose_fields(self) -> ComposeResult:
        """The reminder, which count, how many, why, of which place, and who says so."""
        yield Words(REMINDER, id="reminder", most=2)
        yield self.which
        yield self.number
        yield self.why
        yield from self.place.widgets()
        yield self.initials

    def show_asked(self) -> None:
        """Ask how many only of what is counted one by one; a nil return or a sample is wrong as a whole."""
        self.number.display = self.count not in WHOLE
        self.place.show_asked(shown=self.count != WHOLE[1])

    def answer(self) -> TakeBackAnswer:
        """The answer as it stands."""
        number = 1 if self.count in WHOLE else self.number.number or 0
        return TakeBackAnswer(
            count=self.count,
            number=number,
            reason=self.why.value,
            by=self.initials.initials,
            day=self.place.day,
            site=self.place.site,
        )


def _named(count: str, number: int) -> str:
    return f"{count}s" if count in WHOLE and number != 1 else count
