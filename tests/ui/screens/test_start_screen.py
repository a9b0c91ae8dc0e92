"""Starting shows what a practice file gives, rehearses unless told otherwise, and asks twice before it is live."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ui.keyboard import settled
from tests.ui.screens.conftest import HOSTILE, SIZES, ScreenApp, assert_golden
from textual.screen import Screen
from textual.widgets import OptionList

from cutover_tui.domain.plan import RunKind
from cutover_tui.storage.run_place import PlaceReport
from cutover_tui.ui.palette import DAY_THEME
from cutover_tui.ui.screens.start_screen import Start, StartPreview, StartScreen, practice_files

if TYPE_CHECKING:
    from textual.pilot import Pilot

GOOD = StartPreview(practice="Larkfield Surgery", ods="Y09999", tasks=240, first_due="Thu 15 Oct 18:30")
BAD = StartPreview(
    problems=tuple(
        f"practice.yaml, line {line}: ‘pathology’ is not a register. The registers are lab, site and pharmacy."
        for line in range(10, 40)
    )
)


@dataclass
class Files:
    """Stands in for looking at files and places."""

    preview: StartPreview = GOOD
    report: PlaceReport = field(default_factory=lambda: PlaceReport((), ()))
    looked: list[tuple[Path, bool]] = field(default_factory=list)
    places: list[Path | None] = field(default_factory=list)

    def load(self, path: Path, core_only: bool) -> StartPreview:
        self.looked.append((path, core_only))
        return self.preview

    def place(self, folder: Path | None) -> PlaceReport:
        self.places.append(folder)
        return self.report


class StartApp(ScreenApp):
    """Keeps what is to be started."""

    def __init__(self, files: Files, here: Path, **named: object) -> None:
        super().__init__(Screen(), **named)  # type: ignore[arg-type]  # passed on
        self.screen_of_interest = StartScreen(files.load, files.place, here=here)
        self.started: list[Start | None] = []

    def show(self) -> None:
        self.push_screen(self.screen_of_interest, self.started.append)


async def looked(pilot: Pilot[None]) -> str:
    """Let the screen look at the file that is named now."""
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, StartScreen)
    screen.look_now()
    return await settled(pilot)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with one practice file, and work in it."""
    (tmp_path / "larkfield.yaml").write_text("# ours\npractice: Larkfield Surgery\n", encoding="utf-8")
    (tmp_path / "anchors.yaml").write_text("anchors:\n  - practice: no\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Path()


def test_practice_files_are_known_by_what_they_hold(here: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()

    assert practice_files(here) == (Path("larkfield.yaml"),)


def test_a_folder_that_cannot_be_listed_has_no_practice_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _pattern: str) -> list[Path]:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refuse)

    assert practice_files(tmp_path) == ()


@pytest.mark.parametrize("size", SIZES)
async def test_the_only_practice_file_is_looked_at_and_a_rehearsal_offered(here: Path, size: tuple[int, int]) -> None:
    files = Files(report=PlaceReport((), ("The folder is kept in step by OneDrive. Choose one it does not watch.",)))
    app = StartApp(files, here)
    async with app.run_test(size=size) as pilot:
        assert_golden(f"start-{size[0]}x{size[1]}", await looked(pilot))
        assert files.looked == [(Path("larkfield.yaml"), False)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_problem_of_the_file_is_shown_in_full(here: Path, size: tuple[int, int]) -> None:
    app = StartApp(Files(BAD), here)
    async with app.run_test(size=size) as pilot:
        text = await looked(pilot)
        assert_golden(f"start-problems-{size[0]}x{size[1]}", text)
        await pilot.press(*["pagedown"] * 8)
        end = await settled(pilot)
        await pilot.press(*["pageup"] * 8, "ctrl+s")
        top = await settled(pilot)

        assert "line 39" in end
        assert "line 10" in top
        assert "Put right what stands below in this file" in top
        assert app.started == []


async def test_a_rehearsal_is_what_starts_unless_told_otherwise(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)

        assert app.started == [Start(Path("larkfield.yaml"), False, RunKind.REHEARSAL, None)]


async def test_core_tasks_and_a_folder_are_passed_on(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/practice")
    files = Files()
    app = StartApp(files, here)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "2", "enter", "enter", *"~/runs/one")
        await looked(pilot)
        await pilot.press("enter")
        await settled(pilot)

        folder = Path("/home/practice/runs/one")
        assert app.started == [Start(Path("larkfield.yaml"), True, RunKind.REHEARSAL, folder)]
        assert files.looked[-1] == (Path("larkfield.yaml"), True)
        assert files.places[-1] == folder


async def test_a_live_start_asks_for_the_ods_code_to_be_typed(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pilot.press("enter", "enter", "2", "ctrl+s")
        asked = await settled(pilot)
        await pilot.press(*"a81001", "enter")
        refused = await settled(pilot)
        none = list(app.started)
        await pilot.press(*["backspace"] * 6, *"y09999", "enter")
        await settled(pilot)

        assert "Type the practice's ODS code to start a live run." in asked
        assert "That is not the ODS code in this file." in refused
        assert "Y09999" not in refused
        assert none == []
        assert app.started == [Start(Path("larkfield.yaml"), False, RunKind.LIVE, None)]


async def test_nothing_starts_before_the_file_was_looked_at(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)

        assert "Looking at the file." in text
        assert app.started == []


async def test_without_a_file_it_says_what_to_do(tmp_path: Path) -> None:
    app = StartApp(Files(), tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await looked(pilot)
        await pilot.press("ctrl+s")
        asked = await settled(pilot)

        assert "Nothing is chosen yet." in text
        assert "Type the path of a practice file" in asked
        assert app.started == []


async def test_a_place_that_cannot_hold_a_run_stands_in_the_way(here: Path) -> None:
    words = "The folder is on another computer. Choose one on this computer's own disk."
    app = StartApp(Files(report=PlaceReport((words,), ())), here)
    async with app.run_test(size=(100, 30)) as pilot:
        text = await looked(pilot)
        await pilot.press("ctrl+s")
        asked = await settled(pilot)

        assert words in text
        assert asked.count("The folder is on another computer.") == 2
        assert app.started == []


async def test_a_file_is_chosen_from_several(tmp_path: Path) -> None:
    for called in ("a", "b", "c"):
        (tmp_path / f"{called}.yaml").write_text("practice: Ours\n", encoding="utf-8")
    files = Files()
    app = StartApp(files, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        before = list(files.looked)
        app.screen.query_one(OptionList).focus()
        await pilot.press("down", "enter")
        await looked(pilot)

        assert before == []
        assert files.looked == [(tmp_path / "b.yaml", False)]


async def test_changing_the_file_forgets_what_was_looked_at(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        before = await looked(pilot)
        await pilot.press("x")
        after = await settled(pilot)

        assert "240 tasks" in before
        assert "Looking at the file." in after
        assert "240 tasks" not in after


async def test_without_a_look_at_the_usual_place_a_typed_folder_is_still_looked_at(here: Path, tmp_path: Path) -> None:
    app = StartApp(Files(), here)
    app.screen_of_interest = StartScreen(Files().load, here=here)
    async with app.run_test(size=(120, 30)) as pilot:
        usual = await looked(pilot)
        await pilot.press("enter", "enter", "enter", *str(tmp_path / "larkfield.yaml"))
        typed = await looked(pilot)

        assert "is not a folder" not in usual
        assert "is not a folder" in typed


async def test_escape_starts_nothing(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pilot.press("escape")
        await settled(pilot)

        assert app.started == [None]


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_as_they_are(tmp_path: Path, words: str) -> None:
    (tmp_path / f"{words.replace('/', '-')}.yaml").write_text("practice: x\n", encoding="utf-8")
    files = Files(StartPreview(practice=words, ods="X"), PlaceReport((words,), (words,)))
    app = StartApp(files, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        text = await looked(pilot)
        files.preview = StartPreview(problems=(words, f"two {words}"))
        await pilot.press("enter", "2")
        problems = await looked(pilot)

        assert f" {words}" in text
        assert f"two {words}" in problems
        assert f"{words.replace('/', '-')}.yaml" in text


async def test_every_size_both_themes_and_plain_marks(here: Path) -> None:
    app = StartApp(Files(BAD), here, theme=DAY_THEME, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        for size in ((120, 36), (160, 45), (50, 16), (80, 24)):
            await pilot.resize_terminal(*size)
            app.action_switch_theme()
            text = await settled(pilot)
            assert "x 30 things to put right" in text
            assert "×" not in text


async def test_a_screen_under_another_survives_a_late_look(here: Path) -> None:
    app = StartApp(Files(), here)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, StartScreen)
        await app.push_screen(Screen())
        screen.look_now()
        await settled(pilot)
        await app.pop_screen()

        assert "240 tasks" in await settled(pilot)
