"""Emergency cards: whom to call with their numbers, in every run, whatever its plan holds."""

from __future__ import annotations

from tests.examples import given
from tests.pause_examples import CARDS, PAUSABLE

from cutover_tui.runner.emergency_cards import emergency_cards, shipped_cards

EMERGENCIES = (
    "pause-now",
    "new-system-down",
    "no-prescribing",
    "no-phones",
    "no-results",
    "wrong-patient",
    "data-shown",
    "power-out",
    "this-computer",
)


def test_a_card_names_whom_to_call_with_their_numbers() -> None:
    (shown,) = emergency_cards(given(plan=PAUSABLE))

    assert shown.card == CARDS[0]
    assert [(call.role, call.who) for call in shown.calls] == [
        ("Clinical lead", ("Sam Patel (SP)", "Dana Rao (DR)")),
        ("Practice manager", ("Jo Baker (JB) 01632 960001",)),
    ]


def test_a_plan_without_cards_shows_the_shipped_ones() -> None:
    assert [shown.card.id for shown in emergency_cards(given())] == list(EMERGENCIES)


def test_without_a_run_the_cards_name_the_roles() -> None:
    shown = emergency_cards(None)[0]

    assert [(call.role, call.who) for call in shown.calls] == [("CL", ()), ("PM", ()), ("CSO", ())]


def test_every_shipped_card_has_few_steps_somebody_to_call_and_a_paper_form() -> None:
    for card in shipped_cards():
        assert 3 <= len(card.steps) <= 7
        assert card.call
        assert card.form
        assert all(len(step) <= 76 for step in card.steps), card.id
