"""What still waits for a seal on the wall sheet: pauses, restarts and handovers, until one covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given as for_any
from hypothesis import strategies as st
from tests.examples import an_act, given, signed, then
from tests.pause_examples import listed, paused, restarted, running

from cutover_tui.domain.handover import HandoverOffered, accept_handover, refuse_handover
from cutover_tui.domain.log_events import SealWritten, last_covered
from cutover_tui.domain.sealing import handover_moment, moments_without_seal, restart_moment, seal_covering

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

OFFERED = HandoverOffered(**signed(), role="PM", to="SP", place="in the room", situation="extract done")


def sealed(state: RunState, occasion: str = "", *, covers: int | None = None) -> RunState:
    """The run once a seal of everything so far, or up to a record, stands on the wall sheet."""
    last = state.count - 1 if covers is None else covers
    seal = f"R{last:04} 4175 8601 1308 7052"
    return then(state, SealWritten(**signed("MK", "Thu 20:00"), seal=seal, occasion=occasion))


def waiting(state: RunState) -> list[str]:
    """What still waits for a seal."""
    return [moment.occasion for moment in moments_without_seal(state)]


def test_a_pause_waits_for_its_seal_until_one_is_written() -> None:
    state = paused()

    assert waiting(running()) == []
    assert waiting(state) == ["pause P-01"]
    assert waiting(sealed(state, "pause P-01")) == []


def test_a_seal_for_something_else_covers_what_was_before_it() -> None:
    state = sealed(paused(), "gate G1")

    assert waiting(state) == []
    assert seal_covering(state, state.pauses["P-01"].seq) == state.seals[0][1]


def test_a_seal_shown_before_the_pause_does_not_cover_it_though_it_was_recorded_after() -> None:
    state = paused()
    before = state.pauses["P-01"].seq - 1

    assert waiting(sealed(state, covers=before)) == ["pause P-01"]
    assert seal_covering(sealed(state, covers=before), before + 1) == ""


def test_a_restart_waits_for_a_seal_of_its_own() -> None:
    state = sealed(listed(paused()), "pause P-01")

    assert restart_moment(state.pauses["P-01"]) is None
    assert waiting(restarted(state)) == ["restart of P-01"]
    assert waiting(sealed(restarted(state))) == []


def test_a_handover_waits_once_it_is_accepted_and_never_while_it_is_offered_or_refused() -> None:
    offered = given(OFFERED)
    taken = then(offered, accept_handover(offered, an_act("SP"), "SH-1", heard_by="JB", top_three="labs, EPS, slips"))
    left = then(offered, refuse_handover(offered, an_act("SP"), "SH-1", reason="in clinic"))

    assert waiting(offered) == waiting(left) == []
    assert waiting(taken) == ["handover SH-1"]
    moment = handover_moment(taken.handovers["SH-1"])
    assert moment is not None
    assert moment.what == "Handover SH-1 was accepted"


def test_what_happened_first_stands_first() -> None:
    state = restarted(listed(paused()))

    assert waiting(state) == ["pause P-01", "restart of P-01"]


def test_a_seal_says_itself_what_it_covers() -> None:
    assert last_covered("R0137 4175 8601 1308 7052", 140) == 137
    assert last_covered("R0137 4175 8601 1308 7052", 100) == 100
    assert last_covered("1 2 3 4", 0) == 0
    assert last_covered("none written yet", 12) == 12


@for_any(st.integers(min_value=0, max_value=40))
def test_nothing_up_to_the_last_record_a_seal_covers_waits(covers: int) -> None:
    before = restarted(listed(paused()))
    state = sealed(before, covers=covers)

    left = moments_without_seal(state)
    assert all(moment.seq > covers for moment in left)
    assert set(left) == {moment for moment in moments_without_seal(before) if moment.seq > covers}


@for_any(st.text(max_size=40), st.integers(min_value=0, max_value=10_000))
def test_no_seal_covers_more_than_what_was_before_it(seal: str, before: int) -> None:
    assert last_covered(seal, before) <= before
