"""A whole number, such as how many were entered."""

from __future__ import annotations

from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.fields import LineField

_WIDTH = 8
_LIMIT = 6
"""Digits that fit: more than any count may have, which is then refused in words."""


class NumberField(LineField):
    """A field for a whole number, 0 among them; how large it may be the rules say.

    Args:
        label: What is counted.
        value: What stands in it at first.
        question: The sentence for a blank answer.
        id: The field's id.
        stops: Whether Enter stops here once though it may stay as it is.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        question: str,
        id: str | None = None,  # noqa: A002 (Textual's own name for it)
        stops: bool = False,
    ) -> None:
        super().__init__(
            label, value, question=question, limit=_LIMIT, width=_WIDTH, rule=_require_whole, id=id, stops=stops
        )
        self.input.select_on_focus = True

    @property
    def number(self) -> int | None:
        """The number; None while there is none."""
        return int(self.value) if _is_whole(self.value) else None


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _require_whole(text: str) -> None:
    if not _is_whole(text):
        raise Refused(f"‘{text}’ is not a count. Give a whole number, such as 12.")
