"""Screens kept as text: compared by every run, written anew only by `pytest --update-screens`, and then read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Keeping:
    """Whether kept screens are written instead of compared; set once, from the command line."""

    update = False


def assert_kept(path: Path, shown: str) -> None:
    """Compare a screen's text with the one kept in a file."""
    if Keeping.update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8", newline="\n")

    assert shown == path.read_text(encoding="utf-8")
