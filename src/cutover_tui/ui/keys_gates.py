"""The keys of the gates board, of one gate and of its roll call, each declared once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cutover_tui.ui.key import Key
from cutover_tui.ui.keys_screens import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping


def _decide(place: str) -> Key:
    return Key(
        action="decide",
        key="d",
        label="decide",
        tip="Decide this gate: go, go with conditions, no-go or move the date. The seal is shown to be written down.",
        id=f"{place}.decide",
        footer=True,
        group="Gate",
    )


def _ahead(place: str) -> Key:
    return Key(
        action="went_ahead",
        key="w",
        label="went ahead",
        tip="Record that work went ahead before this gate was recorded. Any one person can.",
        id=f"{place}.ahead",
        footer=True,
        group="Gate",
    )


def _condition(place: str) -> Key:
    return Key(
        action="condition",
        key="plus",
        label="condition",
        tip="Add a condition of passing this gate, with an owner and a time. It becomes a task.",
        id=f"{place}.condition",
        footer=True,
        group="Gate",
    )


def _fact(place: str) -> Key:
    return Key(
        action="fact",
        key="f",
        label="fact",
        tip="Record what a supplier states. It informs the decision and is no vote.",
        id=f"{place}.fact",
        footer=True,
        group="Gate",
    )


def _roll_call(place: str) -> Key:
    return Key(
        action="roll_call",
        key="r",
        label="roll call",
        tip="Show the roll call of this gate: put the question and take the answers.",
        id=f"{place}.roll_call",
        footer=True,
        group="Gate",
    )


def _seal(place: str) -> Key:
    return Key(
        action="gate_seal",
        key="v",
        label="seal",
        tip="Show the seal for this gate, to write on the wall sheet.",
        id=f"{place}.seal",
        footer=True,
        group="Gate",
    )


def _back(place: str, tip: str) -> Key:
    return Key(
        action="leave",
        key="escape,q",
        label="back",
        tip=tip,
        id=f"{place}.back",
        footer=True,
        group="Everywhere",
    )


_GATES = (
    Key(
        action="open_gate",
        key="o",
        label="open",
        tip="Open the marked gate with its criteria; Enter does the same.",
        id="gates.open",
        footer=True,
        group="Gate",
    ),
    _roll_call("gates"),
    _decide("gates"),
    _ahead("gates"),
    _condition("gates"),
    _fact("gates"),
    _seal("gates"),
    *EVERYWHERE,
    _back("gates", "Go back to the run."),
)

_GATE = (
    Key(
        action="mark",
        key="t",
        label="mark",
        tip="Say how the marked criterion stands: met, not met, met with condition, not applicable.",
        id="gate.mark",
        footer=True,
        group="Criteria",
    ),
    Key(
        action="second_look",
        key="c",
        label="second look",
        tip="Read the marked criterion as a second person, without seeing what the first one read.",
        id="gate.second",
        footer=True,
        group="Criteria",
    ),
    _roll_call("gate"),
    _decide("gate"),
    _ahead("gate"),
    _condition("gate"),
    _fact("gate"),
    _seal("gate"),
    *EVERYWHERE,
    _back("gate", "Go back from the criterion in full to the list, then to the gates."),
)

_ROLL_CALL = (
    Key(
        action="put_question",
        key="p",
        label="put question",
        tip="Put the question to the stations. Put again, it clears every answer.",
        id="roll.put",
        footer=True,
        group="Roll call",
    ),
    Key(
        action="answer('go')",
        key="g",
        label="GO",
        tip="Record GO for the station whose turn it is.",
        id="roll.go",
        footer=True,
        group="Roll call",
    ),
    Key(
        action="answer('no-go')",
        key="n",
        label="NO GO",
        tip="Record NO GO with what stands in the way. The gate is on hold, and it becomes a task.",
        id="roll.no_go",
        footer=True,
        group="Roll call",
    ),
    Key(
        action="answer('go with objection noted')",
        key="o",
        label="objection",
        tip="Record GO with an objection noted.",
        id="roll.objection",
        footer=True,
        group="Roll call",
    ),
    Key(
        action="answer('absent')",
        key="a",
        label="absent",
        tip="Record that nobody speaks for the station. It is never taken for GO.",
        id="roll.absent",
        footer=True,
        group="Roll call",
    ),
    Key(
        action="close_poll",
        key="x",
        label="objections?",
        tip="Ask ‘Any strong objections?’ and close the roll call.",
        id="roll.close",
        footer=True,
        group="Roll call",
    ),
    _decide("roll"),
    _ahead("roll"),
    _fact("roll"),
    *EVERYWHERE,
    _back("roll", "Go back to the gate."),
)

KEYS: Final[Mapping[str, tuple[Key, ...]]] = {"gates": _GATES, "gate": _GATE, "roll call": _ROLL_CALL}
"""Place to its keys, in the order of help."""


def _footer(keys: tuple[Key, ...], *names: str) -> tuple[Key, ...]:
    return tuple(next(key for key in keys if key.id == name) for name in names)


GATES_FOOTER: Final = _footer(
    _GATES,
    *("gates.back", "gates.open", "gates.roll_call", "gates.decide", "gates.ahead", "gates.condition", "gates.fact"),
    *("gates.seal", "app.help", "app.theme"),
)
GATE_FOOTER: Final = _footer(
    _GATE,
    *("gate.back", "gate.mark", "gate.second", "gate.roll_call", "gate.decide", "gate.ahead", "gate.condition"),
    *("gate.fact", "gate.seal", "app.help", "app.theme"),
)
ROLL_FOOTER: Final = _footer(
    _ROLL_CALL,
    *("roll.back", "roll.put", "roll.go", "roll.no_go", "roll.objection", "roll.absent", "roll.close", "roll.decide"),
    *("roll.ahead", "roll.fact", "app.help", "app.theme"),
)
"""The footers' keys, the most important first: a narrow screen leaves out the last ones."""
