"""The acts on issues, one method each: raised, journalled, levelled, made safe, closed, and what becomes known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.issue_facts import (
    count_patients,
    note_supplier,
    own_issue,
    rate_issue,
    record_harm,
    record_nationally,
    understand_issue,
    work_around,
)
from cutover_tui.domain.issues import (
    change_level,
    close_issue,
    journal_issue,
    make_safe,
    raise_issue,
    reopen_issue,
)
from cutover_tui.domain.pause_prompts import carry_on
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class IssueActs(Acting):
    """What `Run` can record about issues."""

    def raise_issue(self, act: Act, what: str, *, area: str, answer: str) -> Entry:
        """Record that somebody reports an issue."""
        words = one_line(what)
        return self._record(act, lambda state, now: raise_issue(state, now, words, area=area, answer=answer))

    def journal_issue(self, act: Act, ref: str, words: str, *, told: str = "") -> Entry:
        """Record what was done or said about an issue, and who was told."""
        said, whom = one_line(words), one_line(told)
        return self._record(act, lambda state, now: journal_issue(state, now, ref, said, told=whom))

    def change_level(self, act: Act, ref: str, to: str, *, reason: str = "") -> Entry:
        """Record that an issue is more or less urgent than it was."""
        words = one_line(reason)
        return self._record(act, lambda state, now: change_level(state, now, ref, to, reason=words))

    def make_issue_safe(self, act: Act, ref: str, *, how: str) -> Entry:
        """Record what made an issue safe."""
        words = one_line(how)
        return self._record(act, lambda state, now: make_safe(state, now, ref, how=words))

    def close_issue(self, act: Act, ref: str, *, cause: str) -> Entry:
        """Record that an issue is closed, and what was found out."""
        words = one_line(cause)
        return self._record(act, lambda state, now: close_issue(state, now, ref, cause=words))

    def reopen_issue(self, act: Act, ref: str, *, reason: str) -> Entry:
        """Record that an issue is open again."""
        words = one_line(reason)
        return self._record(act, lambda state, now: reopen_issue(state, now, ref, reason=words))

    def own_issue(self, act: Act, ref: str, *, owner: str) -> Entry:
        """Record who sees to an issue."""
        return self._record(act, lambda state, now: own_issue(state, now, ref, owner=owner))

    def work_around(self, act: Act, ref: str, *, workaround: str, safe_by: str = "") -> Entry:
        """Record the way round an issue, and which clinician says that it is safe."""
        words = one_line(workaround)
        return self._record(act, lambda state, now: work_around(state, now, ref, workaround=words, safe_by=safe_by))

    def note_supplier(
        self, act: Act, ref: str, *, supplier: str, reference: str = "", severity: str = "", release: str = ""
    ) -> Entry:
        """Record what a supplier calls an issue."""
        name, theirs, how_bad, version = (one_line(text) for text in (supplier, reference, severity, release))
        return self._record(
            act,
            lambda state, now: note_supplier(
                state, now, ref, supplier=name, reference=theirs, severity=how_bad, release=version
            ),
        )

    def count_patients(self, act: Act, ref: str, *, patients: int, approx: bool = False, forms: str = "") -> Entry:
        """Record how many patients an issue touches."""
        numbers = one_line(forms)
        return self._record(
            act, lambda state, now: count_patients(state, now, ref, patients=patients, approx=approx, forms=numbers)
        )

    def rate_issue(
        self,
        act: Act,
        ref: str,
        *,
        severity: str,
        likelihood: str,
        new_hazard: str,
        known_hazard: str,
        control_failed: str,
        hazards: str = "",
        controls: str = "",
        assessment: str = "",
    ) -> Entry:
        """Record how a clinician rates the risk of an issue."""
        hazard_refs, control_refs, words = one_line(hazards), one_line(controls), one_line(assessment)
        return self._record(
            act,
            lambda state, now: rate_issue(
                state,
                now,
                ref,
                severity=severity,
                likelihood=likelihood,
                new_hazard=new_hazard,
                known_hazard=known_hazard,
                control_failed=control_failed,
                hazards=hazard_refs,
                controls=control_refs,
                assessment=words,
            ),
        )

    def understand_issue(
        self, act: Act, ref: str, *, cause: str = "", factors: tuple[str, ...] = (), learning: str = ""
    ) -> Entry:
        """Record what was found out about an issue, what contributed, and what is learnt."""
        found, learnt = one_line(cause), one_line(learning)
        return self._record(
            act, lambda state, now: understand_issue(state, now, ref, cause=found, factors=factors, learning=learnt)
        )

    def record_harm(
        self, act: Act, ref: str, *, physical: str = "", psychological: str = "", near_miss: str = "", candour: str = ""
    ) -> Entry:
        """Record what harm an issue did."""
        return self._record(
            act,
            lambda state, now: record_harm(
                state,
                now,
                ref,
                physical=physical,
                psychological=psychological,
                near_miss=near_miss,
                candour=candour,
            ),
        )

    def record_nationally(self, act: Act, ref: str, *, lfpse: str, reference: str = "") -> Entry:
        """Record whether an issue is recorded with LFPSE."""
        number = one_line(reference)
        return self._record(act, lambda state, now: record_nationally(state, now, ref, lfpse=lfpse, reference=number))

    def carry_on(self, act: Act, prompt: str, *, about: tuple[str, ...], reason: str) -> Entry:
        """Record that people were asked whether to pause, and carry on."""
        words = one_line(reason)
        return self._record(act, lambda state, now: carry_on(state, now, prompt, about=about, reason=words))
