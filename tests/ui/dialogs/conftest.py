"""What every test of a dialog starts from: a stepping clock, and pictures in words to compare with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.kept_screens import assert_kept
from tests.ui.dialogs.dialog_stage import StepClock

from cutover_tui.ui.dialogs import press_guard

if TYPE_CHECKING:
    from collections.abc import Callable

SCREENS = Path(__file__).parent / "screens"


@pytest.fixture(autouse=True)
def pressed_by_hand(monkeypatch: pytest.MonkeyPatch) -> StepClock:
    """Let a second pass between any two keys; a test of held keys makes the step shorter."""
    clock = StepClock()
    monkeypatch.setattr(press_guard, "system_monotonic", clock)
    return clock


@pytest.fixture
def assert_screen() -> Callable[[str, str], None]:
    """Compare a screen's text with the one kept under a name."""

    def check(shown: str, name: str) -> None:
        assert_kept(SCREENS / f"{name}.txt", shown)

    return check
