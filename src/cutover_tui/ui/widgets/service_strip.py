"""The service strip: which services are as usual and which are off, on paper or redirected, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import short_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.painted import Look, Painted, is_roomy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip

    from cutover_tui.runner.service_tiles import ServiceTile

_SYMBOLS: Final = {
    "OFF": ("×", "x"),
    "PAPER": ("■", "#"),
    "REDIRECTED": ("►", ">"),
    "CONTINUES": ("○", "o"),
    "NORMAL": ("○", "o"),
    "ON": ("✓", "+"),
    "UNTESTED": ("○", "o"),
    "PROVEN": ("○", "o"),
    "FLOWING": ("✓", "+"),
    "BACK": ("○", "o"),
    "RETIRED": ("○", "o"),
    "UNKNOWN": ("?", "?"),
}
_GAP = 2


@dataclass(frozen=True, kw_only=True)
class Form:
    """How much of each service one row shows."""

    padded: bool
    """Space around chips; without it, a service as usual shows its symbol alone."""
    since: bool
    symbols: bool
    """The symbol beside the word."""
    name: int
    """The most cells of a name."""
    gap: int = _GAP


class ServiceStrip(Painted):
    """See the watched services side by side."""

    def __init__(self, *, zone: str = "Europe/London", id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.zone = zone
        self._tiles: tuple[ServiceTile, ...] = ()
        self._now: datetime | None = None

    def show(self, tiles: Sequence[ServiceTile], now: datetime) -> None:
        """Show these services; none leaves no row."""
        appears = bool(tiles) != bool(self._tiles)
        self._tiles, self._now = tuple(tiles), now
        if appears:
            self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows it needs: two and an empty one where the screen has room, else one."""
        if not self._tiles:
            return 0
        return 3 if is_roomy(self.app.size) else 1

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:
        """Paint tiles where there are rows for them, else one row."""
        if not self._tiles:
            return []
        return self._tiled(width, look) if height > 1 else [self._in_one_row(width, look)]

    def _since(self, tile: ServiceTile) -> str:
        if tile.since is None or self._now is None:
            return ""
        return short_words(tile.since, self._now, self.zone)

    def _tiled(self, width: int, look: Look) -> list[Strip]:
        """Paint a tile for each: name over chip and time, with a bar at its left."""
        ground = self.ground(look)
        above, below = Row(width, ground), Row(width, ground)
        share = (width - 2 + _GAP) // len(self._tiles)
        tile_width = share - _GAP
        on = look.style(Ink.TEXT, Ink.SURFACE)
        for i, tile in enumerate(self._tiles):
            bar = look.style(Ink.SOON if tile.degraded else Ink.MUTED, Ink.SURFACE)
            top, bottom = (Row(tile_width, on).put(look.pick("▌", "|"), bar).put(" ") for _row in range(2))
            top.put(look.cut(tile.name, top.room - 1), look.style(Ink.TEXT, Ink.SURFACE, bold=True))
            chips = (f" {chip_words(tile, look)} ", f" {tile.words} ", look.cut(tile.words, bottom.room))
            bottom.put(next(chip for chip in chips if len(chip) <= bottom.room), chip_style(tile, look))
            for since in (f" since {self._since(tile)}", f" {self._since(tile)}"):
                if self._since(tile) and len(since) <= bottom.room:
                    bottom.put(since, look.style(Ink.MUTED, Ink.SURFACE))
                    break
            for line, part in ((above, top), (below, bottom)):
                line.at(1 + i * share)
                for segment in part.strip():
                    line.put(segment.text, segment.style)
        return [above.strip(), below.strip()]

    def _in_one_row(self, width: int, look: Look) -> Strip:
        """Paint all in one row, in the longest form that fits: names are cut only where not even states fit once."""
        longest = max(len(tile.name) for tile in self._tiles)
        forms = (
            Form(padded=True, since=True, symbols=True, name=longest),
            Form(padded=True, since=False, symbols=True, name=longest),
            Form(padded=False, since=False, symbols=True, name=longest),
            Form(padded=False, since=False, symbols=False, name=longest),
            Form(padded=False, since=False, symbols=False, name=longest, gap=1),
        )
        shorter = [
            Form(padded=False, since=False, symbols=False, name=name, gap=1) for name in range(longest - 1, 2, -1)
        ]
        row = self._longest(width, look, forms) or self._by_state(width, look) or self._longest(width, look, shorter)
        if row is not None:
            return row.strip()
        return Row(width, self.ground(look)).at(1).put(look.cut(self._off_words(), width - 1)).strip()

    def _longest(self, width: int, look: Look, forms: Sequence[Form]) -> Row | None:
        """Give the row in the first form that fits, None when none does."""
        rows = (self._row(width, look, form) for form in forms)
        return next((row for row in rows if row is not None), None)

    def _by_state(self, width: int, look: Look) -> Row | None:
        """Give the row with each state once, before all services that stand there; None when it does not fit."""
        row = Row(width, self.ground(look)).at(1)
        standing: dict[tuple[bool, str], list[ServiceTile]] = {}
        for tile in self._tiles:
            chip = tile.words if tile.degraded else _symbol(tile, look)
            standing.setdefault((not tile.degraded, chip), []).append(tile)
        for i, ((usual, chip), tiles) in enumerate(sorted(standing.items(), key=lambda item: item[0][0])):
            listed = look.pick(" · ", ", ").join(tile.name for tile in tiles)
            if len(chip) + len(listed) + 1 + _GAP * (i > 0) > row.room:
                return None
            row.put(" " * _GAP if i else "").put(chip, chip_style(tiles[0], look))
            row.put(f" {listed}", look.style(Ink.MUTED if usual else Ink.TEXT, bold=not usual))
        return row

    def _off_words(self) -> str:
        off = [tile.name for tile in self._tiles if tile.degraded]
        return f"Not as usual: {', '.join(off)}" if off else "All services as usual"

    def _row(self, width: int, look: Look, form: Form) -> Row | None:
        """Give the row in one form, None when it does not fit."""
        row = Row(width, self.ground(look)).at(1)
        for i, tile in enumerate(self._tiles):
            brief = not form.padded and not tile.degraded
            words = chip_words(tile, look) if form.symbols else tile.words
            words = _symbol(tile, look) if brief else f" {words} " if form.padded else words
            since = f" {self._since(tile)}" if form.since and self._since(tile) else ""
            name = look.cut(tile.name, form.name)
            if form.gap * (i > 0) + len(name) + 1 + len(words) + len(since) > row.room:
                return None
            row.put(" " * form.gap if i else "").put(name, look.style(Ink.MUTED if brief else Ink.TEXT, bold=not brief))
            row.put(" ").put(words, chip_style(tile, look)).put(since, look.style(Ink.MUTED))
        return row


def chip_words(tile: ServiceTile, look: Look) -> str:
    """Give a chip's glyph and word."""
    return f"{_symbol(tile, look)} {tile.words}"


def chip_style(tile: ServiceTile, look: Look) -> Style:
    """Give a chip's style: amber while the service is not as usual, else grey."""
    return look.palette.filled(Ink.SOON) if tile.degraded else look.style(Ink.TEXT, Ink.RULE, bold=True)


def symbol_of(words: str, look: Look) -> str:
    """Give the shape that stands before the words of where a service stands."""
    if "ASKED" in words:
        return look.pick("◦", ".")
    return look.pick(*_SYMBOLS.get(words.rsplit(maxsplit=1)[-1] if words else "", ("■", "#")))


def _symbol(tile: ServiceTile, look: Look) -> str:
    return symbol_of(tile.words, look)
