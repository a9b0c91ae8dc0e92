"""One key: what is pressed, what it does, and every word said about it. Footer, help and palette read this alone."""

from __future__ import annotations

from typing import Final

from cutover_tui.domain.deferred import dataclass

_CAPS: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "plus": "+",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""Textual's name of a key to what stands on its cap: the one spelling of footer, help, palette and README."""
_HELD: Final = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}
"""Keys that are held while another is pressed."""


def cap_words(press: str) -> str:
    """Give what stands on the cap of a key by Textual's name for it: `Esc`, `Ctrl+S`, `F2`, `?`."""
    *held, last = press.split("+")
    named = _CAPS.get(last, last)
    if held or (len(last) > 1 and last[0] == "f" and last[1:].isdigit()):
        named = named[:1].upper() + named[1:]
    return "+".join((*(_HELD[each] for each in held), named))


@dataclass(frozen=True, kw_only=True)
class Key:
    """One declaration of a key."""

    action: str
    """The action it runs, without `action_`; may have arguments, such as `show_list('P')`."""
    key: str
    """Textual's name of the key, several separated by commas; the first is the one shown."""
    label: str
    """One or two words for the footer."""
    tip: str
    """A sentence for help and palette."""
    id: str
    """Stable name, such as `run.tick`, so that a practice may remap it."""
    footer: bool = False
    """True when the footer shows it."""
    group: str = ""
    """Heading it stands under in help."""
    priority: bool = False
    """True when it works even while something else on the screen takes the keys."""

    @property
    def caps(self) -> tuple[str, ...]:
        """What stands on the cap of each way to press it, the one shown first."""
        return tuple(cap_words(press) for press in self.key.split(","))

    @property
    def cap(self) -> str:
        """What stands on its cap."""
        return self.caps[0]
