"""The acts about who is here and who holds which role, one method each, which a `Run` inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.handover import accept_handover, offer_handover, refuse_handover
from cutover_tui.domain.presence import end_stand_in, name_stand_in, record_presence
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class PresenceActs(Acting):
    """What people record about who is here and who holds which role."""

    def record_presence(self, act: Act, people: tuple[str, ...], *, where: str) -> Entry:
        """Record that people are in the room, on the phone or not here."""
        return self._record(act, lambda state, now: record_presence(state, now, people=people, where=where))

    def name_stand_in(
        self, act: Act, person: str, *, stand_in: str, roles: tuple[str, ...] = (), reason: str = ""
    ) -> Entry:
        """Record that somebody holds roles of somebody else from now on."""
        words = one_line(reason)
        return self._record(
            act,
            lambda state, now: name_stand_in(state, now, person, stand_in=stand_in, roles=roles, reason=words),
        )

    def end_stand_in(self, act: Act, person: str) -> Entry:
        """Record that somebody holds their own roles again."""
        return self._record(act, lambda state, now: end_stand_in(state, now, person))

    def offer_handover(
        self,
        act: Act,
        role: str,
        *,
        to: str,
        place: str,
        sbar: tuple[str, str, str, str],
        shown: tuple[str, str, str] = ("", "", ""),
    ) -> Entry:
        """Record that somebody begins to hand a role over.

        Args:
            act: The person who hands over, and when.
            role: Code of the role.
            to: Initials of the person who is to take it.
            place: `in the room` or `on the phone`.
            sbar: Situation, background, assessment and recommendation, in this order.
            shown: What was shown beside them: open issues, next gate and seal.
        """
        situation, background, assessment, recommendation = (one_line(part) for part in sbar)
        open_issues, next_gate, seal = shown
        return self._record(
            act,
            lambda state, now: offer_handover(
                state,
                now,
                role,
                to=to,
                place=place,
                situation=situation,
                background=background,
                assessment=assessment,
                recommendation=recommendation,
                open_issues=open_issues,
                next_gate=next_gate,
                seal=seal,
            ),
        )

    def accept_handover(
        self,
        act: Act,
        ref: str,
        *,
        heard_by: str,
        top_three: str,
        said_back: tuple[str, ...] = (),
        question: str = "",
    ) -> Entry:
        """Record that somebody takes a role over."""
        top, asked = one_line(top_three), one_line(question)
        return self._record(
            act,
            lambda state, now: accept_handover(
                state, now, ref, heard_by=heard_by, top_three=top, said_back=said_back, question=asked
            ),
        )

    def refuse_handover(self, act: Act, ref: str, *, reason: str) -> Entry:
        """Record that somebody does not take a role over."""
        words = one_line(reason)
        return self._record(act, lambda state, now: refuse_handover(state, now, ref, reason=words))
