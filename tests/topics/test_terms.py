"""The terms of a vote: settled before it opens, read by every voter, and changed by nobody after."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone

from tests import factories
from tests.forms import as_sent
from topics.digests import digest_of
from topics.models import CannotOpenVote, Vote
from topics.terms_in_words import MEANS

ADDRESS = "/coast/vote/open/"
TOMORROW = timedelta(days=1)


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def longlist(coast, people):
    return factories.create_longlist(coast)


def opening(ana, **changes):
    """The opening form as it stands, with some boxes changed."""
    boxes = as_sent(ana.get(ADDRESS).content.decode())
    return {**boxes, "closes_on": "2099-01-01", "go": "send", **changes}


def said(vote):
    return {line.label: line.text for line in vote.terms_in_words()}


def test_ordinary_terms_need_no_thought(ana, longlist):
    ana.post(ADDRESS, opening(ana))

    vote = Vote.objects.get()
    assert (vote.places, vote.picks, vote.ballot_kind, vote.mode) == (
        3,
        3,
        "choose",
        "confidential",
    )
    assert (vote.weights, vote.tie_rule, vote.quorum, vote.voters) == (
        "person",
        "extend",
        0,
        "everyone",
    )
    assert (vote.releases_at, vote.band_sectors, vote.method_reason) == (None, [], "")


def test_empty_boxes_are_the_ordinary_choice(ana, longlist):
    few = ("question", "places", "picks", "subject", "body", "promised")
    boxes = opening(ana)
    ana.post(ADDRESS, {name: boxes[name] for name in few} | {"closes_on": "2099-01-01"})

    assert Vote.objects.get().tie_rule == "extend"


def test_every_term_is_settled_by_the_form(ana, coast, longlist, people):
    statutory = coast.add_partner(name="Council", sector="statutory")
    factories.create_people(coast, 5, partner=statutory, start=7)

    ana.post(
        ADDRESS,
        opening(
            ana,
            question="Which two?",
            places=2,
            picks=1,
            mode="named",
            weights="capped",
            tie_rule="chair",
            chair="Ana",
            quorum=6,
            band_sectors=["statutory"],
            releases_on="2099-01-05",
            method_reason="Partners differ in size.",
        ),
    )

    vote = Vote.objects.get()
    told = {**vote.terms, "topics": len(vote.terms["topics"])}
    assert told == {
        "question": "Which two?",
        "places": 2,
        "picks": 1,
        "ballot_kind": "choose",
        "mode": "named",
        "weights": "capped",
        "tie_rule": "chair",
        "chair": "Ana",
        "quorum": 6,
        "voters": "everyone",
        "band_sectors": ["statutory"],
        "hides_voters": True,
        "method_reason": "Partners differ in size.",
        "floor": 5,
        "releases_at": "2099-01-05T00:00:00+00:00",
        "lot_digest": "",
        "topics": 7,
    }
    assert vote.terms_digest == digest_of(vote.terms)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ballot_kind": "rank", "weights": "equal", "knows_totals": "on"}, "each person counts"),
        ({"tie_rule": "chair"}, "Name the person who decides"),
        ({"chair": "Ana"}, "another rule is chosen"),
        ({"quorum": 7}, "Only 6 people may vote"),
        ({"picks": 8}, "fewer topics than choices"),
        ({"places": 7}, "more topics than there are places"),
        ({"voters": "leads"}, "nobody who may vote"),
        ({"weights": "equal"}, "Please read this, and tick it."),
        ({"weights": "capped"}, "Please read this, and tick it."),
        ({"band_sectors": ["statutory"]}, "nothing to split"),
        (
            {"band_sectors": ["statutory", "charity", "housing", "peer", "voice", "other"]},
            "a split has two sides",
        ),
        ({"releases_on": "2099-01-01"}, "still open on that day"),
        ({"closes_on": "2020-01-01"}, "close before it opens"),
        ({"mode": "open"}, "not one of the available choices"),
        ({"question": "Which\0one?"}, "Null characters"),
        ({"method_reason": "x" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_lost(
    ana, longlist, mailoutbox, changes, sentence
):
    sent = opening(ana, subject="Mine alone", **changes)

    page = ana.post(ADDRESS, sent).content.decode()

    assert sentence in page
    assert 'id="more" open' in page or not set(changes) & {"mode", "chair", "quorum", "voters"}
    assert "Mine alone" in page
    assert not Vote.objects.exists()
    assert mailoutbox == []


def test_warning_on_what_totals_give_away_is_shown_only_where_they_do(ana, longlist):
    words = "a total can tell how a small partner voted"

    assert words not in ana.get(ADDRESS).content.decode()
    assert words in ana.post(ADDRESS, opening(ana, weights="equal")).content.decode()
    named = opening(ana, weights="equal", mode="named", go="look")
    assert words not in ana.post(ADDRESS, named).content.decode()

    ana.post(ADDRESS, opening(ana, weights="equal", knows_totals="on"))
    assert Vote.objects.get().weights == "equal"


def test_look_shows_the_terms_as_voters_will_read_them(ana, coast, longlist):
    changes = {"places": 2, "tie_rule": "chair", "chair": "Ana", "quorum": 6, "mode": "named"}
    looked = ana.post(ADDRESS, opening(ana, **changes, go="look")).content.decode()
    assert not Vote.objects.exists()

    ana.post(ADDRESS, {**as_sent(looked), "go": "send"})

    vote = Vote.objects.get()
    assert vote.chair == "Ana"
    for line in vote.terms_in_words():
        assert line.text in looked


def test_folded_part_stands_open_once_something_in_it_is_another_choice(ana, longlist):
    assert 'id="more" open' not in ana.get(ADDRESS).content.decode()
    for changes, stands_open in [({}, False), ({"quorum": 5}, True), ({"places": 9}, False)]:
        page = ana.post(ADDRESS, opening(ana, go="look", **changes)).content.decode()
        assert ('id="more" open' in page) is stands_open, changes


def test_leads_alone_are_counted_shown_and_written_to(ana, coast, longlist, harbour, mailoutbox):
    harbour.figures_lead = coast.people.get(name="Person 2")
    harbour.save()

    looked = ana.post(ADDRESS, opening(ana, voters="leads", go="look")).content.decode()
    assert "Open the vote and send 1 message" in looked
    ana.post(ADDRESS, {**as_sent(looked), "go": "send"})

    assert [message.to for message in mailoutbox] == [["person2@coast.example"]]
    assert Vote.objects.get().electors.get().person.name == "Person 2"


def test_split_with_too_few_on_one_side_is_refused(ana, coast, longlist):
    statutory = coast.add_partner(name="Council", sector="statutory")
    factories.create_people(coast, 4, partner=statutory, start=7)

    page = ana.post(ADDRESS, opening(ana, band_sectors=["statutory"])).content.decode()

    assert "Only 4 people who may vote are on one side" in page
    assert not Vote.objects.exists()


def test_number_that_the_button_showed_is_kept_with_all_boxes(ana, coast, longlist, mailoutbox):
    sent = opening(ana, quorum=2, band_sectors=["charity", "housing"], promised=6)
    statutory = coast.add_partner(name="Council", sector="statutory")
    factories.create_people(coast, 5, partner=statutory, start=7)

    page = ana.post(ADDRESS, sent).content.decode()

    assert "it is 11 messages now" in page
    again = as_sent(page)
    assert (again["band_sectors"], again["promised"]) == (["charity", "housing"], ["11"])
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("mode", "sees"),
    [("confidential", "Nobody sees your ballot"), ("named", "the coordinator sees who chose what")],
)
def test_message_says_who_will_see_a_ballot(ana, longlist, mailoutbox, mode, sees):
    ana.post(ADDRESS, opening(ana, mode=mode))

    assert all(sees in message.body for message in mailoutbox)
    assert len(mailoutbox) == 6


@pytest.mark.parametrize("name", sorted(MEANS))
def test_every_choice_says_in_a_line_what_it_means(name):
    values = [value for value, _label in Vote._meta.get_field(name).choices]

    assert list(MEANS[name]) == values


@pytest.mark.parametrize("mode", Vote.Mode.values)
def test_all_terms_have_words(coast, longlist, mode):
    for tie_rule, (kind, weights) in product(
        Vote.TieRule.values, [("rank", "person"), ("choose", "equal"), ("choose", "capped")]
    ):
        vote = Vote(
            cycle=coast.current_cycle(), tie_rule=tie_rule, chair="Ana", mode=mode, quorum=6
        )
        vote.ballot_kind, vote.weights = kind, weights

        words = said(vote)

        assert len(words) == 9
        assert all(words.values())
        assert ("coordinator sees who chose what" in words["Who sees what"]) == (mode == "named")


def test_digest_of_a_draw_is_said_from_the_opening_and_its_secret_is_not(coast, longlist):
    vote = Vote.draft(coast.current_cycle(), tie_rule="lot")
    vote.open(closes_at=timezone.now() + TOMORROW)

    told = said(vote)["If topics are level at the last place"]
    assert vote.lot_digest in told
    assert vote.lot_secret not in str(vote.terms)


def test_day_of_the_result_is_said_where_the_network_is(coast, longlist):
    vote = Vote.draft(
        coast.current_cycle(), releases_at=datetime(2099, 7, 3, 23, 0, tzinfo=UTC)
    )  # midnight in summer
    vote.open(closes_at=timezone.now() + TOMORROW)

    assert "Saturday 4 July 2099" in said(vote)["When members see the result"]


def test_result_is_not_shown_before_the_vote_closes(coast, longlist):
    vote = Vote.draft(coast.current_cycle(), releases_at=timezone.now())

    with pytest.raises(CannotOpenVote, match="still open"):
        vote.open(closes_at=timezone.now() + TOMORROW)
