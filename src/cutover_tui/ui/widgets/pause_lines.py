"""The lines of the pause board: what was said, who was told, the restart list; what is open stands out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.pause_log import DETAILS, Pause, audience_name, told_of
from cutover_tui.domain.sealing import pause_moment, restart_moment, seal_covering
from cutover_tui.domain.time_words import clock_words
from cutover_tui.runner.boards import Mark
from cutover_tui.runner.pause_board import detail_words
from cutover_tui.ui.palette import Ink
from cutover_tui.ui.widgets.board_list import BoardLine, Pen
from cutover_tui.ui.widgets.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.sealing import SealMoment
    from cutover_tui.domain.state import RunState

_HEAD: Final = 3
_NAME: Final = 30
RESTART: Final = "restart"
"""The key of the line that restarts."""


def pause_lines(state: RunState, pause: Pause) -> tuple[BoardLine, ...]:
    """The lines of the board of one pause."""
    return (
        _heading("What it is"),
        *_detail_lines(state, pause),
        _seal_line(state, pause_moment(pause), "pause"),
        _heading("Told"),
        *_told_lines(state, pause),
        _heading("Before the restart"),
        *_item_lines(state, pause),
        *_restart_line(state, pause),
    )


def _heading(words: str) -> BoardLine:
    return BoardLine("", partial(_paint_heading, words=words))


def _detail_lines(state: RunState, pause: Pause) -> Iterator[BoardLine]:
    for detail in DETAILS:
        words = detail_words(state, pause, detail)
        missing = "still to say" if detail.must else "not recorded"
        mark, ink = (Mark.DONE, Ink.DONE) if words else (Mark.SOON, Ink.SOON) if detail.must else (None, Ink.MUTED)
        if detail.id == "review_minutes" and not words:
            words = f"{state.plan.pause.review_minutes} min, as planned"
        yield _line(f"detail:{detail.id}", detail.label, words or missing, mark, ink, said=bool(words))


def _told_lines(state: RunState, pause: Pause) -> Iterator[BoardLine]:
    zone = state.plan.calendar.zone
    for told in told_of(state, pause):
        key, name = f"told:{told.audience}", audience_name(state, told.audience)
        if told.at is not None:
            words = f"{clock_words(told.at, zone)} {told.by} {told.how}"
            yield _line(key, name, words, Mark.DONE, Ink.DONE)
        elif told.is_settled:
            yield _line(key, name, f"not told: {told.why_not}", Mark.SETTLED, Ink.SETTLED)
        else:
            yield _line(key, name, "NOT TOLD", Mark.SOON, Ink.SOON, said=False)


def _item_lines(state: RunState, pause: Pause) -> Iterator[BoardLine]:
    for item in state.plan.pause.restart_list:
        answer = pause.items.get(item.id)
        if answer is None:
            yield _line(f"item:{item.id}", item.words, "still to answer", Mark.OPEN, Ink.TEXT, said=False)
        elif answer.met:
            yield _line(f"item:{item.id}", item.words, f"met, {answer.by}: {answer.words}", Mark.DONE, Ink.DONE)
        else:
            words = f"NOT MET, {answer.by} and {answer.second}: {answer.words}"
            yield _line(f"item:{item.id}", item.words, words, Mark.CANNOT, Ink.SOON)


def _restart_line(state: RunState, pause: Pause) -> Iterator[BoardLine]:
    done = pause.restarted
    if done is None:
        yield _line(RESTART, "Restart", "takes two people", Mark.OPEN, Ink.TEXT, said=False)
        return
    when = clock_words(done.at, state.plan.calendar.zone)
    words = f"{when} {done.by} and {done.second}: {done.phased_how}"
    yield _line(RESTART, "Restarted", words, Mark.DONE, Ink.DONE)
    moment = restart_moment(pause)
    if moment is not None:
        yield _seal_line(state, moment, "restart")


def _seal_line(state: RunState, moment: SealMoment, name: str) -> BoardLine:
    """Whether the wall sheet has a seal that covers what happened; it stands in nobody's way."""
    seal = seal_covering(state, moment.seq)
    if seal:
        return _line(f"seal:{name}", "Seal on the wall sheet", seal, Mark.DONE, Ink.DONE)
    return _line(f"seal:{name}", "Seal on the wall sheet", "not written yet", Mark.OPEN, Ink.TEXT, said=False)


def _line(key: str, name: str, words: str, mark: Mark | None, ink: Ink, *, said: bool = True) -> BoardLine:
    return BoardLine(key, partial(_paint, name=one_line(name), words=one_line(words), mark=mark, ink=ink, said=said))


def _paint_heading(pen: Pen, *, words: str) -> None:
    row, look = pen.row, pen.look
    row.at(1).put(words, look.style(Ink.ACCENT, bold=True)).put(" ")
    row.put(look.rule(row.room - 1), look.style(Ink.RULE))


def _paint(pen: Pen, *, name: str, words: str, mark: Mark | None, ink: Ink, said: bool) -> None:
    row, look = pen.row, pen.look
    row.put(look.glyph(mark) if mark is not None else " ", look.style(ink, pen.on, bold=True)).at(_HEAD)
    row.put(look.cut(name, _NAME - 1), look.style(Ink.TEXT, pen.on, bold=pen.marked)).at(_HEAD + _NAME)
    tone = Ink.TEXT if said else ink
    row.put(look.cut(words, row.room - 1), look.style(tone, pen.on, bold=not said and ink is Ink.SOON))
