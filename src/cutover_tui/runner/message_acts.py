"""The acts of telling people, one method each: sent, not told, acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.messages import MOST_CHARACTERS, acknowledge_message, mark_not_told, send_message
from cutover_tui.runner.acting import Acting, one_line
from cutover_tui.storage.clean_text import clean_text

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.messages import Draft


class MessageActs(Acting):
    """What `Run` can record about telling people."""

    def send_message(self, act: Act, audience: str, draft: Draft) -> Entry:
        """Record that a person sent a message, with its exact words; the program sends nothing."""
        clean = replace(
            draft,
            words=clean_text(draft.words, MOST_CHARACTERS, lines=True).strip(),
            who=one_line(draft.who),
            reason=one_line(draft.reason),
            expected=one_line(draft.expected),
            meanwhile=one_line(draft.meanwhile),
        )
        return self._record(act, lambda state, now: send_message(state, now, audience, clean))

    def mark_not_told(self, act: Act, audience: str, *, occasion: str, reason: str) -> Entry:
        """Record that an audience is not told about an event, and why."""
        words = one_line(reason)
        return self._record(
            act, lambda state, now: mark_not_told(state, now, audience, occasion=occasion, reason=words)
        )

    def acknowledge_message(self, act: Act, ref: str, *, whom: str) -> Entry:
        """Record that somebody who was told said that they had it."""
        words = one_line(whom)
        return self._record(act, lambda state, now: acknowledge_message(state, now, ref, whom=words))
