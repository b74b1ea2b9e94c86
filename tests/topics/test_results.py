"""The result as staff and members read it: the same account, never before its time, and no more than may be."""

import re
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from meetings.deck import framing as deck
from meetings.deck.records import of_votes
from tests import factories
from topics.left_off import left_off
from topics.models import Suggestion, Vote

CLEAR = [["T1", "T2", "T3"]] * 4 + [["T1", "T2", "T4"]] * 2 + [["T1"]]
LEVEL = [["T1", "T2", "T3"], ["T1", "T2", "T4"], ["T1", "T2", "T5"], ["T1", "T2"], ["T1", "T2"]]


@pytest.fixture
def people(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 8, partner=harbour)]


def closed(coast, people, ballots=CLEAR, **fields):
    vote = factories.open_vote(coast, **fields)
    for person, codes in zip(people, ballots, strict=False):
        vote.cast(person, codes)
    vote.close()
    return Vote.objects.select_related("cycle__network", "activity").get(pk=vote.pk)


def words_of(client, address):
    """What stands between the head and the foot of a page, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def staff(vote):
    return f"/coast/vote/{vote.pk}/"


def own(person, vote):
    return f"/p/{person.code}/result/{vote.pk}/"


def test_staff_and_members_read_the_same_account(ana, pat, coast, people, pat_person):
    vote = closed(coast, people)
    vote.release()

    for client, address in [(ana, staff(vote)), (pat, own(pat_person, vote))]:
        words = words_of(client, address)
        for sentence in [
            "Three topics frame the meeting",
            "7 of 9 people voted, from 1 of 1 partners. No ballot was blank.",
            "The last place was settled by 2 votes.",
            "1 person voting differently would have changed what is chosen.",
            "2 people have not voted. That is enough to change the last place.",
            "3 chosen above this line",
            "other ways to look agree",
            "On the list: 7 of 7 began with the coordinator.",
            "All of them go forward, if that makes one topic more at most.",
            "Nothing here says who chose what, to the coordinator either.",
        ]:
            assert sentence in words, sentence
        assert "Each partner equal" not in words  # they are of one partner


def test_result_says_no_percentage(ana, carrowby_day):
    words = words_of(ana, staff(carrowby_day))

    assert "%" not in words
    assert "per cent" not in words


@pytest.fixture
def carrowby_day(coast, people):
    return closed(coast, people)


def test_members_see_nothing_before_the_release(pat, coast, people, pat_person):
    vote = factories.open_vote(coast)
    assert pat.get(own(pat_person, vote)).status_code == 404
    vote.close()
    assert pat.get(own(pat_person, vote)).status_code == 404

    vote.release()

    assert pat.get(own(pat_person, vote)).status_code == 200


def test_result_of_another_network_does_not_exist(pat, pat_person, hills):
    others = factories.create_people(hills, 5)
    vote = closed(hills, others)
    vote.release()

    assert pat.get(own(pat_person, vote)).status_code == 404


def test_page_says_when_it_is_shown_by_itself(ana, coast, people):
    vote = closed(coast, people, releases_at=timezone.now() + timedelta(days=9))

    assert "By itself it is shown on" in words_of(ana, staff(vote))


def test_observer_is_offered_nothing_to_press(vic, coast, people):
    vote = closed(coast, people, LEVEL)

    page = vic.get(staff(vote)).content.decode()

    assert "Hold a second vote" not in page
    assert "/release/" not in page
    assert "The coordinator decides when members do." in page


@pytest.mark.parametrize(
    ("ballots", "fields", "heading", "sentence"),
    [
        (CLEAR[:4], {}, "Too few people voted to show a count", "none was kept"),
        (CLEAR, {"quorum": 8}, "Not enough ballots to settle the agenda", "8 ballots were needed"),
        ([[]] * 5, {}, "Nobody chose a topic", "5 ballots chose none of these."),
    ],
)
def test_result_that_settles_nothing_has_a_plain_page(
    ana, pat, coast, people, pat_person, ballots, fields, heading, sentence
):
    vote = closed(coast, people, ballots, **fields)
    vote.release()

    for client, address in [(ana, staff(vote)), (pat, own(pat_person, vote))]:
        words = words_of(client, address)
        assert heading in words
        assert sentence in words
        assert "How sure is this?" not in words
        assert "above this line" not in words


def test_of_too_few_ballots_the_page_shows_no_vote(ana, coast, people):
    vote = closed(coast, people, CLEAR[:4])

    page = ana.get(staff(vote)).content.decode()

    assert "●" not in page
    assert not re.search(r"\d+ votes?\b", page)


def test_level_topics_and_their_rule_are_told(ana, coast, people):
    vote = closed(coast, people, LEVEL)

    words = words_of(ana, staff(vote))

    assert "Two topics frame the meeting" in words
    assert "not room for them all: “Topic 3”, “Topic 4” and “Topic 5”." in words
    assert "“Take all that are level, if that is one more at most”" in words
    assert "1 place is still open" in words
    assert "3=" in words


def test_draw_can_be_checked_on_the_page_of_everyone(pat, coast, people, pat_person):
    vote = closed(coast, people, LEVEL, tie_rule="lot")
    vote.release()

    words = words_of(pat, own(pat_person, vote))

    assert "We checked it again just now." in words
    assert words.count("sha256sum") == 5
    assert vote.lot_secret in words
    assert vote.terms["lot_digest"] in words


def test_secret_that_was_changed_is_said_to_be(ana, coast, people):
    vote = closed(coast, people, LEVEL, tie_rule="lot")
    vote.result["lot"]["secret"] = "0" * 64
    Vote.objects.filter(pk=vote.pk).update(result=vote.result)

    assert "do not trust this draw" in words_of(ana, staff(vote))


def test_secret_of_a_draw_stands_on_no_page_before_the_close(ana, pat, coast, people, pat_person):
    vote = factories.open_vote(coast, tie_rule="lot")

    pages = [ana.get(staff(vote)), pat.get(f"/p/{pat_person.code}/vote/{vote.pk}/")]

    assert not any(vote.lot_secret in page.content.decode() for page in pages)


def test_small_partner_keeps_its_totals_from_everyone(ana, coast, people, harbour):
    alone = coast.add_partner(name="One desk", sector="charity")
    people[1].partner = alone
    people[1].save()
    vote = closed(coast, people, weights="equal")

    page = ana.get(staff(vote)).content.decode()

    assert "Totals are not shown here, because a small partner could be recognised." in page
    assert not re.search(r"\d+ votes?\b", page)
    assert "●" not in page


def test_parts_of_votes_have_bars_and_no_dots(ana, coast, people, harbour):
    people[1].partner = coast.add_partner(name="One desk", sector="charity")
    people[1].save()
    vote = closed(coast, people, weights="equal", mode="named")

    page = ana.get(staff(vote)).content.decode()

    assert re.search(r"\d+/\d+ votes", page)
    assert 'class="bar"' in page


def test_bands_stand_side_by_side_only_where_both_have_five(ana, coast, people):
    council = coast.add_partner(name="Council", sector="statutory")
    others = factories.create_people(coast, 5, partner=council, start=50)
    vote = closed(coast, [*people[:5], *others], CLEAR + CLEAR, band_sectors=["statutory"])

    words = words_of(ana, staff(vote))

    assert "In two groups" in words
    assert "Statutory 5 ballots" in words


def test_suggestions_and_what_is_missing_are_counted_without_names(ana, coast, people):
    vote = factories.open_vote(coast)
    cycle = vote.cycle
    secret = {"person": people[3], "cycle": cycle}
    hub = Suggestion.objects.create(
        **secret, text="A hub", outcome="left_off", reason="It needs a year.", named_to="nobody"
    )
    Suggestion.objects.create(
        person=people[4],
        cycle=cycle,
        text="A van",
        outcome="left_off",
        reason="No driver.",
        named_to="members",
    )
    Suggestion.objects.create(person=people[5], cycle=cycle, text="One hub", same_as=hub)
    Suggestion.objects.create(**secret, text="Taken back", withdrawn_at=timezone.now())
    Suggestion.objects.create(**secret, text="Young people", vote=vote)
    for person in people[:5]:
        vote.cast(person, ["T1"])
    vote.close()

    words = words_of(ana, staff(vote))

    assert "2 topics were suggested: 2 were left off." in words
    assert "1 note says that something is missing." in words
    assert "raised by Person 4" in words
    assert "Person 3" not in words
    assert "It needs a year." in words


def test_what_partners_wrote_is_shown_as_text(ana, coast, people):
    factories.create_longlist(coast)
    topic = coast.current_cycle().topics.get(code="T1")
    topic.title = "<script>alert(1)</script>"
    topic.save()
    vote = Vote.draft(coast.current_cycle())
    vote.open(closes_at=timezone.now() + timedelta(days=1))
    for person, codes in zip(people, CLEAR, strict=False):
        vote.cast(person, codes)
    vote.close()

    page = ana.get(staff(vote)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_result_of_before_this_version_is_still_a_page(ana, pat, coast, people, pat_person):
    vote = closed(coast, people)
    new = ["version", "floor", "certain", "tied", "supported", "lot", "kept", "checks", "standing"]
    new += ["agree", "non_voters", "left_out", "with_nothing", "position"]
    before = {key: value for key, value in vote.result.items() if key not in new}
    QuerySet(Vote).filter(pk=vote.pk).update(terms=None, terms_digest="", result=before)
    vote.release()

    for client, address in [(ana, staff(vote)), (pat, own(pat_person, vote))]:
        words = words_of(client, address)
        assert "Three topics frame the meeting" in words
        assert "The last place was settled by 2 votes." in words


def test_headings_are_in_order_and_tables_have_captions(ana, pat, coast, people, pat_person):
    vote = closed(coast, people, LEVEL)
    vote.release()

    for client, address in [(ana, staff(vote)), (pat, own(pat_person, vote))]:
        page = client.get(address).content.decode()
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
        assert page.count("<table") == page.count("<caption")


@pytest.mark.parametrize("many", [1, 3])
def test_result_asks_the_database_as_often_for_many_as_for_few(
    ana, pat, coast, people, pat_person, django_assert_num_queries, many
):
    vote = factories.open_vote(coast, topics=5 + many)
    for n in range(many):
        Suggestion.objects.create(
            cycle=vote.cycle, person=people[n], text=f"Left {n}", outcome="left_off"
        )
    for person, codes in zip(people, CLEAR, strict=False):
        vote.cast(person, codes)
    vote.close()
    vote.release()

    with django_assert_num_queries(11):
        ana.get(staff(vote))
    with django_assert_num_queries(9):
        pat.get(own(pat_person, vote))


# The deck


def slides_of(vote, people):
    meeting = vote.cycle.meetings.model.call(
        vote.cycle, starts_at=timezone.now() + timedelta(days=3)
    )
    outline = deck.outline_of(meeting, author="Ana", at=timezone.now())
    return [slide for slide in outline.slides if slide.kind == "vote"]


@pytest.mark.parametrize(
    ("ballots", "fields", "title"),
    [
        (CLEAR, {}, "7 of 9 people voted, and 3 topics go forward"),
        (CLEAR, {"quorum": 8}, "7 of 9 people voted, and no topic is chosen yet"),
        ([[]] * 5, {}, "5 of 9 people voted, and no topic is chosen yet"),
        (LEVEL, {"tie_rule": "lot"}, "5 of 9 people voted, and 3 topics go forward"),
    ],
)
def test_slide_of_the_vote_says_what_the_page_says(coast, people, ballots, fields, title):
    (slide,) = slides_of(closed(coast, people, ballots, **fields), people)

    assert slide.title == title
    assert all(slide.body)


def test_slide_shows_ranks_alone_where_totals_are_withheld(coast, people):
    people[1].partner = coast.add_partner(name="One desk", sector="charity")
    people[1].save()

    (slide,) = slides_of(closed(coast, people, weights="equal"), people)

    assert slide.chart is None
    assert [row[0] for row in slide.table.rows[:4]] == ["1=", "1=", "1=", "4="]
    assert not re.search(r"Topic 1 \d", slide.notes)


def test_slide_says_who_decided(coast, people):
    vote = closed(coast, people, LEVEL, tie_rule="chair", chair="Vic")
    vote.decide(["T4"], by="", reason="Urgent.")

    (slide,) = slides_of(vote, people)

    assert "“Topic 4”: decided by Vic, not by votes." in slide.body
    assert [slide.chart.categories[n] for n in slide.chart.highlight] == [
        "Topic 1",
        "Topic 2",
        "Topic 4",
    ]


def test_suggestions_are_counted_where_their_topics_are_now(ana, coast, people):
    cycle = coast.current_cycle()
    listed, joined, left, waits = (
        Suggestion.make(cycle, text=f"Idea {n}", person=people[n]) for n in range(4)
    )
    gone = listed.list_as(title="Gone again")
    gone.leave_off(reason="Too wide.")
    joined.list_as(title="Stays")
    left.leave_off(reason="It needs a year", comes_back="At meeting three")

    words = words_of(ana, staff(closed(coast, people, [["T3", "T4", "T5"]] * 5)))

    assert "4 topics were suggested: 1 is on the list, 2 were left off, 1 was not decided." in words
    assert "It needs a year How it comes back: At meeting three" in words


def test_slide_says_what_was_left_off_and_nobodys_name(coast, people):
    cycle = coast.current_cycle()
    idea = Suggestion.make(cycle, text="A hub", person=people[0], named_to="members")
    idea.leave_off(reason="It needs a year.", comes_back="At meeting three.")

    (slide,) = of_votes.left_off_slides(left_off(cycle, ""))

    assert slide.table.rows == [["A hub", "It needs a year.", "At meeting three."]]
    assert people[0].name not in str(slide)


def test_slide_of_a_vote_with_too_few_ballots_does_not_wait_for_a_count(coast, people):
    (slide,) = of_votes.vote_slides(closed(coast, people, CLEAR[:2]))

    assert slide.body == ["Too few people voted to show a count. So the vote settles nothing."]
