"""The audit log in plain words: a line for every kind of entry, and nothing told too soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tests.alert_examples import ALERT_STORY
from tests.examples import ZONE, Move, Played, an_entry, at, done, entries_of, given, moves, signed
from tests.issue_examples import ISSUE_STORY
from tests.paper_examples import SEAL, collected, printed
from tests.pause_examples import PAUSE_STORY

from cutover_tui.domain.added_tasks import TaskAdded
from cutover_tui.domain.anchors import AnchorMoved, AnchorRecorded
from cutover_tui.domain.closing import RunClosed, SignedException
from cutover_tui.domain.concerns import ConcernsAnswered, ConcernsReceived
from cutover_tui.domain.events import EVENT_TYPES, Unknown
from cutover_tui.domain.findings import FindingAnswered
from cutover_tui.domain.gate_criteria import CriterionChecked, CriterionMarked
from cutover_tui.domain.gate_decisions import GateDecided, WentAhead
from cutover_tui.domain.handover import HandoverAccepted, HandoverOffered, HandoverRefused
from cutover_tui.domain.happening import PROGRAM
from cutover_tui.domain.huddles import HuddleHeld, SitrepSent
from cutover_tui.domain.log_events import (
    ClockChanged,
    CopyCaughtUp,
    ExportMade,
    LogRecovered,
    RunLeft,
    RunOpened,
    RunReopened,
    SealWritten,
)
from cutover_tui.domain.messages import MessageAcknowledged, MessageNotTold, MessageSent
from cutover_tui.domain.notes import EntryCorrected, NoteAdded
from cutover_tui.domain.people import PersonAdded
from cutover_tui.domain.presence import PresenceRecorded, StandInEnded, StandInNamed
from cutover_tui.domain.redaction import EntryRedacted
from cutover_tui.domain.reentry import (
    ReentryEntered,
    ReentryExplained,
    ReentryLogged,
    ReentryNilReturned,
    ReentryTakenBack,
)
from cutover_tui.domain.reentry_closing import ReentryClosed, ReentrySampled
from cutover_tui.domain.roll_call import FactStated, PollClosed, QuestionPut, StationAnswered
from cutover_tui.domain.second_person import TaskChecked
from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import ServiceCounted, ServiceExplained
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.slips import SlipsCounted, SlipsIssued
from cutover_tui.domain.tasks import (
    TaskCannotBeDone,
    TaskDeferred,
    TaskNotNeeded,
    TaskReopened,
    TaskStarted,
)
from cutover_tui.runner.boards import Mark
from cutover_tui.runner.story import HELD_BACK, Line, line_of, plain_words, short_line

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event

OPENED = RunOpened(
    **signed(),
    kind="live",
    practice="Larkfield Surgery",
    ods_code="Y09999",
    plan_version=1,
    plan_sha256="0",
    nonce="0",
    versions="v",
    host="h",
    clock_check="c",
)
LOGGED_OFF = "F-03 Everyone logged off"
EPS = "F-02 EPS on the old system: paused"
WAITS = done("F-02", observed="paused")
CHECK = TaskChecked(**signed("SP"), task="F-02", observed="paused too", agrees=True)
DIFFERS = TaskChecked(**signed("SP"), task="F-02", observed="still on", agrees=False)

_EVENTS: list[tuple[Event, str]] = [
    (TaskStarted(**signed(), task="P-02"), "P-02 Tell PCSE the dates: started"),
    (done("P-02"), "P-02 Tell PCSE the dates: done"),
    (
        TaskChecked(**signed(), task="F-02", observed="paused", agrees=True),
        f"{EPS}: second person sees the same: paused",
    ),
    (TaskReopened(**signed(), task="P-02", reason="Wrong"), "P-02 Tell PCSE the dates: to do again. Wrong"),
    (
        TaskNotNeeded(**signed(), task="P-02", reason="None here", saw="0"),
        "P-02 Tell PCSE the dates: not needed. None here",
    ),
    (
        TaskCannotBeDone(**signed(), task="P-02", reason="Line down"),
        "P-02 Tell PCSE the dates: cannot be done. Line down",
    ),
    (
        TaskDeferred(**signed(), task="P-02", to="G", until="GL+1wd", reason="Later"),
        "P-02 Tell PCSE the dates: deferred to G, due Wed 2 Dec 18:30. Later",
    ),
    (NoteAdded(**signed(), task="P-02", note="rang"), "Note on P-02: rang"),
    (
        EntryCorrected(**signed(), corrects=3, task="P-02", field="note", was="rang", now="wrote", reason="Slip"),
        "Entry 3 corrected, the note: ‘rang’ is now ‘wrote’. Slip",
    ),
    (
        AnchorRecorded(**signed(), anchor="CUT", happened=at("Thu 18:47")),
        "CUT (Extract taken) happened Thu 26 Nov 18:47",
    ),
    (
        AnchorMoved(**signed(), anchor="GL", to=at("Wed 08:00"), reason="Slow", agreed_by="all", saw="0"),
        "GL (Go-live) moved to Wed 2 Dec 08:00, agreed by all. Slow",
    ),
    (PersonAdded(**signed(), initials="AB", name="Ann Bell", roles=("REC",)), "Ann Bell (AB) joined as REC"),
    (
        ReentryLogged(**signed(), category="red-slips", number=4, day="2026-11-27", site="Millbrook branch"),
        "red-slips: 4 logged for Fri 27 Nov at Millbrook branch",
    ),
    (ReentryEntered(**signed(), category="red-slips", number=3), "red-slips: 3 entered"),
    (
        ReentryExplained(**signed(), category="red-slips", number=1, why="duplicate", day="2026-11-27", reason="Twice"),
        "red-slips: 1 not entered for Fri 27 Nov, duplicate. Twice",
    ),
    (
        ReentryTakenBack(**signed(), category="red-slips", number=1, count="entered", day="soon", reason="Slip"),
        "red-slips: 1 entered taken back for soon. Slip",
    ),
    (ReentryNilReturned(**signed(), category="red-slips", day="2026-11-27"), "red-slips: nothing for Fri 27 Nov"),
    (
        ReentrySampled(**signed(), category="red-slips", looked=10, right=9),
        "red-slips: sample of 10 looked at, 9 right",
    ),
    (
        ReentryClosed(**signed(), category="red-slips", checked_by="SP", saw="0"),
        "red-slips: closed with 0 left; checked by SP",
    ),
    (
        SlipsIssued(**signed(), slips="C-2 041 to 058", to="Reception"),
        "Slips C-2 041 to 058 issued to Reception",
    ),
    (
        SignedException(
            **signed(),
            matter="service:eps",
            second="SP",
            owner="DR",
            until="2026-12-18",
            words="Electronic prescriptions is OFF",
            reason="The supplier needs a week",
        ),
        (
            "Exception signed with SP: Electronic prescriptions is OFF. The supplier needs a week. "
            "DR sees to it by Fri 18 Dec"
        ),
    ),
    (
        RunClosed(**signed(), second="SP", exceptions=1, saw="0"),
        "Run closed with SP, with 1 exception. No further entries",
    ),
    (
        SlipsCounted(**signed(), slips="C-2 041 to 058", used=14, void=1, returned=3, entered=9),
        "Slips C-2 041 to 058 counted: 14 used, 1 void, 3 returned; 9 of those used are entered",
    ),
    (
        ServiceMoved(
            **signed(),
            service="eps",
            to="off",
            completes=("F-02",),
            checked_by="SP",
            unusual=("too early",),
            catcher="SP",
            confirmed_with="desk",
            reference="7",
            route="214",
            reason="It was ready",
        ),
        (
            "Electronic prescriptions: OFF; confirmed with desk; reference 7; caught by SP: 214; checked by SP; "
            "completes F-02; too early: It was ready"
        ),
    ),
    (
        ServiceCaught(**signed(), service="pathology:north-lab", catcher="SP", route="the lab rings 214"),
        "Pathology results (north-lab): caught by SP: the lab rings 214",
    ),
    (
        ServiceCounted(**signed(), service="bowel", what="running", count=11, reason="One was a copy"),
        "Bowel screening: 11 running. One was a copy",
    ),
    (
        ServiceExplained(**signed(), service="bowel", explanation="Two came on paper"),
        "Bowel screening: difference explained. Two came on paper",
    ),
    (
        ServiceCalled(
            **signed(),
            service="eps",
            means="call",
            whom="desk",
            reference="88213",
            promised_by="2026-11-26T19:00:00+00:00",
            said="It is queued",
        ),
        "Electronic prescriptions: call to desk; It is queued; reference 88213; promised by Thu 26 Nov 19:00",
    ),
    (
        PromiseKept(**signed(), service="eps", call=4, seen="It is off"),
        "Electronic prescriptions: promise of entry 4 kept: It is off",
    ),
    (OPENED, "Run started: Larkfield Surgery, live"),
    (RunReopened(**signed()), "Run opened again"),
    (RunLeft(**signed()), "Run left in good order"),
    (ClockChanged(**signed(), seconds=-7200), "The clock jumped by 2hr: asleep, or the clock was changed"),
    (
        LogRecovered(**signed(), bytes=17, sha256="0", set_aside="a.torn"),
        "A torn last write of 17 bytes was set aside in a.torn",
    ),
    (
        CopyCaughtUp(**signed(), records=3, which="second"),
        "The second copy was behind by 3 entries and caught up",
    ),
    (printed(2, "CS-F x2"), f"Hard copy made, version 2: 1 sheet. Seal on the pages: {SEAL}"),
    (printed(), f"Hard copy made, version 1: 3 sheets. Seal on the pages: {SEAL}"),
    (collected(), "Printed sheet CS-F version 1 collected, 2 copies"),
    (SealWritten(**signed(), seal="R0001 1 2 3 4"), "Seal written on paper: R0001 1 2 3 4"),
    (
        EntryRedacted(**signed(), seq=3, second="SP", reason="It named somebody"),
        "The words of entry 3 were taken out with SP. It named somebody",
    ),
    (ExportMade(**signed(), copy="full", folder="v1"), "Log exported (full copy) as v1"),
    (
        ExportMade(**signed(), copy="supplier", folder="v1", supplier="Beta Ltd"),
        "Log exported (supplier copy for Beta Ltd) as v1",
    ),
    (
        FindingAnswered(**signed(), finding="3-a1b2", entry=3, kind="a postcode", answer="remove"),
        "Before a copy leaves: the words of entry 3 that look like a postcode are left out of copies without names",
    ),
    (
        FindingAnswered(**signed(), finding="3-a1b2", entry=3, kind="a postcode", answer="keep"),
        "Before a copy leaves: the words of entry 3 that look like a postcode are nobody's, so copies keep them",
    ),
    (
        TaskAdded(
            **signed(),
            task="A-1",
            title="Ring the dispensers",
            owner="CL",
            due=at("Mon 18:00"),
            checklist="G",
            cause="gate G4 condition",
        ),
        "A-1 Ring the dispensers: added for CL, due Mon 30 Nov 18:00 (gate G4 condition)",
    ),
    (PresenceRecorded(**signed(), people=("SP", "MK"), where="in the room"), "SP and MK are in the room"),
    (
        StandInNamed(**signed(), person="DR", stand_in="SP", roles=("CSO", "CL"), reason="DR is ill"),
        "SP stands in for DR as clinical safety officer and clinical lead. DR is ill",
    ),
    (StandInEnded(**signed(), person="DR"), "DR has their own roles again"),
    (
        HandoverOffered(
            **signed(),
            role="PM",
            to="SP",
            place="on the phone",
            situation="Extract done.",
            recommendation="Ring the lab",
            seal="R0007 1 2 3 4",
        ),
        (
            "Handover of practice manager offered to SP, on the phone. "
            "Situation: Extract done. Recommendation: Ring the lab. Seal R0007 1 2 3 4"
        ),
    ),
    (
        HandoverAccepted(
            **signed("SP"), handover="SH-1", heard_by="JB", said_back=("Services",), top_three="Labs.", question="Who?"
        ),
        "Handover SH-1 accepted, heard by JB, 1 block read back. Said back: Labs. Question: Who?",
    ),
    (HandoverRefused(**signed("SP"), handover="SH-1", reason="In clinic"), "Handover SH-1 not accepted. In clinic"),
    *ISSUE_STORY,
    (
        CriterionMarked(**signed(), gate="G1", criterion="G1-02", met="met", value="", evidence="0 left"),
        "G1: G1-02: met; 0 left",
    ),
    (
        CriterionChecked(**signed(), gate="G1", criterion="G1-01", met="met", value="0"),
        "G1: G1-01: second person reads: met; 0",
    ),
    (QuestionPut(**signed(), gate="G1"), "G1: question put"),
    (
        StationAnswered(**signed(), gate="G1", poll=1, station="REC", vote="no-go", adds="A-1", words="3 scripts"),
        "G1: Reception NO GO; 3 scripts; becomes A-1",
    ),
    (PollClosed(**signed(), gate="G1", poll=1), "G1: roll call closed, no strong objection"),
    (FactStated(**signed(), gate="G1", party="OSUP", fact="the job is booked"), "G1: OSUP states: the job is booked"),
    (
        GateDecided(**signed(), gate="G1", result="go", second="SP", chaired_by="JB", saw="0", reasons="All in place"),
        "G1: decided GO with SP; chaired by JB. All in place",
    ),
    (
        WentAhead(**signed(), gate="G1", happened=at("Thu 17:30"), known="all off", follows="we wait"),
        "G1: went ahead Thu 26 Nov 17:30, before the gate was recorded. Known then: all off. What happens now: we wait",
    ),
    *PAUSE_STORY,
    (
        MessageSent(
            **signed(),
            audience="staff",
            occasion="pause",
            channel="huddle",
            written_by="JB",
            checked_by="SP",
            who="all staff",
            expected="16:00",
            words="Stop now.\nUse paper.",
        ),
        (
            "Staff told, pause, by huddle to all staff; written by JB; checked by SP; expected 16:00: "
            "‘Stop now. / Use paper.’"
        ),
    ),
    (
        MessageNotTold(**signed(), audience="media", occasion="pause", reason="Nobody asked"),
        "Media not told, pause. Nobody asked",
    ),
    (MessageAcknowledged(**signed(), message="M-1", whom="the desk"), "Message M-1 acknowledged by the desk"),
    (
        HuddleHeld(**signed(), present=("PM", "CL"), well="calm", worries="None", confidence=4),
        "Huddle with PM, CL; going well: calm; worries: None; staff feel rather sure (4 of 5)",
    ),
    (
        SitrepSent(
            **signed(),
            position="held",
            p1=1,
            p2=0,
            forms=3,
            seal="R0001",
            since_last="x",
            help_needed="y",
            sent_to="ICB",
        ),
        "Sitrep, held: x; open P1 1, P2 0; 3 forms to type in; help needed: y; sent to ICB",
    ),
    (
        ConcernsReceived(
            **signed("PROGRAM"),
            count=2,
            areas=("phones", "results"),
            urgent=("phones",),
            since="2026-11-26T12:00:00+00:00",
            until="2026-11-26T15:00:00+00:00",
        ),
        (
            "2 concerns received without a name Thu 26 Nov between 12:00 and 15:00, about phones, results; asked for "
            "action at once: phones"
        ),
    ),
    (
        ConcernsAnswered(
            **signed(),
            area="phones",
            batch=7,
            action_taken="A second line",
            feedback_given="At the huddle",
            linked_decision="D-01",
        ),
        "Concern about phones, received in entry 7: A second line (D-01). Staff were told: At the huddle",
    ),
    *ALERT_STORY,
]
ONE_OF_EACH = {type(event): (event, words) for event, words in _EVENTS}


def told(*history: Event) -> list[str]:
    """The words of each line of a log, as it reads at its end."""
    state = given(*history)
    return [line_of(entry, state).words for entry in entries_of(*history)]


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_has_words(kind: type) -> None:
    event, words = ONE_OF_EACH[kind]

    assert plain_words(an_entry(0, event), given()) == words


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            done(
                "F-03",
                observed="12",
                checked_by="SP",
                complications="one",
                unusual=("too early",),
                reason="so",
                note="a\nb",
            ),
            f"{LOGGED_OFF}: done with complications; 12; checked by SP; complications: one; too early: so; note: a\nb",
        ),
        (
            done("F-03", confirmed_with="desk", reference="7", first_item="09:42", catcher="SP", route="214"),
            f"{LOGGED_OFF}: done; confirmed with desk; reference 7; first item: 09:42; caught by SP: 214",
        ),
        (done("F-03", confirmed_with="Not recorded"), f"{LOGGED_OFF}: done"),
        (
            ServiceMoved(**signed(), service="x", to="melted", confirmed_with="desk", reopens=("G-01",), reason="so"),
            "x: melted; confirmed with desk; G-01 to do again; so",
        ),
        (
            ServiceMoved(**signed(), service="eps", to="asked_off", confirmed_with="desk"),
            "Electronic prescriptions: ASKED OFF; asked desk",
        ),
        (
            ServiceMoved(**signed(), service="eps", to="retired", checked_by="SP", reason="It ends"),
            "Electronic prescriptions: RETIRED; agreed by SP; It ends",
        ),
        (
            ServiceCalled(**signed(), service="eps", means="message", whom="desk", promised_by="soon"),
            "Electronic prescriptions: message to desk; promised by soon",
        ),
        (DIFFERS, f"{EPS}: second person sees something else: still on"),
        (NoteAdded(**signed(), note="cold"), "Note: cold"),
        (TaskStarted(**signed(), task="X-9"), "X-9: started"),
        (
            TaskDeferred(**signed(), task="X-9", to="H", until="HOLD+1h", reason="Later"),
            "X-9: deferred to H, due HOLD+1h. Later",
        ),
        (
            EntryCorrected(**signed(), corrects=3, task="P-02", field="note", was="rang", now="", reason="Slip"),
            "Entry 3 corrected, the note: ‘rang’ is now struck out. Slip",
        ),
        (
            EntryCorrected(**signed(), corrects=3, task="P-02", field="mood", was="a", now="b", reason="Slip"),
            "Entry 3 corrected, mood: ‘a’ is now ‘b’. Slip",
        ),
        (
            AnchorRecorded(**signed(), anchor="LEG", happened=at("Thu 18:47"), reason="By their clock"),
            "LEG (LEG) happened Thu 26 Nov 18:47. By their clock",
        ),
        (PersonAdded(**signed(), initials="AB", name="Ann Bell"), "Ann Bell (AB) joined"),
        (
            RunReopened(**signed(), unclean=True),
            "Run opened again; it was not left in good order before, or is open elsewhere too",
        ),
        (
            Unknown(**signed(), type="weather.seen", about="G1", words="go"),
            "weather.seen G1 (not known to this version): go",
        ),
        (Unknown(**signed(), type="weather.seen", words="go"), "weather.seen (not known to this version): go"),
    ],
)
def test_what_more_there_is_to_say(event: Event, words: str) -> None:
    assert plain_words(an_entry(0, event), given()) == words


# What is held back


def test_the_first_answer_is_held_back_until_somebody_else_has_looked() -> None:
    assert told(WAITS) == [f"{EPS}: done; {HELD_BACK}"]
    assert told(WAITS, CHECK) == [f"{EPS}: done; paused", f"{EPS}: second person sees the same: paused too"]


def test_different_answers_are_held_back_from_the_third_person() -> None:
    assert told(WAITS, DIFFERS) == [
        f"{EPS}: done; {HELD_BACK}",
        f"{EPS}: second person sees something else: {HELD_BACK}",
    ]
    assert told(WAITS, DIFFERS, TaskChecked(**signed("MK"), task="F-02", observed="paused", agrees=True)) == [
        f"{EPS}: done; paused",
        f"{EPS}: second person sees something else: still on",
        f"{EPS}: second person sees the same: paused",
    ]


def test_a_correction_does_not_tell_the_answer_that_is_held_back() -> None:
    fix = EntryCorrected(**signed(), corrects=0, task="F-02", field="observed", was="paused", now="off", reason="Slip")

    assert told(WAITS, fix) == [
        f"{EPS}: done; {HELD_BACK} [what was seen corrected by JB: {HELD_BACK}]",
        f"Entry 0 corrected, what was seen: {HELD_BACK}. Slip",
    ]
    assert told(WAITS, fix, CHECK)[:2] == [
        f"{EPS}: done; paused [what was seen corrected by JB: ‘off’]",
        "Entry 0 corrected, what was seen: ‘paused’ is now ‘off’. Slip",
    ]


def test_what_was_said_of_a_service_is_held_back_until_its_task_is_checked() -> None:
    event = ServiceMoved(**signed(), service="eps", to="off", completes=("F-02",), confirmed_with="desk", reference="7")

    assert told(event)[0] == f"Electronic prescriptions: OFF; {HELD_BACK}; completes F-02"
    assert told(done("F-02", observed="paused", confirmed_with="desk"))[0] == f"{EPS}: done; {HELD_BACK}"


def test_a_reopened_answer_is_told() -> None:
    assert told(WAITS, TaskReopened(**signed(), task="F-02", reason="Again"))[0] == f"{EPS}: done; paused"


@settings(max_examples=30)
@drawn(st.lists(moves, min_size=10, max_size=25))
def test_whatever_happened_has_a_line_and_no_answer_is_told_too_soon(tried: list[Move]) -> None:
    played = Played()
    for move in tried:
        played.play(move)
    state = played.state

    lines = [line_of(entry, state) for entry in played.entries]

    assert [line.seq for line in lines] == list(range(state.count))
    for line, entry in zip(lines, played.entries, strict=True):
        ref = getattr(entry.event, "task", "")
        seen = getattr(entry.event, "observed", "")
        waiting = state.standing(ref)
        if seen and entry.seq >= waiting.seq >= 0 and waiting.status == "awaits_check":
            assert HELD_BACK in line.words


# The rest of a line


def test_a_line_says_who_and_who_typed_and_when() -> None:
    event = done("P-02", at=at("Thu 16:00"), recorder="MK", late_reason="paper")
    state = given(event)

    line = line_of(an_entry(0, event), state)

    assert (line.by, line.recorder, line.mark, line.late, line.system, line.struck) == (
        "JB",
        "MK",
        Mark.DONE,
        True,
        False,
        False,
    )
    assert (line.happened_at, line.recorded_at) == (at("Thu 16:00"), at("Thu 16:00"))


def test_the_program_has_no_initials() -> None:
    line = line_of(an_entry(0, ClockChanged(**signed(PROGRAM), seconds=3)), given())

    assert (line.by, line.recorder, line.mark, line.system) == ("", "", None, True)
    assert short_line(line, ZONE) == "17:42 The clock jumped by under 1 min: asleep, or the clock was changed"


@pytest.mark.parametrize(
    ("event", "system"),
    [
        (RunLeft(**signed()), True),
        (SealWritten(**signed(), seal="R0"), False),
        (ExportMade(**signed(), copy="full", folder="v1"), False),
        (Unknown(**signed(), type="weather.seen"), False),
        (NoteAdded(**signed(), note="x"), False),
    ],
)
def test_the_story_leaves_out_what_happens_to_the_log(event: Event, system: bool) -> None:
    assert line_of(an_entry(0, event), given()).system is system


def test_a_line_follows_the_corrections_of_its_entry() -> None:
    fixes: list[Event] = [
        EntryCorrected(**signed("MK"), corrects=0, task="P-02", field="by", was="JB", now="SP", reason="r"),
        EntryCorrected(
            **signed("MK"), corrects=0, task="P-02", field="at", was="x", now="2026-11-26T16:00:00+00:00", reason="r"
        ),
    ]
    state = given(done("P-02"), *fixes)

    line = line_of(an_entry(0, done("P-02")), state)

    assert (line.by, line.happened_at, line.struck) == ("SP", at("Thu 16:00"), False)
    assert line.words == (
        "P-02 Tell PCSE the dates: done "
        "[who did it corrected by MK: ‘SP’; when it happened corrected by MK: ‘Thu 26 Nov 16:00’]"
    )


def struck(*fixes: str, first: Event) -> Line:
    """The first line of a log after its note was corrected to each of some words."""
    history = [
        EntryCorrected(**signed("MK"), corrects=0, task="P-02", field="note", was="x", now=now, reason="r")
        for now in fixes
    ]
    return line_of(an_entry(0, first), given(first, *history))


def test_only_a_note_that_is_struck_is_struck_whole() -> None:
    note = NoteAdded(**signed(), task="P-02", note="rang")

    assert struck("", first=note).struck
    assert struck("", first=note).words == "Note on P-02: rang [the note struck out by MK]"
    assert not struck("wrote", first=note).struck
    assert not struck("", "wrote", first=note).struck
    assert not struck("", first=done("P-02", note="rang")).struck
