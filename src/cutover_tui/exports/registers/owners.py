"""Who owns something, as a role: of the plan, of the cutover lead, or of the person somebody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gates import role_name

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context


def owner_role(context: Context, owner: str) -> str:
    """The name of a role, or the roles of a person."""
    return context.roles_of(owner) if owner in context.state.people else role_name(context.state, owner)
