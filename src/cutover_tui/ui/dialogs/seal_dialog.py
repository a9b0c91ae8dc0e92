"""The seal, shown large to be written on the wall sheet, and who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_dialogs import GO_ON
from cutover_tui.ui.widgets.digits import solid, solid_width
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.state import RunState


class SolidSeal(Static):
    """The digits of the seal in solid blocks, to be read from where somebody writes; nothing where they do not fit."""

    def __init__(self, digits: str) -> None:
        super().__init__(id="digits", markup=False)
        self.digits = digits

    def render(self) -> Content:
        """The digits drawn."""
        if self.size.width < solid_width(self.digits, large=False):
            return Content("")
        return Content("\n".join(solid(self.digits, large=False, ascii_marks=look_of(self.app).ascii_marks)))


class SealDialog(Question[str]):
    """Shows the seal and asks for the initials of who wrote it down.

    Args:
        state: The run, for its roster.
        seal: The seal of the log as it stands, such as `R0137 4175 8601 1308 7052`.
        time_words: The time to write beside it.
        occasion: What it is written for, such as `gate G4`.
        opened_by: The key that opened it.
        typed_by: Initials of the person at the keyboard.
        decide: Judges the initials before the strip closes.
        onward: What `!` goes on to, as words for the key line; empty where it is no key of this strip.
    """

    AFTER_CLOSE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of((GO_ON,))]
    DEFAULT_CSS = """
    SealDialog #about { text-align: center; padding: 1 0 0 0; text-style: bold; }
    SealDialog #digits { text-align: center; height: auto; width: 100%; color: $accent; padding: 0 0 1 0; }
    SealDialog #how { color: $muted; }
    """

    def __init__(
        self,
        state: RunState,
        seal: str,
        time_words: str,
        *,
        occasion: str = "",
        opened_by: str = "",
        typed_by: str = "",
        decide: Callable[[str], object] | None = None,
        onward: str = "",
    ) -> None:
        self.onward = onward
        self.went_on = False
        """True where the strip was left for what comes next, and nothing was recorded."""
        spaced = "   ".join(seal.split())
        super().__init__(
            f"Write this on the wall sheet, for {occasion}" if occasion else "Write this on the wall sheet",
            words=f"{spaced}     {time_words}",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.digits = seal.partition(" ")[2]
        """The sixteen digits, drawn large where there is room."""
        self.initials = InitialsField("Written by", state, question="Give the initials of who wrote it down.", id="by")

    def compose_fields(self) -> ComposeResult:
        """How to use it, and who wrote it."""
        how = "Anyone can check later that nothing before this moment was changed: cutover verify RUN --seal ..."
        yield SolidSeal(self.digits)
        yield Words(how, id="how", most=2)
        yield self.initials

    def start(self) -> None:
        """Take `!` from the line that would type it, where it goes on to something: no initials have it."""
        super().start()
        self.initials.input.swallows = self._takes

    def _takes(self, key: str) -> bool:
        ignored = self.guard.swallows_typed(key)
        if key != GO_ON.key or not self.onward:
            return ignored
        if not ignored:
            self.action_go_on()
        return True

    def key_words(self) -> str:
        """The last line; after a pause, how to leave it for what is more urgent."""
        if not self.onward:
            return self.KEY_LINE
        return f"Enter records · Esc later, with v · ! {self.onward}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `!` alone where it goes on to nothing."""
        return bool(self.onward) if action == "go_on" else super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Leave the seal for later and go on; nothing is recorded by it."""
        self.went_on = True
        self.give(None)

    def answer(self) -> str:
        """The initials of who wrote it down."""
        return self.initials.initials
