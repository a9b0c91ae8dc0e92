"""What somebody at the other end of a service said, and who catches what it would have carried.

A group of fields for any question that moves a service. It asks only what the new state needs (`domain.md` 3.1 rules a
and b, `peers.md` c3), and lets a blank answer stand after a second Enter: what nobody confirmed is recorded as that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.services import CUTOVER, ServiceStatus
from cutover_tui.ui.dialogs.fields import ContactField, LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.fields import Field

NONE_GIVEN = "none given"
"""The reference where the other end gave none."""

CONFIRMED = frozenset({*CUTOVER, ServiceStatus.ON_UNTESTED})
"""The states that somebody at the other end confirms, with a reference."""

CAUGHT = frozenset({*CONFIRMED, ServiceStatus.ASKED_ON, ServiceStatus.UNKNOWN})
"""The states in which somebody catches what the service would have carried."""

_ASKED = frozenset({ServiceStatus.ASKED_OFF, ServiceStatus.ASKED_ON})

_WHO = "Say who at the other end confirmed it"
_WHOM = "Say who at the other end was asked"
_REFERENCE = f"Give their reference, or press Enter again to record that they gave none ({NONE_GIVEN})."
_ITEM = "Say where the first real item came from and at what time, with no patient detail"
_NOBODY = "nobody catches it"
_ROUTE = "Say how it reaches {catcher}, such as ‘the lab rings 214’, or press Enter again to name no catcher."


class ConfirmationFields:
    """Who at the other end confirmed it, their reference, the first real item, the catcher and the route.

    Args:
        state: The run, for its roster.
        to: The states the services come into; `ask` changes them.
        caught: Whether somebody catches them already; then nobody is asked who does.
        catcher: Initials of the person who usually catches it, put in at first.
        usual: Initials of those who usually catch it, named where there are several.
        required: Whether a blank confirmation is refused; else a second Enter takes it as `Not recorded`.
        confirmed_with: Who confirmed it, where the same person has just spoken for another of its kind.
    """

    def __init__(
        self,
        state: RunState,
        to: Collection[ServiceStatus] = (),
        *,
        caught: bool = False,
        catcher: str = "",
        usual: Collection[str] = (),
        required: bool = False,
        confirmed_with: str = "",
    ) -> None:
        self._required = required
        self._to: frozenset[ServiceStatus] = frozenset(to)
        self._caught = caught
        self._with = ContactField("Confirmed with", confirmed_with, id="confirmed-with")
        self._reference = LineField(
            "Reference",
            not_recorded=_REFERENCE,
            blank_as=NONE_GIVEN,
            hint="theirs; empty: they gave none",
            id="reference",
        )
        self._item = LineField("First real item", hint="from where, what time; no patient detail", id="first-item")
        known = catcher or (next(iter(usual)) if len(usual) == 1 else "")
        meant = f"usually {' or '.join(usual)}" if usual else "who catches it meanwhile"
        self._catcher = InitialsField(
            "Catcher",
            state,
            known,
            optional=True,
            blank_words=f"{meant}; empty: nobody",
            id="catcher",
            stops=not known,
        )
        self._route = ContactField("Route", blank_as=_NOBODY, hint="such as ‘the lab rings 214’", id="route")
        self._route_to = self._catcher.initials
        self._say_questions()

    def widgets(self) -> Iterator[Field]:
        """The fields in their order."""
        yield from (self._with, self._reference, self._item, self._catcher, self._route)

    def asked_widgets(self) -> Iterator[Field]:
        """The fields that the states as they are can ask, for a question that moves a service into no others."""
        if self.asks_confirmation:
            yield self._with
        if self._to & CONFIRMED:
            yield self._reference
        if self.asks_first_item:
            yield self._item
        if self.asks_catcher:
            yield from (self._catcher, self._route)

    def ask(
        self, to: Collection[ServiceStatus], *, caught: bool, catcher: str = "", usual: Collection[str] = ()
    ) -> None:
        """Ask for other states from now on; call `show_asked` after it.

        Args:
            to: The states the services come into.
            caught: Whether somebody catches them already.
            catcher: Initials put in where no catcher stands there yet.
            usual: Initials of those who usually catch it; one alone is put in.
        """
        self._to, self._caught = frozenset(to), caught
        known = catcher or (next(iter(usual)) if len(usual) == 1 else "")
        if known and not self._catcher.value:
            self._catcher.fill(known)
            self._catcher.stops = False
        self._say_questions()

    def show_asked(self, *, shown: bool = True) -> None:
        """Show the fields that the new states need."""
        self._with.display = shown and self.asks_confirmation
        self._reference.display = shown and bool(self._to & CONFIRMED) and not self._with.left_blank
        self._item.display = shown and self.asks_first_item
        self._catcher.display = shown and self.asks_catcher
        catcher = self._catcher.initials
        if catcher != self._route_to:
            self._route_to = catcher
            self._route.ask_again()
        self._route.display = shown and self.asks_catcher and bool(catcher)
        self._route.not_recorded = _ROUTE.format(catcher=catcher)
        self._route.rename(f"Route to {catcher}" if catcher else "Route")

    @property
    def asks_confirmation(self) -> bool:
        """True where somebody at the other end confirms it, or where the act says who was asked."""
        return bool(self._to & CONFIRMED) or (self._required and bool(self._to & _ASKED))

    @property
    def asks_first_item(self) -> bool:
        """True where it is said to flow, which a first real item proves."""
        return ServiceStatus.FLOWING in self._to

    @property
    def asks_catcher(self) -> bool:
        """True where something is not carried and nobody catches it yet."""
        return not self._caught and bool(self._to & CAUGHT)

    @property
    def said(self) -> Confirmation:
        """The answers as they stand; what was asked and left blank is said to be not recorded."""
        catcher = self.catcher
        return Confirmation(
            confirmed_with=self.confirmed_with,
            reference=self.reference,
            first_item=self.first_item,
            catcher=catcher,
            route=self.route if catcher else "",
        )

    @property
    def confirmed_with(self) -> str:
        """Who confirmed it or was asked; `Not recorded` once left blank, empty where nobody is asked."""
        if not self.asks_confirmation:
            return ""
        return self._with.value or (NOT_RECORDED if self._with.left_blank else "")

    @property
    def reference(self) -> str:
        """Their reference, `none given` once left blank; `Not recorded` where nobody confirmed it."""
        if not self._to & CONFIRMED:
            return ""
        if self._with.left_blank:
            return NOT_RECORDED
        return self._reference.value or (NONE_GIVEN if self._reference.left_blank else "")

    @property
    def first_item(self) -> str:
        """The first real item; `Not recorded` once left blank, empty where it is not asked."""
        if not self.asks_first_item:
            return ""
        return self._item.value or (NOT_RECORDED if self._item.left_blank else "")

    @property
    def catcher(self) -> str:
        """Initials of the person who catches it; empty where nobody was named with a route."""
        return self._catcher.initials if self.asks_catcher and not self._route.left_blank else ""

    @property
    def route(self) -> str:
        """How it reaches the catcher."""
        return self._route.value if self.asks_catcher else ""

    def _say_questions(self) -> None:
        asked = bool(self._to & _ASKED) and not self._to & CONFIRMED
        for field, words in ((self._with, _WHOM if asked else _WHO), (self._item, _ITEM)):
            field.question = f"{words}." if self._required else ""
            again = f"{words}, or press Enter again to record it as {NOT_RECORDED}."
            field.not_recorded = "" if self._required else again
        self._with.rename("Asked" if asked else "Confirmed with")
        self._with.suggest("who at the other end was asked" if asked else "who at the other end says so")
