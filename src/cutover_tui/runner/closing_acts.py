"""The acts of closing a run, one method each: an exception signed, the run closed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cutover_tui.domain.closing import close_run, sign_exception
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState


class ClosingActs(Acting):
    """What `Run` can record about closing it."""

    state: RunState

    def sign_exception(self, act: Act, matter: str, *, second: str, owner: str, until: str, reason: str) -> Entry:
        """Record that two people accept something that is not settled when the run is closed."""
        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: sign_exception(
                state, now, matter, second=second, owner=owner, until=until, reason=words
            ),
        )

    def close_run(self, act: Act, *, second: str, gather: Callable[[], object] | None = None) -> Entry:
        """Record that the run is closed.

        Args:
            act: The first of the two who close it.
            second: Initials of the other.
            gather: Writes what was kept apart from the log until now, before the last entry; not called where the close
                is refused. That it did not succeed keeps nobody from closing.
        """
        if gather is not None:
            with suppress(Refused):
                close_run(self.state, act, second=second)
                gather()
        return self._record(act, lambda state, now: close_run(state, now, second=second))
