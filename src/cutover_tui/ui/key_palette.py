"""The command palette: every key that works here, with its sentence, from the same declarations as the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from cutover_tui.ui.keys import working_keys
from cutover_tui.ui.widgets.key_footer import cap_of
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.dom import DOMNode


class KeyCommands(Provider):
    """Offers what the keys of the screen in front do."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for words, tip, command in self._commands():
            yield DiscoveryHit(Content(words), command, text=words, help=tip)

    async def search(self, query: str) -> Hits:
        """The commands that fit what was typed."""
        matcher = self.matcher(query)
        for words, tip, command in self._commands():
            score = max(matcher.match(words), matcher.match(tip))
            if score > 0:
                yield Hit(score, Content(words), command, text=words, help=tip)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        working = {active.binding.id: active for active in self.screen.active_bindings.values() if active.enabled}
        look = look_of(self.app)
        for key in working_keys(self.screen):
            active = working.get(key.id)
            if active is not None:
                words = f"{key.label[:1].upper()}{key.label[1:]} ({cap_of(key, look)})"
                yield words, key.tip, self._doing(key.action, active.node)

    def _doing(self, action: str, node: DOMNode) -> Callable[[], None]:
        app = self.app

        def do() -> None:
            app.call_later(app.run_action, action, node)

        return do
