"""Counting texts, spelling dates and times for patients, and filling blanks (`records.md` a3, c6, c7, d1)."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import ZONE, at, given
from tests.message_examples import KIT, TELLING

from cutover_tui.domain.message_words import blanks_in, count_text, facts_for, fill, said_time
from cutover_tui.domain.public_words import public_day, public_time, text_day

STATE = given(plan=TELLING)
NOTICE, BY_PHONE = KIT.templates[1], KIT.templates[2]


@pytest.mark.parametrize(
    ("words", "places", "parts"),
    [
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("[x]", 5, 1),
        ("’" + "a" * 69, 70, 1),
        ("’" + "a" * 70, 71, 2),
        ("\U0001f600", 2, 1),
        ("", 0, 1),
    ],
)
def test_a_text_is_counted_as_networks_do(words: str, places: int, parts: int) -> None:
    counted = count_text(words)

    assert (counted.places, counted.parts, counted.over) == (places, parts, parts > 1)


def test_the_count_says_what_follows() -> None:
    assert count_text("abc").words == "3 of 160 characters"
    assert count_text("a" * 161).words == "161 of 160 characters: it goes out as 2 texts."
    assert count_text("’" * 71).words == (
        "71 of 70 characters: it goes out as 2 texts. A letter outside the plain alphabet leaves room for 70 only."
    )


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("Sun 09:14", "9.14am"),
        ("Sun 09:00", "9am"),
        ("Sun 17:30", "5.30pm"),
        ("Sun 12:00", "midday"),
        ("Sun 00:00", "midnight"),
        ("Sun 00:05", "12.05am"),
        ("Sun 12:30", "12.30pm"),
    ],
)
def test_times_are_said_as_patients_read_them(when: str, words: str) -> None:
    assert public_time(at(when), ZONE) == words


def test_days_are_said_in_full_and_short_in_texts() -> None:
    assert public_day(at("2026-11-22 09:14"), ZONE) == "Sunday 22 November 2026"
    assert text_day(at("2026-11-22 09:14"), ZONE) == "Sun 22 November"


def test_facts_come_from_the_plan_and_follow_a_moved_date() -> None:
    facts = facts_for(STATE, NOTICE, "website")

    assert facts["practice"] == "Larkfield Surgery"
    assert (facts["extract day"], facts["extract time"]) == ("Thursday 26 November 2026", "6.30pm")
    assert facts["order by"] == "Thursday 19 November 2026"
    assert facts["line"] == "01632 960 050"
    assert facts_for(STATE, BY_PHONE, "phone")["go-live time"] == "08:00"
    assert facts_for(STATE, NOTICE, "text")["go-live day"] == "Tue 1 December"
    assert "line" not in facts_for(given(), NOTICE, "website")


def test_a_typed_time_is_said_in_the_readers_words_and_anything_else_stays() -> None:
    now = at("Thu 14:00")

    def spoken(typed: str, channel: str = "website") -> str:
        return said_time(typed, now=now, state=STATE, template=NOTICE, channel=channel)

    assert spoken("16:30") == "4.30pm"
    assert spoken("27 Nov 09:00") == "9am on Friday 27 November 2026"
    assert spoken("27 Nov 09:00", "text") == "9am on Fri 27 November"
    assert spoken("not known yet") == "not known yet"
    assert said_time("16:30", now=now, state=STATE, template=BY_PHONE, channel="phone") == "16:30"


@for_all(st.lists(st.sampled_from(["[time]", "[line]", "[other]", "x", " "]), max_size=8))
def test_filling_leaves_no_blank_there_is_a_fact_for_and_touches_nothing_else(parts: list[str]) -> None:
    """Filled with every fact, no blank is left; words without a blank come back as they were."""
    words = "".join(parts)
    filled = fill(words, {"time": "9am", "line": "214"})

    assert blanks_in(filled) == ()
    assert filled == words.replace("[time]", "9am").replace("[line]", "214")
