"""What the tests of the run screen and of the whole app start from: a run on disk and a clock that stands still."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock
from tests.kept_screens import assert_kept
from tests.ui.dialogs.dialog_stage import StepClock
from tests.ui.run_stage import SIX_LISTS, at_desk, make_run, steady
from textual.scrollbar import ScrollBar

from cutover_tui.domain.plan import RunKind
from cutover_tui.ui.app import WholeCells
from cutover_tui.ui.dialogs import press_guard
from cutover_tui.ui.screens import board_screen, log_screen, run_screen, wall_screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    from cutover_tui.domain.plan import Plan
    from cutover_tui.runner.clock import Clock

GOLDENS = Path(__file__).parent / "goldens"
NEVER = 3600.0


@pytest.fixture(autouse=True)
def whole_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw scroll bars as the program does, whichever test made an app of its own before."""
    monkeypatch.setattr(ScrollBar, "renderer", WholeCells)


@pytest.fixture
def presses(monkeypatch: pytest.MonkeyPatch) -> StepClock:
    """Let a second pass between any two keys; a test of held keys makes the step shorter."""
    clock = StepClock()
    monkeypatch.setattr(press_guard, "system_monotonic", clock)
    return clock


@pytest.fixture
def clock() -> StillClock:
    """A clock at Thu 17:42, three quarters of an hour before the final extract."""
    return StillClock()


@pytest.fixture
def open_desk(
    tmp_path: Path, clock: StillClock, presses: StepClock, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AbstractAsyncContextManager[Desk]]:
    """Give a function that opens a run of the small plan; the tests say when it looks around."""
    assert presses.step == 1
    monkeypatch.setattr(run_screen, "LOOK_EVERY", NEVER)
    monkeypatch.setattr(board_screen, "LOOK_EVERY", NEVER)
    monkeypatch.setattr(run_screen, "LOAD_AFTER", NEVER)
    monkeypatch.setattr(board_screen, "LOOK_EVERY", NEVER)
    monkeypatch.setattr(log_screen, "LOOK_AGAIN_S", NEVER)
    monkeypatch.setattr(wall_screen, "READ_EVERY_S", NEVER)

    def desk(
        folder: Path | None = None,
        *,
        plan: Plan = SIX_LISTS,
        kind: RunKind = RunKind.REHEARSAL,
        history: bool = True,
        size: tuple[int, int] = (100, 30),
        initials: str = "JB",
        second_copy: Path | None = None,
        by_clock: Clock | None = None,
    ) -> AbstractAsyncContextManager[Desk]:
        if folder is None:
            folder = make_run(tmp_path / "run", plan=plan, kind=kind, history=history)
        home = tmp_path / "home"
        return at_desk(folder, by_clock or clock, home, size=size, initials=initials, second_copy=second_copy)

    return desk


@pytest.fixture
def assert_screen() -> Callable[[str, str], None]:
    """Compare a screen's text with the one kept under a name; `--update-screens` keeps the new one."""

    def check(shown: str, name: str) -> None:
        assert_kept(GOLDENS / f"{name}.txt", f"{steady(shown)}\n")

    return check
