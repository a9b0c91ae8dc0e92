"""The registers of huddles and of speaking up: what was said in the one, and nobody in the other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from tests.examples import ZONE, an_act, at, given, signed, then
from tests.exports.bundles import csv_records, kept_context

from cutover_tui.domain.concerns import ConcernsAnswered, ConcernsReceived
from cutover_tui.domain.huddles import hold_huddle
from cutover_tui.exports.registers.all_registers import register_files
from cutover_tui.exports.registers.concern_register import CONCERNS, concerns_rows
from cutover_tui.exports.registers.handover_registers import huddles_rows
from cutover_tui.exports.registers.register import Kind

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.registers.register import Row

RECEIVED = ConcernsReceived(
    **signed("JB"),
    count=3,
    areas=("results", "phones"),
    urgent=("results",),
    since="2026-11-26T12:00:00+00:00",
    until="2026-11-26T15:00:00+00:00",
    fingerprints=("ab" * 32, "cd" * 32),
)
ANSWERED = ConcernsAnswered(
    **signed("SP"),
    area="results",
    batch=0,
    linked_decision="D-02",
    feedback_given="Said at the huddle",
    action_taken="A second reader",
)


def rows(state: RunState) -> list[Row]:
    """The rows about speaking up."""
    return list(concerns_rows(SimpleNamespace(state=state, zone=ZONE)))  # type: ignore[arg-type]  # all its rows use


def test_each_area_has_a_row_with_the_hours_and_what_was_done() -> None:
    first, second = rows(given(RECEIVED, ANSWERED))

    assert first == {
        "period": "Thu 26 Nov between 12:00 and 15:00",
        "area": "results",
        "asked_for_action": "yes",
        "action_taken": "A second reader",
        "feedback_given": "Said at the huddle",
        "linked_decision": "D-02",
        "entry": 0,
    }
    assert (second["area"], second["asked_for_action"], second["action_taken"]) == ("phones", "no", None)


def test_no_row_says_who_how_many_or_in_which_words() -> None:
    told = str(rows(given(RECEIVED, ANSWERED)))

    assert not any(column.kind is Kind.PERSON for column in CONCERNS.columns)
    assert all(words not in told for words in ("SP", "JB", "ab" * 32, "count"))


def test_a_huddle_has_its_roles_what_went_well_worries_and_the_next() -> None:
    state = given()
    event = hold_huddle(
        state,
        an_act(),
        present=("PM", "CL"),
        well="The phones",
        worries="The printer",
        confidence=4,
        decisions=("D-01",),
        next_at=at("Thu 19:00"),
    )
    state = then(state, event)
    [row] = huddles_rows(SimpleNamespace(state=state, role_name=str.lower))  # type: ignore[arg-type]  # all its rows use

    assert (row["ref"], row["time_local"], row["present_roles"]) == ("HU-01", at("Thu 17:42"), ("pm", "cl"))
    assert (row["going_well"], row["worries"], row["decisions"]) == ("The phones", "The printer", ("D-01",))
    assert (row["next_huddle_local"], row["entry"]) == (at("Thu 19:00"), 0)


def test_the_huddle_of_the_kept_run_stands_in_its_safety_file() -> None:
    [row] = csv_records(register_files(kept_context())["data/03-registers/huddles.csv"])

    assert (row["ref"], row["present_roles"]) == ("HU-01", "Practice manager; Clinical lead")
    assert row["decisions"] == "D-01"
