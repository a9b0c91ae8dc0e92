"""The acts on the decision log, one method each: logged, read back, looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.decisions import log_decision, read_back, review_decision
from cutover_tui.domain.deferred import replace
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.decisions import DecisionDraft
    from cutover_tui.domain.events import Entry


class DecisionActs(Acting):
    """What `Run` can record about decisions."""

    def log_decision(self, act: Act, draft: DecisionDraft) -> Entry:
        """Record a decision with what it was judged on."""
        clean = cleaned_draft(draft)
        return self._record(act, lambda state, now: log_decision(state, now, clean))

    def read_back(self, act: Act, ref: str, *, how: str) -> Entry:
        """Record that who decided heard the entry and called it right."""
        return self._record(act, lambda state, now: read_back(state, now, ref, how=how))

    def review_decision(self, act: Act, ref: str, *, what_happened: str, review_at: datetime | None = None) -> Entry:
        """Record what came of a decision."""
        words = one_line(what_happened)
        return self._record(
            act, lambda state, now: review_decision(state, now, ref, what_happened=words, review_at=review_at)
        )


def cleaned_draft(draft: DecisionDraft) -> DecisionDraft:
    """What is said of a decision, as text may enter the log."""
    return replace(
        draft,
        question=one_line(draft.question),
        knew=one_line(draft.knew),
        not_known=one_line(draft.not_known),
        options=one_line(draft.options),
        risks=one_line(draft.risks),
        basis=one_line(draft.basis),
        decided=one_line(draft.decided),
        reasons=one_line(draft.reasons),
        present=one_line(draft.present),
        other_views=one_line(draft.other_views),
    )
