"""Emergency cards: the first five minutes, in large plain words, over whatever screen or question stands there.

Nothing is recorded here. Esc goes back to where people were, with everything they had typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_pause import CARDS_FOOTER, KEYS
from cutover_tui.ui.widgets.cells import one_line
from cutover_tui.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.runner.emergency_cards import ShownCard

_ROOMY = 30
"""From this many rows on, a card's steps have an empty line between them."""
_WIDE = 100
"""From this many columns on, three titles of cards stand side by side; else two."""


class CardsScreen(Screen[None]):
    """Read an emergency card.

    Args:
        cards: The cards, with the people to call.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["cards"])]
    DEFAULT_CSS = """
    CardsScreen { layout: vertical; background: $background; }
    CardsScreen #cards-head { height: 1; background: $overdue; color: $badge-ink; text-style: bold; padding: 0 1; }
    CardsScreen #cards-list { height: auto; background: $panel; color: $text; padding: 0 1; }
    CardsScreen #cards-body { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    CardsScreen #cards-words { height: auto; }
    """

    def __init__(self, cards: Sequence[ShownCard]) -> None:
        super().__init__()
        self.cards = tuple(cards)
        self.place = 0
        """Which card is shown, from 0."""

    def compose(self) -> ComposeResult:
        """Heading, the titles with their numbers, the card, the keys."""
        yield Static("EMERGENCY CARDS   a number shows its card   Esc goes back", id="cards-head")
        yield Static(id="cards-list", markup=False)
        with VerticalScroll(id="cards-body", can_focus=False):
            yield Static(id="cards-words", markup=False)
        yield KeyFooter(CARDS_FOOTER)

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay titles and steps out for the room there is."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A number shows its card."""
        if event.character and event.character.isdecimal() and 0 < int(event.character) <= len(self.cards):
            event.stop()
            self.place = int(event.character) - 1
            self._show()

    def action_step(self, by: int) -> None:
        """Show the next card or the one before."""
        if self.cards:
            self.place = (self.place + by) % len(self.cards)
            self._show()

    def action_scroll(self, by: int) -> None:
        """Scroll a card that is longer than the screen."""
        body = self.query_one("#cards-body", VerticalScroll)
        body.scroll_relative(y=by * max(body.size.height - 1, 1), animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def _show(self) -> None:
        if not self.is_mounted:
            return
        self.query_one("#cards-list", Static).update(Content.assemble(*self._titles()))
        self.query_one("#cards-words", Static).update(Content.assemble(*self._card()))
        self.query_one("#cards-body", VerticalScroll).scroll_home(animate=False)

    def _titles(self) -> Iterator[tuple[str, str]]:
        across = 3 if self.size.width >= _WIDE else 2
        width = max((self.size.width - 2) // across, 1)
        for place, shown in enumerate(self.cards):
            words = f"{place + 1} {one_line(shown.card.title)}"[: width - 1]
            style = "bold reverse" if place == self.place else "$text"
            yield f"{words:<{width - 1}} ", style
            if place % across == across - 1 and place < len(self.cards) - 1:
                yield "\n", ""

    def _card(self) -> Iterator[tuple[str, str]]:
        if not self.cards:
            yield "There are no cards here. Use the printed ones.", "$text"
            return
        shown = self.cards[self.place]
        gap = "\n\n" if self.size.height >= _ROOMY else "\n"
        yield f"\n{one_line(shown.card.title).upper()}\n", "bold $overdue"
        yield f"{one_line(shown.card.sign)}{gap}", "$muted"
        for number, step in enumerate(shown.card.steps, 1):
            yield f" {number} ", "bold reverse"
            yield f"  {one_line(step)}{gap}", "bold $text"
        for call in shown.calls:
            yield f"CALL  {one_line(call.role)}", "bold $accent"
            yield f"   {', '.join(map(one_line, call.who)) or 'see the contact sheet'}\n", "$text"
        yield f"PAPER {one_line(shown.card.form)}\n", "bold $accent"
        if shown.card.then:
            yield f"THEN  {one_line(shown.card.then)}\n", "$text"
