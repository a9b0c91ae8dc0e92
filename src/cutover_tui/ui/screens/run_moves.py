"""Finding the way on the run screen: lists, search, filter, jump, folding, and the screens beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.lateness import PRESSING
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import SETTLED
from cutover_tui.runner.filters import EVERY_LIST, Filter
from cutover_tui.storage.plan_json import PlanUnreadable
from cutover_tui.ui.dialogs.press_guard import PressGuard
from cutover_tui.ui.screens.board_acts import BoardActs
from cutover_tui.ui.screens.run_people_acts import RunPeopleActs
from cutover_tui.ui.widgets.banner import Banner
from cutover_tui.ui.widgets.detail_panel import DetailPanel
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from textual import events

    from cutover_tui.runner.run import Run
    from cutover_tui.ui.screens.desk import Desk


class RunMoves(RunPeopleActs, BoardActs):
    """The keys of the run screen that record nothing."""

    chosen: Filter

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.presses = PressGuard()

    def show_all(self) -> None:
        """Show everything anew."""
        raise NotImplementedError

    # -- lists ------------------------------------------------------------------------------------------------------

    def action_show_list(self, code: str) -> None:
        """Show one checklist, or all of them."""
        if code != EVERY_LIST and code not in self._codes():
            self.say(f"This plan has no list {code}.", "caution")
            return
        self._choose(self.chosen.for_list(code))
        self.mark_now()

    def action_next_list(self) -> None:
        """Show the next checklist."""
        self._step_list(1)

    def action_previous_list(self) -> None:
        """Show the checklist before."""
        self._step_list(-1)

    def _step_list(self, by: int) -> None:
        codes = [*self._codes(), EVERY_LIST]
        place = codes.index(self.chosen.checklist) if self.chosen.checklist in codes else 0
        self.action_show_list(codes[(place + by) % len(codes)])

    def _codes(self) -> list[str]:
        return [checklist.code for checklist in self.run_state.plan.checklists]

    def _choose(self, chosen: Filter) -> None:
        """Show what a filter leaves; the cursor stays on its task where that is still shown."""
        self.chosen = chosen
        self.hush()
        self.show_all()
        if not self.query_one(TaskList).cursor_section:
            self.say("Nothing to show here. Press f and then the last number to show everything.", "info")

    # -- finding ----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_search(self) -> None:
        """Show only tasks that hold some words; nothing typed shows all again."""
        from cutover_tui.ui.dialogs.line_dialog import LineDialog  # noqa: PLC0415 (loaded when first asked)

        hint = "Words in a task's number or title. Empty shows all."
        dialog = LineDialog("Find", hint, self.chosen.text, verb="shows them", opened_by="slash")
        text = await self.put(dialog)
        if text is not None:
            self._choose(replace(self.chosen, text=text.strip()))

    @work(group="ask")
    async def action_filter(self) -> None:
        """Choose which lines are shown."""
        from cutover_tui.ui.dialogs.filter_dialog import FilterDialog  # noqa: PLC0415 (loaded when first asked)

        row = self.row_cache.rows.get(self.query_one(TaskList).cursor_ref)
        phase = row.task.phase if row is not None and self.chosen.checklist != EVERY_LIST else ""
        dialog = FilterDialog(self.run_state, self.chosen, phase=phase, whose=self.desk.typist(), opened_by="f")
        chosen = await self.put(dialog)
        if chosen is not None:
            self.close_question()
            self._choose(chosen)

    @work(group="ask")
    async def action_jump(self, typed: str = "") -> None:
        """Go to a task by its number: `F-03`, or `3` in the list shown."""
        from cutover_tui.ui.dialogs.line_dialog import LineDialog  # noqa: PLC0415 (loaded when first asked)

        hint = "A task's number, such as F-03, or 3 in this list."
        text = await self.put(LineDialog("Go to", hint, typed, opened_by="g"))
        if text:
            self.go_to(text)

    def go_to(self, text: str) -> None:
        """Mark a task by what somebody typed for its number, showing its list when it is in another."""
        ref = self._ref_of(text)
        if ref is None:
            self.say(self._no_such_task(text.strip()), "caution")
            return
        task_list = self.query_one(TaskList)
        if task_list.go_to(ref):
            self.hush()
            return
        narrowed = self.chosen.narrows()
        self._choose(Filter(checklist=self.run_state.task_by_ref[ref].checklist))
        task_list.go_to(ref)
        if narrowed:
            self.say(f"Everything is shown again, because the filter hid {ref}.")

    def _no_such_task(self, typed: str) -> str:
        if self.chosen.checklist == EVERY_LIST and typed[:1].isdigit():
            return f"Which list is {typed} in? While all lists are shown, give its letter too, such as F-{typed}."
        return f"There is no task {typed} in this plan."

    def _ref_of(self, text: str) -> str | None:
        wanted = text.strip().upper().replace(" ", "")
        known = {ref.upper(): ref for ref in self.run_state.tasks}
        code, dash, number = wanted.partition("-")
        if not dash and wanted[:1].isdigit() and self.chosen.checklist != EVERY_LIST:
            code, number = self.chosen.checklist, wanted
        elif not dash and wanted[:1] in self._codes():
            code, number = wanted[:1], wanted[1:]
        digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        letters = number[len(digits) :]
        for form in (f"{code}-{number}", f"{code}-{digits.zfill(2)}{letters}", f"{code}-{digits.zfill(2)}A"):
            if form in known:
                return known[form]
        return None

    def on_key(self, event: events.Key) -> None:
        """A digit opens the question for a number with that digit in it (`ux.md` D15).

        Text that was pasted as single keys is not taken as keys, once it is known for what it is. Any key takes away
        what was only said for information, so that the last log line is seen again on a small screen.
        """
        if self.query_one(Banner).role == "info":
            self.say("")
        if event.is_printable and event.key not in {"j", "k"} and self.presses.in_burst(event.key):
            event.stop()
            self.say("That came too fast for keys, as when text is pasted here. It was left alone.", "caution")
        elif event.character and event.character in "123456789":
            event.stop()
            self.action_jump(event.character)

    def action_go_now(self) -> None:
        """Mark the first task after the NOW line that is still to do."""
        self.hush()
        self.mark_now(other=True)

    def mark_now(self, *, other: bool = False) -> None:
        """Mark the first task past due, else the first to do after the NOW line; with `other`, the one not marked."""
        task_list, rows = self.query_one(TaskList), self.row_cache.rows
        to_do = {ref for ref, row in rows.items() if row.standing.status not in SETTLED}
        past_due = (ref for ref in task_list.refs() if ref in to_do and rows[ref].timeliness.lateness in PRESSING)
        late = next(past_due, "")
        following = next((ref for ref in task_list.refs(after_now=True) if ref in to_do), task_list.now_ref)
        ref = following if other and task_list.cursor_ref == late else late or following
        if ref:
            task_list.show_around(ref)

    def action_fold(self) -> None:
        """Fold the phase of the marked task to its heading, or open it."""
        task_list = self.query_one(TaskList)
        task_list.toggle_fold(task_list.cursor_section)

    # -- the screens beside it --------------------------------------------------------------------------------------

    def action_detail(self) -> None:
        """Show the marked task in full, beside the list or in its place, or put it away."""
        self.show_panel(shown=not self.panel_shown)

    def action_back(self) -> None:
        """Go back from the detail to the list, where it stands in its place; else from what was found to all of it."""
        if self.has_class("-narrow") and self.panel_shown:
            self.show_panel(shown=False)
        elif self.chosen.text:
            self._choose(replace(self.chosen, text=""))

    @property
    def panel_shown(self) -> bool:
        """Whether the marked task is shown in full."""
        return self.has_class("-detail") if self.has_class("-narrow") else not self.has_class("-alone")

    def show_panel(self, *, shown: bool) -> None:
        """Show the marked task in full or put it away; the keys go to what is in sight."""
        if self.has_class("-narrow"):
            self.set_class(shown, "-detail")
        else:
            self.set_class(not shown, "-alone")
        self.show_detail()
        self.call_after_refresh(self.give_keys)

    def give_keys(self) -> None:
        """Have the list take the keys, or the detail where it stands in its place."""
        in_place = self.has_class("-narrow") and self.panel_shown
        self.set_focus(self.query_one(DetailPanel) if in_place else self.query_one(TaskList))

    def show_detail(self) -> None:
        """Show the marked task in full."""
        raise NotImplementedError

    @work(group="ask")
    async def action_raise_issue(self) -> None:
        """Raise an issue from here."""
        from cutover_tui.ui.screens.raising import put_raise_strip  # noqa: PLC0415 (loaded when first asked)

        await put_raise_strip(self)

    @work(group="ask")
    async def action_wall(self) -> None:
        """Show the wall board over this screen; it reads the log by itself, and lets go of it when it closes."""
        with self.once("wall") as begins:
            if begins:
                await self._show_wall()

    async def _show_wall(self) -> None:
        from cutover_tui.ui.screens.wall_screen import WallScreen  # noqa: PLC0415 (loaded when first shown)

        try:
            follow = await self.recorder.do(self._follow)
        except (Refused, PlanUnreadable) as problem:
            self.say(str(problem), "caution")
            return
        if self.is_current and not self.desk.leaving:
            self.app.push_screen(WallScreen(follow, self.cutover_run.clock))
        else:
            follow.close()

    def _follow(self) -> Run:
        from cutover_tui.runner.run import Run  # noqa: PLC0415 (with the wall board, loaded when first shown)

        return Run.open(self.cutover_run.log.folder, clock=self.cutover_run.clock, read_only=True)

    @work(group="ask")
    async def action_leave(self) -> None:
        """Leave the run after asking; everything recorded stays."""
        from cutover_tui.ui.dialogs.ask_dialog import AskChoice, AskDialog  # noqa: PLC0415 (loaded when first asked)

        dialog = AskDialog(
            "Leave this run?",
            "Everything recorded is saved. The clocks and the board go on when it is opened again.",
            (AskChoice("n", "stay", "stay"), AskChoice("y", "leave", "leave")),
            opened_by="q",
        )
        if await self.put(dialog) == "leave":
            await self.leave()

    async def leave(self) -> None:
        """Record that the run was left in good order, and let go of its files."""
        raise NotImplementedError
