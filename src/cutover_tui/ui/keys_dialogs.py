"""The keys of the dialogs: one declaration each, for the key line of a dialog, help and palette."""

from __future__ import annotations

from cutover_tui.ui.key import Key

_GROUP = "In a question"

BACK = Key(
    action="back",
    key="escape",
    label="goes back",
    tip="Leave the question. Nothing is recorded.",
    id="dialog.back",
    footer=True,
    group=_GROUP,
)
ONWARD = Key(
    action="onward",
    key="enter",
    label="records",
    tip="Take the answer and go to what is still asked; when nothing is, record.",
    id="dialog.onward",
    footer=True,
    group=_GROUP,
    priority=True,
)
NEXT_FIELD = Key(
    action="next_field",
    key="tab",
    label="next field",
    tip="Go to the next field of the question.",
    id="dialog.next_field",
    footer=True,
    group=_GROUP,
)
PREVIOUS_FIELD = Key(
    action="previous_field",
    key="shift+tab",
    label="field before",
    tip="Go to the field before.",
    id="dialog.previous_field",
    group=_GROUP,
)
DOWN = Key(
    action="step(1)",
    key="down",
    label="down",
    tip="Go to the next field, or the next line of a list.",
    id="dialog.down",
    group=_GROUP,
)
UP = Key(
    action="step(-1)",
    key="up",
    label="up",
    tip="Go to the field before, or the line before in a list.",
    id="dialog.up",
    group=_GROUP,
)
FINISH = Key(
    action="finish",
    key="ctrl+s,f4",
    label="records",
    tip="Record the note from anywhere in it.",
    id="dialog.finish",
    footer=True,
    group=_GROUP,
)

GO_ON = Key(
    action="go_on",
    key="exclamation_mark",
    label="more",
    tip="At the seal of a pause: leave the seal for later and say more about the pause.",
    id="dialog.go_on",
    group=_GROUP,
)
"""Of the seal's strip alone."""

KEYS: dict[str, tuple[Key, ...]] = {
    "dialog": (ONWARD, NEXT_FIELD, PREVIOUS_FIELD, DOWN, UP, BACK),
    "note-dialog": (FINISH, NEXT_FIELD, PREVIOUS_FIELD, BACK, ONWARD, DOWN, UP),
    "seal": (GO_ON,),
}
"""Place to its keys, in the order of its key line."""
