"""Drafts: what is typed into a long question outlives Esc, the window and a crash, and is never taken for recorded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at
from tests.ui.issues_stage import at_issues, make_issues
from tests.ui.telling_stage import at_board, make_told

from cutover_tui.domain.closing import open_matters
from cutover_tui.ui.screens import drafting

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.examples import StillClock
    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

ASKED = "Do we wait for the lab?"
OFFERED = "A draft from 17:42 by JB stands here. Nothing of it is recorded."


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """A run with issues and a decision."""
    return make_issues(tmp_path / "run")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A run in which people stood together and were told."""
    return make_told(tmp_path / "run")


def kept_in(folder: Path, words: str = "") -> str:
    """The file of drafts once it holds some words, for it is written beside the screen; empty where there is none."""
    path, tries = folder / "drafts.json", 500
    kept = path.read_text("utf-8") if path.exists() else ""
    while words not in kept and tries:
        time.sleep(0.01)
        tries -= 1
        kept = path.read_text("utf-8") if path.exists() else ""
    return kept


async def test_a_draft_outlives_the_window_and_is_offered_with_who_and_when(
    open_desk: OpenDesk, issues: Path, clock: StillClock, assert_screen: AssertScreen
) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", f"={ASKED}", "enter", "1", "enter", "=the lab answers at six", "escape", "escape")
        assert "Nothing is recorded." in board.said
    clock.move(minutes=60)
    async with at_issues(open_desk, issues, key="D") as board:
        assert "a draft is kept: n goes on with it" in board.desk.text
        assert len(board.desk.state.decisions) == 1
        await board.press("n")
        assert OFFERED in board.asked
        assert_screen(board.desk.text, "draft-offered-100x30")
        await board.press("enter", "enter")

        assert "the lab answers at six" in board.asked


async def test_what_is_being_typed_is_on_disk_before_the_question_is_left(
    open_desk: OpenDesk, issues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "KEPT_EVERY", 0.01)
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", f"={ASKED}")
        await board.desk.pilot.pause(0.1)
        log = (issues / "audit-log.jsonl").read_text("utf-8")

        assert ASKED in kept_in(issues, ASKED)
        assert ASKED not in log


async def test_starting_anew_throws_the_draft_away(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", f"={ASKED}", "escape", "n", "s")
        assert ASKED not in board.asked
        assert "Decision, step 1 of 5" in board.asked

        assert kept_in(issues) == ""


async def test_esc_at_the_offer_leaves_the_draft_where_it_is(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", f"={ASKED}", "escape", "n", "escape")

        assert board.desk.question == ""
        assert ASKED in kept_in(issues, ASKED)


async def test_nothing_typed_is_no_draft(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", "escape", "n")

        assert "Decision, step 1 of 5" in board.asked
        assert kept_in(issues) == ""


async def test_words_that_look_like_a_patients_touch_no_disk(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        await board.press("n", f"={ASKED}", "enter", "1", "enter", "=943 476 5919 had the label", "escape", "escape")
        assert ASKED in kept_in(issues, ASKED)
        assert "943" not in kept_in(issues)
        await board.press("n", "g", "enter")

        assert "943 476 5919 had the label" in board.asked


async def test_a_huddle_is_gone_on_with_and_its_draft_is_gone_once_it_is_recorded(
    open_desk: OpenDesk, told: Path
) -> None:
    async with at_board(open_desk, told, "B") as board:
        before = len(board.desk.state.huddles)
        await board.press("t", "=pm cl", "enter", "=calm here", "enter", "=the labels", "enter", "4", "escape")
        assert "calm here" in kept_in(told, "calm here")
        await board.press("t", "g")
        assert "calm here" in board.asked
        await board.press("enter", "=pm", *["enter"] * 5, "=jb", "enter")

        assert len(board.desk.state.huddles) == before + 1
        assert board.desk.state.huddles[-1].said.worries == "the labels"
        assert board.desk.state.huddles[-1].said.confidence == 4
        assert kept_in(told) == ""


async def test_a_sitrep_takes_its_counts_from_the_run_and_never_from_a_draft(open_desk: OpenDesk, told: Path) -> None:
    async with at_board(open_desk, told, "B") as board:
        await board.press("n", "enter", "=the extract began", "enter", "backspace", "=9", "escape")
        assert "the extract began" in kept_in(told, "the extract began")
        await board.press("n", "g")

        assert "the extract began" in board.asked
        assert "Open P1 9" not in board.asked


async def test_who_signs_is_typed_anew(open_desk: OpenDesk, told: Path) -> None:
    async with at_board(open_desk, told, "B") as board:
        await board.press("t", "=pm cl", "enter", "=calm here", "enter", "=none", "enter", "4", "enter", "enter", "=mk")
        await board.press("escape")

        assert "MK" not in kept_in(told).replace('"by": "JB"', "")


async def test_a_closed_run_keeps_no_draft(open_desk: OpenDesk, issues: Path) -> None:
    async with at_issues(open_desk, issues, key="D") as board:
        desk = board.desk
        await board.press("n", f"={ASKED}", "escape", "escape")
        desk.run.record_anchor(an_act("JB", "Thu 17:42"), "GL", happened=at("Thu 17:00"), reason="a rehearsal")
        for matter in open_matters(desk.run.state):
            accepted = {"second": "SP", "owner": "JB", "until": "2026-12-18", "reason": "agreed"}
            desk.run.sign_exception(an_act("MK"), matter.id, **accepted)
        await desk.second()
        assert ASKED in kept_in(issues, ASKED)
        await desk.press("K", "=jb", "enter", "=mk", "enter")

        assert desk.state.closed is not None
        assert kept_in(issues) == ""


async def test_a_concern_is_never_a_draft(open_desk: OpenDesk, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "KEPT_EVERY", 0.01)
    async with open_desk(told) as desk:
        await desk.press("S", "3", "1", "1", "tab", "=the zebra printer")
        await desk.pilot.pause(0.1)
        await desk.press("escape")

        assert kept_in(told) == ""
        assert desk.screen.desk.drafts == {}
