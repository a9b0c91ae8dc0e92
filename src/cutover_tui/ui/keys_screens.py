"""The keys of the screens other than the run screen, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_reentry import KEYS as _REENTRY_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

_THEME = Key(
    action="app.switch_theme",
    key="T",
    label="theme",
    tip="Change between the night and the day colours.",
    id="app.theme",
    footer=True,
    group="Everywhere",
)
_HELP = Key(
    action="app.show_help",
    key="question_mark",
    label="help",
    tip="Show every key of this place and what the marks mean.",
    id="app.help",
    footer=True,
    group="Everywhere",
)
EVERYWHERE: Final = (_THEME, _HELP)
"""The keys that every screen beside the run screen has."""

_HOME = (
    Key(
        action="open_marked",
        key="enter",
        label="open",
        tip="Open the marked run.",
        id="home.open",
        footer=True,
        group="Runs",
    ),
    Key(
        action="rehearse",
        key="r",
        label="rehearse",
        tip="Try the program on an invented practice. Nothing in it is real.",
        id="home.rehearse",
        footer=True,
        group="Runs",
    ),
    Key(
        action="start",
        key="n",
        label="new",
        tip="Start a run from your practice file.",
        id="home.start",
        footer=True,
        group="Runs",
    ),
    Key(
        action="forget",
        key="f",
        label="forget",
        tip="Take the marked run off this list. Its files stay where they are.",
        id="home.forget",
        footer=True,
        group="Runs",
    ),
    Key(action="up", key="up,k", label="up", tip="Mark the run above.", id="home.up", group="Runs"),
    Key(action="down", key="down,j", label="down", tip="Mark the run below.", id="home.down", group="Runs"),
    _THEME,
    _HELP,
    Key(
        action="app.quit",
        key="q",
        label="quit",
        tip="Leave the program. Everything is saved already.",
        id="home.quit",
        footer=True,
        group="Everywhere",
    ),
)

_START = (
    Key(
        action="begin",
        key="ctrl+s",
        label="start",
        tip="Start the run as shown, when nothing stands in the way.",
        id="start.begin",
        footer=True,
        group="Start",
    ),
    Key(
        action="onward",
        key="enter",
        label="next",
        tip="Go to the next field; in the last one, start the run.",
        id="start.onward",
        footer=True,
        group="Start",
    ),
    Key(
        action="app.focus_next",
        key="tab",
        label="next field",
        tip="Go to the next field.",
        id="start.next",
        group="Start",
    ),
    Key(
        action="app.focus_previous",
        key="shift+tab",
        label="field before",
        tip="Go to the field before.",
        id="start.previous",
        group="Start",
    ),
    Key(
        action="page(1)",
        key="pagedown",
        label="more",
        tip="Show the next page of what is said about the file.",
        id="start.down",
        footer=True,
        group="Start",
    ),
    Key(
        action="page(-1)",
        key="pageup",
        label="back up",
        tip="Show the page before.",
        id="start.up",
        group="Start",
    ),
    Key(
        action="leave",
        key="escape",
        label="back",
        tip="Go back to the list of runs. Nothing is started.",
        id="start.back",
        footer=True,
        group="Everywhere",
    ),
)

_WALL = (
    Key(
        action="leave",
        key="escape,q",
        label="leave",
        tip="Leave the wall board.",
        id="wall.leave",
        footer=True,
        group="Everywhere",
    ),
    _THEME,
    _HELP,
)

_LOG = (
    Key(
        action="show_raw",
        key="enter,right",
        label="record",
        tip="Show the whole entry and its record as it stands in the file.",
        id="log.raw",
        footer=True,
        group="Log",
    ),
    Key(
        action="switch_system",
        key="s",
        label="system",
        tip="Show or hide what the program recorded itself: openings, clock changes, recovery.",
        id="log.system",
        footer=True,
        group="Log",
    ),
    Key(
        action="switch_order",
        key="o",
        label="order",
        tip="Change between the order things were recorded in and the order they happened in.",
        id="log.order",
        footer=True,
        group="Log",
    ),
    Key(
        action="find",
        key="slash",
        label="find",
        tip="Show only entries with some words, initials or a task number.",
        id="log.find",
        footer=True,
        group="Log",
    ),
    Key(
        action="correct",
        key="c",
        label="correct",
        tip="Correct the marked entry. Old and new words both stay in the log.",
        id="log.correct",
        footer=True,
        group="Log",
    ),
    Key(action="close_record", key="left", label="close", tip="Put the record away.", id="log.close", group="Log"),
    Key(action="step(-1)", key="up,k", label="up", tip="Mark the entry above.", id="log.up", group="Log"),
    Key(
        action="step(1)",
        key="down,j",
        label="down",
        tip="Mark the entry below.",
        id="log.down",
        group="Log",
    ),
    Key(
        action="page(-1)",
        key="pageup",
        label="page up",
        tip="Go up a page.",
        id="log.pageup",
        group="Log",
    ),
    Key(
        action="page(1)",
        key="pagedown",
        label="page down",
        tip="Go down a page.",
        id="log.pagedown",
        group="Log",
    ),
    Key(action="first", key="home", label="first", tip="Mark the first entry.", id="log.first", group="Log"),
    Key(action="last", key="end", label="last", tip="Mark the newest entry.", id="log.last", group="Log"),
    _THEME,
    _HELP,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Close the record or the search, then the log.",
        id="log.back",
        footer=True,
        group="Everywhere",
    ),
)

_HELP_PLACE = (
    Key(
        action="scroll(1)",
        key="down,j",
        label="down",
        tip="Scroll down.",
        id="help.down",
        group="Help",
        footer=True,
    ),
    Key(
        action="scroll(-1)",
        key="up,k",
        label="up",
        tip="Scroll up.",
        id="help.up",
        group="Help",
        footer=True,
    ),
    Key(
        action="page(1)",
        key="pagedown,space",
        label="page",
        tip="Go on a page.",
        id="help.pagedown",
        group="Help",
        footer=True,
    ),
    Key(
        action="page(-1)",
        key="pageup",
        label="page up",
        tip="Go back a page.",
        id="help.pageup",
        group="Help",
    ),
    _THEME,
    Key(
        action="leave",
        key="escape,q,question_mark",
        label="close",
        tip="Close the help.",
        id="help.close",
        footer=True,
        group="Everywhere",
    ),
)

_REENTRY = (
    *_REENTRY_KEYS,
    _HELP,
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the run.",
        id="reentry.back",
        footer=True,
        group="Everywhere",
    ),
    _THEME,
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {
    "home": _HOME,
    "start": _START,
    "wall": _WALL,
    "log": _LOG,
    "help": _HELP_PLACE,
    "reentry": _REENTRY,
}
"""Place to its keys, in the order the footer shows them."""


def key_shown(key_id: str) -> str:
    """Give how a key is written, by its id, for sentences that name it."""
    key = next(key for keys in KEYS.values() for key in keys if key.id == key_id)
    return key.cap
