"""The keys of the issues board and of the decisions board, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

RAISE: Final = Key(
    action="raise_issue",
    key="I",
    label="raise",
    tip="Raise an issue: what is happening, what it touches, and whether a patient could be harmed.",
    id="issues.raise",
    footer=True,
    group="Issue",
)

_ISSUES = (
    RAISE,
    Key(
        action="journal",
        key="n",
        label="journal",
        tip="Write what was done or said about the marked issue, and who was told.",
        id="issues.journal",
        footer=True,
        group="Issue",
    ),
    Key(
        action="level",
        key="v",
        label="level",
        tip="Change the level of the marked issue; anyone raises it, only a clinician lowers a P1.",
        id="issues.level",
        footer=True,
        group="Issue",
    ),
    Key(
        action="make_safe",
        key="m",
        label="safe",
        tip="Record what made the marked issue safe.",
        id="issues.safe",
        footer=True,
        group="Issue",
    ),
    Key(
        action="close",
        key="c",
        label="close",
        tip="Close the marked issue with what was found out: the cutover lead, or the clinical lead for a P1.",
        id="issues.close",
        footer=True,
        group="Issue",
    ),
    Key(
        action="reopen",
        key="u",
        label="reopen",
        tip="Open the marked issue again, where it turned out not to be safe or settled.",
        id="issues.reopen",
        group="Issue",
    ),
    Key(
        action="more",
        key="x",
        label="more",
        tip="Record owner, workaround, supplier, patients, rating, cause, harm or LFPSE of the marked issue.",
        id="issues.more",
        footer=True,
        group="Issue",
    ),
    Key(
        action="carry_on",
        key="a",
        label="carry on",
        tip="Answer the question whether to pause: say why people carry on.",
        id="issues.carry_on",
        footer=True,
        group="Issue",
    ),
    Key(
        action="filter",
        key="f",
        label="filter",
        tip="Show only open issues, P1 and P2, those you see to, or those past their time.",
        id="issues.filter",
        footer=True,
        group="Find",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the issue in full to the list, then to the run.",
        id="issues.back",
        footer=True,
        group="Everywhere",
    ),
)

_DECISIONS = (
    Key(
        action="log_decision",
        key="n",
        label="log",
        tip="Write down a decision, step by step; what you typed is kept if you go back.",
        id="decisions.log",
        footer=True,
        group="Decision",
    ),
    Key(
        action="read_back",
        key="b",
        label="read back",
        tip="Record that who decided heard the marked entry and called it right.",
        id="decisions.read_back",
        footer=True,
        group="Decision",
    ),
    Key(
        action="review",
        key="v",
        label="review",
        tip="Write what happened after the marked decision, and when it is looked at once more.",
        id="decisions.review",
        footer=True,
        group="Decision",
    ),
    Key(
        action="raise_issue",
        key="I",
        label="raise",
        tip="Raise an issue: what is happening, what it touches, and whether a patient could be harmed.",
        id="decisions.raise",
        group="Decision",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the decision in full to the list, then to the run.",
        id="decisions.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"issues": _ISSUES, "decisions": _DECISIONS}
"""Place to its keys, in the order of help."""


def _footer(place: str, *names: str) -> tuple[Key, ...]:
    """The footer's keys of a board, the most important first: a narrow screen leaves out the last ones."""
    return tuple(next(key for key in KEYS[place] if key.id == name) for name in names)


ISSUES_FOOTER: Final = _footer(
    "issues",
    *("issues.back", "issues.raise", "issues.journal", "issues.level", "issues.safe", "issues.close", "issues.more"),
    *("issues.filter", "issues.carry_on", "app.help", "app.theme"),
)
DECISIONS_FOOTER: Final = _footer(
    "decisions",
    *("decisions.back", "decisions.log", "decisions.read_back", "decisions.review", "app.help", "app.theme"),
)
