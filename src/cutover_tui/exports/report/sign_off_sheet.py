"""`sign-off-sheet.html`: one page to sign in ink, with a way to sign by phone and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.exports.bag_info import chain_check, organisation
from cutover_tui.exports.naming import external_identifier
from cutover_tui.exports.report.document import Bullets, Document, Facts, Paragraph, Section, Signatures
from cutover_tui.exports.report.open_points import open_points, open_told
from cutover_tui.exports.report.report import footer, one_mark
from cutover_tui.exports.report.sections.ending import signers
from cutover_tui.exports.report.sections.opening import changed_words, live_told
from cutover_tui.exports.report.telling import many, moment_told

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Block
    from cutover_tui.exports.report.gathered import Gathered


def sign_off_sheet(gathered: Gathered) -> Document:
    """The sheet."""
    context = gathered.context
    kind = "rehearsal" if context.rehearsal else "cutover"
    version = f"Version {context.version}, {'interim' if context.interim else 'final'}"
    return Document(
        title=f"Sign-off sheet: {kind} at {organisation(context)}",
        lines=(f"{version}, up to {moment_told(context.as_of, context)}. 24-hour clock.",),
        marks=one_mark(context),
        sections=(
            Section("", "What is signed", (_what_is_signed(gathered), Bullets(_SIGNED_FOR))),
            Section("", "Signatures", _signatures(context)),
        ),
        header=f"{organisation(context)}. Sign-off sheet. 24-hour clock",
        footer=footer(context),
        watermark="REHEARSAL" if context.rehearsal else "",
        contents=False,
    )


_SIGNED_FOR = (
    "[ ] I have read the report with this seal.",
    "[ ] The last seal on the wall sheet fits this log.",
    "[ ] I know what is still open and who sees to it.",
)


_WIDTHS = (24, 20, 32, 24)


def _what_is_signed(gathered: Gathered) -> Facts:
    context = gathered.context
    points = open_points(gathered)
    check = "PASS" if context.verification.passed else chain_check(context)
    return Facts(
        (
            ("Report", external_identifier(context)),
            ("Log", f"{many(len(context.entries), 'entry', 'entries')}. Check: {check}"),
            ("Seal", context.seal or "Not applicable"),
            ("Result", live_told(gathered)),
            ("Still open", f"{open_told(points)}, in section 16 of the report" if points else "Nothing"),
            ("Afterwards", changed_words(gathered).removeprefix("Changed afterwards: ")),
        )
    )


def _signatures(context: Context) -> tuple[Block, ...]:
    """Lines for ink, and lines for whoever signs by phone and somebody hears."""
    return (
        Signatures(("Role", "Name", "Signature", "Date and time"), tuple(signers(context)), "Signed in ink", _WIDTHS),
        Signatures(
            ("Role and name", "Read back right", "Heard by (signature)", "Date and time"),
            ((), ()),
            "Sign-off by phone: the seal and what is still open are read out, and read back",
            (32, 20, 26, 22),
        ),
        Paragraph("Sign the printed page, scan it, and keep it with the safety file."),
    )
