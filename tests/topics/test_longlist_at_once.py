"""Changing the list while others do, and while the vote opens, on connections of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.conftest import sign_in
from tests.test_concurrency import at_once
from topics.models import CannotJoin, Topic, Vote, WordingFrozen

pytestmark = pytest.mark.django_db(transaction=True)


def tried(change):
    """Whether a change was taken."""
    try:
        change()
    except (WordingFrozen, CannotJoin):
        return False
    return True


def opened(vote):
    vote = Vote.objects.get(pk=vote.pk)
    vote.open(closes_at=timezone.now() + timedelta(days=7))
    return True


def test_words_and_their_opening_never_cross(coast, pat_person):
    """Whatever came first, what people vote on is what stands in the topic, and in its history."""
    topics = factories.create_longlist(coast, 6)
    vote = Vote.draft(coast.current_cycle())

    def reword(n):
        return lambda: tried(lambda: Topic.objects.get(pk=topics[n].pk).reword(title=f"New {n}"))

    *taken, _opened = at_once([*(reword(n) for n in range(5)), lambda: opened(vote)])

    vote.refresh_from_db()
    on_ballot = {one["code"]: one["title"] for one in vote.terms["topics"]}
    for topic in Topic.objects.all():
        assert topic.title == on_ballot[topic.code]
        assert topic.wordings.last().words["title"] == topic.title
    assert sum(taken) == Topic.objects.filter(title__startswith="New").count()


def test_list_and_its_opening_never_cross(coast, pat_person):
    topics = factories.create_longlist(coast, 8)
    vote = Vote.draft(coast.current_cycle())

    at_once(
        [
            lambda: tried(lambda: Topic.objects.get(pk=topics[0].pk).leave_off(reason="No.")),
            lambda: tried(lambda: Topic.join([topics[1], topics[2]], title="Both")),
            lambda: opened(vote),
            lambda: tried(lambda: Topic.join([topics[2], topics[3]], title="Others")),
        ]
    )

    vote.refresh_from_db()
    listed = Topic.objects.on_longlist().values_list("code", flat=True)
    assert sorted(vote.topic_codes) == sorted(listed)
    assert Topic.objects.filter(title__in=["Both", "Others"]).count() <= 1


def test_topics_written_at_once_have_codes_of_their_own(coast):
    cycle = coast.current_cycle()

    at_once([lambda n=n: bool(Topic.list_on(cycle, title=f"Topic {n}")) for n in range(6)])

    assert set(cycle.topics.values_list("code", flat=True)) == {f"T{n}" for n in range(1, 7)}
    assert sorted(cycle.topics.values_list("position", flat=True)) == list(range(1, 7))


def test_same_words_sent_at_once_are_told_and_never_fail(ana, coast, ana_user):
    clients = [sign_in(ana_user) for _n in range(4)]
    sent = {"title": "Ours", "origin": "coordinator"}

    answers = at_once(
        [
            lambda client=client, n=n: (
                client.post("/coast/topics/new/", {**sent, "question": f"By {n}?"}).status_code
            )
            for n, client in enumerate(clients)
        ]
    )

    assert sorted(answers) == [200, 200, 200, 302]
    assert Topic.objects.count() == 1
