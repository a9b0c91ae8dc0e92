"""The acts of standing together and of answering concerns, one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.concerns import answer_concerns, are_ready, receive_concerns
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.huddles import NewProblem, hold_huddle, send_sitrep
from cutover_tui.runner.acting import Acting, one_line
from cutover_tui.storage.clean_text import NOTE_LIMIT, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.huddles import Report
    from cutover_tui.domain.state import RunState
    from cutover_tui.storage.concern_box import ConcernBox


class TellingActs(Acting):
    """What `Run` can record about huddles, sitreps and concerns."""

    state: RunState
    entries: list[Entry]

    def hold_huddle(
        self,
        act: Act,
        *,
        present: tuple[str, ...],
        well: str,
        worries: str,
        confidence: int,
        decisions: tuple[str, ...] = (),
        next_at: datetime | None = None,
    ) -> Entry:
        """Record a huddle."""
        good, bad = one_line(well), clean_text(worries, NOTE_LIMIT, lines=True).strip()
        return self._record(
            act,
            lambda state, now: hold_huddle(
                state,
                now,
                present=present,
                well=good,
                worries=bad,
                confidence=confidence,
                decisions=decisions,
                next_at=next_at,
            ),
        )

    def send_sitrep(self, act: Act, report: Report) -> Entry:
        """Record that the position was reported; the program sends nothing."""
        clean = replace(
            report,
            since_last=clean_text(report.since_last, NOTE_LIMIT, lines=True).strip(),
            help_needed=one_line(report.help_needed),
            sent_to=one_line(report.sent_to),
            gate=one_line(report.gate),
            problem=_cleaned(report.problem),
        )
        return self._record(act, lambda state, now: send_sitrep(state, now, clean))

    def answer_concerns(
        self, act: Act, batch: int, *, area: str, action_taken: str, feedback_given: str, linked_decision: str = ""
    ) -> Entry:
        """Record what was done about concerns, and how staff were told."""
        done, told, decision = one_line(action_taken), one_line(feedback_given), one_line(linked_decision)
        return self._record(
            act,
            lambda state, now: answer_concerns(
                state, now, batch, area=area, action_taken=done, feedback_given=told, linked_decision=decision
            ),
        )

    def receive_concerns(self, box: ConcernBox, now: datetime, *, all_of_them: bool = False) -> Entry | None:
        """Write all concerns that wait as one entry; None where there is none, or one alone is held over.

        Args:
            box: Where they are kept.
            now: The caller's clock.
            all_of_them: True when a run is closed, and nothing is held over any more.
        """
        box.keep(now)
        box.received({batch.seq: batch.fingerprints for batch in self.state.concerns})
        waiting = box.waiting()
        entry = None
        if waiting and (all_of_them or are_ready(waiting)):
            since = self._gathering_before(held_over=any(one.held_over for one in waiting), closing=all_of_them)
            entry = self._record_event(lambda at: receive_concerns(waiting, now=at, since=since))
            box.received({entry.seq: (one.fingerprint for one in waiting)})
        elif waiting:
            box.hold_over()
        box.keep(now)
        return entry

    def _gathering_before(self, *, held_over: bool, closing: bool) -> datetime:
        """When people stood together before this time, or one time earlier where something was held over.

        A close is no gathering: what waits then is written before it, and was said since the last one.
        """
        gathered = [(huddle.seq, huddle.said.at) for huddle in self.state.huddles]
        gathered += [(made.seq, made.at) for gate in self.state.gates.values() for made in gate.decisions]
        times = [self.entries[0].recorded_at, *(at for _seq, at in sorted(gathered))]
        back = 1 + (not closing) + held_over
        return times[-back] if len(times) >= back else times[0]

    def _record_event(self, make: Callable[[datetime], Event]) -> Entry:
        """Record what the program itself says; `Run` does it."""
        raise NotImplementedError


def _cleaned(problem: NewProblem | None) -> NewProblem | None:
    if problem is None:
        return None
    return NewProblem(
        place=one_line(problem.place),
        kind=one_line(problem.kind),
        hazard=one_line(problem.hazard),
        access=one_line(problem.access),
        number=one_line(problem.number),
        escalated=one_line(problem.escalated),
    )
