"""Who was told what in the demo's rehearsal, and the huddles and sitreps of its day.

The words are those of the plan's messages, filled in as the board fills them. Everything is invented, and nothing is
about a patient. Left to do on purpose: the next sitrep is due soon.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.deferred import replace
from cutover_tui.domain.huddles import Position, Report
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.messages import Draft
from cutover_tui.domain.state import start_state
from cutover_tui.runner.demo_history import Step
from cutover_tui.runner.message_board import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState

_TOLD = (
    ("2026-10-23 11:20", "planned-notice", "patients", "website", "MC", "AK", "page 14 of the website and 14 posters"),
    ("2026-10-26 10:12", "planned-text", "patients", "text", "MC", "JB", "9,204 patients with a mobile number"),
    ("2026-10-27 09:30", "planned-supplier", "supplier", "email", "JB", "SO", "both suppliers and 6 third parties"),
    ("2026-10-27 09:45", "planned-icb", "icb", "email", "JB", "TM", "the digital team of the ICB"),
    ("2026-10-28 14:28", "planned-pharmacy", "pharmacy", "phone", "RH", "PD", "all 3 pharmacies"),
    ("2026-11-11 13:05", "planned-partners", "lab", "phone", "GF", "AK", "both laboratories"),
    ("2026-11-11 13:30", "planned-partners", "out-of-hours", "email", "SO", "JB", "NHS 111 and Fellside out of hours"),
    ("2026-11-11 14:20", "planned-partners", "screening", "email", "GF", "AK", "all 4 screening services"),
    ("2026-11-12 08:40", "planned-staff", "staff", "email", "JB", "AK", "all 42 staff of both sites"),
    ("2026-11-12 09:05", "planned-care-homes", "care-homes", "phone", "LW", "JB", "the 3 care homes"),
)
"""When by the clocks of London, which words, to whom, by which way, by whom, checked by whom, and who exactly."""

_HEARD = ("2026-10-28 10:20", "JB", "M-03", "extract desk of the current supplier")
"""When somebody acknowledged which message, who heard it, and who it was."""

_NOT_TOLD = "Nobody from the press has asked; the statement lies ready with JB"
"""Why the media are not told."""

_HUDDLES = (
    (
        "2026-11-26 08:22",
        "2026-11-26 13:00",
        4,
        (),
        "The paper is out and everybody knows their card",
        "Telephony is not confirmed off",
    ),
    (
        "2026-11-26 13:08",
        "2026-11-26 17:30",
        4,
        ("D-01",),
        "Labs are on paper and it works",
        "Telephony is promised for 15:00",
    ),
)
"""When, when the next one is, how sure staff felt, what was decided, what went well and what worried."""

_SITREPS = (
    ("2026-11-26 08:55", "The room is full; of the switch-offs only telephony is still open", "None"),
    ("2026-11-26 09:55", "1 P3 raised, a label printer; a spare stands ready", "None"),
    ("2026-11-26 10:55", "Replies in Accurx redirected", "None"),
    ("2026-11-26 11:55", "Booking and ordering close at 14:00 (D-01)", "None"),
    ("2026-11-26 12:55", "Inboxes on the way to 0", "None"),
    ("2026-11-26 13:55", "Second huddle held, staff rather sure", "None"),
    ("2026-11-26 14:55", "Booking and ordering closed", "The telephony supplier to confirm it is off"),
)
"""When, what had happened since the last one, and which help was needed."""


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
        when, by, ref, whom = _HEARD
        yield Step(_at(when), by, "acknowledge_message", ref, {"whom": whom})
        why = {"occasion": "planned", "reason": _NOT_TOLD}
        yield Step(_at("2026-11-12 09:20"), "JB", "mark_not_told", "media", why)
    for when, following, confidence, decisions, well, worries in _HUDDLES:
        said = {"present": ("PM", "CL", "REC", "PHARM", "NUR"), "well": well, "worries": worries}
        yield Step(
            _at(when),
            "JB",
            "hold_huddle",
            "",
            {**said, "confidence": confidence, "decisions": decisions, "next_at": _at(following)},
        )
    for when, since_last, help_needed in _SITREPS:
        report = Report(
            position=Position.BEHIND,
            since_last=since_last,
            help_needed=help_needed,
            sent_to="ICB digital team and both suppliers",
            gate=f"G2 {_title(plan, 'G2')}",
            gate_on_time="yes",
            next_at=_at(when) + timedelta(hours=1),
        )
        yield Step(_at(when), "JB", "send_sitrep", "", {"report": report})


def with_seal(report: Report, state: RunState) -> Report:
    """A report with the seal that was last written on paper: to make one anew for each takes time and shows no more."""
    return replace(report, seal=state.seals[-1][1] if state.seals else "none written yet")


def _title(plan: Plan, ref: str) -> str:
    return next((gate.title for gate in plan.gates if gate.ref == ref), "")


def _at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
