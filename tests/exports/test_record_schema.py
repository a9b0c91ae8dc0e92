"""`audit-log.schema.json`, held against real records by an implementation that is not ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exports.bundles import EVIDENCE
from tests.storage.test_event_json import events_of, recorded

from cutover_tui.domain.events import EVENT_TYPES
from cutover_tui.exports.record_schema import record_schema

if TYPE_CHECKING:
    from cutover_tui.domain.happening import Happening

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(record_schema())
CHECKER = jsonschema.Draft202012Validator(SCHEMA)
KEPT = [json.loads(line) for line in EVIDENCE["audit-log.jsonl"].read_text("utf-8").splitlines()]


def faults(record: object) -> list[str]:
    return [error.message for error in CHECKER.iter_errors(record)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("record", KEPT, ids=lambda record: f"{record['seq']}-{record['type']}")
def test_every_record_of_the_awkward_run_fits_it(record: object) -> None:
    assert faults(record) == []


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.WIRE)
@given(data=st.data())
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
def test_records_of_every_kind_of_event_fit_it(kind: type[Happening], data: st.DataObject) -> None:
    assert faults(recorded(data.draw(events_of(kind)))) == []


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.WIRE)
def test_every_kind_of_event_is_described(kind: type[Happening]) -> None:
    named = [str(one["if"]).count(f"'{kind.WIRE}'") for one in SCHEMA["allOf"]]

    assert sum(named) == 1


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("v", 2),
        ("seq", -1),
        ("seq", 1.5),
        ("hash", "0" * 63),
        ("prev", "X" * 64),
        ("actor", ""),
        ("recorded_at", "2026-11-26 15:03"),
        ("type", "Task completed"),
        ("Body", {"x": 1}),
        ("note_salt", "b" * 32),
    ],
)
def test_a_record_of_another_shape_does_not(member: str, value: object) -> None:
    assert faults({**KEPT[0], member: value})


@pytest.mark.parametrize("member", ["v", "run", "seq", "type", "recorded_at", "actor", "prev", "hash"])
def test_a_record_without_a_member_it_must_have_does_not(member: str) -> None:
    assert faults({name: value for name, value in KEPT[1].items() if name != member})


def test_a_body_with_another_type_of_value_does_not() -> None:
    (jump,) = [record for record in KEPT if record["type"] == "clock.changed"]

    assert faults({**jump, "body": {"seconds": "many"}})
    assert faults({**jump, "body": {"other": 1}})
    assert not faults({**jump, "body": {"seconds": "many", "version": 2}})


def test_types_nobody_knows_yet_fit_it() -> None:
    assert not faults({**KEPT[0], "type": "weather.seen", "body": {"depth": 12}})
