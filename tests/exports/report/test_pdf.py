"""The report as a PDF: by Typst, else by a browser, else how to print it; an export never fails for want of one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock
from tests.exports.bundles import kept_run

from cutover_tui.exports.report import pdf, typeset
from cutover_tui.exports.report.pdf import make_pdf
from cutover_tui.exports.report.report_part import ICB_PAGE, REPORT, SIGN_OFF
from cutover_tui.exports.safety_file import Export, export_safety_file
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from pathlib import Path

needs_typst = pytest.mark.skipif(not typeset.has_typst(), reason="Typst is not installed (extra `pdf`)")
needs_browser = pytest.mark.skipif(not any(pdf._browsers()), reason="neither Edge nor Chrome is here")


@pytest.fixture
def made(tmp_path: Path) -> Export:
    """An export of the awkward run."""
    with closing(Run.open(kept_run(tmp_path / "run"), clock=StillClock("Thu 18:00"), read_only=True)) as run:
        return export_safety_file(run, tmp_path / "out")


def no_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_typst", lambda: False)


def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_candidates", lambda: iter(()))


def test_without_typesetter_and_browser_it_says_how_to_print(made: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    no_typst(monkeypatch)
    no_browser(monkeypatch)

    found = make_pdf(made)

    page = made.folder.joinpath(*REPORT.split("/"))
    assert found.path is None
    assert found.words == (
        "No PDF was made. Neither Typst nor Edge or Chrome is here. "
        f"Open {page} in a browser, print it on A4 in portrait, and choose to save it as PDF."
    )


def test_a_typesetter_that_cannot_gives_way_and_says_why(made: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_nothing(*_given: object, **_named: object) -> bytes:
        raise RuntimeError("no such font\nand more")

    monkeypatch.setattr(pdf, "has_typst", lambda: True)
    monkeypatch.setitem(sys.modules, "typst", SimpleNamespace(compile=compile_nothing))
    no_browser(monkeypatch)

    found = make_pdf(made)

    assert found.path is None
    assert "Typst could not: no such font." in found.words


def test_a_browser_that_ends_with_a_fault_fails_no_export(
    made: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_typst(monkeypatch)
    monkeypatch.setattr(pdf, "_candidates", lambda: iter([tmp_path / "msedge"]))
    (tmp_path / "msedge").write_text("not a program")

    found = make_pdf(made)

    assert found.path is None
    assert "msedge could not:" in found.words


def test_typst_gets_the_words_as_data_and_the_moment_of_the_last_entry(
    made: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def compile_pdf(template: bytes, **named: object) -> bytes:
        asked.update(named, template=template)
        return b"%PDF-1.7"

    monkeypatch.setattr(pdf, "has_typst", lambda: True)
    monkeypatch.setitem(sys.modules, "typst", SimpleNamespace(compile=compile_pdf))

    found = make_pdf(made)

    assert found.path == made.folder.parent / f"{made.folder.name}_report.pdf"
    assert found.path.read_bytes() == b"%PDF-1.7"
    assert asked["template"] == typeset.TEMPLATE.read_bytes()
    assert asked["timestamp"] == made.context.as_of
    assert asked["pdf_standards"] == ["ua-1"]


@needs_typst
def test_the_typeset_report_is_a_tagged_pdf(made: Export) -> None:
    found = make_pdf(made)

    assert found.path is not None
    assert b"/MarkInfo" in found.path.read_bytes() or b"StructTreeRoot" in found.path.read_bytes()


@pytest.mark.slow
@needs_browser
def test_a_browser_prints_the_report_with_every_page_numbered(made: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    no_typst(monkeypatch)

    found = make_pdf(made)

    assert found.path is not None
    assert found.path.read_bytes().startswith(b"%PDF-")
    reader = shutil.which("pdftotext")
    if reader is not None:
        read = subprocess.run([reader, "-layout", str(found.path), "-"], capture_output=True, check=True)
        text = read.stdout.decode()
        pages = text.removesuffix("\f").split("\f")
        assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
        assert all("24-hour clock" in page for page in pages)


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("path", [ICB_PAGE, SIGN_OFF])
def test_what_is_to_be_one_page_prints_on_one_page(made: Export, path: str) -> None:
    printed = pdf._printed_by(next(pdf._browsers()), made.folder.joinpath(*path.split("/")))

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
