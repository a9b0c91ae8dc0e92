from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.dialogs.dialog_stage import HOSTILE, Stage, paste, plain_state, press, settled, words_of

from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import ServiceStatus
from cutover_tui.ui.dialogs.confirmation_fields import ConfirmationFields
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

OFF, PAPER, ON = ServiceStatus.OFF, ServiceStatus.PAPER, ServiceStatus.ON_UNTESTED
SIZE = (80, 24)


class Asking(Question[Confirmation]):
    """Asks for a confirmation and nothing else."""

    def __init__(self, fields: ConfirmationFields) -> None:
        super().__init__("Move a service", lead="EPS", words="Electronic prescriptions")
        self.said = fields

    def compose_fields(self) -> ComposeResult:
        yield from self.said.widgets()

    def show_asked(self) -> None:
        self.said.show_asked()

    def answer(self) -> Confirmation:
        return self.said.said


def asking(*to: ServiceStatus, **more: object) -> Stage[Confirmation]:
    return Stage(Asking(ConfirmationFields(plain_state(), to, **more)))  # type: ignore[arg-type]


async def test_off_asks_who_their_reference_the_catcher_and_the_route(
    assert_screen: Callable[[str, str], None],
) -> None:
    app = asking(OFF)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=Ann, lab desk", "enter", "=4471", "enter", "=tm", "enter")
        assert_screen(await settled(pilot), "confirmation_off_80x24")
        await press(pilot, "=the lab rings 214", "enter")

    assert app.given == [
        Confirmation(confirmed_with="Ann, lab desk", reference="4471", catcher="TM", route="the lab rings 214")
    ]


async def test_each_field_says_in_a_few_words_what_it_is_for() -> None:
    app = asking(OFF)
    async with app.run_test(size=SIZE) as pilot:
        shown = words_of(await settled(pilot))

    assert "Confirmed with who at the other end says so" in shown
    assert "Reference theirs; empty: they gave none" in shown
    assert "Catcher who catches it meanwhile; empty: nobody" in shown


async def test_a_blank_confirmation_is_asked_twice_then_not_recorded_and_no_reference_is_asked() -> None:
    app = asking(OFF, caught=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked = words_of(await press(pilot, "enter"))
        assert app.given == []
        await press(pilot, "enter")

    assert "Say who at the other end confirmed it, or press Enter again to record it as Not recorded." in asked
    assert app.given == [Confirmation(confirmed_with="Not recorded", reference="Not recorded")]


async def test_who_confirmed_it_may_still_be_typed_after_a_blank_was_taken() -> None:
    app = asking(OFF)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        blank = words_of(await press(pilot, "enter", "enter"))
        typed = words_of(await press(pilot, "up", "=Ann"))
        await press(pilot, "enter", "=4471", "enter")

    assert "Confirmed with Not recorded Catcher" in blank
    assert "Confirmed with Ann Reference theirs" in typed
    assert app.given == [Confirmation(confirmed_with="Ann", reference="4471")]


async def test_a_reference_they_did_not_give_is_said_to_be_that() -> None:
    app = asking(ON, caught=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        asked = words_of(await press(pilot, "=Ann", "enter", "enter"))
        await press(pilot, "enter")

    assert "Give their reference, or press Enter again to record that they gave none (none given)." in asked
    assert app.given == [Confirmation(confirmed_with="Ann", reference="none given")]


async def test_flowing_asks_for_the_first_real_item_alone() -> None:
    app = asking(ServiceStatus.FLOWING)
    async with app.run_test(size=SIZE) as pilot:
        shown = words_of(await settled(pilot))
        asked = words_of(await press(pilot, "enter"))
        await press(pilot, "=North Lab, 09:42", "enter")

    assert "First real item from where, what time; no patient detail" in shown
    assert "Confirmed with" not in shown
    assert (
        "Say where the first real item came from and at what time, with no patient detail, "
        "or press Enter again to record it as Not recorded." in asked
    )
    assert app.given == [Confirmation(first_item="North Lab, 09:42")]


async def test_a_first_item_left_blank_is_not_recorded() -> None:
    app = asking(ServiceStatus.FLOWING)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "enter")

    assert app.given == [Confirmation(first_item="Not recorded")]


async def test_what_is_caught_already_asks_for_no_catcher() -> None:
    app = asking(PAPER, caught=True)
    async with app.run_test(size=SIZE) as pilot:
        assert "Catcher" not in await settled(pilot)


class TestCatcher:
    async def test_nobody_named_is_one_enter(self) -> None:
        app = asking(PAPER)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await press(pilot, "=Ann", "enter", "=1", "enter", "enter")

        assert app.given == [Confirmation(confirmed_with="Ann", reference="1")]

    async def test_the_one_who_usually_catches_it_stands_there_and_only_the_route_is_asked(self) -> None:
        app = asking(PAPER, usual=("SP",))
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = words_of(await press(pilot, "=Ann", "enter", "=1", "enter", "=rings 214"))
            await press(pilot, "enter")

        assert "Catcher SP Sam Patel" in shown
        assert "Route to SP rings 214" in shown
        assert app.given == [Confirmation(confirmed_with="Ann", reference="1", catcher="SP", route="rings 214")]

    async def test_several_who_usually_catch_it_are_named_and_none_is_put_in(self) -> None:
        app = asking(PAPER, usual=("SP", "JK"))
        async with app.run_test(size=SIZE) as pilot:
            shown = words_of(await settled(pilot))

        assert "Catcher usually SP or JK; empty: nobody" in shown

    async def test_a_route_left_blank_names_no_catcher(self) -> None:
        app = asking(PAPER, catcher="SP")
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            asked = words_of(await press(pilot, "=Ann", "enter", "=1", "enter", "enter"))
            await press(pilot, "enter")

        words = "Say how it reaches SP, such as ‘the lab rings 214’, or press Enter again to name no catcher."
        assert words in asked
        assert app.given == [Confirmation(confirmed_with="Ann", reference="1")]

    async def test_another_catcher_named_after_that_is_asked_for_the_route_again(self) -> None:
        app = asking(PAPER, catcher="SP")
        refusals = [Refused("Not yet.")]

        def decide(_answer: Confirmation) -> None:
            if refusals:
                raise refusals.pop()

        app.question.decide = decide
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            left = words_of(await press(pilot, "=Ann", "enter", "=1", "enter", "enter", "enter"))
            asked = words_of(await press(pilot, "up", "backspace", "backspace", "=tm", "enter"))
            await press(pilot, "=rings 214", "enter")

        assert "Route to SP nobody catches it" in left
        assert "Say how it reaches TM" in asked
        assert app.given == [Confirmation(confirmed_with="Ann", reference="1", catcher="TM", route="rings 214")]

    async def test_one_who_is_not_on_the_roster_is_refused(self) -> None:
        app = asking(PAPER)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            shown = words_of(await press(pilot, "=Ann", "enter", "=1", "enter", "=zz", "enter"))

        assert "ZZ is not on the roster of this run." in shown
        assert app.given == []


class TestRequired:
    async def test_a_blank_confirmation_is_refused(self) -> None:
        app = asking(OFF, caught=True, required=True)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            asked = words_of(await press(pilot, "enter", "enter", "enter"))

        assert "Say who at the other end confirmed it." in asked
        assert "Not recorded" not in asked
        assert app.given == []

    async def test_asked_off_says_who_was_asked_and_wants_no_reference(self) -> None:
        app = asking(ServiceStatus.ASKED_OFF, required=True)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            asked = words_of(await press(pilot, "enter"))
            await press(pilot, "=the service desk", "enter")

        assert "Asked who at the other end was asked" in asked
        assert "Say who at the other end was asked." in asked
        assert "Reference" not in asked
        assert app.given == [Confirmation(confirmed_with="the service desk")]


@pytest.mark.parametrize("to", [(), (ServiceStatus.RETIRED,), (ServiceStatus.ASKED_OFF,)])
async def test_a_state_that_needs_nothing_asks_nothing(to: tuple[ServiceStatus, ...]) -> None:
    app = asking(*to)
    async with app.run_test(size=SIZE) as pilot:
        assert app.question.shown_fields() == []
        await press(pilot, "enter")

    assert app.given == [NOTHING_SAID]


async def test_what_nobody_knows_the_state_of_is_caught_by_somebody() -> None:
    app = asking(ServiceStatus.UNKNOWN, required=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=sp", "enter", "=rings 214", "enter")

    assert app.given == [Confirmation(catcher="SP", route="rings 214")]


async def test_another_state_asks_for_other_fields_and_keeps_what_was_typed() -> None:
    fields = ConfirmationFields(plain_state(), (OFF,))
    app = Stage(Asking(fields))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "=Ann", "enter", "=4471")
        fields.ask((ServiceStatus.FLOWING,), caught=True)
        fields.show_asked()
        flowing = await settled(pilot)
        fields.ask((PAPER,), caught=False, usual=("SP",))
        fields.show_asked()
        paper = words_of(await settled(pilot))

    assert "Confirmed with" not in flowing
    assert "Confirmed with Ann Reference 4471 Catcher SP Sam Patel Route to SP" in paper


async def test_words_people_type_are_never_markup() -> None:
    app = asking(OFF, caught=True)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await paste(pilot, HOSTILE)
        await press(pilot, "enter", "=[x] [/", "enter")

    assert app.given[0] is not None
    assert app.given[0].reference == "[x] [/"
    assert "[Dr Rao]" in app.given[0].confirmed_with
