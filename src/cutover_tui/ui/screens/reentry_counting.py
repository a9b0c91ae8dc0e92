"""What the keys of the re-entry screen record: counts, samples, closings and slips. Each asks, tells and shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from cutover_tui.domain.reentry import (
    NIL_RETURN,
    SAMPLE,
    count_entered,
    count_explained,
    count_logged,
    return_nil,
    take_back_count,
)
from cutover_tui.domain.reentry_closing import LEAST_SAMPLE, check_sample, close_category
from cutover_tui.domain.reentry_counts import Count
from cutover_tui.domain.slips import count_slips, issue_slips, read_slips
from cutover_tui.domain.time_words import calendar_day_words, to_local
from cutover_tui.runner.reentry_board import totals_words, usual_day
from cutover_tui.runner.story import line_of
from cutover_tui.ui.screens.board_screen import BoardScreen
from cutover_tui.ui.widgets.board_list import BoardList

if TYPE_CHECKING:
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.reentry_board import ReentryRow
    from cutover_tui.ui.dialogs.close_category_strip import CloseCategoryAnswer
    from cutover_tui.ui.dialogs.count_strip import CountAnswer, Counting
    from cutover_tui.ui.dialogs.sample_strip import SampleAnswer
    from cutover_tui.ui.dialogs.slips_strip import SlipsAnswer
    from cutover_tui.ui.dialogs.take_back_strip import TakeBackAnswer

NO_CATEGORY = "Mark a category first: nothing of that kind is counted here."


class ReentryCounting(BoardScreen):
    """The acts on one category or on the slips; how they are shown is `ReentryScreen`'s."""

    WRITING: ClassVar[frozenset[str]] = frozenset(
        {"logged", "entered", "explained", "nothing", "take_back", "sample", "close_off", "slips"}
    )

    def category_row(self, key: str) -> ReentryRow | None:
        """The category a line of the list is about; None for a line about something else."""
        raise NotImplementedError

    @property
    def run_state(self) -> RunState:
        """The run as it stands."""
        return self.cutover_run.state

    def marked_category(self) -> ReentryRow | None:
        """The marked category; says so when none is marked."""
        row = self.category_row(self.query_one(BoardList).marked)
        if row is None:
            self.say(NO_CATEGORY, "caution")
        return row

    # -- counts -----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_logged(self) -> None:
        """Record paper that was found."""
        await self._count("logged", "l")

    @work(group="ask")
    async def action_entered(self) -> None:
        """Record what was typed into the new system."""
        await self._count("entered", "e")

    @work(group="ask")
    async def action_explained(self) -> None:
        """Record what is not typed, and why."""
        await self._count("explained", "x")

    @work(group="ask")
    async def action_nothing(self) -> None:
        """Record that there was nothing."""
        await self._count("nothing", "z")

    async def _count(self, what: str, opened_by: str) -> None:
        from cutover_tui.ui.dialogs.count_strip import Counting, CountStrip  # noqa: PLC0415 (loaded when first asked)

        row = self.marked_category()
        if row is None:
            return
        category, typed_by, counting = row.category.id, self.desk.typist(), Counting(what)
        day, asks_day = self._day_of_paper()

        def act_of(given: CountAnswer) -> Act:
            return self.desk.act(given.by, typed_by, at=given.at, late_reason=given.late_reason)

        strip = CountStrip(
            self.run_state,
            counting,
            title=row.category.title,
            words=totals_words(row.counts),
            now=self.cutover_run.clock.now,
            day=day,
            asks_day=asks_day,
            typed_by=typed_by,
            opened_by=opened_by,
            decide=lambda given: _decide_count(self.run_state, act_of(given), category, given, Counting),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = act_of(answer)
        entry = await self.attempt(lambda: self._record_count(act, category, answer, Counting))
        self._say_recorded(entry, category)

    def _record_count(self, act: Act, category: str, given: CountAnswer, kinds: type[Counting]) -> Entry:
        run, number, day, site = self.cutover_run, given.number, given.day, given.site
        if given.counting is kinds.LOGGED:
            return run.count_logged(act, category, number, day=day, site=site)
        if given.counting is kinds.ENTERED:
            return run.count_entered(act, category, number, day=day, site=site)
        if given.counting is kinds.EXPLAINED:
            return run.count_explained(act, category, number, why=given.why, reason=given.reason, day=day, site=site)
        return run.return_nil(act, category, day=day, site=site)

    @work(group="ask")
    async def action_take_back(self) -> None:
        """Take back a count that was wrong."""
        from cutover_tui.ui.dialogs.take_back_strip import TakeBackStrip  # noqa: PLC0415 (loaded when first asked)

        row = self.marked_category()
        if row is None:
            return
        category, typed_by, title = row.category.id, self.desk.typist(), row.category.title
        standing = self.run_state.reentry[category]
        known = {str(count): row.counts.of(count) for count in Count}
        known |= {NIL_RETURN: len(standing.nil_returns), SAMPLE: len(standing.samples)}
        counts = {count: number for count, number in known.items() if number}
        if not counts:
            self.say(f"Nothing was counted for {title} yet, so there is nothing to take back.", "caution")
            return

        def decide(given: TakeBackAnswer) -> object:
            act = self.desk.act(given.by, typed_by)
            facts = {"count": given.count, "reason": given.reason, "day": given.day, "site": given.site}
            return take_back_count(self.run_state, act, category, given.number, **facts)

        strip = TakeBackStrip(
            self.run_state,
            title=title,
            counts=counts,
            now=self.cutover_run.clock.now,
            typed_by=typed_by,
            opened_by="u",
            decide=decide,
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        facts = {"count": answer.count, "reason": answer.reason, "day": answer.day, "site": answer.site}
        entry = await self.attempt(lambda: self.cutover_run.take_back_count(act, category, answer.number, **facts))
        self._say_recorded(entry, category)

    # -- closing ----------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_sample(self) -> None:
        """Record a second person's look at a sample."""
        from cutover_tui.ui.dialogs.sample_strip import SampleStrip  # noqa: PLC0415 (loaded when first asked)

        row = self.marked_category()
        if row is None:
            return
        category, typed_by, title = row.category.id, self.desk.typist(), row.category.title
        entered = row.counts.entered
        if not entered:
            self.say(f"{title} has nothing entered yet, so there is no sample to look at.", "caution")
            return

        def decide(given: SampleAnswer) -> object:
            act = self.desk.act(given.by, typed_by)
            return check_sample(self.run_state, act, category, looked=given.looked, right=given.right)

        sized = f"{entered} entered: 10 % or {LEAST_SAMPLE}, whichever is more, at most all. {row.sample.words}."
        strip = SampleStrip(self.run_state, title=title, words=sized, typed_by=typed_by, opened_by="c", decide=decide)
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.check_sample(act, category, looked=answer.looked, right=answer.right)
        )
        self._say_recorded(entry, category)

    @work(group="ask")
    async def action_close_off(self) -> None:
        """Close the marked category."""
        from cutover_tui.ui.dialogs.close_category_strip import CloseCategoryStrip  # noqa: PLC0415 (loaded when first asked)

        row = self.marked_category()
        if row is None:
            return
        category, typed_by = row.category.id, self.desk.typist()
        samples = self.run_state.reentry[category].samples

        def decide(given: CloseCategoryAnswer) -> object:
            act = self.desk.act(given.by, typed_by)
            return close_category(self.run_state, act, category, checked_by=given.checked_by, reason=given.reason)

        strip = CloseCategoryStrip(
            self.run_state,
            title=row.category.title,
            words=f"{totals_words(row.counts)}. {row.category.rule}".strip(),
            looked=samples[-1].by if samples else "",
            typed_by=typed_by,
            opened_by="o",
            decide=decide,
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(
            lambda: self.cutover_run.close_category(act, category, checked_by=answer.checked_by, reason=answer.reason)
        )
        self._say_recorded(entry, category)

    # -- slips ------------------------------------------------------------------------------------------------------

    @work(group="ask")
    async def action_slips(self) -> None:
        """Issue a range of slips, or count one."""
        from cutover_tui.ui.dialogs.slips_strip import SlipsStrip  # noqa: PLC0415 (loaded when first asked)

        typed_by = self.desk.typist()
        strip = SlipsStrip(
            self.run_state,
            marked=self.marked_slips(),
            typed_by=typed_by,
            opened_by="p",
            decide=lambda given: _decide_slips(self.run_state, self.desk.act(given.by, typed_by), given),
        )
        answer = await self.put(strip)
        if answer is None:
            return
        act = self.desk.act(answer.by, typed_by)
        entry = await self.attempt(lambda: self._record_slips(act, answer))
        if entry is not None:
            self.say(f"{line_of(entry, self.run_state).words}.")

    def marked_slips(self) -> str:
        """The marked range of slips; empty while something else is marked."""
        raise NotImplementedError

    def _record_slips(self, act: Act, given: SlipsAnswer) -> Entry:
        if given.to:
            return self.cutover_run.issue_slips(act, given.slips, to=given.to)
        return self.cutover_run.count_slips(
            act, given.slips, used=given.used, void=given.void, returned=given.returned, entered=given.entered
        )

    # -- private ----------------------------------------------------------------------------------------------------

    def _say_recorded(self, entry: Entry | None, category: str) -> None:
        """Say what was recorded, and what is left."""
        if entry is not None:
            left = self.run_state.reentry[category].total.left
            self.say(f"{line_of(entry, self.run_state).words}. {left or 'Nothing'} left.")

    def _day_of_paper(self) -> tuple[str, bool]:
        """The day that stands in a count of paper at first, and whether Enter stops there because it is not today."""
        now = self.cutover_run.clock.now()
        day = usual_day(self.run_state, now)
        if day == to_local(now, self.run_state.plan.calendar.zone).date():
            return "today", False
        return calendar_day_words(day).partition(" ")[2], True


def _decide_count(state: RunState, act: Act, category: str, given: CountAnswer, kinds: type[Counting]) -> Event:
    """What a count would record; may raise `Refused`."""
    number, day, site = given.number, given.day, given.site
    if given.counting is kinds.LOGGED:
        return count_logged(state, act, category, number, day=day, site=site)
    if given.counting is kinds.ENTERED:
        return count_entered(state, act, category, number, day=day, site=site)
    if given.counting is kinds.EXPLAINED:
        return count_explained(state, act, category, number, why=given.why, reason=given.reason, day=day, site=site)
    return return_nil(state, act, category, day=day, site=site)


def _decide_slips(state: RunState, act: Act, given: SlipsAnswer) -> Event:
    """What an answer about slips would record; may raise `Refused`."""
    if given.to:
        return issue_slips(state, act, given.slips, to=given.to)
    slips = read_slips(given.slips).words
    return count_slips(
        state, act, slips, used=given.used, void=given.void, returned=given.returned, entered=given.entered
    )
