"""The pause board: what a pause is, who was told of it, and what comes before its restart. Each line is one record.

The pause stands from its key press; nothing here has to be filled in before it counts (`records.md` c4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.pause_log import Pause, pauses_in_force
from cutover_tui.domain.pauses import PauseDeclared, press_pause
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.pause_board import held_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_pause import FOOTER, KEYS
from cutover_tui.ui.screens.pause_acts import PauseBoardActs
from cutover_tui.ui.widgets.painted import look_of
from cutover_tui.ui.widgets.pause_lines import pause_lines
from cutover_tui.ui.widgets.pause_page import pause_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.ui.key import Key
    from cutover_tui.ui.screens.run_pause_acts import RunPauseActs
    from cutover_tui.ui.widgets.board_list import BoardLine


class PauseScreen(PauseBoardActs):
    """See a pause in full, and say more about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["pause"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    EMPTY: ClassVar[str] = (
        "A pause stands here with who was told of it and what has to be right before the restart: press ! to pause."
    )
    BESIDE_FROM: ClassVar[int] = 120
    DEFAULT_CSS = """
    PauseScreen #board-side { height: 30%; }
    """

    def __init__(self, under: RunPauseActs) -> None:
        super().__init__(under)
        standing = pauses_in_force(self.cutover_run.state)
        refs = list(self.cutover_run.state.pauses)
        self.shown_ref = standing[-1].ref if standing else refs[-1] if refs else ""
        """The pause that is shown."""

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """Which pause, since when, and for how long."""
        pause, look = self.shown_pause(), look_of(self.app)
        if pause is None:
            return Content("This run was not paused.")
        zone = self.run_state.plan.calendar.zone
        since = f"{pause.ref} {moment_words(pause.at, zone)} by {pause.by}"
        if pause.asked_by:
            since = f"{since}, asked for by {pause.asked_by}"
        refs = list(self.run_state.pauses)
        place = f"  {refs.index(pause.ref) + 1} of {len(refs)}, n shows the next" if len(refs) > 1 else ""
        ended = pause.restarted
        until = ended.at if ended is not None else self.cutover_run.clock.now()
        held = held_words((until - pause.at).total_seconds())
        word = "restarted" if ended is not None else f"{look.pick('‖', '=')} PAUSED"
        return Content.assemble(
            (f"{word}  ", "bold $done" if ended is not None else "bold $soon"),
            (f"{since}  held {held}", "bold $text"),
            (place, "$muted"),
        )

    def lines(self) -> Sequence[BoardLine]:
        """A line for each thing to say, each audience, and each line of the restart list."""
        pause = self.shown_pause()
        return pause_lines(self.run_state, pause) if pause is not None else ()

    def detail(self, key: str) -> Content:
        """The marked line in full."""
        pause = self.shown_pause()
        return pause_page(self.run_state, pause, key) if pause is not None else Content("")

    # -- keys -------------------------------------------------------------------------------------------------------

    def shown_pause(self) -> Pause | None:
        """The pause that is shown; None in a run that was not paused."""
        return self.run_state.pauses.get(self.shown_ref)

    def open_marked(self) -> None:
        """Say what the marked line asks for, as `t` does."""
        self.action_say_marked()

    def action_next_pause(self) -> None:
        """Show the next pause of this run."""
        refs = list(self.run_state.pauses)
        if len(refs) > 1:
            self.shown_ref = refs[(refs.index(self.shown_ref) + 1) % len(refs)]
            self.hush()
            self.show_board()
            self.show_keys()

    @work(group="ask")
    async def action_pause_again(self) -> None:
        """Declare one more pause, from this key press on."""
        from cutover_tui.ui.dialogs.pause_strip import PauseStrip  # noqa: PLC0415 (loaded when first asked)

        pressed, typed_by = self.cutover_run.clock.now(), self.desk.typist()
        strip = PauseStrip(
            self.run_state,
            pressed=pressed,
            typed_by=typed_by,
            opened_by="!",
            decide=lambda given: press_pause(self.run_state, self.desk.act(given, typed_by, at=pressed)),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by, at=pressed)
        entry = await self.attempt(lambda: self.cutover_run.press_pause(act))
        if entry is not None:
            self.shown_ref = [self.shown_ref, *self.run_state.pauses][-1]
            self.show_board()
            self.say(f"Recorded as entry {entry.seq}.")
            if isinstance(entry.event, PauseDeclared):
                await self._seal(self.run_state.pauses[self.shown_ref], "!", restarted=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the next pause where there is one only, and the restart of one that was restarted."""
        allowed = super().check_action(action, parameters)
        if action == "next_pause" and allowed and len(self.run_state.pauses) <= 1:
            return None
        pause = self.shown_pause()
        if action == "restart" and allowed and (pause is None or not pause.in_force):
            return None
        return allowed
