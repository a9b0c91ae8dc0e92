"""One key: what is pressed, what it does, and every word said about it. Footer, help and palette read this alone."""

from __future__ import annotations

from cutover_tui.domain.deferred import dataclass


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
    shown: str = ""
    """How the key is written, where its name reads badly, such as `?`."""
    priority: bool = False
    """True when it works even while something else on the screen takes the keys."""
