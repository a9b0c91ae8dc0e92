"""The screens beside the run screen: one table of them, and the one way in. Each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.screens.run_asking import RunAsking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.screen import Screen

    from cutover_tui.domain.state import RunState


def _lacks_nothing(_state: RunState) -> str:
    return ""


def _lacks_gates(state: RunState) -> str:
    return "" if state.gates else "This plan has no gates, so there is nothing to decide here. Plans made now do."


def _lacks_categories(state: RunState) -> str:
    words = "This plan has no re-entry categories, so there is nothing to count. Plans made now do."
    return "" if state.reentry else words


@dataclass(frozen=True)
class Board:
    """One screen beside the run screen."""

    module: str
    """Its module among the screens."""
    name: str
    """Its class, made with the run screen, which it records through."""
    reads_only: bool = False
    """True where nothing is recorded through the run screen: it is made with the run alone."""
    lacks: Callable[[RunState], str] = _lacks_nothing
    """Says in words why there is nothing to show in this run; empty where there is."""

    def make(self, under: RunAsking) -> Screen[None]:
        """Load it and make it."""
        made = cast(
            "Callable[[object], Screen[None]]",
            getattr(import_module(f"cutover_tui.ui.screens.{self.module}"), self.name),
        )
        return made(under.cutover_run if self.reads_only else under)


BOARDS: Final[Mapping[str, Board]] = {
    "alerts": Board("alerts_screen", "AlertsScreen"),
    "catch_up": Board("catch_up_screen", "CatchUpScreen"),
    "decisions": Board("decisions_screen", "DecisionsScreen"),
    "gates": Board("gates_screen", "GatesScreen", lacks=_lacks_gates),
    "huddles": Board("huddles_screen", "HuddlesScreen"),
    "issues": Board("issues_screen", "IssuesScreen"),
    "log": Board("log_screen", "LogScreen", reads_only=True),
    "messages": Board("messages_screen", "MessagesScreen"),
    "pauses": Board("pause_screen", "PauseScreen"),
    "people": Board("people_screen", "PeopleScreen"),
    "reentry": Board("reentry_screen", "ReentryScreen", lacks=_lacks_categories),
    "services": Board("services_screen", "ServicesScreen"),
}
"""The name a key gives a board, to where it is."""


class BoardActs(RunAsking):
    """Shows the screens beside the run screen."""

    def action_show_board(self, name: str) -> None:
        """Show one of the boards over this screen."""
        if self.asking or self.desk.leaving or not self.is_current:
            return
        board = BOARDS[name]
        lacking = board.lacks(self.run_state)
        if lacking:
            self.say(lacking, "info")
        else:
            self.app.push_screen(board.make(self))
