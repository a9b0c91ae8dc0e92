from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutover_tui.domain.plan import Person, Plan, Task, Tier
from cutover_tui.runner.planning import PlanProblems, make_plan
from cutover_tui.storage.author_messages import MessagesFile
from cutover_tui.storage.author_models import (
    AuthorAnchor,
    AuthorChecklist,
    AuthorQuestion,
    AuthorRegister,
    AuthorRole,
    AuthorService,
)
from cutover_tui.storage.checklist_files import Catalogue, load_catalogue, shipped_checklists
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes
from cutover_tui.storage.practice_file import PlannedMoment, PracticeFile, RegisterItem, load_practice

ANCHORS = (
    {"code": "FDP", "name": "Final data production", "kind": "time"},
    {"code": "CUT", "name": "Extract taken", "kind": "time", "default": "FDP"},
    {"code": "GL", "name": "Go-live", "kind": "time"},
    {"code": "LEG", "name": "Access to the old system ends", "kind": "date", "default": "GL+90d"},
    {"code": "HOLD", "name": "Pause called", "kind": "recorded"},
)
QUESTIONS = (
    {"id": "uses-eps", "ask": "Does the practice use EPS?", "kind": "practice"},
    {"id": "ids-move", "ask": "Do the identifiers move?", "kind": "practice", "not_sure": "no"},
    {"id": "resends", "ask": "Does the lab send again?", "kind": "item", "register": "lab"},
    {"id": "overrun", "ask": "Did it take long?", "kind": "day", "words": "only if it took more than 72 hours"},
)
REGISTERS = (
    {"id": "lab", "name": "lab", "plural": "labs", "must_state": "yes"},
    {"id": "wholesaler", "name": "wholesaler", "plural": "wholesalers"},
    {"id": "report", "name": "report", "plural": "reports", "standard": ("QOF", "capitation")},
    {"id": "urgent-care", "name": "provider", "plural": "providers"},
)
JO = Person(initials="JB", name="Jo Bell", roles=("PM",))
AMINA = Person(initials="AK", name="Amina Kent", roles=("CL",), clinician=True)


def a_task(task_id: str, **more: object) -> dict[str, object]:
    return {"id": task_id, "title": f"Do {task_id}", "tier": "core", "do": ("Do it.",), "owner": "PM"} | more


def a_service(service_id: str, **more: object) -> AuthorService:
    return AuthorService.model_validate(
        {"id": service_id, "name": "Results", "short_name": "RESULTS", "normal": "On", "cutover_state": "off"} | more
    )


MESSAGES = MessagesFile.model_validate(
    {
        "audiences": ({"id": "lab", "name": "Laboratories", "register": "lab"},),
        "channels": ({"id": "phone", "name": "Phone"},),
        "events": ({"id": "planned", "name": "Planned", "tell": ({"audience": "lab", "by": "FDP-2w"},)},),
        "templates": (
            {
                "id": "planned-lab",
                "event": "planned",
                "audiences": ("lab",),
                "channels": ("phone",),
                "words": ("Ring [line].",),
            },
        ),
        "rhythm": {"sitrep_minutes": "30", "huddles_on_the_day": ["09:00"], "huddle": "08:30", "huddle_days": "10"},
    }
)


def a_catalogue(*tasks: dict[str, object], services: tuple[AuthorService, ...] = (), letter: str = "C") -> Catalogue:
    checklist = {"checklist": letter, "name": "Cutover", "phases": ({"phase": "All of it", "tasks": tasks},)}
    return Catalogue(
        checklists=(AuthorChecklist.model_validate(checklist),),
        anchors=tuple(AuthorAnchor.model_validate(anchor) for anchor in ANCHORS),
        roles=(
            AuthorRole(code="PM", name="Practice manager"),
            AuthorRole(code="CL", name="Clinical lead"),
            AuthorRole(code="RX", name="Prescriptions lead"),
        ),
        questions=tuple(AuthorQuestion.model_validate(question) for question in QUESTIONS),
        registers=tuple(AuthorRegister.model_validate(register) for register in REGISTERS),
        services=services,
        categories=(),
        messages=MESSAGES,
        sources=(),
    )


def items(*names: str, kind: str = "", **answers: str) -> tuple[RegisterItem, ...]:
    return tuple(RegisterItem(name=name, kind=kind, answers=answers) for name in names)


PRACTICE = PracticeFile(
    practice="Larkfield Surgery",
    ods_code="Y09999",
    from_system="EMIS Web",
    to_system="SystmOne",
    lead="JB",
    bridge_call="01632 960 000",
    zone="Europe/London",
    anchors={
        "FDP": PlannedMoment(day=date(2026, 11, 26), at=time(18, 30)),
        "GL": PlannedMoment(day=date(2026, 12, 1), at=time(8)),
    },
    opening_days=(0, 1, 2, 3, 4),
    day_starts=time(8),
    day_ends=time(18, 30),
    closures={},
    profile={},
    registers={"lab": items("Northgate Pathology", "Westmoor Radiology")},
    none_stated_by="",
    people=(JO, AMINA),
)


def refs(plan: Plan) -> list[str]:
    return [task.ref for task in plan.tasks]


def only_task(plan: Plan) -> Task:
    (task,) = plan.tasks
    return task


def problems(catalogue: Catalogue, practice: PracticeFile = PRACTICE, *, core_only: bool = False) -> tuple[str, ...]:
    with pytest.raises(PlanProblems) as found:
        make_plan(catalogue, practice, core_only=core_only)
    assert str(found.value) == "\n".join(found.value.problems)
    return found.value.problems


@cache
def shipped() -> tuple[Catalogue, PracticeFile]:
    catalogue = load_catalogue(shipped_checklists())
    return catalogue, load_practice(shipped_checklists() / "example-practice.yaml", catalogue)


class TestTheExamplePractice:
    def test_needs_239_of_the_240_tasks_and_does_them_455_times(self) -> None:
        plan = make_plan(*shipped())

        assert len(plan.tasks) == 455
        assert len({task.id for task in plan.tasks}) == 239
        assert {letter: sum(task.checklist == letter for task in plan.tasks) for letter in "PFCGRH"} == {
            "P": 134,
            "F": 52,
            "C": 109,
            "G": 61,
            "R": 73,
            "H": 26,
        }
        assert plan.left_out == {
            "appt-reduce": "‘Might the practice see only urgent patients during cutover?’ is answered no."
        }

    def test_needs_143_core_tasks_and_the_way_back_of_one_of_them(self) -> None:
        plan = make_plan(*shipped(), core_only=True)

        assert plan.selection == "core"
        assert len(plan.tasks) == 265
        assert len({task.id for task in plan.tasks if task.tier is Tier.CORE}) == 143
        assert {task.id for task in plan.tasks if task.tier is not Tier.CORE} == {"gplinks-on"}
        assert len(plan.left_out) == 96

    def test_has_40_services_with_six_of_them_in_the_strip(self) -> None:
        plan = make_plan(*shipped())

        watched = {service.watch: service.service for service in plan.services if service.watch}
        assert len(plan.services) == 40
        assert [watched[place] for place in range(1, 7)] == [
            "eps", "pathology", "screening", "gp2gp", "gp-links", "third-party",
        ]  # fmt: skip

    def test_says_for_every_service_who_switches_and_who_catches_it_and_what_shows_it(self) -> None:
        plan = make_plan(*shipped())

        roles = {role.code for role in plan.roles}
        for service in plan.services:
            assert {service.switched_by, service.caught_by} <= roles, service.id
            assert service.normal, service.id
            assert service.evidence_off, service.id
            assert service.evidence_on, service.id
        assert len({service.service for service in plan.services}) == 26

    def test_has_tasks_that_bring_eps_on_and_then_prove_it(self) -> None:
        plan = make_plan(*shipped())

        brings = {
            service.id: {by_ref[ref].id: stage for ref, stage in (service.brings or {}).items()}
            for by_ref in ({task.ref: task for task in plan.tasks},)
            for service in plan.services
        }
        assert brings["eps"] == {"eps-pause": "off", "eps-resume": "on", "eps-test": "flowing"}
        assert brings["pathology:northgate-pathology"] == {"lab-off": "off", "lab-on": "flowing"}
        assert brings["erd"] == {"erd-cancel": "off", "erd-reissue": "flowing"}
        assert brings["patient-app:nhs-app"] == {"nhsapp-notify": "asked"}

    def test_has_every_switch_off_undone_and_nothing_pointing_nowhere(self) -> None:
        plan = make_plan(*shipped())

        known = set(refs(plan))
        for task in plan.tasks:
            assert known.issuperset(task.needs + task.reverses + task.reversed_by + task.settles + task.settled_by)
        lab_off = {task.item: task for task in plan.tasks if task.id == "lab-off"}
        lab_on = {task.item: task for task in plan.tasks if task.id == "lab-on"}
        assert lab_off["Northgate Pathology"].reversed_by == (lab_on["Northgate Pathology"].ref,)

    def test_keeps_every_number_when_only_the_core_set_is_planned(self) -> None:
        def numbers(plan: Plan) -> dict[str, str]:
            return {task.id: task.ref.rstrip("abcdefghijklmnopqrstuvwxyz") for task in plan.tasks}

        everything = numbers(make_plan(*shipped()))

        core = numbers(make_plan(*shipped(), core_only=True))

        assert core.items() <= everything.items()

    def test_shows_no_placeholder_anywhere(self) -> None:
        assert b"{item}" not in plan_to_bytes(make_plan(*shipped()))

    def test_comes_back_from_its_own_bytes(self) -> None:
        plan = make_plan(*shipped())

        assert plan_from_bytes(plan_to_bytes(plan)) == plan


names = st.lists(
    st.text("abcdefghij ", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=30, unique=True
)
some_answers = st.dictionaries(
    st.sampled_from(["uses-eps", "uses-erd", "dispensing", "online-services", "log-off-required", "shares-records"]),
    st.sampled_from(["yes", "no", "not sure"]),
)


@settings(max_examples=20, deadline=None)
@given(labs=names, sites=names, answers=some_answers, core_only=st.booleans())
def test_whatever_a_practice_lists_numbers_are_unique_and_instances_apart(
    labs: list[str], sites: list[str], answers: dict[str, str], *, core_only: bool
) -> None:
    catalogue, example = shipped()
    lists = {**example.registers, "lab": items(*labs, resends="yes"), "site": items(*sites)}
    practice = replace(example, registers=lists, profile={**example.profile, **answers})

    plan = make_plan(catalogue, practice, core_only=core_only)

    assert len(set(refs(plan))) == len(plan.tasks)
    assert len({(task.id, task.item, task.day) for task in plan.tasks}) == len(plan.tasks)
    assert len({service.id for service in plan.services}) == len(plan.services)
    assert plan_to_bytes(make_plan(catalogue, practice, core_only=core_only)) == plan_to_bytes(plan)


class TestNumbers:
    def test_count_tasks_that_are_left_out_so_that_a_number_means_the_same_everywhere(self) -> None:
        catalogue = a_catalogue(a_task("first", tier="extended"), a_task("second"))

        assert refs(make_plan(catalogue, PRACTICE)) == ["C-01", "C-02"]
        assert refs(make_plan(catalogue, PRACTICE, core_only=True)) == ["C-02"]

    def test_have_a_letter_where_a_task_repeats_even_for_one_item(self) -> None:
        catalogue = a_catalogue(a_task("ask", title="Ask {item}", repeats_per="lab"))

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": items("Northgate")}))

        assert refs(plan) == ["C-01a"]

    def test_go_on_with_two_letters_after_z(self) -> None:
        catalogue = a_catalogue(a_task("ask", title="Ask {item}", repeats_per="lab"))
        labs = items(*(f"Lab {place}" for place in range(28)))

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": labs}))

        assert refs(plan)[-3:] == ["C-01z", "C-01aa", "C-01ab"]


class TestItems:
    def test_stand_in_the_title_the_steps_the_evidence_and_the_answers(self) -> None:
        answers = {"question": "{item} is", "done": ("off, {item} says",), "not_done": ("{item} does not say",)}
        catalogue = a_catalogue(
            a_task(
                "off",
                title="{item}: off",
                do=("Ask {item}.",),
                evidence=("Name at {item}",),
                answers=answers,
                repeats_per="lab",
                why="{item} writes.",
            )
        )

        task = only_task(make_plan(catalogue, replace(PRACTICE, registers={"lab": items("Northgate")})))

        assert task.answers is not None
        assert (task.title, task.do, task.evidence) == ("Northgate: off", ("Ask Northgate.",), ("Name at Northgate",))
        assert (task.answers.question, task.why) == ("Northgate is", "Northgate writes.")
        assert (task.answers.done, task.answers.not_done) == (("off, Northgate says",), ("Northgate does not say",))

    def test_are_the_standard_ones_where_the_practice_lists_none(self) -> None:
        catalogue = a_catalogue(a_task("compare", title="Compare {item}", repeats_per="report"))

        assert [task.item for task in make_plan(catalogue, PRACTICE).tasks] == ["QOF", "capitation"]

    def test_that_answered_no_have_no_instance_and_the_others_keep_theirs(self) -> None:
        catalogue = a_catalogue(a_task("resent", title="{item}: sent", repeats_per="lab", applies_when="resends"))
        labs = (*items("Northgate", resends="no"), *items("Westmoor", resends="not sure"), *items("Fellside"))

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": labs}))

        assert [(task.ref, task.item) for task in plan.tasks] == [("C-01a", "Westmoor"), ("C-01b", "Fellside")]

    def test_that_all_answered_no_leave_the_task_out_and_say_so(self) -> None:
        catalogue = a_catalogue(
            a_task("resent", title="{item}: sent", repeats_per="lab", applies_when="resends"), a_task("other")
        )

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": items("Northgate", resends="no")}))

        assert plan.left_out == {"resent": "None of the labs needs it, by the answers given about each."}

    def test_missing_from_a_list_that_needs_no_statement_leave_the_task_out_and_say_so(self) -> None:
        catalogue = a_catalogue(a_task("order", title="Order from {item}", repeats_per="wholesaler"), a_task("other"))

        plan = make_plan(catalogue, PRACTICE)

        assert plan.left_out == {"order": "No wholesalers are listed."}

    def test_stated_as_none_are_no_problem(self) -> None:
        catalogue = a_catalogue(a_task("ask", title="Ask {item}", repeats_per="lab"), a_task("other"))

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": ()}, none_stated_by="JB"))

        assert plan.left_out == {"ask": "No labs are listed."}

    def test_not_stated_at_all_are_a_problem_where_they_must_be(self) -> None:
        catalogue = a_catalogue(a_task("ask", title="Ask {item}", repeats_per="lab"), a_task("other"))

        (problem,) = problems(catalogue, replace(PRACTICE, registers={}))

        assert problem == (
            "Nothing says which labs there are. List them under registers: lab:, or write none there and under "
            "none_stated_by: the initials of the person who says so."
        )


class TestTheProfile:
    @pytest.mark.parametrize(
        ("condition", "answer", "applies"),
        [
            ("uses-eps", "yes", True),
            ("uses-eps", "no", False),
            ("uses-eps", "not sure", True),
            ("uses-eps", None, True),
            ("not uses-eps", "yes", False),
            ("not uses-eps", "no", True),
            ("not ids-move", "not sure", True),
            ("not ids-move", None, True),
            ("not ids-move", "yes", False),
            ("ids-move", None, False),
        ],
    )
    def test_decides_with_doubt_counting_as_its_author_said(
        self, condition: str, answer: str | None, *, applies: bool
    ) -> None:
        question = condition.removeprefix("not ")
        catalogue = a_catalogue(a_task("maybe", applies_when=condition), a_task("other"))

        plan = make_plan(catalogue, replace(PRACTICE, profile={} if answer is None else {question: answer}))

        assert ("C-01" in refs(plan)) == applies
        assert plan.profile[question] == (answer or "not sure")

    def test_keeps_a_task_only_when_all_its_conditions_hold_and_says_which_does_not(self) -> None:
        catalogue = a_catalogue(a_task("maybe", applies_when=("uses-eps", "not ids-move")), a_task("other"))

        plan = make_plan(catalogue, replace(PRACTICE, profile={"uses-eps": "yes", "ids-move": "yes"}))

        assert plan.left_out == {"maybe": "‘Do the identifiers move?’ is answered yes."}

    @pytest.mark.parametrize(
        ("condition", "words"),
        [("overrun", "only if it took more than 72 hours"), ("not overrun", "unless it took more than 72 hours")],
    )
    def test_leaves_what_is_known_only_on_the_day_to_the_day(self, condition: str, words: str) -> None:
        task = only_task(make_plan(a_catalogue(a_task("report", applies_when=condition)), PRACTICE))

        assert task.condition == words


class TestDays:
    def test_of_the_span_have_an_instance_each_without_the_weekend(self) -> None:
        catalogue = a_catalogue(a_task("huddle", due="DAILY@08:15", repeats_per="day"))

        plan = make_plan(catalogue, PRACTICE)

        assert [(task.ref, task.day, task.daily_of) for task in plan.tasks] == [
            ("C-01a", date(2026, 11, 27), "C-01"),
            ("C-01b", date(2026, 11, 30), "C-01"),
        ]

    def test_come_within_each_item(self) -> None:
        catalogue = a_catalogue(
            a_task("review", title="Review {item}", due="DAILY@17:00", repeats_per=("lab", "day"), weekends="yes")
        )

        plan = make_plan(catalogue, PRACTICE)

        assert [(task.item[:5], task.day and task.day.day) for task in plan.tasks] == [
            (lab, day) for lab in ("North", "Westm") for day in (27, 28, 29, 30)
        ]
        assert refs(plan)[4] == "C-01e"

    def test_of_a_span_not_known_yet_are_stood_for_by_one_instance_without_a_day(self) -> None:
        daily = a_task("watch", not_before="HOLD", due="DAILY@12:00", not_after="HOLD+14d", repeats_per="day")

        task = only_task(make_plan(a_catalogue(daily), PRACTICE))

        assert (task.ref, task.day, task.daily_of) == ("C-01a", None, "C-01")


class TestReferences:
    def test_go_to_the_same_item_where_both_repeat_over_one_register(self) -> None:
        catalogue = a_catalogue(
            a_task("off", title="{item}: off", repeats_per="lab", reversed_by="on"),
            a_task("on", title="{item}: on", repeats_per="lab", reverses="off", needs="off"),
        )

        plan = make_plan(catalogue, PRACTICE)

        assert [(task.ref, task.needs + task.reverses + task.reversed_by) for task in plan.tasks] == [
            ("C-01a", ("C-02a",)),
            ("C-01b", ("C-02b",)),
            ("C-02a", ("C-01a", "C-01a")),
            ("C-02b", ("C-01b", "C-01b")),
        ]

    def test_go_to_all_instances_where_only_one_end_repeats(self) -> None:
        catalogue = a_catalogue(
            a_task("off", title="{item}: off", repeats_per="lab", needs="start"),
            a_task("start"),
            a_task("go", needs="off"),
        )

        plan = make_plan(catalogue, PRACTICE)

        assert [task.needs for task in plan.tasks] == [("C-02",), ("C-02",), (), ("C-01a", "C-01b")]

    def test_go_to_the_same_day_where_both_are_daily_and_to_every_day_from_elsewhere(self) -> None:
        catalogue = a_catalogue(
            a_task("log", due="DAILY@17:00", repeats_per="day", settled_by="enter"),
            a_task("print", due="DAILY@18:00", repeats_per="day", needs="log"),
            a_task("enter", settles="log"),
        )

        plan = make_plan(catalogue, PRACTICE)

        assert [task.needs for task in plan.tasks if task.id == "print"] == [("C-01a",), ("C-01b",)]
        assert plan.tasks[0].settled_by == ("C-03",)
        assert plan.tasks[-1].settles == ("C-01a", "C-01b")

    def test_to_a_task_left_out_are_dropped(self) -> None:
        catalogue = a_catalogue(a_task("extra", tier="extended"), a_task("core", needs="extra"))

        assert only_task(make_plan(catalogue, PRACTICE, core_only=True)).needs == ()

    def test_in_a_circle_are_named(self) -> None:
        catalogue = a_catalogue(a_task("one", needs="two"), a_task("two", needs="three"), a_task("three", needs="one"))

        (problem,) = problems(catalogue)

        assert problem.startswith("These tasks wait for each other, so none could come first: ")
        assert problem.endswith("Take one of these needs out.")
        assert {"C-01 needs C-02", "C-02 needs C-03", "C-03 needs C-01"} == set(
            problem.partition("first: ")[2].partition(".")[0].split(", ")
        )


class TestWaysBack:
    def test_belong_to_the_core_plan_when_nothing_else_undoes_a_core_switch_off(self) -> None:
        catalogue = a_catalogue(
            a_task("off", reversed_by=("on", "on-too")),
            a_task("on", tier="extended", reverses="off"),
            a_task("on-too", tier="extended", reverses="off"),
            a_task("spare", tier="extended"),
        )

        plan = make_plan(catalogue, PRACTICE, core_only=True)

        assert refs(plan) == ["C-01", "C-02", "C-03"]
        assert plan.left_out == {"spare": "It belongs to the extended set, and this plan holds the core set only."}

    def test_stay_out_of_the_core_plan_when_a_core_task_undoes_it(self) -> None:
        catalogue = a_catalogue(
            a_task("off", reversed_by=("on", "on-too")),
            a_task("on", reverses="off"),
            a_task("on-too", tier="extended", reverses="off"),
        )

        assert refs(make_plan(catalogue, PRACTICE, core_only=True)) == ["C-01", "C-02"]

    def test_all_left_out_are_a_problem(self) -> None:
        catalogue = a_catalogue(a_task("off", reversed_by="on"), a_task("on", reverses="off", applies_when="uses-eps"))

        (problem,) = problems(catalogue, replace(PRACTICE, profile={"uses-eps": "no"}))

        assert problem == (
            "Task C-01 ‘Do off’ would never be undone. ‘on’ is left out: ‘Does the practice use EPS?’ is answered no. "
            "Answer so that it comes back into the plan, or so that C-01 leaves it too."
        )

    def test_missing_for_one_item_are_a_problem(self) -> None:
        catalogue = a_catalogue(
            a_task("off", title="{item}: off", repeats_per="lab", reversed_by="on"),
            a_task("on", title="{item}: on", repeats_per="lab", reverses="off", applies_when="resends"),
        )
        labs = (*items("Northgate"), *items("Westmoor", resends="no"))

        (problem,) = problems(catalogue, replace(PRACTICE, registers={"lab": labs}))

        assert problem == (
            "Task C-01b ‘Westmoor: off’ would never be undone. ‘on’ has no instance for Westmoor. "
            "Answer so that it comes back into the plan, or so that C-01b leaves it too."
        )


class TestTheRoster:
    def test_must_hold_the_owner_of_every_task(self) -> None:
        catalogue = a_catalogue(a_task("one"), a_task("two", owner="RX"))

        (problem,) = problems(catalogue)

        assert problem == (
            "Task C-02 ‘Do two’ has no owner: nobody holds role RX (Prescriptions lead). "
            "Give the role to someone under people:"
        )

    @pytest.mark.parametrize(("more", "words"), [(1, "and 1 other have no owner"), (2, "and 2 others have no owner")])
    def test_is_asked_once_for_each_role(self, more: int, words: str) -> None:
        catalogue = a_catalogue(*(a_task(f"task-{place}", owner="RX") for place in range(more + 1)))

        (problem,) = problems(catalogue)

        assert problem.startswith(f"Task C-01 ‘Do task-0’ {words}: nobody holds role RX")

    def test_counts_a_task_once_however_many_days_it_has(self) -> None:
        catalogue = a_catalogue(a_task("huddle", due="DAILY@08:15", repeats_per="day", owner="RX"))

        (problem,) = problems(catalogue)

        assert problem.startswith("Task C-01a ‘Do huddle’ has no owner")

    def test_must_have_two_people_for_a_task_of_two(self) -> None:
        both = replace(JO, roles=("PM", "CL"))
        catalogue = a_catalogue(a_task("sign", second_person="yes", checked_by=("CL",)))

        (problem,) = problems(catalogue, replace(PRACTICE, people=(both,)))

        assert problem == (
            "Task C-01 ‘Do sign’ needs two different people, one to do it and one to confirm it: "
            "PM is held by JB, CL is held by JB. Give one of these roles to someone else under people:"
        )

    def test_may_have_one_person_in_both_roles_when_somebody_else_holds_one_too(self) -> None:
        both = replace(JO, roles=("PM", "CL"))
        catalogue = a_catalogue(a_task("sign", second_person="yes", checked_by=("CL",)))

        assert refs(make_plan(catalogue, replace(PRACTICE, people=(both, AMINA)))) == ["C-01"]

    def test_names_the_checking_role_that_nobody_holds(self) -> None:
        catalogue = a_catalogue(
            a_task("sign", second_person="yes", checked_by=("RX",)),
            a_task("sign-too", second_person="yes", checked_by=("RX",)),
        )

        (problem,) = problems(catalogue)

        assert problem == (
            "Task C-01 ‘Do sign’ and 1 other need two different people, one to do it and one to confirm it: "
            "PM is held by JB, RX is held by nobody. Give one of these roles to someone else under people:"
        )

    @pytest.mark.parametrize(("people", "enough"), [((JO, AMINA), True), ((JO,), False)])
    def test_lets_anybody_else_confirm_where_no_role_is_named(
        self, people: tuple[Person, ...], *, enough: bool
    ) -> None:
        catalogue = a_catalogue(a_task("sign", second_person="yes"))
        practice = replace(PRACTICE, people=people)

        if enough:
            assert refs(make_plan(catalogue, practice)) == ["C-01"]
        else:
            assert len(problems(catalogue, practice)) == 1


class TestServices:
    def test_have_one_instance_for_each_item_with_the_tasks_of_that_item(self) -> None:
        service = a_service("pathology", register="lab", off_tasks=("off", "tell"), restore_tasks=("on",), watch="2")
        catalogue = a_catalogue(
            a_task("off", title="{item}: off", repeats_per="lab"),
            a_task("on", title="{item}: on", repeats_per="lab"),
            a_task("tell"),
            services=(service,),
        )

        plan = make_plan(catalogue, PRACTICE)

        assert [
            (found.id, found.item, found.off_tasks, found.restore_tasks, found.watch) for found in plan.services
        ] == [
            ("pathology:northgate-pathology", "Northgate Pathology", ("C-01a", "C-03"), ("C-02a",), 2),
            ("pathology:westmoor-radiology", "Westmoor Radiology", ("C-01b", "C-03"), ("C-02b",), 2),
        ]

    def test_without_a_register_have_one_instance_with_all_tasks(self) -> None:
        service = a_service("results", off_tasks=("off",), restore_tasks=("missing",))
        catalogue = a_catalogue(a_task("off", title="{item}: off", repeats_per="lab"), services=(service,))

        (found,) = make_plan(catalogue, PRACTICE).services

        assert (found.id, found.off_tasks, found.restore_tasks) == ("results", ("C-01a", "C-01b"), ())

    def test_say_which_task_brings_which_stage(self) -> None:
        tasks = [a_task(name) for name in ("ask", "tell", "off", "on", "flow", "count")]
        service = a_service(
            "results",
            off_tasks=("ask", "tell", "off"),
            restore_tasks=("on", "flow", "count"),
            asked_by="ask",
            off_by="off",
            on_by="on",
            flowing_by="flow",
            switched_by="PM",
            caught_by="CL",
            evidence_off="Time off",
            evidence_on="First result",
        )

        (found,) = make_plan(a_catalogue(*tasks, services=(service,)), PRACTICE).services

        assert found.brings == {"C-01": "asked", "C-03": "off", "C-04": "on", "C-05": "flowing"}
        assert (found.switched_by, found.caught_by, found.evidence_off, found.evidence_on) == (
            "PM", "CL", "Time off", "First result",
        )  # fmt: skip

    def test_that_say_nothing_of_stages_go_by_the_order_of_their_tasks(self) -> None:
        tasks = [a_task(name) for name in ("off", "off-too", "on", "flow")]
        service = a_service("results", off_tasks=("off", "off-too"), restore_tasks=("on", "flow"))

        (found,) = make_plan(a_catalogue(*tasks, services=(service,)), PRACTICE).services

        assert found.brings == {"C-01": "off", "C-02": "off", "C-03": "on", "C-04": "flowing"}

    def test_keep_apart_items_whose_names_differ_only_in_marks(self) -> None:
        service = a_service("results", register="wholesaler", off_tasks=("off",))
        catalogue = a_catalogue(a_task("off"), services=(service,))
        wholesalers = items("North-Gate", "North Gate", "北")
        practice = replace(PRACTICE, registers={"lab": (), "wholesaler": wholesalers})

        plan = make_plan(catalogue, practice)

        assert [found.id for found in plan.services] == ["results:north-gate", "results:north-gate-2", "results:item"]

    @pytest.mark.parametrize(
        "service",
        [
            pytest.param(a_service("results", off_tasks=("missing",)), id="no task of the plan touches it"),
            pytest.param(a_service("results", off_tasks=("off",), applies_when="uses-eps"), id="it is not used"),
        ],
    )
    def test_the_practice_does_not_have_are_not_in_the_plan(self, service: AuthorService) -> None:
        catalogue = a_catalogue(a_task("off"), services=(service,))

        assert make_plan(catalogue, replace(PRACTICE, profile={"uses-eps": "no"})).services == ()

    def test_for_one_kind_have_instances_for_items_of_that_kind_only(self) -> None:
        messages = a_service("messages", register="urgent-care", only="n111", off_tasks=("off",))
        reports = a_service("reports", register="urgent-care", only="ooh", off_tasks=("off",))
        catalogue = a_catalogue(a_task("off"), services=(messages, reports))
        providers = (*items("NHS 111", kind="n111"), *items("Fellside", kind="ooh"))

        plan = make_plan(catalogue, replace(PRACTICE, registers={"lab": (), "urgent-care": providers}))

        assert [found.id for found in plan.services] == ["messages:nhs-111", "reports:fellside"]

    def test_each_for_one_kind_need_every_item_to_say_its_kind(self) -> None:
        messages = a_service("messages", register="urgent-care", only="n111", off_tasks=("off",))
        reports = a_service("reports", register="urgent-care", only="ooh", off_tasks=("off",))
        catalogue = a_catalogue(a_task("off"), services=(messages, reports))

        (problem,) = problems(catalogue, replace(PRACTICE, registers={"lab": (), "urgent-care": items("Fellside")}))

        assert problem == (
            "‘Fellside’ under registers: urgent-care: has no known kind. Write kind: n111 or kind: ooh beside its name."
        )


class TestTheCalendar:
    def test_holds_the_bank_holidays_of_every_year_touched_and_one_more(self) -> None:
        calendar = make_plan(a_catalogue(a_task("one")), PRACTICE).calendar

        assert {day[:4] for day in calendar.bank_holidays} == {"2026", "2027", "2028"}
        assert calendar.bank_holidays["2026-12-25"] == "Christmas Day"

    def test_holds_the_practice_s_own_days_and_hours(self) -> None:
        practice = replace(PRACTICE, opening_days=(0, 5), day_starts=time(9), closures={"2026-12-24": "Training"})

        calendar = make_plan(a_catalogue(a_task("one")), practice).calendar

        assert (calendar.opening_days, calendar.day_starts) == ((0, 5), time(9))
        assert calendar.closures == {"2026-12-24": "Training"}


class TestAnchors:
    def test_given_in_summer_time_are_planned_in_utc(self) -> None:
        moments = {**PRACTICE.anchors, "FDP": PlannedMoment(day=date(2026, 10, 22), at=time(18, 30))}

        plan = make_plan(a_catalogue(a_task("one")), replace(PRACTICE, anchors=moments))

        extract = plan.anchors[0]
        assert (extract.planned_at, extract.has_time) == (datetime(2026, 10, 22, 17, 30, tzinfo=UTC), True)

    def test_given_as_a_date_begin_with_core_hours(self) -> None:
        moments = {**PRACTICE.anchors, "LEG": PlannedMoment(day=date(2027, 7, 1))}

        plan = make_plan(a_catalogue(a_task("one")), replace(PRACTICE, anchors=moments))

        legacy = plan.anchors[3]
        assert (legacy.planned_at, legacy.has_time) == (datetime(2027, 7, 1, 7, 0, tzinfo=UTC), False)

    def test_not_given_keep_the_offset_they_are_counted_by(self) -> None:
        plan = make_plan(a_catalogue(a_task("one")), PRACTICE)

        cut, hold = plan.anchors[1], plan.anchors[4]
        assert (cut.planned_at, cut.default) == (None, "FDP")
        assert (hold.planned_at, hold.default) == (None, "")


def test_a_title_too_long_with_its_item_is_told_once_for_all_its_days() -> None:
    title = "{item}: " + "x" * 81
    daily = a_task("review", title=title, due="DAILY@17:00", repeats_per=("lab", "day"))
    lab = "Northgate Pathology and the Laboratories of the County"

    (problem,) = problems(a_catalogue(daily), replace(PRACTICE, registers={"lab": items(lab)}))

    assert problem == (
        f"The title of task C-01a is 137 characters long with ‘{lab}’ in it, and 120 fit. Give the item a shorter name."
    )


def test_everything_that_stands_in_the_way_is_told_at_once() -> None:
    catalogue = a_catalogue(
        a_task("ask", title="Ask {item}", repeats_per="lab"),
        a_task("one", owner="RX", needs="two"),
        a_task("two", owner="CL", needs="one"),
    )

    found = problems(catalogue, replace(PRACTICE, registers={}))

    assert [words.split(" ")[0] for words in found] == ["Nothing", "Task", "These"]


def test_a_heading_with_nothing_under_it_is_not_in_the_plan() -> None:
    catalogue = a_catalogue(a_task("extra", tier="extended"))

    plan = make_plan(catalogue, PRACTICE, core_only=True)

    assert (plan.tasks, plan.checklists) == ((), ())
