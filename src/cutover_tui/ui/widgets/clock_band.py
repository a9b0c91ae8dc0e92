"""The clock band: how far the anchors of the day are, and what time it is, in digits that read across a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.closing import LiveStanding
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.time_words import clock_words, countdown_words, day_words, short_words
from cutover_tui.runner.boards import Mark
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.digits import solid, solid_width
from cutover_tui.ui.widgets.painted import ROOMY_WIDTH, Look, Painted, is_roomy, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip

LARGE_WIDTH = 188
"""From this many columns on, digits are drawn large."""
_HOUR = 3600
_CLOCK = len("17:42")


@dataclass(frozen=True)
class Countdown:
    """One clock of the band."""

    label: str
    """What it counts to, such as `FDP`."""
    target: datetime | None
    """When that is planned, or was once it is recorded; None while nobody has set a time."""
    recorded: bool
    """True once it is on record that it happened."""
    standing: LiveStanding = LiveStanding.NOT_YET
    """Whether the practice is live by it, and whether that holds; never set for another clock than go-live's."""
    to_do: int = 0
    """How many hard tasks of the go-live list keep it provisional."""
    notes: tuple[str, ...] = ()
    """What else there is to say beside it, the whole of it first, then shorter forms; left out where none fits."""


@dataclass(frozen=True)
class Face:
    """What one clock shows."""

    label: str
    when: str
    words: str
    """What the colour means, in words; empty where there is nothing to say."""
    ink: Ink
    word_ink: Ink
    digits: str
    notes: tuple[str, ...] = ()


class ClockBand(Painted):
    """See how long there is to the extract and to go-live."""

    def __init__(self, *, zone: str = "Europe/London", id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self.zone = zone
        self._now: datetime | None = None
        self._entries: tuple[Countdown, ...] = ()

    def show(self, now: datetime, entries: Sequence[Countdown]) -> None:
        """Show the clocks at an instant; cells that stay as they are cost nothing."""
        self._now, self._entries = now, tuple(entries)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's call)
        """Give the rows it needs: a label and digits, with space around them where the screen has room."""
        look = look_of(self.app)
        rows = len(solid("0", large=self._large(), ascii_marks=look.ascii_marks))
        return rows + (4 if is_roomy(self.app.size) else 1)

    def paint(self, width: int, height: int, look: Look) -> list[Strip]:  # noqa: ARG002 (it is as high as it says)
        """Paint labels and digits side by side, NOW at the right where there is room for three."""
        if self._now is None:
            return []
        now, large, roomy = self._now, self._large(), is_roomy(self.app.size)
        faces = [replace(face_of(entry, now, self.zone, look), notes=entry.notes) for entry in self._entries]
        starts, right = columns(width, len(faces), large=large)
        clocks = [
            (face, start, (starts[i + 1] if i + 1 < len(starts) else right) - start - 2 * (width >= ROOMY_WIDTH))
            for i, (face, start) in enumerate(zip(faces, starts, strict=True))
        ]
        if width >= ROOMY_WIDTH:
            clocks.append((now_face(now, self.zone), right, width - right))
        ground = self.ground(look)
        empty = Row(width, ground).strip()
        parted = [_parted(width, clocks, look, ground) for _row in range(2)] if roomy else [empty, empty]
        label = Row(width, ground)
        drawn = [
            solid(_fitting(face, room, large=large), large=large, ascii_marks=look.ascii_marks)
            for face, _, room in clocks
        ]
        rows = [Row(width, ground) for _row in drawn[0]] if drawn else []
        for i, ((face, start, room), digits) in enumerate(zip(clocks, drawn, strict=True)):
            if i and roomy:
                for line in (label, *rows):
                    line.at(start - 2).put(look.pick("│", "|"), look.style(Ink.RULE))
            _put_label(label.at(start), face, room, look)
            for line, row in zip(rows, digits, strict=True):
                line.at(start).put(row, look.style(face.ink, bold=True))
        if not roomy:
            return [label.strip(), *(row.strip() for row in rows)]
        return [empty, label.strip(), parted[0], *(row.strip() for row in rows), empty]

    def _large(self) -> bool:
        return self.app.size.width >= LARGE_WIDTH and is_roomy(self.app.size)


def columns(width: int, clocks: int, *, large: bool) -> tuple[list[int], int]:
    """Give the column each countdown starts at, and the column NOW starts at: the right edge where it has no room."""
    right = width - 1 - solid_width("0" * (_CLOCK - 1) + ":", large=large) if width >= ROOMY_WIDTH else width
    share = (right - 1) // max(clocks, 1)
    return [1 + i * share for i in range(clocks)], right


def face_of(entry: Countdown, now: datetime, zone: str, look: Look) -> Face:
    """Give what the clock of an anchor shows: white, amber in the last hour, orange-red after, always with the word."""
    if entry.target is None:
        return Face(entry.label, "no time set yet", "", Ink.TEXT, Ink.MUTED, "")
    seconds = (entry.target - now).total_seconds()
    digits = countdown_words(seconds)
    if entry.standing is LiveStanding.PROVISIONAL:
        words = f"{look.glyph(Mark.SOON)} {entry.standing}, {entry.to_do} to do"
        return Face(entry.label, "", words, Ink.SOON, Ink.SOON, digits)
    if entry.standing is LiveStanding.LIVE:
        words = f"{look.glyph(Mark.DONE)} {entry.standing} since {short_words(entry.target, now, zone)}"
        return Face(entry.label, "", words, Ink.TEXT, Ink.DONE, digits)
    if entry.recorded:
        words = f"{look.glyph(Mark.DONE)} RECORDED {short_words(entry.target, now, zone)}"
        return Face(entry.label, "", words, Ink.TEXT, Ink.DONE, digits)
    when = short_words(entry.target, now, zone)
    if " " not in when:
        when = f"{day_words(entry.target, zone).split()[0]} {when}"
    if seconds < 0:
        return Face(entry.label, when, f"{look.glyph(Mark.OVERDUE)} PASSED", Ink.OVERDUE, Ink.OVERDUE, digits)
    if seconds <= _HOUR:
        return Face(entry.label, when, f"{look.glyph(Mark.SOON)} UNDER 1 HOUR", Ink.SOON, Ink.SOON, digits)
    return Face(entry.label, when, "", Ink.TEXT, Ink.TEXT, digits)


def now_face(now: datetime, zone: str) -> Face:
    """Give what the wall clock shows; in the hour that comes twice, its name stands in place of the weekday."""
    clock, _, named = clock_words(now, zone).partition(" ")
    day = day_words(now, zone)
    return Face("NOW", f"{day.split(' ', 1)[1]} {named}" if named else day, "", Ink.MUTED, Ink.MUTED, clock)


def _fitting(face: Face, room: int, *, large: bool) -> str:
    """Give the digits of a face, without the hours or the seconds where they do not fit before the next clock."""
    if solid_width(face.digits, large=large) < room:
        return face.digits
    days, parted, _hours = face.digits.partition(" ")
    return days if parted else face.digits.rpartition(":")[0] or face.digits


def _put_label(row: Row, face: Face, room: int, look: Look) -> None:
    row.put(face.label, look.style(face.ink, bold=True))
    left = room - len(face.label)
    words, note = _words_and_note(face, left - 1)
    styles = (look.style(Ink.MUTED), look.style(face.word_ink, bold=True), look.style(Ink.SOON, bold=True))
    for said, style in zip((face.when, words, note), styles, strict=True):
        if said:
            fitting = look.cut(said, left - 2)
            row.put(f"  {fitting}", style)
            left -= len(fitting) + 2


def _words_and_note(face: Face, room: int) -> tuple[str, str]:
    """Give the words of a face and the longest form of its note that fits beside them.

    Where none does, it stands in the place of `UNDER 1 HOUR`, which the digits say too; never of what is on record.
    """
    room -= len(face.when) + 2 if face.when else 0
    beside = room - (len(face.words) + 2 if face.words else 0)
    instead = (("", room),) if face.word_ink is Ink.SOON else ()
    for words, left in ((face.words, beside), *instead):
        note = next((form for form in face.notes if len(form) + 2 <= left), "")
        if note:
            return words, note
    return face.words, ""


def _parted(width: int, clocks: list[tuple[Face, int, int]], look: Look, ground: Style) -> Strip:
    row = Row(width, ground)
    for _face, start, _room in clocks[1:]:
        row.at(start - 2).put(look.pick("│", "|"), look.style(Ink.RULE))
    return row.strip()
