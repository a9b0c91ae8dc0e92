"""Drafts beside a run: for their owner alone, replaced in one step, and gone once nobody needs them."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from tests.examples import at

from cutover_tui.storage.draft_box import DRAFTS_NAME, Draft, DraftBox

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = Draft(by="JB", at=at("Thu 14:05"), words={"question": "Do we wait?", "knew": "one\ntwo"})


def test_a_draft_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    assert DraftBox(tmp_path).keep("decision", DRAFT)

    assert DraftBox(tmp_path).all() == {"decision": DRAFT}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such mode")
def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    DraftBox(tmp_path).keep("decision", DRAFT)

    assert stat.S_IMODE((tmp_path / DRAFTS_NAME).stat().st_mode) == 0o600


def test_the_file_goes_with_its_last_draft(tmp_path: Path) -> None:
    box = DraftBox(tmp_path)
    box.keep("decision", DRAFT)
    box.keep("huddle", DRAFT)
    box.drop("decision")
    assert list(box.all()) == ["huddle"]
    box.drop("huddle")

    assert not (tmp_path / DRAFTS_NAME).exists()
    assert [path.name for path in tmp_path.iterdir() if ".tmp" in path.name] == []


def test_two_windows_keep_beside_each_other(tmp_path: Path) -> None:
    one, other = DraftBox(tmp_path), DraftBox(tmp_path)
    one.keep("decision", DRAFT)
    other.keep("huddle", DRAFT)

    assert list(one.all()) == list(other.all()) == ["decision", "huddle"]
    one.drop_all()
    assert other.all() == {}


@pytest.mark.parametrize(
    "text",
    ["not json", "[]", "{}", json.dumps({"drafts": {"a": {"by": "JB", "at": "2026-11-26T14:05:00", "words": {}}}})],
)
def test_a_file_of_somebody_else_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / DRAFTS_NAME).write_text(text, "utf-8")
    box = DraftBox(tmp_path)

    assert box.all() == {}
    assert not box.keep("decision", DRAFT)
    assert not box.drop_all()
    assert (tmp_path / DRAFTS_NAME).read_text("utf-8") == text


def test_what_would_move_the_cursor_is_taken_out_of_a_draft_that_was_tampered_with(tmp_path: Path) -> None:
    DraftBox(tmp_path).keep("decision", DRAFT)
    path = tmp_path / DRAFTS_NAME
    path.write_text(path.read_text("utf-8").replace("Do we wait?", "Do \\u001b]0;we wait?"), "utf-8")

    assert DraftBox(tmp_path).all()["decision"].words["question"] == "Do \ufffd]0;we wait?"


def test_a_folder_that_takes_no_file_costs_the_draft_alone(tmp_path: Path) -> None:
    (tmp_path / "gone").write_text("no folder", "utf-8")
    box = DraftBox(tmp_path / "gone")

    assert not box.keep("decision", DRAFT)
    assert box.all() == {}
