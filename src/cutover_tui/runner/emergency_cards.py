"""Emergency cards with the people of this run on them: whom to call, with their numbers.

A plan made before there were cards gets the shipped ones: in an emergency some card is better than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from cutover_tui.domain.pause_plan import EmergencyCard
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class CardCall:
    """One role to call, and who holds it."""

    role: str
    """What the role is called."""
    who: tuple[str, ...]
    """`Jo Bell (JB) 01632 960 001`; empty where nobody on the roster holds it."""


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """One card as it is shown."""

    card: EmergencyCard
    calls: tuple[CardCall, ...]


def emergency_cards(state: RunState | None) -> tuple[ShownCard, ...]:
    """The cards of a run, with its people; without a run, or where its plan has none, the shipped ones."""
    cards = state.plan.cards if state is not None else ()
    return tuple(ShownCard(card=card, calls=_calls(state, card)) for card in cards or shipped_cards())


def shipped_cards() -> tuple[EmergencyCard, ...]:
    """The cards that come with the program; none where its files cannot be read."""
    # The loaders bring pydantic and a YAML parser, which nothing needs once a plan with cards is frozen.
    from cutover_tui.storage.author_file import open_author_file  # noqa: PLC0415
    from cutover_tui.storage.author_pauses import CardsFile  # noqa: PLC0415
    from cutover_tui.storage.checklist_place import shipped_checklists  # noqa: PLC0415

    found = open_author_file(shipped_checklists() / "cards.yaml", "cards.yaml", stands_in=True).content
    return tuple(card.plan() for card in found.cards) if isinstance(found, CardsFile) else ()


def _calls(state: RunState | None, card: EmergencyCard) -> tuple[CardCall, ...]:
    return tuple(_call(state, role) for role in card.call)


def _call(state: RunState | None, code: str) -> CardCall:
    if state is None:
        return CardCall(role=code, who=())
    name = next((role.name for role in state.plan.roles if role.code == code), code)
    holders = [person for person in state.people.values() if code in person.roles]
    return CardCall(
        role=name,
        who=tuple(f"{one.name} ({one.initials}){f' {one.phone}' if one.phone else ''}" for one in holders),
    )
