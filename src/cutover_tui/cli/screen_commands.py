"""The commands that open a screen: home, `open`, `wall`, `demo`."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NotUsable, path_of

if TYPE_CHECKING:
    from cutover_tui.cli.context import Context
    from cutover_tui.runner.clock import Clock
    from cutover_tui.ui.app import CutoverApp


FRAMES_A_SECOND = "240"
"""How often Textual may paint. Nothing here is animated: it only means that a tick does not wait for the next frame."""

SWITCH_SECONDS = 0.0005
"""How long the recorder's thread may have to wait for the screen's, and the other way round; Python's own is ten times
that, and as long as a whole record takes."""


def home(context: Context) -> int:
    """Show the runs on this machine."""
    _require_terminal()
    from cutover_tui.ui.app import CutoverApp, Opening

    return _show(CutoverApp(context.book, context.home, context.clock, Opening(place="home")))


def open(context: Context) -> int:  # noqa: A001 (named after its command)
    """Work a run."""
    _require_terminal()
    arguments = context.arguments
    folder = context.run_folder(arguments.run)
    context.refuse_set_clock(folder)
    second_copy = path_of(arguments.second_copy) if arguments.second_copy else None
    return _work(context, folder, context.clock, (arguments.initials or "").strip().upper(), second_copy)


def wall(context: Context) -> int:
    """Show the wall board of a run."""
    _require_terminal()
    from cutover_tui.ui.app import CutoverApp, Opening

    opening = Opening(place="wall", folder=context.run_folder(context.arguments.run))
    return _show(CutoverApp(context.book, context.home, context.clock, opening))


def demo(context: Context) -> int:
    """Make the example rehearsal and work it."""
    from cutover_tui.runner.clock import SetClock
    from cutover_tui.runner.demo import DEMO_STARTS, make_demo

    given = context.arguments.dir
    folder = path_of(given) if given else Path(tempfile.mkdtemp(prefix="cutover-demo-")) / "run"
    if (folder / "plan.json").exists():
        msg = f"{folder} already holds a run. Choose another folder, or open it with `cutover open {folder}`."
        raise NotUsable(msg)
    clock = context.clock if context.set_time else SetClock(DEMO_STARTS, runs=True)
    make_demo(folder, clock, cache=context.home / "cache").close()
    if not sys.stdout.isatty():
        print(folder)
        return DONE
    print(f"The rehearsal is in {folder}", file=sys.stderr)
    _make_quick()
    return _work(context, folder, clock)


def _work(context: Context, folder: Path, clock: Clock, initials: str = "", second_copy: Path | None = None) -> int:
    """Open a run and show its screen; what stands in the way is said before a screen comes up."""
    from cutover_tui.runner.opening import open_run
    from cutover_tui.ui.app import CutoverApp, Opening

    opened = open_run(folder, clock, context.book, second_copy=second_copy)
    opening = Opening(place="run", folder=folder, initials=initials, opened=opened)
    return _show(CutoverApp(context.book, context.home, clock, opening))


def _show(app: CutoverApp) -> int:
    app.run()
    for words in app.parting_words:
        print(words, file=sys.stderr)
    return app.return_code or DONE


def _require_terminal() -> None:
    """Refuse to show a screen to a pipe; else get ready to show one quickly."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        msg = "This command needs a terminal. `cutover status RUN` and `cutover log RUN` work without one."
        raise NotUsable(msg)
    _make_quick()


def _make_quick() -> None:
    """Get ready for a screen that comes up and answers quickly; before Textual is imported.

    The garbage collector finds nothing while modules and the plan are loaded, and looking costs a tenth of the start;
    the app turns it on again once it is up.
    """
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    sys.setswitchinterval(SWITCH_SECONDS)
