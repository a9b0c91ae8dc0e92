"""The keys of holds, pauses and emergency cards: on the run screen, on the pause board and on the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUP = "Emergency"

CARDS_EVERYWHERE: Final = Key(
    action="app.show_cards",
    key="f2",
    label="cards",
    tip="Show the emergency cards, from every screen; what you are typing stays.",
    id="app.cards",
    group="Everywhere",
    priority=True,
)

RUN_KEYS: Final = (
    Key(
        action="pause",
        key="exclamation_mark",
        label="pause",
        tip="Pause the rollout. It counts from this key press; initials are enough. While paused: say more, restart.",
        id="run.pause",
        footer=True,
        group=_GROUP,
    ),
    Key(
        action="hold",
        key="h",
        label="hold",
        tip="Ask everybody to wait at the next gate, or answer somebody who asked. Anyone may.",
        id="run.hold",
        footer=True,
        group=_GROUP,
    ),
    Key(
        action="app.show_cards",
        key="e",
        label="emergency",
        tip="Show the emergency cards: the first 5 minutes of what can go wrong.",
        id="run.cards",
        footer=True,
        group=_GROUP,
    ),
)
"""The run screen's."""

_PAUSE = (
    Key(
        action="say_marked",
        key="t",
        label="say",
        tip="Record what the marked line asks for: a detail, who was told, a line of the restart list, the restart.",
        id="pause.say",
        footer=True,
        group="Pause",
    ),
    Key(
        action="restart",
        key="r",
        label="restart",
        tip="Restart with two people, once the restart list is answered.",
        id="pause.restart",
        footer=True,
        group="Pause",
    ),
    Key(
        action="pause_seal",
        key="v",
        label="seal",
        tip="Show the seal for this pause, or for its restart, to write on the wall sheet; record who wrote it.",
        id="pause.seal",
        footer=True,
        group="Pause",
    ),
    Key(
        action="pause_again",
        key="exclamation_mark",
        label="pause",
        tip="Declare one more pause. It counts from this key press.",
        id="pause.again",
        footer=True,
        group="Pause",
    ),
    Key(
        action="next_pause",
        key="n",
        label="next pause",
        tip="Show the next pause of this run, where there are several.",
        id="pause.next",
        footer=True,
        group="Pause",
    ),
    Key(
        action="app.switch_theme",
        key="T",
        label="theme",
        tip="Change between the night and the day colours.",
        id="pause.theme",
        group="Everywhere",
    ),
    Key(
        action="app.show_help",
        key="question_mark",
        label="help",
        tip="Show every key of this place and what the marks mean.",
        id="pause.help",
        footer=True,
        group="Everywhere",
    ),
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to the run. The pause stays.",
        id="pause.back",
        footer=True,
        group="Everywhere",
    ),
)

_CARDS = (
    Key(
        action="step(1)",
        key="down,right,j",
        label="next",
        tip="Show the next card.",
        id="cards.next",
        footer=True,
        group="Cards",
    ),
    Key(
        action="step(-1)",
        key="up,left,k",
        label="before",
        tip="Show the card before.",
        id="cards.before",
        footer=True,
        group="Cards",
    ),
    Key(
        action="scroll(1)",
        key="pagedown,space",
        label="more",
        tip="Scroll the card down where it is longer than the screen.",
        id="cards.more",
        footer=True,
        group="Cards",
    ),
    Key(
        action="scroll(-1)",
        key="pageup",
        label="back up",
        tip="Scroll the card up.",
        id="cards.up",
        group="Cards",
    ),
    Key(
        action="app.show_help",
        key="question_mark",
        label="help",
        tip="Show every key of the cards.",
        id="cards.help",
        footer=True,
        group="Everywhere",
    ),
    Key(
        action="leave",
        key="escape,q",
        label="back",
        tip="Go back to where you were. What you typed is still there.",
        id="cards.back",
        footer=True,
        group="Everywhere",
    ),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"pause": _PAUSE, "cards": _CARDS}
"""Place to its keys, in the order of help."""

FOOTER: Final = tuple(
    next(key for key in _PAUSE if key.id == name)
    for name in ("pause.back", "pause.say", "pause.restart", "pause.again", "pause.seal", "pause.next", "pause.help")
)
"""The footer's keys on the pause board, the most important first."""

CARDS_FOOTER: Final = tuple(
    next(key for key in _CARDS if key.id == name)
    for name in ("cards.back", "cards.next", "cards.before", "cards.more", "cards.help")
)
"""The footer's keys on the cards."""
