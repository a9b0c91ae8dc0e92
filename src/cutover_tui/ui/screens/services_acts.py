"""What the keys of the services board record: moved, caught, counted, called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.closing import LiveStanding, live_standing
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.service_calls import call_about_service, keep_promise
from cutover_tui.domain.service_counts import count_service, explain_service
from cutover_tui.domain.service_moves import ServiceMoved, move_service, name_catcher
from cutover_tui.domain.services import ServiceStatus, full_name, standing_words, stands_words
from cutover_tui.runner.service_board import service_row
from cutover_tui.runner.service_offers import next_of_kind
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.call_dialog import CallAnswer
    from cutover_tui.ui.dialogs.catcher_dialog import CatcherAnswer
    from cutover_tui.ui.dialogs.count_dialog import CountAnswer
    from cutover_tui.ui.dialogs.move_dialog import MoveAnswer


@dataclass(frozen=True)
class Sitting:
    """What was just recorded about one instance, so that it can go on with the next of its kind."""

    service: Service
    stood: ServiceStatus
    """Where it stood before."""
    to: ServiceStatus
    confirmed_with: str


class ServicesActs(BoardScreen):
    """The acts on the marked service; what the board shows is `ServicesScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset({"move", "next_of_kind", "name_catcher", "count", "call"})

    sitting: Sitting | None = None
    """The last move recorded here; None before the first."""

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    def marked_service(self) -> Service | None:
        """The marked service; says so when none is."""
        marked = self.query_one(BoardList).marked
        service = next((each for each in self.run_state.plan.services if each.id == marked), None)
        if service is None:
            self.say("No service is marked. Press f to show them all.", "caution")
        return service

    def mark_service(self, service: Service) -> None:
        """Mark a service, showing all where the filter hides it."""
        raise NotImplementedError

    # -- moving -----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_move(self) -> None:
        """Record that the marked service came into another state."""
        service = self.marked_service()
        if service is not None:
            await self._move(service, "t")

    @work(group="ask")
    async def action_next_of_kind(self) -> None:
        """Mark the next of the same kind that still stands where the last one stood, and ask the same about it."""
        last, following = self.sitting, self.next_in_sitting()
        if last is None or following is None:
            self.say("There is no other of its kind to go on with. Mark a service and press t.", "caution")
            return
        self.mark_service(following)
        await self._move(following, "m", last)

    def next_in_sitting(self) -> Service | None:
        """The next instance of the same kind that still stands where the last one stood."""
        last = self.sitting
        if last is None:
            return None
        return next_of_kind(self.run_state, last.service, last.stood, unconfirmed=last.to is last.stood)

    async def _move(self, service: Service, opened_by: str, last: Sitting | None = None) -> None:
        from cutover_tui.ui.dialogs.move_dialog import MoveDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, name = self.desk.typist(), service.id
        stood = self.run_state.services[name].status

        def act_of(answer: MoveAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        def decide(given: MoveAnswer) -> object:
            said, why, second = given.said, given.reason, given.checked_by
            return move_service(self.run_state, act_of(given), name, given.to, said=said, reason=why, checked_by=second)

        dialog = MoveDialog(
            self.run_state,
            service,
            now=self.cutover_run.clock.now,
            to=last.to if last is not None else None,
            confirmed_with=last.confirmed_with if last is not None else "",
            usual=service_row(self.run_state, service, self.cutover_run.clock.now()).usual_catchers,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=decide,
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act, said, before = act_of(answer), answer.said, self.run_state
        entry = await self.attempt(
            lambda: self.cutover_run.move_service(
                act, name, answer.to, said=said, reason=answer.reason, checked_by=answer.checked_by
            )
        )
        if entry is not None:
            self.sitting = Sitting(service, stood, answer.to, said.confirmed_with)
            self._say_moved(service, entry, before)

    def _say_moved(self, service: Service, entry: Entry, before: RunState) -> None:
        """Say where a service stands now, what is to do again because of it, and which one to go on with."""
        words = f"{full_name(service)} {stands_words(self.run_state.services[service.id])}, recorded."
        again = entry.event.reopens if isinstance(entry.event, ServiceMoved) else ()
        if again:
            words = f"{words} {' and '.join(again)} {'is' if len(again) == 1 else 'are'} to do again."
        if (live_standing(before), live_standing(self.run_state)) == (LiveStanding.LIVE, LiveStanding.PROVISIONAL):
            words = f"{words} Being live is provisional again."
        following = self.next_in_sitting()
        if following is not None:
            stands = standing_words(self.run_state.services[following.id])
            words = f"{words} {full_name(following)} still stands {stands}: m goes on with it."
        self.say(words)
        self.show_keys()

    # -- the other acts ---------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_name_catcher(self) -> None:
        """Record who catches what the marked service would have carried."""
        service = self.marked_service()
        if service is None:
            return
        from cutover_tui.ui.dialogs.catcher_dialog import CatcherDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by, now = self.desk.typist(), self.cutover_run.clock.now

        def act_of(answer: CatcherAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = CatcherDialog(
            self.run_state,
            service,
            usual=service_row(self.run_state, service, now()).usual_catchers,
            now=now,
            typed_by=typed_by,
            opened_by="c",
            decide=lambda given: name_catcher(
                self.run_state, act_of(given), service.id, catcher=given.catcher, route=given.route
            ),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = act_of(answer)
        entry = await self.attempt(
            lambda: self.cutover_run.name_catcher(act, service.id, catcher=answer.catcher, route=answer.route)
        )
        if entry is not None:
            self.say(f"{answer.catcher} catches {full_name(service)}, recorded.")

    @work(group="ask")
    async def action_count(self) -> None:
        """Record a count of what the marked service carried, or why its counts differ."""
        service = self.marked_service()
        if service is None:
            return
        from cutover_tui.ui.dialogs.count_dialog import CountDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()

        def act_of(answer: CountAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        def decide(given: CountAnswer) -> object:
            if given.what is None:
                return explain_service(self.run_state, act_of(given), service.id, explanation=given.words)
            return count_service(
                self.run_state, act_of(given), service.id, what=given.what, count=given.count, reason=given.words
            )

        dialog = CountDialog(
            self.run_state,
            service,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="n",
            decide=decide,
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        if await self.attempt(lambda: self._counted(act_of(answer), service, answer)) is not None:
            what = "the difference is explained" if answer.what is None else f"{answer.count} {answer.what}"
            self.say(f"{full_name(service)}: {what}, recorded.")

    def _counted(self, act: Act, service: Service, answer: CountAnswer) -> Entry:
        if answer.what is None:
            return self.cutover_run.explain_service(act, service.id, explanation=answer.words)
        return self.cutover_run.count_service(
            act, service.id, what=answer.what, count=answer.count, reason=answer.words
        )

    @work(group="ask")
    async def action_call(self) -> None:
        """Record a call or message about the marked service, or that a promise was kept."""
        service = self.marked_service()
        if service is None:
            return
        from cutover_tui.ui.dialogs.call_dialog import CallDialog  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()

        def act_of(answer: CallAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        dialog = CallDialog(
            self.run_state,
            service,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="p",
            decide=lambda given: _decide_call(self.run_state, act_of(given), service, given),
        )
        answer = await self.put(dialog)
        if answer is None:
            return
        act = act_of(answer)
        if await self.attempt(lambda: self._called(act, service, answer)) is not None:
            what = f"{answer.means} to {answer.whom}" if answer.means else "the promise is kept"
            self.say(f"{full_name(service)}: {what}, recorded.")

    def _called(self, act: Act, service: Service, answer: CallAnswer) -> Entry:
        if not answer.means:
            return self.cutover_run.keep_promise(act, service.id, call=answer.kept, seen=answer.said)
        return self.cutover_run.call_about_service(
            act,
            service.id,
            whom=answer.whom,
            means=answer.means,
            reference=answer.reference,
            promised_by=answer.promised_by,
            said=answer.said,
        )


def _decide_call(state: RunState, act: Act, service: Service, given: CallAnswer) -> object:
    if not given.means:
        return keep_promise(state, act, service.id, call=given.kept, seen=given.said)
    return call_about_service(
        state,
        act,
        service.id,
        whom=given.whom,
        means=given.means,
        reference=given.reference,
        promised_by=given.promised_by,
        said=given.said,
    )
