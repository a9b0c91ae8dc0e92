"""What a sitrep is filled in with, and what status and story say of huddles, sitreps and concerns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import StillClock, a_plan, an_act, an_entry, at, given, then
from tests.message_examples import TELLING, sent

from cutover_tui.domain.concerns import Concern, receive_concerns
from cutover_tui.domain.huddles import Report, hold_huddle, send_sitrep
from cutover_tui.domain.plan import RunKind
from cutover_tui.runner.huddle_board import due_clocks, position_of, roles_present, sitrep_facts
from cutover_tui.runner.run import Run
from cutover_tui.runner.story import plain_words
from cutover_tui.runner.telling_status import telling_lines, telling_objects
from cutover_tui.storage.concern_box import BOX_NAME, ConcernBox

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

NOW = at("Thu 17:42")
ONE = Concern(area="phones", words="zebra", urgent=False, salt="a" * 32)


def told_story(event: Event, state: RunState) -> str:
    return plain_words(an_entry(state.count, event), then(state, event))


def test_the_position_is_prefilled_paused_held_live_behind_or_on_plan(tmp_path: Path) -> None:
    clock = StillClock("Thu 14:00")
    run = Run.start(tmp_path / "run", a_plan(), kind=RunKind.REHEARSAL, clock=clock, by="JB")
    assert position_of(run.state, at("Thu 14:00")) == "on plan"
    assert position_of(run.state, at("Thu 18:00")) == "behind plan"
    run.ask_hold(an_act("MK", "Thu 14:00"), reason="The printer")
    assert position_of(run.state, at("Thu 14:00")) == "held"
    run.declare_pause(an_act("SP", "Thu 14:00"))
    assert position_of(run.state, at("Thu 14:00")) == "paused"
    run.close()


def test_open_issues_and_forms_are_counted_for_the_sitrep(tmp_path: Path) -> None:
    facts = sitrep_facts(given(), NOW, at("Thu 18:42"))

    assert (facts.p1, facts.p2, facts.forms, facts.next_at) == (0, 0, 0, at("Thu 18:42"))
    assert (facts.gate, facts.gate_on_time) == ("", "")
    assert not (tmp_path / "run").exists()


def test_the_roll_gives_the_roles_that_are_here(tmp_path: Path) -> None:
    run = Run.start(tmp_path / "run", a_plan(), kind=RunKind.REHEARSAL, clock=StillClock(), by="JB")
    run.record_presence(an_act("JB"), people=("JB", "MK"), where="in the room")

    assert roles_present(run.state, NOW) == ("PM", "REC")
    run.close()


def test_the_due_clocks_say_what_is_next_and_what_is_past() -> None:
    huddle, sitrep = due_clocks(given(), NOW)

    assert (huddle.words, huddle.is_past) == ("Next huddle was due 08:15, 9hr 27min ago", True)
    assert sitrep.words == "Next sitrep was due 08:00, 9hr 42min ago"
    assert due_clocks(given(), at("Thu 07:00"))[0].words == "Next huddle 08:15, in 1hr 15min"
    assert due_clocks(given(plan=a_plan(anchors=(), tasks=())), NOW)[0].words == "No huddle is due"


def test_the_story_tells_messages_huddles_sitreps_and_concerns() -> None:
    state = given(plan=TELLING)
    assert told_story(sent(words="A\nB", checked_by="", reason="alone", accessible=("phone",)), state) == (
        "Staff told, planned change, by phone call to all of them; written by JB; not checked: alone; also as phone: "
        "‘A / B’"
    )
    huddle = hold_huddle(
        state, an_act(), present=("PM",), well="calm", worries="None", confidence=5, decisions=("D-01",)
    )
    assert told_story(huddle, state) == (
        "Huddle with PM; going well: calm; worries: None; staff feel sure (5 of 5); decisions D-01"
    )
    report = Report(
        position="live", since_last="x", help_needed="None", sent_to="ICB", seal="R0001", gate="G4", gate_on_time="yes"
    )
    assert told_story(send_sitrep(state, an_act(), report), state) == (
        "Sitrep, live: x; open P1 0, P2 0; next gate G4, on time: yes; 0 forms to type in; help needed: None; "
        "sent to ICB"
    )
    assert told_story(receive_concerns([ONE], now=NOW, since=at("Thu 13:00")), state) == (
        "1 concern received without a name Thu 26 Nov between 13:00 and 18:00, about phones"
    )


def test_status_counts_concerns_by_period_and_holds_no_words() -> None:
    state = then(given(plan=TELLING), receive_concerns([ONE], now=NOW, since=at("Thu 13:00")))

    assert telling_objects(state, NOW)["concerns"] == [
        {"since": "2026-11-26T13:00:00+00:00", "until": "2026-11-26T18:00:00+00:00", "count": 1}
    ]
    assert telling_lines(state, NOW)[-1] == "Concerns without an answer: phones, Thu 26 Nov between 13:00 and 18:00"
    assert "zebra" not in str(telling_objects(state, NOW))


def test_status_has_every_message_with_its_exact_words() -> None:
    state = given(sent("patients"), plan=TELLING)

    (pharmacy, patients) = sorted(telling_objects(state, NOW)["messages"], key=lambda one: one["state"])  # type: ignore[call-overload]  # a list of objects
    assert (pharmacy["audience"], pharmacy["state"]) == ("pharmacy", "past due")
    assert patients["messages"][0]["words"] == "We write on paper."
    assert patients["messages"][0]["sent_at"] == "2026-11-26T17:42:00+00:00"


def test_a_stop_between_entry_and_file_writes_no_concern_twice(tmp_path: Path) -> None:
    """The entry was on the disk and the file was not: the next huddle finds its fingerprint and waits no more."""
    clock = StillClock("Thu 14:00")
    run = Run.start(tmp_path / "run", a_plan(), kind=RunKind.REHEARSAL, clock=clock, by="JB")
    box = ConcernBox(run.log.folder)
    box.hand_in("phones", "zebra", urgent=True)
    box.keep(clock.now())
    assert run.receive_concerns(box, clock.now()) is not None

    other = ConcernBox(run.log.folder)
    other.hand_in("results", "zebra two", urgent=False)
    forgotten = {one.salt: replace(one, batch=-1) for one in box.all()}
    other._known.update(forgotten)
    (run.log.folder / BOX_NAME).unlink()

    assert run.receive_concerns(other, clock.now()) is None
    assert [one.area for one in other.waiting()] == ["results"]
    assert run.receive_concerns(other, clock.now(), all_of_them=True) is not None
    run.close()
