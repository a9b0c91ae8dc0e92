from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutover_tui.domain.plan import (
    Anchor,
    Answers,
    Calendar,
    Checklist,
    Contact,
    Form,
    FormField,
    GateKind,
    Person,
    Plan,
    ReentryCategory,
    Role,
    Service,
    Task,
    Tier,
)
from cutover_tui.storage.plan_json import PLAN_VERSION, PlanUnreadable, plan_from_bytes, plan_to_bytes

SMALL = Plan(version=1, practice="Larkfield Surgery", ods_code="Y09999", from_system="EMIS Web", to_system="SystmOne")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
many_texts = st.lists(texts, max_size=2).map(tuple)
named_texts = st.dictionaries(texts, texts, max_size=2)
instants = st.datetimes(timezones=st.just(UTC))
clocks = st.times()

tasks = st.builds(
    Task,
    ref=texts,
    id=texts,
    checklist=texts,
    phase=texts,
    title=texts,
    tier=st.sampled_from(Tier),
    do=many_texts,
    owner=texts,
    not_before=texts,
    due=texts,
    not_after=texts,
    evidence=many_texts,
    answers=st.none() | st.builds(Answers, question=texts, done=many_texts, not_done=many_texts),
    checked_by=many_texts,
    second_person=st.booleans(),
    gate=st.sampled_from(GateKind),
    condition=texts,
    item=texts,
    day=st.none() | st.dates(),
    needs=many_texts,
    reverses=many_texts,
    reversed_by=many_texts,
    settles=many_texts,
    settled_by=many_texts,
    rolls=st.booleans(),
    weekends=st.booleans(),
    daily_of=texts,
    source=texts,
    why=texts,
)
calendars = st.builds(
    Calendar,
    zone=texts,
    opening_days=st.lists(st.integers(0, 6), max_size=7).map(tuple),
    bank_holidays=named_texts,
    closures=named_texts,
    day_starts=clocks,
    day_ends=clocks,
)
anchors = st.builds(
    Anchor, code=texts, name=texts, planned_at=st.none() | instants, has_time=st.booleans(), default=texts
)
checklists = st.builds(
    Checklist,
    code=texts,
    name=texts,
    mode=texts,
    owner=texts,
    completion_call=texts,
    phases=many_texts,
    waits_for=texts,
)
people = st.builds(
    Person, initials=texts, name=texts, roles=many_texts, organisation=texts, phone=texts, clinician=st.booleans()
)
services = st.builds(
    Service,
    **dict.fromkeys(("id", "service", "name", "short_name", "item", "normal", "cutover_state"), texts),
    off_tasks=many_texts,
    restore_tasks=many_texts,
    **dict.fromkeys(("switched_by", "caught_by", "evidence_off", "evidence_on"), texts),
    brings=st.none() | named_texts,
    watch=st.integers(0, 6),
)
categories = st.builds(
    ReentryCategory,
    **dict.fromkeys(("id", "category", "name", "item", "counts", "holds", "rule"), texts),
    reenter_by=many_texts,
    closed_by=many_texts,
    urgency=st.integers(0, 99),
)
forms = st.builds(
    Form,
    **dict.fromkeys(("code", "name", "use", "reentry"), texts),
    rows=st.integers(0, 30),
    slips=st.integers(1, 4),
    fields=st.lists(
        st.builds(FormField, label=texts, width=st.integers(1, 12), lines=st.integers(1, 30)), max_size=2
    ).map(tuple),
    numbered=st.booleans(),
)
plans = st.builds(
    Plan,
    version=st.just(PLAN_VERSION),
    practice=texts,
    ods_code=texts,
    from_system=texts,
    to_system=texts,
    lead=texts,
    bridge_call=texts,
    selection=texts,
    calendar=calendars,
    anchors=st.lists(anchors, max_size=2).map(tuple),
    checklists=st.lists(checklists, max_size=2).map(tuple),
    tasks=st.lists(tasks, max_size=2).map(tuple),
    services=st.lists(services, max_size=2).map(tuple),
    reentry=st.lists(categories, max_size=2).map(tuple),
    sites=many_texts,
    people=st.lists(people, max_size=2).map(tuple),
    roles=st.lists(
        st.builds(
            Role,
            **dict.fromkeys(("code", "name", "job", "answers_to"), texts),
            outside=st.booleans(),
            stop_if=many_texts,
        ),
        max_size=2,
    ).map(tuple),
    forms=st.lists(forms, max_size=2).map(tuple),
    contacts=st.lists(st.builds(Contact, name=texts, kind=texts, phone=texts), max_size=2).map(tuple),
    profile=named_texts,
    left_out=named_texts,
)


@given(plan=plans)
def test_every_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert plan_from_bytes(plan_to_bytes(plan)) == plan


@given(plan=plans)
def test_the_same_plan_gives_the_same_bytes_whatever_order_its_names_were_given_in(plan: Plan) -> None:
    turned = replace(plan, profile=dict(reversed(list(plan.profile.items()))))

    assert plan_to_bytes(turned) == plan_to_bytes(plan)


def test_the_bytes_are_sorted_indented_by_one_and_leave_out_what_is_empty_or_usual() -> None:
    task = Task(ref="F-01", id="off", checklist="F", phase="Links", title="Links off – all", day=date(2026, 11, 26))
    plan = replace(SMALL, tasks=(task,), calendar=Calendar(day_starts=time(8, 30)))

    data = plan_to_bytes(plan)

    assert data.decode() == (
        '{\n "calendar": {\n  "day_starts": "08:30:00"\n },\n "from_system": "EMIS Web",\n "ods_code": "Y09999",\n'
        ' "practice": "Larkfield Surgery",\n "tasks": [\n  {\n   "checklist": "F",\n   "day": "2026-11-26",\n'
        '   "id": "off",\n   "phase": "Links",\n   "ref": "F-01",\n   "title": "Links off – all"\n  }\n ],\n'
        ' "to_system": "SystmOne",\n "version": 1\n}\n'
    )


def test_a_planned_instant_is_written_in_utc_whatever_zone_it_came_in() -> None:
    local = datetime.fromisoformat("2026-10-20T18:30:00+01:00")
    plan = replace(SMALL, anchors=(Anchor(code="FDP", name="Final data production", planned_at=local),))

    data = plan_to_bytes(plan)

    assert b'"planned_at": "2026-10-20T17:30:00Z"' in data
    planned = plan_from_bytes(data).anchors[0].planned_at
    assert planned is not None
    assert planned.tzinfo is UTC


def test_an_instant_without_a_zone_is_never_written() -> None:
    bare = datetime(2026, 11, 26, 18, 30)  # noqa: DTZ001 (the missing zone is what the claim is about)
    plan = replace(SMALL, anchors=(Anchor(code="FDP", name="Final data production", planned_at=bare),))

    with pytest.raises(ValueError, match="needs a zone"):
        plan_to_bytes(plan)


def test_a_newer_plan_is_named_as_such_before_anything_else_is_read() -> None:
    with pytest.raises(PlanUnreadable, match=r"This plan has format 2, and this program reads formats up to 1\."):
        plan_from_bytes(b'{"version": 2, "tasks": "not what it was"}')


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing at all"),
        pytest.param(plan_to_bytes(SMALL)[:-9], id="cut short"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b"[" * 200_000, id="very deep"),
        pytest.param(b'{"version": NaN}', id="a number JSON does not have"),
        pytest.param(b'{"version": 1.5}', id="a fraction, which no plan has"),
        pytest.param(b'{"version": 1, "practice": "\\ud800"}', id="half a character"),
        pytest.param(b'{"version": ' + b"9" * 5_000 + b"}", id="a number beyond measure"),
    ],
)
def test_bytes_that_are_not_json_are_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(PlanUnreadable, match=r"^This plan is damaged: it is not complete JSON in UTF-8\. Compare"):
        plan_from_bytes(data)


@pytest.mark.parametrize(
    "data", [b"[]", b'"plan"', b"{}", b'{"version": "1"}', b'{"version": true}', b'{"version": 0}']
)
def test_json_that_is_no_plan_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(PlanUnreadable, match=r"^This file is not a plan: "):
        plan_from_bytes(data)


TASK = {"ref": "F-01", "id": "off", "checklist": "F", "phase": "Links", "title": "Links off"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"practice": None}, "in a plan, the field ‘practice’ does not hold what it should"),
        ({"practice": 7}, "in a plan, the field ‘practice’ does not hold what it should"),
        ({"colour": "red"}, "a plan has a field ‘colour’, which is not known"),
        ({"tasks": {}}, "in a plan, the field ‘tasks’ does not hold what it should"),
        ({"tasks": ["F-01"]}, "a task is not a group of named fields"),
        ({"tasks": [{}]}, "a task has no checklist"),
        ({"tasks": [TASK | {"rolls": "no"}]}, "in a task, the field ‘rolls’ does not hold what it should"),
        ({"tasks": [TASK | {"rolls": 0}]}, "in a task, the field ‘rolls’ does not hold what it should"),
        ({"tasks": [TASK | {"tier": "spare"}]}, "in a task, the field ‘tier’ does not hold what it should"),
        ({"tasks": [TASK | {"day": "tomorrow"}]}, "in a task, the field ‘day’ does not hold what it should"),
        ({"tasks": [TASK | {"needs": "F-02"}]}, "in a task, the field ‘needs’ does not hold what it should"),
        ({"profile": []}, "in a plan, the field ‘profile’ does not hold what it should"),
        ({"profile": {"uses-eps": True}}, "in a plan, the field ‘profile’ does not hold what it should"),
        (
            {"calendar": {"opening_days": [True]}},
            "in a calendar, the field ‘opening_days’ does not hold what it should",
        ),
        (
            {"anchors": [{"code": "GL", "name": "Go-live", "planned_at": "2026-12-01T08:00:00"}]},
            "in an anchor, the field ‘planned_at’ does not hold what it should",
        ),
    ],
)
def test_a_plan_with_a_spoiled_field_names_the_field(changes: dict[str, object], words: str) -> None:
    raw = json.loads(plan_to_bytes(SMALL)) | changes

    with pytest.raises(PlanUnreadable) as problem:
        plan_from_bytes(json.dumps(raw).encode())

    assert str(problem.value).startswith(f"This plan is damaged: {words}. Compare")


def test_escaped_characters_are_read_like_plain_ones() -> None:
    data = json.dumps(json.loads(plan_to_bytes(SMALL)) | {"practice": "Café"}).encode()

    assert plan_from_bytes(data).practice == "Café"


def test_a_plan_made_before_stages_were_data_still_opens() -> None:
    service = Service(id="eps", service="eps", name="EPS", short_name="EPS", off_tasks=("F-02",))
    old = replace(SMALL, services=(service,))
    empty = replace(SMALL, services=(replace(service, brings={}),))

    assert b"brings" not in plan_to_bytes(old)
    assert plan_from_bytes(plan_to_bytes(old)).services[0].brings is None
    assert plan_from_bytes(plan_to_bytes(empty)).services[0].brings == {}
