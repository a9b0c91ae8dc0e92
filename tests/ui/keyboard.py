"""Somebody at the keyboard of an app under test: sends keys as a terminal does, waits, and reads the screen."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.worker import WorkerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.pilot import Pilot

ALIKE = 3
"""How many successive screen texts have to be equal."""


def lines_of(app: App[None]) -> list[str]:
    """What is on the screen as lines, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips(app.size)]


def screen_text(app: App[None]) -> str:
    """What is on the screen, line by line, without the blanks at line ends."""
    return "\n".join(lines_of(app))


def works(app: App[None]) -> bool:
    """Whether a worker of any kind has not finished."""
    return any(not worker.is_finished for worker in app.workers)


def is_quiet(app: App[None]) -> bool:
    """Whether no message waits anywhere, and no screen has still to be laid out or painted."""
    for node in (app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))):
        if node.message_queue_size or node._next_callbacks:
            return False
    screen = app.screen
    if screen._callbacks or screen._dirty_widgets or screen._layout_required or screen._repaint_required:
        return False
    return not any(worker.state is WorkerState.PENDING for worker in app.workers)


async def settled(pilot: Pilot[None], *, is_busy: Callable[[App[None]], bool] = works, tries: int = 2000) -> str:
    """Wait until three successive screen texts are equal and nothing is under way, and give that text.

    Args:
        pilot: Of the app.
        is_busy: Whether something is under way whose end is waited for.
        tries: How many looks are taken before the wait is given up.
    """
    last: list[str] = []
    for _try in range(tries):
        app = pilot.app
        if not app.is_running:
            return last[-1] if last else ""
        await asyncio.sleep(0.001)
        if is_quiet(app) and not is_busy(app):
            # A handler may still wait for something though no message is left. Asking every widget shows it, which
            # costs too much to do at each look.
            await pilot._wait_for_screen()
            await app._animator.wait_until_complete()
            if is_quiet(app) and not is_busy(app):
                last = [*last[1 - ALIKE :], screen_text(app)]
                if len(last) == ALIKE and len(set(last)) == 1:
                    return last[-1]
                continue
        last = []
    raise AssertionError("\n".join(last[-1:]))


def send_key(app: App[None], key: str) -> None:
    """Send one key press as a terminal does, without waiting for what it does."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    event = events.Key(key, character)
    event.set_sender(app)
    assert app._driver is not None
    app._driver.send_message(event)


def keys_of(word: str) -> str | tuple[str]:
    """The keys a word stands for: itself, or each letter of a text given as `=text`."""
    return word[1:] if word.startswith("=") and len(word) > 1 else (word,)
