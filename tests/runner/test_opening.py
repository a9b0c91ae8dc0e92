"""Opening a run: what the practice book knows of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examples import StillClock, a_run, at

from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.opening import list_opened, open_run
from cutover_tui.storage.practice_book import PracticeBook

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = StillClock("Thu 17:42")


def test_a_run_opened_by_its_folder_is_on_the_list_from_then_on(tmp_path: Path) -> None:
    a_run(tmp_path, CLOCK).close()
    book = PracticeBook(tmp_path / "home")
    opened = open_run(tmp_path / "run", CLOCK, book)

    list_opened(opened, book, CLOCK.now())

    (row,) = book.runs()
    assert (row.folder, row.kind, row.last_opened_at) == (
        (tmp_path / "run").resolve(),
        RunKind.REHEARSAL,
        at("Thu 17:42"),
    )
    assert book.preference("last_run", "") == str((tmp_path / "run").resolve())
    opened.run.close()


def test_a_second_copy_named_at_opening_is_remembered(tmp_path: Path) -> None:
    a_run(tmp_path, CLOCK).close()
    (tmp_path / "stick").mkdir()
    book = PracticeBook(tmp_path / "home")
    first = open_run(tmp_path / "run", CLOCK, book, second_copy=tmp_path / "stick")
    list_opened(first, book, CLOCK.now())
    assert first.second_copy is not None
    first.second_copy.close()
    first.run.close()

    again = open_run(tmp_path / "run", CLOCK, book)

    assert again.second_copy is not None
    assert again.second_copy.place == tmp_path / "stick" / again.run.log.run
    again.second_copy.close()
    again.run.close()
