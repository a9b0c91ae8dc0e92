"""Who was told what in the demo's rehearsal, and the huddles and sitreps of its day.

The words are those of the plan's messages, filled in as the board fills them. Everything is invented, and nothing is
about a patient. Left to do on purpose: the screening services are not told yet, and the next sitrep is due soon.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.huddles import Report
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.messages import Draft
from cutover_tui.domain.state import start_state
from cutover_tui.runner.demo_history import Step
from cutover_tui.runner.message_board import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.plan import Plan

_TOLD = (
    ("2026-10-26 10:12", "planned-text", "patients", "text", "MC", "JB", "9,204 patients with a mobile number"),
    ("2026-10-26 11:40", "planned-notice", "patients", "website", "MC", "AK", "the website and both front doors"),
    ("2026-10-27 09:30", "planned-supplier", "supplier", "email", "JB", "SO", "both suppliers and 6 third parties"),
    ("2026-10-27 09:45", "planned-icb", "icb", "email", "JB", "TM", "the digital team of the ICB"),
    ("2026-11-03 12:20", "planned-pharmacy", "pharmacy", "phone", "RH", "PD", "all 3 pharmacies"),
    ("2026-11-11 13:05", "planned-partners", "lab", "phone", "GF", "AK", "both laboratories"),
    ("2026-11-11 13:30", "planned-partners", "out-of-hours", "email", "SO", "JB", "NHS 111 and Fellside out of hours"),
    ("2026-11-12 08:40", "planned-staff", "staff", "huddle", "JB", "AK", "31 of 33 staff, 2 on leave by email"),
)
"""When, which words, to whom, by which way, by whom, checked by whom, and who exactly."""

_HUDDLES = (
    ("2026-11-26 08:22", 4, "The paper is out and everybody knows their card", "The printer in room 2 is slow"),
    ("2026-11-26 13:08", 4, "Inboxes are at zero", "One third-party link nobody answers about"),
)
_SITREPS = (
    ("2026-11-26 13:20", "Inboxes cleared, labs on paper", "None"),
    ("2026-11-26 14:55", "Last EPS batch is being signed", "Somebody at the telephony supplier who answers"),
)


def telling_steps(plan: Plan) -> Iterator[Step]:
    """What was said to whom before the demo's afternoon, in no order; nothing for a plan without messages."""
    state, kit = start_state(plan), kit_of(plan)
    ready = {template.id: template for template in kit.templates}
    for when, name, audience, channel, by, checked_by, who in _TOLD:
        if name in ready:
            draft = Draft(
                occasion="planned",
                channel=channel,
                words=filled(state, ready[name], channel),
                who=who,
                written_by=by,
                checked_by=checked_by,
                template=f"{name} {ready[name].version}",
            )
            yield Step(_at(when), by, "send_message", audience, {"draft": draft})
    if kit.templates:
        why = {"occasion": "planned", "reason": "Their visiting nurse told each home in person"}
        yield Step(_at("2026-11-12 09:05"), "GF", "mark_not_told", "care-homes", why)
    for when, confidence, well, worries in _HUDDLES:
        said = {"present": ("PM", "CL", "REC", "PHARM", "NUR"), "well": well, "worries": worries}
        yield Step(_at(when), "JB", "hold_huddle", "", {**said, "confidence": confidence})
    for when, since_last, help_needed in _SITREPS:
        report = Report(
            position="on plan",
            since_last=since_last,
            help_needed=help_needed,
            sent_to="ICB digital team and both suppliers",
            gate="G1",
            gate_on_time="yes",
            seal="written on the wall sheet",
        )
        yield Step(_at(when), "JB", "send_sitrep", "", {"report": report})


def _at(words: str) -> datetime:
    return datetime.fromisoformat(f"{words}+00:00").astimezone(UTC)
