"""The plan as `plan.json`: the same plan always gives the same bytes, and the bytes give the plan back.

The bytes are hashed into record 0 of the audit log (`design.md` 4), so they are made in one way only: keys sorted, one
space of indentation, UTF-8, a newline at the end, and no field that is empty or as it is by default. Reading goes
straight into the frozen dataclasses, because every command reads a plan and none should wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.gate_plan import Criterion, Gate
from cutover_tui.domain.hazard_plan import Control, Cue, Hazard, HazardLog
from cutover_tui.domain.issue_rules import IssueLevel, IssueRules, MatrixRow, PausePrompt, RiskMatrix
from cutover_tui.domain.message_plan import Audience, Channel, MessageEvent, MessageKit, Rhythm, Template
from cutover_tui.domain.pause_plan import EmergencyCard, PausePlan, RestartItem, Trigger
from cutover_tui.domain.plan import (
    Anchor,
    Answers,
    Calendar,
    Checklist,
    Contact,
    Form,
    FormField,
    GateKind,
    Person,
    Plan,
    ReentryCategory,
    Role,
    Service,
    Task,
    Tier,
)
from cutover_tui.storage.plan_reading import ADVICE as _ADVICE
from cutover_tui.storage.plan_reading import PartReader as _Reader
from cutover_tui.storage.plan_reading import PlanUnreadable
from cutover_tui.storage.plan_reading import a_flag as _flag
from cutover_tui.storage.plan_reading import a_number as _number
from cutover_tui.storage.plan_reading import a_text as _text
from cutover_tui.storage.plan_reading import a_time as _time
from cutover_tui.storage.plan_reading import all_texts as _all_texts
from cutover_tui.storage.plan_reading import an_instant as _instant
from cutover_tui.storage.plan_reading import default_of as _default
from cutover_tui.storage.plan_reading import no_number as _no_number
from cutover_tui.storage.plan_reading import several as _several
from cutover_tui.storage.plan_reading import some_texts as _texts
from cutover_tui.storage.plan_reading import texts_by_name as _texts_by_name

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PLAN_VERSION", "PlanUnreadable", "plan_from_bytes", "plan_to_bytes"]

PLAN_VERSION = 1
"""The format of plan.json this program writes, and the newest it reads."""


def plan_to_bytes(plan: Plan) -> bytes:
    """Give the exact bytes of plan.json for a plan.

    Raises:
        ValueError: A planned instant has no zone, or a text holds half a character and cannot be written as UTF-8.
    """
    text = json.dumps(_as_json(plan), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def plan_from_bytes(data: bytes) -> Plan:
    """Read a plan back from the bytes of plan.json.

    Raises:
        PlanUnreadable: The bytes are damaged, are not a plan, or were written by a newer version of the program.
    """
    try:
        raw = json.loads(data.decode(), parse_constant=_no_number, parse_float=_no_number)
        if b"\\u" in data:
            json.dumps(raw, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        msg = f"This plan is damaged: it is not complete JSON in UTF-8. {_ADVICE}"
        raise PlanUnreadable(msg) from None
    version = raw.get("version") if type(raw) is dict else None
    if type(version) is not int or version < 1:
        msg = f"This file is not a plan: it does not say which version of a plan it is. {_ADVICE}"
        raise PlanUnreadable(msg)
    if version > PLAN_VERSION:
        msg = (
            f"This plan has format {version}, and this program reads formats up to {PLAN_VERSION}. "
            "Open it with the newer version of the program that made it."
        )
        raise PlanUnreadable(msg)
    return _plan(raw)


def _as_json(value: object) -> object:
    """Turn a value of a plan into what JSON can hold."""
    match value:
        case StrEnum():
            return value.value
        case datetime():
            if value.tzinfo is None:
                raise ValueError("A planned instant needs a zone.")
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case tuple():
            return [_as_json(item) for item in value]
        case Mapping():
            return dict(value)
        case _ if is_dataclass(value):
            named = ((field, getattr(value, field.name)) for field in fields(value))
            return {field.name: _as_json(found) for field, found in named if found != _default(field)}
        case _:
            return value


_anchor = _Reader(
    Anchor, "an anchor", {**_all_texts("code", "name", "default"), "planned_at": _instant, "has_time": _flag}
)
_answers = _Reader(Answers, "a set of answers", {"question": _text, "done": _texts, "not_done": _texts})
_task = _Reader(
    Task,
    "a task",
    {
        **_all_texts("ref", "id", "checklist", "phase", "title", "owner", "not_before", "due", "not_after"),
        **_all_texts("condition", "item", "daily_of", "source", "why"),
        **dict.fromkeys(("do", "evidence", "checked_by", "needs", "tells", "hazards"), _texts),
        **dict.fromkeys(("reverses", "reversed_by", "settles", "settled_by"), _texts),
        **dict.fromkeys(("second_person", "rolls", "weekends"), _flag),
        "tier": Tier,
        "gate": GateKind,
        "answers": _answers,
        "day": lambda raw: date.fromisoformat(_text(raw)),
    },
)
_checklist = _Reader(
    Checklist,
    "a checklist",
    {**_all_texts("code", "name", "mode", "owner", "completion_call", "waits_for"), "phases": _texts},
)
_person = _Reader(
    Person, "a person", {**_all_texts("initials", "name", "organisation", "phone"), "roles": _texts, "clinician": _flag}
)
_role = _Reader(
    Role,
    "a role",
    {**_all_texts("code", "name", "job", "answers_to"), "outside": _flag, "stop_if": _texts, "least": _number},
)
_field = _Reader(FormField, "a field of a form", {"label": _text, "width": _number, "lines": _number})
_form = _Reader(
    Form,
    "a form",
    {
        **_all_texts("code", "name", "use", "reentry"),
        **dict.fromkeys(("rows", "slips"), _number),
        "fields": _several(_field),
        "numbered": _flag,
    },
)
_contact = _Reader(Contact, "a contact", _all_texts("name", "kind", "phone"))
_service = _Reader(
    Service,
    "a service",
    {
        **_all_texts("id", "service", "name", "short_name", "item", "normal", "cutover_state"),
        **_all_texts("switched_by", "caught_by", "evidence_off", "evidence_on"),
        "off_tasks": _texts,
        "restore_tasks": _texts,
        "brings": _texts_by_name,
        "watch": _number,
    },
)
_reentry = _Reader(
    ReentryCategory,
    "a re-entry category",
    {
        **_all_texts("id", "category", "name", "item", "counts", "holds", "rule"),
        **dict.fromkeys(("reenter_by", "closed_by"), _texts),
        "urgency": _number,
    },
)
_issues = _Reader(
    IssueRules,
    "what it says about issues",
    {
        "levels": _several(
            _Reader(
                IssueLevel,
                "a level of issues",
                {
                    **_all_texts("code", "meaning", "review", "tells_words"),
                    **dict.fromkeys(("answer_minutes", "review_minutes"), _number),
                    "tells": _texts,
                },
            )
        ),
        "matrix": _Reader(
            RiskMatrix,
            "a risk matrix",
            {
                "severities": _texts,
                "rows": _several(
                    _Reader(MatrixRow, "a row of a matrix", {"likelihood": _text, "ratings": _several(_number)})
                ),
                "meanings": _texts_by_name,
                "source": _text,
            },
        ),
        "prompts": _several(
            _Reader(
                PausePrompt,
                "a pause prompt",
                {
                    **_all_texts("id", "counts", "level", "trigger", "says"),
                    **dict.fromkeys(("at_least", "minutes"), _number),
                    "areas": _texts,
                },
            )
        ),
        **dict.fromkeys(("areas", "factors", "harm_physical", "harm_psychological", "judged"), _texts),
    },
)
_criterion = _Reader(
    Criterion,
    "a criterion",
    {
        **_all_texts("ref", "text", "evidence", "reads"),
        "must": _flag,
        "two_people": _flag,
        "hazards": _texts,
        "document": _flag,
    },
)
_gate = _Reader(
    Gate,
    "a gate",
    {
        **_all_texts("ref", "id", "title", "short_name", "when", "question", "guards", "retreat", "checklist", "task"),
        **dict.fromkeys(("stations", "decided_by", "suppliers", "needs", "hazards"), _texts),
        **dict.fromkeys(("hard", "clinician"), _flag),
        "criteria": _several(_criterion),
    },
)
_calendar = _Reader(
    Calendar,
    "a calendar",
    {
        "zone": _text,
        "opening_days": _several(_number),
        "bank_holidays": _texts_by_name,
        "closures": _texts_by_name,
        "day_starts": _time,
        "day_ends": _time,
    },
)
_audience = _Reader(Audience, "an audience", {**_all_texts("id", "name", "register"), "public": _flag, "items": _texts})
_message_event = _Reader(
    MessageEvent,
    "an event",
    {**_all_texts("id", "name", "since"), "moved": _flag, "asks_more": _flag, "tell": _texts_by_name},
)
_template = _Reader(
    Template,
    "a template",
    {**_all_texts("id", "event", "version"), **dict.fromkeys(("audiences", "channels", "lines"), _texts)},
)
_messages = _Reader(
    MessageKit,
    "the messages",
    {
        "audiences": _several(_audience),
        "channels": _several(_Reader(Channel, "a channel", _all_texts("id", "name"))),
        "events": _several(_message_event),
        "templates": _several(_template),
    },
)
_rhythm = _Reader(
    Rhythm,
    "a rhythm",
    {
        "sitrep_minutes": _number,
        "huddle_days": _number,
        "huddle": _time,
        "huddles_on_the_day": _several(_time),
    },
)
_trigger = _Reader(Trigger, "a pause trigger", _all_texts("code", "name", "threshold", "first_look"))
_restart_item = _Reader(RestartItem, "a line of the restart list", _all_texts("id", "words", "asks"))
_pause = _Reader(
    PausePlan,
    "what is agreed about pauses",
    {
        **dict.fromkeys(("declared_by", "deputies", "restart_clinical", "restart_practical"), _texts),
        **dict.fromkeys(("scopes", "contingencies", "audiences"), _texts),
        "hold_minutes": _number,
        "review_minutes": _number,
        "triggers": _several(_trigger),
        "restart_list": _several(_restart_item),
    },
)
_card = _Reader(
    EmergencyCard,
    "an emergency card",
    {**_all_texts("id", "title", "sign", "form", "then"), **dict.fromkeys(("steps", "call"), _texts)},
)
_hazards = _Reader(
    HazardLog,
    "the hazards",
    {
        "version": _text,
        "hazards": _several(
            _Reader(
                Hazard,
                "a hazard",
                {
                    **_all_texts("ref", "title", "harm"),
                    "controls": _several(_Reader(Control, "a control", _all_texts("ref", "words"))),
                },
            )
        ),
    },
)
_cue = _Reader(
    Cue,
    "a cue",
    {
        **_all_texts("id", "lost", "prompted", "replacement", "place", "owner"),
        **dict.fromkeys(("seen_by", "removed_by", "hazards"), _texts),
        "physical": _flag,
    },
)
_plan: Callable[[object], Plan] = _Reader(
    Plan,
    "a plan",
    {
        **_all_texts("practice", "ods_code", "from_system", "to_system", "lead", "bridge_call", "selection"),
        **_all_texts("phone", "guardian"),
        "version": _number,
        "calendar": _calendar,
        "anchors": _several(_anchor),
        "checklists": _several(_checklist),
        "tasks": _several(_task),
        "services": _several(_service),
        "reentry": _several(_reentry),
        "issues": _issues,
        "gates": _several(_gate),
        "sites": _texts,
        "pause": _pause,
        "cards": _several(_card),
        "hazards": _hazards,
        "cues": _several(_cue),
        "people": _several(_person),
        "roles": _several(_role),
        "forms": _several(_form),
        "contacts": _several(_contact),
        "profile": _texts_by_name,
        "left_out": _texts_by_name,
        "messages": _messages,
        "rhythm": _rhythm,
    },
)
