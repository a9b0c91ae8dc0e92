"""Every key shown anywhere comes from one declaration, and every declaration does something."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

from cutover_tui.ui.app import CutoverApp
from cutover_tui.ui.dialogs.note_dialog import NoteDialog
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.seal_dialog import SealDialog
from cutover_tui.ui.keys import RUN_KEYS, all_keys, bindings_of
from cutover_tui.ui.keys_app import KEYS as APP_KEYS
from cutover_tui.ui.keys_dialogs import KEYS as DIALOG_KEYS
from cutover_tui.ui.keys_gates import KEYS as GATE_KEYS
from cutover_tui.ui.keys_issues import KEYS as ISSUE_KEYS
from cutover_tui.ui.keys_list import KEYS as LIST_KEYS
from cutover_tui.ui.keys_pause import KEYS as PAUSE_KEYS
from cutover_tui.ui.keys_run import FOOTER
from cutover_tui.ui.keys_screens import KEYS as SCREEN_KEYS
from cutover_tui.ui.keys_services import KEYS as SERVICE_KEYS
from cutover_tui.ui.screens.cards_screen import CardsScreen
from cutover_tui.ui.screens.chase_screen import ChaseScreen
from cutover_tui.ui.screens.decisions_screen import DecisionsScreen
from cutover_tui.ui.screens.gate_screen import GateScreen
from cutover_tui.ui.screens.gates_screen import GatesScreen
from cutover_tui.ui.screens.help_screen import HelpScreen
from cutover_tui.ui.screens.home_screen import HomeScreen
from cutover_tui.ui.screens.issues_screen import IssuesScreen
from cutover_tui.ui.screens.log_screen import LogScreen
from cutover_tui.ui.screens.pause_screen import PauseScreen
from cutover_tui.ui.screens.reentry_screen import ReentryScreen
from cutover_tui.ui.screens.roll_call_screen import RollCallScreen
from cutover_tui.ui.screens.run_screen import RunScreen
from cutover_tui.ui.screens.services_screen import ServicesScreen
from cutover_tui.ui.screens.start_screen import StartScreen
from cutover_tui.ui.screens.wall_screen import WallScreen
from cutover_tui.ui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk
    from textual.dom import DOMNode

    from cutover_tui.ui.key import Key

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- keys -->\n", "<!-- /keys -->"

PLACES: dict[str, tuple[Sequence[Key], type[DOMNode]]] = {
    "run": (RUN_KEYS, RunScreen),
    "list": (LIST_KEYS, TaskList),
    "app": (APP_KEYS, CutoverApp),
    "home": (SCREEN_KEYS["home"], HomeScreen),
    "start": (SCREEN_KEYS["start"], StartScreen),
    "wall": (SCREEN_KEYS["wall"], WallScreen),
    "log": (SCREEN_KEYS["log"], LogScreen),
    "help": (SCREEN_KEYS["help"], HelpScreen),
    "services": (SERVICE_KEYS["services"], ServicesScreen),
    "chase": (SERVICE_KEYS["chase"], ChaseScreen),
    "gates": (GATE_KEYS["gates"], GatesScreen),
    "gate": (GATE_KEYS["gate"], GateScreen),
    "roll call": (GATE_KEYS["roll call"], RollCallScreen),
    "reentry": (SCREEN_KEYS["reentry"], ReentryScreen),
    "issues": (ISSUE_KEYS["issues"], IssuesScreen),
    "decisions": (ISSUE_KEYS["decisions"], DecisionsScreen),
    "pause": (PAUSE_KEYS["pause"], PauseScreen),
    "cards": (PAUSE_KEYS["cards"], CardsScreen),
    "dialog": (DIALOG_KEYS["dialog"], Question),
    "note-dialog": (DIALOG_KEYS["note-dialog"], NoteDialog),
    "seal": (DIALOG_KEYS["seal"], SealDialog),
}
"""Every place with keys, and the class that has them."""


def caps(key: Key) -> str:
    """Every way to press a key, as written on its cap."""
    return " or ".join(f"`{cap}`" for cap in key.caps)


def keys_table() -> str:
    """README's table of the run screen's keys, from their declarations."""
    rows = [f"| {caps(key)} | {key.label} | {key.tip} |" for key in (*RUN_KEYS, *APP_KEYS)]
    return "\n".join(("| key | label | what it does |", "|---|---|---|", *rows, ""))


def test_the_readmes_table_is_that_of_the_declarations(update_screens_now: bool) -> None:
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    table, after = rest.split(END)
    if update_screens_now:
        README.write_text(f"{before}{BEGIN}{keys_table()}{END}{after}", encoding="utf-8", newline="\n")
        table = keys_table()

    assert table == keys_table()


@pytest.fixture
def update_screens_now(pytestconfig: pytest.Config) -> bool:
    """Whether what is kept is written anew."""
    return bool(pytestconfig.getoption("--update-screens"))


def test_no_two_declarations_share_an_id() -> None:
    by_id: dict[str, set[Key]] = {}
    for key in all_keys():
        by_id.setdefault(key.id, set()).add(key)

    assert [found for found in by_id.values() if len(found) > 1] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_two_keys_of_a_place_collide(place: str) -> None:
    pressed = [press for key in PLACES[place][0] for press in key.key.split(",")]
    also = [press for key in APP_KEYS for press in key.key.split(",")] if place != "app" else []

    assert len({*pressed, *also}) == len(pressed) + len(also)


def test_the_list_and_the_run_screen_share_no_key() -> None:
    """Keys of the list would hide those of the screen around it."""
    listed, run = ({press for key in keys for press in key.key.split(",")} for keys in (LIST_KEYS, RUN_KEYS))

    assert listed.isdisjoint(run)


@pytest.mark.parametrize("place", PLACES)
def test_every_action_is_there(place: str) -> None:
    keys, owner = PLACES[place]
    for key in keys:
        node = CutoverApp if key.action.startswith("app.") else owner
        name = key.action.removeprefix("app.").split("(")[0]

        assert hasattr(node, f"action_{name}"), key.id


@pytest.mark.parametrize("place", PLACES)
def test_a_place_binds_its_declarations_and_nothing_else(place: str) -> None:
    keys, owner = PLACES[place]
    own = owner.__dict__.get("BINDINGS", [])

    assert [binding for binding in own if isinstance(binding, Binding)] == bindings_of(keys)


@pytest.mark.parametrize("key", all_keys(), ids=lambda key: key.id)
def test_every_key_has_a_label_of_a_word_or_two_and_a_sentence(key: Key) -> None:
    assert 1 <= len(key.label.split()) <= 2
    assert key.tip[0].isupper()
    assert key.tip.endswith(".")
    assert key.group


def test_the_footer_shows_declared_keys_the_screen_has() -> None:
    assert set(FOOTER) <= set(RUN_KEYS)
    assert {key for key in RUN_KEYS if key.footer} == set(FOOTER)


def test_no_key_is_bound_by_hand() -> None:
    """Only `keys.py` makes bindings, and only `key.py` and the tables say what a key is."""
    for path in sorted((ROOT / "src" / "cutover_tui" / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        made = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }

        assert "Binding" not in made or path.name == "keys.py", path
        assert "Key" not in made or path.name.startswith("keys_"), path


@pytest.mark.parametrize("board", [SERVICE_KEYS["services"], *GATE_KEYS.values()])
def test_a_board_and_its_list_share_no_key(board: Sequence[Key]) -> None:
    listed, on_board = ({press for key in keys for press in key.key.split(",")} for keys in (LIST_KEYS, board))

    assert listed.isdisjoint(on_board)


async def test_the_palette_and_help_offer_what_is_declared_and_nothing_else(open_desk: OpenDesk) -> None:
    declared = {key.id for key in all_keys()}
    async with open_desk() as desk:
        offered = [active for active in desk.screen.active_bindings.values() if active.binding.description]
        shown = {active.binding.id for active in offered if active.tooltip}

        assert {key.id for key in (*RUN_KEYS, *LIST_KEYS, *APP_KEYS)} == shown
        assert shown <= declared
