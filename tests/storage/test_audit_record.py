from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.storage.log_examples import PLAN, RUN, SEAT, done, log_bytes, make_log, rehashed, sample_record, stamp
from tests.storage.second_verifier import first_bad

from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.audit_record import (
    LineProblem,
    NotASeal,
    Payload,
    Stamp,
    Tail,
    canonical_bytes,
    check_line,
    compare_seal,
    line_of,
    make_record,
    record_hash,
    seal_of,
    uuid_text,
)
from cutover_tui.storage.clean_text import TextTooLong, UncleanText

PAGE = Path(__file__).parents[2] / "docs" / "audit-log.md"
NAMES = st.text("abz019_", max_size=30).map(lambda end: f"k{end}")
LEAVES = st.text(st.characters(codec="utf-8")) | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=5)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_canonical_bytes_are_those_of_the_reference_implementation(record: dict[str, object]) -> None:
    assert canonical_bytes(record) == rfc8785.dumps(record)  # type: ignore[arg-type]  # its types name no plain object


def test_a_record_has_every_member_of_the_format_and_no_empty_ones() -> None:
    record = sample_record(note="fine")

    assert sorted(record) == [
        "about", "actor", "auth", "body", "device", "hash", "id", "meaning", "mono_us", "note", "note_salt",
        "note_sha256", "prev", "recorded_at", "recorded_local", "recorder", "run", "seq", "session", "tool", "type",
        "v", "zone",
    ]  # fmt: skip
    assert check_line(line_of(record)) == record


def test_optional_members_are_there_when_they_say_something() -> None:
    payload = replace(
        done(),
        corrects=0,
        occurred_at=datetime(2026, 10, 25, 0, 10, tzinfo=UTC),
        late_reason="on the phone",
        on_behalf_of="EF",
        about_sha256="0123456789abcdef",
    )
    record = make_record(payload, seat=SEAT, stamp=stamp(), tail=Tail(0, "0" * 64), record_id="", note_salt="")

    assert (record["corrects"], record["late_reason"], record["on_behalf_of"]) == (0, "on the phone", "EF")
    assert record["occurred_at"] == "2026-10-25T00:10:00.000Z"


@pytest.mark.parametrize(
    ("now", "recorded_at", "local"),
    [
        ("2026-10-25T00:59:58.999999+00:00", "2026-10-25T00:59:58.999Z", "2026-10-25T01:59:58.999+01:00"),
        ("2026-10-25T01:00:02+00:00", "2026-10-25T01:00:02.000Z", "2026-10-25T01:00:02.000+00:00"),
        ("2027-03-28T00:59:59+00:00", "2027-03-28T00:59:59.000Z", "2027-03-28T00:59:59.000+00:00"),
        ("2027-03-28T01:00:00+00:00", "2027-03-28T01:00:00.000Z", "2027-03-28T02:00:00.000+01:00"),
        ("2026-10-25T03:30:00+02:00", "2026-10-25T01:30:00.000Z", "2026-10-25T01:30:00.000+00:00"),
    ],
)
def test_both_offsets_show_around_a_clock_change(now: str, recorded_at: str, local: str) -> None:
    moment = Stamp(datetime.fromisoformat(now), 0, "a3f9")
    record = make_record(done(), seat=SEAT, stamp=moment, tail=Tail(0, "0" * 64), record_id=sample_id(), note_salt="")

    assert (record["recorded_at"], record["recorded_local"]) == (recorded_at, local)
    assert check_line(line_of(record))


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd"])
def test_a_zone_the_computer_does_not_know_becomes_utc(zone: str) -> None:
    seat = replace(SEAT, zone=zone)
    record = make_record(done(), seat=seat, stamp=stamp(), tail=Tail(0, "0" * 64), record_id=sample_id(), note_salt="")

    assert (record["zone"], record["recorded_local"]) == ("UTC", "2026-10-25T00:30:05.123+00:00")


def test_the_hash_leaves_out_the_note_and_covers_its_fingerprint() -> None:
    record = sample_record(note="fine")
    without = {name: value for name, value in record.items() if name not in {"note", "note_salt"}}

    assert record_hash(without) == record["hash"]
    assert record_hash(without | {"note_sha256": "0" * 64}) != record["hash"]


def test_a_note_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(TextTooLong, match="4,001 characters long and at most 4,000"):
        sample_record(note="x" * 4_001)


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (replace(done(), note="\x1b[2J"), "its ‘note’ holds characters the audit log does not take (U+001B)"),
        (replace(done(), late_reason="a\nb"), "its ‘late_reason’ holds"),
        (replace(done(), body={"seen": "\u202e"}), "its ‘body’ holds"),
        (replace(done(), actor="A\u0301"), "its ‘actor’ holds"),
    ],
)
def test_text_that_was_not_cleaned_is_refused(payload: Payload, words: str) -> None:
    with pytest.raises(UncleanText, match=re.escape(words)):
        make_record(payload, seat=SEAT, stamp=stamp(), tail=Tail(0, "0" * 64), record_id="", note_salt="")


def sample_id() -> str:
    return "6fa459ea-ee8a-4ca4-894e-db77e160355e"


def test_ids_are_uuids_of_version_4() -> None:
    number = uuid.UUID(uuid_text(bytes(range(16))))

    assert (number.version, number.variant) == (4, uuid.RFC_4122)


GENESIS = hashlib.sha256(PLAN).hexdigest()
GOOD = sample_record(prev=GENESIS)
NOTED = sample_record(prev=GENESIS, note='Printer “3”: "hash":"' + "0" * 64 + '", back\\slash\n\tSiân')
LINE = line_of(GOOD)


def bad_lines() -> dict[str, bytes]:
    """Lines that a verifier refuses, by what is wrong with them."""
    text = LINE.decode()
    nested: object = "x"
    for _level in range(4):
        nested = [nested]
    huge = LINE.replace(b'"observed":"green"', b'"observed":"' + b"g" * 2_200_000 + b'"')
    changes: dict[str, dict[str, object]] = {
        "version 2": {"v": 2},
        "version missing": {"v": None},
        "version is true": {"v": True},
        "seq is below 0": {"seq": -1},
        "type with capitals": {"type": "Task.done"},
        "type missing": {"type": None},
        "run with capitals": {"run": "A81001"},
        "actor is empty": {"actor": ""},
        "actor is a number": {"actor": 7},
        "device missing": {"device": None},
        "id missing": {"id": None},
        "id of another version": {"id": "6fa459ea-ee8a-1ca4-894e-db77e160355e"},
        "session in capitals": {"session": "A3F9"},
        "prev too short": {"prev": "0" * 63},
        "no such day": {"recorded_at": "2026-02-30T00:00:00.000Z"},
        "no such local hour": {"recorded_local": "2026-10-25T25:30:05.123+01:00"},
        "no such offset": {"recorded_local": "2026-10-25T01:30:05.123+99:00"},
        "times differ": {"recorded_local": "2026-10-25T01:30:05.123+00:00"},
        "time without milliseconds": {"recorded_at": "2026-10-25T00:30:05Z"},
        "other digits": {"recorded_at": "٢026-10-25T00:30:05.123Z"},
        "no such time it occurred": {"occurred_at": "2026-13-01T00:00:00.000Z"},
        "occurred in words": {"occurred_at": "yesterday"},
        "about is empty": {"about": ""},
        "about is a number": {"about": 3},
        "corrects is true": {"corrects": True},
        "corrects is below 0": {"corrects": -1},
        "body is empty": {"body": {}},
        "body is a list": {"body": ["x"]},
        "body nested too deep": {"body": {"x": nested}},
        "hash inside": {"body": {"hash": "x"}},
        "salt inside": {"extra": [{"note_salt": "x"}]},
        "name with capitals": {"Extra": "x"},
        "inner name with a dash": {"body": {"a-b": "x"}},
        "name too long": {"x" * 33: "x"},
        "number too large": {"extra": 2**53},
        "tab in one line": {"actor": "A\tB"},
        "line end in one line": {"late_reason": "a\nb"},
        "escape character": {"body": {"x": "\x1b"}},
        "direction change": {"meaning": "\u202e"},
        "tag character": {"meaning": "\U000e0041"},
        "salt alone": {"note_salt": "a" * 32},
        "note alone": {"note": "x"},
        "salt and fingerprint": {"note_salt": "a" * 32, "note_sha256": "0" * 64},
        "salt in capitals": {
            "note": "x",
            "note_salt": "A" * 32,
            "note_sha256": hashlib.sha256(b"A" * 32 + b"x").hexdigest(),
        },
        "note does not fit": {"note": "x", "note_salt": "a" * 32, "note_sha256": "0" * 64},
    }
    lines = {name: rehashed(GOOD, **change) for name, change in changes.items()}
    fraction = {name: value for name, value in GOOD.items() if name != "hash"} | {"extra": 1.5}
    nothing = {name: value for name, value in GOOD.items() if name != "hash"} | {"extra": None}
    return lines | {
        "a fraction": line_of({**fraction, "hash": record_hash(fraction)}),
        "null": line_of({**nothing, "hash": record_hash(nothing)}),
        "empty line": b"\n",
        "CR LF": LINE[:-1] + b"\r\n",
        "byte order mark": b"\xef\xbb\xbf" + LINE,
        "space at the end": LINE[:-1] + b" \n",
        "space inside": LINE.replace(b'"v":1', b'"v": 1'),
        "twice the same name": LINE.replace(b'"v":1', b'"v":1,"v":1'),
        "number as 1.0": LINE.replace(b'"v":1', b'"v":1.0'),
        "number as 1e0": LINE.replace(b'"v":1', b'"v":1e0'),
        "minus zero": LINE.replace(b'"seq":0', b'"seq":-0'),
        "NaN": LINE.replace(b'"seq":0', b'"seq":NaN'),
        "very long number": LINE.replace(b'"seq":0', b'"seq":' + b"9" * 5_000),
        "half a surrogate pair": LINE.replace(b'"green"', b'"\\ud800"'),
        "escaped letter": LINE.replace(b'"green"', b'"\\u0067reen"'),
        "escaped slash": LINE.replace(b'"green"', b'"\\/"'),
        "raw control character": LINE.replace(b"green", b"gr\x01en"),
        "NUL": LINE.replace(b"green", b"gr\x00en"),
        "not UTF-8": LINE.replace(b"green", b"gr\xff\xfe"),
        "names out of order": ("{" + ",".join(reversed(text[1:-2].split(","))) + "}\n").encode(),
        "a list": b"[1]\n",
        "text": b'"x"\n',
        "a number": b"7\n",
        "not JSON": b"hello\n",
        "very deep": b"[" * 100_000 + b"\n",
        "very deep inside": LINE.replace(b'"green"', b'{"a":' * 50_000),
        "too long": huge,
        "hash does not fit": LINE.replace(b"green", b"grean"),
        "hash missing": line_of({name: value for name, value in GOOD.items() if name != "hash"}),
        "hash in capitals": LINE.replace(str(GOOD["hash"]).encode(), str(GOOD["hash"]).upper().encode()),
    }


BAD_LINES = bad_lines()


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_line_the_program_would_not_write_is_refused(name: str) -> None:
    with pytest.raises(LineProblem) as problem:
        check_line(BAD_LINES[name])

    assert "Error" not in str(problem.value)
    assert first_bad(BAD_LINES[name], PLAN) == 0


@pytest.mark.parametrize("record", [GOOD, NOTED])
def test_a_line_as_the_program_writes_it_is_accepted(record: dict[str, object]) -> None:
    assert check_line(line_of(record)) == record
    assert first_bad(line_of(record), PLAN) is None


def test_a_line_that_does_not_end_is_refused() -> None:
    with pytest.raises(LineProblem, match="the line does not end"):
        check_line(LINE[:-1])


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "never.heard_of.this"},
        {"extra": [{"a": {"b": True}}], "another_1": -5},
        {"body": {"x": "two\nlines\tand a tab", "y": [1, "z"]}},
        {"about": "e\u0301\u0301\u0301\u0301\u0301"},
        {"mono_us": 2**53 - 1},
    ],
)
def test_what_a_later_version_may_add_is_accepted(changes: dict[str, object]) -> None:
    line = rehashed(GOOD, **changes)

    assert check_line(line)
    assert first_bad(line, PLAN) is None


def test_a_note_taken_out_leaves_a_line_that_is_still_good() -> None:
    line = line_of({name: value for name, value in NOTED.items() if name not in {"note", "note_salt"}})

    assert check_line(line)["hash"] == NOTED["hash"]


@pytest.mark.parametrize("record", [GOOD, NOTED])
@pytest.mark.skipif(not (shutil.which("sed") and shutil.which("sha256sum")), reason="needs sed and sha256sum")
def test_sed_and_sha256sum_check_a_line_as_the_page_says(record: dict[str, object], tmp_path: Path) -> None:
    log = tmp_path / "audit-log.jsonl"
    log.write_bytes(LINE * 17 + line_of(record))
    page = PAGE.read_text(encoding="utf-8").splitlines()
    command = next(line for line in page if line.startswith("sed -n 18p") and line.endswith("sha256sum"))
    printed = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, check=True, text=True
    ).stdout

    assert printed.split()[0] == record["hash"]


@pytest.mark.skipif(not (shutil.which("sed") and shutil.which("sha256sum")), reason="needs sed and sha256sum")
def test_the_pages_commands_show_that_lines_follow_each_other(tmp_path: Path) -> None:
    make_log(tmp_path / "run", 5).close()
    page = PAGE.read_text(encoding="utf-8").splitlines()
    chained = "\n".join(line for line in page if line.startswith("grep -oE"))
    plan = "\n".join(line for line in page if line.startswith(("sha256sum plan", "head -n 1")))

    def shell(commands: str) -> str:
        shown = subprocess.run(
            ["/bin/sh", "-c", commands], cwd=tmp_path / "run", capture_output=True, check=False, text=True
        )
        return shown.stdout

    assert shell(chained) == ""
    assert shell(plan).split()[0] in shell(plan).split()[2]
    lines = log_bytes(tmp_path / "run").splitlines(keepends=True)
    (tmp_path / "run" / "audit-log.jsonl").write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert shell(chained) != ""


def test_the_page_shows_a_real_record() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = page[page.index('{"about"') : page.index('"Europe/London"}')] + '"Europe/London"}\n'

    assert check_line(shown.replace("\n", "").encode() + b"\n")["seq"] == 0


TAIL = Tail(138, hashlib.sha256(b"head").hexdigest())
SEAL = seal_of(TAIL, RUN)


def test_a_seal_names_the_last_record_and_has_sixteen_digits() -> None:
    key = hashlib.scrypt(TAIL.hash.encode(), salt=RUN.encode(), n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    digits = f"{int.from_bytes(key, 'big') % 10**16:016d}"

    assert re.fullmatch(r"R0137( \d{4}){4}", SEAL)
    assert SEAL.replace(" ", "") == f"R0137{digits}"


def test_an_empty_log_has_no_seal() -> None:
    with pytest.raises(ValueError, match="no seal"):
        seal_of(Tail(0, "0" * 64), RUN)


@pytest.mark.parametrize("form", ["{}", " {} ", "{:.5}", "nospace", "digits", "dashes", "small"])
def test_a_seal_matches_however_it_is_spaced(form: str) -> None:
    digits = SEAL.split(" ", 1)[1]
    typed = {
        "nospace": SEAL.replace(" ", ""),
        "digits": digits,
        "dashes": SEAL.replace(" ", "-"),
        "small": SEAL.lower(),
        "{:.5}": f"R 137 {digits}",
    }.get(form, form.format(SEAL))

    assert compare_seal(typed, TAIL, RUN) == "match"


def slip(place: int, digits: str) -> str:
    return digits[: place - 1] + str((int(digits[place - 1]) + 1) % 10) + digits[place:]


@pytest.mark.parametrize("places", [(1,), (7,), (16,), (3, 9), (1, 5, 9, 16)])
def test_a_slip_of_the_pen_is_told_from_another_history(places: tuple[int, ...]) -> None:
    digits = SEAL[5:].replace(" ", "")
    for place in places:
        digits = slip(place, digits)

    assert compare_seal(f"R0137 {digits}", TAIL, RUN) == f"typing error at place {places[0]}"


def test_a_digit_left_out_or_typed_twice_is_a_slip() -> None:
    digits = SEAL[5:].replace(" ", "")
    assert compare_seal(digits[:-1], TAIL, RUN) == "typing error at place 16"
    assert compare_seal(digits + "7", TAIL, RUN) == "typing error at place 17"
    assert compare_seal(digits[:8] + digits[9:], TAIL, RUN).startswith("typing error at place")


def test_right_digits_with_a_wrong_number_are_a_slip_in_the_number() -> None:
    assert compare_seal(SEAL.replace("R0137", "R0173"), TAIL, RUN) == "typing error in the number after R"


@pytest.mark.parametrize("tail", [Tail(138, "0" * 64), Tail(10_000, "1" * 64)])
def test_another_history_does_not_match(tail: Tail) -> None:
    assert compare_seal(SEAL, tail, RUN) == "no match"
    assert compare_seal(SEAL, TAIL, "a81001-20261025-live-2") == "no match"


@pytest.mark.parametrize("typed", ["R0137 4175 8601", "1", "R0137"])
def test_too_few_digits_do_not_match(typed: str) -> None:
    assert compare_seal(typed, TAIL, RUN) == "no match"


@pytest.mark.parametrize("typed", ["", "R", "seal", "R0137 4175 86O1 1308 7052", "9" * 61, "٤175"])
def test_what_can_not_be_a_seal_is_refused(typed: str) -> None:
    with pytest.raises(NotASeal, match="A seal looks like R0137 4175 8601 1308 7052") as refusal:
        compare_seal(typed, TAIL, RUN)

    assert isinstance(refusal.value, Refused)


def test_a_time_with_an_offset_is_stored_in_utc() -> None:
    bst = timezone(timedelta(hours=1))
    payload = replace(done(), occurred_at=datetime(2026, 10, 25, 1, 10, tzinfo=bst))
    record = make_record(payload, seat=SEAT, stamp=stamp(), tail=Tail(0, "0" * 64), record_id="", note_salt="")

    assert record["occurred_at"] == "2026-10-25T00:10:00.000Z"
    assert json.loads(line_of(record)) == record
