"""The people board: who is here, who holds which role, who stands in, and roles being handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from cutover_tui.domain.handover import offer_handover, open_handovers
from cutover_tui.domain.issues import counts_words
from cutover_tui.domain.presence import end_stand_in, name_stand_in, record_presence
from cutover_tui.runner.gate_board import next_gate, next_gate_words
from cutover_tui.runner.presence_board import person_rows, roll_words
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_people import FOOTER, KEYS
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.screens.drafting import ask_drafted, forget
from cutover_tui.ui.widgets.board_list import BoardList
from cutover_tui.ui.widgets.people_lines import handover_ref, offer_page, people_lines, person_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.plan import Person
    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.roll_strip import RollAnswer
    from cutover_tui.ui.dialogs.stand_in_strip import StandInAnswer
    from cutover_tui.ui.key import Key
    from cutover_tui.ui.widgets.board_list import BoardLine


class PeopleScreen(BoardScreen):
    """See who is here and who holds what, and record that it changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["people"])]
    FOOTER: ClassVar[Sequence[Key]] = FOOTER
    WRITING: ClassVar[frozenset[str]] = frozenset({"roll", "stand_in", "take_back", "hand_over"})
    BESIDE_FROM: ClassVar[int] = 120
    EMPTY: ClassVar[str] = (
        "Who is here and who holds which role stands here: press i on the run screen to add somebody."
    )

    @property
    def run_state(self) -> RunState:
        """Where the run stands."""
        return self.cutover_run.state

    # -- what it shows ----------------------------------------------------------------------------------------------

    def head(self) -> Content:
        """How many are here, and how many roles are held for somebody else."""
        words = roll_words(self.run_state, self.cutover_run.clock.now())
        many = len(self.run_state.stand_ins)
        held = f"  {many} role{'s' if many > 1 else ''} held for somebody else" if many else ""
        return Content.assemble((f"People: {words}", "bold $text"), (held, "bold $accent"))

    def lines(self) -> Sequence[BoardLine]:
        """Open handovers, then everybody."""
        now, state = self.cutover_run.clock.now(), self.run_state
        return people_lines(open_handovers(state), person_rows(state, now), now, state.plan.calendar.zone)

    def detail(self, key: str) -> Content:
        """The marked person or handover in full."""
        now, state = self.cutover_run.clock.now(), self.run_state
        handover = state.handovers.get(handover_ref(key))
        if handover is not None:
            return offer_page(handover, now, state.plan.calendar.zone)
        row = next((row for row in person_rows(state, now) if row.person.initials == key), None)
        return person_page(state, row, now) if row is not None else Content("")

    def marked_person(self) -> Person | None:
        """The marked person; says so when none is."""
        person = self.run_state.people.get(self.query_one(BoardList).marked)
        if person is None:
            self.say("No person is marked. Move to one with the arrow keys.", "caution")
        return person

    # -- recording --------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_roll(self) -> None:
        """Record who is in the room, on the phone or not here."""
        from cutover_tui.ui.dialogs.roll_strip import RollStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        marked = self.query_one(BoardList).marked

        def act_of(answer: RollAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = RollStrip(
            self.run_state,
            "" if handover_ref(marked) else marked,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="t",
            decide=lambda given: record_presence(self.run_state, act_of(given), people=given.people, where=given.where),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = act_of(answer)
        recorded = await self.attempt(lambda: self.cutover_run.record_presence(act, answer.people, where=answer.where))
        if recorded is not None:
            self.say(f"{' '.join(answer.people)}: {answer.where}.")

    @work(group="ask")
    async def action_stand_in(self) -> None:
        """Record that somebody holds the marked person's roles from now on."""
        from cutover_tui.ui.dialogs.stand_in_strip import StandInStrip  # noqa: PLC0415 (loaded when first asked)

        person = self.marked_person()
        if person is None:
            return
        if not person.roles:
            self.say(f"{person.initials} holds no role now, so there is nothing to stand in for.", "caution")
            return
        typed_by = self.desk.typist()

        def act_of(answer: StandInAnswer) -> Act:
            return self.desk.act(answer.by, typed_by, at=answer.at, late_reason=answer.late_reason)

        strip = StandInStrip(
            self.run_state,
            person,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="n",
            decide=lambda given: name_stand_in(
                self.run_state, act_of(given), person.initials, stand_in=given.stand_in, roles=given.roles
            ),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = act_of(answer)
        recorded = await self.attempt(
            lambda: self.cutover_run.name_stand_in(
                act, person.initials, stand_in=answer.stand_in, roles=answer.roles, reason=answer.reason
            )
        )
        if recorded is not None:
            held = ", ".join(answer.roles or person.roles)
            self.say(f"{answer.stand_in} stands in for {person.initials} as {held}. Press u to take it back.")

    @work(group="ask")
    async def action_take_back(self) -> None:
        """Record that the marked person holds their own roles again."""
        from cutover_tui.ui.dialogs.by_strip import ByStrip  # noqa: PLC0415 (loaded when first asked)

        person = self.marked_person()
        if person is None:
            return
        held = [f"{one.role} from {one.holder}" for one in self.run_state.stand_ins if one.of == person.initials]
        if not held:
            self.say(f"Nobody stands in for {person.initials}, so there is nothing to take back.", "caution")
            return
        typed_by = self.desk.typist()
        strip = ByStrip(
            self.run_state,
            "Take roles back",
            lead=person.initials,
            words=f"{person.name} takes back {', '.join(held)}.",
            typed_by=typed_by,
            opened_by="u",
            decide=lambda by: end_stand_in(self.run_state, self.desk.act(by, typed_by), person.initials),
        )
        by = await self.put(strip)
        if by is None:
            return
        act = self.desk.act(by, typed_by)
        if await self.attempt(lambda: self.cutover_run.end_stand_in(act, person.initials)) is not None:
            self.say(f"{person.initials} has their own roles again.")

    @work(group="ask")
    async def action_hand_over(self) -> None:
        """Go on with an open handover, or begin to hand a role of the marked person over."""
        ref = handover_ref(self.query_one(BoardList).marked)
        if ref:
            self._show_handover(ref)
            return
        person = self.marked_person()
        if person is None:
            return
        mine = next((one for one in open_handovers(self.run_state) if one.giver == person.initials), None)
        if mine is not None:
            self._show_handover(mine.ref)
        elif not person.roles:
            self.say(f"{person.initials} holds no role now, so there is nothing to hand over.", "caution")
        else:
            await self._offer(person)

    async def _offer(self, person: Person) -> None:
        from cutover_tui.ui.dialogs.handover_dialog import OfferDialog  # noqa: PLC0415 (loaded when first asked)

        kind = f"handover {person.initials}"
        typed_by, run = self.desk.typist(), self.cutover_run
        dialog = OfferDialog(
            self.run_state,
            person,
            typed_by=typed_by,
            opened_by="O",
            decide=lambda given: offer_handover(
                self.run_state,
                self.desk.act(given.by, typed_by),
                given.role,
                to=given.to,
                place=given.place,
                situation=given.sbar[0],
            ),
        )
        answer = await ask_drafted(self, kind, lambda _words: dialog, opened_by="O")
        if answer is None:
            return
        act, state, now = self.desk.act(answer.by, typed_by), self.run_state, run.clock.now()
        issues, coming = counts_words(state), next_gate(state, now)
        gate = next_gate_words(state, coming) if coming is not None else ""
        recorded = await self.attempt(
            lambda: run.offer_handover(
                act, answer.role, to=answer.to, place=answer.place, sbar=answer.sbar, shown=(issues, gate, run.seal())
            )
        )
        if recorded is not None:
            forget(self, kind)
            shown = next(one for one in self.run_state.handovers.values() if one.seq == recorded.seq)
            self._show_handover(shown.ref)

    def _show_handover(self, ref: str) -> None:
        from cutover_tui.ui.screens.handover_screen import HandoverScreen  # noqa: PLC0415 (loaded when first shown)

        if not self.desk.leaving and self.is_current:
            self.app.push_screen(HandoverScreen(self.under, ref))

    # -- keys and focus ---------------------------------------------------------------------------------------------

    def open_marked(self) -> None:
        """Enter goes on with an open handover, else gives the arrow keys to the person in full."""
        ref = handover_ref(self.query_one(BoardList).marked)
        if ref:
            self._show_handover(ref)
        else:
            self.query_one("#board-side").focus()

    def on_screen_resume(self) -> None:
        """Show what changed while the handover page was in front."""
        if self.is_mounted:
            self.show_board()
