"""What was said about services in the demo's rehearsal: who confirmed them, who catches them, what was promised.

Everything is invented, and nothing is about a patient.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.runner.demo_history import Step

if TYPE_CHECKING:
    from collections.abc import Mapping


def _said(whom: str, reference: str, catcher: str, route: str) -> Confirmation:
    return Confirmation(confirmed_with=whom, reference=reference, catcher=catcher, route=route)


SAID: Mapping[str, Confirmation] = {
    "P-28a": _said("web editor", "page 14 live", "MC", "questions come to the front desk"),
    "P-28b": _said("telephony portal", "greeting 3 on", "MC", "questions come to the front desk"),
    "P-28c": _said("both receptions", "14 posters up", "MC", "questions come to the front desk"),
    "P-41": _said("registrations desk", "book closed", "LW", "paper forms in the red folder"),
    "P-56": _said("hub helpdesk", "BCS-2291", "GF", "the hub rings 214 and posts abnormal results"),
    "P-60a": _said("rota desk", "export of 13 Nov", "SO", "the duty list at the front desk"),
    "P-60b": _said("rota desk", "export of 13 Nov", "SO", "the duty list at the front desk"),
    "F-02a": _said("service desk", "CS0184420", "MC", "letters on paper to the scanning tray"),
    "F-02b": _said("ICE support desk", "88213", "GF", "request forms by hand from the nurse room"),
    "F-02c": _said("customer support", "AX-55120", "LW", "patients are phoned from the call list"),
    "F-02d": _said("help desk", "none given", "PD", "doses by phone on 219, written on the yellow sheet"),
    "F-02e": _said("support desk", "30618", "SO", "alerts are read on the web page"),
    "F-03a": _said("results desk", "log 4471", "AK", "abnormal bloods: the lab rings AK on 214"),
    "F-03b": _said("reporting desk", "none given", "AK", "urgent reports: the desk rings AK on 214"),
    "F-04a": _said("call and recall desk", "CSAS-7781", "GF", "the desk phones urgent results to 216"),
    "F-05": _said("national service desk", "NSD-20418", "LW", "summaries are asked for by phone"),
    "F-06": _said("registrations portal", "pause 118", "LW", "paper forms in the red folder"),
    "F-07": _said("web form supplier", "WF-3310", "LW", "paper forms at both receptions"),
}
"""Ref to what the other end said when the task was ticked; of the others nobody wrote it down."""

SERVICE_STEPS: tuple[Step, ...] = (
    Step(
        datetime(2026, 11, 23, 14, 22, tzinfo=UTC),
        "SO",
        "move_service",
        "patient-app:patient-access",
        {
            "to": "retired",
            "reason": "It belongs to the old supplier and ends with it; patients were written to",
            "checked_by": "TM",
        },
    ),
    Step(
        datetime(2026, 11, 24, 16, 58, tzinfo=UTC),
        "GF",
        "name_catcher",
        "screening:diabetic-eye-screening",
        {"catcher": "GF", "route": "the desk phones urgent results to 216"},
    ),
    Step(
        datetime(2026, 11, 25, 10, 31, tzinfo=UTC),
        "GF",
        "count_service",
        "screening-bowel:bowel-screening-hub",
        {"what": "running", "count": 2},
    ),
    Step(
        datetime(2026, 11, 26, 10, 17, tzinfo=UTC),
        "DN",
        "move_service",
        "record-viewer:shared-care-record",
        {"to": "unknown", "reason": "The integration desk cannot say whether the view is frozen yet"},
    ),
    Step(
        datetime(2026, 11, 26, 10, 20, tzinfo=UTC),
        "SO",
        "name_catcher",
        "record-viewer:shared-care-record",
        {"catcher": "AK", "route": "the other organisation is rung from the call list"},
    ),
    Step(
        datetime(2026, 11, 26, 10, 43, tzinfo=UTC),
        "LW",
        "name_catcher",
        "messaging:accurx",
        {"catcher": "LW", "route": "patients are phoned from the call list"},
    ),
    Step(
        datetime(2026, 11, 26, 11, 34, tzinfo=UTC),
        "SO",
        "call_about_service",
        "third-party:surgery-connect-telephony",
        {
            "whom": "support desk",
            "reference": "SC-9004",
            "promised_by": datetime(2026, 11, 26, 15, 0, tzinfo=UTC),
            "said": "They switch caller match off and ring back",
        },
    ),
    Step(
        datetime(2026, 11, 26, 14, 8, tzinfo=UTC),
        "LW",
        "name_catcher",
        "online-services:booking",
        {"catcher": "LW", "route": "bookings by phone and at the front desk"},
    ),
    Step(
        datetime(2026, 11, 26, 14, 15, tzinfo=UTC),
        "RH",
        "name_catcher",
        "online-services:ordering",
        {"catcher": "RH", "route": "paper requests in the green box"},
    ),
    Step(
        datetime(2026, 11, 26, 14, 31, tzinfo=UTC),
        "GF",
        "count_service",
        "screening-bowel:bowel-screening-hub",
        {"what": "running", "count": 3},
    ),
    Step(
        datetime(2026, 11, 26, 15, 26, tzinfo=UTC),
        "PD",
        "name_catcher",
        "erd",
        {"catcher": "PD", "route": "the next issue on paper, from the list in the dispensary"},
    ),
)
"""What people recorded about services themselves, oldest first.

Left to do on purpose: one promise is past its time, one service is UNKNOWN, and some off are not confirmed.
"""
