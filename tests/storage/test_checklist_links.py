"""Every slip that shows when files are held against one another, and the exact words for it."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.storage.author_examples import SOUND, Broken, swapped, write_files

from cutover_tui.storage.author_file import AuthorFile
from cutover_tui.storage.author_models import FileKind
from cutover_tui.storage.checklist_circles import circle_problems
from cutover_tui.storage.checklist_entries import Names
from cutover_tui.storage.checklist_files import open_folder
from cutover_tui.storage.yaml_guard import read_author_bytes

if TYPE_CHECKING:
    from pathlib import Path

SLIPS = (
    Broken(
        "an unknown role",
        "final.yaml",
        "owner: CL",
        "owner: CLL",
        ("final.yaml:34: task 'paper-log': role 'CLL' under 'owner' is not known. Did you mean 'CL'?",),
    ),
    Broken(
        "an unknown role among several",
        "final.yaml",
        "checked_by: [CL]",
        "checked_by: [CL, ZZZ]",
        ("final.yaml:23: task 'lab-off': role 'ZZZ' under 'checked_by' is not known. Known roles: CL, OSUP, PM.",),
    ),
    Broken(
        "an unknown role of a list",
        "final.yaml",
        "owner: PM\ncompletion",
        "owner: PN\ncompletion",
        ("final.yaml:4: checklist 'F': role 'PN' under 'owner' is not known. Known roles: CL, OSUP, PM.",),
    ),
    Broken(
        "an unknown role of a service",
        "services.yaml",
        "switched_by: PM",
        "switched_by: PX",
        (
            (
                "services.yaml:9: service 'pathology': role 'PX' under 'switched_by' is not known. Known roles: CL, "
                "OSUP, PM."
            ),
        ),
    ),
    Broken(
        "an unknown role of a category",
        "reentry.yaml",
        "closed_by: [CL]",
        "closed_by: [CX]",
        (
            (
                "reentry.yaml:7: category 'red-slips': role 'CX' under 'closed_by' is not known. Known roles: CL, "
                "OSUP, PM."
            ),
        ),
    ),
    Broken(
        "an unknown question of a category",
        "reentry.yaml",
        "register: site",
        "applies_when: uses-ep",
        (
            (
                "reentry.yaml:9: category 'red-slips': question 'uses-ep' under 'applies_when' is not known. Did you "
                "mean 'uses-eps'?"
            ),
        ),
    ),
    Broken(
        "an unknown role of an anchor",
        "anchors.yaml",
        "set_by: PM",
        "set_by: MP",
        ("anchors.yaml:3: anchor 'CUT': role 'MP' under 'set_by' is not known. Known roles: CL, OSUP, PM.",),
    ),
    Broken(
        "an unknown anchor",
        "final.yaml",
        "not_after: FDP",
        "not_after: FPD+1wd",
        ("final.yaml:17: task 'lab-off': anchor 'FPD' under 'not_after' is not known. Did you mean 'FDP'?",),
    ),
    Broken(
        "an unknown anchor as default",
        "anchors.yaml",
        "default: FDP",
        "default: FPD",
        ("anchors.yaml:3: anchor 'CUT': anchor 'FPD' under 'default' is not known. Did you mean 'FDP'?",),
    ),
    Broken(
        "an unknown anchor of a list",
        "go-live.yaml",
        "completion_call",
        "waits_for: HOLDS\ncompletion_call",
        ("go-live.yaml:5: checklist 'G': anchor 'HOLDS' under 'waits_for' is not known. Did you mean 'HOLD'?",),
    ),
    Broken(
        "an unknown question",
        "go-live.yaml",
        "applies_when: resends",
        "applies_when: resend",
        (
            (
                "go-live.yaml:16: task 'lab-on': question 'resend' under 'applies_when' is not known. Did you mean "
                "'resends'?"
            ),
        ),
    ),
    Broken(
        "an unknown question turned round",
        "go-live.yaml",
        "not over-72h",
        "not over-72hours",
        (
            (
                "go-live.yaml:29: task 'paper-enter': question 'over-72hours' under 'applies_when' is not known. Did "
                "you mean 'over-72h'?"
            ),
        ),
    ),
    Broken(
        "an unknown register",
        "final.yaml",
        "repeats_per: lab",
        "repeats_per: labs",
        ("final.yaml:26: task 'lab-off': register 'labs' under 'repeats_per' is not known. Did you mean 'lab'?",),
    ),
    Broken(
        "an unknown source",
        "final.yaml",
        "source: S4; G20-05",
        "source: S4; G20-06",
        ("final.yaml:28: task 'lab-off': source 'G20-06' under 'source' is not known. Did you mean 'G20-05'?",),
    ),
    Broken(
        "an unknown task that comes first",
        "go-live.yaml",
        "needs: [lab-on]",
        "needs: [labon]",
        ("go-live.yaml:30: task 'paper-enter': task 'labon' under 'needs' is not known. Did you mean 'lab-on'?",),
    ),
    Broken(
        "an unknown question of a register",
        "registers.yaml",
        "questions: [resends]",
        "questions: [sends]",
        (
            (
                "registers.yaml:2: register 'lab': question 'sends' under 'questions' is not known. Did you mean "
                "'resends'?"
            ),
        ),
    ),
    Broken(
        "an unknown register of a question",
        "profile.yaml",
        "register: lab",
        "register: lap",
        ("profile.yaml:3: question 'resends': register 'lap' under 'register' is not known. Did you mean 'lab'?",),
    ),
    Broken(
        "a service with an unknown task",
        "services.yaml",
        "off_tasks: [lab-off]",
        "off_tasks: [lab-of]",
        (
            (
                "services.yaml:10: service 'pathology': task 'lab-of' under 'off_tasks' is not known. Did you mean "
                "'lab-off'?"
            ),
        ),
    ),
    Broken(
        "an id that is used twice in two files",
        "go-live.yaml",
        "- id: paper-enter",
        "- id: lab-off",
        (
            (
                "final.yaml:37: task 'paper-log': task 'paper-enter' under 'settled_by' is not known. Did you mean "
                "'paper-log'?"
            ),
            "go-live.yaml:22: task 'lab-off': there is one already at mine/final.yaml:9. Give one of them another id.",
        ),
    ),
    Broken(
        "a role that is there twice",
        "roles.yaml",
        "code: OSUP",
        "code: PM",
        ("roles.yaml:4: role 'PM': there is one already at mine/roles.yaml:2. Give one of them another code.",),
    ),
    Broken(
        "a letter that is used twice",
        "go-live.yaml",
        "checklist: G",
        "checklist: F",
        (
            (
                "go-live.yaml:1: checklist 'F': there is one already at mine/final.yaml:1. Give one of them another "
                "letter."
            ),
        ),
    ),
    Broken(
        "half a pair",
        "go-live.yaml",
        "        reverses: [lab-off]\n",
        "",
        (
            (
                "final.yaml:27: task 'lab-off': 'reversed_by' names 'lab-on', and that task does not name it back. "
                "Add 'reverses: [lab-off]' at mine/go-live.yaml:9."
            ),
        ),
    ),
    Broken(
        "the other half of a pair",
        "final.yaml",
        "        reversed_by: [lab-on]\n",
        "",
        (
            (
                "go-live.yaml:18: task 'lab-on': 'reverses' names 'lab-off', and that task does not name it back. "
                "Add 'reversed_by: [lab-on]' at mine/final.yaml:9."
            ),
        ),
    ),
    Broken(
        "half a pair of log and clearing",
        "go-live.yaml",
        "        settles: [paper-log]\n",
        "",
        (
            (
                "final.yaml:37: task 'paper-log': 'settled_by' names 'paper-enter', and that task does not name it "
                "back. Add 'settles: [paper-log]' at mine/go-live.yaml:22."
            ),
        ),
    ),
    Broken(
        "a task that needs itself",
        "go-live.yaml",
        "needs: [lab-on]",
        "needs: [paper-enter]",
        ("go-live.yaml:30: task 'paper-enter': it names itself under 'needs'. Take it out.",),
    ),
    Broken(
        "a task that reverses itself",
        "go-live.yaml",
        "reverses: [lab-off]",
        "reverses: [lab-off, lab-on]",
        ("go-live.yaml:18: task 'lab-on': it names itself under 'reverses'. Take it out.",),
    ),
    Broken(
        "a circle of two",
        "final.yaml",
        "        gate: hard\n",
        "        gate: hard\n        needs: [lab-on]\n",
        (
            (
                "final.yaml:9: task 'lab-off': it waits for itself in a circle: it needs 'lab-on' "
                "(mine/go-live.yaml:9), which reverses 'lab-off' (mine/final.yaml:9). Take one of these links out."
            ),
        ),
    ),
    Broken(
        "a circle of three",
        "final.yaml",
        "        gate: hard\n",
        "        gate: hard\n        needs: [paper-enter]\n",
        (
            (
                "final.yaml:9: task 'lab-off': it waits for itself in a circle: it needs 'paper-enter' "
                "(mine/go-live.yaml:22), which needs 'lab-on' (mine/go-live.yaml:9), which reverses 'lab-off' "
                "(mine/final.yaml:9). Take one of these links out."
            ),
        ),
    ),
    Broken(
        "a title without its placeholder",
        "go-live.yaml",
        "from {item}: on",
        "from the lab: on",
        (
            (
                "go-live.yaml:10: task 'lab-on': it repeats per lab and its title has no {item}. Put {item} where "
                "the name goes."
            ),
        ),
    ),
    Broken(
        "a title with a placeholder too many",
        "go-live.yaml",
        "Enter the paper of cutover",
        "Enter the paper of {item}",
        (
            (
                "go-live.yaml:23: task 'paper-enter': 'title' has {item} and the task repeats per no register. Take "
                "it out of the text."
            ),
        ),
    ),
    Broken(
        "a placeholder of another name",
        "final.yaml",
        "Ask {item} to",
        "Ask {lab} to",
        ("final.yaml:13: task 'lab-off': 'do' has {lab}. Only {item} is filled in.",),
    ),
    Broken(
        "a placeholder in an answer",
        "final.yaml",
        "done: [off]",
        'done: ["{lab} off"]',
        ("final.yaml:21: task 'lab-off': 'done' has {lab}. Only {item} is filled in.",),
    ),
    Broken(
        "a task that repeats over two lists",
        "final.yaml",
        "repeats_per: lab",
        "repeats_per: [lab, site]",
        (
            (
                "final.yaml:26: task 'lab-off': it repeats per lab and site. Keep one of them; only 'day' can stand "
                "beside it."
            ),
        ),
    ),
    Broken(
        "daily where no task repeats per day",
        "go-live.yaml",
        "due: GL+5wd",
        "due: DAILY@17:00",
        ("go-live.yaml:28: task 'paper-enter': 'due' is DAILY and the task does not repeat per day. Add day there.",),
    ),
    Broken(
        "daily as the earliest moment",
        "final.yaml",
        "due: DAILY@17:00",
        "not_before: DAILY@17:00",
        ("final.yaml:35: task 'paper-log': 'not_before' is DAILY@17:00. DAILY is for 'due' only.",),
    ),
    Broken(
        "weekends where no task repeats per day",
        "go-live.yaml",
        "rolls: no",
        "weekends: yes",
        (
            (
                "go-live.yaml:32: task 'paper-enter': 'weekends' is for tasks that repeat per day. Take it out, or "
                "add day."
            ),
        ),
    ),
    Broken(
        "a question of labs for a task without a lab",
        "go-live.yaml",
        "[uses-eps, not over-72h]",
        "resends",
        (
            (
                "go-live.yaml:29: task 'paper-enter': question 'resends' is answered for each lab, and the task does "
                "not repeat per lab. Add it under 'repeats_per'."
            ),
        ),
    ),
    Broken(
        "a window upside down",
        "final.yaml",
        "due: FDP-1wd",
        "due: FDP-3wd",
        ("final.yaml:16: task 'lab-off': 'due' (FDP-3wd) comes before 'not_before' (FDP-2wd). Correct one of them.",),
    ),
    Broken(
        "a window that ends before it begins",
        "final.yaml",
        "not_after: FDP",
        "not_after: FDP-3wd",
        ("final.yaml:17: task 'lab-off': 'not_after' (FDP-3wd) comes before 'due' (FDP-1wd). Correct one of them.",),
    ),
    Broken(
        "a window upside down by the clock",
        "final.yaml",
        "not_before: FDP-2wd\n        due: FDP-1wd",
        "not_before: FDP-1wd@16:00\n        due: FDP-1wd@15:00",
        (
            (
                "final.yaml:16: task 'lab-off': 'due' (FDP-1wd@15:00) comes before 'not_before' (FDP-1wd@16:00). "
                "Correct one of them."
            ),
        ),
    ),
    Broken(
        "an anchor that is missing",
        "anchors.yaml",
        "code: GL,",
        "code: LIVE,",
        (
            "anchors.yaml: anchor 'GL' is missing. Everything is counted from it.",
            (
                "go-live.yaml:14: task 'lab-on': anchor 'GL' under 'not_before' is not known. Known anchors: CUT, "
                "DAILY, FDP, HOLD, LIVE."
            ),
            (
                "go-live.yaml:15: task 'lab-on': anchor 'GL' under 'due' is not known. Known anchors: CUT, DAILY, "
                "FDP, HOLD, LIVE."
            ),
            (
                "go-live.yaml:27: task 'paper-enter': anchor 'GL' under 'not_before' is not known. Known anchors: "
                "CUT, DAILY, FDP, HOLD, LIVE."
            ),
            (
                "go-live.yaml:28: task 'paper-enter': anchor 'GL' under 'due' is not known. Known anchors: CUT, "
                "DAILY, FDP, HOLD, LIVE."
            ),
            (
                "reentry.yaml:6: category 'red-slips': anchor 'GL' under 'reenter_by' is not known. Known anchors: "
                "CUT, DAILY, FDP, HOLD, LIVE."
            ),
        ),
    ),
    Broken(
        "anchors that are counted from each other",
        "anchors.yaml",
        "kind: recorded",
        "kind: date, default: CUT}\n  - {code: TGL, name: Loaded, kind: date, default: TGL+1d",
        (
            (
                "anchors.yaml:6: anchor 'TGL': it is counted from itself: 'TGL' from 'TGL'. Give one of them another "
                "default."
            ),
        ),
    ),
    Broken(
        "a question for items that names no register",
        "profile.yaml",
        " register: lab,",
        "",
        (
            (
                "profile.yaml:3: question 'resends': it is of kind item and has no 'register'. Add it: the register "
                "whose items answer it."
            ),
        ),
    ),
    Broken(
        "a question of the day without words",
        "profile.yaml",
        ", words: only if it is longer than 72 hours",
        "",
        (
            (
                "profile.yaml:4: question 'over-72h': it is of kind day and has no 'words'. Add it: the condition in "
                "words."
            ),
        ),
    ),
    Broken(
        "a stage of a service with a task it does not list",
        "services.yaml",
        "restore_tasks: [lab-on]",
        "restore_tasks: [lab-on]\n    on_by: lab-off",
        (
            (
                "services.yaml:12: service 'pathology': task 'lab-off' under 'on_by' is not under 'restore_tasks'. "
                "Add it there."
            ),
        ),
    ),
    Broken(
        "a task that brings two stages",
        "services.yaml",
        "restore_tasks: [lab-on]",
        "restore_tasks: [lab-on]\n    on_by: lab-on\n    flowing_by: [lab-on]",
        ("services.yaml:13: service 'pathology': task 'lab-on' is under 'on_by' and 'flowing_by'. Keep one of them.",),
    ),
    Broken(
        "a service that nobody there catches",
        "services.yaml",
        "switched_by: PM",
        "switched_by: PM\n    caught_by: PX",
        (
            (
                "services.yaml:10: service 'pathology': role 'PX' under 'caught_by' is not known. "
                "Known roles: CL, OSUP, PM."
            ),
        ),
    ),
    Broken(
        "a service with no way back",
        "services.yaml",
        "    restore_tasks: [lab-on]\n",
        "",
        (
            (
                "services.yaml:2: service 'pathology': its tasks switch it off and none brings it back. Add "
                "restore_tasks."
            ),
        ),
    ),
    Broken(
        "a service that runs on and is never set right",
        "services.yaml",
        "cutover_state: paper\n    switched_by: PM\n    off_tasks: [lab-off]\n    restore_tasks: [lab-on]",
        "cutover_state: continues\n    switched_by: PM\n    off_tasks: [lone]",
        (
            (
                "services.yaml:10: service 'pathology': task 'lone' under 'off_tasks' is not known. Did you mean "
                "'lab-on'?"
            ),
        ),
    ),
)


@pytest.mark.parametrize("broken", SLIPS, ids=lambda broken: broken.claim)
def test_a_slip_between_files_is_told_in_these_words(
    broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = broken.new if broken.old is None else swapped(SOUND[broken.file], broken.old, broken.new)

    found = open_folder(write_files(tmp_path / "mine", {broken.file: text})).problems

    assert tuple(str(problem).removeprefix("mine/") for problem in found) == broken.says


def _tasks(*lines: str) -> str:
    return "checklist: P\nname: Preparation\nphases:\n  - phase: A\n    tasks:\n" + "".join(
        f"      - {{title: T, tier: core, do: [A], owner: PM, {line}}}\n" for line in lines
    )


def _said(folder: Path, *lines: str) -> list[str]:
    found = open_folder(write_files(folder / "mine", {"more.yaml": _tasks(*lines)})).problems
    return [str(problem).removeprefix("mine/") for problem in found]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_each_of_two_circles_is_told_once_and_what_lies_between_is_not(tmp_path: Path) -> None:
    said = _said(
        tmp_path,
        "id: a1, needs: [a2, between]",
        "id: a2, needs: [a1]",
        "id: between, needs: [b1]",
        "id: b1, needs: [b2]",
        "id: b2, needs: [b1, b3]",
        "id: b3, needs: [b2]",
        "id: after, needs: [a1, first]",
        "id: first",
    )

    assert said == [
        (
            "more.yaml:6: task 'a1': it waits for itself in a circle: it needs 'a2' (mine/more.yaml:7), which "
            "needs 'a1' (mine/more.yaml:6). Take one of these links out."
        ),
        (
            "more.yaml:9: task 'b1': it waits for itself in a circle: it needs 'b2' (mine/more.yaml:10), which "
            "needs 'b1' (mine/more.yaml:9). Take one of these links out."
        ),
    ]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16))
def test_a_circle_is_told_exactly_when_there_is_one(needs: list[tuple[int, int]]) -> None:
    waits = {f"t{each}": {f"t{first}" for task, first in needs if task == each != first} for each in range(8)}
    try:
        TopologicalSorter(waits).prepare()
        whole = True
    except CycleError:
        whole = False
    lines = [
        f"id: {task}" + (f", needs: [{', '.join(sorted(first))}]" if first else "") for task, first in waits.items()
    ]
    file = AuthorFile(
        file="f.yaml",
        kind=FileKind.CHECKLIST,
        root=read_author_bytes(_tasks(*lines).encode(), "f.yaml").root,
        content=None,
        problems=(),
    )

    found = list(circle_problems(Names([file])))

    assert (found == []) == whole


@pytest.mark.parametrize(
    ("window", "upside_down"),
    [
        ("not_before: FDP, due: FDP-1wd", True),
        ("not_before: FDP@16:00, due: FDP@15:00", True),
        ("not_before: FDP+2h, due: FDP+1h", True),
        ("not_before: FDP+1h@16:00, due: FDP@17:00", False),
        ("not_before: FDP, due: FDP@07:00", False),
        ("not_before: FDP-1d, due: FDP-1d", False),
        ("not_before: FDP-3d, due: FDP-2wd", False),
        ("not_before: GL, due: FDP", False),
        ("not_before: FDP-1wd, not_after: FDP-2wd", True),
    ],
)
def test_a_window_is_upside_down_only_where_no_calendar_could_turn_it(
    window: str, upside_down: bool, tmp_path: Path
) -> None:
    assert bool(_said(tmp_path, f"id: one, {window}")) == upside_down


def test_anchors_counted_from_each_other_are_told_once(tmp_path: Path) -> None:
    anchors = SOUND["anchors.yaml"] + (
        "  - {code: AA, name: A, kind: date, default: BB+1d}\n"
        "  - {code: BB, name: B, kind: date, default: CC+1d}\n"
        "  - {code: CC, name: C, kind: date, default: BB}\n"
        "  - {code: DD, name: D, kind: date, default: FDP-1x}\n"
    )

    found = open_folder(write_files(tmp_path / "mine", {"anchors.yaml": anchors})).problems

    assert [str(problem) for problem in found][:1] == [
        (
            "mine/anchors.yaml:7: anchor 'BB': it is counted from itself: 'BB' from 'CC' from 'BB'. "
            "Give one of them another default."
        )
    ]
    assert len(found) == 2


def test_a_service_that_runs_on_needs_a_task_that_sets_it_right(tmp_path: Path) -> None:
    services = SOUND["services.yaml"] + (
        "  - {id: bowel, name: Bowel, short_name: BOWEL, normal: On, cutover_state: continues, off_tasks: [one, two]}\n"
        "  - {id: plain, name: Plain, short_name: PLAIN, normal: On, cutover_state: off}\n"
    )
    more = _tasks("id: one", "id: two, settled_by: [three]", "id: three, settles: [two]")

    found = open_folder(write_files(tmp_path / "mine", {"services.yaml": services, "more.yaml": more})).problems

    assert [str(problem) for problem in found] == [
        (
            "mine/more.yaml:6: task 'one': it changes service 'bowel' and nothing changes it back. Add reversed_by or "
            "settled_by here, or restore_tasks to the service (mine/services.yaml:14)."
        )
    ]


def test_a_task_may_repeat_for_each_lab_on_each_day(tmp_path: Path) -> None:
    lines = "id: one, repeats_per: [lab, day], due: DAILY@17:00, weekends: yes"
    text = _tasks(lines).replace("title: T", "title: '{item}'")

    assert open_folder(write_files(tmp_path / "mine", {"more.yaml": text})).problems == ()
