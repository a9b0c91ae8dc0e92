"""Every key of the program by place. Footer, help and palette are made from these declarations and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from cutover_tui.ui.keys_run import KEYS as RUN_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.ui.key import Key


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
            key_display=key.shown or None,
        )
        for key in keys
    ]


def groups_of(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """The keys by the heading they stand under in help, in order."""
    groups: dict[str, list[Key]] = {}
    for key in keys:
        groups.setdefault(key.group or "Moving", []).append(key)
    return groups


__all__ = ["RUN_KEYS", "bindings_of", "groups_of"]
