"""`data/01-report`: the report for screens and paper and as text, the page for the ICB, and the sheet to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.context import Copy
from cutover_tui.exports.report.gathered import gather
from cutover_tui.exports.report.html import html_of
from cutover_tui.exports.report.icb_page import icb_page
from cutover_tui.exports.report.report import report
from cutover_tui.exports.report.sign_off_sheet import sign_off_sheet
from cutover_tui.exports.report.text import text_of

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context

FOLDER = "data/01-report"
REPORT = f"{FOLDER}/cutover-report.html"
TEXT = f"{FOLDER}/cutover-report.txt"
ICB_PAGE = f"{FOLDER}/summary-for-icb.html"
SIGN_OFF = f"{FOLDER}/sign-off-sheet.html"


def report_files(context: Context) -> dict[str, bytes]:
    """The files of the report, as far as the copy holds them: names to sign stand in the full copy alone."""
    gathered = gather(context)
    document = report(gathered)
    files = {REPORT: html_of(document), TEXT: text_of(document)}
    if context.copy in {Copy.FULL, Copy.ICB}:
        files[ICB_PAGE] = html_of(icb_page(gathered), sheet=True)
    if context.copy is Copy.FULL:
        files[SIGN_OFF] = html_of(sign_off_sheet(gathered), sheet=True)
    return files
