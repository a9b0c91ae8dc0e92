"""The board of huddles, sitreps and concerns: what was said, what is due next, and what staff were answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from cutover_tui.runner.huddle_board import due_clocks, position_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_huddles import FOOTER, KEYS
from cutover_tui.ui.screens.huddles_acts import HuddlesActs
from cutover_tui.ui.widgets.huddle_lines import entry_page, huddle_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.ui.key import Key
    from cutover_tui.ui.widgets.board_list import BoardLine


class HuddlesScreen(HuddlesActs):
    """See when people stood together and what was reported, and record the next."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["huddles"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    BESIDE_FROM: ClassVar[int] = 120

    def head(self) -> Content:
        """The position, and an open call for action at once."""
        said = [(position_words(self.run_state, self.cutover_run.clock.now()), "bold $text")]
        urgent = self.desk.urgent_concerns()
        if urgent:
            said.append((f"\nA concern has been raised about {', '.join(urgent)}: w.", "bold $soon"))
        return Content.assemble(*said)

    def lines(self) -> Sequence[BoardLine]:
        """Huddles, sitreps and concerns, newest first."""
        now = self.cutover_run.clock.now()
        return huddle_lines(self.run_state, due_clocks(self.run_state, now), now)

    def detail(self, key: str) -> Content:
        """The marked entry in full."""
        return entry_page(self.run_state, key)
