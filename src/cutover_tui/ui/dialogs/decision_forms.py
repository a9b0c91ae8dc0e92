"""The forms of the decisions board: reading a decision back, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain import decisions
from cutover_tui.domain.decisions import READ_BACK
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.form_dialog import Form
from cutover_tui.ui.dialogs.when_fields import WhenField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.decisions import Decision


def read_back_form(decision: Decision) -> Form:
    """How it was read back; whoever decided signs."""
    decider = decision.event.decided_by
    return Form(
        heading=f"Read {decision.ref} back to {decider}",
        fields={"how": ChoiceField("", f"{decider} says it is", READ_BACK)},
        facts=dict,
        decide=decisions.read_back,
        record=lambda run: run.read_back,
        signer=f"{decider} decided, so the initials are those of {decider}.",
        timed=False,
    )


def review_form(now: Callable[[], datetime], zone: str, decision: Decision) -> Form:
    """What happened next, and when it is looked at once more."""
    again = OpenWhen("Again at", now, zone, "", ahead=True)
    again.stops = True

    def facts(values: dict[str, str]) -> dict[str, object]:
        readings = () if again.means_now else again.readings
        return {"what_happened": values["what_happened"], "review_at": readings[0] if readings else None}

    return Form(
        heading=f"What came of {decision.ref}",
        fields={
            "what_happened": LineField(
                "What happened", question=f"Say what happened after {decision.ref} was decided."
            ),
            "again": again,
        },
        facts=facts,
        decide=decisions.review_decision,
        record=lambda run: run.review_decision,
        timed=False,
    )


class OpenWhen(WhenField):
    """When it is looked at once more; blank where it need not be."""

    def _show_meaning(self) -> None:
        super()._show_meaning()
        if self.means_now:
            self.aside.say("empty: it need not be looked at again")
