"""Every slip one file alone shows, and the exact words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.storage.author_examples import SOUND, Broken, swapped, write_files

from cutover_tui.storage.checklist_files import open_folder

if TYPE_CHECKING:
    from pathlib import Path

SLIPS = (
    Broken(
        "an unknown key",
        "final.yaml",
        "        owner: PM\n        not_before",
        "        onwer: PM\n        not_before",
        (
            "final.yaml:9: task 'lab-off': key 'owner' is missing. Add it: the role that does it.",
            "final.yaml:14: task 'lab-off': key 'onwer' is not known. Did you mean 'owner'?",
        ),
    ),
    Broken(
        "an unknown key without a value",
        "final.yaml",
        "checked_by: [CL]",
        "chequed_by:",
        ("final.yaml:23: task 'lab-off': key 'chequed_by' is not known. Did you mean 'checked_by'?",),
    ),
    Broken(
        "an unknown key like no other",
        "final.yaml",
        "checked_by: [CL]",
        "zzz: [CL]",
        ("final.yaml:23: task 'lab-off': key 'zzz' is not known. It is not among the 26 keys known here.",),
    ),
    Broken(
        "an unknown key of a checklist",
        "final.yaml",
        "mode: read-do",
        "style: read-do",
        (
            (
                "final.yaml:3: key 'style' is not known. Known keys: checklist, completion_call, mode, name, owner, "
                "phases, waits_for."
            ),
        ),
    ),
    Broken(
        "an unknown key of a phase",
        "final.yaml",
        "  - phase: Switch-off\n",
        "  - phase: Switch-off\n    onwer: PM\n",
        ("final.yaml:8: phase 'Switch-off': key 'onwer' is not known. Known keys: phase, tasks.",),
    ),
    Broken(
        "an unknown key of answers",
        "final.yaml",
        "done: [off]",
        "don: [off]",
        (
            "final.yaml:20: task 'lab-off': key 'done' is missing. Add it: answers that mean the task is done.",
            "final.yaml:21: task 'lab-off': key 'don' is not known. Did you mean 'done'?",
        ),
    ),
    Broken(
        "a missing key",
        "final.yaml",
        "        owner: PM\n        not_before",
        "        not_before",
        ("final.yaml:9: task 'lab-off': key 'owner' is missing. Add it: the role that does it.",),
    ),
    Broken(
        "a missing title",
        "final.yaml",
        '        title: "Electronic results from {item}: off"\n',
        "",
        (
            (
                "final.yaml:9: task 'lab-off': key 'title' is missing. Add it: what to do, or what is seen when it "
                "is done, in one line."
            ),
        ),
    ),
    Broken(
        "a missing letter",
        "final.yaml",
        "checklist: F\n",
        "",
        (
            (
                "final.yaml:1: key 'checklist' is missing. Add it: the letter: P preparation, F final data "
                "production, C cutover, G go-live, R after go-live, H pause."
            ),
        ),
    ),
    Broken(
        "a missing phase name",
        "final.yaml",
        "  - phase: Switch-off\n    tasks",
        "  - tasks",
        ("final.yaml:7: phase 1: key 'phase' is missing. Add it: the heading.",),
    ),
    Broken(
        "a task without an id",
        "final.yaml",
        "      - id: lab-off\n        title",
        "      - title",
        (
            (
                "final.yaml:9: task 1: key 'id' is missing. Add it: the task's own word, used by other tasks: small "
                "letters, digits and hyphens, once in all files."
            ),
            "go-live.yaml:18: task 'lab-on': task 'lab-off' under 'reverses' is not known. Did you mean 'lab-on'?",
            (
                "services.yaml:10: service 'pathology': task 'lab-off' under 'off_tasks' is not known. Did you mean "
                "'lab-on'?"
            ),
        ),
    ),
    Broken(
        "a wrong tier",
        "final.yaml",
        "        tier: core\n",
        "        tier: optional\n",
        ("final.yaml:11: task 'lab-off': 'tier' is 'optional'. Write core or extended.",),
    ),
    Broken(
        "a wrong letter",
        "final.yaml",
        "checklist: F",
        "checklist: X",
        ("final.yaml:1: 'checklist' is 'X'. Write P, F, C, G, R or H.",),
    ),
    Broken(
        "a wrong mode",
        "final.yaml",
        "mode: read-do",
        "mode: read",
        ("final.yaml:3: 'mode' is 'read'. Write read-do or do-confirm.",),
    ),
    Broken(
        "a wrong gate",
        "final.yaml",
        "gate: hard",
        "gate: soft",
        ("final.yaml:25: task 'lab-off': 'gate' is 'soft'. Write hard, warn or none.",),
    ),
    Broken(
        "a wrong kind of anchor",
        "anchors.yaml",
        "kind: recorded",
        "kind: moment",
        ("anchors.yaml:5: anchor 'HOLD': 'kind' is 'moment'. Write date, time or recorded.",),
    ),
    Broken(
        "true where yes is meant",
        "final.yaml",
        "second_person: yes",
        "second_person: true",
        ("final.yaml:24: task 'lab-off': 'second_person' is 'true'. Write yes or no.",),
    ),
    Broken(
        "a list where yes is meant",
        "final.yaml",
        "second_person: yes",
        "second_person: [yes]",
        ("final.yaml:24: task 'lab-off': 'second_person' is a list. Write one line of text.",),
    ),
    Broken(
        "an empty title",
        "final.yaml",
        '"Electronic results from {item}: off"',
        '""',
        ("final.yaml:10: task 'lab-off': 'title' is empty. Write it.",),
    ),
    Broken(
        "a title without a value",
        "final.yaml",
        'title: "Electronic results from {item}: off"',
        "title:",
        ("final.yaml:10: task 'lab-off': 'title' is empty. Write it.",),
    ),
    Broken(
        "a title that is too long",
        "final.yaml",
        '{item}: off"',
        ('{item}: off and off and off and off and off and off and off and off and off and off and off and off and "'),
        ("final.yaml:10: task 'lab-off': 'title' is 127 characters long; 90 is the most. Shorten it.",),
    ),
    Broken(
        "an empty list of steps",
        "final.yaml",
        "[Put it in the dated folder.]",
        "[]",
        ("final.yaml:33: task 'paper-log': 'do' has no entries. Write at least one.",),
    ),
    Broken(
        "a list of steps without a value",
        "final.yaml",
        "do: [Put it in the dated folder.]",
        "do:",
        ("final.yaml:33: task 'paper-log': 'do' is empty. Write it.",),
    ),
    Broken(
        "an empty step",
        "final.yaml",
        "[Put it in the dated folder.]",
        '[Put it there., ""]',
        ("final.yaml:33: task 'paper-log': 'do', entry 2, is empty. Write it, or take it out.",),
    ),
    Broken(
        "seven steps",
        "final.yaml",
        "[Put it in the dated folder.]",
        "[a, b, c, d, e, f, g]",
        ("final.yaml:33: task 'paper-log': 'do' has 7 entries; 6 is the most. Shorten it.",),
    ),
    Broken(
        "a step that is a map",
        "final.yaml",
        "          - Ask {item} to confirm that its link is off.",
        "          - Ask: the lab",
        ("final.yaml:13: task 'lab-off': 'do', entry 1, is a map. Write one line of text.",),
    ),
    Broken(
        "a text where a list is meant",
        "final.yaml",
        "[Put it in the dated folder.]",
        "Put it there.",
        (
            (
                "final.yaml:33: task 'paper-log': 'do' is 'Put it there.'. Write a list, each entry on its own line "
                "after '- '."
            ),
        ),
    ),
    Broken(
        "a list where a text is meant",
        "final.yaml",
        "why: A late result does not move.",
        "why: [A, B]",
        ("final.yaml:29: task 'lab-off': 'why' is a list. Write one line of text.",),
    ),
    Broken(
        "a list where a map is meant",
        "final.yaml",
        (
            "answers:\n          question: The link from {item} is\n          done: [off]\n          not_done: "
            "[still on]"
        ),
        "answers: [off, on]",
        ("final.yaml:19: task 'lab-off': 'answers' is a list. Write a map of 'key: text' lines.",),
    ),
    Broken(
        "a map where a list is meant",
        "final.yaml",
        "evidence: [Time off]",
        "evidence: {time: off}",
        ("final.yaml:18: task 'lab-off': 'evidence' is a map. Write a list, each entry on its own line after '- '.",),
    ),
    Broken(
        "a text where a task is meant",
        "final.yaml",
        "      - id: paper-log",
        "      - just a word\n      - id: paper-log",
        ("final.yaml:30: task 2: 'tasks', entry 2, is 'just a word'. Write a map of 'key: text' lines.",),
    ),
    Broken(
        "answers without done",
        "final.yaml",
        "          done: [off]\n",
        "",
        ("final.yaml:20: task 'lab-off': key 'done' is missing. Add it: answers that mean the task is done.",),
    ),
    Broken(
        "answers with an empty list",
        "final.yaml",
        "not_done: [still on]",
        "not_done: []",
        ("final.yaml:22: task 'lab-off': 'not_done' has no entries. Write at least one, or take it out.",),
    ),
    Broken(
        "an id of the wrong shape",
        "final.yaml",
        "- id: lab-off",
        "- id: Lab_Off",
        (
            (
                "final.yaml:9: task 'Lab_Off': 'id' is 'Lab_Off'. Write small letters, digits and hyphens, 2 to 41 "
                "of them, a letter first."
            ),
            (
                "final.yaml:27: task 'Lab_Off': 'reversed_by' names 'lab-on', and that task does not name it back. "
                "Add 'reverses: [Lab_Off]' at mine/go-live.yaml:9."
            ),
            "go-live.yaml:18: task 'lab-on': task 'lab-off' under 'reverses' is not known. Did you mean 'lab-on'?",
            (
                "services.yaml:10: service 'pathology': task 'lab-off' under 'off_tasks' is not known. Did you mean "
                "'lab-on'?"
            ),
        ),
    ),
    Broken(
        "a role code of the wrong shape",
        "final.yaml",
        "owner: CL",
        "owner: clinical lead",
        (
            (
                "final.yaml:34: task 'paper-log': 'owner' is 'clinical lead'. Write the code of a role, 2 to 8 "
                "capital letters or digits such as PM."
            ),
        ),
    ),
    Broken(
        "a condition of the wrong shape",
        "go-live.yaml",
        "[uses-eps, not over-72h]",
        "[uses-eps, never over-72h]",
        (
            (
                "go-live.yaml:29: task 'paper-enter': 'applies_when', entry 2, is 'never over-72h'. Write the id of "
                "a profile question, or 'not' and the id."
            ),
        ),
    ),
    Broken(
        "a number that is none",
        "services.yaml",
        "watch: 1",
        "watch: first",
        ("services.yaml:12: service 'pathology': 'watch' is 'first'. Write a whole number.",),
    ),
    Broken(
        "a number that is too small",
        "services.yaml",
        "watch: 1",
        "watch: 0",
        ("services.yaml:12: service 'pathology': 'watch' is 0. Write 1 or more.",),
    ),
    Broken(
        "a number that is too large",
        "services.yaml",
        "watch: 1",
        "watch: 7",
        ("services.yaml:12: service 'pathology': 'watch' is 7. Write 6 or less.",),
    ),
    Broken(
        "a number that is a list",
        "reentry.yaml",
        "urgency: 1",
        "urgency: [1]",
        ("reentry.yaml:8: category 'red-slips': 'urgency' is a list. Write one line of text.",),
    ),
    Broken(
        "three moments",
        "reentry.yaml",
        "[GL@18:00, GL+1wd]",
        "[GL@18:00, GL+1wd, GL+2wd]",
        ("reentry.yaml:6: category 'red-slips': 'reenter_by' has 3 entries; 2 is the most. Shorten it.",),
    ),
    Broken(
        "an offset that is not understood",
        "final.yaml",
        "due: FDP-1wd",
        "due: FDP-1day",
        (
            (
                "final.yaml:16: task 'lab-off': 'due' is not understood. 'FDP-1day' counts in 'day', which is not a "
                "unit. Write an anchor (FDP), an anchor plus or minus working days, days, weeks, hours or minutes "
                "(FDP-5wd, GL+14d, CUT+2w, CUT+72h, GL+30min), either of them with a time of day (FDP-1wd@16:00, "
                "GL@13:00), or a time for each day of cutover (DAILY@08:15)."
            ),
        ),
    ),
    Broken(
        "an offset with a time that is none",
        "final.yaml",
        "due: FDP-1wd",
        "due: FDP-1wd@25:00",
        (
            (
                "final.yaml:16: task 'lab-off': 'due' is not understood. 'FDP-1wd@25:00' has '25:00' after the @, "
                "which is not a time of day from 00:00 to 23:59. Write an anchor (FDP), an anchor plus or minus "
                "working days, days, weeks, hours or minutes (FDP-5wd, GL+14d, CUT+2w, CUT+72h, GL+30min), either of "
                "them with a time of day (FDP-1wd@16:00, GL@13:00), or a time for each day of cutover (DAILY@08:15)."
            ),
        ),
    ),
    Broken(
        "a code of a source of the wrong shape",
        "sources.yaml",
        "code: S4",
        "code: s 4",
        (
            "final.yaml:28: task 'lab-off': source 'S4' under 'source' is not known. Known sources: G20-05, s 4.",
            "final.yaml:39: task 'paper-log': source 'S4' under 'source' is not known. Known sources: G20-05, s 4.",
            "go-live.yaml:19: task 'lab-on': source 'S4' under 'source' is not known. Known sources: G20-05, s 4.",
            (
                "sources.yaml:2: source 's 4': 'code' is 's 4'. Write a code of capital letters, digits and hyphens, "
                "such as G20-05."
            ),
        ),
    ),
)


@pytest.mark.parametrize("broken", SLIPS, ids=lambda broken: broken.claim)
def test_a_slip_in_one_file_is_told_in_these_words(
    broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = broken.new if broken.old is None else swapped(SOUND[broken.file], broken.old, broken.new)

    found = open_folder(write_files(tmp_path / "mine", {broken.file: text})).problems

    assert tuple(str(problem).removeprefix("mine/") for problem in found) == broken.says
