"""Who is at the keyboard: somebody on the roster, or a new person who joins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.people import INITIALS
from cutover_tui.storage.clean_text import NAME_LIMIT
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class WhoAnswer:
    """Who is at the keyboard."""

    initials: str
    new_name: str = ""
    """The name of a person who is new to the roster; empty for one who is on it."""
    new_roles: tuple[str, ...] = ()
    """Codes of the roles of a new person."""
    new_clinician: bool = False
    """True for a new person who is a registered clinician."""


class WhoDialog(Question[WhoAnswer]):
    """Asks whose hands are on the keyboard.

    Args:
        state: The run, for its roster and roles.
        recorder: Initials of who it was up to now.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    AFTER_CLOSE = True
    DEFAULT_CSS = """
    WhoDialog #new { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        *,
        recorder: str = "",
        opened_by: str = "",
        decide: Callable[[WhoAnswer], object] | None = None,
    ) -> None:
        words = "What is recorded carries these initials as the person who typed it, until somebody else takes over."
        super().__init__("Who is at the keyboard", words=words, opened_by=opened_by, typed_by=recorder, decide=decide)
        self.run_state = state
        self.initials = NewInitialsField("Initials", state, question="Give your initials.", id="initials")
        self.full_name = LineField("Name", limit=NAME_LIMIT, id="name")
        self.roles = RolesField(state)
        self.clinician = ChoiceField(
            "Clinician",
            "",
            ("not a registered clinician", "registered clinician"),
            id="clinician",
            lacking="Press 1 or 2: gates and pauses count on registered clinicians.",
        )

    def compose_fields(self) -> ComposeResult:
        """Initials, and for a new person a name, roles and whether they are a registered clinician."""
        yield self.initials
        yield Words(id="new", most=2)
        yield self.full_name
        yield self.roles
        yield self.clinician

    def show_asked(self) -> None:
        """Ask for a name and roles once the initials are those of somebody new."""
        initials = self.initials.initials
        new = bool(INITIALS.match(initials)) and initials not in self.run_state.people and self.initials.taken
        line = self.query_one("#new", Words)
        line.display = self.full_name.display = self.roles.display = self.clinician.display = new
        line.say(f"{initials} is not on the roster of this run. To add this person, give a name and a role.")
        self.full_name.question = f"Give the name that goes with {initials}."

    def answer(self) -> WhoAnswer:
        """The answer as it stands."""
        new = self.full_name.display
        return WhoAnswer(
            initials=self.initials.initials,
            new_name=self.full_name.value if new else "",
            new_roles=self.roles.codes if new else (),
            new_clinician=new and self.clinician.chosen == 1,
        )


class NewInitialsField(InitialsField):
    """Initials of somebody who may be new; they only need the right shape."""

    taken = False
    """True once Enter or Tab took them, so that half-typed ones ask for no name yet."""

    def lacks(self) -> str:
        """What is not right about the initials' shape."""
        if self.initials and not INITIALS.match(self.initials):
            return f"‘{self.initials}’ are not initials. Give two to four capital letters, such as JB."
        return "" if self.initials else self.question

    def accept(self) -> bool:
        """Take the initials as they are."""
        self.taken = not self.lacks()
        return super().accept()

    def changed(self) -> None:
        """Other initials are being typed."""
        self.taken = False
        super().changed()


class RolesField(LineField):
    """Codes of the roles of a new person, with what they mean beside them."""

    def __init__(self, state: RunState) -> None:
        super().__init__("Role", limit=NAME_LIMIT, width=16, id="roles", stops=True)
        self.names = {role.code: role.name for role in state.plan.roles}

    def on_mount(self) -> None:
        """Show the roles there are."""
        self._show_roles()

    @property
    def codes(self) -> tuple[str, ...]:
        """The typed codes, in capitals, each once."""
        return tuple(dict.fromkeys(self.value.upper().replace(",", " ").split()))

    def lacks(self) -> str:
        """Which typed code is not a role."""
        strange = next((code for code in self.codes if code not in self.names), "")
        if not strange:
            return ""
        return f"{strange} is not a role of this plan. The roles are {', '.join(self.names)}."

    def changed(self) -> None:
        """Show the roles that begin as typed."""
        self._show_roles()
        super().changed()

    def _show_roles(self) -> None:
        typed = self.codes[-1] if self.codes else ""
        found = [f"{code} {words}" for code, words in self.names.items() if code.startswith(typed)]
        self.aside.say(" · ".join(found))
