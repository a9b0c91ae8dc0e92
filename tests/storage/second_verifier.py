"""A second verifier, written from docs/audit-log.md alone. It shares no code with the program."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import Any

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}"
SHAPES = {
    "run": "[a-z0-9-]{1,40}", "type": r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "recorded_at": TIME + "Z", "prev": "[0-9a-f]{64}",
    "recorded_local": TIME + r"[+-]\d\d:\d\d", "session": "[0-9a-f]{4}", "hash": "[0-9a-f]{64}",
    "id": "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    **dict.fromkeys(("zone", "actor", "recorder", "auth", "device", "tool"), "(?s:.+)"),
}  # fmt: skip
OPTIONAL = {
    "occurred_at": TIME + "Z", "about_sha256": "[0-9a-f]{16}", "note_salt": "[0-9a-f]{32}", "note_sha256": "[0-9a-f]{64}",
    **dict.fromkeys(("late_reason", "on_behalf_of", "about", "meaning", "note"), "(?s:.+)"),
}  # fmt: skip
BAD = "0-8 B-1F 7F-9F AD-AD 61C-61C 180E-180E 200B-200F 2028-202E 2060-206F FE00-FE0F FEFF-FEFF FFF9-FFFB D800-DFFF FDD0-FDEF FFFE-FFFF E0000-E0FFF"  # noqa: E501 (a table)
RANGES = [tuple(int(end, 16) for end in part.split("-")) for part in BAD.split()]


def first_bad(log: bytes, plan: bytes) -> int | None:
    """The number of the first bad record; None when the log holds."""
    prev, run, gone, lines = hashlib.sha256(plan).hexdigest(), None, set(), log.split(b"\n")
    for n, line in enumerate(lines[:-1]):
        try:
            record = json.loads(line.decode())
            again = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            right = len(line) < 2**21 and again.encode() == line and sound(record)
            right = right and (record["seq"], record["prev"], record["run"]) == (n, prev, run or record["run"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            right = False
        if not right:
            return n
        prev, run = record["hash"], record["run"]
        gone |= {n} if "note_sha256" in record and "note" not in record else set()
        gone -= {record.get("body", {}).get("seq")} if record["type"] == "entry.redacted" else set()
    return len(lines) - 1 if lines[-1] or len(lines) == 1 else min(gone, default=None)


def sound(record: dict[str, Any]) -> bool:
    """Whether a record, known to be canonical, keeps the rules a record keeps by itself."""
    covered = {name: value for name, value in record.items() if name not in {"hash", "note", "note_salt"}}
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    note = [name in record for name in ("note", "note_salt", "note_sha256")]
    datetime.fromisoformat(record.get("occurred_at", record["recorded_at"]))
    return (
        all(re.fullmatch(shape, record[name], re.ASCII) for name, shape in SHAPES.items())
        and all(re.fullmatch(shape, record.get(name, "-"), re.ASCII) or name not in record for name, shape in OPTIONAL.items())
        and all(type(record.get(name, 0)) is int and record.get(name, 0) >= 0 for name in ("v", "seq", "mono_us", "corrects"))
        and {"v", "seq", "mono_us"} <= record.keys() and record["v"] == 1
        and ("body" not in record or (isinstance(record["body"], dict) and bool(record["body"])))
        and all(allowed(value, 1, lines=name in {"note", "body"}) for name, value in [("", record), *record.items()] if name)
        and all(re.fullmatch("[a-z][a-z0-9_]{0,31}", name) for name in record)
        and record["hash"] == hashlib.sha256(text.encode()).hexdigest()
        and datetime.fromisoformat(record["recorded_at"]) == datetime.fromisoformat(record["recorded_local"])
        and (note in ([False] * 3, [False, False, True]) or (all(note) and record["note_sha256"]
             == hashlib.sha256((record["note_salt"] + record["note"]).encode()).hexdigest()))
    )  # fmt: skip


def allowed(value: object, level: int, *, lines: bool) -> bool:
    """Whether a value in a record is one a record may hold."""
    if isinstance(value, str):
        low = any(first <= ord(letter) <= last for letter in value for first, last in RANGES)
        return not low and (lines or not set(value) & {"\t", "\n"})
    if isinstance(value, int):
        return abs(value) < 2**53
    inner = list(value.values()) if isinstance(value, dict) else value
    names = list(value) if isinstance(value, dict) else []
    return (
        isinstance(inner, list) and level < 4
        and all(re.fullmatch("[a-z][a-z0-9_]{0,31}", name) and name not in {"hash", "note_salt"} for name in names)
        and all(allowed(item, level + 1, lines=lines) for item in inner)
    )  # fmt: skip
