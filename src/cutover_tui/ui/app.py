"""The app: themes, the way between screens, and what happens when something unexpected does."""

from __future__ import annotations

import contextlib
import gc
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import App
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import WorkerFailed

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.opening import Opened, list_opened, open_run
from cutover_tui.runner.recording import Recorder
from cutover_tui.runner.run import Run
from cutover_tui.storage.durable_file import plain_reason
from cutover_tui.storage.plan_json import PlanUnreadable
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_app import KEYS
from cutover_tui.ui.palette import DAY_THEME, NIGHT_THEME, cutover_themes, theme_variable_defaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen

    from cutover_tui.runner.clock import Clock
    from cutover_tui.storage.practice_book import PracticeBook, PreferenceName
    from cutover_tui.storage.run_place import PlaceReport
    from cutover_tui.ui.screens.home_screen import HomeScreen
    from cutover_tui.ui.screens.log_screen import LogScreen
    from cutover_tui.ui.screens.run_screen import RunScreen
    from cutover_tui.ui.screens.start_screen import Start, StartPreview


UP_AFTER = 1.0
"""Seconds after which the start is over."""


@dataclass(frozen=True)
class Opening:
    """What the app shows first."""

    place: Literal["home", "run", "wall"]
    folder: Path | None = None
    initials: str = ""
    """Who is at the keyboard."""
    second_copy: Path | None = None
    opened: Opened | None = None
    """The run, where it is open already."""


def key_commands() -> type[Provider]:
    """The palette's commands, loaded when it is first opened."""
    from cutover_tui.ui.key_palette import KeyCommands  # noqa: PLC0415 (loaded when the palette is first opened)

    return KeyCommands


class WholeCells(ScrollBarRender):
    """Draws scroll bars from whole cells: the finer glyphs are missing from many terminals' fonts."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


class CutoverApp(App[None], inherit_bindings=False):
    """Runs the checklists of a cutover."""

    TITLE = "cutover"
    CSS_PATH = "cutover.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {key_commands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, book: PracticeBook, home: Path, clock: Clock, opening: Opening) -> None:
        super().__init__()
        self.book = book
        self.home = home
        self.clock = clock
        self.opening = opening
        self.ascii_marks = book.preference("ascii", "no") == "yes"
        self.bell_rings = book.preference("bell", "on") == "on"
        """Whether the bell rings for a P1, a pause and a hold past its time; nothing else makes a sound."""
        self.parting_words: list[str] = []
        """What to say on the command line after the screen has closed."""
        self._working: RunScreen | None = None
        """The run that is being worked."""
        self._making = False
        """True while the example is being made."""
        self.animation_level = "none"
        ScrollBar.renderer = WholeCells
        self.set_class(self.ascii_marks, "-ascii")
        for theme in cutover_themes():
            self.register_theme(theme)
        self.theme = DAY_THEME if book.preference("theme", "night") == "day" else NIGHT_THEME

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Values for our own variables, so that style sheets are read before a theme is set."""
        return theme_variable_defaults()

    def get_default_screen(self) -> Screen[None]:
        """The first screen: a run that is open already stands there at once, and nothing is painted twice."""
        if self.opening.opened is None:
            return super().get_default_screen()
        return self._run_screen(self.opening.opened, self.opening.initials)

    def on_mount(self) -> None:
        """Show what was asked for."""
        self.set_timer(UP_AFTER, self._collect_garbage)
        if self.opening.opened is not None:
            self.call_after_refresh(self._note_opened, self.opening.opened)
            return
        if self.opening.place == "home" or self.opening.folder is None:
            self._show_home()
        elif self.opening.place == "wall":
            self._show_wall(self.opening.folder)
        else:
            self._work_run(self.opening.folder, self.opening.initials, self.opening.second_copy)

    def _collect_garbage(self) -> None:
        """Let the garbage collector run again after a quick start; what is loaded by now stays and is not looked at."""
        gc.freeze()
        gc.enable()

    # -- ways between screens ---------------------------------------------------------------------------------------

    def _show_home(self) -> None:
        from cutover_tui.ui.screens.home_screen import HomeScreen  # noqa: PLC0415 (loaded when first shown)

        self.push_screen(HomeScreen(self.book, self.home, self.clock))

    def _show_wall(self, folder: Path) -> None:
        from cutover_tui.ui.screens.wall_screen import WallScreen  # noqa: PLC0415 (loaded when first shown)

        try:
            run = Run.open(folder, clock=self.clock, read_only=True)
        except (Refused, PlanUnreadable) as problem:
            self._end_with(str(problem))
            return
        self.push_screen(WallScreen(run, self.clock), lambda _result: self.exit())

    def _work_run(self, folder: Path, initials: str = "", second_copy: Path | None = None) -> None:
        """Open a run for work; one that cannot be worked for looking, with words that say so."""
        if self._working is not None:
            return
        try:
            opened = open_run(folder, self.clock, self.book, second_copy=second_copy)
        except (Refused, PlanUnreadable) as problem:
            self._end_with(str(problem))
            return
        self.push_screen(self._run_screen(opened, initials), lambda _result: self._run_left())
        self.call_after_refresh(self._note_opened, opened)

    @work(thread=True, group="home")
    def _note_opened(self, opened: Opened) -> None:
        """Note in the practice book that a run was opened, while people look at it already."""
        list_opened(opened, self.book, self.clock.now())

    def _run_screen(self, opened: Opened, initials: str) -> RunScreen:
        """The screen of a run that was just opened."""
        from cutover_tui.ui.screens.desk import Desk  # noqa: PLC0415 (loaded when first shown)
        from cutover_tui.ui.screens.run_screen import RunScreen  # noqa: PLC0415

        known = initials if initials in opened.run.state.people else ""
        self._working = RunScreen(
            Desk(opened.run, Recorder(), opened.second_copy, known, look_only=opened.look_only, words=opened.words)
        )
        return self._working

    def _run_left(self) -> None:
        """Back to the list of runs, which reads itself again, or out, depending on where the run was opened from."""
        self._working = None
        if self.opening.place != "home":
            self.exit()

    def _end_with(self, words: str) -> None:
        """Say why nothing could be shown: on the list of runs if there is one, else after closing."""
        if not self._say_on_home(words):
            self.parting_words.append(words)
            self.exit(return_code=1)

    def _say_on_home(self, words: str) -> bool:
        """Say something above the list of runs; False where the list is not open."""
        from cutover_tui.ui.screens.home_screen import HomeScreen  # noqa: PLC0415 (loaded when first shown)

        homes = [screen for screen in self.screen_stack if isinstance(screen, HomeScreen)]
        for home in homes:
            home.say(words)
        return bool(homes)

    # -- what other screens ask for ---------------------------------------------------------------------------------

    async def on_home_screen_open_run(self, event: HomeScreen.OpenRun) -> None:
        """Work the run chosen in the list."""
        event.stop()
        self._work_run(event.folder)

    async def on_home_screen_rehearse_example(self, event: HomeScreen.RehearseExample) -> None:
        """Make the example rehearsal and work it."""
        event.stop()
        if not self._making:
            self._making = True
            self._say_on_home("The rehearsal is being made. It takes a moment.")
            self._rehearse()

    async def on_home_screen_start_run(self, event: HomeScreen.StartRun) -> None:
        """Start a run from a practice file."""
        event.stop()
        from cutover_tui.ui.screens.start_screen import StartScreen  # noqa: PLC0415 (loaded when first shown)

        self.push_screen(StartScreen(self._preview_start, self._place_report), self._start_or_not)

    def _preview_start(self, path: Path, core_only: bool) -> StartPreview:  # noqa: FBT001 (the screen's callback)
        """Say what a practice file gives. Called from a thread."""
        from cutover_tui.runner.starting import plan_outlook  # noqa: PLC0415 (brings the loaders)
        from cutover_tui.ui.screens.start_screen import StartPreview  # noqa: PLC0415

        found = plan_outlook(path, None, core_only=core_only)
        if found.plan is None:
            return StartPreview(problems=found.problems)
        plan = found.plan
        return StartPreview(practice=plan.practice, ods=plan.ods_code, tasks=len(plan.tasks), first_due=found.first_due)

    def _place_report(self, folder: Path | None) -> PlaceReport:
        """Say what speaks against a folder for the run. Called from a thread."""
        from cutover_tui.storage.run_place import place_problems  # noqa: PLC0415 (with the start screen)

        return place_problems(folder or self.home / "runs")

    def _start_or_not(self, chosen: Start | None) -> None:
        """Start what was chosen on the start screen, if anything was."""
        if chosen is not None:
            self._start_chosen(chosen)

    @work(thread=True, exclusive=True, group="start")
    def _start_chosen(self, chosen: Start) -> None:
        from cutover_tui.runner.starting import RunRequest, start_run  # noqa: PLC0415 (brings the loaders)
        from cutover_tui.storage.checklist_problems import ChecklistProblems  # noqa: PLC0415

        request = RunRequest(
            practice_file=chosen.path, kind=chosen.kind, core_only=chosen.core_only, folder=chosen.folder
        )
        try:
            started = start_run(request, self.book, self.home, self.clock)
        except (Refused, ChecklistProblems) as problem:
            self.call_from_thread(self._end_with, str(problem))
            return
        started.run.close()
        self.call_from_thread(self._work_run, started.run.log.folder, "", None)

    @work(thread=True, group="rehearse")
    def _rehearse(self) -> None:
        from cutover_tui.runner.demo import make_demo  # noqa: PLC0415 (the example is made when first asked for)

        try:
            folder = Path(tempfile.mkdtemp(prefix="cutover-demo-")) / "run"
            make_demo(folder, self.clock, cache=self.home / "cache").close()
        except Refused as refused:
            self.call_from_thread(self._rehearsed, None, str(refused))
        except OSError as problem:
            words = f"The rehearsal could not be made: {plain_reason(problem)}. Make room, then press r again."
            self.call_from_thread(self._rehearsed, None, words)
        else:
            self.call_from_thread(self._rehearsed, folder, "")

    def _rehearsed(self, folder: Path | None, words: str) -> None:
        self._making = False
        self._say_on_home(words)
        if folder is not None:
            self._work_run(folder)

    async def on_log_screen_correct_entry(self, event: LogScreen.CorrectEntry) -> None:
        """Correct an entry chosen in the log, on the run screen."""
        event.stop()
        if self._working is not None:
            self.screen.dismiss()
            self._working.correct_chosen(event.seq)

    # -- keys that work everywhere ----------------------------------------------------------------------------------

    def action_switch_theme(self) -> None:
        """Change between the night and the day theme, and remember it."""
        day = self.theme != DAY_THEME
        self.theme = DAY_THEME if day else NIGHT_THEME
        self._remember("theme", "day" if day else "night")

    def action_switch_marks(self) -> None:
        """Change between drawn marks and plain ASCII ones, and remember it."""
        self.ascii_marks = not self.ascii_marks
        self.set_class(self.ascii_marks, "-ascii")
        self._remember("ascii", "yes" if self.ascii_marks else "no")
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh(layout=True)  # the digits of plain marks take more rows

    def action_switch_bell(self) -> None:
        """Switch the bell on or off on this machine, and remember it."""
        from cutover_tui.ui.screens.asking import AskingScreen  # noqa: PLC0415 (loaded with every run)

        self.bell_rings = not self.bell_rings
        self._remember("bell", "on" if self.bell_rings else "off")
        rings = "The bell rings for a P1, a pause and a hold past its time, once a minute until it is acknowledged."
        if isinstance(self.screen, AskingScreen):
            self.screen.take_up()
            self.screen.say(rings if self.bell_rings else "The bell is off on this computer. Alerts are shown as ever.")

    async def action_quit(self) -> None:
        """End the program; a run that is being worked is left in good order first."""
        if self._working is None or self._working.desk.leaving:
            self.exit()
        else:
            self._leave_and_end(self._working)

    @work(group="end")
    async def _leave_and_end(self, working: RunScreen) -> None:
        problem = await working.leave_at_once()
        if problem:
            self.parting_words.append(problem)
        self.exit()

    def action_show_help(self) -> None:
        """Show every key of the screen in front, and what the marks and words mean."""
        from cutover_tui.runner.service_board import debt_forms  # noqa: PLC0415
        from cutover_tui.ui.keys import groups_of, working_keys  # noqa: PLC0415 (with the help, loaded when shown)
        from cutover_tui.ui.screens.help_screen import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            debt = debt_forms(self._working.run_state) if self._working is not None else ()
            explains = getattr(self.screen, "help_sections", None)
            sections = explains() if explains is not None else ()
            self.push_screen(HelpScreen(groups_of(working_keys(self.screen)), sections, debt=debt))

    def action_show_cards(self) -> None:
        """Show the emergency cards over whatever stands there; a question that is open stays as it is."""
        from cutover_tui.runner.emergency_cards import emergency_cards  # noqa: PLC0415 (loaded when first shown)
        from cutover_tui.ui.screens.cards_screen import CardsScreen  # noqa: PLC0415

        if isinstance(self.screen, CardsScreen):
            self.screen.dismiss()
            return
        self.push_screen(CardsScreen(emergency_cards(self._working.run_state if self._working is not None else None)))

    def _remember(self, name: PreferenceName, value: str) -> None:
        with contextlib.suppress(Refused):  # a preference that cannot be kept is no reason to interrupt
            self.book.set_preference(name, value)

    # -- faults of ours ---------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """End without a traceback on the shared screen: the details go to a file, and words say where."""
        details = self.home / "unexpected.txt"
        caught = self._exception
        problem = caught.error if isinstance(caught, WorkerFailed) else caught
        try:
            details.parent.mkdir(parents=True, exist_ok=True)
            if problem is not None:
                details.write_text("".join(traceback.format_exception(problem)), encoding="utf-8")
            where = f"The details are in {details}."
        except OSError:
            where = "The details could not be written to a file."
        folder = self._working.cutover_run.log.folder if self._working is not None else self.opening.folder
        again = f" Go on with: cutover open {folder}" if folder is not None else ""
        self.parting_words.append(
            f"Something unexpected happened and the screen closed. Everything recorded is saved. {where}{again}"
        )
        self._close_messages_no_wait()
