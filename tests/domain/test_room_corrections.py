"""Corrections of entries about running the room: words and facts are put right, decisions stay as they were made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.examples import an_act, at, refused, signed
from tests.pause_examples import ITEMS
from tests.room_examples import LATER, PLAN, Room, full_room

from cutover_tui.domain.correction_rules import Kind
from cutover_tui.domain.corrections import correctable
from cutover_tui.domain.field_names import FIELD_NAMES, ROOM_FIELD_NAMES, WORK_FIELD_NAMES
from cutover_tui.domain.fold import fold
from cutover_tui.domain.gate_criteria import Marked, mark_criterion
from cutover_tui.domain.issue_facts import IssueRated, IssueWorkaround
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.issues import IssueClosed, IssueRaised, close_issue, make_safe, raise_issue
from cutover_tui.domain.message_log import told
from cutover_tui.domain.messages import MessageSent
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.presence import PresenceRecorded, name_stand_in, where_at
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.restarts import RestartItemAnswered
from cutover_tui.domain.room_corrections import CORRECTABLE, choices_of, kind_of
from cutover_tui.domain.room_stays import STAYS, STILL_READ, staying
from cutover_tui.domain.state import RunState, start_state

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.happening import Happening

MATRIX = rules_of(PLAN).matrix
FIELDS = [(kind.WIRE, name) for kind, rules in CORRECTABLE.items() for name in rules]
PEOPLE = ("JB", "SP", "MK", "DR", "SO")


def newest(room: Room, wire: str, name: str = "") -> Entry:
    """The newest entry of a type, with a field that can be corrected where one is named."""
    found = [one for one in room.entries if wire == type(one.event).WIRE and (not name or name in correctable(one))]
    return found[-1]


def right_words(room: Room, entry: Entry, name: str) -> list[str]:
    """Words that may be right for a field, of its kind."""
    event = entry.event
    match kind_of(event, name):
        case Kind.PICK:
            return [one for one in choices_of(room.state, event, name) if one != correctable(entry)[name]]
        case Kind.PERSON:
            return [one for one in PEOPLE if one != correctable(entry)[name]]
        case Kind.TIME:
            return [at("Thu 16:45").isoformat(), at("Thu 17:29").isoformat()]
        case Kind.AHEAD:
            return [at("Fri 09:00").isoformat()]
        case _:
            known = ("CSO", "DR", "D-09", "interpreter", PLAN.issues.factors[1] if PLAN.issues else "")
            return ["Is this the right question for today?", *known, "stop; wait; go on", "17"]


def facts_of(state: RunState) -> RunState:
    """Where a run stands, without the log of its corrections."""
    return replace(state, corrections={}, count=0)


def corrected(name: str, wire: str) -> tuple[Room, Room]:
    """The room before and after the newest entry of a type was corrected in a field."""
    for entry in reversed([one for one in full_room().entries if wire == type(one.event).WIRE]):
        for now in right_words(full_room(), entry, name) if name in correctable(entry) else ():
            room = full_room()
            try:
                room.correct(entry, name, now, by="SP")
            except Refused:
                continue
            return full_room(), room
    pytest.fail(f"no entry of {wire} takes other words for {name}")


# -- every family, every field


def test_every_kind_of_entry_about_running_the_room_is_recorded_in_these_tests() -> None:
    assert {type(entry.event) for entry in full_room().entries} >= set(CORRECTABLE)


@pytest.mark.parametrize(("wire", "name"), FIELDS)
def test_each_field_that_can_be_corrected_changes_what_stands(wire: str, name: str) -> None:
    if (wire, name) in KEPT_IN_THE_LOG_ALONE:
        pytest.skip("only the log says this")
    before, after = corrected(name, wire)

    assert facts_of(after.state) != facts_of(before.state)


KEPT_IN_THE_LOG_ALONE = frozenset(
    {("role.stood_in", "reason"), ("role.stood_in", "by"), ("role.stood_in", "at")}
    | {("role.taken_back", "by"), ("role.taken_back", "at")}
)
"""Nothing else keeps them: who holds a role is kept, and since when while they do."""


@pytest.mark.parametrize(("wire", "name"), FIELDS)
def test_a_correction_is_stored_with_the_old_words(wire: str, name: str) -> None:
    before, after = corrected(name, wire)
    fix = after.entries[-1].event

    assert isinstance(fix, EntryCorrected)
    assert fix.was == correctable(before.entries[fix.corrects])[name]
    assert fix.now != fix.was
    assert after.state.attention == before.state.attention


@pytest.mark.parametrize("kind", STAYS)
def test_what_stays_is_refused_with_what_to_do_instead(kind: type[Happening]) -> None:
    room = full_room()
    entry = room.of(kind)
    for name, words in STAYS[kind].items():
        assert name not in correctable(entry)
        with refused(words):
            room.correct(entry, name, "SP")


def test_every_field_has_a_name_and_no_name_stands_for_two() -> None:
    named = {name for rules in (*CORRECTABLE.values(), *STAYS.values()) for name in rules}

    assert named <= set(FIELD_NAMES)
    assert not set(ROOM_FIELD_NAMES) & set(WORK_FIELD_NAMES)


# -- refusals in their exact words


REFUSALS: list[tuple[str, str, str, str]] = [
    ("issue.raised", "happening", " ", "Give the right words for what is happening, or Not recorded if nobody knows."),
    ("issue.raised", "by", "XX", "XX is not on the roster of this run. The initials on it are DR, EV, JB, MK, SO, SP."),
    (
        "issue.raised",
        "happening",
        "labels are wrong",
        "The new words are the same as those of entry 9: ‘labels are wrong’.",
    ),
    (
        "issue.level_changed",
        "by",
        "MK",
        "Only a clinician lowers a P1, and MK is not one. Ask SP Sam Patel or DR Dana Rao.",
    ),
    ("issue.counted", "patients", "-3", "‘-3’ is not a count. Give a whole number from 0 to 99,999."),
    ("issue.rated", "severity", "Bad", "‘Bad’ is not one of the answers. Pick one of: …"),
    (
        "issue.rated",
        "new_hazard",
        "do not know",
        "A clinician corrects the rating of I-1, and JB is not one. Ask SP Sam Patel or DR Dana Rao.",
    ),
    ("issue.rated", "by", "JB", "A clinician rates an issue, and JB is not one. Ask SP Sam Patel or DR Dana Rao."),
    ("issue.understood", "factors", "luck", "‘luck’ is not one of the answers. Pick from: people, tasks, …"),
    ("decision.recorded", "question", "Do we stop", "A decision answers a question. End it with a question mark."),
    ("decision.recorded", "reasons", "Because", "The reasons have 7 characters. Say it in 20 or more."),
    (
        "decision.recorded",
        "options",
        "stop",
        "A gate has two options or more, with ; between them. One may be to do nothing.",
    ),
    (
        "decision.recorded",
        "linked",
        "I-9",
        "There is no I-9 in this run. Leave it out, or give its number as it stands on its board.",
    ),
    (
        "decision.recorded",
        "review_at",
        "2026-11-26T17:00:00+00:00",
        "Thu 26 Nov 17:00 does not come after entry 25. Give a later time.",
    ),
    ("message.sent", "words", "Call [line].", "The words still hold [line]. Fill it in, or take it out."),
    (
        "message.acknowledged",
        "at",
        "2026-11-26T17:00:00+00:00",
        "M-01 was sent after that. Give the time they acknowledged it.",
    ),
    ("huddle.held", "present", "PM; ZZ", "ZZ is not a role of this plan. The roles are PM, CL, REC, CSO, OSUP."),
    ("huddle.held", "decisions", "X", "‘X’ is no decision. Give its number, such as D-03, or leave it out."),
    ("hold.asked", "by", "SP", "SP answered HO-1, so somebody else asked for it."),
    (
        "pause.declared",
        "by",
        "MK",
        "MK holds none of the roles that declare a pause. JB, SP, DR or SO can.",
    ),
    ("pause.detailed", "words", "never", "‘never’ is not a number of minutes from 1 to 1440."),
    ("presence.recorded", "people", "JB, XX", "XX is not on the roster of this run. …"),
    (
        "gate.criterion_checked",
        "by",
        "MK",
        "MK is already the other person of entry 33. It takes two different people.",
    ),
    (
        "issue.journal",
        "at",
        "2027-01-01T00:00:00+00:00",
        "‘2027-01-01T00:00:00+00:00’ is not a time that has passed. Give the date and time it happened.",
    ),
]


@pytest.mark.parametrize(("wire", "name", "now", "words"), REFUSALS)
def test_words_that_the_first_entry_would_not_have_taken_are_refused(
    wire: str, name: str, now: str, words: str
) -> None:
    room = full_room()

    with refused(words):
        room.correct(newest(room, wire, name), name, now)


# -- what follows from a correction


def test_an_issue_is_read_anew_with_its_words_times_and_journal() -> None:
    room = full_room()
    room.correct(room.of(IssueRaised), "happening", "labels name the patient before")
    room.correct(room.of(IssueRaised), "at", "2026-11-26T16:50:00+00:00")
    room.correct(room.of(IssueRated), "severity", "Catastrophic", by="SP")

    issue, before = room.state.issues["I-1"], full_room().state.issues["I-1"]
    assert (issue.what, issue.at) == ("labels name the patient before", at("Thu 16:50"))
    assert issue.journal[0].words == "Raised: labels name the patient before"
    assert [line.seq for line in issue.journal] == [line.seq for line in before.journal]
    assert issue.rating == MATRIX.rating("Catastrophic", issue.likelihood) != before.rating
    assert (issue.level, issue.standing, len(issue.levels)) == (before.level, before.standing, len(before.levels))


def test_an_issue_stays_closed_by_who_closed_it_though_somebody_else_is_clinical_lead_now() -> None:
    room = Room()
    room.take(raise_issue(room.state, an_act("MK"), "labels are wrong", area="prescriptions", answer="yes"))
    room.take(make_safe(room.state, an_act("SP"), "I-1", how="by hand"))
    room.take(close_issue(room.state, an_act("SP"), "I-1", cause="a wrong map"))
    room.take(name_stand_in(room.state, an_act("JB"), "SP", stand_in="JB"))

    room.correct(room.of(IssueClosed), "cause", "a wrong label map")

    closed = room.state.issues["I-1"].closed
    assert closed is not None
    assert (closed.by, closed.words) == ("SP", "a wrong label map")


def test_a_workaround_somebody_called_safe_keeps_its_words() -> None:
    room = full_room()
    words = "SP called these words safe, so they stay. Record the workaround anew, and have it called safe."

    with refused(words):
        room.correct(room.of(IssueWorkaround, 1), "workaround", "do nothing")
    room.correct(room.of(IssueWorkaround, 0), "workaround", "labels by hand")
    assert room.state.issues["I-1"].workaround == "check labels twice"


def test_who_signed_a_line_that_is_not_met_stays_and_who_found_one_met_does_not() -> None:
    room = full_room()
    met, signed_for = room.of(RestartItemAnswered), newest(room, "pause.restart_item")

    with refused("Whether a line is met, and who signed it, stays. Answer the line again: the newest answer counts."):
        room.correct(signed_for, "by", "DR")
    room.correct(met, "by", "SO")
    room.correct(signed_for, "second_words", "I agree: it is small")
    items = room.state.pauses["P-01"].items
    assert items[ITEMS[0]].by == "SO"
    assert items[ITEMS[-1]].second_words == "I agree: it is small"


def test_what_a_second_person_has_still_to_read_is_not_shown_by_a_correction() -> None:
    room = Room()
    seen = Marked(met="met", value="0", evidence="0 sessions on the list")
    entry = room.take(mark_criterion(room.state, an_act("MK"), "G1", "G1-01", seen))

    assert staying(room.state, entry.event, entry.seq)["evidence"] == STILL_READ
    with refused(STILL_READ):
        room.correct(entry, "evidence", "1 session on the list")


def test_the_answer_of_a_criterion_is_corrected_in_words_alone() -> None:
    room = full_room()
    room.correct(newest(room, "gate.criterion_marked", "evidence"), "evidence", "none left at 17:15")

    standing = room.state.gates["G1"].criteria
    assert [one.evidence for one in standing.values()][-1] == "none left at 17:15"
    assert [one.met for one in standing.values()] == ["met", "met", "met"]


def test_whom_a_message_is_for_and_how_it_went_are_corrected_with_what_follows() -> None:
    room = full_room()
    entry = room.of(MessageSent)
    room.correct(entry, "audience", "pharmacy")
    room.correct(entry, "channel", "text")
    room.correct(entry, "words", "We write on paper until 18:00.\nPhone us.")

    row, before = room.state.messages[0], full_room().state.messages[0]
    assert (before.due_at, row.due_at) == (None, at("Tue 18:30") - timedelta(days=7))
    assert (row.words.splitlines()[1], row.characters, row.changed) == ("Phone us.", 40, True)
    assert told(room.state, "planned")["pharmacy"].ref == "M-01"


def test_where_people_were_follows_who_where_and_when() -> None:
    room = full_room()
    entry = room.of(PresenceRecorded)
    room.correct(entry, "people", "SP, MK")
    room.correct(entry, "where", "on the phone")
    room.correct(entry, "at", "2026-11-26T16:30:00+00:00")

    instant = at("Thu 16:40")
    where = {initials: where_at(room.state, initials, instant) for initials in ("JB", "SP", "MK")}
    assert {key: one.where if one else None for key, one in where.items()} == {
        "JB": None,
        "SP": "on the phone",
        "MK": "on the phone",
    }


def test_since_when_somebody_stands_in_follows() -> None:
    room = Room()
    entry = room.take(name_stand_in(room.state, an_act("JB"), "MK", stand_in="JB"))
    room.correct(entry, "at", "2026-11-26T16:30:00+00:00")

    assert [one.since for one in room.state.stand_ins] == [at("Thu 16:30")]
    assert room.state.people["JB"].roles == ("PM", "LEAD", "REC")


def test_a_correction_whose_words_were_taken_out_changes_nothing_but_the_log() -> None:
    before = full_room()
    for entry in before.entries:
        for name in correctable(entry) if type(entry.event) in CORRECTABLE else ():
            room = full_room()
            room.take(EntryCorrected(**signed("JB", LATER), corrects=entry.seq, field=name, was="", now="", reason=""))
            assert facts_of(room.state) == facts_of(before.state)


# -- laws


def counts(state: RunState) -> tuple[object, ...]:
    """How many there are of everything, and every vote and decision: what no correction changes."""
    gates = [
        (
            [(len(poll.answers), [(one.station, one.vote, one.by) for one in poll.answers]) for poll in gate.polls],
            [(one.result, one.by, one.second, one.conditions) for one in gate.decisions],
            gate.passed,
            [(one.met, [look.value for look in one.looks]) for one in gate.criteria.values()],
        )
        for gate in state.gates.values()
    ]
    pauses = [
        (one.in_force, one.restarted and (one.restarted.by, one.restarted.second)) for one in state.pauses.values()
    ]
    issues = [(one.level, one.standing, len(one.journal)) for one in state.issues.values()]
    decided = [(one.event.decided, one.event.decided_by, one.event.knew) for one in state.decisions.values()]
    holds = [(one.is_open, [answer.answer for answer in one.answers]) for one in state.holds.values()]
    told_or_not = [(one.ref, one.is_told, len(one.acknowledged)) for one in state.messages]
    roles = {initials: person.roles for initials, person in state.people.items()}
    kept = (len(state.huddles), len(state.sitreps), [one.fingerprints for one in state.concerns], state.anchors)
    return gates, pauses, issues, decided, holds, told_or_not, roles, kept, len(state.tasks), state.attention


@drawn(st.data())
@settings(max_examples=60, deadline=None)
def test_no_correction_changes_how_many_there_are_nor_what_was_decided(data: st.DataObject) -> None:
    room = full_room()
    before = counts(room.state)
    for _ in range(data.draw(st.integers(1, 5))):
        entry = data.draw(st.sampled_from([one for one in full_room().entries if type(one.event) in CORRECTABLE]))
        name = data.draw(st.sampled_from([*CORRECTABLE[type(entry.event)], "by", "vote", "result", "level", "saw"]))
        now = data.draw(
            st.sampled_from([*PEOPLE, "yes", "no", "0", "", "2026-11-26T17:20:00+00:00", "go", "P1"])
            | st.text(max_size=8)
        )
        if name in correctable(entry) and data.draw(st.booleans()):
            now = data.draw(st.sampled_from(right_words(room, entry, name)))
        try:
            room.correct(entry, name, now, by=data.draw(st.sampled_from(["JB", "SP"])))
        except Refused:
            continue

    assert counts(room.state) == before
    assert fold(start_state(PLAN), room.entries) == room.state
