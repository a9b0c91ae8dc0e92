"""The acts at gates, one method each: criteria, roll call, decision, and that work went ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.gate_criteria import add_condition, check_criterion, mark_criterion
from cutover_tui.domain.gate_decisions import decide_gate, went_ahead
from cutover_tui.domain.roll_call import answer_station, close_poll, put_question, state_fact
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.gate_criteria import Marked
    from cutover_tui.domain.gate_decisions import Wish
    from cutover_tui.domain.roll_call import Said


class GateActs(Acting):
    """What `Run` can record about gates."""

    def mark_criterion(self, act: Act, gate: str, criterion: str, said: Marked) -> Entry:
        """Record how a criterion stands, as the first person to look."""
        clean = replace(
            said,
            value=one_line(said.value),
            evidence=one_line(said.evidence),
            condition=one_line(said.condition),
        )
        return self._record(act, lambda state, now: mark_criterion(state, now, gate, criterion, clean))

    def check_criterion(self, act: Act, gate: str, criterion: str, *, met: str, value: str) -> Entry:
        """Record another person's look at a criterion."""
        read = one_line(value)
        return self._record(act, lambda state, now: check_criterion(state, now, gate, criterion, met=met, value=read))

    def add_condition(self, act: Act, gate: str, *, title: str, owner: str, due: datetime) -> Entry:
        """Record a condition of passing a gate; it becomes a task."""
        words = one_line(title)
        return self._record(act, lambda state, now: add_condition(state, now, gate, title=words, owner=owner, due=due))

    def put_question(self, act: Act, gate: str) -> Entry:
        """Record that the question of a gate was put; all earlier answers are void."""
        return self._record(act, lambda state, now: put_question(state, now, gate))

    def answer_station(self, act: Act, gate: str, station: str, said: Said, *, poll: int = 0) -> Entry:
        """Record what a station answered to the question that was on the screen."""
        clean = replace(said, words=one_line(said.words), reference=one_line(said.reference))
        return self._record(act, lambda state, now: answer_station(state, now, gate, station, clean, poll=poll))

    def close_poll(self, act: Act, gate: str, *, objector: str = "", objection: str = "", poll: int = 0) -> Entry:
        """Record that strong objections were asked for and the roll call is closed."""
        words = one_line(objection)
        return self._record(
            act,
            lambda state, now: close_poll(state, now, gate, objector=objector, objection=words, poll=poll),
        )

    def state_fact(self, act: Act, gate: str, *, party: str, fact: str, reference: str = "") -> Entry:
        """Record what a supplier stated."""
        words, theirs = one_line(fact), one_line(reference)
        return self._record(
            act, lambda state, now: state_fact(state, now, gate, party=party, fact=words, reference=theirs)
        )

    def decide_gate(self, act: Act, gate: str, wish: Wish) -> Entry:
        """Record how a gate is decided."""
        clean = replace(wish, reasons=one_line(wish.reasons), although=one_line(wish.although))
        return self._record(act, lambda state, now: decide_gate(state, now, gate, clean))

    def went_ahead(
        self, act: Act, gate: str, *, happened: datetime | None = None, known: str = "", follows: str = ""
    ) -> Entry:
        """Record that work went ahead before a gate was recorded."""
        knew, then = one_line(known), one_line(follows)
        return self._record(
            act, lambda state, now: went_ahead(state, now, gate, happened=happened, known=knew, follows=then)
        )
