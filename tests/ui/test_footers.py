"""Footers: one spelling of every key, help always there, nothing cut inside a word, and what is needed now in sight."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text
from tests.examples import an_act

from cutover_tui import ui
from cutover_tui.ui.key import Key, cap_words
from cutover_tui.ui.keys import all_keys
from cutover_tui.ui.keys_run import FOOTER as RUN_FOOTER
from cutover_tui.ui.screens.chase_screen import FOOTER as CHASE
from cutover_tui.ui.screens.home_screen import FOOTER as HOME
from cutover_tui.ui.screens.log_screen import FOOTER as LOG
from cutover_tui.ui.screens.reentry_screen import FOOTER as REENTRY
from cutover_tui.ui.widgets.key_footer import KeyFooter, cap_of, needed_first
from cutover_tui.ui.widgets.painted import FIRST_LOOK

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

ROOT = Path(__file__).parents[2]
SAVED = " saved 17:42 "


def _of_modules() -> dict[str, tuple[Key, ...]]:
    """Every footer a module of keys declares."""
    found: dict[str, tuple[Key, ...]] = {}
    for module in pkgutil.iter_modules(ui.__path__, f"{ui.__name__}."):
        if module.name.rpartition(".")[2].startswith("keys_"):
            held = vars(importlib.import_module(module.name))
            found |= {f"{module.name}.{name}": keys for name, keys in held.items() if name.endswith("FOOTER")}
    return found


FOOTERS = {**_of_modules(), "chase": CHASE, "home": HOME, "log": LOG, "reentry": REENTRY}
"""Every footer with help; on the start screen text is typed, so that `?` is a letter there."""


def shown(keys: object, width: int, saved: str = SAVED.strip()) -> str:
    """A footer's text at a width."""
    footer = KeyFooter(keys)  # type: ignore[arg-type] # (tuples and lists of keys alike)
    footer._saved = saved
    return footer.paint(width, 1, FIRST_LOOK)[0].text


def test_every_footer_is_looked_at() -> None:
    assert len(FOOTERS) >= 18
    assert "cutover_tui.ui.keys_run.FOOTER" in FOOTERS


@pytest.mark.parametrize("name", FOOTERS)
@pytest.mark.parametrize("width", [80, 100, 120])
def test_help_is_always_in_the_footer_and_every_key_is_whole(name: str, width: int) -> None:
    text = shown(FOOTERS[name], width)

    assert "? help" in " ".join(text.split())
    assert text.endswith(SAVED)
    left = " ".join(text.removesuffix(SAVED).split())
    words = [f"{cap_of(key, FIRST_LOOK)} {key.label}" for key in FOOTERS[name]]
    assert left == " ".join(word for word in words if f" {word} " in f" {left} ")


@given(width=st.integers(60, 200), saved=st.sampled_from(["", "saved 17:42", "NOT SAVED, write on paper"]))
def test_no_width_cuts_a_key_of_the_run_screen(width: int, saved: str) -> None:
    text = shown(RUN_FOOTER, width, saved)
    left = " ".join(text.removesuffix(f" {saved} ").split())

    assert left.endswith(tuple(f"{cap_of(key, FIRST_LOOK)} {key.label}" for key in RUN_FOOTER))


def test_a_key_is_spelled_in_one_way_everywhere() -> None:
    written = {cap for key in all_keys() for cap in key.caps}

    assert "Esc" in written
    assert not {cap.lower() for cap in written if len(cap) > 1} & {cap for cap in written if len(cap) > 1}
    for golden in sorted((ROOT / "tests" / "ui").rglob("goldens/*.txt")):
        assert not re.search(r"\besc\b|\benter\b(?= \w+  )", golden.read_text(encoding="utf-8")), golden.name
    assert not re.search(r"`esc`|`enter`", (ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("press", "cap"),
    [
        ("escape", "Esc"),
        ("ctrl+s", "Ctrl+S"),
        ("shift+tab", "Shift+Tab"),
        ("f2", "F2"),
        ("f", "f"),
        ("question_mark", "?"),
        ("T", "T"),
        ("space", "Space"),
    ],
)
def test_what_stands_on_a_cap(press: str, cap: str) -> None:
    assert cap_words(press) == cap


@pytest.mark.parametrize("named", ["message_dialog", "speak_up_dialog", "note_dialog"])
def test_the_line_under_a_note_names_the_keys_that_work_there(named: str) -> None:
    """F2 shows the emergency cards from every screen, so no question may say that F2 records."""
    words = (ROOT / "src" / "cutover_tui" / "ui" / "dialogs" / f"{named}.py").read_text(encoding="utf-8")

    assert "Ctrl+S or F4" in words
    assert "F2" not in words


def test_needed_keys_come_after_those_that_keep_their_place() -> None:
    moved = needed_first(RUN_FOOTER, ("p", "!", "~"), after=2)

    assert [key.cap for key in moved[:4]] == ["t", "x", "p", "!"]
    assert sorted(key.id for key in moved) == sorted(key.id for key in RUN_FOOTER)


async def test_a_paused_run_shows_the_key_of_the_pause_at_80_columns(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.second()
        before = desk.text.splitlines()[-1]
        desk.run.press_pause(an_act("SP"))
        desk.screen.take_up()
        await desk.second()
        after = desk.text.splitlines()[-1]

        assert "! pause" not in before
        assert "! pause" in after
        assert "? help" in after
        assert Text(after).cell_len <= 80
