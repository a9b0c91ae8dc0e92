"""The report as a PDF beside the safety file: by the typesetter, else by a browser that is here, else how to print it.

The PDF is a convenience and stands outside the folder whose manifest can be checked: the HTML is the report. Nothing
here ever fails an export.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.exports.report.report import report_of
from cutover_tui.exports.report.report_part import REPORT
from cutover_tui.exports.report.typeset import NotTypeset, has_typst, typeset
from cutover_tui.storage.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.exports.safety_file import Export

BROWSERS = (
    *("msedge", "microsoft-edge", "microsoft-edge-stable", "google-chrome", "google-chrome-stable"),
    *("chromium", "chromium-browser", "chrome"),
)
"""Commands of the browsers that can print without a window."""
_INSTALLED = (
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_ON_WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
_FOLDERS_ON_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_SECONDS = 90
"""How long a browser may take."""
_PDF = b"%PDF-"


@dataclass(frozen=True)
class PdfMade:
    """What became of the PDF."""

    path: Path | None
    """Where it is; None when none was made."""
    words: str
    """What made it, or how to make it by hand."""


def make_pdf(made: Export) -> PdfMade:
    """The report of an export as a PDF beside its folder, by the first way that works."""
    path = made.folder.parent / f"{made.folder.name}_report.pdf"
    page = made.folder.joinpath(*REPORT.split("/"))
    problems: list[str] = []
    if has_typst():
        try:
            write_atomically(path, typeset(report_of(made.context), made.context.as_of))
        except (NotTypeset, OSError, ImportError) as problem:
            problems.append(f"Typst could not: {_first_line(problem)}")
        else:
            return PdfMade(path, "Made by Typst, tagged.")
    for browser in _browsers():
        try:
            data = _printed_by(browser, page)
            write_atomically(path, data)
        except (OSError, subprocess.SubprocessError) as problem:
            problems.append(f"{browser.stem} could not: {_first_line(problem)}")
        else:
            return PdfMade(path, f"Printed by {browser.stem}.")
    found = " ".join(f"{problem}." for problem in problems) or "Neither Typst nor Edge or Chrome is here."
    by_hand = f"Open {page} in a browser, print it on A4 in portrait, and choose to save it as PDF."
    return PdfMade(None, f"No PDF was made. {found} {by_hand}")


def _browsers() -> Iterator[Path]:
    """The browsers that are here, each once."""
    seen: set[Path] = set()
    for path in _candidates():
        if path not in seen and path.is_file():
            seen.add(path)
            yield path


def _candidates() -> Iterator[Path]:
    yield from (Path(found) for name in BROWSERS if (found := shutil.which(name)) is not None)
    yield from map(Path, _INSTALLED)
    for variable in _FOLDERS_ON_WINDOWS:
        base = os.environ.get(variable, "")
        if base:
            yield from (Path(base, *name.split("\\")) for name in _ON_WINDOWS)


def _printed_by(browser: Path, page: Path) -> bytes:
    """The page as a browser prints it, in a profile of its own that is thrown away.

    Raises:
        OSError: It could not be started, or wrote no PDF.
        SubprocessError: It took too long, or ended with a fault.
    """
    with tempfile.TemporaryDirectory(prefix="cutover-pdf-", ignore_cleanup_errors=True) as profile:
        printed = Path(profile) / "report.pdf"
        subprocess.run(  # noqa: S603 (a browser found by its own name prints a page this program made)
            [
                str(browser),
                *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
                *("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"),
                *(("--no-sandbox",) if _is_root() else ()),
                f"--user-data-dir={profile}",
                f"--print-to-pdf={printed}",
                page.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        data = printed.read_bytes()
    if not data.startswith(_PDF):
        raise OSError("it wrote something else than a PDF")
    return data


def _is_root() -> bool:
    """Whether this runs as root, for whom these browsers print only without their sandbox."""
    return sys.platform != "win32" and os.geteuid() == 0


def _first_line(problem: BaseException) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0].rstrip(".")
