"""Who was told what: the rules of the communications record (`records.md` c6), and who counts as told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import GL, PLAN, an_act, at, given, refused, signed, then
from tests.message_examples import TELLING, send, sent

from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.message_log import began, due_of, event_of, has_begun, told
from cutover_tui.domain.message_plan import STANDARD_KIT, kit_of
from cutover_tui.domain.messages import (
    ACCESSIBLE,
    MOST_CHARACTERS,
    MessageAcknowledged,
    MessageNotTold,
    acknowledge_message,
    mark_not_told,
)
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.storage.clean_text import NOTE_LIMIT

HELD = AnchorRecorded(**signed("SP", "Thu 17:00"), anchor="HOLD", happened=at("Thu 17:00"))
STATE = given(plan=TELLING)
PAUSED = given(HELD, plan=TELLING)


# -- the record


def test_a_message_keeps_its_exact_words_and_everybody_who_had_a_hand_in_it() -> None:
    event = send(
        STATE,
        "pharmacy",
        words=" Two\nlines ",
        who=" both ",
        accessible=("phone", "large print"),
        linked=("D-03",),
        template="planned-text 1",
        changed=True,
    )
    (row,) = then(STATE, event).messages

    assert (row.ref, row.words, row.who) == ("M-01", "Two\nlines", "both")
    assert (row.by, row.written_by, row.checked_by, row.at) == ("JB", "JB", "MK", at("Thu 17:42"))
    assert (row.accessible, row.linked) == (("large print", "phone"), ("D-03",))
    assert (row.template, row.changed, row.is_told, row.acknowledged) == ("planned-text 1", True, True, ())


def test_a_message_keeps_by_when_it_was_due_even_when_the_dates_move_later() -> None:
    event = send(STATE, "pharmacy")
    state = then(STATE, event)
    moved = AnchorMoved(**signed("JB", "Thu 18:00"), anchor="FDP", to=GL, reason="x", agreed_by="y", saw="")

    assert event.due == "2026-11-24T18:30:00+00:00"
    assert then(state, moved).messages[0].due_at == at("2026-11-24 18:30")


def test_sent_by_and_checked_by_sign_and_the_checker_differs_from_the_writer() -> None:
    with refused("JB wrote it, so somebody else has to check it."):
        send(STATE, checked_by="JB")
    assert send(STATE, written_by="SP", checked_by="JB").checked_by == "JB"


def test_a_message_nobody_checked_is_recorded_with_the_reason() -> None:
    with pytest.raises(ReasonNeeded) as needed:
        send(STATE, checked_by="")

    assert needed.value.unusual == ("not checked by a second person",)
    assert str(needed.value) == (
        "Nobody but its writer has read this message. Say who checked it, or why it went out unchecked."
    )
    assert send(STATE, checked_by="", reason=" one at the desk ").reason == "one at the desk"
    assert send(STATE, checked_by="MK", reason="not asked").reason == ""


@pytest.mark.parametrize("field", ["written_by", "checked_by"])
def test_writer_and_checker_are_on_the_roster(field: str) -> None:
    with refused("XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."):
        send(STATE, written_by="XX" if field == "written_by" else "JB", checked_by="XX")


def test_a_text_is_counted_when_it_is_recorded() -> None:
    assert send(STATE, "patients", channel="text", words="a" * 161).characters == 161
    assert send(STATE, "patients", channel="website", words="a" * 161).characters == 0


@pytest.mark.parametrize("words", ["See bit.ly/3xYz now", "https://tinyurl.com/abc", "Go to www.ow.ly/x."])
def test_a_link_shortener_is_refused(words: str) -> None:
    with refused("These words hold a shortened link, …"):
        send(STATE, words=words)


def test_a_shortened_link_is_named_and_what_to_do_said() -> None:
    with refused(
        "These words hold a shortened link, bit.ly. Spell the address out in full, so that people see where it leads. "
        "If it has gone out so already, write that as a note."
    ):
        send(STATE, words="More: http://bit.ly/3xYz")


@pytest.mark.parametrize("words", ["www.larkfieldsurgery.nhs.uk/news", "the habit.lying", "mail t.coates@nhs.net"])
def test_an_address_spelt_out_is_taken(words: str) -> None:
    assert send(STATE, words=words).words == words


@pytest.mark.parametrize("occasion", ["delay", "pause"])
def test_a_delay_and_a_pause_ask_for_an_expected_time_and_another_route(occasion: str) -> None:
    with refused(
        f"A message about a {occasion} says when things are expected to go on. Give the time, or ‘not known yet’."
    ):
        send(PAUSED, occasion=occasion, expected=" ")
    with refused(
        f"A message about a {occasion} says which other route there is meanwhile, such as phone, 111 or FP10."
    ):
        send(PAUSED, occasion=occasion, expected="16:00")
    event = send(PAUSED, occasion=occasion, expected=" not known yet ", meanwhile=" paper ")
    assert (event.expected, event.meanwhile) == ("not known yet", "paper")


def test_a_blank_nobody_filled_in_is_refused_and_other_brackets_are_not() -> None:
    with refused("The words still hold [next update]. Fill it in, or take it out."):
        send(STATE, words="Next: [next update]. Then [time].")
    assert send(STATE, words="Room [2] is open").words == "Room [2] is open"


def test_words_longer_than_an_entry_takes_are_refused_and_nothing_is_cut() -> None:
    assert MOST_CHARACTERS == NOTE_LIMIT
    with refused(
        "The exact words and what was said about them come to 4,006 characters, and one entry takes 4,000. Nothing was "
        "cut: record the message in two parts, each with its own words."
    ):
        send(STATE, words="a" * 3_990)
    assert len(send(STATE, words="a" * 3_980).words) == 3_980


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": " "}, "Give the exact words that went to staff."),
        ({"who": ""}, "Say who among staff it went to, or how many."),
        ({"channel": "owl"}, "‘owl’ is not a way to tell people here. There are huddle, text, website, phone."),
        ({"occasion": "party"}, "‘party’ is nothing to tell people about here. There are planned, delay, …"),
        (
            {"accessible": ("loud",)},
            "‘loud’ is no accessible version. There are large print, easy read, phone, interpreter.",
        ),
    ],
)
def test_what_is_missing_or_not_known_is_said(fields: dict[str, Any], words: str) -> None:
    with refused(words):
        send(STATE, **fields)


def test_an_audience_nobody_knows_is_refused() -> None:
    with refused("‘cats’ is nobody to tell here. There are staff, patients, pharmacy, icb."):
        send(STATE, "cats")


# -- acknowledged, and not told


def test_an_acknowledgement_is_a_later_act_and_the_message_stays_as_it_was() -> None:
    state = given(sent(), plan=TELLING)
    heard = acknowledge_message(state, an_act("MK", "Thu 17:50"), "M-01", whom=" Ann at the desk ")
    (row,) = then(state, heard).messages

    assert [(one.whom, one.by, one.at) for one in row.acknowledged] == [("Ann at the desk", "MK", at("Thu 17:50"))]
    assert row.words == "We write on paper."


@pytest.mark.parametrize(
    ("ref", "whom", "when", "words"),
    [
        ("M-09", "Ann", "Thu 17:50", "There is no message M-09 in this log."),
        ("", "Ann", "Thu 17:50", "There is no message without a number in this log."),
        ("M-01", " ", "Thu 17:50", "Say who acknowledged M-01: a desk, a role or a name."),
        ("M-01", "Ann", "Thu 17:40", "M-01 was sent after that. Give the time they acknowledged it."),
        ("M-02", "Ann", "Thu 17:50", "M-02 says why nobody was told, so there is nothing to acknowledge."),
    ],
)
def test_an_acknowledgement_names_a_message_that_was_sent_and_who_had_it(
    ref: str, whom: str, when: str, words: str
) -> None:
    silent = MessageNotTold(**signed(), audience="icb", occasion="planned", reason="closed")
    state = given(sent(), silent, plan=TELLING)

    with refused(words):
        acknowledge_message(state, an_act("MK", when), ref, whom=whom)


def test_an_acknowledgement_of_nothing_goes_on_the_attention_list() -> None:
    state = given(MessageAcknowledged(**signed(), message="M-07", whom="Ann"), plan=TELLING)

    assert [item.words for item in state.attention] == [
        "Entry 0 acknowledges M-07, which is not a message in this log."
    ]


def test_not_told_has_a_reason_and_a_message_afterwards_counts() -> None:
    with refused("Say why patients are not told about the planned change."):
        mark_not_told(STATE, an_act(), "patients", occasion="planned", reason=" ")
    with refused("Say why icb or pcn is not told about the planned change."):
        mark_not_told(STATE, an_act(), "icb", occasion="planned", reason="")
    state = then(STATE, mark_not_told(STATE, an_act(), "patients", occasion="planned", reason="no phones"))
    assert told(state, "planned")["patients"].not_told_because == "no phones"

    later = then(state, sent("patients", when="Thu 18:00"))
    assert told(later, "planned")["patients"].is_told
    assert [row.ref for row in later.messages] == ["M-01", "M-02"]


def test_a_record_whose_reason_was_removed_is_still_not_told() -> None:
    state = given(MessageNotTold(**signed(), audience="icb", occasion="planned", reason=""), plan=TELLING)

    assert not state.messages[0].is_told


# -- who is told, and by when


def test_only_what_was_told_since_the_pause_began_counts() -> None:
    before, after = sent("staff", "pause", "Thu 16:59"), sent("pharmacy", "pause", "Thu 17:01")
    state = given(before, HELD, after, plan=TELLING)

    assert set(told(state, "pause", at("Thu 17:00"))) == {"pharmacy"}
    assert set(told(state, "pause")) == {"staff", "pharmacy"}


def test_an_event_begins_with_its_anchor_or_with_a_move_of_the_dates() -> None:
    pause, delay, planned = (event_of(STATE, name) for name in ("pause", "delay", "planned"))
    moved = AnchorMoved(
        **signed("JB", "Thu 16:00"), anchor="GL", to=GL, reason="x", agreed_by="y", saw=STATE.saw_anchors()
    )

    assert [has_begun(STATE, one) for one in (pause, delay, planned)] == [False, False, True]
    assert began(PAUSED, pause) == at("Thu 17:00")
    assert began(then(STATE, moved), delay) == at("Thu 16:00")


def test_a_due_time_counts_from_when_the_event_began() -> None:
    assert due_of(STATE, "pause", "staff") is None
    assert due_of(PAUSED, "pause", "staff") == at("Thu 18:00")
    assert due_of(PAUSED, "pause", "icb") is None
    assert due_of(STATE, "planned", "patients") == at("2026-10-29 18:30")
    live = given(AnchorRecorded(**signed("SP", "Tue 08:10"), anchor="GL", happened=at("Tue 08:10")), plan=TELLING)
    assert due_of(live, "go-live", "staff") == at("Tue 09:10")


def test_a_plan_made_before_there_were_messages_has_the_lists_of_the_record() -> None:
    assert kit_of(PLAN) is STANDARD_KIT
    assert [one.id for one in STANDARD_KIT.events] == ["planned", "delay", "pause", "restart", "go-live", "all-clear"]
    assert send(given(), "care-homes").audience == "care-homes"


@pytest.mark.parametrize(
    ("field", "now", "attribute", "value"),
    [
        ("by", "SP", "by", "SP"),
        ("checked_by", "SP", "checked_by", "SP"),
        ("at", "2026-11-26T16:00:00+00:00", "at", at("Thu 16:00")),
        ("at", "soon", "at", at("Thu 17:42")),
        ("at", "2026-11-26T16:00:00", "at", at("Thu 17:42")),
    ],
)
def test_who_and_when_of_a_message_follow_a_correction(field: str, now: str, attribute: str, value: object) -> None:
    right = EntryCorrected(**signed("SP"), corrects=0, task="", field=field, was="x", now=now, reason="slip")

    assert getattr(given(sent(), right, plan=TELLING).messages[0], attribute) == value


audiences = st.sampled_from(["staff", "patients", "pharmacy", "icb"])


@for_all(st.lists(st.tuples(audiences, st.integers(0, 300), st.booleans()), max_size=12), st.integers(0, 300))
def test_told_is_the_newest_row_since_and_forgets_nothing(rows: list[tuple[str, int, bool]], since: int) -> None:
    """However messages and reasons come, `told` gives the last of each audience, and every row keeps its number."""
    state, start = STATE, at("Thu 12:00")
    for audience, minutes, is_told in rows:
        moment = start + timedelta(minutes=minutes)
        silent = MessageNotTold(**signed(), audience=audience, occasion="planned", reason="r")
        state = then(state, sent(audience, at=moment) if is_told else replace(silent, at=moment))

    counted = told(state, "planned", start + timedelta(minutes=since))
    expected = {audience: is_told for audience, minutes, is_told in rows if minutes >= since}
    assert {audience: row.is_told for audience, row in counted.items()} == expected
    assert [row.ref for row in state.messages] == [f"M-{number:02}" for number in range(1, len(rows) + 1)]


def test_the_accessible_versions_are_those_of_the_record() -> None:
    assert ACCESSIBLE == ("large print", "easy read", "phone", "interpreter")
