"""Words that fit, pastes that are cut, answers found again, and keys that are held."""

from __future__ import annotations

from time import monotonic, perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.ui.dialogs.dialog_stage import StepClock

from cutover_tui.domain.plan import Answers
from cutover_tui.storage.clean_text import is_clean
from cutover_tui.ui.dialogs.answer_words import choice_in, observed_words
from cutover_tui.ui.dialogs.fitted_words import fit_words, wrap_words
from cutover_tui.ui.dialogs.pasted_text import fit_paste
from cutover_tui.ui.dialogs.press_guard import PressGuard


@given(st.text(max_size=200), st.integers(2, 40), st.integers(0, 4))
def test_no_line_is_wider_than_its_place(text: str, width: int, most: int) -> None:
    lines = wrap_words(text, width, most)

    assert all(cell_len(line) <= width for line in lines)
    assert not most or len(lines) <= most


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("Tell the laboratory: results on paper", 25, "Tell the laboratory…"),
        ("Tell the laboratory", 19, "Tell the laboratory"),
        ("Pneumonoultramicroscopic", 10, "Pneumonou…"),
        ("漢字漢字", 5, "漢字…"),
    ],
)
def test_a_long_line_is_cut_at_a_word_with_an_ellipsis(text: str, width: int, cut: str) -> None:
    assert fit_words(text, width) == cut


def test_a_list_is_cut_between_two_items() -> None:
    assert wrap_words("JB Jo Bell · TM Tom Mason · SP Sam", 30, 1, " · ") == ["JB Jo Bell · TM Tom Mason · …"]
    assert wrap_words("JB Jo Bell · TM Tom Mason", 8, 1, " · ") == ["JB Jo…"]


@given(st.text(max_size=60), st.integers(1, 40))
def test_what_a_paste_leaves_is_clean_and_fits(pasted: str, limit: int) -> None:
    text, cursor, words = fit_paste("a", pasted, "", limit)

    assert is_clean(text, lines=False)
    assert cursor <= len(text) <= limit
    assert bool(words) <= (len(pasted) > 0)


def test_a_paste_of_nothing_but_marks_takes_no_time() -> None:
    started = perf_counter()
    fit_paste("", "\u0301" * 1_048_576, "", 4_000, lines=True)

    assert perf_counter() - started < 2


ANSWERS = Answers(question="It is", done=("off", "off, listed"), not_done=("on",))


@pytest.mark.parametrize(
    ("choice", "details", "observed"),
    [
        ("off", "", "off"),
        ("off, listed", "3; 4", "off, listed; 3; 4"),
        ("", "3", "3"),
        ("", "", "Not recorded"),
    ],
)
def test_an_answer_is_found_again_in_what_was_seen(choice: str, details: str, observed: str) -> None:
    assert observed_words(choice, details) == observed
    assert choice_in(ANSWERS, observed) == choice


def test_where_there_are_no_answers_none_is_found() -> None:
    assert choice_in(None, "off") == ""


class TestPressGuard:
    def test_the_opening_key_and_enter_do_nothing_for_400_ms(self) -> None:
        clock = StepClock(0.0)
        guard = PressGuard("t", clock)
        clock.at = 0.39

        assert guard.swallows("t")
        assert guard.swallows("enter")
        assert not guard.swallows("a")

    def test_after_that_they_count(self) -> None:
        clock = StepClock(0.0)
        guard = PressGuard("t", clock)
        clock.at = 0.41

        assert not guard.swallows("t")
        assert not guard.swallows("enter")

    def test_a_held_enter_counts_once(self) -> None:
        clock = StepClock(0.0)
        guard = PressGuard("t", clock)
        counted = []
        for repeat in range(40):
            clock.at = 0.5 + repeat * 0.033
            counted.append(not guard.swallows("enter"))

        assert counted == [True] + [False] * 39

    def test_an_enter_within_a_burst_of_keys_does_nothing(self) -> None:
        clock = StepClock(0.0)
        guard = PressGuard("t", clock)
        clock.at = 5
        for letter in "0123456789":
            clock.at += 0.001
            guard.swallows(letter)

        assert guard.swallows("enter")


def test_an_ordinary_clock_is_used_outside_tests() -> None:
    guard = PressGuard("t", monotonic)

    assert guard.swallows("t")
