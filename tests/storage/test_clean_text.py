from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.clean_text import BOX, TextTooLong, clean_text, forbidden_in, is_clean

ANY_TEXT = st.text(st.characters() | st.sampled_from("\ud800\u200b\u202e\x1b\r\n\t\u0301\u0327e\u1100\u1161\u11a8"))


@settings(deadline=None)
@given(ANY_TEXT, st.booleans())
def test_cleaned_text_is_clean_and_cleaning_it_again_changes_nothing(text: str, lines: bool) -> None:
    cleaned = clean_text(text, 10_000, lines=lines)

    assert is_clean(cleaned, lines=lines)
    assert clean_text(cleaned, 10_000, lines=lines) == cleaned
    assert forbidden_in(cleaned) == ()


@settings(deadline=None)
@given(ANY_TEXT, st.booleans())
def test_a_text_is_clean_exactly_when_cleaning_leaves_it(text: str, lines: bool) -> None:
    assert is_clean(text, lines=lines) == (clean_text(text, 10_000, lines=lines) == text)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_nothing_is_ever_cut(text: str) -> None:
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))

    assert len(clean_text(text, 100, lines=True)) == len(whole)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Sia\u0302n", "Si\u00e2n"),
        ("one\r\ntwo\rthree", "one two three"),
        ("a\tb", "a b"),
        ("\x1b]0;title\x07", f"{BOX}]0;title{BOX}"),
        ("left\u202eright", f"left{BOX}right"),
        ("half \ud83d", f"half {BOX}"),
        ("e\u0323\u0323\u0323\u0323\u0323", f"\u1eb9\u0323\u0323\u0323{BOX}"),
        ("\u00a312 – “fine”", "\u00a312 – “fine”"),
    ],
)
def test_text_takes_the_one_form_that_is_stored(typed: str, stored: str) -> None:
    assert clean_text(typed, 100) == stored


def test_a_note_keeps_its_lines_and_tabs() -> None:
    assert clean_text("one\r\n\ttwo", 100, lines=True) == "one\n\ttwo"


@pytest.mark.parametrize("text", ["x" * 4_001, "x" * 400_000, "e\u0301" * 4_001])
def test_a_text_that_is_too_long_is_refused_with_both_numbers(text: str) -> None:
    with pytest.raises(TextTooLong) as refusal:
        clean_text(text, 4_000)

    assert isinstance(refusal.value, Refused)
    assert refusal.value.limit == 4_000
    assert str(refusal.value) == (
        f"This text is {refusal.value.length:,} characters long and at most 4,000 fit. "
        f"Nothing was cut: shorten it, or split it in two."
    )


def test_a_text_counts_as_it_is_stored_and_not_as_it_was_typed() -> None:
    assert len(clean_text("e\u0301" * 4_000, 4_000)) == 4_000


def test_a_million_marks_are_refused_at_once() -> None:
    with pytest.raises(TextTooLong):
        clean_text("a" + "\u0301\u0327" * 500_000, 4_000)


def test_forbidden_characters_are_named_once_in_order() -> None:
    assert forbidden_in("a\x1bb\u202ec\x1bd\U000e0041") == ("U+001B", "U+202E", "U+E0041")
