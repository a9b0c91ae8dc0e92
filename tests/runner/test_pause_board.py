"""What screens and `status` show of holds and pauses: the frame, clocks that stand, and who has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples import an_act, at, then
from tests.pause_examples import all_told, listed, paused, restarted, running

from cutover_tui.domain.holds import answer_hold, ask_hold
from cutover_tui.domain.pauses import declare_pause, detail_pause, tell_pause
from cutover_tui.runner.pause_board import held_words, hold_lines, pause_frame
from cutover_tui.runner.pause_status import hold_objects, pause_objects, pause_status_lines
from cutover_tui.runner.wall_board import StateWord, wall_board, wall_clock

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

LATER = at("Thu 19:20")


def asked() -> RunState:
    return then(running(), ask_hold(running(), an_act("MK", "Thu 19:00"), reason="the counts look low"))


def said(state: RunState, **details: str) -> RunState:
    for detail, words in details.items():
        event = detail_pause(state, an_act("MK", "Thu 19:05"), "P-01", detail=detail, words=words, approx=True)
        state = then(state, event)
    return state


def test_a_run_that_is_not_paused_has_no_frame() -> None:
    assert pause_frame(running(), LATER) is None
    assert pause_frame(restarted(listed(paused())), at("Thu 20:00")) is None


def test_the_clock_of_a_pause_counts_up_and_the_others_stand_still() -> None:
    frame = pause_frame(paused(), LATER)

    assert frame is not None
    assert (frame.ref, frame.since, frame.held) == ("P-01", "since 19:00 by SP", "00:20:00")
    assert frame.stopped == (("GO-LIVE", "T-4d 13:00"),)


def test_hours_go_on_past_a_day() -> None:
    assert held_words(26 * 3600 + 61) == "26:01:01"
    assert held_words(-5) == "00:00:00"


def test_the_frame_says_restart_review_cover_and_contingency() -> None:
    state = said(paused(), expected=at("Thu 19:50").isoformat(), scope="prescribing", contingency="paper", trigger="T7")
    frame = pause_frame(state, LATER)

    assert frame is not None
    assert [(line.label, line.words) for line in frame.lines] == [
        ("Restart", "approx 19:50"),
        ("Review", "in 10 min, 19:30"),
        ("Trigger", "T7 Data recheck fails"),
        ("What stops", "prescribing"),
        ("Meanwhile", "paper"),
    ]
    assert frame.still_to_say == ("What was seen", "What carries on", "Coordinator")


def test_a_time_that_has_passed_presses() -> None:
    state = said(paused(), expected=at("Thu 19:10").isoformat())
    frame = pause_frame(state, at("Thu 19:42"))

    assert frame is not None
    assert [(line.words, line.pressing) for line in frame.lines] == [
        ("approx 19:10, passed", True),
        ("due 12 min ago", True),
    ]


def test_the_told_strip_says_when_why_not_and_what_is_open() -> None:
    state = paused()
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:06"), "P-01", audience="staff", how="in the room"))
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:07"), "P-01", audience="icb", why_not="no duty desk"))
    frame = pause_frame(state, LATER)

    assert frame is not None
    assert [line.words for line in frame.told] == [
        "staff 19:06",
        "patients",
        "pharmacies",
        "suppliers",
        "ICB or PCN not told: no duty desk",
    ]


def test_of_several_pauses_the_newest_stands_there_and_the_first_counts() -> None:
    frame = pause_frame(paused(paused(), by="DR", when="Thu 19:10"), LATER)

    assert frame is not None
    assert (frame.ref, frame.held) == ("P-02 +1", "00:20:00")


@pytest.mark.parametrize(
    ("when", "words", "overdue"),
    [
        ("Thu 19:10", "HO-1 MK 19:00: the counts look low. Answer by 19:15", False),
        ("Thu 19:21", "HO-1 MK 19:00: the counts look low. It waits for an answer, 6 min past its time", True),
    ],
)
def test_a_hold_says_by_when_it_is_answered_and_is_loud_after(when: str, words: str, *, overdue: bool) -> None:
    (line,) = hold_lines(asked(), at(when))

    assert (line.words, line.overdue) == (words, overdue)


def test_a_hold_that_is_looked_into_says_by_whom() -> None:
    state = asked()
    event = answer_hold(state, an_act("SP", "Thu 19:05"), "HO-1", answer="look into it", reason="counting again")
    (line,) = hold_lines(then(state, event), at("Thu 19:30"))

    assert line.words == (
        "HO-1 MK 19:00: the counts look low, being looked into by SP. It waits for its outcome, 10 min past its time"
    )


# -- the wall board


def test_the_wall_says_paused_and_its_countdown_stands() -> None:
    state = paused()

    assert wall_board(state, LATER).word is StateWord.PAUSED
    assert wall_clock(state, LATER).countdown == wall_clock(state, at("Thu 19:00")).countdown
    assert wall_clock(state, LATER).stopped
    assert not wall_clock(running(), LATER).stopped


def test_the_wall_says_hold_until_it_is_answered() -> None:
    state = asked()
    assert wall_board(state, LATER).word is StateWord.HOLD
    event = answer_hold(state, an_act("SP", "Thu 19:05"), "HO-1", answer="carry on", reason="counted")

    assert wall_board(then(state, event), LATER).word is not StateWord.HOLD


# -- status


def test_status_gives_every_hold() -> None:
    state = asked()
    state = then(state, declare_pause(state, an_act("SP", "Thu 19:04"), hold="HO-1"))
    (hold,) = hold_objects(state, LATER)

    assert hold == {
        "ref": "HO-1",
        "by": "MK",
        "asked_at": "2026-11-26T19:00:00+00:00",
        "reason": "the counts look low",
        "asks_pause": False,
        "open": False,
        "answer_due_at": None,
        "overdue": False,
        "answer": "pause",
        "answered_by": "SP",
        "answered_at": "2026-11-26T19:04:00+00:00",
        "answer_reason": None,
        "pause": "P-01",
    }


def test_status_gives_every_pause_with_what_is_promised() -> None:
    state = restarted(listed(said(paused(), trigger="T7", seen="3 of 20 wrong", scope="prescribing")))
    (pause,) = pause_objects(state, at("Thu 21:00"))

    assert (pause["ref"], pause["by"], pause["trigger"], pause["seen"]) == ("P-01", "SP", "T7", "3 of 20 wrong")
    assert pause["threshold"] == "Any wrong-patient, allergy or repeat error"
    assert (pause["declared_at"], pause["restarted_at"]) == ("2026-11-26T19:00:00+00:00", "2026-11-26T19:52:00+00:00")
    assert (pause["restarted_by"], pause["minutes"], pause["review_at"]) == (["SP", "JB"], 52, None)
    assert pause["told"] == [
        {"audience": name, "at": "2026-11-26T19:30:00+00:00", "how": "by phone"}
        for name in ("staff", "patients", "pharmacy", "supplier", "icb")
    ]
    assert pause["not_told"] == []
    assert pause["restart_list"] == dict.fromkeys(
        ("cause", "test", "staff", "hazards", "go-no-go", "small-start", "told"), True
    )


def test_status_lines_say_what_is_paused_and_who_was_told() -> None:
    state = paused()
    state = then(state, tell_pause(state, an_act("MK", "Thu 19:06"), "P-01", audience="staff", how="in the room"))
    lines = pause_status_lines(state, LATER)

    assert lines == [
        "PAUSED P-01 since 19:00 by SP, held for 00:20:00",
        "  Restart: not known yet",
        "  Review: in 10 min, 19:30",
        "  P-01 told: staff 19:06",
        "  P-01 NOT TOLD: patients, pharmacies, suppliers, ICB or PCN",
        (
            "  P-01 still to say: trigger, what was seen, what stops, what carries on, meanwhile, coordinator, "
            "restart expected"
        ),
    ]
    assert "  P-01 told: nobody yet" in pause_status_lines(paused(), LATER)
    assert pause_status_lines(asked(), LATER)[0].startswith("HOLD HO-1 MK 19:00: the counts look low. It waits")
    assert not [line for line in pause_status_lines(all_told(paused()), LATER) if "NOT TOLD" in line]
