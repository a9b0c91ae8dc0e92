"""The acts on tasks, one method each, which a `Run` inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.deferral import defer_task
from cutover_tui.domain.notes import add_note
from cutover_tui.domain.second_person import check_task
from cutover_tui.domain.tasks import complete_task, mark_cannot_do, mark_not_needed, reopen_task, start_task
from cutover_tui.runner.acting import Acting, one_line, several_lines
from cutover_tui.runner.service_acts import cleaned

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class TaskActs(Acting):
    """What people record about tasks."""

    def start_task(self, act: Act, ref: str) -> Entry:
        """Record that somebody begins a task."""
        return self._record(act, lambda state, now: start_task(state, now, ref))

    def complete_task(
        self,
        act: Act,
        ref: str,
        *,
        observed: str = "",
        checked_by: str = "",
        reason: str = "",
        complications: str = "",
        note: str = "",
        said: Confirmation = NOTHING_SAID,
    ) -> Entry:
        """Record that a task was done; where it moves a service, also what the other end confirmed."""
        observed, reason, complications = one_line(observed), one_line(reason), one_line(complications)
        note, confirmed = several_lines(note), cleaned(said)
        return self._record(
            act,
            lambda state, now: complete_task(
                state,
                now,
                ref,
                observed=observed,
                checked_by=checked_by,
                reason=reason,
                complications=complications,
                note=note,
                said=confirmed,
            ),
        )

    def check_task(self, act: Act, ref: str, *, observed: str, agrees: bool) -> Entry:
        """Record a second person's check."""
        seen = one_line(observed)
        return self._record(act, lambda state, now: check_task(state, now, ref, observed=seen, agrees=agrees))

    def reopen_task(self, act: Act, ref: str, *, reason: str) -> Entry:
        """Record that a task is to do again."""
        words = one_line(reason)
        return self._record(act, lambda state, now: reopen_task(state, now, ref, reason=words))

    def mark_not_needed(self, act: Act, ref: str, *, reason: str) -> Entry:
        """Record that a task does not apply here."""
        words = one_line(reason)
        return self._record(act, lambda state, now: mark_not_needed(state, now, ref, reason=words))

    def mark_cannot_do(self, act: Act, ref: str, *, reason: str) -> Entry:
        """Record that a task cannot be done for now."""
        words = one_line(reason)
        return self._record(act, lambda state, now: mark_cannot_do(state, now, ref, reason=words))

    def defer_task(self, act: Act, ref: str, *, to: str, until: str, reason: str) -> Entry:
        """Record that a task is put off to a later list and time."""
        words = one_line(reason)
        return self._record(act, lambda state, now: defer_task(state, now, ref, to=to, until=until, reason=words))

    def add_note(self, act: Act, note: str, *, ref: str = "") -> Entry:
        """Record a note about a task, or about the run."""
        words = several_lines(note)
        return self._record(act, lambda state, now: add_note(state, now, words, ref=ref))
