"""Where the shipped checklists are: packed into the wheel, or at the top of a source tree."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped_checklists() -> Path:
    """The folder of the shipped checklists, whether installed from a wheel, installed editable or run from source."""
    package = Path(str(files("cutover_tui")))
    packed = package / "checklists"
    return packed if packed.is_dir() else package.parent.parent / "checklists"
