"""Where concerns are kept apart from the log: no time, no name, no computer, no second file (`records.md` c9, g8)."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from tests.examples import at, refused

from cutover_tui.domain.concerns import Concern
from cutover_tui.storage.concern_box import BOX_LOCK_NAME, BOX_NAME, ConcernBox

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = at("Thu 17:42")
HOUR = int(at("Thu 17:00").timestamp())


def test_handing_in_touches_no_disk(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path)
    before = tmp_path.stat()

    box.hand_in("phones", "Nobody hears the second line", urgent=False)

    assert list(tmp_path.iterdir()) == []
    assert tmp_path.stat().st_mtime_ns == before.st_mtime_ns
    assert [one.words for one in box.waiting()] == ["Nobody hears the second line"]


def test_the_file_is_written_whether_or_not_anything_was_said_with_its_times_at_the_full_hour(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path)

    assert box.keep(NOW)
    stat = (tmp_path / BOX_NAME).stat()
    assert stat.st_mtime == stat.st_atime == HOUR
    assert json.loads((tmp_path / BOX_NAME).read_text("utf-8"))["concerns"] == []
    box.hand_in("phones", "x", urgent=True)
    assert box.keep(NOW)
    assert (tmp_path / BOX_NAME).stat().st_mtime == HOUR


def test_no_temporary_file_is_left_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path)
    box.hand_in("phones", "x", urgent=False)
    box.keep(NOW)

    assert {path.name for path in tmp_path.iterdir()} == {BOX_NAME, BOX_LOCK_NAME}
    if os.name == "posix":
        assert (tmp_path / BOX_NAME).stat().st_mode & 0o077 == 0
    assert (tmp_path / BOX_LOCK_NAME).read_bytes() == b""


def test_a_kill_in_the_middle_of_writing_leaves_a_half_file_that_the_next_minute_takes_away(tmp_path: Path) -> None:
    half = tmp_path / f".{BOX_NAME}.tmp"
    half.write_text("half")

    ConcernBox(tmp_path).keep(NOW)

    assert not half.exists()


def test_the_file_holds_what_was_said_and_nothing_about_who_when_or_where(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path, draw=lambda size: "0" * 2 * size)
    box.hand_in("phones", " Nobody hears\nthe second line ", urgent=True)
    box.keep(NOW)

    kept = json.loads((tmp_path / BOX_NAME).read_text("utf-8"))
    assert kept["concerns"] == [
        {
            "area": "phones",
            "words": "Nobody hears\nthe second line",
            "urgent": True,
            "salt": "0" * 32,
            "held_over": False,
            "batch": -1,
        }
    ]
    assert set(kept) == {"about", "concerns"}


def test_the_order_of_the_file_is_drawn_anew_each_time(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path)
    for number in range(12):
        box.hand_in("phones", f"concern {number}", urgent=False)
    orders = set()
    for _ in range(6):
        box.keep(NOW)
        kept = json.loads((tmp_path / BOX_NAME).read_text("utf-8"))["concerns"]
        orders.add(tuple(one["words"] for one in kept))

    assert len(orders) > 1
    assert {len(order) for order in orders} == {12}


def test_two_windows_lose_nothing_to_each_other(tmp_path: Path) -> None:
    first, second = ConcernBox(tmp_path), ConcernBox(tmp_path)
    first.hand_in("phones", "one", urgent=False)
    second.hand_in("results", "two", urgent=True)
    first.keep(NOW)
    second.keep(NOW)
    first.keep(NOW)

    assert {one.words for one in first.all()} == {one.words for one in second.all()} == {"one", "two"}
    assert ConcernBox(tmp_path).all() == ()


def test_what_is_in_an_entry_waits_no_more_and_no_other_window_undoes_that(tmp_path: Path) -> None:
    first, second = ConcernBox(tmp_path), ConcernBox(tmp_path)
    first.hand_in("phones", "one", urgent=True)
    first.keep(NOW)
    second.keep(NOW)
    (concern,) = first.waiting()

    first.received({7: [concern.fingerprint]})
    first.keep(NOW)
    second.keep(NOW)

    assert (first.waiting(), second.waiting(), second.urgent()) == ((), (), ())
    assert [one.batch for one in second.all()] == [7]


def test_one_held_over_stays_so_for_every_window(tmp_path: Path) -> None:
    first, second = ConcernBox(tmp_path), ConcernBox(tmp_path)
    first.hand_in("phones", "one", urgent=False)
    first.hold_over()
    first.keep(NOW)
    second.keep(NOW)

    assert [one.held_over for one in second.waiting()] == [True]
    assert isinstance(second.waiting()[0], Concern)


def test_a_file_somebody_changed_is_left_as_it_is_and_nothing_said_is_lost(tmp_path: Path) -> None:
    (tmp_path / BOX_NAME).write_text("scribble")
    box = ConcernBox(tmp_path)
    box.hand_in("phones", "one", urgent=False)

    assert not box.keep(NOW)
    assert (tmp_path / BOX_NAME).read_text() == "scribble"
    assert len(box.waiting()) == 1


def test_a_disk_that_says_no_keeps_it_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cutover_tui.storage.concern_box.write_atomically", full)
    box = ConcernBox(tmp_path)
    box.hand_in("phones", "one", urgent=False)

    assert not box.keep(NOW)
    assert len(box.waiting()) == 1


def test_nothing_said_or_too_much_is_refused(tmp_path: Path) -> None:
    box = ConcernBox(tmp_path)
    with refused("There is nothing written yet. Say what you saw and what worries you."):
        box.hand_in("phones", " ", urgent=False)
    with refused("This text is 4,001 characters long and at most 4,000 fit. …"):
        box.hand_in("phones", "a" * 4_001, urgent=False)
    assert box.all() == ()
