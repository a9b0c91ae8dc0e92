from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import filelock
import pytest

from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage import practice_book
from cutover_tui.storage.atomic_file import replace_file, sync_file, sync_folder, write_atomically
from cutover_tui.storage.practice_book import AtomicJSONStorage, BookUnreadable, PracticeBook, RunRow, default_home

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 11, 20, 9, 14, 3, tzinfo=UTC).timestamp()
A_BOOK = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from cutover_tui.domain.plan import RunKind
from cutover_tui.storage.practice_book import PracticeBook, RunRow

book = PracticeBook(Path(sys.argv[1]))
noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def row(name, at=noon):
    return RunRow(folder=Path("/runs") / name, slug=name, practice="Mill Lane", kind=RunKind.LIVE,
                  started_at=noon, last_opened_at=at)
"""
UPDATES_FOR_EVER = (
    A_BOOK
    + """
book.remember_run(row("kept"))
n = int(book.preference("last_run", "0"))
while True:
    n += 1
    book.remember_run(row("x" * (n % 50 + 1), noon + timedelta(seconds=n)))
    book.set_preference("last_run", str(n))
    print(n, flush=True)
    book.forget(Path("/runs") / ("x" * (n % 37 + 1)))
"""
)
REMEMBERS_MANY = (
    A_BOOK
    + """
for n in range(30):
    book.remember_run(row(f"{sys.argv[2]}-{n}"))
"""
)
UPDATES_UNTIL_THE_DISK_IS_FULL = (
    A_BOOK
    + """
import resource
from cutover_tui.domain.refusals import Refused

size = book.path.stat().st_size
for room in range(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        book.remember_run(row("one-more"))
    except Refused as refusal:
        words = str(refusal)
    else:
        sys.exit("it was written with no room for it")
    assert book.preference("theme", "night") == "day"
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
book.remember_run(row("room-again"))
print(words)
"""
)


def row(name: str = "mill-lane", **fields: object) -> RunRow:
    known = RunRow(
        folder=Path("/runs") / name,
        slug=name,
        practice="Mill Lane Surgery",
        kind=RunKind.REHEARSAL,
        started_at=NOON,
        last_opened_at=NOON,
    )
    return replace(known, **fields)  # type: ignore[arg-type]  # the fields of one row, for a test to choose


def write_book(home: Path, text: str) -> PracticeBook:
    book = PracticeBook(home)
    book.path.write_text(text, encoding="utf-8")
    os.utime(book.path, (WRITTEN, WRITTEN))
    return book


# Runs and preferences


def test_a_remembered_run_is_listed_as_it_was_given(tmp_path: Path) -> None:
    remembered = row(second_copy=Path("/stick/copy"))

    PracticeBook(tmp_path / "new" / "home").remember_run(remembered)

    assert PracticeBook(tmp_path / "new" / "home").runs() == [remembered]


def test_an_empty_book_lists_nothing_and_makes_no_file(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path / "home")

    assert book.runs() == []
    assert book.notices == ()
    assert not (tmp_path / "home").exists()


def test_remembering_the_same_folder_again_replaces_what_was_known(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.remember_run(row(practice="Mill Lan"))

    book.remember_run(row())

    assert book.runs() == [row()]


def test_the_run_opened_last_comes_first_and_is_the_last_run(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.remember_run(row("first"))
    book.remember_run(row("second", last_opened_at=NOON + timedelta(hours=1)))

    known = book.opened(Path("/runs/first"), NOON + timedelta(hours=2))

    assert known
    assert [listed.slug for listed in book.runs()] == ["first", "second"]
    assert book.preference("last_run", "") == str(Path("/runs/first"))


def test_opening_a_run_the_book_does_not_list_notes_nothing(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)

    assert not book.opened(Path("/runs/from-a-stick"), NOON)
    assert book.preference("last_run", "none") == "none"


def test_a_folder_is_the_same_run_wherever_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = PracticeBook(tmp_path / "home")
    book.remember_run(row(folder=tmp_path / "run"))
    monkeypatch.chdir(tmp_path)

    assert book.opened(Path("run"), NOON)


def test_a_forgotten_run_is_no_longer_listed_nor_the_last_one(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.remember_run(row("kept"))
    book.remember_run(row("gone"))
    book.opened(Path("/runs/gone"), NOON)

    book.forget(Path("/runs/gone"))

    assert [listed.slug for listed in book.runs()] == ["kept"]
    assert book.preference("last_run", "none") == "none"


def test_a_preference_is_kept_and_one_that_was_never_said_is_the_default(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.set_preference("ascii", "ask")

    book.set_preference("theme", "day")
    book.set_preference("theme", "night")

    assert book.preference("theme", "day") == "night"
    assert book.preference("last_run", "none") == "none"


def test_a_preference_that_is_not_on_offer_is_refused_and_not_given_out(tmp_path: Path) -> None:
    book = write_book(
        tmp_path,
        '{"format": 1, "tables": {"preferences": {"1": {"name": "theme", "value": "pink"}, "2": {"name": 3}}}}',
    )

    with pytest.raises(Refused, match=r"^‘pink’ is not a choice for theme\. Choose night or day\.$"):
        book.set_preference("theme", "pink")

    assert book.preference("theme", "night") == "night"


def test_fields_another_version_added_stay_in_the_row(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.remember_run(row())
    text = book.path.read_text(encoding="utf-8")
    book.path.write_text(text.replace('"slug"', '"colour": "green", "slug"'), encoding="utf-8")

    book.opened(row().folder, NOON)

    assert '"colour": "green"' in book.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "slip",
    [
        {"folder": 7},
        {"kind": "dress rehearsal"},
        {"started_at": "yesterday"},
        {"last_opened_at": "2026-11-22T12:00:00"},
        {"second_copy": 7},
    ],
)
def test_a_row_that_is_not_understood_is_left_alone_and_said(tmp_path: Path, slip: dict[str, object]) -> None:
    book = PracticeBook(tmp_path)
    book.remember_run(row("whole"))
    book.remember_run(row("odd"))
    stored = json.loads(book.path.read_bytes())
    stored["tables"]["runs"]["2"].update(slip)
    book.path.write_text(json.dumps(stored), encoding="utf-8")

    listed = [*book.runs(), *book.runs()]

    assert [known.slug for known in listed] == ["whole", "whole"]
    assert book.notices == (
        (
            f"1 of the runs listed in {book.path} cannot be understood, so they are not shown. "
            "Their folders are untouched: open such a run by its folder."
        ),
    )
    assert json.loads(book.path.read_bytes()) == stored


# Books that cannot be read, opened or written


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"format": 1, "tab',
        "[]",
        '{"format": true, "tables": {}}',
        '{"format": 0, "tables": {}}',
        '{"format": 1, "tables": []}',
        '{"format": 1, "tables": {"runs": []}}',
        '{"format": 1, "tables": {"runs": {"one": {}}}}',
        '{"format": 1, "tables": {"runs": {"1": []}}}',
        "[" * 100_000,
    ],
)
def test_an_unreadable_book_is_set_aside_under_the_time_it_was_written_and_said(tmp_path: Path, text: str) -> None:
    book = write_book(tmp_path, text)

    listed = book.runs()

    assert listed == []
    assert (tmp_path / "practice-book.unreadable-20261120T091403Z.json").read_text(encoding="utf-8") == text
    assert book.notices == (
        (
            "The practice book could not be read, so it was set aside as "
            "practice-book.unreadable-20261120T091403Z.json and a new one begun. No run is lost, but the list of runs "
            "starts empty: open a run by its folder to list it again."
        ),
    )


def test_a_change_to_an_unreadable_book_sets_it_aside_and_goes_through(tmp_path: Path) -> None:
    book = write_book(tmp_path, "half a bo")

    book.remember_run(row())

    assert book.runs() == [row()]
    assert (tmp_path / "practice-book.unreadable-20261120T091403Z.json").exists()


def test_a_second_unreadable_book_of_the_same_second_does_not_replace_the_first(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        write_book(tmp_path, text).runs()

    aside = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.unreadable-*")}
    assert aside == {
        "practice-book.unreadable-20261120T091403Z.json": "one",
        "practice-book.unreadable-20261120T091403Z-2.json": "two",
        "practice-book.unreadable-20261120T091403Z-3.json": "three",
    }


def test_the_storage_never_overwrites_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    path.write_text("something of somebody's", encoding="utf-8")

    with pytest.raises(BookUnreadable):
        AtomicJSONStorage(path).write({})

    assert path.read_text(encoding="utf-8") == "something of somebody's"


def test_a_book_of_a_newer_version_is_shown_and_refuses_every_change(tmp_path: Path) -> None:
    PracticeBook(tmp_path).remember_run(row())
    text = PracticeBook(tmp_path).path.read_text(encoding="utf-8").replace('"format": 1', '"format": 2')
    book = write_book(tmp_path, text)

    listed = book.runs()
    with pytest.raises(Refused) as refusal:
        book.set_preference("theme", "day")

    assert listed == [row()]
    assert book.notices == (
        (
            f"The practice book {book.path} was written by a newer version of this program. What this version "
            "understands is shown, and nothing in it is changed."
        ),
    )
    assert str(refusal.value) == (
        f"The practice book {book.path} was written by a newer version of this program, so this version leaves it as "
        "it is. Use the newer version, or keep a separate book with --home."
    )
    assert book.path.read_text(encoding="utf-8") == text


def test_a_newer_book_of_another_shape_is_left_where_it_is(tmp_path: Path) -> None:
    book = write_book(tmp_path, '{"format": 2, "shelves": []}')

    assert book.runs() == []
    assert [path.name for path in tmp_path.iterdir()] == ["practice-book.json"]


def test_a_book_that_cannot_be_opened_is_said_and_lists_nothing(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.path.mkdir()

    assert book.runs() == []
    assert book.notices == (
        (
            f"The practice book {book.path} cannot be opened (Is a directory), so the list of runs is not shown. "
            "No run is lost: open one by its folder."
        ),
    )


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    book = PracticeBook(tmp_path / "home")

    with pytest.raises(Refused) as refusal:
        book.set_preference("theme", "day")

    assert str(refusal.value) == (
        f"The practice book {book.path} could not be written (File exists), so it still says what it said before. "
        "Make room on the disk or check the folder, then try again."
    )


def test_a_window_that_hangs_on_to_the_book_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice_book, "LOCK_WAIT_S", 0.0)
    book = write_book(tmp_path, "half a bo")

    with filelock.FileLock(tmp_path / "practice-book.lock"):
        listed = book.runs()

    assert listed == []
    assert book.notices == (
        (
            f"Another window has been writing the practice book {book.path} for 0 seconds, so it was left as it is. "
            "Close windows that hang, then try again."
        ),
    )
    assert book.path.read_text(encoding="utf-8") == "half a bo"


def test_the_home_is_a_folder_of_this_programs_own() -> None:
    assert default_home().is_absolute()
    assert default_home().name == "cutover-tui"


# Kills, a full disk, two windows


def kill_while_it_updates(home: Path, rounds: int) -> None:
    chance = random.Random(4)  # noqa: S311 (when to kill is no secret, and a seed makes it repeatable)
    for _ in range(rounds):
        child = subprocess.Popen([sys.executable, "-c", UPDATES_FOR_EVER, str(home)], stdout=subprocess.PIPE)
        assert child.stdout is not None  # it was asked for
        first = child.stdout.readline()
        time.sleep(chance.random() * 0.05)
        child.kill()
        said_to_be_written = [first, *child.communicate()[0].splitlines()]

        book = PracticeBook(home)
        assert "kept" in {listed.slug for listed in book.runs()}
        assert int(book.preference("last_run", "0")) >= int(said_to_be_written[-1])
        assert book.notices == ()
        left = {path.name for path in home.iterdir()} - {".practice-book.json.tmp"}
        assert left == {"practice-book.json", "practice-book.lock"}


def test_the_book_is_whole_after_each_of_25_kills(tmp_path: Path) -> None:
    kill_while_it_updates(tmp_path, 25)


@pytest.mark.slow
def test_the_book_is_whole_after_each_of_200_kills(tmp_path: Path) -> None:
    kill_while_it_updates(tmp_path, 200)


@pytest.mark.skipif(sys.platform == "win32", reason="it needs a limit on file sizes")
def test_a_full_disk_at_any_byte_refuses_the_change_and_keeps_the_book(tmp_path: Path) -> None:
    book = PracticeBook(tmp_path)
    book.set_preference("theme", "day")

    done = subprocess.run(
        [sys.executable, "-c", UPDATES_UNTIL_THE_DISK_IS_FULL, str(tmp_path)], capture_output=True, check=False
    )

    assert done.stderr == b""
    assert b"could not be written (File too large), so it still says what it said before" in done.stdout
    assert [listed.slug for listed in book.runs()] == ["room-again"]
    assert book.preference("theme", "night") == "day"
    assert {path.name for path in tmp_path.iterdir()} == {"practice-book.json", "practice-book.lock"}


def test_two_windows_at_once_lose_nothing(tmp_path: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", REMEMBERS_MANY, str(tmp_path), name]) for name in ("left", "right")
    ]

    assert [child.wait(60) for child in children] == [0, 0]
    assert {listed.slug for listed in PracticeBook(tmp_path).runs()} == {
        f"{name}-{n}" for name in ("left", "right") for n in range(30)
    }


# Atomic files


def test_a_file_is_replaced_whole_and_kept_to_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "settings.json"
    (tmp_path / ".settings.json.tmp").write_bytes(b"left by a kill")

    write_atomically(target, b"old")
    write_atomically(target, b"new")

    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_write_the_disk_does_not_take_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_descriptor: int, _data: memoryview) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_atomically(tmp_path / "file", b"old")
    monkeypatch.setattr(os, "write", no_room)

    with pytest.raises(OSError, match="No space left on device"):
        write_atomically(tmp_path / "file", b"new")

    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_short_write_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: whole_write(descriptor, bytes(data[:3])))

    write_atomically(tmp_path / "file", b"ten bytes.")

    assert (tmp_path / "file").read_bytes() == b"ten bytes."


def test_a_target_held_by_another_program_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_bytes(b"new")
    held = iter([True, True, False])
    plain_replace = Path.replace

    def replace_when_free(source: Path, target: Path) -> Path:
        if next(held):
            raise windows_error(32)
        return plain_replace(source, target)

    monkeypatch.setattr(Path, "replace", replace_when_free)
    waits: list[float] = []

    replace_file(tmp_path / "new", tmp_path / "old", wait=waits.append)

    assert (tmp_path / "old").read_bytes() == b"new"
    assert waits == [0.05, 0.1]


def test_a_target_that_stays_held_is_given_up_after_two_and_a_half_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> NoReturn:
        raise windows_error(5)

    monkeypatch.setattr(Path, "replace", refuse)
    waits: list[float] = []

    with pytest.raises(PermissionError):
        replace_file(tmp_path / "new", tmp_path / "old", wait=waits.append)

    assert sum(waits) == pytest.approx(2.5)


def test_any_other_trouble_with_the_target_is_not_tried_again(tmp_path: Path) -> None:
    waits: list[float] = []

    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "missing", tmp_path / "old", wait=waits.append)

    assert waits == []


def windows_error(code: int) -> PermissionError:
    problem = PermissionError(errno.EACCES, "held")
    problem.winerror = code  # type: ignore[attr-defined]  # Windows alone has it
    return problem


@pytest.mark.skipif(sys.platform == "win32", reason="it needs a module Windows lacks")
def test_macos_is_asked_for_the_full_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("fcntl.fcntl", lambda _descriptor, command: asked.append(command))

    sync_folder(tmp_path, system="darwin")

    assert asked == [51]


@pytest.mark.skipif(sys.platform == "win32", reason="it needs a module Windows lacks")
@pytest.mark.parametrize(("code", "raised"), [(errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_full_sync_falls_back_only_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, raised: bool
) -> None:
    def refuse(_descriptor: int, _command: int) -> NoReturn:
        raise OSError(code, "no")

    monkeypatch.setattr("fcntl.fcntl", refuse)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    outcome = "done"

    with (tmp_path / "file").open("wb") as file:
        try:
            sync_file(file.fileno(), system="darwin")
        except OSError:
            outcome = "raised"

    assert outcome == ("raised" if raised else "done")
    assert bool(synced) is not raised


@pytest.mark.parametrize(("code", "raised"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_knows_no_sync_is_no_trouble_and_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, raised: bool
) -> None:
    def refuse(_descriptor: int) -> NoReturn:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    outcome = "done"
    try:
        sync_folder(tmp_path)
    except OSError:
        outcome = "raised"

    assert outcome == ("raised" if raised else "done")


def test_windows_needs_no_sync_of_a_folder(tmp_path: Path) -> None:
    sync_folder(tmp_path / "never-looked-at", system="win32")
