"""A meeting as a calendar file, read back with a calendar library."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from meetings import calendar_file
from meetings.models import Meeting
from network.models import Network
from tests import factories

LONDON = ZoneInfo("Europe/London")
HOSTILE = 'Tea; cake, "more"\\n\r\nEND:VEVENT\r\nX-EVIL:1\x00\x0b\u2028' + "é🎈" * 200


@pytest.fixture
def meeting(coast):
    return call(coast, datetime(2026, 12, 9, 9, 30, tzinfo=LONDON))


def call(network, starts_at, **fields):
    cycle = network.current_cycle()
    cycle.network = network
    return Meeting.call(cycle, starts_at=starts_at, **fields)


def read(meeting, **how):
    """(calendar, its one event) as a reader finds it."""
    calendar = Calendar.from_ical(calendar_file.of(meeting, **how))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_it_says_when_where_and_why(coast, meeting):
    meeting.place, meeting.purpose = "Town Hall", "To choose and begin."
    meeting.add_item(title="Tea", minutes=15, step="before")
    meeting.add_item(title="Welcome", minutes=10, lead="Pat", plan="Ring Kim")
    meeting.add_item(
        title="The vote", minutes=140, lead="Kim", materials="Dots", fallback="Shorter"
    )

    calendar, event = read(meeting)

    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert event["SUMMARY"] == "Meeting 1 · Coast Network"
    assert event["LOCATION"] == "Town Hall"
    assert event["DTSTART"].dt == datetime(2026, 12, 9, 9, 30, tzinfo=LONDON)
    assert event["DTEND"].dt == datetime(2026, 12, 9, 12, 0, tzinfo=LONDON)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["STATUS"] == "CONFIRMED"
    said = str(event["DESCRIPTION"])
    assert said.splitlines() == [
        "To choose and begin.", "",
        "09:15 Tea", "09:30 Welcome", "09:40 The vote", "",
        "Harbour Lights", "data@harbour.example",
    ]  # fmt: skip
    assert not any(word in said for word in ("Pat", "Kim", "Dots", "Shorter"))


def lasts(meeting):
    _calendar, event = read(meeting)
    return (event["DTEND"].dt - event["DTSTART"].dt) // timedelta(minutes=1)


def test_it_lasts_as_long_as_people_were_told_or_as_a_running_order_that_is_longer(meeting):
    meeting.length = 90
    assert lasts(meeting) == 90

    meeting.add_item(title="Half made", minutes=10)
    assert lasts(meeting) == 90

    meeting.add_item(title="Too long", minutes=95)
    assert lasts(meeting) == 105


def test_a_meeting_of_no_length_still_ends_after_it_begins(meeting):
    meeting.length = 0

    _calendar, event = read(meeting)

    assert event["DTEND"].dt > event["DTSTART"].dt


def test_every_change_keeps_the_uid_and_counts_up(meeting, settings):
    seen = [read(meeting)[1]]
    meeting.replan(place="Library")
    seen.append(read(meeting)[1])
    settings.SITE_URL = "https://moved.example"
    meeting.replan(starts_at=meeting.starts_at + timedelta(days=7))
    seen.append(read(Meeting.objects.get(pk=meeting.pk))[1])
    meeting.call_off("Snow.")
    seen.append(read(meeting)[1])

    assert {event["UID"] for event in seen} == {str(meeting.calendar_uid)}
    assert [event["SEQUENCE"] for event in seen] == [0, 1, 2, 3]
    assert [event["STATUS"] for event in seen] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_a_download_names_no_attendee_and_never_cancels(meeting):
    meeting.call_off("Snow.")

    calendar, event = read(meeting)

    assert (calendar["METHOD"], event["STATUS"]) == ("PUBLISH", "CANCELLED")
    assert "ATTENDEE" not in event
    assert str(event["DESCRIPTION"]).startswith("Called off. Snow.")


def test_by_mail_it_asks_one_attendee_and_cancels_what_is_called_off(meeting):
    calendar, event = read(meeting, method="REQUEST", attendee=("Pat", "pat@harbour.example"))

    assert calendar["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:data@harbour.example"
    assert event["ATTENDEE"] == "mailto:pat@harbour.example"
    assert event["ATTENDEE"].params["CN"] == "Pat"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"

    meeting.call_off("Snow.")
    calendar, event = read(meeting, method="REQUEST", attendee=("Pat", "pat@harbour.example"))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["ATTENDEE"] == "mailto:pat@harbour.example"


def test_a_network_without_a_contact_is_its_own_organiser(hills, settings):
    settings.DEFAULT_FROM_EMAIL = "Tightrope <ask@hills.example>"

    _calendar, event = read(call(hills, datetime(2026, 12, 9, 9, 30, tzinfo=LONDON)))

    assert event["ORGANIZER"] == "mailto:ask@hills.example"


@pytest.mark.parametrize(
    ("starts", "minutes", "begins", "ends"),
    [
        ("2026-03-29 00:30", 180, "20260329T003000", "20260329T033000"),
        ("2026-03-29 10:00", 180, "20260329T100000", "20260329T130000"),
        ("2026-10-25 00:30", 180, "20261025T003000", "20261025T033000"),
        ("2026-10-25 10:00", 180, "20261025T100000", "20261025T130000"),
        ("2026-12-09 22:00", 240, "20261209T220000", "20261210T020000"),
    ],
)
def test_times_are_those_on_the_wall(coast, starts, minutes, begins, ends):
    meeting = call(coast, datetime.fromisoformat(starts).replace(tzinfo=LONDON))
    meeting.add_item(title="Long talk", minutes=minutes)

    file = calendar_file.of(Meeting.objects.select_related("network").get(pk=meeting.pk)).decode()

    assert f"DTSTART;TZID=Europe/London:{begins}\r\n" in file
    assert f"DTEND;TZID=Europe/London:{ends}\r\n" in file


def test_what_people_typed_cannot_add_a_line_of_its_own(coast, meeting):
    Network.objects.filter(pk=coast.pk).update(name="Coast\r\nATTENDEE:mailto:x@y.example")
    coast.refresh_from_db()
    meeting.network = meeting.cycle.network = coast
    for name in ("place", "purpose"):
        setattr(meeting, name, HOSTILE)
    meeting.add_item(title=HOSTILE[:40] + "!", minutes=5)
    named = ('Pat "The"\r\nX-EVIL:1\x00; : , ^', "pat@harbour.example")

    file = calendar_file.of(meeting, method="REQUEST", attendee=named)
    calendar, event = read(meeting, method="REQUEST", attendee=named)

    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line or b"\x00" in line for line in lines)
    assert not [line for line in lines if line.startswith((b"X-EVIL", b"ATTENDEE:mailto:x@y"))]
    assert "X-EVIL" not in event
    assert 'Tea; cake, "more"\\n END:VEVENT' in event["LOCATION"]
    assert "é🎈" * 200 in str(event["DESCRIPTION"])
    assert event["ATTENDEE"].params["CN"].startswith("Pat ’The’ X-EVIL:1")


def test_the_zone_of_the_network_stands_in_the_file(hills):
    hills.time_zone = "Australia/Lord_Howe"
    hills.save()
    meeting = call(hills, datetime(2026, 12, 9, 9, 30, tzinfo=ZoneInfo("Australia/Lord_Howe")))

    calendar, event = read(meeting)

    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Australia/Lord_Howe"]
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=11)


def test_staff_and_members_download_the_same_file(ana, pat, pat_person, meeting):
    for client, address in (
        (ana, "/coast/meetings/1/meeting.ics"),
        (pat, f"/p/{pat_person.code}/meetings/1/meeting.ics"),
    ):
        answer = client.get(address)
        event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="coast-meeting-1.ics"'
        assert event["UID"] == str(meeting.calendar_uid)


def test_the_calendar_keeps_what_members_are_not_told_yet(coast, meeting, harbour):
    voters = factories.create_people(coast, 5, partner=harbour)
    vote = factories.open_vote(coast, topics=3, places=1)
    for voter in voters:
        vote.cast(voter, ["T2"])
    vote.close()
    topic = coast.current_cycle().topics.get(code="T2")
    meeting.add_item(title="Topic 2", minutes=30, topic=topic, outcome="On topic 2")

    assert "A topic from the vote" in read(meeting)[1]["DESCRIPTION"]
    assert "Topic 2" not in read(meeting)[1]["DESCRIPTION"]

    vote.release()
    assert "Topic 2" in read(meeting)[1]["DESCRIPTION"]
