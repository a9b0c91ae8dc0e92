"""The keys of the messages board, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

_MESSAGES = (
    Key(
        action="send_message",
        key="t",
        label="told",
        tip="Record that somebody told the marked audience, with the exact words. The program sends nothing.",
        id="messages.told",
        footer=True,
        group="Messages",
    ),
    Key(
        action="send_another",
        key="n",
        label="another",
        tip="Record a message about another event or to another audience.",
        id="messages.another",
        footer=True,
        group="Messages",
    ),
    Key(
        action="not_told",
        key="x",
        label="not told",
        tip="Say why the marked audience is not told.",
        id="messages.not_told",
        footer=True,
        group="Messages",
    ),
    Key(
        action="acknowledge",
        key="a",
        label="heard",
        tip="Record that somebody who was told said that they had it.",
        id="messages.acknowledged",
        footer=True,
        group="Messages",
    ),
    Key(
        action="filter",
        key="f",
        label="filter",
        tip="Show what has happened, whom to tell, who was told, or everything.",
        id="messages.filter",
        footer=True,
        group="Find",
    ),
    *EVERYWHERE,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back from the message in full to the list, then to the run.",
        id="messages.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"messages": _MESSAGES}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _MESSAGES if key.id == name)
    for name in (
        "messages.back",
        "messages.told",
        "messages.not_told",
        "messages.acknowledged",
        "messages.another",
        "messages.filter",
        "app.help",
        "app.theme",
    )
)
"""The footer's keys on the board, the most important first."""
