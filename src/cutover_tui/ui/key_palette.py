"""The command palette: every key that works here, with its sentence, from the same declarations as the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import Binding


class KeyCommands(Provider):
    """Offers what the keys of the screen in front do."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for words, tip, command in self._commands():
            yield DiscoveryHit(words, command, help=tip)

    async def search(self, query: str) -> Hits:
        """The commands that fit what was typed."""
        matcher = self.matcher(query)
        for words, tip, command in self._commands():
            score = max(matcher.match(words), matcher.match(tip))
            if score > 0:
                yield Hit(score, matcher.highlight(words), command, help=tip)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        seen: set[str] = set()
        for _node, binding, enabled, tip in self.screen.active_bindings.values():
            if enabled and tip and binding.action not in seen:
                seen.add(binding.action)
                yield self._words(binding), tip, self._doing(binding)

    def _words(self, binding: Binding) -> str:
        label = binding.description
        return f"{label[:1].upper()}{label[1:]} ({self.app.get_key_display(binding)})"

    def _doing(self, binding: Binding) -> Callable[[], None]:
        screen = self.screen

        def do() -> None:
            screen.call_later(screen.run_action, binding.action)

        return do
