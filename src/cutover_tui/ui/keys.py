"""Every key of the program by place. Footer, help and palette are made from these declarations and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from cutover_tui.ui.keys_run import KEYS as RUN_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from cutover_tui.ui.key import Key

__all__ = ["RUN_KEYS", "all_keys", "bindings_of", "groups_of", "working_keys"]


def bindings_of(keys: Iterable[Key]) -> list[Binding]:
    """Textual's bindings for some keys."""
    return [
        Binding(
            key=key.key,
            action=key.action,
            description=key.label,
            tooltip=key.tip,
            id=key.id,
            show=key.footer,
            key_display=key.cap,
            priority=key.priority,
        )
        for key in keys
    ]


def groups_of(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """The keys by the heading they stand under in help, in order."""
    groups: dict[str, list[Key]] = {}
    for key in keys:
        groups.setdefault(key.group or "Moving", []).append(key)
    return groups


def all_keys() -> list[Key]:
    """Every declaration of every place."""
    from cutover_tui.ui.keys_alerts import KEYS as ALERT_KEYS  # noqa: PLC0415 (help alone needs them all)
    from cutover_tui.ui.keys_app import KEYS as APP_KEYS  # noqa: PLC0415 (help alone needs them all)
    from cutover_tui.ui.keys_catch_up import KEYS as CATCH_UP_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_dialogs import KEYS as DIALOG_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_gates import KEYS as GATE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_huddles import KEYS as HUDDLE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_issues import KEYS as ISSUE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_list import KEYS as LIST_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_messages import KEYS as MESSAGE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_pause import KEYS as PAUSE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_people import KEYS as PEOPLE_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_screens import KEYS as SCREEN_KEYS  # noqa: PLC0415
    from cutover_tui.ui.keys_services import KEYS as SERVICE_KEYS  # noqa: PLC0415

    families = (
        SCREEN_KEYS,
        SERVICE_KEYS,
        MESSAGE_KEYS,
        HUDDLE_KEYS,
        ISSUE_KEYS,
        PEOPLE_KEYS,
        PAUSE_KEYS,
        GATE_KEYS,
        ALERT_KEYS,
        CATCH_UP_KEYS,
        DIALOG_KEYS,
    )
    of_places = [keys for family in families for keys in family.values()]
    return [key for keys in (RUN_KEYS, LIST_KEYS, *of_places, APP_KEYS) for key in keys]


def working_keys(screen: Screen[object]) -> list[Key]:
    """The declarations of the keys that work on a screen now, in the order they were declared."""
    ids = {active.binding.id for active in screen.active_bindings.values()}
    found = {key.id: key for key in all_keys() if key.id in ids}
    return list(found.values())
