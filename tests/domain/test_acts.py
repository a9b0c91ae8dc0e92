"""Who acts, who types, when it happened and why it comes late (`records.md` c1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.examples import an_act, at, given

from cutover_tui.domain.acts import FUTURE_ALLOWED, LATE_AFTER, Act, require_words, sign
from cutover_tui.domain.happening import NOT_RECORDED, PROGRAM
from cutover_tui.domain.refusals import Refused


def test_now_is_when_it_happened_unless_somebody_says_otherwise() -> None:
    signature = sign(given(), an_act())

    assert signature == {
        "by": "JB",
        "recorder": "JB",
        "at": at("Thu 17:42"),
        "auth": "initials",
        "late_reason": "",
        "on_behalf_of": "",
    }


def test_the_one_who_types_and_the_one_acted_for_are_kept_apart_from_the_one_who_acts() -> None:
    signature = sign(given(), an_act("SP", recorder="MK", on_behalf_of="DR"), auth="two-person")

    assert (signature["by"], signature["recorder"], signature["on_behalf_of"]) == ("SP", "MK", "DR")
    assert signature["auth"] == "two-person"


@pytest.mark.parametrize("fields", [{"by": "XX"}, {"recorder": "XX"}, {"on_behalf_of": "XX"}])
def test_initials_that_are_not_on_the_roster_are_refused_with_those_that_are(fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        sign(given(), an_act(**fields))

    assert str(refusal.value) == "XX is not on the roster of this run. The initials on it are DR, JB, MK, SP."


@pytest.mark.parametrize("nobody", ["", PROGRAM, NOT_RECORDED])
def test_nobody_and_the_program_do_not_act(nobody: str) -> None:
    with pytest.raises(Refused) as refusal:
        sign(given(), an_act(nobody))

    assert str(refusal.value).startswith(f"{nobody or 'Nobody'} is not on the roster of this run.")


def test_a_time_a_minute_ahead_is_a_watch_that_differs() -> None:
    act = an_act(at=at("Thu 17:42") + FUTURE_ALLOWED)

    assert sign(given(), act)["at"] == at("Thu 17:43")


def test_a_time_further_ahead_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        sign(given(), an_act(at=at("Thu 17:44")))

    assert str(refusal.value) == (
        "17:44 has not come yet: it is 17:42. Give the time it happened, or leave it out for now."
    )


@pytest.mark.parametrize("reason", ["", "on the phone"])
def test_five_minutes_late_needs_no_reason_and_keeps_none(reason: str) -> None:
    act = an_act(at=at("Thu 17:42") - LATE_AFTER, late_reason=reason)

    assert sign(given(), act)["late_reason"] == ""


@pytest.mark.parametrize("reason", ["", "  "])
def test_later_than_five_minutes_needs_a_reason(reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        sign(given(), an_act(at=at("Thu 16:30"), late_reason=reason))

    assert str(refusal.value) == ("This happened 1hr 12min ago, at 16:30. Say in a few words why it is recorded now.")


def test_a_late_entry_keeps_its_time_and_its_reason() -> None:
    signature = sign(given(), an_act(at=at("Thu 16:30"), late_reason=" typed up from paper "))

    assert signature["at"] == at("Thu 16:30")
    assert signature["late_reason"] == "typed up from paper"


def test_a_clock_that_went_back_does_not_stop_the_work() -> None:
    after = Act(by="JB", now=at("Thu 17:42") - timedelta(hours=3))

    assert sign(given(), after)["at"] == at("Thu 14:42")


def test_blank_words_are_answered_with_the_question() -> None:
    assert require_words("  seen ", "What?") == "seen"
    with pytest.raises(Refused, match=r"What\?"):
        require_words(" \n", "What?")
