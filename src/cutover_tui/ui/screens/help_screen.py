"""Every key of the place you came from, and what the marks and words mean, on one page that scrolls.

Keys come from their declarations and nowhere else, so a key that was remapped or added is right here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.lateness import DUE_SOON
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.palette import FILLED, follow_theme, ink_of
from cutover_tui.ui.widgets.cells import apart, one_line, wrap
from cutover_tui.ui.widgets.key_footer import KeyFooter, cap_of
from cutover_tui.ui.widgets.painted import Look, look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.ui.key import Key

FOOTER: Final = [key for key in KEYS["help"] if key.footer]

CAPS: Final = 13
"""Columns for the key caps."""

LABELS: Final = 13
"""Columns for what a key does in a word, and for a term."""

MARK_WORDS: Final = 16
"""Columns for a mark's word."""

WIDEST: Final = 110
"""Longer lines than this are hard to read."""


@dataclass(frozen=True)
class HelpLine:
    """One thing explained."""

    term: str
    """The word it is known by; empty for a sentence that stands alone."""
    words: str
    """What it means, in sentences."""
    mark: Mark | None = None
    """Its shape, where it has one."""


@dataclass(frozen=True)
class HelpSection:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[HelpLine, ...]


MARKS: Final = HelpSection(
    "What the marks and words on a task mean",
    (
        HelpLine("OVERDUE", "Its due time has passed. How long ago stands beside it.", Mark.OVERDUE),
        HelpLine("BLOCKED by", "Its due time has passed, and a task that comes before it is not done.", Mark.BLOCKED),
        HelpLine(
            "DUE SOON",
            f"It is due within {int(DUE_SOON.total_seconds()) // 60} minutes. DUE TODAY: it is due by tonight.",
            Mark.SOON,
        ),
        HelpLine("DOING", "Somebody has started it; their initials stand beside it.", Mark.DOING),
        HelpLine("OPEN", "It can be done now.", Mark.OPEN),
        HelpLine("WAITS for", "A task that comes before it is not done yet. It is not late.", Mark.WAITS),
        HelpLine("OPENS", "It is too early. It can still be done now, with a reason.", Mark.OPENS),
        HelpLine("NOT IN PLAY", "It has no time yet: what it is counted from has not happened.", Mark.IDLE),
        HelpLine("CHECK after", "One person has recorded it. A second person looks for themselves.", Mark.CHECK),
        HelpLine("ANSWERS DIFFER", "Two people saw different things. It needs a third look.", Mark.DIFFER),
        HelpLine("DONE", "Done, with initials and time. DONE*: done with complications.", Mark.DONE),
        HelpLine("NOT NEEDED", "Settled without being done, with the reason in the log.", Mark.SETTLED),
        HelpLine("DEFERRED to", "Put off to a later list, where it comes back with a new time.", Mark.DEFERRED),
        HelpLine("CANNOT DO", "Somebody found that it cannot be done for now. It stays open and counted.", Mark.CANNOT),
        HelpLine("TELL AGAIN", "It told people about a date that has moved since. Tell them the new one.", Mark.TELL),
    ),
)

SAVED: Final = HelpSection(
    "What ‘saved’ means",
    (
        HelpLine("saved 14:07", "Every entry is on this computer's disk. A tick is drawn only once it is there."),
        HelpLine("NOT SAVED", "The disk did not take it. Write it on paper, put the disk right, then record it again."),
        HelpLine("", "Closing the window, or a power cut, loses nothing that was shown as done."),
    ),
)

WALL: Final = HelpSection(
    "The wall board on a big screen",
    (
        HelpLine(
            "",
            "Zoom the terminal, mostly with ctrl and +, until it is about 100 columns by 30 rows. On a 55-inch screen "
            "its letters are then 14 mm high and can be read from 4 metres.",
        ),
        HelpLine(
            "STALE", "The run's file has not been read for 10 seconds. Do not rely on the board until it is gone."
        ),
    ),
)

COMMON: Final = (MARKS, SAVED, WALL)
"""What every place explains after its own keys."""


class HelpScreen(Screen[None]):
    """Help for one place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["help"])]
    AUTO_FOCUS = "#help-page"
    DEFAULT_CSS = """
    HelpScreen { background: $background; }
    HelpScreen KeyFooter { height: 1; }
    HelpScreen #help-head { height: 1; background: $panel; color: $text; text-style: bold; padding: 0 1; }
    HelpScreen #help-page { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    HelpScreen #help-words { height: auto; }
    """

    def __init__(
        self, groups: Mapping[str, Sequence[Key]], sections: Sequence[HelpSection] = (), *, debt: Sequence[str] = ()
    ) -> None:
        """Takes the keys of the place by heading, what else it has to explain, and what services owe."""
        super().__init__()
        self._debt = tuple(debt)
        self._groups = groups
        self._sections = (*sections, *COMMON)

    def compose(self) -> ComposeResult:
        """Head, page, keys."""
        yield Static(Content("Help"), id="help-head")
        with VerticalScroll(id="help-page"):
            yield Static(id="help-words", markup=False)
        yield KeyFooter(FOOTER)

    def on_mount(self) -> None:
        """Write the page again when the colours change."""
        follow_theme(self, self._write)

    def on_resize(self) -> None:
        """Write the page for the width there is."""
        self._write()

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one("#help-page").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by a page, with two lines in common."""
        page = self.query_one("#help-page")
        page.scroll_relative(y=by * max(page.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()

    def _write(self) -> None:
        words, head = self.query_one_optional("#help-words", Static), self.query_one_optional("#help-head", Static)
        if words is None or head is None:
            return
        if self._debt:
            head.update(Content(apart("Help", self._debt, self.size.width - 2)), layout=False)
        look, width = look_of(self.app), min(self.size.width - 3, WIDEST)
        parts: list[tuple[str, str]] = []
        for heading, keys in self._groups.items():
            parts += _heading(heading, width, look)
            for key in keys:
                parts += _key_lines(key, width, look)
            parts.append(("\n", ""))
        for section in self._sections:
            parts += _heading(section.heading, width, look)
            for line in section.lines:
                parts += _explained(line, width, look)
            parts.append(("\n", ""))
        words.update(Content.assemble(*parts[:-1]))


def caps_of(key: Key, look: Look) -> str:
    """Give every way to press a key, such as `Esc q`."""
    others = (replace(key, key=other) for other in key.key.split(",")[1:])
    return " ".join(cap_of(each, look) for each in (key, *others))


def _heading(words: str, width: int, look: Look) -> list[tuple[str, str]]:
    rule = look.rule(max(width - len(words) - 1, 0))
    return [(f"{words} ", "bold $accent"), (f"{rule}\n", "$rule")]


def _key_lines(key: Key, width: int, look: Look) -> list[tuple[str, str]]:
    tip = wrap(one_line(key.tip), width - CAPS - LABELS)
    caps = caps_of(key, look)
    first = [(f"{caps:<{CAPS}}", "bold $text"), (f"{key.label:<{LABELS}}", "$text"), (f"{tip[0]}\n", "$muted")]
    return [*first, *((f"{' ' * (CAPS + LABELS)}{line}\n", "$muted") for line in tip[1:])]


def _explained(line: HelpLine, width: int, look: Look) -> list[tuple[str, str]]:
    if not line.term:
        return [(f"{words}\n", "$text") for words in wrap(line.words, width)]
    columns = MARK_WORDS if line.mark is not None else LABELS
    before = columns + (4 if line.mark is not None else 0)
    words = wrap(line.words, width - before)
    parts: list[tuple[str, str]] = []
    if line.mark is not None:
        ink = ink_of(line.mark)
        style = f"bold $badge-ink on ${ink}" if line.mark in FILLED else f"bold ${ink}"
        parts = [(f" {look.glyph(line.mark)} ", style), (" ", "")]
    parts += [(f"{line.term:<{columns}}", "bold $text"), (f"{words[0]}\n", "$muted")]
    return [*parts, *((f"{' ' * before}{more}\n", "$muted") for more in words[1:])]
