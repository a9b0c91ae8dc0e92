"""What has happened in the demo's rehearsal: the answers of the weeks before, and the last three days step by step.

Everything is invented, counts and references alike, and nothing is about a patient. Tasks go by their numbers in the
example practice's plan; one that a later plan lacks is left out.
"""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


def london(words: str) -> datetime:
    """An instant of autumn 2026 by the clocks of London: `24 Nov 08:52`."""
    wall = datetime.strptime(f"{words} 2026", "%d %b %H:%M %Y").replace(tzinfo=ZoneInfo("Europe/London"))
    return wall.astimezone(UTC)


DEMO_STARTS = datetime(2026, 11, 26, 15, 42, 17, tzinfo=UTC)
"""The afternoon of the example practice's final extract, three hours before it."""

HISTORY_STARTS = datetime(2026, 10, 5, 8, 12, 40, tzinfo=UTC)
"""When the rehearsal was started: a Monday in October, before the first task is due."""

LEFT_OPEN = frozenset({"P-74b"})
"""Preparation that nobody finished, so that one task is overdue by days."""

HAPPENED: Mapping[str, datetime] = {
    "IDP": datetime(2026, 10, 15, 13, 5, tzinfo=UTC),
    "PLAN": datetime(2026, 10, 22, 13, 0, tzinfo=UTC),
    "DCS": datetime(2026, 11, 5, 11, 40, tzinfo=UTC),
}
"""Anchor code to when it happened, for those of the weeks before."""

SEEN: Mapping[str, tuple[str, ...]] = {
    "key-dates": ("old supplier 40917, new supplier IMP-2231, delivery partner FDP-118",),
    "extract-request": ("asked 12 Oct, ref 41002, due 26 Nov", "asked 12 Oct, ref DOC-7719, due 26 Nov"),
    "idp-signoff": ("120 records compared; 14 issues closed, 2 open; tickets IMP-2304 and IMP-2311",),
    "unmigrated-list": ("5 classes stay behind, a workaround for each; about 3,100 items",),
    "risk-assessment": ("CRA version 1.2; 3 hazards open, none above 3; signed by the CSO",),
    "hold-triggers": ("list version 1.0, signed by PM, CL and CSO; 2 of 3 decide",),
    "rollback-plan": ("last time to fall back is 30 Nov 18:00; 9 steps; CSO authorises",),
    "role-cover": ("21 roles filled, 0 unfilled; cover booked",),
    "contact-sheet": ("46 contacts complete, 0 missing; 8 copies printed",),
    "dpia-sharing": ("DPIA-2026-04; 2 agreements signed again",),
    "legacy-access": ("until 1 Mar 2027, 12 users, letter of {day}",),
    "staff-brief": ("31 of 33 briefed, 2 on leave have the sheet", "9 of 9 briefed"),
    "escalation-window": ("108 hours at most; ICB digital desk, day and night",),
    "tp-register": ("19 services listed, all with an owner and a notice period",),
    "tp-compat": ("release 9.2 or later", "same server, new endpoint", "", "by nightly file", "", "caller match off"),
    "tp-notify": (
        "{day} by portal, service desk, CS0184420",
        "{day} by email, ICE support desk, 88213",
        "{day} by chat, customer support, AX-55120",
        "{day} by phone, help desk, no reference given",
        "{day} by email, support desk, 30618",
        "{day} by portal, service desk, SC-9004",
    ),
    "tp-confirm": (
        "off 25 Nov, on 1 Dec; CS0184420",
        "off 25 Nov, on 1 Dec; 88213",
        "off 25 Nov, on 1 Dec; AX-55120",
        "off 25 Nov, on 2 Dec; email of {day}",
        "off 25 Nov, on 1 Dec; 30618",
        "off 25 Nov, on 1 Dec; SC-9004",
    ),
    "tp-remind-week": ("{day}, service desk", "{day}, ICE support desk", "{day}, customer support", "{day}, help desk"),
    "tp-backup": ("{time}, encrypted disk in the safe",),
    "docman-plan": ("documents move with the record; extract 26 Nov 19:00; booking DOC-7740",),
    "mesh-plan": ("mailbox stays the same, no change needed",),
    "pcse-notify": ("form of {day}, acknowledged; link off 25 Nov, on 1 Dec",),
    "dos-notify": ("duty desk; calls by phone to the bypass number from 26 Nov 18:30", "rota desk; reports by email"),
    "shared-record-plan": ("delivery partner; 2 Dec; gap notice sent", "ICB integration desk; 3 Dec; gap notice sent"),
    "kiosk-telephony-plan": ("kiosks KS-118, call board CB-40",),
    "reporting-dates": ("2 dates inside the window; both extracts run again on 8 Dec",),
    "patients-notify": ("live since {day}", "recorded {day}, 40 seconds", "14 posters, 2 doors, {day}"),
    "rx-patients-notify": ("text and counter slips, {day}, wording RX-3",),
    "nhsapp-notify": ("{day}, ref NHSAPP-20711",),
    "im1-confirm": ("logins carry over, no action", "logins end; new letters from 7 Dec"),
    "online-users-list": ("212 frequent users, 47 proxies, 3 care homes",),
    "website-prepare": ("both versions ready",),
    "sms-plan": ("record copied back by nightly file; 34 messages scheduled", "printed daily; 0 scheduled"),
    "reg-cutoff": ("19 Nov for registration, 25 Nov for pathology; REG tells both; contacts held",),
    "pcse-reconcile": ("23 found, 23 cleared",),
    "fp69-clear": ("31 processed since 1 Nov",),
    "duplicates-clean": ("6 duplicates merged, 2 orphans filed",),
    "codes-map": ("0 of 118 local codes unmapped; 4 devices mapped by hand",),
    "reg-freeze": ("stopped {time}; 5 in progress, all finished",),
    "reg-paper-pack": ("40 packs", "15 packs"),
    "baseline-reports": ("12 reports agreed; PM runs them",),
    "inbox-burndown": ("141 open", "388 open", "76 open", "52 open"),
    "templates-export": ("64 letters, 21 clinical templates",),
    "eps-data-confirm": ("repeats and nominations move, open tokens do not; cancel from the old system; IMP-2260",),
    "eps-strategy": ("option 2, paper for new acutes; 26 Nov to 1 Dec; controlled drugs excluded",),
    "eps-affected-report": ("1,184 affected, 2,966 items",),
    "erd-align": ("203 aligned, 9 left running",),
    "no-postdate": ("report of {day}",),
    "high-risk-meds": ("61, plan in place", "148, plan in place", "27, plan in place"),
    "pharmacy-notify": ("{day}, manager, yes", "{day}, manager, yes", "{day}, dispensing desk, yes"),
    "fp10-stock": ("6 boxes; 9 printers tested", "2 boxes; 3 printers tested"),
    "lab-arrange": (
        "results desk; off 25 Nov 17:00; van twice a day; backlog sent: yes; on 1 Dec",
        "reporting desk; off 25 Nov 17:00; post and phone; backlog sent: no; on 1 Dec",
    ),
    "screening-arrange": ("call and recall desk; 24 Nov; go-live email", "admin desk; 24 Nov; go-live email"),
    "bowel-arrange": ("hub helpdesk; resend agreed; 8 Dec",),
    "gp2gp-arrange": ("25 Nov 16:00; 7 transfers open",),
    "ers-clear": ("all 4 worklists",),
    "rota-breather": ("3 a session, 1 to 7 Dec", "2 a session, 1 to 7 Dec"),
    "rota-limit": ("last open date 13 Nov", "last open date 13 Nov"),
    "rota-build": ("186 sessions, export file kept", "42 sessions, export file kept"),
    "clinics-move": ("11 moved, 0 left",),
    "call-rota": ("CALL LOG, both sites",),
    "visit-sheets": ("60 sheets, 2 laptops",),
    "disp-stock-down": ("1,420 lines at start, 1,165 now",),
    "disp-levels-record": ("1,158 lines; controlled drugs reconciled",),
    "disp-ordering": ("test order acknowledged in 4 min", "test order acknowledged in 9 min"),
    "disp-kit": ("5 passed, 0 failed, 1 spare",),
    "logoff-plan": ("yes, 18:15, back by 20:00, told", "yes, 18:00, back by 20:00, told"),
    "cards-check": ("38 cards, 41 readers", "11 cards, 12 readers"),
    "rbac-positions": ("14 roles mapped, 0 users to do",),
    "kit-ready": ("8 closed", "3 closed"),
    "client-install": ("44 devices",),
    "admin-users": ("JB, SO and DN",),
    "training-core": ("8 of 8", "7 of 7", "12 of 12", "4 of 4", "5 of 5"),
    "leavers-archive": ("17 profiles, 26 tasks reassigned",),
    "paper-pack": ("3 packs, reception safe", "2 packs, dispensary shelf"),
    "reentry-setup": ("9 categories, 9 folders, keeper REE", "9 categories, 9 folders, keeper REC"),
}
"""Author's task id to the details written down, one for each instance; the last stands for those that follow.

`{day}` and `{time}` stand for those of the entry itself.
"""


SLIP = {
    "field": "observed",
    "now": "1,148 affected, 2,966 items",
    "reason": "Two figures were swapped when it was typed",
}
"""What was put right in the entry about the patients due a prescription."""


@dataclass(frozen=True)
class Step:
    """One thing somebody did: a method of `Run`, with what it is about and what was said."""

    when: datetime
    """When it was recorded."""
    by: str
    act: str
    """Name of the method."""
    ref: str
    facts: Mapping[str, object] = field(default_factory=dict)
    happened: datetime | None = None
    """When it happened, where that was well before it was recorded."""
    late_reason: str = ""
    typed_by: str = ""
    """Who typed it, where that was somebody else; empty for the one who did it."""


def _did(when: str, by: str, ref: str, seen: str = "", **facts: str) -> Step:
    return Step(london(when), by, "complete_task", ref, {"observed": seen, **facts})


STEPS: tuple[Step, ...] = (
    _did(
        "22 Oct 14:26",
        "DN",
        "P-01",
        "22 Oct 14:00, PM, CL, CSO, MPM and both suppliers; 11 areas decided, 2 questions open",
    ),
    Step(london("2 Nov 09:26"), "RH", "correct_entry", "P-48", SLIP),
    Step(
        london("3 Nov 15:24"),
        "LW",
        "defer_task",
        "P-32",
        {"to": "R", "until": "GL+5wd", "reason": "The list is long and nothing on the day needs it"},
    ),
    Step(
        london("3 Nov 16:10"),
        "SO",
        "mark_not_needed",
        "P-26b",
        {"reason": "There are no kiosks or call boards at the branch"},
    ),
    Step(
        london("19 Nov 17:48"),
        "DN",
        "add_note",
        "P-74b",
        {"ref": "P-74b", "note": "2 of 11 devices wait for memory. The engineer comes on Friday 27 November at 09:00."},
    ),
    _did("24 Nov 08:52", "SO", "F-01a", "08:50, service desk"),
    _did("24 Nov 09:03", "SO", "F-01b", "09:01, ICE support desk"),
    _did("24 Nov 09:11", "SO", "F-01c", "09:10, customer support"),
    _did("24 Nov 09:34", "SO", "F-01d", "09:32, help desk, third try"),
    _did("24 Nov 10:07", "SO", "F-01e", "10:06, support desk"),
    _did("24 Nov 10:15", "SO", "F-01f", "10:13, service desk"),
    _did("24 Nov 11:26", "GF", "F-04a", "stopped, confirmed by the service; 11:20, call and recall desk"),
    _did("24 Nov 16:44", "LW", "F-07", "off, closure notice showing; 16:40, page tested"),
    Step(
        london("25 Nov 08:31"),
        "GF",
        "complete_task",
        "F-04b",
        {"observed": "stopped, confirmed by the service; 16:55, admin desk"},
        happened=london("24 Nov 16:55"),
        late_reason="The call came after the clinic room was locked",
    ),
    _did("25 Nov 09:58", "JB", "F-02a", "off, confirmed by the third party; 09:50, last item 09:41", checked_by="SO"),
    _did("25 Nov 10:22", "JB", "F-02b", "off, confirmed by the third party; 10:15, last item 10:09", checked_by="SO"),
    _did("25 Nov 11:05", "JB", "F-02c", "off, confirmed by the third party; 11:00, last item 10:52", checked_by="SO"),
    _did("25 Nov 11:20", "DN", "F-19a", "booked, with someone on call; 41002, extract desk"),
    _did("25 Nov 11:27", "DN", "F-19b", "booked, with someone on call; DOC-7740, service desk"),
    _did("25 Nov 12:16", "JB", "F-02e", "off, confirmed by the third party; 12:10, last item 11:58", checked_by="SO"),
    _did(
        "25 Nov 13:22",
        "JB",
        "F-02d",
        "off, confirmed by the third party; 13:15, last item 13:02",
        checked_by="SO",
        complications="Their desk had Thursday in its calendar; doses of the morning came by phone and are on paper",
    ),
    Step(london("25 Nov 16:09"), "LW", "complete_task", "F-05", {"observed": "off, no open transfers; 16:02"}),
    Step(london("25 Nov 16:21"), "JB", "check_task", "F-05", {"observed": "off, no open transfers", "agrees": True}),
    _did("25 Nov 16:38", "LW", "F-06", "0 left, sending stopped; 16:30"),
    _did("25 Nov 17:04", "JB", "F-03a", "off, confirmed by the lab; 17:00, last result 16:47", checked_by="AK"),
    _did("25 Nov 17:19", "JB", "F-03b", "off, confirmed by the lab; 17:10, last report 15:33", checked_by="AK"),
    _did("26 Nov 10:41", "SO", "F-09a", "0 left, replies redirected; to the generic mailbox"),
    _did("26 Nov 14:06", "SO", "F-08a", "closed, notice showing; 14:00"),
    _did("26 Nov 14:13", "SO", "F-08b", "closed, notice showing; 14:10"),
    _did("26 Nov 15:24", "PD", "F-11", "57 cancelled, 0 failed, 0 phoned"),
    Step(london("26 Nov 15:36"), "AK", "start_task", "F-10"),
)
"""What people did that was out of the ordinary, and all of the last three days, oldest first.

Left to do on purpose: the link from telephony is overdue, one online service is open and one product still sends.
"""
