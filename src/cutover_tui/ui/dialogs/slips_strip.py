"""Numbered paper slips: handing out a range, or counting what became of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.slips import slips_words
from cutover_tui.storage.clean_text import NAME_LIMIT
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import KeyboardInitials
from cutover_tui.ui.dialogs.number_field import NumberField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.slips import SlipRange
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class SlipsAnswer:
    """A range handed out, or counted."""

    slips: str
    by: str
    to: str = ""
    """Who it went to; empty where it was counted."""
    used: int = 0
    void: int = 0
    returned: int = 0
    entered: int = 0


class SlipsStrip(Question[SlipsAnswer]):
    """Asks whether a range is handed out or which is counted, and then for that.

    Args:
        state: The run, for its roster and the ranges there are.
        marked: The range that is marked in the menu at first, as it is written; empty for a new one.
        typed_by: Initials of the person at the keyboard; they stand in the field at first.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        *,
        marked: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[SlipsAnswer], object] | None = None,
    ) -> None:
        super().__init__("Paper slips", opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.ranges = tuple(sorted(state.slips.values(), key=lambda issued: issued.numbers))
        self.chosen: SlipRange | None = None
        """The range that is counted."""
        self.issues: bool | None = None
        """Whether a range is handed out; None while the menu is shown."""
        names = [issued.numbers.words for issued in self.ranges]
        rows = [PickRow("Issue a range", "hand numbered slips out")]
        rows += [PickRow(f"Count {issued.numbers.words}", _stands(issued)) for issued in self.ranges]
        self.menu = PickField(rows, id="menu", marked=names.index(marked) + 1 if marked in names else 0)
        self.menu.pick_lines.swallows = self.guard.swallows
        self.slips = LineField("Slips", question="Give the range, such as C-2 041 to 058.", id="slips")
        self.to = LineField("Issued to", question="Give the role or place they go to.", limit=NAME_LIMIT, id="to")
        self.used = NumberField("Used", question="Give how many were used.", id="used", stops=True)
        self.void = NumberField("Void", question="Give how many are void, or 0.", id="void", stops=True)
        self.returned = NumberField("Returned", question="Give how many came back unused.", id="returned", stops=True)
        self.entered = NumberField(
            "Entered", question="Give how many of those used are in the new system.", id="entered", stops=True
        )
        self.initials = KeyboardInitials("Initials", state, typed_by, question="Give the initials of who says so.")

    def compose_fields(self) -> ComposeResult:
        """The menu, and the fields of what is chosen in it."""
        yield self.menu
        yield from (self.slips, self.to, self.used, self.void, self.returned, self.entered, self.initials)

    def show_asked(self) -> None:
        """Show the menu, or what the chosen line of it asks."""
        menu, counts = self.issues is None, self.issues is False
        self.menu.display = menu
        self.slips.display = self.to.display = self.issues is True
        for field in (self.used, self.void, self.returned, self.entered):
            field.display = counts
        self.initials.display = not menu

    def key_words(self) -> str:
        """The last line, which says other things at the menu."""
        return "A number or Enter chooses · Esc goes back" if self.issues is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line of the menu, or go on in its fields."""
        if self.issues is not None:
            super().go_on()
            return
        place = self.menu.marked
        self.issues = place == 0
        if self.issues:
            self.say_heading("Issue a range of slips")
        else:
            self._begin_count(self.ranges[place - 1])
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> SlipsAnswer:
        """The answer as it stands."""
        by = self.initials.initials
        if self.chosen is None:
            return SlipsAnswer(slips=self.slips.value, to=self.to.value, by=by)
        return SlipsAnswer(
            slips=self.chosen.numbers.words,
            by=by,
            used=self.used.number or 0,
            void=self.void.number or 0,
            returned=self.returned.number or 0,
            entered=self.entered.number or 0,
        )

    def _begin_count(self, issued: SlipRange) -> None:
        """Ask for the counts of a range, with what was counted last standing there."""
        self.chosen = issued
        self.say_heading(f"Count {issued.numbers.words}: {slips_words(issued.numbers.count)} in all")
        if issued.counted_by:
            for field, number in (
                (self.used, issued.used),
                (self.void, issued.void),
                (self.returned, issued.returned),
                (self.entered, issued.entered),
            ):
                field.fill(str(number))

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.issues is None:
            self.go_on()


def _stands(issued: SlipRange) -> str:
    """How far a range is, in a few words."""
    if not issued.counted_by:
        return f"{slips_words(issued.numbers.count)}, not counted yet"
    return f"{issued.used} used, {issued.missing} missing" if issued.missing else f"{issued.used} used, adds up"
