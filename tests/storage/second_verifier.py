"""A second verifier, written from docs/audit-log.md alone; it shares no code with the program."""

import hashlib
import json
import re
from contextlib import suppress
from datetime import datetime
from typing import Any

NAME, TIME, HEX, TEXT = "[a-z][a-z0-9_]{0,31}", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}", "[0-9a-f]", "(?s:.+)"
UUID = f"{HEX}{{8}}-{HEX}{{4}}-4{HEX}{{3}}-[89ab]{HEX}{{3}}-{HEX}{{12}}"
MUST = {"run": "[a-z0-9-]{1,40}", "type": r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "recorded_at": f"{TIME}Z", "id": UUID}
MUST |= {"recorded_local": TIME + r"[+-]\d\d:\d\d", "session": HEX + "{4}", "prev": HEX + "{64}", "hash": HEX + "{64}"}
MUST |= dict.fromkeys(("zone", "actor", "recorder", "auth", "device", "tool"), TEXT)
MAY = {"about_sha256": HEX + "{16}", "note_salt": HEX + "{32}", "note_sha256": HEX + "{64}", "occurred_at": f"{TIME}Z"}
MAY |= dict.fromkeys(("late_reason", "on_behalf_of", "about", "meaning", "note"), TEXT)
BAD = "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
BAD += "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff"
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def first_bad(log: bytes, plan: bytes) -> int | None:
    prev, run, gone, lines = hashlib.sha256(plan).hexdigest(), None, set(), log.split(b"\n")
    for n, line in enumerate(lines[:-1]):
        right, record = False, {}
        with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            record = json.loads(line.decode())
            right = len(line) < 2**21 and allowed(record, 1) and canonical(record).encode() == line and sound(record)
            right = right and (record["seq"], record["prev"], record["run"]) == (n, prev, run or record["run"])
        if not right:
            return n
        prev, run = record["hash"], record["run"]
        gone |= {n} if "note_sha256" in record and "note" not in record else set()
        gone -= {record.get("body", {}).get("seq")} if record["type"] == "entry.redacted" else set()
    return len(lines) - 1 if lines[-1] or len(lines) == 1 else min(gone, default=None)


def sound(record: dict[str, Any]) -> bool:
    covered = canonical({name: value for name, value in record.items() if name not in {"hash", "note", "note_salt"}})
    numbers = (record["v"], record["seq"], record["mono_us"], record.get("corrects", 0))
    good = all(allowed(value, 2, "" if name in {"note", "body"} else "\t\n") for name, value in record.items())
    shapes = MUST | {name: MAY[name] for name in MAY.keys() & record.keys()}
    good &= all(re.fullmatch(shape, record[name], re.ASCII) for name, shape in shapes.items())
    good &= all(type(number) is int and number >= 0 for number in numbers) and record["v"] == 1
    good &= isinstance(record.get("body", {1: 1}), dict) and record.get("body") != {}
    times = (record[name] for name in ("recorded_at", "recorded_local", "occurred_at") if name in record)
    at, local, *_happened = (datetime.fromisoformat(time) for time in times)
    note = [name in record for name in ("note", "note_salt", "note_sha256")]
    salted = hashlib.sha256((record.get("note_salt", "") + record.get("note", "")).encode()).hexdigest()
    good &= note in ([False] * 3, [False, False, True]) or (all(note) and salted == record["note_sha256"])
    return good and at == local and hashlib.sha256(covered.encode()).hexdigest() == record["hash"]


def allowed(value: object, level: int, also_bad: str = "") -> bool:
    if isinstance(value, dict):
        right = all(re.fullmatch(NAME, name) and (level == 1 or name not in {"hash", "note_salt"}) for name in value)
        return right and allowed(list(value.values()), level, also_bad)
    if isinstance(value, list):
        return level < 5 and all(allowed(inner, level + 1, also_bad) for inner in value)
    good_text = isinstance(value, str) and not re.search(f"[{BAD}{also_bad}]", value)
    return good_text or (isinstance(value, int) and abs(value) < 2**53)
