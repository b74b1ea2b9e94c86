"""Ballot papers: two people who do not see each other's entry must agree, and nothing of it stays."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from network.models import Role, User
from tests import factories
from topics import papers
from topics.models import Ballot, BallotRefused, Elector, Paper, Topic, Vote
from topics.models.papers import Reading


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def vote(coast, people):
    return factories.open_vote(coast)


@pytest.fixture
def vic_user(coast):
    user = User.objects.create_user("vic@coast.example", "a long enough word", name="Vic")
    coast.accesses.create(user=user, role=Role.FACILITATOR)
    return user


def code_for(vote, person):
    elector = vote.electors.get(person=person)
    return Paper.issue(vote, [elector])[elector.pk]


def choices_of(vote, person):
    ballot = vote.ballot_of(person)
    return ballot and [choice.topic.code for choice in ballot.choices.order_by("place")]


def everything_kept():
    """Every value of every table, as text."""
    return json.dumps(
        [list(model.objects.values_list()) for model in apps.get_models(include_auto_created=True)],
        default=lambda value: bytes(value).hex() if isinstance(value, memoryview) else str(value),
    )


def test_code_has_no_sign_that_can_be_taken_for_another():
    codes = {papers.new_code() for _ in range(500)}

    assert len(codes) == 500
    assert not set("".join(codes)) & set("01OI")
    assert all(len(code) == 9 and code[4] == "-" for code in codes)


@pytest.mark.parametrize("typed", ["K7F2-9QXM", "k7f2 9qxm", " k7f29qxm ", "K7F2–9QXM"])
def test_code_is_known_however_it_is_typed(typed):
    assert papers.tidied(typed) == "K7F2-9QXM"


@pytest.mark.parametrize(
    ("topics", "length", "size"),
    [(7, 60, ""), (9, 140, "small-print"), (12, 200, "small-print titles-only"), (0, 0, "")],
)
def test_paper_is_set_so_that_it_fits_a_page(topics, length, size):
    listed = [Topic(title="Safe routes", question="x" * length) for _topic in range(topics)]

    assert papers.Sheet("Pat", "Harbour Lights", "K7F2-9QXM", listed).size == size


def test_paper_counts_once_two_people_have_read_the_same(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])

    assert Paper.read(vote, code, ["T5", "T1"], by=ana_user) == Reading.FIRST
    assert not Ballot.objects.exists()
    assert Paper.read(vote, code, ["T1", "T5"], by=vic_user) == Reading.COUNTED

    assert choices_of(vote, people[0]) == ["T1", "T5"]
    assert vote.turnout() == (1, 6)
    paper = Paper.objects.get()
    assert (paper.first_reading, paper.first_by, paper.counted_on is None) == ("", None, False)


def test_nobody_types_the_same_paper_twice(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)

    with pytest.raises(BallotRefused, match="typed this paper already"):
        Paper.read(vote, code, ["T1"], by=ana_user)
    assert not Ballot.objects.exists()
    assert Paper.read(vote, code, ["T1"], by=vic_user) == Reading.COUNTED


def test_readings_that_differ_are_both_forgotten(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)

    assert Paper.read(vote, code, ["T2"], by=vic_user) == Reading.DIFFERS
    assert not Ballot.objects.exists()
    assert papers.desk(vote) == papers.Desk(printed=1, waiting=0, counted=0)
    # What Vic typed is forgotten too: Ana's next is a first reading.
    assert Paper.read(vote, code, ["T2"], by=ana_user) == Reading.FIRST


def test_where_people_rank_the_order_must_agree(coast, people, ana_user, vic_user):
    vote = factories.open_vote(coast, ballot_kind="rank")
    code = code_for(vote, people[0])

    Paper.read(vote, code, ["T5", "T1"], by=ana_user)
    assert Paper.read(vote, code, ["T1", "T5"], by=vic_user) == Reading.DIFFERS
    Paper.read(vote, code, ["T5", "T1"], by=ana_user)
    assert Paper.read(vote, code, ["T5", "T1"], by=vic_user) == Reading.COUNTED

    assert choices_of(vote, people[0]) == ["T5", "T1"]


def test_empty_paper_is_a_blank_ballot(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, [], by=ana_user)

    assert Paper.read(vote, code, [], by=vic_user) == Reading.COUNTED
    assert choices_of(vote, people[0]) == []


@pytest.mark.parametrize("codes", [["T1", "T2", "T3", "T4"], ["T99"]])
def test_paper_with_too_much_on_it_or_a_stranger_is_refused(vote, people, ana_user, codes):
    code = code_for(vote, people[0])

    with pytest.raises(BallotRefused):
        Paper.read(vote, code, codes, by=ana_user)
    assert papers.waiting(vote) == 0


@pytest.mark.parametrize("typed", ["K7F2-9QXM", "", "—", "0"])
def test_code_that_is_on_no_paper_is_refused(vote, people, ana_user, typed):
    code_for(vote, people[0])

    with pytest.raises(BallotRefused, match="No paper of this vote has that code"):
        Paper.read(vote, typed, ["T1"], by=ana_user)


def test_paper_printed_anew_voids_the_one_before_with_what_was_typed(
    vote, people, ana_user, vic_user
):
    old = code_for(vote, people[0])
    Paper.read(vote, old, ["T1"], by=ana_user)
    new = code_for(vote, people[0])

    with pytest.raises(BallotRefused, match="only the new one counts"):
        Paper.read(vote, old, ["T1"], by=vic_user)
    assert Paper.read(vote, new, ["T1"], by=vic_user) == Reading.FIRST


def test_paper_is_counted_once(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)
    Paper.read(vote, code, ["T1"], by=vic_user)

    with pytest.raises(BallotRefused, match="counted already"):
        Paper.read(vote, code, ["T2"], by=ana_user)
    assert choices_of(vote, people[0]) == ["T1"]


@pytest.mark.parametrize("when", ["before it was printed", "after"])
def test_ballot_by_link_stands_against_a_paper(vote, people, ana_user, vic_user, when):
    if when == "after":
        code = code_for(vote, people[0])
    vote.cast(people[0], ["T7"])
    if when != "after":
        code = code_for(vote, people[0])

    # The first reading tells nobody whether its voter has voted by link.
    assert Paper.read(vote, code, ["T1"], by=ana_user) == Reading.FIRST
    assert Paper.read(vote, code, ["T1"], by=vic_user) == Reading.BY_LINK
    assert choices_of(vote, people[0]) == ["T7"]
    assert papers.waiting(vote) == 0


def test_voter_whose_paper_was_counted_can_still_vote_by_link(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)
    Paper.read(vote, code, ["T1"], by=vic_user)
    vote.cast(people[0], ["T7"])
    # And no further paper can undo that, whatever it says.
    again = code_for(vote, people[0])
    Paper.read(vote, again, ["T2"], by=ana_user)

    assert Paper.read(vote, again, ["T2"], by=vic_user) == Reading.BY_LINK
    assert choices_of(vote, people[0]) == ["T7"]
    assert vote.turnout() == (1, 6)


def test_same_choice_by_link_is_still_the_voters_own(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)
    Paper.read(vote, code, ["T1"], by=vic_user)
    vote.cast(people[0], ["T1"])
    again = code_for(vote, people[0])
    Paper.read(vote, again, ["T2"], by=ana_user)

    assert Paper.read(vote, again, ["T2"], by=vic_user) == Reading.BY_LINK


def test_second_paper_takes_the_place_of_one_that_was_counted(vote, people, ana_user, vic_user):
    for choice in ("T1", "T2"):
        code = code_for(vote, people[0])
        Paper.read(vote, code, [choice], by=ana_user)
        assert Paper.read(vote, code, [choice], by=vic_user) == Reading.COUNTED

    assert choices_of(vote, people[0]) == ["T2"]
    assert Ballot.objects.count() == 1


def test_paper_brings_the_band_of_its_voter(coast, harbour, people, ana_user, vic_user):
    vote = factories.open_vote(coast, band_sectors=["charity"])
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)
    Paper.read(vote, code, ["T1"], by=vic_user)

    assert Ballot.objects.get().band == "first"


def test_after_the_close_no_paper_is_taken_or_printed(vote, people, ana_user, vic_user):
    code = code_for(vote, people[0])
    Paper.read(vote, code, ["T1"], by=ana_user)
    late = vote.activity.closes_at + timedelta(seconds=1)

    with pytest.raises(BallotRefused, match="not open any more. This paper was not counted"):
        Paper.read(vote, code, ["T1"], by=vic_user, at=late)
    assert papers.waiting(vote) == 1
    vote.close()
    vote = Vote.objects.get()
    with pytest.raises(BallotRefused, match="not open any more. This paper was not counted"):
        Paper.read(vote, code, ["T1"], by=vic_user)
    with pytest.raises(BallotRefused, match="no paper was printed"):
        Paper.issue(vote, vote.electors.all())
    assert vote.result["voted"] == 0


def test_paper_of_somebody_who_was_taken_off_the_register_is_refused(vote, people, ana_user):
    code = code_for(vote, people[0])
    Elector.objects.filter(person=people[0]).update(person=None)

    with pytest.raises(BallotRefused, match="not on the list any more"):
        Paper.read(vote, code, ["T1"], by=ana_user)


def test_code_of_another_vote_opens_nothing(coast, vote, people, ana_user):
    code = code_for(vote, people[0])
    vote.close()
    other = Vote.draft(coast.current_cycle())
    other.open(closes_at=timezone.now() + timedelta(days=3))

    with pytest.raises(BallotRefused, match="No paper of this vote"):
        Paper.read(other, code, ["T1"], by=ana_user)


def test_database_says_neither_code_nor_choice_of_a_paper_that_was_typed_once(
    coast, vote, people, ana_user, vic_user
):
    code = code_for(vote, people[0])
    before = everything_kept()
    Paper.read(vote, code, ["T2", "T6"], by=ana_user)
    paper = Paper.objects.get()

    assert code not in before
    assert code not in everything_kept()
    assert len(paper.first_reading) == 64
    # The same on another's paper is called something else, so papers cannot be put together.
    other = code_for(vote, people[1])
    Paper.read(vote, other, ["T2", "T6"], by=ana_user)
    assert len(set(Paper.objects.values_list("first_reading", flat=True))) == 2


def test_rows_of_papers_say_nothing_by_their_order(coast, people):
    people += factories.create_people(coast, 30, start=7)
    vote = factories.open_vote(coast)
    electors = list(vote.electors.order_by("pk"))

    codes = Paper.issue(vote, electors)

    as_made = list(Paper.objects.order_by("pk").values_list("elector", flat=True))
    assert sorted(as_made) == sorted(codes)
    assert as_made != sorted(as_made)
    assert [paper.elector_id for paper in vote.papers.all()] != as_made


def test_of_papers_not_a_trace_is_left_after_the_close(vote, people, ana_user, vic_user):
    counted, typed_once, unused = (code_for(vote, person) for person in people[:3])
    Paper.read(vote, counted, ["T2", "T6", "T7"], by=ana_user)
    Paper.read(vote, typed_once, ["T3", "T4"], by=vic_user)
    Paper.read(vote, counted, ["T2", "T6", "T7"], by=vic_user)
    secrets = [vote.nonce, counted, typed_once, unused]
    for paper in Paper.objects.all():
        secrets += [paper.code_key, paper.first_reading]
    vote.close()

    kept = everything_kept()
    assert [secret for secret in secrets if secret and secret in kept] == []
    assert not Paper.objects.exists()
    # One ballot is too few for anything to be kept of what was chosen.
    assert '["T2", "T6", "T7"]' not in kept
    assert '["T3", "T4"]' not in kept
    assert Elector.objects.exclude(partner=None).count() == 0
