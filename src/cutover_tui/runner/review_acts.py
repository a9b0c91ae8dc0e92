"""The act about the look for identifiers before a copy leaves the practice: what somebody answered to a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.findings import answer_finding
from cutover_tui.runner.acting import Acting

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class ReviewActs(Acting):
    """What `Run` can record about that look."""

    def answer_finding(self, act: Act, finding: str, *, entry: int, kind: str, answer: str) -> Entry:
        """Record the answer to a finding: whether its words stay in the copies without names."""
        return self._record(
            act,
            lambda state, now: answer_finding(state, now, finding=finding, entry=entry, kind=kind, answer=answer),
        )
