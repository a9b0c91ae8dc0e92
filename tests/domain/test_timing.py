from __future__ import annotations

import time as stopwatch
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.plan import Anchor, Calendar, Task
from cutover_tui.domain.timing import (
    OFFSET_GRAMMAR,
    Offset,
    OffsetProblem,
    Window,
    add_working_days,
    daily_days,
    is_working_day,
    next_working_day,
    offset_instant,
    parse_offset,
    previous_working_day,
    schedule,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(
    bank_holidays={
        "2026-12-25": "Christmas Day",
        "2026-12-28": "Boxing Day",
        "2027-01-01": "New Year's Day",
        "2027-03-26": "Good Friday",
        "2027-03-29": "Easter Monday",
    },
    closures={"2026-11-18": "Training afternoon"},
)
MONDAY_FDP = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Give the instant of a London time."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def task(**fields: Any) -> Task:  # noqa: ANN401 (any field of a task)
    return Task(**({"ref": "F-1", "id": "a-task", "checklist": "F", "phase": "Before", "title": "Act"} | fields))


def window(anchors: Mapping[str, datetime], calendar: Calendar = CALENDAR, **fields: Any) -> Window:  # noqa: ANN401 (as above)
    return schedule([task(**fields)], anchors, calendar)["F-1"]


def due(offset: str, *, calendar: Calendar = CALENDAR, rolls: bool = True, **anchors: datetime) -> datetime | None:
    return window(anchors, calendar, due=offset, rolls=rolls).due_at


# Offsets


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("FDP", Offset("FDP")),
        ("GL@13:00", Offset("GL", at=time(13))),
        ("FDP-5wd", Offset("FDP", -5, "wd")),
        ("FDP-5wd@16:00", Offset("FDP", -5, "wd", time(16))),
        ("GL+14d", Offset("GL", 14, "d")),
        ("CUT+2w@08:15", Offset("CUT", 2, "w", time(8, 15))),
        ("CUT+72h", Offset("CUT", 72, "h")),
        ("GL-30min", Offset("GL", -30, "min")),
        ("DAILY@08:15", Offset("DAILY", at=time(8, 15), daily=True)),
    ],
)
def test_every_form_of_the_grammar_is_read(text: str, offset: Offset) -> None:
    assert parse_offset(text) == offset


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The offset is empty."),
        ("fdp", "‘fdp’ does not start with an anchor's code in capital letters, with +, - or @ straight after it."),
        (
            "FDP - 5wd",
            "‘FDP - 5wd’ does not start with an anchor's code in capital letters, with +, - or @ straight after",
        ),
        ("FDP@9:00", "‘FDP@9:00’ has ‘9:00’ after the @, which is not a time of day from 00:00 to 23:59."),
        ("FDP-1d@24:00", "‘FDP-1d@24:00’ has ‘24:00’ after the @, which is not a time of day from 00:00 to 23:59."),
        ("FDP-wd", "‘FDP-wd’ has no whole number after the plus or minus."),
        ("FDP-10000d", "‘FDP-10000d’ has a number of more than four digits."),
        ("FDP-5", "‘FDP-5’ does not say what it counts 5 of."),
        ("FDP-5x", "‘FDP-5x’ counts in ‘x’, which is not a unit."),
        ("FDP-1.5d", "‘FDP-1.5d’ counts in ‘.5d’, which is not a unit."),
        ("DAILY", "‘DAILY’ needs a time of day and nothing else after DAILY."),
        ("DAILY+1d@08:00", "‘DAILY+1d@08:00’ needs a time of day and nothing else after DAILY."),
    ],
)
def test_an_offset_that_is_not_understood_says_which_part_and_how_to_write_it(text: str, words: str) -> None:
    with pytest.raises(OffsetProblem) as problem:
        parse_offset(text)

    assert str(problem.value).startswith(words)
    assert str(problem.value).endswith(OFFSET_GRAMMAR)


@given(st.text(alphabet="FDPGL+-0123456789dwhmin@: "))
def test_any_text_is_either_an_offset_or_explained(text: str) -> None:
    understood, words = True, ""
    try:
        parse_offset(text)
    except OffsetProblem as problem:
        understood, words = False, str(problem)

    assert understood or words.endswith(OFFSET_GRAMMAR)


# Working days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2027, 3, 26), False),
        (date(2026, 11, 18), False),
    ],
)
def test_weekends_bank_holidays_and_closures_are_not_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day, CALENDAR) is worked


def test_a_practice_open_on_saturdays_works_on_saturdays() -> None:
    calendar = replace(CALENDAR, opening_days=(0, 1, 2, 3, 4, 5))

    assert is_working_day(date(2026, 11, 21), calendar)
    assert add_working_days(date(2026, 11, 23), -1, calendar) == date(2026, 11, 21)


def test_working_days_are_counted_over_christmas() -> None:
    assert add_working_days(date(2026, 12, 24), 1, CALENDAR) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 29), -1, CALENDAR) == date(2026, 12, 24)


def test_a_calendar_without_opening_days_says_so_instead_of_searching_for_ever() -> None:
    with pytest.raises(ValueError, match=r"^The calendar has no opening days, so no working day can be found\."):
        next_working_day(date(2026, 11, 23), replace(CALENDAR, opening_days=()))


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
calendars = st.builds(
    Calendar,
    opening_days=st.sets(st.integers(0, 6), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    closures=st.sets(days, max_size=20).map(lambda closed: {day.isoformat(): "Closed" for day in closed}),
)


@given(days, calendars)
def test_rolling_back_is_never_later_rolling_forward_never_earlier_and_both_give_working_days(
    day: date, calendar: Calendar
) -> None:
    back, forward = previous_working_day(day, calendar), next_working_day(day, calendar)

    assert back <= day <= forward
    assert is_working_day(back, calendar)
    assert is_working_day(forward, calendar)


@given(days, calendars, st.integers(-60, 60))
def test_counting_working_days_there_and_back_returns_to_a_working_day(
    day: date, calendar: Calendar, count: int
) -> None:
    start = next_working_day(day, calendar)

    there = add_working_days(start, count, calendar)

    assert is_working_day(there, calendar)
    assert add_working_days(there, -count, calendar) == start


# Offsets against anchors


def test_a_bare_anchor_is_its_own_instant_even_on_a_sunday() -> None:
    sunday = at(2026, 11, 22, 20, 5)

    assert due("GL", GL=sunday) == sunday


def test_a_deadline_in_days_falls_at_the_end_of_core_hours_and_a_start_at_their_beginning() -> None:
    found = window({"FDP": MONDAY_FDP}, not_before="FDP-5wd", due="FDP-4d", not_after="FDP-1wd")

    # Wed 18 November is a local closure, so five working days before Monday the 23rd is Friday the 13th.
    assert found == Window(at(2026, 11, 13, 8), at(2026, 11, 19, 18, 30), at(2026, 11, 20, 18, 30))


def test_a_time_of_day_given_with_the_offset_replaces_the_core_hours() -> None:
    assert due("FDP-1wd@16:00", FDP=MONDAY_FDP) == at(2026, 11, 20, 16)
    assert due("FDP-1wd@00:00", FDP=MONDAY_FDP) == at(2026, 11, 20, 0)


def test_an_anchor_with_a_time_of_day_stays_on_its_own_day_even_if_it_is_not_worked() -> None:
    assert due("GL@13:00", GL=at(2026, 11, 22, 8)) == at(2026, 11, 22, 13)


def test_hours_with_a_time_of_day_mean_that_time_on_the_day_they_fall_on() -> None:
    assert due("CUT+20h@18:00", CUT=MONDAY_FDP) == at(2026, 11, 24, 18)


def test_links_for_a_monday_extract_go_off_on_the_friday_before() -> None:
    assert due("FDP-2d", FDP=MONDAY_FDP) == at(2026, 11, 20, 18, 30)


def test_a_deadline_after_an_anchor_rolls_forward_over_the_weekend_and_the_bank_holiday() -> None:
    assert due("GL+1d", GL=at(2026, 12, 24, 8)) == at(2026, 12, 29, 18, 30)
    assert due("GL+2w@17:00", GL=at(2026, 12, 12, 8)) == at(2026, 12, 29, 17)


def test_good_friday_is_rolled_back_over() -> None:
    assert due("FDP-4d", FDP=at(2027, 3, 30, 18, 30)) == at(2027, 3, 25, 18, 30)


def test_a_deadline_that_counts_nothing_stays_on_its_day() -> None:
    assert due("GL+0d", GL=at(2026, 11, 22, 8)) == at(2026, 11, 22, 18, 30)


def test_deadlines_that_protect_patients_stay_on_calendar_days() -> None:
    assert due("FDP-2d", rolls=False, FDP=MONDAY_FDP) == at(2026, 11, 21, 18, 30)


def test_a_start_in_days_never_rolls() -> None:
    found = window({"FDP": MONDAY_FDP}, not_before="FDP-2d")

    assert found.not_before_at == at(2026, 11, 21, 8)


def test_an_edge_that_is_not_given_or_whose_anchor_is_not_known_is_none() -> None:
    assert window({"FDP": MONDAY_FDP}, due="HOLD+1h") == Window(None, None, None)


def test_a_due_time_after_its_window_closes_is_left_as_computed() -> None:
    found = window({"GL": at(2026, 11, 23, 8)}, due="GL+1d", not_after="GL+24h")

    assert found == Window(None, at(2026, 11, 24, 18, 30), at(2026, 11, 24, 8))


def test_one_offset_alone_is_read_as_a_deadline() -> None:
    assert offset_instant("FDP-2d", {"FDP": MONDAY_FDP}, CALENDAR) == at(2026, 11, 20, 18, 30)
    assert offset_instant("HOLD+2h", {"FDP": MONDAY_FDP}, CALENDAR) is None


# Clock changes


@given(st.integers(-9999, 9999), st.sampled_from([at(2027, 3, 27, 18, 30), at(2026, 10, 24, 18, 30)]))
def test_hours_and_minutes_are_real_elapsed_time_across_both_clock_changes(amount: int, anchor: datetime) -> None:
    assert due(f"CUT{amount:+}h", CUT=anchor) == anchor + timedelta(hours=amount)
    assert due(f"CUT{amount:+}min", CUT=anchor) == anchor + timedelta(minutes=amount)


def test_a_day_later_is_the_same_local_time_across_both_clock_changes() -> None:
    every_day = replace(CALENDAR, opening_days=tuple(range(7)))

    assert due("CUT+1d@18:00", calendar=every_day, CUT=at(2026, 10, 24, 18)) == datetime(2026, 10, 25, 18, tzinfo=UTC)
    assert due("CUT+1d@18:00", calendar=every_day, CUT=at(2027, 3, 27, 18)) == datetime(2027, 3, 28, 17, tzinfo=UTC)


def test_a_time_the_clocks_skip_moves_forward_by_an_hour() -> None:
    found = due("GL@01:30", GL=datetime(2027, 3, 28, 12, tzinfo=UTC))

    assert found == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert found.astimezone(LONDON).time() == time(2, 30)


def test_of_a_time_that_comes_twice_the_first_is_taken_for_every_edge() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    anchors = {"GL": datetime(2026, 10, 25, 12, tzinfo=UTC)}
    found = window(anchors, not_before="GL@01:30", due="GL@01:30", not_after="GL@01:30")

    assert found == Window(first, first, first)


def test_an_anchor_late_in_a_summer_evening_counts_from_its_local_date() -> None:
    just_after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert due("GL+5d@09:00", rolls=False, GL=just_after_midnight) == at(2026, 7, 7, 9)


@given(days, st.times(), st.integers(-40, 40), st.integers(-60, 60))
def test_moving_an_anchor_by_days_moves_unrolled_deadlines_by_as_many_local_days(
    day: date, clock: time, amount: int, moved_by: int
) -> None:
    anchor = datetime.combine(day, clock, LONDON)
    moved = datetime.combine(day + timedelta(days=moved_by), clock, LONDON)
    assume(all(moment.astimezone(UTC).astimezone(LONDON).date() == moment.date() for moment in (anchor, moved)))

    before = due(f"FDP{amount:+}d@12:00", rolls=False, FDP=anchor.astimezone(UTC))
    after = due(f"FDP{amount:+}d@12:00", rolls=False, FDP=moved.astimezone(UTC))

    assert before is not None
    assert after is not None
    assert after.astimezone(LONDON).date() == before.astimezone(LONDON).date() + timedelta(days=moved_by)
    assert after.astimezone(LONDON).time() == before.astimezone(LONDON).time() == time(12)


# Anchors


def test_a_recorded_anchor_comes_before_a_moved_one_and_that_before_the_plan() -> None:
    anchors = [Anchor(code=code, name=code, planned_at=at(2026, 11, 23, 8)) for code in ("FDP", "CUT", "GL")]
    moved = {"CUT": at(2026, 11, 24, 8), "GL": at(2026, 11, 30, 8)}
    recorded = {"GL": at(2026, 11, 30, 8, 12)}

    found = resolve_anchors(anchors, recorded, moved, CALENDAR)

    assert found == {"FDP": at(2026, 11, 23, 8), "CUT": at(2026, 11, 24, 8), "GL": at(2026, 11, 30, 8, 12)}


def test_an_anchor_without_a_date_takes_its_default_through_a_chain_of_plans() -> None:
    anchors = [
        Anchor(code="LEG", name="Legacy access ends", default="MNT+60d"),
        Anchor(code="MNT", name="Maintenance", default="GL+30d@12:00"),
        Anchor(code="GL", name="Go-live", planned_at=at(2026, 11, 30, 8)),
        Anchor(code="CUT", name="Extract taken", default="FDP"),
        Anchor(code="FDP", name="Final data production", planned_at=MONDAY_FDP),
    ]

    found = resolve_anchors(anchors, {}, {}, CALENDAR)

    assert found["MNT"] == at(2026, 12, 30, 12)
    assert found["LEG"] == at(2027, 2, 28, 8)
    assert found["CUT"] == MONDAY_FDP


def test_a_default_that_counts_forward_follows_the_record_and_one_that_counts_back_does_not() -> None:
    anchors = [
        Anchor(code="GL", name="Go-live", planned_at=at(2026, 11, 30, 8)),
        Anchor(code="MNT", name="Maintenance", default="GL+30d"),
        Anchor(code="TGL", name="Technical go-live", default="GL-1wd"),
    ]

    after_record = resolve_anchors(anchors, {"GL": at(2026, 12, 2, 8)}, {}, CALENDAR)
    after_move = resolve_anchors(anchors, {}, {"GL": at(2026, 12, 2, 8)}, CALENDAR)

    assert after_record["MNT"] == after_move["MNT"] == at(2027, 1, 1, 8)
    assert after_record["TGL"] == at(2026, 11, 27, 8)
    assert after_move["TGL"] == at(2026, 12, 1, 8)


def test_anchors_nothing_is_known_about_are_absent_and_so_are_those_that_hang_off_them() -> None:
    anchors = [
        Anchor(code="HOLD", name="Hold called"),
        Anchor(code="RESTART", name="Restart agreed", default="HOLD+1d"),
    ]

    assert resolve_anchors(anchors, {}, {}, CALENDAR) == {}


def test_defaults_that_go_round_in_a_circle_are_named() -> None:
    anchors = [
        Anchor(code="FDP", name="a", default="GL-7d"),
        Anchor(code="GL", name="b", default="CUT+7d"),
        Anchor(code="CUT", name="c", default="GL"),
    ]

    with pytest.raises(ValueError, match=r"depend on each other: GL, CUT, GL\. Give one of them a date\."):
        resolve_anchors(anchors, {}, {}, CALENDAR)


def test_a_default_that_names_an_unknown_anchor_says_which_there_are() -> None:
    anchors = [Anchor(code="FDP", name="a", planned_at=MONDAY_FDP), Anchor(code="MNT", name="b", default="GL+30d")]

    with pytest.raises(
        ValueError, match=r"planned at GL\+30d, but there is no anchor GL\. Anchors defined: FDP, MNT\."
    ):
        resolve_anchors(anchors, {}, {}, CALENDAR)


def test_an_anchor_cannot_be_planned_daily() -> None:
    with pytest.raises(ValueError, match="an anchor happens once, not daily"):
        resolve_anchors([Anchor(code="FDP", name="a", default="DAILY@08:00")], {}, {}, CALENDAR)


def test_once_the_extract_is_recorded_only_what_hangs_off_it_moves() -> None:
    anchors = [
        Anchor(code="FDP", name="a", planned_at=MONDAY_FDP),
        Anchor(code="CUT", name="b", default="FDP"),
    ]
    tasks = [task(ref="C-1", due="CUT+72h"), task(ref="F-1", due="FDP+4h")]
    late = MONDAY_FDP + timedelta(hours=2, minutes=5)

    windows = schedule(tasks, resolve_anchors(anchors, {"CUT": late}, {}, CALENDAR), CALENDAR)

    assert windows["C-1"].due_at == late + timedelta(hours=72)
    assert windows["F-1"].due_at == MONDAY_FDP + timedelta(hours=4)


# Daily tasks

CUTOVER = {"CUT": MONDAY_FDP, "GL": at(2026, 12, 1, 8)}


def test_a_daily_task_has_a_day_for_each_open_day_of_cutover_its_time_falls_in() -> None:
    found = daily_days(task(due="DAILY@18:00"), CUTOVER, CALENDAR)

    assert found == tuple(date(2026, 11, day) for day in (24, 25, 26, 27, 30))


def test_a_daily_task_for_weekends_too_has_every_day() -> None:
    found = daily_days(task(due="DAILY@08:00", weekends=True), CUTOVER, CALENDAR)

    # 08:00 on go-live day is not after go-live at 08:00, so that day counts.
    assert found == (*(date(2026, 11, day) for day in range(24, 31)), date(2026, 12, 1))


def test_a_daily_task_may_name_its_own_span() -> None:
    spanned = task(not_before="GL+1wd", due="DAILY@08:15", not_after="GL+3wd")

    assert daily_days(spanned, CUTOVER, CALENDAR) == (date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("fields", "anchors"),
    [
        ({"due": "DAILY@18:00"}, {"CUT": MONDAY_FDP}),
        ({"due": "DAILY@18:00"}, {"GL": MONDAY_FDP}),
        ({"due": "CUT+1d"}, CUTOVER),
        ({"due": ""}, CUTOVER),
    ],
)
def test_there_are_no_days_while_the_span_is_not_known_or_the_task_is_not_daily(
    fields: dict[str, str], anchors: dict[str, datetime]
) -> None:
    assert daily_days(task(**fields), anchors, CALENDAR) == ()


def test_a_task_for_one_day_is_open_for_that_local_day() -> None:
    found = window(CUTOVER, due="DAILY@18:00", day=date(2026, 11, 24))

    assert found.not_before_at == at(2026, 11, 24, 0)
    assert found.due_at == at(2026, 11, 24, 18)
    assert found.not_after_at == at(2026, 11, 25, 0) - timedelta(microseconds=1)


def test_a_task_for_the_first_day_opens_when_its_span_starts() -> None:
    found = window(CUTOVER, not_before="CUT", due="DAILY@19:00", day=date(2026, 11, 23))

    assert found.not_before_at == MONDAY_FDP


def test_a_day_the_clocks_change_is_as_long_as_it_is() -> None:
    found = window({}, due="DAILY@18:00", day=date(2026, 10, 25))

    assert found.not_before_at is not None
    assert found.not_after_at is not None
    assert found.not_after_at - found.not_before_at == timedelta(hours=25, microseconds=-1)


def test_a_task_for_one_day_may_be_due_at_an_ordinary_offset_or_at_no_time() -> None:
    assert window(CUTOVER, due="CUT+1h", day=date(2026, 11, 23)).due_at == MONDAY_FDP + timedelta(hours=1)
    assert window(CUTOVER, day=date(2026, 11, 23)).due_at is None


def test_a_daily_task_that_stands_for_no_one_day_has_no_due_time() -> None:
    assert window(CUTOVER, not_before="CUT", due="DAILY@18:00", not_after="GL") == Window(
        MONDAY_FDP, None, CUTOVER["GL"]
    )


# The whole schedule


def many_tasks() -> list[Task]:
    """Make 450 tasks that share offsets about as a real plan's do."""
    offsets = [
        f"{anchor}{amount:+}{unit}" for anchor in ("FDP", "GL") for amount in range(-30, 31, 3) for unit in ("d", "wd")
    ]
    return [
        task(ref=f"C-{n}", not_before="CUT", due="DAILY@18:00", day=date(2026, 11, 24) + timedelta(days=n % 7))
        if n % 3 == 0
        else task(ref=f"C-{n}", not_before=offsets[n % 80], due=offsets[n * 7 % 80], not_after=offsets[n * 11 % 80])
        for n in range(450)
    ]


@given(st.randoms(use_true_random=False))
def test_the_schedule_is_the_same_whatever_order_tasks_come_in(shuffler: random.Random) -> None:
    tasks = many_tasks()[:60]
    shuffled = shuffler.sample(tasks, len(tasks))
    anchors = CUTOVER | {"FDP": MONDAY_FDP}

    assert schedule(shuffled, anchors, CALENDAR) == schedule(tasks, anchors, CALENDAR)


def test_a_schedule_of_450_tasks_is_quick_enough_for_start_up() -> None:
    tasks, anchors = many_tasks(), CUTOVER | {"FDP": MONDAY_FDP}
    taken = []
    for _ in range(5):
        started = stopwatch.perf_counter()
        schedule(tasks, anchors, CALENDAR)
        taken.append(stopwatch.perf_counter() - started)

    assert min(taken) < 0.015
