"""What a paste becomes: clean, on one line where there is one, and cut at the limit with a sentence that says so."""

from __future__ import annotations

from cutover_tui.storage.clean_text import clean_text

_MOST_SHRINKING = 4
"""Composing turns at most this many code points into one."""


def fit_paste(before: str, pasted: str, after: str, limit: int, *, lines: bool = False) -> tuple[str, int, str]:
    """Put a paste between what stands before and after it.

    Args:
        before: The clean text before the place.
        pasted: What arrived, anything at all.
        after: The clean text after the place.
        limit: Characters that fit altogether.
        lines: True where more than one line may stand; else each line end becomes a space.

    Returns:
        The whole text, how many characters stand before the cursor now, and a sentence, empty when nothing was cut.
    """
    room = max(limit - len(before) - len(after), 0)
    most = room * _MOST_SHRINKING
    taken = pasted[:most]
    if not lines and len(pasted) <= most:
        taken = taken.rstrip("\r\n")
    head = clean_text(before + taken, limit * _MOST_SHRINKING + len(taken), lines=lines)
    cut = len(pasted) > most or len(head) > len(before) + room
    if len(head) > len(before) + room:
        head = head[: len(before) + room]
    words = f"At most {limit:,} characters fit here. The end of the pasted text was left off." if cut else ""
    return head + after, len(head), words
