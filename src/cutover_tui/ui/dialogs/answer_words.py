"""How a chosen answer and typed details stand together in one text, and how the answer is found in it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.happening import NOT_RECORDED

if TYPE_CHECKING:
    from cutover_tui.domain.plan import Answers

_BETWEEN = "; "


def observed_words(choice: str, details: str) -> str:
    """What was seen: the chosen answer, the details, or both; `Not recorded` where there is neither."""
    return _BETWEEN.join(part for part in (choice, details) if part) or NOT_RECORDED


def choice_in(answers: Answers | None, observed: str) -> str:
    """The answer that was chosen in a text made by `observed_words`, empty when it was none of them."""
    if answers is None:
        return ""
    found = [
        answer
        for answer in (*answers.done, *answers.not_done)
        if observed == answer or observed.startswith(answer + _BETWEEN)
    ]
    return max(found, key=len, default="")
