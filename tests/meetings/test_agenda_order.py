"""A running order in numbers: what it comes to, when it ends, and what of it everybody reads."""

from datetime import UTC, date, datetime, time
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings import order
from meetings.demo import meetings as demo
from meetings.models import AgendaItem, Meeting

LONDON = ZoneInfo("Europe/London")
Step = AgendaItem.Step


@pytest.fixture
def meeting(coast):
    return Meeting.call(
        coast.current_cycle(), starts_at=datetime(2027, 3, 24, 9, 30, tzinfo=LONDON), length=60
    )


def fill(meeting, *items):
    for title, minutes, step in items:
        meeting.add_item(title=title, minutes=minutes, step=step)


def sums_of(meeting):
    starts = timezone.localtime(meeting.starts_at, meeting.network.zone).replace(tzinfo=None)
    return order.sums(meeting.running_order(), starts=starts, length=meeting.length)


def test_sums_of_an_order(meeting):
    fill(
        meeting,
        ("Arrivals", 15, Step.BEFORE),
        ("Welcome", 10, Step.OPEN),
        ("Round", 20, Step.OPEN),
        ("Break", 15, Step.BREAK),
        ("Choose", 30, Step.NARROW),
    )
    sums = sums_of(meeting)

    assert (sums.total, sums.over, sums.breaks, sums.longest_stretch) == (75, 15, 15, 30)
    assert sums.open_share == 50
    assert sums.by_step == {"before": 15, "open": 30, "break": 15, "narrow": 30}
    assert sums.ends == datetime(2027, 3, 24, 10, 45)


def test_order_without_items_comes_to_nothing(meeting):
    sums = sums_of(meeting)

    assert (sums.total, sums.over, sums.open_share, sums.misplaced) == (0, 0, None, [])


def test_what_is_before_the_start_and_stands_after_it_is_counted_and_told(meeting):
    fill(meeting, ("Welcome", 10, Step.OPEN), ("Tea", 15, Step.BEFORE), ("Close", 5, Step.COMMIT))
    sums = sums_of(meeting)

    assert (sums.total, sums.misplaced) == (30, ["Tea"])
    assert sums.ends == meeting.running_order()[-1].ends


def test_long_stretch_without_a_break_is_noticed(meeting):
    fill(meeting, ("Talk", 90, Step.OPEN), ("Break", 10, Step.BREAK), ("Talk", 30, Step.OPEN))
    assert not sums_of(meeting).lacks_a_break

    meeting.items.filter(minutes=90).update(minutes=95)
    assert sums_of(meeting).lacks_a_break


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), "02:30"),  # clocks go forward at 01:00
        (datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), "02:30"),  # and back at 02:00
    ],
)
def test_meeting_over_a_change_of_clocks_keeps_its_wall_times(coast, starts, ends):
    meeting = Meeting.call(coast.current_cycle(), starts_at=starts)
    fill(meeting, ("One", 60, Step.OPEN), ("Two", 60, Step.OPEN))

    times = [f"{timed.starts:%H:%M}" for timed in meeting.running_order()]
    assert times == ["00:30", "01:30"]
    assert f"{sums_of(meeting).ends:%H:%M}" == ends


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_morning_after_the_clocks_changed_is_the_morning_on_the_wall(coast, day):
    starts = order.moment_on_the_wall(day, time(9, 30), LONDON)
    meeting = Meeting.call(coast.current_cycle(), starts_at=starts)
    fill(meeting, ("One", 45, Step.OPEN), ("Two", 15, Step.OPEN))

    found = [f"{timed.starts:%d %H:%M}" for timed in Meeting.objects.get().running_order()]
    assert found == [f"{day:%d} 09:30", f"{day:%d} 10:15"]


def test_hour_that_clocks_skip_is_no_moment_and_one_that_comes_twice_is_the_first():
    skipped = order.moment_on_the_wall(date(2026, 3, 29), time(1, 30), LONDON)
    twice = order.moment_on_the_wall(date(2026, 10, 25), time(1, 30), LONDON)

    assert skipped is None
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_everybody_reads_times_titles_and_outcomes_and_nothing_else(meeting):
    fill(meeting, ("Set out the chairs", 45, Step.BEFORE), ("Arrivals", 15, Step.BEFORE))
    meeting.add_item(
        title="Welcome", minutes=10, lead="Ana", plan="Ring Pat", materials="Pens", outcome="Rules"
    )

    found = [
        (f"{line.starts:%H:%M}", line.title, line.outcome) for line in order.public_lines(meeting)
    ]
    assert found == [("09:15", "Arrivals", ""), ("09:30", "Welcome", "Rules")]
    assert "Ring Pat" not in repr(order.public_lines(meeting))


def test_arrivals_without_minutes_are_not_told(meeting):
    fill(meeting, ("Arrivals", 0, Step.BEFORE), ("Welcome", 10, Step.OPEN))

    assert [line.title for line in order.public_lines(meeting)] == ["Welcome"]


def test_running_order_of_the_demo_holds(coast):
    now = datetime(2026, 10, 28, 8, 0, tzinfo=LONDON)
    with patch("django.utils.timezone.now", lambda: now):
        meeting = Meeting.call(
            coast.current_cycle(), starts_at=datetime(2026, 10, 28, 9, 30, tzinfo=LONDON)
        )
        for row in demo.RUNNING_ORDER:
            meeting.add_item(
                title=row["title"], minutes=row["minutes"], step=row["stage"] or "commit"
            )
        sums = sums_of(meeting)

    timed = meeting.running_order()
    assert [f"{one.starts:%H:%M}" for one in timed] == [row["start"] for row in demo.RUNNING_ORDER]
    assert (f"{timed[0].starts:%H:%M}", f"{sums.ends:%H:%M}") == ("09:15", "12:00")
    by_step = [sums.by_step[step] for step in ("open", "narrow", "commit", "break")]
    assert (by_step, sums.total, sums.over) == ([45, 35, 55, 15], 150, 0)
