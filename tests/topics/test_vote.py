"""The vote: one ballot a voter, at most so many choices, no name on a ballot, one close."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests import factories
from topics.digests import digest_of
from topics.models import (
    Ballot,
    BallotPattern,
    BallotRefused,
    CannotOpenVote,
    Elector,
    Topic,
    Vote,
)


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def vote(coast, people):
    return factories.open_vote(coast)


def test_voter_can_change_her_ballot_until_the_close(vote, people):
    vote.cast(people[0], ["T1", "T2"])
    vote.cast(people[0], ["T3"])

    (ballot,) = vote.ballots.all()
    assert [choice.topic.code for choice in ballot.choices.all()] == ["T3"]


def test_more_choices_than_allowed_are_refused_and_the_first_ballot_stands(vote, people):
    vote.cast(people[0], ["T1"])

    with pytest.raises(BallotRefused, match="at most 3; 4 are marked"):
        vote.cast(people[0], ["T1", "T2", "T3", "T4"])
    assert vote.ballot_of(people[0]).choices.count() == 1


def test_same_topic_ticked_twice_counts_once(vote, people):
    vote.cast(people[0], ["T1", "T1", "T1", "T1"])

    assert vote.ballot_of(people[0]).choices.count() == 1


def test_topic_that_is_not_on_the_ballot_is_refused(vote, people, coast):
    Topic.list_on(coast.current_cycle(), title="Late idea", code="T99")

    with pytest.raises(BallotRefused):
        vote.cast(people[0], ["T99"])
    assert not Ballot.objects.exists()


def test_blank_ballot_is_turnout(vote, people):
    for person in people[:5]:
        vote.cast(person, [])
    vote.close()

    assert (vote.result["voted"], vote.result["blank"], vote.result["votes"]) == (5, 5, 0)


def test_of_fewer_than_five_ballots_nothing_is_kept_or_shown(vote, people):
    for person in people[:4]:
        vote.cast(person, ["T7"])
    vote.close()

    stored = Vote.objects.get().result
    assert (stored["voted"], stored["how"], stored["chosen"]) == (4, "too_few", [])
    assert set(stored["totals"].values()) == {"0"}
    assert not BallotPattern.objects.exists()


def test_whoever_joined_after_the_opening_has_no_vote(vote, coast):
    late = coast.add_person(name="Late", email="late@coast.example")

    with pytest.raises(BallotRefused):
        vote.cast(late, ["T1"])


def test_ballot_after_closing_time_is_refused_though_nobody_has_closed_yet(vote, people):
    late = vote.activity.closes_at + timedelta(seconds=1)

    with pytest.raises(BallotRefused, match="closed"):
        vote.cast(people[0], ["T1"], at=late)
    assert not Ballot.objects.exists()


def test_each_voter_has_an_order_of_her_own_that_stays(vote, people):
    orders = [[topic.code for topic in vote.shown_to(person)] for person in people]

    assert [[topic.code for topic in vote.shown_to(person)] for person in people] == orders
    assert len({tuple(order) for order in orders}) > 1


def test_close_counts_once(vote, people):
    for person in people[:5]:
        vote.cast(person, ["T1", "T2"])

    assert vote.close()
    assert not Vote.objects.get().close()

    result = Vote.objects.get().result
    assert (result["ballots"], result["votes"], result["totals"]["T1"]) == (5, 10, "5")


def test_after_the_close_no_ballot_can_be_tied_to_a_voter(vote, people):
    nonce = vote.nonce
    for n, person in enumerate(people):
        vote.cast(person, [f"T{n + 1}"])
    vote.close()

    assert not Ballot.objects.exists()
    assert Vote.objects.get().nonce == ""
    assert not Elector.objects.exclude(partner=None).exists()
    assert BallotPattern.objects.count() == 6
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(nonce in map(str, row) for row in cursor.fetchall()), table


def test_patterns_are_kept_in_an_order_that_tells_nothing(vote, people):
    for person, code in zip(people, ["T6", "T1", "T5", "T2", "T4", "T3"], strict=True):
        vote.cast(person, [code])
    vote.close()

    kept = [pattern.choices for pattern in BallotPattern.objects.order_by("pk")]
    assert kept == sorted(kept)


def test_result_carries_its_digest(vote, people):
    vote.cast(people[0], ["T1"])
    vote.close()

    stored = Vote.objects.get()
    assert stored.result_digest == digest_of(stored.result)
    assert stored.result_digest != digest_of({**stored.result, "voted": 2})


def test_tie_at_the_last_place_takes_both(vote, people):
    ballots = [["T1", "T2", "T3"], ["T1", "T2", "T4"], ["T1"], ["T1"], ["T1"]]
    for person, codes in zip(people, ballots, strict=False):
        vote.cast(person, codes)
    vote.close()

    assert (vote.result["chosen"], vote.result["how"]) == (["T1", "T2", "T3", "T4"], "extended")


def test_band_under_five_ballots_is_not_kept_in_the_result(coast, harbour):
    statutory = coast.add_partner(name="Council", sector="statutory")
    voters = factories.create_people(coast, 6, partner=harbour)
    voters += factories.create_people(coast, 4, partner=statutory, start=7)
    vote = factories.open_vote(coast, band_sectors=["statutory"])
    for voter in voters:
        vote.cast(voter, ["T1"])
    vote.close()

    assert vote.result["bands"] == []
    assert set(BallotPattern.objects.values_list("band", flat=True)) == {""}
    assert not Elector.objects.exclude(band="").exists()


def test_bands_of_five_or_more_are_shown_beside_each_other(coast, harbour):
    statutory = coast.add_partner(name="Council", sector="statutory")
    voters = factories.create_people(coast, 6, partner=harbour)
    voters += factories.create_people(coast, 5, partner=statutory, start=7)
    vote = factories.open_vote(coast, band_sectors=["statutory"])
    for voter in voters:
        vote.cast(voter, ["T1"])
    vote.close()

    assert [(band["label"], band["ballots"]) for band in vote.result["bands"]] == [
        ("Statutory", 5),
        ("Everyone else", 6),
    ]


def test_vote_needs_something_to_choose_between(coast, people):
    factories.create_longlist(coast, 3)
    vote = Vote.draft(coast.current_cycle())

    with pytest.raises(CannotOpenVote):
        vote.open(closes_at=timezone.now() + timedelta(days=1))
    assert not vote.electors.exists()


def test_tick_closes_what_is_due_and_only_that(vote, people):
    call_command("tick")
    assert not Vote.objects.get().is_counted

    vote.activity.closes_at = timezone.now() - timedelta(seconds=1)
    vote.activity.save()
    call_command("tick")
    call_command("tick")

    closed = Vote.objects.get()
    assert closed.is_counted
    assert closed.activity.closed_at == vote.activity.closes_at  # its time, not the minute's


def test_key_of_the_installation_that_changes_doubles_no_ballot(vote, people, settings):
    for person in people[:5]:
        vote.cast(person, ["T1"])
    settings.LINK_KEY = "another key since"

    with pytest.raises(BallotRefused, match="can no longer be changed"):
        vote.cast(people[0], ["T2"])
    vote.cast(people[5], ["T2"])

    vote.close()
    assert (vote.result["ballots"], vote.result["voted"]) == (6, 6)
    assert (vote.result["totals"]["T1"], vote.result["totals"]["T2"]) == ("5", "1")


def test_no_other_ballot_is_looked_at_once_the_coordinators_address_stands_with_somebody_else(
    coast, ana_user, vote, people
):
    """An account that is tied to an entry of the register is that person, whatever its address says."""
    coast.add_person(name="Ana", email="", user=ana_user)
    for person in people[:6]:
        vote.cast(person, ["T1"])
    people[0].email = ana_user.email
    people[0].save()

    vote.close()

    assert "without_own" not in vote.result["kept"]


def test_ballot_of_the_coordinator_is_known_by_account_or_by_email(coast, ana_user, vote, people):
    for person in people[:6]:
        vote.cast(person, ["T1"])
    people[0].email = ana_user.email.upper()
    people[0].save()

    vote.close()

    assert vote.result["kept"]["without_own"] is not None
