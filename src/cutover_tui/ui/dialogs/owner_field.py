"""Who sees to something, and by when: a role or a person, and a time ahead. For every task added on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from cutover_tui.domain.added_tasks import owner_known
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.initials_field import roster_words
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.state import RunState

_WIDTH = 10
_LIMIT = 12


class OwnerField(LineField):
    """A field for a role or a person who sees to something.

    Args:
        state: The run, for its roles and its roster.
        value: What stands in it at first.
        label: What it asks.
    """

    def __init__(self, state: RunState, value: str = "", *, label: str = "Who sees to it") -> None:
        super().__init__(
            label,
            value,
            question="Give a role such as CL, or somebody's initials.",
            limit=_LIMIT,
            width=_WIDTH,
            rule=self._require_known,
            id="owner",
            stops=True,
        )
        self.input.select_on_focus = True
        self.run_state = state

    def on_mount(self) -> None:
        """Show whom it means."""
        self._show_who()

    @property
    def owner(self) -> str:
        """The role or the initials, in capitals."""
        return self.value.upper()

    def _require_known(self, value: str) -> None:
        if not owner_known(self.run_state, value.upper()):
            msg = f"{value.upper()} is no role of this plan and nobody on its roster."
            raise Refused(msg)

    @on(Input.Changed)
    def _on_owner(self, _event: Input.Changed) -> None:
        self._show_who()

    def _show_who(self) -> None:
        names = {role.code: role.name for role in self.run_state.plan.roles}
        person = self.run_state.people.get(self.owner)
        if self.owner in names:
            self.aside.say(names[self.owner])
        elif person is not None:
            self.aside.say(person.name)
        else:
            self.aside.say(roster_words(self.run_state.people, self.owner))


def by_when(now: Callable[[], datetime], zone: str, value: str = "") -> WhenFields:
    """The fields for a time ahead by which something is done."""
    return WhenFields(
        now,
        zone,
        label="By when",
        value=value,
        ahead=True,
        question="Give the time it is done by, such as 17:30 or 1 Dec 12:00.",
        asks_why_late=False,
    )
