"""The people board and the handover page: rows, words, and what `status` says of who is here."""

from __future__ import annotations

from tests.examples import ZONE, an_act, at, done, given, signed

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.handover import HandoverOffered, open_handovers
from cutover_tui.domain.presence import PresenceRecorded, StandInNamed
from cutover_tui.domain.service_calls import ServiceCalled
from cutover_tui.domain.service_moves import move_service
from cutover_tui.domain.tasks import TaskDeferred
from cutover_tui.runner.handover_page import handover_blocks
from cutover_tui.runner.presence_board import (
    offer_words,
    person_rows,
    presence_lines,
    presence_objects,
    roll_words,
    stand_in_words,
)

NOW = at("Thu 17:42")
ROLL = PresenceRecorded(**signed(when="Thu 17:00"), people=("SP", "MK"), where="in the room")
PHONE = PresenceRecorded(**signed(when="Thu 17:10"), people=("DR",), where="on the phone")
STAND_IN = StandInNamed(**signed(), person="DR", stand_in="SP", roles=("CSO", "CL"))
OFFER = HandoverOffered(**signed(), role="PM", to="SP", place="in the room", situation="x")


def test_who_is_here_stands_first_once_a_roll_is_kept() -> None:
    rows = person_rows(given(ROLL, PHONE), NOW)

    assert [(row.person.initials, row.here) for row in rows] == [
        ("SP", True),
        ("MK", True),
        ("DR", True),
        ("JB", False),
    ]


def test_without_a_roll_the_order_is_that_of_the_roster() -> None:
    assert [row.person.initials for row in person_rows(given(), NOW)] == ["JB", "SP", "MK", "DR"]
    assert roll_words(given(), NOW) == "Nobody has said yet who is here."


def test_the_roll_in_words() -> None:
    assert roll_words(given(ROLL, PHONE), NOW) == "3 here: 2 in the room, 1 on the phone"


def test_who_stands_in_is_said_of_both() -> None:
    words = {row.person.initials: stand_in_words(row) for row in person_rows(given(STAND_IN), NOW)}

    assert words == {"JB": "", "SP": "holds CSO, CL for DR", "MK": "", "DR": "SP holds CSO, CL"}


def test_an_open_handover_says_that_nothing_has_changed() -> None:
    (handover,) = open_handovers(given(OFFER))

    assert offer_words(handover, NOW, ZONE) == ("SH-1: PM from JB to SP, offered 17:42. Until SP accepts, JB holds it.")


def test_status_tells_who_is_here() -> None:
    assert presence_objects(given(PHONE, STAND_IN), NOW) == [
        {
            "initials": "DR",
            "name": "Dana Rao",
            "roles": [],
            "where": "on the phone",
            "since": "2026-11-26T17:10:00+00:00",
            "stands_in_for": [],
        }
    ]
    assert presence_lines(given(PHONE, STAND_IN, OFFER), NOW) == [
        "People: 1 here: 0 in the room, 1 on the phone.",
        "SP holds CSO, CL for DR.",
        "Handover SH-1: PM from JB to SP, offered 17:42. Until SP accepts, JB holds it.",
    ]
    assert presence_lines(given(), NOW) == []


def test_the_handover_page_names_what_is_open_block_by_block() -> None:
    said = Confirmation(confirmed_with="desk", reference="7", catcher="SP", route="the lab rings 214")
    off = move_service(given(), an_act("SP"), "pathology:north-lab", "paper", said=said, reason="early")
    called = ServiceCalled(
        **signed(), service="eps", means="call", whom="desk", promised_by=at("Thu 19:00").isoformat()
    )
    deferred = TaskDeferred(**signed(), task="F-03", to="C", until="CUT+1h", reason="waiting for the desk")
    early = done("P-02", unusual=("too early",), reason="it was ready")

    blocks = {block.name: block.lines for block in handover_blocks(given(off, called, deferred, early, ROLL), NOW)}
    assert blocks["Services that are not as usual"] == (
        "Pathology results (north-lab): PAPER, caught by SP: the lab rings 214",
    )
    assert blocks["Put off and still open"][0].endswith("to C: waiting for the desk")
    assert blocks["Done out of the ordinary"][-1].endswith("too early. it was ready")
    assert blocks["Promised to us"] == ("Electronic prescriptions: desk, by 19:00",)
    assert len(blocks["Next tasks"]) == 3
    assert blocks["Who is here"] == (
        "SP Sam Patel (CL) in the room since 17:00",
        "MK Mary Kay (REC) in the room since 17:00",
    )
