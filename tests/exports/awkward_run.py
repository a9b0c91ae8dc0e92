"""One awkward run: hostile words, second persons, corrections, late entries, and a note that two people took out.

Made anew only by `--update-golden`; otherwise the exports are held against the log that is kept, so that a log written
by this version keeps giving the same files in later ones.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import GL, PEOPLE, StillClock, a_plan, an_act, at
from tests.exports.awkward_room import awkward_room
from tests.gate_examples import GATES
from tests.hazard_examples import CUES, HAZARDS, SHOWING
from tests.reentry_examples import BRANCH, COUNTED

from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.plan import Person, Plan, RunKind
from cutover_tui.runner import run as run_module
from cutover_tui.runner.run import Run, stamp_of
from cutover_tui.storage.audit_log import LOG_NAME, AuditLog
from cutover_tui.storage.audit_record import Payload
from cutover_tui.storage.canonical_json import line_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HOSTILE = '=HYPERLINK("http://x","open"), [/] [@click=app.quit] \x1b]0;owned\x07 \u202egnirts & <b>Siân</b> \U0001f600'
"""Words that a spreadsheet, a terminal or a browser could take for something else."""
NOTE_TO_REMOVE = "Mrs Example, born 1 Jan, rang about her tablets"


def make_awkward_run(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Write the run's plan and log into a folder, the same bytes every time."""
    _nothing_at_random(patch)
    clock = StillClock("Thu 15:00")
    run = Run.start(folder, _plan(), kind=RunKind.REHEARSAL, clock=clock, by="JB")
    _work(run, clock)
    run.close()
    log = AuditLog.open(folder, seat_of=lambda slug: run_module._seat(run.plan, slug), stamp=stamp_of(clock))
    for payload in (
        Payload(
            type="entry.redacted",
            actor="JB",
            recorder="SP",
            auth="two-person",
            body={"seq": 3, "second": "SP", "texts": "reason"},
            note="it named somebody",
        ),
        Payload(type="weather.seen", actor="MK", recorder="MK", about="@SUM(A1)", note="+snow", body={"depth": 12}),
    ):
        log.append(payload, log.tail, stamp_of(clock))
    log.close()
    _take_out(folder, 3)


def _plan() -> Plan:
    """The small plan with hostile words in it too."""
    tasks = tuple(
        replace(task, title="-2+3 [bold]Everyone[/] logged off", item="=cmd|' /C calc'!A0")
        if task.ref == "F-03"
        else task
        for task in SHOWING
    )
    return a_plan(
        reentry=COUNTED.reentry,
        sites=COUNTED.sites,
        hazards=HAZARDS,
        cues=CUES,
        gates=tuple(replace(gate, suppliers=()) for gate in GATES[:2]),
        tasks=tasks,
        people=(*PEOPLE, Person(initials="SN", name="Siân O’Neil", roles=("REC", "CSO"))),
    )


def _work(run: Run, clock: StillClock) -> None:
    def now(minutes: int = 3) -> None:
        clock.move(minutes=minutes)

    now()
    run.complete_task(an_act("JB"), "P-01", observed="23 Nov", note="two\nlines\tand a tab")
    now()
    run.complete_task(an_act("SN", recorder="JB"), "P-02", note=HOSTILE)
    now()
    run.add_note(an_act("MK", looked_over=True), NOTE_TO_REMOVE)
    now()
    run.complete_task(an_act("JB", on_behalf_of="DR"), "F-01a", observed="off, confirmed by the lab", checked_by="SP")
    now()
    run.complete_task(
        an_act("SP", at=at("Thu 14:20"), late_reason="@paper, screen in use"), "F-01b", observed="＝1+1; last one 14:02"
    )
    now(60)
    run.start_task(an_act("JB"), "F-02")
    now()
    run.complete_task(an_act("JB"), "F-02", observed="paused")
    now()
    run.check_task(an_act("SP"), "F-02", observed="still on", agrees=False)
    now()
    run.check_task(an_act("DR"), "F-02", observed="paused; seen on the other screen", agrees=True)
    now()
    run.correct_entry(an_act("SP"), 5, field="observed", now="off, confirmed by the lab", reason="=slip of the pen")
    now()
    run.correct_entry(an_act("SP"), 5, field="at", now="2026-11-26T14:02:00+00:00", reason="the clock was fast")
    now()
    run.defer_task(an_act("JB"), "G-03", to="G", until="GL+2d", reason="nobody minds")
    run.mark_not_needed(an_act("JB"), "H-01", reason="no hold")
    run.mark_cannot_do(an_act("MK"), "C-03a", reason="|room locked")
    now()
    run.complete_task(an_act("MK"), "F-03", observed="12 of 12", complications="-1 left late")
    run.reopen_task(an_act("MK"), "F-03", reason="one came back")
    now()
    run.add_person(an_act("JB"), initials="TW", name="Tess Ward", roles=("REC",))
    run.record_anchor(an_act("SP"), "CUT", happened=at("Thu 16:40"))
    run.move_anchor(an_act("JB"), "GL", to=GL.replace(hour=9), reason="the load is slow", agreed_by="JB and SP")
    clock.jump(minutes=-7)
    run.watch_clock()
    run.add_note(an_act("MK"), "wrong note", ref="F-03")
    run.correct_entry(an_act("MK"), len(run.entries) - 1, field="note", now="", reason="wrong task")
    _services_and_paper(run)
    awkward_room(run, clock)
    run.write_seal(an_act("SP"))
    run.note_export("JB", copy="full", folder="REHEARSAL-Y09999_2026-12-01_cutover_safety-file_v1_INTERIM")
    run.leave("JB")
    run.reopened("SP")


def _services_and_paper(run: Run) -> None:
    """A service back with words a spreadsheet could run, a promise kept, and paper counted, taken back and sampled."""
    said = Confirmation(confirmed_with="=the desk", reference="+4471", catcher="SP", route="@rings 214")
    run.move_service(an_act("JB"), "pathology:north-lab", "asked_on", said=said)
    call = run.call_about_service(
        an_act("JB"), "pathology:north-lab", whom="-the lab", reference="", promised_by=at("Thu 19:00"), said="soon"
    )
    run.move_service(an_act("MK"), "pathology:north-lab", "on_untested", said=said)
    run.keep_promise(an_act("MK"), "pathology:north-lab", call=call.seq, seen="it is on")
    run.count_service(an_act("MK"), "pathology:north-lab", what="expected", count=4)
    run.count_service(an_act("MK"), "pathology:north-lab", what="received", count=3)
    run.explain_service(an_act("MK"), "pathology:north-lab", explanation="=one was a copy")
    run.issue_slips(an_act("JB"), "C-2 041 to 058", to="@Reception")
    run.count_logged(an_act("JB"), "red-slips", 4, day="2026-11-26", site=BRANCH)
    run.count_entered(an_act("MK"), "red-slips", 3)
    run.count_explained(an_act("MK"), "red-slips", 1, why="duplicate", reason="=twice")
    run.take_back_count(an_act("MK"), "red-slips", 1, count="entered", reason="counted twice")
    run.count_slips(an_act("JB"), "C-2 041 to 058", used=4, void=1, returned=13, entered=2)
    run.return_nil(an_act("JB"), "consultations", day="2026-11-26", site=BRANCH)
    run.check_sample(an_act("SP"), "red-slips", looked=2, right=1)


def _take_out(folder: Path, seq: int) -> None:
    """Take an entry's note out of the log, as `integrity.md` A7 has it."""
    log = folder / LOG_NAME
    lines = log.read_bytes().splitlines(keepends=True)
    record = json.loads(lines[seq])
    assert record.pop("note") == NOTE_TO_REMOVE
    del record["note_salt"]
    lines[seq] = line_of(record)
    log.write_bytes(b"".join(lines))


def _nothing_at_random(patch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(1_000_000))

    def draw(size: int) -> bytes:
        return hashlib.sha256(f"awkward {next(drawn)}".encode()).digest()[:size]

    patch.setattr(run_module, "_device", lambda: "s1")
    patch.setattr(run_module, "_versions", lambda: "cutover-tui; Python")
    patch.setattr("cutover_tui.runner.run.secrets.token_hex", lambda size: draw(size).hex())
    for name in ("create", "open"):
        patch.setitem(vars(AuditLog)[name].__func__.__kwdefaults__, "random_bytes", draw)
