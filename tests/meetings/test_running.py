"""Running a meeting: what the clock says at each moment, and presses that name what their page showed."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings import clock
from meetings.clock import Light, Mark, Phase
from meetings.models import Meeting
from meetings.models.agenda import TimedItem
from tests.conftest import sign_in
from tests.forms import as_sent
from tests.test_concurrency import at_once

LONDON = ZoneInfo("Europe/London")
START = datetime(2027, 3, 24, 9, 30, tzinfo=LONDON)
RUN = "/coast/meetings/1/run/"
STEP = f"{RUN}step/"


def item(minutes, *, added=0, started=None, ended=None):
    return SimpleNamespace(
        minutes=minutes, added_minutes=added, started_at=started, ended_at=ended, title="", pk=0
    )


def order_of(*items, start=START):
    """Timed by the wall, as Meeting.running_order does."""
    moment, order = start.replace(tzinfo=None), []
    for one in items:
        ends = moment + timedelta(minutes=one.minutes)
        order.append(TimedItem(one, moment, ends))
        moment = ends
    return order


def read(order, *, after=0, began=START, ended=None, start=START):
    """The reading so many seconds that passed after the start."""
    now = start.astimezone(UTC) + timedelta(seconds=after)
    return clock.read(order, zone=LONDON, began_at=began, ended_at=ended, now=now)


def drift(reading):
    ends = reading.ends_about or reading.ends
    return clock.drift_in_words(reading, f"{ends.astimezone(LONDON):%H:%M}" if ends else "")


@pytest.mark.parametrize(
    ("minutes", "left", "light"),
    [
        (25, 301, Light.GREEN),
        (25, 300, Light.AMBER),
        (25, 0.5, Light.AMBER),
        (25, 0, Light.RED),
        (25, -190, Light.RED),
        (60, 301, Light.GREEN),  # a fifth would be twelve minutes: five at most
        (60, 300, Light.AMBER),
        (10, 121, Light.GREEN),
        (10, 120, Light.AMBER),
        (3, 61, Light.GREEN),  # a fifth would be 36 seconds: a minute at least
        (3, 60, Light.AMBER),
        (0, 0, Light.GREEN),
        (0, -500, Light.GREEN),
    ],
)
def test_amber_is_the_last_fifth_and_red_is_over(minutes, left, light):
    assert clock.light_of(left, minutes) == light


@pytest.mark.parametrize(
    ("left", "face"),
    [
        (760, "12:40"),
        (759.2, "12:40"),
        (59.9, "1:00"),
        (0.4, "0:01"),
        (0, "0:00"),
        (-0.4, "0:00"),
        (-190, "3:10"),
        (5400, "90:00"),
    ],
)
def test_face_shows_minutes_and_seconds(left, face):
    assert clock.face(left) == face


def test_light_is_said_in_words_too():
    assert clock.said_of(Light.GREEN, 900) == "in time"
    assert clock.said_of(Light.AMBER, 170) == "2 minutes left"
    assert clock.said_of(Light.AMBER, 119) == "1 minute left"
    assert clock.said_of(Light.AMBER, 59) == "less than a minute left"
    assert clock.said_of(Light.RED, -5) == "time is over"


def test_item_that_is_on_counts_down_with_what_was_added():
    order = order_of(item(10, added=5, started=START), item(20))

    reading = read(order, after=60)

    assert (reading.phase, reading.left, reading.light) == (Phase.ON, 14 * 60, Light.GREEN)
    assert reading.item is order[0].item
    assert reading.coming is order[1].item
    assert reading.ends == START + timedelta(minutes=15)


def test_meeting_says_how_far_behind_it_is_and_when_it_will_end():
    order = order_of(item(10, started=START), item(15), item(125))

    assert drift(read(order, after=5 * 60)) == "On time: ends about 12:00"
    assert drift(read(order, after=10 * 60 + 20)) == "On time: ends about 12:00"
    assert drift(read(order, after=14 * 60)) == "4 minutes behind: ends about 12:04"
    assert drift(read(order, after=11 * 60)) == "1 minute behind: ends about 12:01"


def test_time_that_was_added_makes_the_meeting_longer_at_once():
    order = order_of(item(10, added=5, started=START), item(140))

    assert drift(read(order)) == "5 minutes behind: ends about 12:05"


def test_meeting_that_went_faster_is_ahead():
    second = START + timedelta(minutes=7)
    order = order_of(item(10, started=START, ended=second), item(140, started=second))

    assert drift(read(order, after=8 * 60)) == "3 minutes ahead: ends about 11:57"


def test_what_was_passed_over_is_not_to_come():
    order = order_of(item(15), item(10, started=START), item(20))

    reading = read(order)

    assert reading.ends_about == START + timedelta(minutes=30)
    assert [mark for _timed, mark, _took in clock.marked(order, reading)] == [
        Mark.LEFT_OUT,
        Mark.ON,
        Mark.TO_COME,
    ]


def test_order_marks_what_is_done_with_the_minutes_it_took():
    ended = START + timedelta(minutes=12, seconds=20)
    order = order_of(item(10, started=START, ended=ended), item(10, started=ended), item(5))

    marked = clock.marked(order, read(order, after=800))

    assert [(mark, took) for _timed, mark, took in marked] == [
        (Mark.DONE, 12),
        (Mark.ON, None),
        (Mark.TO_COME, None),
    ]


def test_before_the_beginning_it_shows_what_would_be_on():
    order = order_of(item(10), item(20))

    assert read(order, began=None, after=-1).item is None
    reading = read(order, began=None, after=11 * 60)

    assert (reading.phase, reading.item) == (Phase.BEFORE, order[1].item)
    assert reading.left == 19 * 60
    assert drift(reading) == ""


def test_after_the_end_it_says_how_it_compares_with_the_plan():
    order = order_of(item(30, started=START, ended=START))

    def said(minutes):
        return drift(read(order, after=9999, ended=START + timedelta(minutes=minutes)))

    assert said(30) == "It ended at 10:00, as planned."
    assert said(34) == "It ended at 10:04, 4 minutes later than planned."
    assert said(29) == "It ended at 09:59, 1 minute earlier than planned."
    assert read(order, ended=START).phase == Phase.OVER


def test_empty_order_has_nothing_to_say_and_does_not_break():
    for began, ended in [(None, None), (START, None), (START, START)]:
        reading = read([], began=began, ended=ended)
        assert (reading.item, reading.drift, drift(reading)) == (None, None, "")
        assert clock.marked([], reading) == []
        assert clock.for_script(reading)["amber_from"] == 0


def test_item_without_minutes_is_never_late_by_itself():
    order = order_of(item(0, started=START), item(10))

    reading = read(order, after=90)

    assert (reading.light, reading.left, reading.has_time) == (Light.GREEN, -90, False)
    assert clock.of_in_words(0, is_over=False) == "since it began, with no time planned"
    assert drift(reading) == "2 minutes behind: ends about 09:42"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2026, 3, 29), "60 minutes behind: ends about 04:00"),
        ((2026, 10, 25), "60 minutes ahead: ends about 02:00"),
    ],
)
def test_seconds_that_pass_are_counted_over_a_change_of_clocks(day, said):
    """The paper says 00:30 to 03:00; the night has an hour less, or one more, than the wall says."""
    start = datetime(*day, 0, 30, tzinfo=LONDON)
    order = order_of(item(60, started=start.astimezone(UTC)), item(90), start=start)

    reading = read(order, after=40 * 60, start=start, began=start)

    assert (reading.left, reading.light) == (20 * 60, Light.GREEN)
    assert drift(reading) == said


def test_moments_of_one_zone_are_not_subtracted_by_the_wall():
    """Between two moments of one zone Python counts what the wall shows, and not what passes."""
    start, end = (datetime(2026, 3, 29, hour, 30, tzinfo=LONDON) for hour in (0, 2))
    order = order_of(item(120, started=start), start=start)

    assert read(order, after=40 * 60, start=start, began=start).left == 80 * 60
    assert clock.actual_minutes(item(60, started=start, ended=end)) == 60


# The presses


@pytest.fixture
def meeting(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=START)
    for title, minutes in [("Welcome", 10), ("Figures", 25), ("Close", 5)]:
        meeting.add_item(title=title, minutes=minutes)
    return meeting


@pytest.fixture
def at():
    """A function that sets what is taken for now: minutes after the start."""
    moment = {"now": START}
    with patch("django.utils.timezone.now", lambda: moment["now"]):
        yield lambda minutes: moment.update(now=START + timedelta(minutes=minutes))


@pytest.fixture
def ana(at, coast, ana_user):
    """Signed in on that day, for no session lasts until then."""
    return sign_in(ana_user)


def on(meeting):
    return str(meeting.current_item() or "")


def press(client, page, button, *, follow=True, **headers):
    """As a browser sends the form in which that button stands."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in one)
    name, value = re.search(rf'id="{button}" name="(\w+)" value="(\w+)"', form).groups()
    return client.post(STEP, {**as_sent(form), name: value}, follow=follow, headers=headers)


def shown(client):
    return client.get(RUN).content.decode()


def test_meeting_goes_from_item_to_item_and_ends_after_the_last(ana, meeting, at):
    page = shown(ana)
    assert "By the plan, now" in page
    page = press(ana, page, "run-begin").content.decode()
    assert on(meeting) == "Welcome"
    assert "Next: Figures" in page
    at(13)
    assert "3 minutes behind: ends about 10:13" in shown(ana)
    page = press(ana, page, "run-next").content.decode()
    assert on(meeting) == "Figures"
    assert "13 of 10" in page
    page = press(ana, page, "run-next").content.decode()
    assert "End the meeting" in page

    page = press(ana, page, "run-next").content.decode()

    meeting.refresh_from_db()
    assert meeting.ended_at == START + timedelta(minutes=13)
    assert "The meeting is over." in page
    assert "It ended at 09:43, 27 minutes earlier than planned." in page
    press(ana, page, "run-back")
    meeting.refresh_from_db()
    assert (on(meeting), meeting.ended_at) == ("Close", None)


@pytest.mark.parametrize("button", ["run-next", "run-add-5", "run-back", "run-end"])
def test_double_press_does_once_and_says_what_is_on(ana, meeting, at, button):
    meeting.begin()
    meeting.go_on(after=meeting.items.first().pk)
    page = shown(ana)

    once = press(ana, page, button).content.decode()
    stands = list(meeting.items.order_by("pk").values())
    twice = press(ana, page, button).content.decode()

    assert list(meeting.items.order_by("pk").values()) == stands
    assert "Nothing was changed, for this page was behind." not in once
    assert "Nothing was changed, for this page was behind." in twice
    title = {"run-next": "Close", "run-add-5": "Figures", "run-back": "Welcome"}.get(button)
    assert (f"On now: “{title}”." if title else "The meeting is over.") in twice


def test_press_of_a_page_that_says_another_next_changes_nothing(ana, meeting, at):
    """“Next: Close” must not end the meeting because somebody has taken that item away."""
    meeting.begin()
    meeting.go_on(after=meeting.items.first().pk)
    page = shown(ana)
    meeting.items.get(title="Close").delete()

    press(ana, page, "run-next")

    meeting.refresh_from_db()
    assert (on(meeting), meeting.is_running) == ("Figures", True)


def test_minutes_are_added_to_what_is_on(ana, meeting, at):
    meeting.begin()
    page = press(ana, shown(ana), "run-add-5").content.decode()
    page = press(ana, page, "run-add-1").content.decode()

    assert meeting.current_item().added_minutes == 6
    assert "left of 16 minutes" in page
    assert "until 09:46" in page


def test_going_back_takes_up_the_time_that_ran(ana, meeting, at):
    meeting.begin()
    at(4)
    page = press(ana, shown(ana), "run-next").content.decode()
    at(5)

    page = press(ana, page, "run-back").content.decode()

    assert on(meeting) == "Welcome"
    assert 'data-left="300000"' in page
    assert meeting.items.get(title="Figures").started_at is None


def test_script_is_answered_with_what_is_on_alone(ana, meeting, at):
    meeting.begin()
    answer = press(ana, shown(ana), "run-add-5", follow=False, **{"HX-Request": "true"})

    said = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in said
    assert 'data-left="900000"' in said
    assert 'id="running-order"' in said
    at(2.5)
    assert 'data-left="750000"' in ana.get(f"{RUN}now/").content.decode()


def test_version_stays_while_only_time_passes(ana, meeting, at):
    def version():
        return re.search(r'data-version="(\w+)"', ana.get(f"{RUN}now/").content.decode())[1]

    meeting.begin()
    before = version()
    at(2)
    assert version() == before
    meeting.add_minutes(5, to=meeting.current_item().pk, had=0)
    assert version() != before


@pytest.mark.parametrize(
    ("minutes", "first"), [(-15, "Arrivals"), (-8, "Arrivals"), (-7, "Welcome"), (3, "Welcome")]
)
def test_what_comes_before_the_start_is_passed_over_near_the_start(meeting, minutes, first):
    arrivals = meeting.add_item(title="Arrivals", minutes=15, step="before")
    meeting.reorder([arrivals.pk])

    meeting.begin(at=START + timedelta(minutes=minutes))

    assert on(meeting) == first


def test_meeting_without_a_running_order_begins_and_ends(ana, coast, at):
    meeting = Meeting.call(coast.current_cycle(), starts_at=START)
    page = press(ana, shown(ana), "run-begin").content.decode()
    assert "Nothing on the running order is on just now." in page
    meeting.add_item(title="Thought of in the room", minutes=10)
    page = press(ana, shown(ana), "run-next").content.decode()
    assert on(meeting) == "Thought of in the room"

    press(ana, page, "run-next")

    meeting.refresh_from_db()
    assert meeting.ended_at is not None


def test_meeting_that_was_called_off_does_not_begin(ana, meeting, at):
    meeting.call_off("The hall is flooded")

    page = shown(ana)
    ana.post(STEP, {"do": "begin"})

    meeting.refresh_from_db()
    assert "run-begin" not in page
    assert meeting.began_at is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "jump"},
        {"do": "next", "item": "x"},
        {"do": "next", "item": "9" * 30},
        {"do": "add", "item": "1"},
        {"do": "add", "item": "1", "had": "0", "minutes": "90"},
        {"do": "end", "item": "a\x00b"},
        {"do": "back", "item": "-1"},
    ],
)
def test_hostile_press_changes_nothing_and_says_so(ana, meeting, data):
    meeting.begin()
    before = list(meeting.items.values())

    page = ana.post(STEP, data, follow=True)

    assert "Nothing was changed" in page.content.decode()
    assert list(meeting.items.values()) == before


def test_no_more_than_ten_hours_are_added(meeting):
    meeting.begin()
    meeting.items.update(added_minutes=598)

    assert not meeting.add_minutes(5, to=meeting.current_item().pk, had=598)


def test_looking_writes_nothing_and_an_observer_does_not_run(ana, vic, meeting):
    before = list(Meeting.objects.values()), list(meeting.items.values())
    for address in (RUN, f"{RUN}?big", f"{RUN}now/"):
        assert ana.get(address).status_code == 200
        assert vic.get(address).status_code == 403
    assert vic.post(STEP, {"do": "begin"}).status_code == 403
    assert ana.get(STEP).status_code == 405

    assert (list(Meeting.objects.values()), list(meeting.items.values())) == before


def test_projector_shows_the_question_and_the_clock_and_nothing_of_the_plan(ana, meeting, at):
    meeting.items.update(lead="Fay", fallback="Drop it")
    meeting.catch("point", "Caught in the room", off_record=True)
    meeting.begin()

    page = ana.get(f"{RUN}?big").content.decode()

    assert "Welcome" in page
    assert 'data-left="600000"' in page
    for hidden in ("Fay", "Drop it", "Caught in the room", "Catch it", "On time:", "data-step"):
        assert hidden not in page, hidden


@pytest.mark.django_db(transaction=True)
def test_eight_who_press_next_at_once_go_on_by_one(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    for n in range(4):
        meeting.add_item(title=f"Item {n}", minutes=10)
    meeting.begin()
    first, second = meeting.items.all()[:2]

    def press_next():
        return Meeting.objects.get().go_on(after=first.pk, then=second.pk)

    assert sorted(at_once([press_next] * 8)) == [False] * 7 + [True]
    assert on(meeting) == "Item 1"
