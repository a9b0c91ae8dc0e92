"""What the log says about a pause that happened: a stranger reads the story from it."""

from __future__ import annotations

from tests.examples import an_act, an_entry, at, then
from tests.pause_examples import listed, paused, running

from cutover_tui.domain.holds import ask_hold
from cutover_tui.domain.pauses import detail_pause, press_pause, tell_pause
from cutover_tui.domain.restarts import answer_restart_item, restart
from cutover_tui.runner.story import plain_words

DETAILS = {
    "trigger": (
        "T7",
        "P-01 trigger: T7 Data recheck fails. Threshold in the plan: Any wrong-patient, allergy or repeat error",
    ),
    "expected": (at("Thu 20:00").isoformat(), "P-01 restart expected: Approx Thu 26 Nov 20:00"),
    "contingency": ("paper", "P-01 meanwhile: paper"),
}


def test_a_pause_that_was_asked_for_thanks_whoever_asked() -> None:
    state = running()
    asked = press_pause(state, an_act("MK", "Thu 19:00"))
    state = then(state, asked)
    event = press_pause(state, an_act("SP", "Thu 19:02"))
    state = then(state, event)

    assert plain_words(an_entry(1, asked), state) == "HO-1 Pause asked for. The next gate waits for an answer"
    assert plain_words(an_entry(2, event), state).endswith("This answers HO-1. Thank you, MK, for asking")


def test_a_hold_in_somebodys_name_thanks_them() -> None:
    state = running()
    state = then(state, ask_hold(state, an_act("JB", "Thu 19:00", on_behalf_of="MK"), reason="the counts look low"))
    event = press_pause(state, an_act("SP", "Thu 19:02"))

    assert "Thank you" not in plain_words(an_entry(2, event), then(state, event))


def test_details_read_as_people_say_them() -> None:
    state = paused()
    for detail, (words, line) in DETAILS.items():
        event = detail_pause(state, an_act("MK", "Thu 19:05"), "P-01", detail=detail, words=words, approx=True)

        assert plain_words(an_entry(9, event), state) == line


def test_who_was_told_reads_by_name() -> None:
    state = paused()
    event = tell_pause(state, an_act("MK", "Thu 19:06"), "P-01", audience="pharmacy", how="by phone")

    assert plain_words(an_entry(9, event), state) == "P-01 pharmacies told: by phone"


def test_a_line_that_is_met_reads_with_its_evidence() -> None:
    state = paused()
    event = answer_restart_item(state, an_act("MK"), "P-01", "test", met=True, words="20 of 20 right")

    assert plain_words(an_entry(9, event), state) == (
        "P-01 before the restart, Test that repeats the problem: met. 20 of 20 right"
    )


def test_a_restart_says_what_it_moved() -> None:
    state = listed(paused())
    event = restart(
        state, an_act("SP", "Thu 19:52"), "P-01", second="JB", phased_how="reception first", replans=True, moves=("GL",)
    )

    assert plain_words(an_entry(state.count, event), then(state, event)) == (
        "P-01 restarted with JB: reception first. What runs from recorded times moved by 52 min. Moved with it: GL"
    )
