"""The colours and marks of every screen: two themes, and what each mark looks like (`ux.md` 1).

Colour never carries meaning alone: every mark has a glyph and a word beside it. The smallest distance between any two
state colours, for normal, protan, deutan and tritan sight, is ΔE76 15 or more in both themes.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar
from weakref import WeakMethod

from rich.style import Style
from textual.theme import Theme

from cutover_tui.domain.deferred import dataclass
from cutover_tui.runner.boards import Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.widget import Widget

Returned = TypeVar("Returned")

NIGHT_THEME: Final = "cutover-night"
DAY_THEME: Final = "cutover-day"


class Ink(StrEnum):
    """What a colour stands for. The value is the name of the theme variable that holds it."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    DONE = "done"
    SOON = "soon"
    OVERDUE = "overdue"
    WAITS = "waits"
    SETTLED = "settled"
    """Settled without being done."""
    RULE = "rule"
    """Lines that part things; never text."""
    BADGE_INK = "badge-ink"
    """Letters on a filled badge."""
    BACKGROUND = "background"
    SURFACE = "surface"
    PANEL = "panel"
    SELECTED = "selected"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """One theme's colours as `#RRGGBB`, for widgets that paint their own lines."""

    dark: bool
    background: str
    surface: str
    panel: str
    rule: str
    selected: str
    text: str
    muted: str
    accent: str
    done: str
    soon: str
    overdue: str
    waits: str
    settled: str
    badge_ink: str

    def colour(self, ink: Ink) -> str:
        """Give the colour a role has in this theme."""
        found: str = getattr(self, ink.name.lower())
        return found

    def style(self, ink: Ink, on: Ink = Ink.BACKGROUND, *, bold: bool = False, strike: bool = False) -> Style:
        """Give the rich style of text in one role on the colour of another."""
        return _style(self.colour(ink), self.colour(on), bold, strike)

    def filled(self, ink: Ink) -> Style:
        """Give the style of a filled badge or chip in a role: bold ink on its colour."""
        return _style(self.badge_ink, self.colour(ink), True, False)  # noqa: FBT003 (a cached call takes no keywords)

    def variables(self) -> dict[str, str]:
        """Give every role as a theme variable, by its name without the `$`."""
        return {ink.value: self.colour(ink) for ink in Ink}


NIGHT: Final = Palette(
    dark=True,
    background="#0A0F15",
    surface="#101822",
    panel="#182330",
    rule="#31435A",
    selected="#173753",
    text="#F2F6FA",
    muted="#A3B1C0",
    accent="#66B2D8",
    done="#6AF0A4",
    soon="#FFC220",
    overdue="#FA7D4E",
    waits="#C084FF",
    settled="#96DCFA",
    badge_ink="#0A0F15",
)
"""Light on dark, for a dim room."""

DAY: Final = Palette(
    dark=False,
    background="#F7F8F5",
    surface="#FFFFFF",
    panel="#E6EBF0",
    rule="#9AA9B8",
    selected="#DCEBFC",
    text="#101C28",
    muted="#475668",
    accent="#015CE4",
    done="#0B6049",
    soon="#965800",
    overdue="#7A0500",
    waits="#7B2D9B",
    settled="#003652",
    badge_ink="#FFFFFF",
)
"""Dark on light, for a room with windows."""


def cutover_themes() -> tuple[Theme, Theme]:
    """Make the two themes, night first, for `App.register_theme`."""
    return _theme(NIGHT_THEME, NIGHT), _theme(DAY_THEME, DAY)


def theme_variable_defaults() -> dict[str, str]:
    """Give what `App.get_theme_variable_defaults` returns, so that style sheets are read before a theme is set."""
    return NIGHT.variables()


def palette_of(app: App[Returned]) -> Palette:
    """Give the colours an app shows now, by whether its theme is dark."""
    return NIGHT if app.current_theme.dark else DAY


def ascii_of(app: App[Returned]) -> bool:
    """Tell whether an app shows marks in plain ASCII, because its font may lack the others."""
    return bool(getattr(app, "ascii_marks", False))


_GLYPHS: Final = {
    Mark.OPEN: ("○", "o"),
    Mark.OPENS: ("◦", "."),
    Mark.WAITS: ("◦", "."),
    Mark.BLOCKED: ("×", "x"),
    Mark.SOON: ("◆", "*"),
    Mark.OVERDUE: ("▲", "!"),
    Mark.DOING: ("►", ">"),
    Mark.CHECK: ("‖", "="),
    Mark.DIFFER: ("×", "x"),
    Mark.DONE: ("✓", "+"),
    Mark.SETTLED: ("–", "-"),
    Mark.CANNOT: ("×", "x"),
    Mark.DEFERRED: ("→", "~"),
    Mark.TELL: ("▲", "!"),
    Mark.IDLE: ("◦", "."),
}

_INKS: Final = {
    Mark.OPEN: Ink.TEXT,
    Mark.OPENS: Ink.MUTED,
    Mark.WAITS: Ink.WAITS,
    Mark.BLOCKED: Ink.WAITS,
    Mark.SOON: Ink.SOON,
    Mark.OVERDUE: Ink.OVERDUE,
    Mark.DOING: Ink.SOON,
    Mark.CHECK: Ink.SOON,
    Mark.DIFFER: Ink.OVERDUE,
    Mark.DONE: Ink.DONE,
    Mark.SETTLED: Ink.SETTLED,
    Mark.CANNOT: Ink.OVERDUE,
    Mark.DEFERRED: Ink.SETTLED,
    Mark.TELL: Ink.OVERDUE,
    Mark.IDLE: Ink.MUTED,
}

FILLED: Final = frozenset({Mark.OVERDUE, Mark.BLOCKED, Mark.DIFFER, Mark.TELL})
"""Marks whose badge is filled, because somebody has to act on them."""

BOLD: Final = frozenset({Mark.OPEN, Mark.SOON, Mark.DOING, Mark.CHECK, Mark.CANNOT})
"""Marks whose words are bold without being filled: what can be worked on now."""


def glyph(mark: Mark, ascii: bool) -> str:  # noqa: A002, FBT001 (the word people know it by; called with one flag)
    """Give a mark's shape, one cell wide.

    Args:
        mark: What it stands for.
        ascii: True for a form that every font has.
    """
    return _GLYPHS[mark][ascii]


def ink_of(mark: Mark) -> Ink:
    """Give the role that colours a mark."""
    return _INKS[mark]


def badge_style(palette: Palette, mark: Mark, on: Ink = Ink.BACKGROUND) -> Style:
    """Give the style of a badge, filled or not, on a background."""
    if mark in FILLED:
        return palette.filled(ink_of(mark))
    return palette.style(ink_of(mark), on, bold=mark in BOLD)


@lru_cache(maxsize=512)
def _style(colour: str, on: str, bold: bool, strike: bool) -> Style:  # noqa: FBT001 (a cached call takes no keywords)
    return Style(color=colour, bgcolor=on, bold=bold or None, strike=strike or None)


def _theme(called: str, palette: Palette) -> Theme:
    return Theme(
        name=called,
        primary=palette.accent,
        secondary=palette.accent,
        warning=palette.soon,
        error=palette.overdue,
        success=palette.done,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        dark=palette.dark,
        variables={
            **palette.variables(),
            "scrollbar": palette.rule,
            "scrollbar-hover": palette.muted,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.surface,
            "scrollbar-background-hover": palette.surface,
            "scrollbar-background-active": palette.surface,
            "scrollbar-corner-color": palette.surface,
            "border": palette.accent,
            "border-blurred": palette.rule,
            "block-cursor-background": palette.selected,
            "block-cursor-foreground": palette.text,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": palette.selected,
            "block-cursor-blurred-foreground": palette.text,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": palette.badge_ink,
            "input-selection-background": palette.selected,
            "text-muted": palette.muted,
            "foreground-muted": palette.muted,
            "text-disabled": palette.muted,
        },
    )


def follow_theme(widget: Widget, repaint: Callable[[], object]) -> None:
    """Let a widget paint again whenever the theme changes, for as long as it is there.

    What is subscribed to a signal of Textual's holds on to its widget, and so to the whole screen around it, for as
    long as the program runs. So only the method's name is left there, and not the widget.
    """
    method = WeakMethod(repaint)

    def changed(_theme: Theme) -> None:
        paint_again = method()
        if paint_again is not None:
            paint_again()

    widget.app.theme_changed_signal.subscribe(widget, changed, immediate=True)
