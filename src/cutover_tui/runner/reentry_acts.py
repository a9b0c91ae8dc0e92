"""The acts about re-entry and its paper slips, one method each, which a `Run` inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.reentry import count_entered, count_explained, count_logged, return_nil, take_back_count
from cutover_tui.domain.reentry_closing import check_sample, close_category
from cutover_tui.domain.slips import count_slips, issue_slips
from cutover_tui.runner.acting import Acting, one_line
from cutover_tui.storage.clean_text import NAME_LIMIT, clean_text

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class ReentryActs(Acting):
    """What people record about re-entry."""

    def count_logged(self, act: Act, category: str, number: int, *, day: str = "", site: str = "") -> Entry:
        """Record that paper was counted."""
        return self._record(act, lambda state, now: count_logged(state, now, category, number, day=day, site=site))

    def count_entered(self, act: Act, category: str, number: int, *, day: str = "", site: str = "") -> Entry:
        """Record that some of what was logged was entered."""
        return self._record(act, lambda state, now: count_entered(state, now, category, number, day=day, site=site))

    def count_explained(
        self, act: Act, category: str, number: int, *, why: str, reason: str = "", day: str = "", site: str = ""
    ) -> Entry:
        """Record that some of what was logged is not entered, and why."""
        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: count_explained(state, now, category, number, why=why, reason=words, day=day, site=site),
        )

    def take_back_count(
        self, act: Act, category: str, number: int, *, count: str, reason: str, day: str = "", site: str = ""
    ) -> Entry:
        """Record that an earlier count was too high."""
        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: take_back_count(
                state, now, category, number, count=count, reason=words, day=day, site=site
            ),
        )

    def return_nil(self, act: Act, category: str, *, day: str = "", site: str = "") -> Entry:
        """Record that somebody looked and there was nothing."""
        return self._record(act, lambda state, now: return_nil(state, now, category, day=day, site=site))

    def check_sample(self, act: Act, category: str, *, looked: int, right: int) -> Entry:
        """Record a second person's look at a sample of what was entered."""
        return self._record(act, lambda state, now: check_sample(state, now, category, looked=looked, right=right))

    def close_category(self, act: Act, category: str, *, checked_by: str = "", reason: str = "") -> Entry:
        """Record that a category with nothing left is closed."""
        words = one_line(reason)
        return self._record(
            act, lambda state, now: close_category(state, now, category, checked_by=checked_by, reason=words)
        )

    def issue_slips(self, act: Act, slips: str, *, to: str) -> Entry:
        """Record that a range of numbered slips was handed out."""
        words = clean_text(to, NAME_LIMIT).strip()
        return self._record(act, lambda state, now: issue_slips(state, now, slips, to=words))

    def count_slips(self, act: Act, slips: str, *, used: int, void: int, returned: int, entered: int = 0) -> Entry:
        """Record what became of the slips of a range, as they stand."""
        return self._record(
            act,
            lambda state, now: count_slips(state, now, slips, used=used, void=void, returned=returned, entered=entered),
        )
