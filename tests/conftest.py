"""Every test: nothing of the developer's machine comes in, and nothing of the test goes out."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

# Read when Textual is imported, so set before any test module does.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.kept_screens")

from tests.kept_screens import Keeping  # noqa: E402 (after the line that lets its assert speak)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

LEFT_OUT = (
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLORTERM", "TEXTUAL", "PYTHONIOENCODING"),
    *("LC_ALL", "LC_CTYPE", "LC_TIME", "LANGUAGE", "PYTHONUTF8", "OneDrive", "OneDriveConsumer", "OneDriveCommercial"),
)
"""Variables by which a machine changes how the program looks or speaks."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two ways to accept a change of what the program writes or shows."""
    group = parser.getgroup("cutover")
    group.addoption("--update-golden", action="store_true", help="write the exports' golden files anew; read the diff")
    group.addoption("--update-screens", action="store_true", help="write the kept screens anew; read the diff")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the kept screens whether they are written anew."""
    Keeping.update = bool(config.getoption("--update-screens"))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 (the hook's own)
    """Three workers for each two cores: a test of a screen waits about a third of its time."""
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _no_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test a home of its own, plain English, a clock zone that is not London's, and a cursor that stays."""
    home = tmp_path_factory.mktemp("home")
    for name in LEFT_OUT:
        monkeypatch.delenv(name, raising=False)
    for name, value in _surroundings(home).items():
        monkeypatch.setenv(name, value)
    if "textual.widgets" in sys.modules:
        from textual.widgets import Input, TextArea  # noqa: PLC0415 (only tests of screens need Textual)

        monkeypatch.setattr(Input, "cursor_blink", False)
        monkeypatch.setattr(TextArea, "cursor_blink", False)
    _take_zone()
    yield
    monkeypatch.undo()
    _take_zone()


def _surroundings(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "LOCALAPPDATA": str(home / "data"),
        "CUTOVER_HOME": str(home / "cutover"),
        "TZ": "Asia/Kathmandu",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def _take_zone() -> None:
    """Make the C library read TZ again, where it can."""
    if sys.platform != "win32":
        time.tzset()
