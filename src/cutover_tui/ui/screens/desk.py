"""What the screens of one run share: the run, who is at the keyboard, and whether everything is on disk."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.acts import Act
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.time_words import clock_words

if TYPE_CHECKING:
    from cutover_tui.domain.alerts import Alert
    from cutover_tui.domain.identifiers import Known
    from cutover_tui.domain.plan import Plan
    from cutover_tui.runner.recording import Recorder
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.concern_box import ConcernBox
    from cutover_tui.storage.draft_box import Draft, DraftBox
    from cutover_tui.storage.second_copy import SecondCopy

KEYBOARD_STAYS = timedelta(minutes=3)
"""After this long without an act nobody is taken to be at the keyboard any more (`integrity.md` E2)."""


@dataclass
class Desk:
    """One run open in one window; its screens share this and change it."""

    cutover_run: Run
    recorder: Recorder
    second_copy: SecondCopy | None = None
    keyboard: str = ""
    """Initials of who is at the keyboard; empty when nobody said so lately."""
    look_only: bool = False
    """True once nothing can be recorded in this window."""
    words: str = ""
    """What people must be told first about how the run was opened."""
    leaving: bool = False
    """True once the run is being left: no question and no record any more."""
    last_recorded: int | None = None
    """Number of the last entry recorded in this window that can be corrected."""
    saving: int = 0
    """How many records are under way."""
    not_saved: str = ""
    """What stands in the footer since the disk last refused a record; empty once it took one."""
    copy_lacks: int = 0
    """How many records the second copy is behind."""
    copy_behind: datetime | None = None
    """Since when the second copy is behind though it was tried, aware, UTC; None while it is not."""
    copy_split: bool = False
    """True once the second copy was found to differ."""
    drafts: dict[str, Draft] = field(default_factory=dict)
    """What was typed into a long question and not recorded yet, by question."""
    _draft_box: DraftBox | None = None
    under_way: set[str] = field(default_factory=set)
    """What takes a while and is not to begin twice."""
    keyboard_seen: datetime = field(init=False)
    concern_box: ConcernBox | None = None
    """Where concerns are kept apart from the log; None until the first minute has passed."""
    _known: tuple[Plan, Known] | None = None
    """What a plan says by itself, with the plan: gathering it takes longer than a record."""
    gathers_late: bool = field(init=False)
    """True where this window closed the run, or opened it once it was closed: it writes what other windows still had in
    memory then. A window that was open beside never does, because that would tell where it was said."""

    def __post_init__(self) -> None:
        """Begin with somebody at the keyboard, and with the second copy as it was found."""
        self.keyboard_seen = self.cutover_run.clock.now()
        self.gathers_late = self.cutover_run.state.closed is not None
        if self.second_copy is not None:
            self.copy_lacks = self.second_copy.state.behind

    def note_copy(self, lacks: int) -> None:
        """Note how many records the second copy is behind after it was tried, and since when."""
        self.copy_lacks = lacks
        if not lacks:
            self.copy_behind = None
        elif self.copy_behind is None:
            self.copy_behind = self.cutover_run.clock.now()

    def alerts_here(self) -> tuple[Alert, ...]:
        """The alerts this window alone knows of: that the second copy has fallen behind."""
        if self.copy_behind is None:
            return ()
        from cutover_tui.runner.alert_run_sources import copy_alert  # noqa: PLC0415 (loaded when it falls behind)

        return (copy_alert(self.cutover_run.state, self.copy_behind, self.cutover_run.clock.now()),)

    def typist(self) -> str:
        """Initials of who is at the keyboard; nobody after three minutes without an act."""
        idle = self.cutover_run.clock.now() - self.keyboard_seen
        return self.keyboard if idle <= KEYBOARD_STAYS else ""

    def box(self) -> ConcernBox:
        """Where this window keeps concerns apart from the log."""
        if self.concern_box is None:
            from cutover_tui.storage.concern_box import ConcernBox  # noqa: PLC0415 (a run opens without it)

            self.concern_box = ConcernBox(self.cutover_run.log.folder)
        return self.concern_box

    def draft_box(self) -> DraftBox:
        """Where drafts are kept beside the run."""
        if self._draft_box is None:
            from cutover_tui.storage.draft_box import DraftBox  # noqa: PLC0415 (a run opens without it)

            self._draft_box = DraftBox(self.cutover_run.log.folder)
        return self._draft_box

    def urgent_concerns(self) -> tuple[str, ...]:
        """The areas in which somebody asked for action at once, and that are in no entry yet."""
        return self.concern_box.urgent() if self.concern_box is not None else ()

    def act(self, by: str, typed_by: str, *, at: datetime | None = None, late_reason: str = "") -> Act:
        """Who acts and when, with the initials the question said it was typed by."""
        now = self.cutover_run.clock.now()
        return Act(by=by, now=now, recorder=typed_by, at=at, late_reason=late_reason, looked_over=True)

    def identifiers_in(self, text: str) -> tuple[str, ...]:
        """What in a text looks as if it could tell who a patient is, in words that never repeat it."""
        from cutover_tui.domain.identifiers import identifiers_in  # noqa: PLC0415 (compiles many shapes)

        return identifiers_in(text, self.known(), year=self.cutover_run.clock.now().year)

    def known(self) -> Known:
        """What the plan says by itself, and so identifies nobody."""
        from cutover_tui.domain.identifiers import known_of  # noqa: PLC0415 (compiles many shapes)

        plan = self.cutover_run.plan
        if self._known is None or self._known[0] is not plan:
            self._known = (plan, known_of(plan))
        return self._known[1]

    def saved_words(self) -> tuple[str, str]:
        """Whether everything is on disk, and the role of the words' colour (`ux.md` D11)."""
        if self.cutover_run.log.broken is not None:
            return "LOG DAMAGED, look only", "overdue"
        if self.look_only:
            return "LOOK ONLY, write on paper", "overdue"
        if self.not_saved:
            return self.not_saved, "overdue"
        if self.saving:
            return "saving", "muted"
        if self.copy_split:
            return "COPY 2 DIFFERS", "overdue"
        if self.copy_lacks:
            return f"COPY 2 BEHIND BY {self.copy_lacks}", "soon"
        last = self.cutover_run.entries[-1].recorded_at
        return f"saved {clock_words(last, self.cutover_run.plan.calendar.zone)}", "done"
