"""The acts on services, one method each: moved, caught, counted, explained, called, promise kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.confirmation import NOTHING_SAID, Confirmation
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.service_calls import call_about_service, keep_promise
from cutover_tui.domain.service_counts import count_service, explain_service
from cutover_tui.domain.service_moves import move_service, name_catcher
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class ServiceActs(Acting):
    """What `Run` can record about services."""

    def move_service(
        self,
        act: Act,
        instance: str,
        to: str,
        *,
        said: Confirmation = NOTHING_SAID,
        reason: str = "",
        checked_by: str = "",
    ) -> Entry:
        """Record that a service came into another state; the tasks that say the same are completed with it."""
        clean, words = cleaned(said), one_line(reason)
        return self._record(
            act,
            lambda state, now: move_service(state, now, instance, to, said=clean, reason=words, checked_by=checked_by),
        )

    def name_catcher(self, act: Act, instance: str, *, catcher: str, route: str) -> Entry:
        """Record who catches what a service would have carried, and by which route."""
        words = one_line(route)
        return self._record(act, lambda state, now: name_catcher(state, now, instance, catcher=catcher, route=words))

    def count_service(self, act: Act, instance: str, *, what: str, count: int, reason: str = "") -> Entry:
        """Record a count of what a service carried."""
        words = one_line(reason)
        return self._record(
            act, lambda state, now: count_service(state, now, instance, what=what, count=count, reason=words)
        )

    def explain_service(self, act: Act, instance: str, *, explanation: str) -> Entry:
        """Record why the counts of a service differ."""
        words = one_line(explanation)
        return self._record(act, lambda state, now: explain_service(state, now, instance, explanation=words))

    def call_about_service(
        self,
        act: Act,
        instance: str,
        *,
        whom: str,
        means: str = "call",
        reference: str = "",
        promised_by: datetime | None = None,
        said: str = "",
    ) -> Entry:
        """Record a call or message to the other end of a service, and what they promised."""
        reached, their_reference, words = one_line(whom), one_line(reference), one_line(said)
        return self._record(
            act,
            lambda state, now: call_about_service(
                state,
                now,
                instance,
                whom=reached,
                means=means,
                reference=their_reference,
                promised_by=promised_by,
                said=words,
            ),
        )

    def keep_promise(self, act: Act, instance: str, *, call: int, seen: str = "") -> Entry:
        """Record that what was promised in a call is done."""
        words = one_line(seen)
        return self._record(act, lambda state, now: keep_promise(state, now, instance, call=call, seen=words))


def cleaned(said: Confirmation) -> Confirmation:
    """What was said about a service, as text may enter the log."""
    return replace(
        said,
        confirmed_with=one_line(said.confirmed_with),
        reference=one_line(said.reference),
        first_item=one_line(said.first_item),
        route=one_line(said.route),
    )
