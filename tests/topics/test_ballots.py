"""The ballot as voters meet it: in order or not, named or not, in time or not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.contributions import chases
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from topics.models import Ballot, Vote


@pytest.fixture
def voters(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 5, partner=harbour)]


@pytest.fixture
def vote(coast, voters):
    return factories.open_vote(coast)


@pytest.fixture
def ranked(coast, voters):
    return factories.open_vote(coast, ballot_kind="rank")


@pytest.fixture
def named(coast, voters):
    return factories.open_vote(coast, mode="named")


def ballot_page(vote, person):
    return f"/p/{person.code}/vote/{vote.pk}/"


def read(client, address):
    return client.get(address).content.decode()


def saved(vote, person):
    choices = vote.ballot_of(person).choices.order_by("place")
    return [choice.topic.code for choice in choices]


def in_places(**places):
    return {f"place/{code}": place for code, place in places.items()}


# In order


def test_places_are_kept_in_their_order_and_shown_again(pat, pat_person, ranked):
    page = ballot_page(ranked, pat_person)

    pat.post(page, in_places(T5="1", T2="3", T7="2", T1=""))

    assert saved(ranked, pat_person) == ["T5", "T7", "T2"]
    shown = as_sent(read(pat, page))
    assert [shown[f"place/{code}"] for code in ("T5", "T7", "T2", "T1")] == [
        ["1"], ["2"], ["3"], [""],
    ]  # fmt: skip
    assert "3 of 3 placed" in read(pat, page)


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"T1": "1", "T2": "1"}, "2 topics have place 1."),
        ({"T1": "1", "T2": "3"}, "Place 2 is empty, and a later place is not."),
        ({"T1": "2"}, "Place 1 is empty"),
        ({"T1": "4"}, "places from 1 to 3 only"),
        ({"T1": "first"}, "places from 1 to 3 only"),
        ({"T1": "\0"}, "places from 1 to 3 only"),
        ({"T99": "1"}, "not on this ballot"),
        ({"\0": "1"}, "not on this ballot"),
        ({}, "Nothing was marked."),
    ],
)
def test_order_that_is_not_clear_is_refused_and_nothing_is_lost(
    pat, pat_person, ranked, places, sentence
):
    page = ballot_page(ranked, pat_person)
    pat.post(page, in_places(T6="1"))

    words = pat.post(page, in_places(**places)).content.decode()

    assert sentence in words
    assert "Your earlier ballot still stands." in words
    assert saved(ranked, pat_person) == ["T6"]
    marked = as_sent(words)
    kept = {code: place for code, place in places.items() if place in {"1", "2", "3"}}
    for code in kept.keys() - {"T99", "\0"}:
        assert marked[f"place/{code}"] == [kept[code]]


def test_ranked_ballot_needs_no_script(pat, pat_person, ranked):
    words = read(pat, ballot_page(ranked, pat_person))

    assert words.count('type="radio"') == 7 * 4  # three places, and none
    assert words.count("<legend><b>Topic") == 7


# To choose


def test_topics_and_none_of_these_together_are_asked_about(pat, pat_person, vote):
    page = ballot_page(vote, pat_person)

    words = pat.post(page, {"topic": ["T1", "T3"], "none": "on"}).content.decode()

    assert "Both topics and “none of these” are marked." in words
    assert sorted(as_sent(words)["topic"]) == ["T1", "T3"]
    assert 'name="none" checked' in words
    assert not Ballot.objects.exists()


def test_too_many_choices_are_refused_and_stay_marked(pat, pat_person, vote):
    page, four = ballot_page(vote, pat_person), ["T1", "T3", "T4", "T6"]

    words = pat.post(page, {"topic": four}).content.decode()

    assert "at most 3; 4 are marked" in words
    assert sorted(as_sent(words)["topic"]) == four
    assert not Ballot.objects.exists()


def test_ballot_says_what_each_topic_is_and_how_it_is_counted(pat, pat_person, coast, vote):
    coast.current_cycle().topics.filter(code="T1").update(
        in_scope="What <b>we</b> hold", out_of_scope="Money of others"
    )

    words = read(pat, ballot_page(vote, pat_person))

    assert "What &lt;b&gt;we&lt;/b&gt; hold" in words
    assert "Money of others" in words
    assert words.count("Who will try it?") == 7
    assert "so that none gains by being first" in words
    for line in vote.terms_in_words():
        assert line.text in words
    for link in (f"{ballot_page(vote, pat_person)}limits/", f"/p/{pat_person.code}/topics/"):
        assert f'href="{link}"' in words


@pytest.mark.parametrize(
    ("kind", "boxes"),
    [
        ("choose", {"topic": ["T1", "T2", "T3"]}),
        ("rank", in_places(T1="1", T2="2", T3="3")),
    ],
)
def test_opening_and_casting_ask_the_database_little(
    pat, pat_person, coast, voters, kind, boxes, django_assert_max_num_queries
):
    vote = factories.open_vote(coast, ballot_kind=kind)
    page = ballot_page(vote, pat_person)
    with django_assert_max_num_queries(1 + 6):  # one for the door
        pat.get(page)
    for phone in (factories.phone_of(pat_person, knows=False), pat, pat):
        with django_assert_max_num_queries(10):
            assert phone.post(page, boxes).status_code == 302
        with django_assert_max_num_queries(1 + 6):
            pat.get(page)
    assert saved(vote, pat_person) == ["T1", "T2", "T3"]


def test_whoever_is_not_listed_is_told_before_choosing(pat, pat_person, coast, harbour, voters):
    harbour.figures_lead = voters[1]
    harbour.save()
    vote = factories.open_vote(coast, voters="leads")

    for words in (
        read(pat, ballot_page(vote, pat_person)),
        pat.post(ballot_page(vote, pat_person), {"topic": ["T1"]}).content.decode(),
    ):
        assert "You are not on the list of voters for this vote." in words
        assert "<form" not in words.split("<main")[1].split("</main")[0]
    assert not Ballot.objects.exists()


# After the close


def test_late_ballot_is_told_that_the_earlier_one_counts(pat, pat_person, vote):
    page = ballot_page(vote, pat_person)
    pat.post(page, {"topic": ["T1"]})
    vote.close()

    words = pat.post(page, {"topic": ["T2"]}).content.decode()

    assert "This ballot was not counted." in words
    assert "The one you cast before was in time, and counts." in words


def test_late_ballot_is_told_that_there_was_no_earlier_one(pat, pat_person, vote):
    vote.close()

    words = pat.post(ballot_page(vote, pat_person), {"topic": ["T2"]}).content.decode()

    assert "This ballot was not counted." in words
    assert "You had not cast one before." in words


def test_device_that_knows_nothing_is_not_told_whether_there_was_an_earlier_one(pat_person, vote):
    vote.cast(pat_person, ["T1"])
    vote.close()
    phone = factories.phone_of(pat_person, knows=False)

    words = phone.post(ballot_page(vote, pat_person), {"topic": ["T2"]}).content.decode()

    assert "This ballot was not counted." in words
    assert "in time, and counts" not in words


def test_ballot_that_comes_as_the_vote_is_closed_early_is_told_the_truth(
    pat, pat_person, vote, monkeypatch
):
    """It was open when the page was asked for, and no more when the lock was had."""
    cast = Vote.cast

    def late(self, *args, **kwargs):
        Vote.objects.get().close()
        return cast(self, *args, **kwargs)

    monkeypatch.setattr(Vote, "cast", late)

    words = pat.post(ballot_page(vote, pat_person), {"topic": ["T2"]}).content.decode()

    assert "This vote has closed." in words
    assert "This ballot was not counted." in words


# Named


def test_named_ballot_says_so_before_the_first_tap(pat, pat_person, named):
    words = read(pat, ballot_page(named, pat_person))

    said = words.index("Named: after it closes, the coordinator sees who chose what.")
    assert said < words.index('type="checkbox"')
    assert "Nobody sees your ballot" not in words
    assert "Confidential" not in words
    assert "Named: after it closes" in read(pat, f"/p/{pat_person.code}/")


def test_who_chose_what_is_read_after_the_close_by_the_coordinator_alone(
    ana, vic, olga, coast, named, voters
):
    page = f"/coast/vote/{named.pk}/ballots/"
    convenor = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=convenor, role=Role.CONVENOR)
    named.cast(voters[1], ["T2", "T7"])
    named.cast(voters[2], [])
    assert ana.get(page).status_code == 404

    named.close()

    words = read(ana, page)
    assert words.index("Person 1") < words.index("Topic 2") < words.index("Topic 7")
    assert words.index("Person 2") < words.index("None of these")
    assert "Person 3" not in words  # who did not vote
    assert vic.get(page).status_code == sign_in(convenor).get(page).status_code == 403
    assert olga.get(page).status_code == 404


def test_list_of_choices_asks_as_often_for_many_as_for_one(
    ana, named, voters, django_assert_num_queries
):
    for voter in voters:
        named.cast(voter, ["T1", "T2", "T3"])
    named.close()

    with django_assert_num_queries(6):
        ana.get(f"/coast/vote/{named.pk}/ballots/")


def test_whoever_left_the_register_has_no_name_on_the_list(ana, named, voters):
    named.cast(voters[1], ["T2"])
    named.close()
    named.electors.filter(person=voters[1]).update(person=None)

    words = read(ana, f"/coast/vote/{named.pk}/ballots/")

    assert "Somebody who is no longer on the register" in words
    assert "Person 1" not in words
    assert "Harbour Lights" not in words  # of a small one that would be a name


def test_list_of_choices_says_the_partner_that_counted_when_they_voted(ana, coast, named, voters):
    named.cast(voters[1], ["T2"])
    named.close()
    voters[1].partner = coast.add_partner(name="Reed Trust", sector="charity")
    voters[1].save()

    words = read(ana, f"/coast/vote/{named.pk}/ballots/")

    assert "Harbour Lights" in words
    assert "Reed Trust" not in words


def test_voter_reads_their_own_choice_of_a_named_vote_once_it_has_closed(
    pat, pat_person, named, voters
):
    page = ballot_page(named, pat_person)
    pat.post(page, {"topic": ["T2", "T7"]})
    named.cast(voters[1], ["T4"])
    named.close()

    words = read(pat, page)
    assert words.index("You chose") < words.index("Topic 2") < words.index("Topic 7")
    assert "Topic 4" not in words
    on_another = factories.phone_of(pat_person, knows=False).get(page)
    assert on_another.status_code == 302
    assert "/code/" in on_another["Location"]


def test_of_a_confidential_vote_nobody_reads_who_chose_what(ana, pat, pat_person, vote, voters):
    for voter in voters:
        vote.cast(voter, ["T2"])
    for _state in ("open", "closed"):
        assert ana.get(f"/coast/vote/{vote.pk}/ballots/").status_code == 404
        vote.close()
    words = read(pat, ballot_page(vote, pat_person))
    assert "You chose" not in words
    assert "Topic 2" not in words


# A second vote


def test_second_vote_is_asked_for_and_chased_as_the_first_was(
    ana, pat, pat_person, coast, voters, harbour
):
    first = factories.open_vote(coast, tie_rule="runoff", places=1)
    for voter, code in zip(voters, ["T1", "T1", "T2", "T2", "T3"], strict=False):
        first.cast(voter, [code])
    first.close()
    first.release()
    runoff = Vote.draft_runoff(first)
    runoff.open(closes_at=timezone.now() + timedelta(days=1))
    late = coast.add_person(name="Late", email="late@coast.example", partner=harbour)

    own = read(pat, f"/p/{pat_person.code}/")
    assert f'href="{ballot_page(runoff, pat_person)}"' in own
    assert f'href="/p/{pat_person.code}/result/{first.pk}/"' in own
    assert ballot_page(runoff, late) not in read(factories.phone_of(late), f"/p/{late.code}/")
    (chase,) = chases.gather(coast, timezone.now())
    assert chase.activities == [runoff.activity]
    assert "0 of 6 have voted" in read(ana, "/coast/")

    pat.post(ballot_page(runoff, pat_person), {"topic": ["T2"]})
    assert saved(runoff, pat_person) == ["T2"]
