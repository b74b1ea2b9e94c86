"""The page that says what a vote cannot promise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from topics.models import Vote


@pytest.fixture
def voters(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 5, partner=harbour)]


def ballot_page(vote, person):
    return f"/p/{person.code}/vote/{vote.pk}/"


def read(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("mode", ["confidential", "named"])
def test_limits_are_told_alike_to_staff_and_members(ana, vic, pat, pat_person, coast, voters, mode):
    vote = factories.open_vote(coast, mode=mode, tie_rule="lot")
    told = [
        read(client, page).split("<main")[1].split("</main")[0]
        for client, page in [
            (ana, f"/coast/vote/{vote.pk}/limits/"),
            (vic, f"/coast/vote/{vote.pk}/limits/"),
            (pat, f"{ballot_page(vote, pat_person)}limits/"),
        ]
    ]

    lists = {words[words.index("<h1>") :] for words in told}
    assert len(lists) == 1
    for limit in ("backup", "PostgreSQL", "over your shoulder", "forwarded", "on paper", "draw"):
        assert limit in told[0], limit
    assert "There is no mathematical proof" in told[0]
    assert ("without that ballot" in told[0]) == (mode == "confidential")
    assert ("the coordinator sees who chose what" in told[0]) == (mode == "named")


def test_limits_tell_what_the_terms_of_this_vote_give_away(pat, pat_person, coast, voters):
    def told(**terms):
        coast.cycles.all().delete()
        coast.cycles.create(number=1)
        vote = factories.open_vote(coast, **terms)
        return read(pat, f"{ballot_page(vote, pat_person)}limits/")

    assert "A third of a vote" not in told()
    assert "A third of a vote" in told(weights="equal")
    assert "smaller of the two groups" in told(band_sectors=["statutory"])
    assert "how many partners stand behind each" in told(tie_rule="breadth")
    assert "whom it went to" in told()
    coast.shows_who_voted = True
    coast.save()
    assert "whom it went to" not in told()


def test_limits_of_a_vote_that_is_not_open_are_not_for_members(pat, pat_person, coast, voters):
    factories.create_longlist(coast)
    vote = Vote.draft(coast.current_cycle())

    assert pat.get(f"{ballot_page(vote, pat_person)}limits/").status_code == 404
    vote.open(closes_at=timezone.now() + timedelta(days=1))
    assert pat.get(f"{ballot_page(vote, pat_person)}limits/").status_code == 200


def test_network_with_larger_groups_reads_its_own_number(ana, pat, pat_person, coast, voters):
    coast.smallest_group = 8
    coast.save()
    form = read(ana, "/coast/vote/open/")
    vote = factories.open_vote(coast, weights="equal")

    told = read(pat, f"{ballot_page(vote, pat_person)}limits/")

    assert "only if both sides have 8 ballots or more" in form
    assert "only if every partner has 8 ballots or more" in told
    assert "fewer than 8 partners" in told
    assert "five" not in told
