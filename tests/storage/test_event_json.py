"""Events to log payloads and back: nothing people wrote changes on the way, whatever it is."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import PLAN, TASKS, an_entry, at, done, signed

from cutover_tui.domain.events import EVENT_TYPES, Unknown
from cutover_tui.domain.happening import PROGRAM, Happening
from cutover_tui.domain.log_events import ClockChanged, RunLeft, RunOpened
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.plan import RunKind, Task
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.tasks import TaskCompleted, TaskNotNeeded
from cutover_tui.storage import event_json
from cutover_tui.storage.audit_record import Seat, Stamp, Tail, check_line, line_of, make_record
from cutover_tui.storage.clean_text import clean_text
from cutover_tui.storage.event_json import REMOVED, event_to_payload, record_to_entry, words_digest

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.storage.audit_record import Record

NOW = at("Thu 17:42")
SEAT = Seat(run="y09999-20261126-live-1", device="s1", zone="Europe/London", tool="cutover-tui 0.1.0")

HOSTILE = (
    "=1+1 'x' \"y\" \\ [/b] [x] {} %s ; now: a, b",
    '","hash":"0","note":"',
    "Zoë Łukasz 药 \U0001f489",
    "; ",
    " / ",
    "texts",
)
lines = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20).map(lambda text: clean_text(text, 400)), st.just(""))
many_lines = st.one_of(
    lines, st.sampled_from(["one\ntwo\n\nfour", "\n", "tab\there"]), st.just("a\nb\nc").map(lambda text: text * 3)
)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 (bounds are naive, the zone is beside them)
    lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000)
)
initials = st.sampled_from(["JB", "SP", PROGRAM])
shared = {
    "by": initials,
    "recorder": initials,
    "at": instants | st.just(NOW),
    "auth": st.sampled_from(["initials", "pin", "two-person"]),
    "late_reason": lines,
    "on_behalf_of": st.sampled_from(["", "DR"]),
}


BY_NAME: dict[str, st.SearchStrategy[object]] = {
    "corrects": st.integers(0, 10**6),
    "unusual": st.lists(st.sampled_from(["too early", "out of order"]), unique=True).map(tuple),
    **dict.fromkeys(("completes", "reopens"), st.lists(st.sampled_from(["F-02", "G-01"]), unique=True).map(tuple)),
    "sheets": st.lists(st.sampled_from(["CS-F x2", "HOLD x1"]), unique=True).map(tuple),
    **dict.fromkeys(
        ("despite", "conditions"), st.lists(st.sampled_from(["G2 is not GO", "A-1"]), unique=True).map(tuple)
    ),
    "roles": st.lists(st.sampled_from(["PM", "CL"]), unique=True).map(tuple),
}
BY_KIND: dict[object, st.SearchStrategy[object]] = {
    str: lines,
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    bool: st.booleans(),
    datetime: instants,
    tuple[str, ...]: st.lists(st.sampled_from(["JB", "two words"]), unique=True).map(tuple),
}


def values(kind: type[Happening], name: str, hint: object) -> st.SearchStrategy[object]:
    """Anything a field may hold: text with lines only where it is the last, words from a list where there is one."""
    if name in kind.TEXTS:
        return many_lines if name == kind.TEXTS[-1] else lines
    if name == kind.ABOUT:
        return st.sampled_from(["P-02", "CUT", "AB"])
    return BY_NAME[name] if name in BY_NAME else BY_KIND[hint]


def events_of(kind: type[Happening]) -> st.SearchStrategy[Event]:
    """Any event of a type."""
    hints = dict(event_json._shape(kind).plain)
    own = [item.name for item in dataclasses.fields(kind) if item.name not in shared]
    fields = {name: values(kind, name, hints.get(name)) for name in own}
    return cast("st.SearchStrategy[Event]", st.builds(kind, **shared, **fields))


def with_texts(event: Event, texts: dict[str, str]) -> Event:
    """The event with other words in its text fields."""
    return replace(event, **texts)  # type: ignore[arg-type]  # the fields were read off the class


def recorded(event: Event, *, now: datetime = NOW, task: Task | None = None) -> Record:
    """The record of an event as it comes back from the file."""
    record = make_record(
        event_to_payload(event, now=now, task=task),
        seat=SEAT,
        stamp=Stamp(now=now, mono_us=1, session="5e55"),
        tail=Tail(7, "a" * 64),
        record_id="11111111-1111-4111-8111-111111111111",
        note_salt="b" * 32,
    )
    return check_line(line_of(record))


def read_back(event: Event) -> Event:
    return record_to_entry(recorded(event)).event


def without_note(record: Record) -> Record:
    """The record after two people took its note out."""
    return {name: value for name, value in record.items() if name not in {"note", "note_salt"}}


# The law


@given(st.one_of([events_of(kind) for kind in EVENT_TYPES]))
def test_reading_back_what_was_written_gives_the_same_event(event: Event) -> None:
    assert read_back(event) == event


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)
def test_every_event_comes_back_from_its_barest_form(kind: type[Happening]) -> None:
    plain = dict(event_json._shape(kind).plain)
    bare: dict[type, object] = {str: "", int: 0, bool: False, datetime: NOW}
    given_fields = {
        item.name: bare.get(plain.get(item.name, str), "")
        for item in dataclasses.fields(kind)
        if item.default is dataclasses.MISSING and item.name not in shared
    }
    if "corrects" in given_fields:
        given_fields["corrects"] = 0
    event: Event = kind(**signed(), **given_fields)  # type: ignore[assignment]  # the fields were read off the class

    assert read_back(event) == event


@given(st.one_of([events_of(kind) for kind in EVENT_TYPES]))
def test_what_was_recorded_twice_is_the_same_line_twice(event: Event) -> None:
    assert line_of(recorded(event)) == line_of(recorded(event))


@given(st.one_of([events_of(kind) for kind in EVENT_TYPES]))
def test_what_people_typed_stands_in_the_note_and_nowhere_else(event: Event) -> None:
    marked = with_texts(event, dict.fromkeys(type(event).TEXTS, "Mrs Smith of 4 Elm Road"))

    left = json.dumps(without_note(recorded(marked)), ensure_ascii=False)

    assert "Elm Road" not in left


@given(st.one_of([events_of(kind) for kind in EVENT_TYPES if kind.TEXTS]))
def test_a_removed_note_reads_as_removed_and_the_rest_stands(event: Event) -> None:
    entry = record_to_entry(without_note(recorded(event)))

    texts = {name: getattr(event, name) for name in type(event).TEXTS}
    assert entry.redacted == any(texts.values())
    assert entry.event == with_texts(event, {name: REMOVED for name, text in texts.items() if text})


# What stands where


def test_an_entry_is_the_event_and_what_the_log_added() -> None:
    entry = record_to_entry(recorded(done("P-02")))

    assert entry == replace(
        an_entry(7, done("P-02")), id="11111111-1111-4111-8111-111111111111", device="s1", prev="a" * 64
    )


def test_a_record_names_its_task_and_the_words_that_were_on_the_screen() -> None:
    task = TASKS[0]

    record = recorded(done("P-01", observed="3 Nov"), task=task)

    assert (record["about"], record["about_sha256"]) == ("P-01", words_digest(task))
    assert record["meaning"] == "I did this or saw it done"
    assert record["body"] == {"texts": "observed"}


def test_other_words_have_another_fingerprint() -> None:
    task = PLAN.tasks[0]
    changed = [replace(task, title="Other"), replace(task, do=("Other",)), replace(task, title="Planning", do=("x",))]

    assert len({words_digest(one) for one in (task, *changed)}) == 4
    assert len(words_digest(task)) == 16


def test_the_time_it_happened_is_left_out_when_it_is_the_time_it_was_recorded() -> None:
    assert "occurred_at" not in recorded(done("P-02"))
    assert recorded(done("P-02", when="Thu 16:00"))["occurred_at"] == "2026-11-26T16:00:00.000Z"


def test_another_zone_is_the_same_moment() -> None:
    event = done("P-02", at=NOW.astimezone(timezone(timedelta(hours=1))) - timedelta(minutes=1))

    assert read_back(event) == event
    assert recorded(event)["occurred_at"] == "2026-11-26T17:41:00.000Z"


def test_empty_fields_take_no_place() -> None:
    record = recorded(RunLeft(**signed()))

    assert not {"body", "note", "about", "late_reason", "on_behalf_of", "corrects"} & set(record)


def test_no_and_nothing_are_recorded_all_the_same() -> None:
    check = TaskChecked(**signed(), task="F-02", observed="off", agrees=False)

    assert recorded(check)["body"] == {"agrees": False, "texts": "observed"}
    assert recorded(ClockChanged(**signed(), seconds=0))["body"] == {"seconds": 0}


def test_a_kind_of_run_is_recorded_as_its_plain_word() -> None:
    event = RunOpened(
        **signed(),
        kind=RunKind.LIVE,
        practice="p",
        ods_code="o",
        plan_version=1,
        plan_sha256="s",
        nonce="n",
        versions="v",
        host="h",
        clock_check="c",
    )

    assert type(event_to_payload(event, now=NOW).body["kind"]) is str
    assert read_back(event) == event


def test_all_texts_but_the_last_are_brought_onto_one_line() -> None:
    event = replace(done("P-02", observed="a\nb", note="c\nd"), complications="e")

    assert read_back(event) == replace(event, observed="a / b")


def test_a_corrected_note_keeps_its_lines() -> None:
    event = EntryCorrected(
        **signed(), corrects=3, task="P-02", field="note", was="one / two", now="one\ntwo\nthree", reason="r"
    )

    assert read_back(event) == event


def test_a_field_of_another_kind_is_a_fault_of_the_program() -> None:
    wrong = PersonAdded(**signed(), initials="AB", name=3.5)  # type: ignore[arg-type]  # what is tested

    with pytest.raises(TypeError, match="an event field cannot hold float"):
        event_to_payload(wrong, now=NOW)


# What another version wrote


def changed(event: Event, **members: object) -> Record:
    """A record with other members, as another version may write it."""
    return recorded(event) | members


def test_an_unknown_event_is_kept_with_its_words() -> None:
    record = changed(
        NoteAdded(**signed(), note="all agreed"),
        type="weather.seen",
        about="G1",
        body={"decision": "go", "votes": [{"by": "JB"}]},
    )

    entry = record_to_entry(record)

    assert entry.event == Unknown(
        **signed(),
        type="weather.seen",
        about="G1",
        words="decision: go; votes: [{'by': 'JB'}]; all agreed",
    )


def test_an_unknown_event_whose_note_was_removed_shows_the_rest() -> None:
    record = without_note(changed(NoteAdded(**signed(), note="x"), type="weather.seen", body="odd"))

    entry = record_to_entry(record)

    assert isinstance(entry.event, Unknown)
    assert (entry.event.words, entry.redacted) == ("", True)


@pytest.mark.parametrize("version", [2, 0, -1, "new"])
def test_a_version_this_program_cannot_read_is_kept_with_its_words(version: object) -> None:
    entry = record_to_entry(changed(done("P-02"), body={"version": version, "mood": "good"}))

    assert isinstance(entry.event, Unknown)
    assert (entry.event.type, entry.event.about, entry.event.words) == ("task.completed", "P-02", "mood: good")


@pytest.mark.parametrize(
    ("event", "body"),
    [
        (ClockChanged(**signed(), seconds=3), {}),
        (ClockChanged(**signed(), seconds=3), {"seconds": "three"}),
        (ClockChanged(**signed(), seconds=3), {"seconds": True}),
        (TaskChecked(**signed(), task="F-02", observed="", agrees=True), {"agrees": 1}),
        (PersonAdded(**signed(), initials="AB", name="x"), {"name": ["x"]}),
        (PersonAdded(**signed(), initials="AB", name="x"), {"texts": "diary"}),
    ],
)
def test_a_record_that_lacks_something_or_holds_something_else_is_kept_and_shown(event: Event, body: object) -> None:
    entry = record_to_entry(changed(event, body=body))

    assert isinstance(entry.event, Unknown)
    assert entry.event.words == "this record lacks something this version needs"
    assert entry.event.type == type(event).WIRE


def test_a_moment_that_cannot_be_read_makes_an_event_unknown() -> None:
    moved = {"to": "tomorrow", "saw": "0"}

    entry = record_to_entry(changed(done("P-02"), type="anchor.moved", about="GL", body=moved))

    assert isinstance(entry.event, Unknown)


def test_members_a_newer_version_added_are_passed_over() -> None:
    record = changed(TaskNotNeeded(**signed(), task="P-02", reason="r", saw="0"), mood="good")
    record["body"] = {"saw": "0", "texts": "reason", "weather": "dry"}

    assert record_to_entry(record).event == TaskNotNeeded(**signed(), task="P-02", reason="r", saw="0")


def test_a_note_with_fewer_lines_than_texts_leaves_the_rest_blank() -> None:
    record = changed(done("P-02", observed="seen"), body={"texts": "observed note"})

    assert record_to_entry(record).event == done("P-02", observed="seen")


def test_without_the_members_a_record_may_lack_an_entry_is_still_made() -> None:
    record = recorded(RunLeft(**signed()))
    for name in ("id", "device", "session", "auth"):
        del record[name]

    entry = record_to_entry(record)

    assert (entry.id, entry.device, entry.session, entry.event) == ("", "", "", RunLeft(**signed()))


# Bringing an old version forward


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherSeen(Happening):
    """Somebody looked out of the window: this happened."""

    WIRE: ClassVar[str] = "weather.seen"
    VERSION: ClassVar[int] = 3

    sky: str
    dry: bool


def test_old_versions_come_forward_one_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(event_json._BY_WIRE, "weather.seen", WeatherSeen)
    steps = {
        ("weather.seen", 1): lambda body: {"sky": body["clouds"]},
        ("weather.seen", 2): lambda body: {**body, "dry": body["sky"] != "black"},
    }
    monkeypatch.setattr(event_json, "UPCASTS", steps)
    newest = cast("Event", WeatherSeen(**signed(), sky="grey", dry=True))

    first = record_to_entry(changed(RunLeft(**signed()), type="weather.seen", body={"clouds": "grey"}))
    second = record_to_entry(changed(RunLeft(**signed()), type="weather.seen", body={"sky": "black", "version": 2}))
    third = record_to_entry(recorded(newest))

    assert first.event == newest
    assert second.event == cast("Event", WeatherSeen(**signed(), sky="black", dry=False))
    assert third.event == newest
    assert recorded(newest)["body"] == {"sky": "grey", "dry": True, "version": 3}


def test_completions_have_four_texts_and_each_comes_back_in_its_place() -> None:
    event = TaskCompleted(
        **signed(), task="F-02", observed="o", complications="c", reason="r", note="n", unusual=("too early",)
    )

    record = recorded(event)

    assert record["note"] == "o\nc\nr\nn"
    assert record["body"] == {"texts": "observed complications reason note", "unusual": "too early"}
    assert record_to_entry(record).event == event
