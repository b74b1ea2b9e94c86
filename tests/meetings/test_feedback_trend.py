"""How meetings were, one after the other, for staff and for members."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import feedback_trend as trend
from meetings.models import Answered, Feedback, Meeting
from tests import factories

PAGE = "/coast/feedback/"


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


def held(coast, people, *, days, replies=6, closed=True, kind="action", **answers):
    """A meeting some days ago, and what that many people said of it on that day."""
    at = timezone.now() - timedelta(days=days)
    meeting = Meeting.call(coast.current_cycle(), starts_at=at, kind=kind)
    meeting.attended_by(people)
    feedback = Feedback.ask(meeting, at=at, for_days=1 if closed else days + 14)
    for person in people[:replies]:
        feedback.reply(person, at=at, **answers)
    return meeting


def read(client, address):
    return client.get(address).content.decode()


def members_page(person):
    return f"/p/{person.code}/feedback/"


@pytest.fixture
def two(coast, people):
    return [
        held(coast, people, days=40, kind="open", worth=3, heard=3, wants_next="propose"),
        held(coast, people, days=20, worth=4, heard=5, ready=4, wants_next="both"),
    ]


def test_each_question_has_a_row_over_meetings(ana, coast, two):
    rows = {row.title: row for row in trend.of(coast).rows}

    worth = rows["Was it worth your time?"]
    assert [(point.scale.mean, point.scale.n) for point in worth.points] == [(3, 6), (4, 6)]
    assert worth.line == "35,28.0 105,18.0"
    assert [point.meeting for point in rows["Are you ready to act?"].points] == [two[1]]
    page = read(ana, PAGE)
    assert page.index("Meeting 1") < page.index("Meeting 2")
    assert (">3.0<" in page, ">4.0<" in page) == (True, True)


def test_who_should_steer_is_counted_for_each_meeting(coast, two):
    counts = [
        (meeting.number, {code: n for code, _label, n, _share in wants.counts if n})
        for meeting, wants in trend.of(coast).steering
    ]

    assert counts == [(1, {"propose": 6}), (2, {"both": 6})]


def test_meeting_under_the_floor_says_so_and_gives_no_number(ana, coast, people, two):
    held(coast, people, days=10, replies=4, worth=1)

    row = trend.of(coast).rows[0]

    assert [point.scale is None for point in row.points] == [False, False, True]
    assert row.line == "35,28.0 105,18.0"
    assert "not shown: fewer than 5" in read(ana, PAGE)
    assert "4 of 6 replied" in read(ana, PAGE)


def test_members_see_it_once_the_questions_have_closed(ana, coast, people, two):
    held(coast, people, days=5, closed=False, worth=1, heard=1)
    phone = factories.phone_of(people[0])

    page = read(phone, members_page(people[0]))

    assert ("Meeting 2" in page, "Meeting 3" in page) == (True, False)
    assert "1.0" not in page
    assert "1.0" in read(ana, PAGE)


def test_what_was_changed_stands_beside_the_meeting_it_was_said_at(ana, coast, two):
    two[0].answered.create(
        said="An agenda", state="did", because="There is one now.", is_from_feedback=True
    )
    two[0].answered.create(said="A corrected note", state="will", because="Soon.")

    page = read(ana, PAGE)

    assert page.index("An agenda") < page.index("There is one now.")
    assert "A corrected note" not in page


def test_members_read_what_was_changed_once_everyone_was_told(coast, people, two):
    two[0].answered.create(
        said="An agenda", state="did", because="There is one now.", is_from_feedback=True
    )
    phone = factories.phone_of(people[0])
    assert "An agenda" not in read(phone, members_page(people[0]))

    two[0].notes_sent_at = timezone.now()
    two[0].save()

    assert "An agenda" in read(phone, members_page(people[0]))
    assert Answered.objects.told().exists()


def test_nothing_people_wrote_is_in_the_trend(ana, coast, people):
    held(coast, people, days=9, worth=4, keep="The tables", change="Less rush", word="hopeful")
    phone = factories.phone_of(people[0])

    for page in (read(ana, PAGE), read(phone, members_page(people[0]))):
        assert "4.0" in page
        assert not any(text in page for text in ("The tables", "Less rush", "hopeful"))
        assert not any(person.name in page for person in people[1:])


def test_slips_are_counted_in_the_trend(ana, coast, people):
    meeting = held(coast, people, days=9, replies=5, closed=False, worth=4)
    meeting.feedback.add_slip(worth=4)
    meeting.feedback.activity.close()

    assert "6 of 6 replied, 1 of them on paper" in read(ana, PAGE)
    assert trend.of(coast).rows[0].points[0].scale.n == 6


def test_network_that_never_asked_has_a_page_that_says_so(ana, vic, coast, pat, pat_person):
    assert "Nobody has been asked yet" in read(ana, PAGE)
    assert vic.get(PAGE).status_code == 200
    assert "There is nothing to see yet." in read(pat, members_page(pat_person))


def test_another_network_sees_nothing_of_it(olga, hills, coast, two):
    assert olga.get(PAGE).status_code == 404
    assert "Meeting 1" not in read(olga, "/hills/feedback/")


@pytest.mark.parametrize("meetings", [1, 3])
def test_trend_asks_as_often_for_one_meeting_as_for_three(
    ana, coast, people, meetings, django_assert_num_queries
):
    for n in range(meetings):
        meeting = held(coast, people, days=50 - n, worth=4)
        for word in ("An agenda", "More time"):
            meeting.answered.create(said=word, state="did", because="So.", is_from_feedback=True)
    phone = factories.phone_of(people[0])

    with django_assert_num_queries(6):
        ana.get(PAGE)
    with django_assert_num_queries(4):
        phone.get(members_page(people[0]))


@pytest.mark.parametrize("replies", [5, 6])
def test_results_ask_as_often_for_five_as_for_six(
    ana, coast, people, replies, django_assert_num_queries
):
    held(coast, people, days=9, replies=replies, worth=4, topics_ours=3, keep="The tables")

    with django_assert_num_queries(8):
        ana.get("/coast/meetings/1/feedback/")


def test_trend_of_the_demo_rises(carrowby):
    worth = trend.of(carrowby.network).rows[0]

    assert [(f"{point.scale.mean:.1f}", point.scale.n) for point in worth.points] == [
        ("2.9", 15),
        ("4.2", 19),
    ]
