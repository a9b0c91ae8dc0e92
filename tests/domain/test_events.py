"""The closed union of events: names, texts, meanings, and which of them are decisions."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime

import pytest
from tests.examples import done, signed

from cutover_tui.domain.concerns import ConcernsReceived
from cutover_tui.domain.events import DECISIONS, EVENT_TYPES, Unknown, nature
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.log_events import (
    ClockChanged,
    CopyCaughtUp,
    ExportMade,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
)
from cutover_tui.domain.tasks import TaskNotNeeded
from cutover_tui.storage.event_json import _shape

OF_THE_PROGRAM = {
    ClockChanged,
    ConcernsReceived,
    CopyCaughtUp,
    ExportMade,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
}
"""Events nobody puts their initials to as to a fact about the cutover."""

every_event = pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)


def own_fields(kind: type[Happening]) -> dict[str, dataclasses.Field[object]]:
    shared = {item.name for item in dataclasses.fields(Happening)}
    return {item.name: item for item in dataclasses.fields(kind) if item.name not in shared}


def test_no_two_events_share_a_name_in_the_log() -> None:
    names = [kind.WIRE for kind in EVENT_TYPES]

    assert len(set(names)) == len(names)
    assert len({kind.__name__ for kind in EVENT_TYPES}) == len(names)


@every_event
def test_a_name_says_what_happened_to_what(kind: type[Happening]) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", kind.WIRE)
    assert kind.VERSION == 1


@every_event
def test_where_a_person_acts_the_initials_stand_for_something(kind: type[Happening]) -> None:
    if kind in OF_THE_PROGRAM:
        assert kind.MEANING == ""
    else:
        assert kind.MEANING.startswith("I ")


@every_event
def test_texts_and_what_it_is_about_are_fields_it_has(kind: type[Happening]) -> None:
    fields = own_fields(kind)

    assert set(kind.TEXTS) <= set(fields)
    assert len(set(kind.TEXTS)) == len(kind.TEXTS)
    assert kind.ABOUT in {"", *fields}
    assert kind.ABOUT not in kind.TEXTS


@every_event
def test_the_fields_are_ones_the_log_can_hold(kind: type[Happening]) -> None:
    shape = _shape(kind)

    assert not {"texts", "version"} & set(own_fields(kind))
    assert {hint for _name, hint in shape.plain} <= {str, int, bool, datetime, tuple[str, ...]}


@every_event
def test_a_tuple_may_be_left_out_and_a_note_with_lines_comes_last(kind: type[Happening]) -> None:
    for name, item in own_fields(kind).items():
        if str(item.type).startswith("tuple"):
            assert item.default == (), name
        if name == "note":
            assert kind.TEXTS[-1] == "note"


@every_event
def test_an_event_is_frozen_and_says_what_happened(kind: type[Happening]) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # every dataclass has it
    assert "this happened" in (kind.__doc__ or "")


def test_decisions_say_what_they_were_judged_on_and_facts_do_not() -> None:
    for kind in EVENT_TYPES:
        assert ("saw" in own_fields(kind)) == (kind in DECISIONS)


def test_an_event_is_a_fact_or_a_decision() -> None:
    assert nature(TaskNotNeeded(**signed(), task="P-02", reason="r", saw="0")) == "decision"
    assert nature(done("P-02")) == "fact"
    assert nature(Unknown(**signed(), type="weather.seen")) == "fact"
