"""The home screen lists every run in words, fills in while it is read, and says what to do first."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ui.keyboard import screen_text, settled
from tests.ui.screens.conftest import HOSTILE, NOW, SIZES, ScreenApp, assert_golden, example_plan, in_practice

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.clock import SetClock
from cutover_tui.runner.run_list import read_row
from cutover_tui.storage.practice_book import PracticeBook, RunRow
from cutover_tui.ui.palette import DAY_THEME
from cutover_tui.ui.screens.home_screen import HomeScreen, RunListView

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screens.conftest import Example
    from textual.message import Message

    from cutover_tui.runner.clock import Clock
    from cutover_tui.runner.run_list import RunListRow

    Make = Callable[..., Example]

HOME = Path("/home/practice/.local/share/cutover-tui")


@dataclass
class Book:
    """Stands in for the practice book."""

    rows: list[RunRow] = field(default_factory=list)
    notices: tuple[str, ...] = ()
    refusal: str = ""

    def runs(self) -> list[RunRow]:
        return self.rows

    def forget(self, folder: Path) -> None:
        if self.refusal:
            raise Refused(self.refusal)
        self.rows = [row for row in self.rows if row.folder != folder]


class HomeApp(ScreenApp):
    """Hears what the home screen asks for."""

    def __init__(self, book: Book | PracticeBook, **named: object) -> None:
        super().__init__(HomeScreen(book, HOME, SetClock(NOW, runs=False)), **named)  # type: ignore[arg-type]  # passed on
        self.asked: list[Message] = []

    def on_home_screen_open_run(self, message: HomeScreen.OpenRun) -> None:
        self.asked.append(message)

    def on_home_screen_rehearse_example(self, message: HomeScreen.RehearseExample) -> None:
        self.asked.append(message)

    def on_home_screen_start_run(self, message: HomeScreen.StartRun) -> None:
        self.asked.append(message)


def book_row(folder: Path, kind: RunKind = RunKind.REHEARSAL, hours_ago: float = 0) -> RunRow:
    opened = NOW - timedelta(hours=hours_ago)
    return RunRow(
        folder=folder, slug="run", practice="Larkfield Surgery", kind=kind, started_at=opened, last_opened_at=opened
    )


@pytest.fixture
def book(make_example: Make, tmp_path: Path) -> Book:
    """Give a book of four runs: live, a rehearsal, one damaged, one gone."""
    live, rehearsal = make_example(), make_example(kind=RunKind.REHEARSAL, history=False)
    damaged = make_example()
    log = damaged.folder / "audit-log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Larkfield", b"Barkfield"))
    return Book(
        [
            book_row(live.folder, RunKind.LIVE),
            book_row(rehearsal.folder, hours_ago=9),
            book_row(damaged.folder, hours_ago=20),
            book_row(tmp_path / "gone", hours_ago=300),
        ]
    )


@pytest.mark.parametrize("size", SIZES)
async def test_every_run_is_listed_with_where_it_stands(book: Book, size: tuple[int, int]) -> None:
    app = HomeApp(book)
    async with app.run_test(size=size) as pilot:
        assert_golden(f"home-{size[0]}x{size[1]}", await settled(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_without_runs_it_says_what_to_do_first(size: tuple[int, int]) -> None:
    app = HomeApp(Book())
    async with app.run_test(size=size) as pilot:
        assert_golden(f"home-empty-{size[0]}x{size[1]}", await settled(pilot))


async def test_the_list_is_there_before_the_runs_are_read(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    may_read = threading.Event()

    def wait_and_read(row: RunListRow, clock: Clock) -> RunListRow:
        may_read.wait(30)
        return read_row(row, clock)

    monkeypatch.setattr("cutover_tui.ui.screens.home_screen.read_row", wait_and_read)
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        before = ""
        for _try in range(200):
            await pilot.pause()
            before = screen_text(app)
            if "being read" in before:
                break
        may_read.set()
        after = await settled(pilot)

        assert before.count("being read") == 4
        assert "being read" not in after
        assert "2 of 11 done, 1 overdue" in after


async def test_enter_asks_for_the_marked_run(book: Book) -> None:
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)

        assert app.asked == [HomeScreen.OpenRun(book.rows[1].folder)]


async def test_a_run_that_is_gone_cannot_be_opened(book: Book) -> None:
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "down", "down", "down", "enter")
        await settled(pilot)

        assert app.screen.check_action("open_marked", ()) is None
        assert app.asked == []


async def test_the_other_keys_ask_for_the_example_and_for_a_start() -> None:
    app = HomeApp(Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "f", "up", "r", "n")
        await settled(pilot)

        assert [type(message) for message in app.asked] == [HomeScreen.RehearseExample, HomeScreen.StartRun]


async def test_forgetting_takes_two_presses_and_leaves_the_files(book: Book) -> None:
    folder = book.rows[0].folder
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        asked = await settled(pilot)
        kept = len(book.rows)
        await pilot.press("f")
        gone = await settled(pilot)

        assert "Take Larkfield Surgery off this list? Its files stay in" in asked
        assert kept == 4
        assert folder not in [row.folder for row in book.rows]
        assert (folder / "audit-log.jsonl").exists()
        assert "Take Larkfield" not in gone
        assert "LIVE" not in gone


async def test_an_arrow_key_keeps_the_run(book: Book) -> None:
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f", "down", "f")
        text = await settled(pilot)

        assert len(book.rows) == 4
        assert "Take Larkfield Surgery off this list?" in text


async def test_a_book_that_cannot_be_changed_says_why(book: Book) -> None:
    book.refusal = "The practice book could not be written."
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f", "f")

        assert "The practice book could not be written." in await settled(pilot)


async def test_what_the_book_says_of_itself_is_shown() -> None:
    app = HomeApp(Book(notices=("The practice book could not be read, so it was set aside.",)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "The practice book could not be read, so it was set aside." in await settled(pilot)


async def test_words_of_the_app_are_shown_and_taken_away(book: Book) -> None:
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen.say("The run cannot be opened [/x].")
        said = await settled(pilot)
        screen.say("")
        taken = await settled(pilot)

        assert "The run cannot be opened [/x]." in said
        assert "cannot be opened" not in taken


async def test_reloading_keeps_the_mark_on_its_run(book: Book) -> None:
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down")
        book.rows = [replace(book.rows[3]), *book.rows[:3]]
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen.reload()
        await settled(pilot)
        row = screen.query_one(RunListView).marked_row

        assert row is not None
        assert row.folder == book.rows[2].folder


async def test_a_run_further_down_is_scrolled_to_and_a_second_click_opens_it(make_example: Make) -> None:
    folder = make_example().folder
    book = Book([book_row(folder.parent / f"gone-{number}") for number in range(9)] + [book_row(folder)])
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*["down"] * 9)
        text = await settled(pilot)
        await pilot.resize_terminal(80, 16)
        small = await settled(pilot)
        await pilot.press(*["up"] * 9)
        await settled(pilot)
        await pilot.press(*["down"] * 9)
        await settled(pilot)
        await pilot.click(RunListView, offset=(20, 9), times=2)
        await settled(pilot)

        assert "2 of 11 done" in text
        assert "2 of 11 done" in small
        assert app.asked == [HomeScreen.OpenRun(folder)]


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_as_they_are(make_example: Make, words: str) -> None:
    example = make_example(in_practice(example_plan(), words))
    app = HomeApp(Book([book_row(example.folder), replace(book_row(example.folder.parent / "gone"), practice=words)]))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        text = await settled(pilot)

        assert f"LIVE  {words}" in text
        assert f"REHEARSAL  {words}" in text
        assert f"{words} F-4" in text
        assert f"Take {words} off this list?" in text


async def test_every_size_both_themes_and_plain_marks(book: Book) -> None:
    app = HomeApp(book, theme=DAY_THEME, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for size in ((120, 36), (160, 45), (40, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("T")
            text = await settled(pilot)
            assert "> # LIVE  Larkfield" in text
            assert not {"■", "▒", "▲", "×", "▌"} & set(text)


async def test_it_works_with_the_real_practice_book(make_example: Make, tmp_path: Path) -> None:
    book = PracticeBook(tmp_path / "home")
    book.remember_run(book_row(make_example().folder, RunKind.LIVE))
    app = HomeApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.press("f", "f")
        empty = await settled(pilot)

        assert "2 of 11 done, 1 overdue" in text
        assert "No run has been started or opened on this computer yet." in empty
