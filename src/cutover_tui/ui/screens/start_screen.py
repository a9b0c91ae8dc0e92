"""Start a run from a practice file: choose the file, look at what it gives, and start it as a rehearsal or live.

Nothing is written here. Rehearsal is the choice made beforehand; a live run asks for the practice's ODS code to be
typed, so that nobody starts one by pressing keys (`ux.md` D10).
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.storage.run_place import PlaceReport, place_problems
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import Field, LineField
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_screens import KEYS, key_shown
from cutover_tui.ui.widgets.key_footer import KeyFooter
from cutover_tui.ui.widgets.painted import look_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer


FOOTER: Final = [key for key in KEYS["start"] if key.footer]

QUIET_S: Final = 0.3
"""Seconds without a key after which a typed path is looked at."""

LOOKED_AT_BYTES: Final = 64 * 1024
"""How far into a file its `practice:` is looked for."""

FILES_SHOWN: Final = 200
"""Files of one folder that are looked at."""

PRACTICE_KEY: Final = re.compile(rb"^practice:\s*\S", re.MULTILINE)
"""What makes a YAML file a practice file."""


@dataclass(frozen=True, kw_only=True)
class StartPreview:
    """What a practice file gives, or why it gives nothing."""

    practice: str = ""
    ods: str = ""
    """The practice's ODS code."""
    tasks: int = 0
    first_due: str = ""
    """When the first task is due, in words."""
    problems: tuple[str, ...] = ()
    """Every mistake in the file, in full; with one of them nothing can be started."""


def practice_files(folder: Path) -> tuple[Path, ...]:
    """The practice files of a folder, by name. Files that cannot be read are left out."""
    found: list[Path] = []
    try:
        names = sorted(folder.glob("*.yaml"))[:FILES_SHOWN]
    except OSError:
        return ()
    for path in names:
        try:
            with path.open("rb") as file:
                if PRACTICE_KEY.search(file.read(LOOKED_AT_BYTES)):
                    found.append(path)
        except OSError:
            continue
    return tuple(found)


@dataclass(frozen=True)
class Start:
    """What somebody chose to start; the result of the screen."""

    path: Path
    """The practice file."""
    core_only: bool
    kind: RunKind
    folder: Path | None
    """Where the run goes; None for the usual place."""


class StartScreen(Screen[Start | None]):
    """Choose what to start. Closes with a `Start`, or with None where nothing is to be started."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["start"])]
    AUTO_FOCUS = "#start-file LineInput"
    DEFAULT_CSS = """
    StartScreen { background: $background; }
    StartScreen KeyFooter { height: 1; }
    StartScreen #start-head { height: 1; background: $panel; color: $text; text-style: bold; padding: 0 1;
                              margin-bottom: 1; }
    StartScreen Field { padding: 0 1; }
    StartScreen #start-found { height: auto; max-height: 4; margin: 0 1 0 20; border: none; padding: 0; display: none;
                               background: $surface; color: $text; scrollbar-size-vertical: 1; }
    StartScreen #start-code { display: none; }
    StartScreen.-live #start-code { display: block; }
    StartScreen #start-said { height: 1fr; width: 100%; margin-top: 1; border-top: solid $rule; padding: 0 1;
                              scrollbar-size-vertical: 1; }
    StartScreen #start-said:focus { border-top: solid $accent; }
    StartScreen #start-words { height: auto; }
    """

    @dataclass
    class Found(Message):
        """The practice files of the current folder. Comes from a thread."""

        paths: tuple[Path, ...]

    @dataclass
    class Looked(Message):
        """What a file gives and what speaks against the place. Comes from a thread."""

        asked: tuple[str, bool, str]
        preview: StartPreview
        place: PlaceReport

    def __init__(
        self,
        load: Callable[[Path, bool], StartPreview],
        place: Callable[[Path | None], PlaceReport] | None = None,
        *,
        here: Path | None = None,
    ) -> None:
        """Takes how a file is looked at, how a place is, and the folder to list.

        Args:
            load: Gives the preview of a practice file, with core tasks only where the second argument says so. Called
                from a thread.
            place: Says what speaks against a folder for the run, None being the usual place; without it only folders
                that were typed are looked at. Called from a thread.
            here: The folder whose practice files are offered; the current one by default.
        """
        super().__init__()
        self._load = load
        self._place = place or _typed_place
        self._here = here or Path.cwd()
        self._looked: StartScreen.Looked | None = None
        self._soon: Timer | None = None
        self._paths: tuple[Path, ...] = ()
        self._file = LineField(
            "Practice file", question="Type the path of a practice file, or choose one below.", id="start-file"
        )
        self._tasks = ChoiceField("Tasks", "", ("all tasks", "core tasks only"), chosen=0, id="start-tasks")
        self._kind = ChoiceField("Kind", "", ("rehearsal", "live"), chosen=0, id="start-kind")
        self._folder = LineField("Run folder", id="start-folder")
        self._code = LineField(
            "ODS code", question="Type the practice's ODS code to start a live run.", width=12, id="start-code"
        )

    def compose(self) -> ComposeResult:
        """Head, fields, what the file gives, keys."""
        yield Static(Content("Start a run from a practice file"), id="start-head")
        yield self._file
        yield OptionList(id="start-found", markup=False, compact=True)
        yield self._tasks
        yield self._kind
        yield self._folder
        yield self._code
        with VerticalScroll(id="start-said"):
            yield Static(id="start-words", markup=False)
        yield KeyFooter(FOOTER)

    def on_mount(self) -> None:
        """Look for practice files; say what is missing."""
        self._folder.input.placeholder = "its own folder among your runs"
        self._code.aside.say("the code the file gives for the practice, such as A81001")
        self.run_worker(self._find, thread=True, group="find")
        self._show()

    def on_resize(self) -> None:
        """Write the words for the width there is."""
        self._show()

    @on(Found)
    def _on_found(self, event: Found) -> None:
        found = self.query_one("#start-found", OptionList)
        found.display = bool(event.paths)
        look = look_of(self.app)
        found.add_options(
            [Option(Content(look.cut(path.name, 56)), id=str(number)) for number, path in enumerate(event.paths)]
        )
        found.highlighted = 0 if event.paths else None
        self._paths = event.paths
        if len(event.paths) == 1 and not self._file.value:
            self._file.fill(str(event.paths[0]))

    @on(OptionList.OptionSelected, "#start-found")
    def _on_chosen(self, event: OptionList.OptionSelected) -> None:
        self._file.fill(str(self._paths[event.option_index]))
        self._tasks.take_focus()

    @on(Field.Changed)
    def _on_changed(self) -> None:
        self.set_class(self._is_live(), "-live")
        if self._looked is not None and self._looked.asked != self._asked():
            self._looked = None
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(QUIET_S, self.look_now)
        self._show()

    def look_now(self) -> None:
        """Look at the file that is named now, in a thread."""
        asked = self._asked()
        if asked[0] and (self._looked is None or self._looked.asked != asked):
            self.run_worker(partial(self._look, asked), thread=True, group="look", exclusive=True)

    @on(Looked)
    def _on_looked(self, event: Looked) -> None:
        if event.asked == self._asked():
            self._looked = event
            self._show()

    def action_onward(self) -> None:
        """Go to the next field; start from the last."""
        fields = self._fields()
        focused = next((place for place, field in enumerate(fields) if field.has_focus_within), -1)
        if focused == len(fields) - 1:
            self.action_begin()
        else:
            fields[focused + 1].take_focus()

    def action_begin(self) -> None:
        """Start the run, or go to what stands in the way."""
        lacking = self._lacks()
        if lacking is None:
            path, core_only, folder = self._asked()
            kind = RunKind.LIVE if self._is_live() else RunKind.REHEARSAL
            self.dismiss(Start(_path(path), core_only, kind, _path(folder) if folder else None))
            return
        field, words = lacking
        if field is not None:
            field.say(words)
            field.take_focus()

    def action_page(self, by: int) -> None:
        """Scroll what is said about the file."""
        said = self.query_one("#start-said")
        said.scroll_relative(y=by * max(said.size.height - 1, 1), animate=False)

    def action_leave(self) -> None:
        """Go back without starting anything."""
        self.dismiss(None)

    # -- private --------------------------------------------------------------------------------------------------

    def _asked(self) -> tuple[str, bool, str]:
        return self._file.value, self._tasks.chosen == 1, self._folder.value

    def _is_live(self) -> bool:
        return self._kind.chosen == 1

    def _fields(self) -> list[Field]:
        fields: list[Field] = [self._file, self._tasks, self._kind, self._folder]
        return [*fields, self._code] if self._is_live() else fields

    def _lacks(self) -> tuple[Field | None, str] | None:
        """The field that stands in the way and the words for it; None when the run can be started."""
        if not self._file.value:
            return self._file, "Type the path of a practice file, or choose one below."
        if self._looked is None:
            return None, ""
        if self._looked.preview.problems:
            return self._file, "Put right what stands below in this file, then choose it again."
        if self._looked.place.refusals:
            return self._folder, self._looked.place.refusals[0]
        if self._is_live() and self._code.value.upper() != self._looked.preview.ods.upper():
            words = "That is not the ODS code in this file." if self._code.value else self._code.question
            return self._code, words
        return None

    def _show(self) -> None:
        words = self.query_one_optional("#start-words", Static)
        if words is not None:
            words.update(Content.assemble(*self._parts()))

    def _parts(self) -> list[tuple[str, str]]:
        parts: list[tuple[str, str]] = []
        if not self._file.value:
            return [
                *parts,
                ("Nothing is chosen yet. What the file gives, and every mistake in it, is shown here.", "$muted"),
            ]
        if self._looked is None:
            return [*parts, ("Looking at the file.", "$muted")]
        preview, place = self._looked.preview, self._looked.place
        look = look_of(self.app)
        if preview.problems:
            count = len(preview.problems)
            told = "1 thing to put right" if count == 1 else f"{count} things to put right"
            parts.append(
                (f"{look.pick('×', 'x')} {told} before a run can be started from this file:\n", "bold $overdue")
            )
            parts += [(f"{problem}\n", "$text") for problem in preview.problems]
        else:
            tasks = "1 task" if preview.tasks == 1 else f"{preview.tasks} tasks"
            first = f", the first due {preview.first_due}" if preview.first_due else ""
            parts.append((f"{preview.practice}\n", "bold $text"))
            parts.append((f"{tasks}{first}.\n", "$text"))
            kind = "live run" if self._is_live() else "rehearsal; nothing in it is real"
            parts.append((f"Press {key_shown('start.begin')} to start it as a {kind}.\n", "$accent"))
        parts += [(f"{look.pick('×', 'x')} {words}\n", "$overdue") for words in place.refusals]
        parts += [(f"{look.pick('◆', '*')} {words}\n", "$soon") for words in place.warnings]
        return parts

    def _find(self) -> None:
        self.post_message(self.Found(practice_files(self._here)))

    def _look(self, asked: tuple[str, bool, str]) -> None:
        preview = self._load(_path(asked[0]), asked[1])
        self.post_message(self.Looked(asked, preview, self._place(_path(asked[2]) if asked[2] else None)))


def _typed_place(folder: Path | None) -> PlaceReport:
    return place_problems(folder) if folder is not None else PlaceReport((), ())


def _path(words: str) -> Path:
    """The path somebody typed, with `~` for their own folder."""
    path = Path(words)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
