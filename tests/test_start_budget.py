"""What `cutover open` may load before its first paint: a module more is a start that takes longer, every day."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.examples import NOW, StillClock, a_run

NEEDED = {
    "cli": "context main screen_commands",
    "ui": """
        app key keys keys_app keys_list keys_run palette
        dialogs.press_guard
        screens.asking screens.desk screens.run_acts screens.run_asking screens.run_log_acts screens.run_moves
        screens.run_people_acts screens.run_screen screens.run_watch
        widgets.banner widgets.cells widgets.clock_band widgets.detail_page widgets.detail_panel widgets.digits
        widgets.key_footer widgets.list_tabs widgets.log_tail widgets.painted widgets.service_strip widgets.tally_bar
        widgets.task_lines widgets.task_list widgets.task_places widgets.title_bar
    """,
    "exports": "",
    "runner": """
        acting boards clock closing_acts copies filters opening recording reentry_acts reentry_story row_cache run
        service_acts service_board service_story service_tiles service_told story version
    """,
    "storage": """
        atomic_file audit_log audit_record canonical_json clean_text durable_file event_json log_beginning log_lock
        log_reading log_recovery log_writing paper_seal plan_json plan_reading practice_book record_check second_copy
    """,
}
"""The modules of each layer that the first paint shows or cannot do without. The domain is not counted: the union of
events names nearly all of it, and declaring costs next to nothing there."""

OF_A_FEATURE = ("_acts", "_story", "_telling")
"""Ends of the names of what each feature adds to a run and its story, and of its place on the run screen: short modules
that a run inherits, so all of them are loaded."""

SPARED = (
    *("pydantic", "ruamel", "holidays", "jinja2", "pendulum"),
    *("textual.widgets._text_area", "textual.widgets._markdown", "textual.widgets._data_table", "tree_sitter"),
)
"""What is heavy and comes from elsewhere."""

OPEN = """
import asyncio
import sys
import textual.app
from cutover_tui.cli import main, screen_commands

paint, loaded = textual.app.App._display, []

def painted(app, screen, shown):
    paint(app, screen, shown)
    loaded.extend([] if loaded else sys.modules)

async def leave(pilot):
    while not loaded:
        await asyncio.sleep(0.01)
    await pilot.app.action_quit()

def show(app):
    app.run(headless=True, size=(140, 40), auto_pilot=leave)
    return 0

textual.app.App._display = painted
screen_commands._require_terminal = lambda: None
screen_commands._show = show
code = main.main(["open", sys.argv[1]])
print(*loaded)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a fresh Python has loaded when a run has just been painted for the first time."""
    folder = tmp_path_factory.mktemp("start")
    a_run(folder, StillClock(NOW)).close()
    done = subprocess.run([sys.executable, "-c", OPEN, str(folder / "run")], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("layer", NEEDED)
def test_the_first_paint_loads_no_module_it_can_do_without(layer: str, loaded: set[str]) -> None:
    here = f"cutover_tui.{layer}."
    found = {name.removeprefix(here) for name in loaded if name.startswith(here)}
    packages = {"dialogs", "screens", "widgets"}
    of_a_feature = {name for name in found if name.endswith(OF_A_FEATURE) or name.startswith("keys_")}

    more = sorted(found - packages - of_a_feature - set(NEEDED[layer].split()))
    assert more == [], "import these where they are first used, or name them in NEEDED if the first paint shows them"


@pytest.mark.parametrize("layer", NEEDED)
def test_what_is_named_as_needed_is_loaded(layer: str, loaded: set[str]) -> None:
    assert [name for name in NEEDED[layer].split() if f"cutover_tui.{layer}.{name}" not in loaded] == []


@pytest.mark.parametrize("name", SPARED)
def test_the_first_paint_loads_nothing_heavy(name: str, loaded: set[str]) -> None:
    assert [module for module in loaded if module == name or module.startswith(f"{name}.")] == []
