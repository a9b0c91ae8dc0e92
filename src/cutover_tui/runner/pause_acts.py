"""The acts of holds, pauses and restarts, one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.holds import answer_hold, ask_hold
from cutover_tui.domain.pauses import declare_pause, detail_pause, press_pause, tell_pause
from cutover_tui.domain.restarts import answer_restart_item, restart
from cutover_tui.runner.acting import Acting, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry


class PauseActs(Acting):
    """What `Run` can record about holds and pauses."""

    def ask_hold(self, act: Act, *, reason: str) -> Entry:
        """Record that somebody asks everybody to wait at the next gate."""
        words = one_line(reason)
        return self._record(act, lambda state, now: ask_hold(state, now, reason=words))

    def answer_hold(self, act: Act, hold: str, *, answer: str, reason: str) -> Entry:
        """Record a lead's answer to a hold."""
        words = one_line(reason)
        return self._record(act, lambda state, now: answer_hold(state, now, hold, answer=answer, reason=words))

    def press_pause(self, act: Act) -> Entry:
        """Record a press of the pause key: a pause by one of the four roles, else that somebody asks for one."""
        return self._record(act, press_pause)

    def declare_pause(self, act: Act, *, hold: str = "", seen: str = "") -> Entry:
        """Record that one person pauses the rollout, as the answer to a hold where there is one."""
        words = one_line(seen)
        return self._record(act, lambda state, now: declare_pause(state, now, hold=hold, seen=words))

    def detail_pause(self, act: Act, pause: str, *, detail: str, words: str, approx: bool = False) -> Entry:
        """Record something more about a pause."""
        said = one_line(words)
        return self._record(
            act, lambda state, now: detail_pause(state, now, pause, detail=detail, words=said, approx=approx)
        )

    def tell_pause(self, act: Act, pause: str, *, audience: str, how: str = "", why_not: str = "") -> Entry:
        """Record that an audience was told of a pause, or why it was not."""
        said, left_out = one_line(how), one_line(why_not)
        return self._record(
            act, lambda state, now: tell_pause(state, now, pause, audience=audience, how=said, why_not=left_out)
        )

    def answer_restart_item(
        self, act: Act, pause: str, item: str, *, met: bool, words: str, second: str = "", second_words: str = ""
    ) -> Entry:
        """Record that a line of the restart list is met, or that two people restart although it is not."""
        said, other = one_line(words), one_line(second_words)
        return self._record(
            act,
            lambda state, now: answer_restart_item(
                state, now, pause, item, met=met, words=said, second=second, second_words=other
            ),
        )

    def restart(
        self,
        act: Act,
        pause: str,
        *,
        second: str,
        phased_how: str,
        replans: bool = False,
        moves: Sequence[str] = (),
    ) -> Entry:
        """Record that two people restart the rollout; what the time lost moves is planned again."""
        how = one_line(phased_how)
        return self._record(
            act,
            lambda state, now: restart(state, now, pause, second=second, phased_how=how, replans=replans, moves=moves),
        )
