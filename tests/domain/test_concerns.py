"""Speaking up without a name: the points of `records.md` c9 that are rules of the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import an_act, at, given, refused, then

from cutover_tui.domain.concerns import (
    AREAS,
    Concern,
    ConcernsAnswered,
    ConcernsReceived,
    answer_concerns,
    are_ready,
    period_words,
    receive_concerns,
    require_concern,
)

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

PHONES = Concern(area="phones", words="Nobody hears the second line", urgent=False, salt="a" * 32)
RESULTS = Concern(area="results", words="They pile up in room 2", urgent=True, salt="b" * 32)


def received(*waiting: Concern, now: str = "Thu 14:20", since: str = "Thu 12:10") -> ConcernsReceived:
    return receive_concerns(waiting, now=at(now), since=at(since))


def answer(state: RunState, by: str = "JB", **fields: Any) -> ConcernsAnswered:  # noqa: ANN401 (any field of an answer)
    common: dict[str, Any] = {"area": "phones", "action_taken": "A second phone", "feedback_given": "Huddle 15:00"}
    batch = fields.pop("batch", 0)
    return answer_concerns(state, an_act(by), batch, **{**common, **fields})


def test_all_that_wait_are_one_entry_with_period_count_and_areas_by_the_program() -> None:
    event = received(RESULTS, PHONES)

    assert (event.count, event.areas, event.urgent) == (2, ("results", "phones"), ("results",))
    assert (event.since, event.until) == ("2026-11-26T12:00:00+00:00", "2026-11-26T15:00:00+00:00")
    assert (event.by, event.recorder, event.on_behalf_of, event.late_reason) == ("PROGRAM", "PROGRAM", "", "")


def test_the_words_are_not_in_the_entry_and_their_fingerprints_say_nothing_about_their_order() -> None:
    event = received(RESULTS, PHONES)

    assert event == received(PHONES, RESULTS)
    assert event.fingerprints == tuple(sorted((PHONES.fingerprint, RESULTS.fingerprint)))
    assert not {word for one in (PHONES, RESULTS) for word in (one.words, one.salt)} & set(repr(event).split("'"))
    assert PHONES.fingerprint != replace(PHONES, salt="c" * 32).fingerprint


def test_one_alone_is_held_over_once_unless_it_asks_for_action_now() -> None:
    assert not are_ready([])
    assert not are_ready([PHONES])
    assert are_ready([replace(PHONES, held_over=True)])
    assert are_ready([RESULTS])
    assert are_ready([PHONES, replace(PHONES, salt="c" * 32)])


def test_the_time_is_rounded_to_the_hour() -> None:
    batch = then(given(), received(PHONES, now="Thu 14:00", since="Thu 12:59")).concerns[0]
    assert period_words(batch.since, batch.until, "Europe/London") == "Thu 26 Nov between 12:00 and 14:00"
    over = then(given(), received(PHONES, now="Fri 08:20", since="Thu 17:31")).concerns[0]
    assert period_words(over.since, over.until, "Europe/London") == "between Thu 26 Nov 17:00 and Fri 27 Nov 09:00"
    lost = replace(batch, since=None)
    assert period_words(lost.since, lost.until, "Europe/London") == "at a time that is not recorded"


def test_a_concern_says_what_it_is_about_and_holds_words() -> None:
    with refused("Say what it is about, so that the right people look."):
        require_concern("Sam", "He is rude")
    with refused("There is nothing written yet. Say what you saw and what worries you."):
        require_concern("phones", " ")
    assert "a person" not in " ".join(AREAS)


def test_staff_see_an_answer_what_was_done_and_how_they_were_told() -> None:
    state = then(given(), received(PHONES, RESULTS))
    assert state.concerns[0].open_areas == ("results", "phones")

    after = then(state, answer(state, linked_decision=" D-02 "))

    (batch,) = after.concerns
    given_answer = batch.answer_for("phones")
    assert given_answer is not None
    assert (given_answer.action_taken, given_answer.feedback_given) == ("A second phone", "Huddle 15:00")
    assert (given_answer.linked_decision, batch.open_areas) == ("D-02", ("results",))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"action_taken": " "}, "Say what was done about it, or ‘Nothing yet’ and why."),
        ({"feedback_given": ""}, "Say how staff were told what came of it: they must see an answer."),
        ({"area": "visits"}, "Entry 0 holds no concern about visits."),
        ({"batch": 9}, "Entry 9 holds no concern about phones."),
    ],
)
def test_an_answer_is_refused_in_words(fields: dict[str, Any], words: str) -> None:
    with refused(words):
        answer(then(given(), received(PHONES, RESULTS)), **fields)


def test_a_lead_answers_and_nobody_else() -> None:
    state = then(given(), received(PHONES, RESULTS))

    assert [answer(state, by).by for by in ("JB", "SP", "DR")] == ["JB", "SP", "DR"]
    with refused(
        "MK does not answer for concerns. The lead of the cutover, the practice manager, the clinical lead and the "
        "safety officer do."
    ):
        answer(state, "MK")


def test_an_answer_to_nothing_goes_on_the_attention_list() -> None:
    state = then(given(), received(PHONES, RESULTS))
    stray = then(given(), answer(state))

    assert [item.words for item in stray.attention] == ["Entry 0 answers a concern that entry 0 does not hold."]


@for_all(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_period_holds_both_moments_and_only_full_hours(start: int, length: int) -> None:
    """Whatever the moments of two huddles, the period covers both and names no minute of either."""
    since = at("Thu 12:00") + timedelta(minutes=start)
    now = since + timedelta(minutes=length)
    batch = then(given(), receive_concerns([PHONES], now=now, since=since)).concerns[0]

    assert batch.since is not None
    assert batch.until is not None
    assert batch.since <= since <= now <= batch.until
    assert (batch.since.minute, batch.until.minute) == (0, 0)
    assert batch.until - now < timedelta(hours=1) > since - batch.since
