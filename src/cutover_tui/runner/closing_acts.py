"""The acts of closing a run, one method each: an exception signed, the run closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.closing import close_run, sign_exception
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class ClosingActs(Acting):
    """What `Run` can record about closing it."""

    def sign_exception(self, act: Act, matter: str, *, second: str, owner: str, until: str, reason: str) -> Entry:
        """Record that two people accept something that is not settled when the run is closed."""
        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: sign_exception(
                state, now, matter, second=second, owner=owner, until=until, reason=words
            ),
        )

    def close_run(self, act: Act, *, second: str) -> Entry:
        """Record that the run is closed."""
        return self._record(act, lambda state, now: close_run(state, now, second=second))
