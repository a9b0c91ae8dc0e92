"""Columns of a board: the others at their natural width, the words people need with all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App

from cutover_tui.ui.palette import Ink, cutover_themes
from cutover_tui.ui.widgets.board_list import MOST_ROWS, BoardLine, BoardList, Pen
from cutover_tui.ui.widgets.board_table import Cell, TableLine, table_lines
from cutover_tui.ui.widgets.cells import Row
from cutover_tui.ui.widgets.painted import FIRST_LOOK

if TYPE_CHECKING:
    from textual.app import ComposeResult

LONG = "Label printer at Millbrook dispensary leaves every second label blank"
WORDS = st.text(alphabet=st.sampled_from("ab cé[]/界"), max_size=50)


def a_line(key: str, what: str, waits: str = "review each huddle", owner: str = "SO") -> TableLine:
    """One line with a title between what is short."""
    cells = (Cell(key), Cell(what), Cell(waits, short=waits[:6]), Cell(owner))
    return TableLine(key, Cell("○", plain="o"), cells)


def rows_of(line: BoardLine, width: int) -> list[str]:
    """Every row a line is painted in when it has all it needs."""
    parts = line.rows_at(width) if line.rows_at is not None else 1
    shown: list[str] = []
    for part in range(parts):
        row = Row(width, FIRST_LOOK.style(Ink.TEXT))
        line.paint(Pen(row, FIRST_LOOK, Ink.BACKGROUND, marked=False, part=part, parts=parts))
        shown.append(row.strip().text)
    return shown


def test_a_title_has_the_room_that_the_others_do_not_need() -> None:
    (line,) = table_lines([a_line("I-1", LONG)], main=1)

    assert rows_of(line, 110) == [f" ○ I-1  {LONG}  review each huddle  SO".ljust(110)]


def test_columns_stand_under_each_other() -> None:
    first, second = table_lines([a_line("I-1", "Slow"), a_line("I-10", "A result went astray", owner="nobody")], main=1)

    assert rows_of(first, 80)[0].index("review") == rows_of(second, 80)[0].index("review")


def test_a_title_with_too_little_room_goes_on_under_itself() -> None:
    (line,) = table_lines([a_line("I-1", LONG)], main=1)

    rows = rows_of(line, 52)
    assert " ".join(" ".join(rows).replace("review", "").replace("SO", "").split()) == f"○ I-1 {LONG}"
    assert [len(row) - len(row.lstrip()) for row in rows] == [1, 8, 8]


def test_short_forms_stand_where_the_title_would_be_cut() -> None:
    (line,) = table_lines([a_line("I-1", "A" * 40)], main=1)

    assert "review each huddle" in rows_of(line, 80)[0]
    assert "review  SO" in rows_of(line, 66)[0]


def test_a_spare_column_goes_before_the_title_does() -> None:
    (line,) = table_lines([a_line("I-1", LONG)], main=1, spare=(2,))

    assert "review" not in rows_of(line, 42)[0]
    assert rows_of(line, 42)[0].rstrip().endswith("SO")


@given(what=WORDS, waits=WORDS, owner=WORDS, width=st.integers(1, 120))
def test_a_line_never_leaves_its_width_and_a_title_loses_nothing_where_it_has_room(
    what: str, waits: str, owner: str, width: int
) -> None:
    (line,) = table_lines([a_line("I-1", what, waits, owner)], main=1, spare=(2, 3))

    rows = rows_of(line, width)
    assert {cell_len(row) for row in rows} <= {width}
    if width >= 60:
        letters = "".join("".join(rows).split())
        assert all(word in letters for word in what.split())


class _Board(App[None]):
    def __init__(self, lines: tuple[BoardLine, ...]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        yield BoardList()

    def on_mount(self) -> None:
        for theme in cutover_themes():
            self.register_theme(theme)
        self.theme = "cutover-night"
        self.query_one(BoardList).show(self.lines)


def text_of(board: BoardList) -> list[str]:
    """What a board shows, row by row."""
    return [board.render_line(y).text.rstrip() for y in range(board.size.height)]


async def test_lines_have_more_rows_only_while_every_line_finds_room() -> None:
    lines = table_lines([a_line(f"I-{number}", LONG) for number in range(1, 6)], main=1)
    async with _Board(lines).run_test(size=(60, 10)) as pilot:
        board = pilot.app.query_one(BoardList)
        await pilot.pause()
        roomy = text_of(board)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()

        assert sum("I-" in row for row in roomy) == 5
        assert [row[8:] for row in roomy[1::2]] == ["leaves every second label blank"] * 5
        assert [row[3:6] for row in text_of(board)[:5]] == ["I-1", "I-2", "I-3", "I-4", "I-5"]


async def test_the_mark_stays_on_its_line_however_many_rows_lines_have() -> None:
    lines = table_lines([a_line(f"I-{number}", LONG * 3) for number in range(1, 4)], main=1)
    async with _Board(lines).run_test(size=(60, 3 * MOST_ROWS)) as pilot:
        board = pilot.app.query_one(BoardList)
        await pilot.pause()
        await pilot.press("down")
        marked = [row[:1] for row in text_of(board)]
        await pilot.click(BoardList, offset=(10, 2 * MOST_ROWS + 1))

        assert marked == [*" " * MOST_ROWS, *"▌" * MOST_ROWS, *" " * MOST_ROWS]
        assert board.marked == "I-3"
