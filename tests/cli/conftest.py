"""What the tests of the command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import CommandLine, a_started_run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cutover(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """`cutover` in this process."""
    return CommandLine(capsys)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run of the small plan, started on Thursday at 17:00."""
    return a_started_run(tmp_path)
