"""The vote as people meet it: nobody sees a count before the close, and the result is what was counted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories
from topics.models import Topic, Vote


@pytest.fixture
def voters(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 5, partner=harbour)]


@pytest.fixture
def vote(coast, voters):
    return factories.open_vote(coast)


def staff_pages(vote):
    return [
        "/coast/",
        "/coast/topics/",
        f"/coast/vote/{vote.pk}/",
        "/coast/meetings/",
        "/coast/actions/",
    ]


def read(client, vote):
    """What each page says, without the token that differs at every visit."""
    pages = {page: client.get(page).content.decode() for page in staff_pages(vote)}
    return {
        page: re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", words)
        for page, words in pages.items()
    }


def test_opening_sends_each_voter_a_message(ana, coast, voters, mailoutbox):
    factories.create_longlist(coast)

    ana.post(
        "/coast/vote/open/",
        {
            "question": "Which?",
            "places": 3,
            "picks": 3,
            "closes_on": "2099-01-01",
            "promised": 6,
            "subject": "Choose",
            "body": "[[name]] [[link]]",
        },
    )

    assert len(mailoutbox) == 6
    assert Vote.objects.get().topic_codes == [f"T{n}" for n in range(1, 8)]
    assert sorted(message.to[0] for message in mail.outbox)[0].endswith("example")


def test_second_vote_is_not_opened_beside_the_first(ana, coast, vote):
    boxes = {"question": "Again?", "places": 3, "picks": 3, "closes_on": "2099-01-01"}

    ana.post("/coast/vote/open/", boxes | {"subject": "Choose", "body": "[[link]]"})

    assert Vote.objects.get() == vote


def test_no_page_tells_how_an_open_vote_stands(ana, coast, vote, voters):
    before = read(ana, vote)
    vote.cast(voters[0], ["T1", "T2", "T3"])
    with_one = read(ana, vote)
    vote.cast(voters[0], ["T5"])
    changed = read(ana, vote)

    assert with_one == changed
    assert before != with_one  # turnout is told, and only that
    deck = coast.meetings.model.call(
        coast.current_cycle(), starts_at=timezone.now() + timedelta(days=3)
    )
    page = ana.get(f"/coast/meetings/{deck.number}/deck/").content.decode()
    assert "The topics are not chosen yet" in page


def test_wording_cannot_change_under_the_voters(ana, coast, vote):
    topic = Topic.objects.get(code="T1")

    ana.post(f"/coast/topics/{topic.pk}/", {"title": "Something else", "origin": "coordinator"})
    ana.post(f"/coast/topics/{topic.pk}/leave-off/", {"reason": "No"})

    topic.refresh_from_db()
    assert (topic.title, topic.left_off_at) == ("Topic 1", None)


def test_result_waits_until_it_is_released(ana, pat, pat_person, vote, voters):
    for voter in voters:
        vote.cast(voter, ["T1", "T2"])
    ana.post(f"/coast/vote/{vote.pk}/close/")
    own = f"/p/{pat_person.code}/result/{vote.pk}/"

    assert pat.get(own).status_code == 404
    ana.post(f"/coast/vote/{vote.pk}/release/")
    assert "Topic 1" in pat.get(own).content.decode()


def test_open_vote_cannot_be_released(ana, vote):
    ana.post(f"/coast/vote/{vote.pk}/release/")

    assert Vote.objects.get().released_at is None


def test_observer_cannot_close(vic, vote):
    assert vic.post(f"/coast/vote/{vote.pk}/close/").status_code == 403
    assert not Vote.objects.get().is_counted


def test_ballot_after_the_close_is_told_the_truth(pat, pat_person, vote):
    vote.close()

    words = pat.post(f"/p/{pat_person.code}/vote/{vote.pk}/", {"topic": ["T1"]}).content.decode()

    assert "The vote has closed. This ballot was not counted." in words


def test_vote_of_another_network_does_not_exist(pat, pat_person, hills):
    factories.create_people(hills, 2)
    other = factories.open_vote(hills)

    page = f"/p/{pat_person.code}/vote/{other.pk}/"

    assert pat.get(page).status_code == 404
    assert pat.post(page, {"topic": "T1"}).status_code == 404
    assert not other.ballots.exists()


def test_left_off_topic_keeps_its_reason_in_sight(ana, vic, coast):
    factories.create_longlist(coast, 2)
    topic = Topic.objects.get(code="T2")

    ana.post(f"/coast/topics/{topic.pk}/leave-off/", {"reason": "It needs a year and a building."})

    assert "It needs a year and a building." in vic.get("/coast/topics/").content.decode()
    ana.post(f"/coast/topics/{topic.pk}/put-back/")
    assert list(coast.current_cycle().topics.on_longlist().values_list("code", flat=True)) == [
        "T1",
        "T2",
    ]


def test_topic_title_is_used_once_in_a_cycle(ana, coast):
    factories.create_longlist(coast, 1)

    words = ana.post(
        "/coast/topics/new/", {"title": "TOPIC 1", "origin": "coordinator"}
    ).content.decode()

    assert "already has a topic with that title" in words
    assert Topic.objects.count() == 1


def test_none_of_these_is_said_and_never_merely_left_empty(pat, pat_person, vote):
    page = f"/p/{pat_person.code}/vote/{vote.pk}/"

    words = pat.post(page, {}).content.decode()
    assert "Nothing was marked." in words
    assert not vote.ballots.exists()

    pat.post(page, {"none": "on"})
    assert vote.ballots.get().choices.count() == 0
    assert 'name="none" checked' in pat.get(page).content.decode()
