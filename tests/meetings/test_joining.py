"""The door by phone: short codes that are stored nowhere, good for few days, and hard to guess."""

from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from meetings import joining
from meetings.models import Meeting
from meetings.models.wall import TooManyWrongCodes
from tests import factories
from tests.test_concurrency import at_once

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2027, 3, 24, 9, 30, tzinfo=LONDON)


@pytest.fixture
def meeting(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=STARTS)
    meeting.network = coast
    return meeting


@pytest.fixture
def today(meeting):
    """The meeting is today."""
    meeting.starts_at = timezone.now()
    meeting.save()
    return meeting


def code_of(person, meeting):
    return joining.in_groups(joining.short_code(person, meeting))


def door(meeting):
    return f"/join/{meeting.wall_code}/"


def test_short_code_has_six_signs_that_nobody_misreads(pat_person, meeting):
    code = joining.short_code(pat_person, meeting)

    assert len(code) == 6
    assert not set(code) - set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    assert joining.in_groups("ABCDEF") == "ABC-DEF"


def test_another_meeting_person_link_or_key_makes_another_code(
    coast, pat_person, meeting, settings
):
    kim = coast.add_person(name="Kim")
    next_one = Meeting.call(coast.current_cycle(), starts_at=STARTS)
    codes = [
        joining.short_code(pat_person, meeting),
        joining.short_code(kim, meeting),
        joining.short_code(pat_person, next_one),
    ]
    pat_person.reissue_link()
    codes.append(joining.short_code(pat_person, meeting))
    settings.LINK_KEY = "another key"
    codes.append(joining.short_code(pat_person, meeting))

    assert len(set(codes)) == 5


def test_codes_are_spread_over_all_signs(coast, meeting):
    pat = coast.add_person(name="Many")
    seen = set()
    for generation in range(300):
        pat.link_generation = generation
        seen.update(enumerate(joining.short_code(pat, meeting)))

    assert len(seen) == 6 * 31


@pytest.mark.parametrize("typed", ["{a}-{b}", "{a}{b}", " {a} {b} ", "{a}–{b}.", "\x00{a}{b}\n"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_entering_is_forgiving(typed, case, pat_person, today):
    code = joining.short_code(pat_person, today)
    entered = case(typed.format(a=code[:3], b=code[3:]))

    answer = Client().post(door(today), {"code": entered})

    assert answer.status_code == 302
    assert answer.url == f"/p/{pat_person.code}/room/1/"


def test_code_lets_in_as_the_link_does(pat_person, today):
    phone = Client()
    assert phone.get(f"/p/{pat_person.code}/").status_code == 403

    answer = phone.post(door(today), {"code": code_of(pat_person, today)}, follow=True)

    assert "Good to have you here, Pat." in answer.content.decode()
    assert phone.get(f"/p/{pat_person.code}/").status_code == 200
    assert phone.get("/coast/").status_code == 302  # to sign in, as for everyone


def test_what_was_saved_still_asks_for_a_code_on_the_new_device(pat_person, open_proforma, today):
    part = factories.part_of(open_proforma, "person")
    factories.answer(part, pat_person, A1=5, submit=False)
    phone = Client()
    phone.post(door(today), {"code": code_of(pat_person, today)})

    answer = phone.get(f"/p/{pat_person.code}/answer/{part.pk}/", follow=True)

    assert "Is it you? A short code will tell." in answer.content.decode()


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2027, 3, 22, 23, 59, tzinfo=LONDON), False),
        (datetime(2027, 3, 23, 0, 0, tzinfo=LONDON), True),
        (datetime(2027, 3, 24, 12, 0, tzinfo=LONDON), True),
        (datetime(2027, 3, 25, 23, 59, tzinfo=LONDON), True),
        (datetime(2027, 3, 26, 0, 0, tzinfo=LONDON), False),
    ],
)
def test_codes_open_from_the_day_before_to_the_day_after(at, is_open, pat_person, meeting):
    assert (meeting.let_in(code_of(pat_person, meeting), at=at) == pat_person) is is_open


def test_days_are_those_of_the_network(coast, pat_person, meeting):
    coast.time_zone = "Pacific/Auckland"
    morning_there = datetime(2027, 3, 23, 11, 30, tzinfo=ZoneInfo("UTC"))  # the 24th in Auckland
    meeting.starts_at = datetime(2027, 3, 24, 11, 30, tzinfo=ZoneInfo("UTC"))  # the 25th

    assert meeting.lets_in(morning_there)
    assert not meeting.lets_in(morning_there - timedelta(hours=1))


@pytest.mark.parametrize("why", ["left", "stopped", "new link", "other network", "called off"])
def test_who_is_not_let_in(why, coast, hills, pat_person, today):
    code = code_of(pat_person, today)
    if why == "left":
        pat_person.leave()
    elif why == "stopped":
        pat_person.revoke_link()
    elif why == "new link":
        pat_person.reissue_link()
    elif why == "other network":
        code = code_of(hills.add_person(name="Hal"), today)
    else:
        today.called_off_at = timezone.now()
        today.save()

    answer = Client().post(door(today), {"code": code})

    assert answer.status_code == 200
    assert not answer.cookies.get(f"p_{pat_person.code}")


def test_another_meetings_code_opens_nothing(coast, pat_person, today):
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now())

    assert today.let_in(code_of(pat_person, other)) is None


def test_page_of_the_door_tells_nothing_of_the_network_or_of_anybody(pat_person, today):
    page = Client().get(door(today)).content.decode()

    assert "Join the meeting from your phone." in page
    assert "Coast" not in page
    assert "Pat" not in page


def test_address_of_the_wall_is_forgiving_too(today):
    code = today.wall_code

    assert Client().get(f"/join/{code.lower()}/").status_code == 200
    assert Client().get(f"/join/{code[:3]}-{code[3:]}/").status_code == 200
    assert Client().get("/join/NOSUCH1/").status_code == 404
    assert "Look at the wall once more" in Client().get("/join/NOSUCH1/").content.decode()


def test_opening_the_door_or_pressing_without_a_code_writes_nothing(
    today, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert Client().get(door(today)).status_code == 200
    with django_assert_num_queries(1):
        Client().post(door(today), {"code": "  "})


@pytest.mark.parametrize("rubbish", ["ABC", "A" * 100_000, "\x00", "ABCDE0", "äöüäöü", "ABC-DEFG"])
def test_what_is_no_code_gets_the_same_sentence_and_counts_as_no_guess(rubbish, today):
    answer = Client().post(door(today), {"code": rubbish})

    assert "That code does not open anything." in answer.content.decode()
    today.refresh_from_db()
    assert today.wrong_codes == 0


def wrong_code(meeting):
    people = meeting.network.people.all()
    taken = set(joining.codes_of(people, meeting).values())
    return next(code for code in ("ABCDEF", "BCDEFG") if code not in taken)


def test_sixty_wrong_codes_in_an_hour_shut_the_door_for_the_rest_of_it(pat_person, meeting):
    at, good = STARTS, code_of(pat_person, meeting)
    for minute in range(60):
        assert meeting.let_in(wrong_code(meeting), at=at + timedelta(seconds=30 * minute)) is None

    with pytest.raises(TooManyWrongCodes, match="Please ask a host"):
        meeting.let_in(good, at=at + timedelta(minutes=59))
    assert meeting.let_in(good, at=at + timedelta(hours=1)) == pat_person


def test_good_codes_count_as_no_guess(pat_person, meeting):
    for _n in range(70):
        assert meeting.let_in(code_of(pat_person, meeting), at=STARTS) == pat_person

    meeting.refresh_from_db()
    assert meeting.wrong_codes == 0


def test_page_says_to_ask_a_host_and_no_more(pat_person, today):
    today.wrong_codes, today.wrong_codes_since = 60, timezone.now()
    today.save()

    said = [
        Client()
        .post(door(today), {"code": code})
        .content.decode()
        .partition("data-first-problem>")[2][:50]
        for code in (code_of(pat_person, today), wrong_code(today))
    ]

    assert "Please ask a host." in said[0]
    assert said[0] == said[1]


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_get_no_more_chances(coast, pat_person, today):
    today.wrong_codes, today.wrong_codes_since = 55, timezone.now()
    today.save()
    compared = []
    whose = joining.whose

    def counted(*given):
        compared.append(1)
        return whose(*given)

    def guess():
        try:
            return Meeting.objects.get(pk=today.pk).let_in(wrong_code(today))
        except TooManyWrongCodes:
            return "shut"

    with patch("meetings.joining.whose", counted):
        told = at_once([guess] * 12)

    assert len(compared) == 5
    assert told.count("shut") == 7


def test_two_who_share_a_code_by_chance_are_not_taken_for_each_other(coast, pat_person, meeting):
    kim = coast.add_person(name="Kim")
    with patch("meetings.joining.short_code", lambda person, meeting: "ABCDEF"):
        assert joining.codes_of([pat_person, kim], meeting) == {}
        assert joining.whose("ABC-DEF", [pat_person, kim], meeting) is None
        assert joining.whose("ABC-DEF", [kim], meeting) == kim


def test_no_code_is_stored(pat_person, today):
    Client().post(door(today), {"code": code_of(pat_person, today)})
    code = joining.short_code(pat_person, today)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert code not in str(cursor.fetchall()), table


def test_list_of_codes_is_for_those_who_run_and_names_no_email(ana, vic, coast, pat_person, today):
    stopped = coast.add_person(name="Sam", email="sam@coast.example")
    stopped.revoke_link()
    answer = ana.get("/coast/meetings/1/codes/")
    page = answer.content.decode()

    assert code_of(pat_person, today) in page
    assert code_of(stopped, today) not in page
    assert "@" not in page.replace("ana@coast.example", "")
    assert "Whoever has a code is let in as that person." in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert vic.get("/coast/meetings/1/codes/").status_code == 403


def test_labels_have_first_names_codes_and_a_square(ana, coast, today):
    long = coast.add_person(name="Maria de la Cruz")
    page = ana.get("/coast/meetings/1/codes/?as=cards").content.decode()

    assert ">Maria<" in page
    assert "Cruz" not in page
    assert code_of(long, today) in page
    assert page.count("<svg") == coast.people.count()
    assert " style=" not in page
