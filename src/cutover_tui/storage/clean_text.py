"""What text may enter a run: one form, one length, nothing that can hide, command a terminal or fool a reader.

Used at every way in (fields, pastes, checklists, practice facts, imports), and again by the audit log before it writes
(`integrity.md` D1).
"""

from __future__ import annotations

import re
import unicodedata

from cutover_tui.domain.refusals import Refused

NAME_LIMIT = 60
"""Characters in a person's or an organisation's name."""
TITLE_LIMIT = 120
"""Characters in the title of a task or a checklist."""
LINE_LIMIT = 400
"""Characters in one line of free text, such as a reason or what was seen."""
NOTE_LIMIT = 4_000
"""Characters in a note."""
MARKS_LIMIT = 3
"""Combining marks on one letter."""

BOX = "\ufffd"
"""Stands, visibly, where a forbidden code point was."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Code points never allowed: controls other than tab and line feed, invisible and direction-changing characters,
surrogates, tags and non-characters. The list is part of the format of the log (`docs/audit-log.md`)."""

_BREAKS = re.compile("[\t\n]")
_MOST_SHRINKING = 4
"""Composing turns at most four code points into one, so a text longer than this many limits cannot come to fit."""


class TextTooLong(Refused):
    """A text is longer than what fits; its message names both numbers. Nothing was cut."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"This text is {length:,} characters long and at most {limit:,} fit. Nothing was cut: shorten it, or split "
            f"it in two."
        )
        self.length = length
        """How long the text is, in characters."""
        self.limit = limit
        """How many characters fit."""


class UncleanText(Refused):
    """A text holds characters the audit log never takes, and reached it without going through `clean_text`."""


def clean_text(text: str, limit: int, *, lines: bool = False) -> str:
    """The text in the one form that is stored: composed (NFC), LF for every line end, a box for what is forbidden.

    With `lines`, tabs and line feeds stay; without, each becomes a space. Combining marks beyond the third on a letter
    become boxes too. Cleaning a clean text changes nothing.

    Raises:
        TextTooLong: when the text has more than `limit` characters. It is never cut.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Composing takes time that grows with the square of a run of marks, so a text that cannot fit never gets there.
    if len(text) > limit * _MOST_SHRINKING:
        raise TextTooLong(len(text), limit)
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise TextTooLong(len(text), limit)
    text = FORBIDDEN.sub(BOX, text)
    if not lines:
        text = _BREAKS.sub(" ", text)
    return text if text.isascii() else _with_few_marks(text)


def is_clean(text: str, *, lines: bool) -> bool:
    """Whether `clean_text` would leave the text as it is, its length aside."""
    if text.isascii():
        return holds_only_allowed(text, lines=lines)
    return (
        holds_only_allowed(text, lines=lines)
        and unicodedata.is_normalized("NFC", text)
        and _with_few_marks(text) == text
    )


def holds_only_allowed(text: str, *, lines: bool) -> bool:
    """Whether every code point is allowed: the part of `is_clean` that no version of Unicode can ever change.

    Logs are read by this rule, so that one written today is judged the same for ever; they are written by `is_clean`.
    """
    if text.isascii() and text.isprintable():
        return True
    return not FORBIDDEN.search(text) and (lines or not _BREAKS.search(text))


def forbidden_in(text: str) -> tuple[str, ...]:
    """The forbidden code points of a text by name, such as `U+001B`, each once, in the order they come."""
    return tuple(dict.fromkeys(f"U+{ord(found):04X}" for found in FORBIDDEN.findall(text)))


def _with_few_marks(text: str) -> str:
    """The text with a box for each combining mark beyond the third on one letter."""
    run = 0
    kept: list[str] = []
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        kept.append(letter if run <= MARKS_LIMIT else BOX)
    return "".join(kept)
