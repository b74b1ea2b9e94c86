"""Papers typed at the same moment as others, the close or the voter's own ballot."""

import pytest

from network.models import Role, User
from tests import factories
from tests.test_concurrency import at_once
from topics.models import Ballot, BallotRefused, Elector, Paper, Vote
from topics.models.papers import Reading

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def typists(coast, ana_user):
    """Ana, who has typed first in most of these, and four more."""
    others = [
        User.objects.create_user(f"desk{n}@coast.example", "a long enough word", name=f"Desk {n}")
        for n in range(4)
    ]
    for user in others:
        coast.accesses.create(user=user, role=Role.FACILITATOR)
    return [ana_user, *others]


def codes_for(vote, people):
    electors = {elector.pk: elector.person_id for elector in vote.electors.all()}
    codes = Paper.issue(vote, vote.electors.filter(person__in=people))
    by_person = {electors[pk]: code for pk, code in codes.items()}
    return [by_person[person.pk] for person in people]


def read(code, codes, by):
    """What the typist is told: a Reading, or the sentence of a refusal."""
    try:
        return Paper.read(Vote.objects.get(), code, codes, by=by)
    except BallotRefused as refused:
        return str(refused)


def test_of_second_readings_at_once_one_counts(coast, pat_person, typists):
    vote = factories.open_vote(coast)
    (code,) = codes_for(vote, [pat_person])
    read(code, ["T1"], typists[0])

    told = at_once([lambda by=by: read(code, ["T1"], by) for by in typists[1:]])

    assert told.count(Reading.COUNTED) == 1
    assert told.count("This paper has been counted already.") == 3
    assert Ballot.objects.get().choices.get().topic.code == "T1"


def test_two_who_type_at_once_are_first_and_second(coast, pat_person, typists):
    vote = factories.open_vote(coast)
    (code,) = codes_for(vote, [pat_person])

    told = at_once([lambda by=by: read(code, ["T1"], by) for by in typists[:2]])

    assert sorted(told) == [Reading.COUNTED, Reading.FIRST]
    assert Ballot.objects.count() == 1


def test_one_who_presses_twice_at_once_is_not_two(coast, pat_person, typists):
    vote = factories.open_vote(coast)
    (code,) = codes_for(vote, [pat_person])

    told = at_once([lambda: read(code, ["T1"], typists[0]) for _press in range(4)])

    assert told.count(Reading.FIRST) == 1
    assert not Ballot.objects.exists()


def test_close_in_the_middle_of_second_readings_tells_each_the_truth(coast, harbour, typists):
    people = factories.create_people(coast, 11, partner=harbour)
    vote = factories.open_vote(coast)
    for person in people[6:]:
        vote.cast(person, ["T2"])  # so that there are enough ballots for a count
    codes = codes_for(vote, people[:6])
    for code in codes:
        read(code, ["T1"], typists[0])

    told = at_once(
        [
            *(lambda code=code: read(code, ["T1"], typists[1]) for code in codes[:3]),
            lambda: Vote.objects.get().close(),
            *(lambda code=code: read(code, ["T1"], typists[1]) for code in codes[3:]),
        ]
    )

    counted = told.count(Reading.COUNTED)
    refused = [words for words in told if "This paper was not counted." in str(words)]
    vote = Vote.objects.get()
    assert counted + len(refused) == 6
    assert vote.result["totals"]["T1"] == str(counted)
    assert Elector.objects.filter(voted_on__isnull=False).count() == counted + 5
    assert not Paper.objects.exists()


@pytest.mark.parametrize("_time", range(3))
def test_voters_own_ballot_at_the_same_moment_stands(coast, harbour, typists, _time):
    people = factories.create_people(coast, 4, partner=harbour)
    vote = factories.open_vote(coast)
    codes = codes_for(vote, people)
    for code in codes:
        read(code, ["T1"], typists[0])

    told = at_once(
        [
            job
            for person, code in zip(people, codes, strict=True)
            for job in (
                lambda code=code: read(code, ["T1"], typists[1]),
                lambda person=person: Vote.objects.get().cast(person, ["T7"]),
            )
        ]
    )

    assert set(told[::2]) <= {Reading.COUNTED, Reading.BY_LINK}
    assert Ballot.objects.count() == 4
    for person in people:
        assert vote.ballot_of(person).choices.get().topic.code == "T7"


def test_paper_printed_twice_at_once_has_one_code(coast, pat_person, typists):
    factories.open_vote(coast)

    printed = at_once([lambda: codes_for(Vote.objects.get(), [pat_person]) for _press in range(4)])

    told = [read(code, ["T1"], typists[0]) for (code,) in printed]
    assert told.count(Reading.FIRST) == 1
    assert Paper.objects.count() == 1
