"""What people suggest, what becomes of it, and that nothing tells whose it is unless they agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network import words
from tests import factories
from tests.test_concurrency import at_once
from topics import suggesting
from topics.models import Seal, Suggestion, Topic, Vote
from topics.models.deciding import CannotDecide
from topics.models.suggestions import MOST_WAITING, CannotSuggest


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def hub(cycle, pat_person):
    return Suggestion.make(cycle, text="A single hub building", person=pat_person)


def again(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def test_words_kept_and_words_changed_are_told_apart(cycle, pat_person):
    long = "What would it take " + "to meet people where they are " * 5
    kept, reworded, too_long = (
        Suggestion.make(cycle, text=text.strip(), person=pat_person)
        for text in ("Who decides", "Housing", long)
    )

    origins = [
        kept.list_as(title="Who decides").origin,
        reworded.list_as(title="Keeping a home").origin,
        too_long.list_as(title="Where people are", question=long.strip()).origin,
    ]

    assert origins == ["participant", "reworded", "participant"]
    assert (again(kept).text, again(reworded).text) == ("Who decides", "Housing")


def test_listing_keeps_the_first_wording_and_who_wrote_it(cycle, hub, ana_user):
    topic = hub.list_as(title="One building", question="Where?", by=ana_user)

    (wording,) = topic.wordings.all()
    assert (wording.words["title"], wording.by) == ("One building", ana_user)
    assert (again(hub).outcome, again(hub).topic, again(hub).decided_by) == (
        "listed",
        topic,
        ana_user,
    )


def test_title_that_is_taken_is_refused_and_nothing_is_listed(cycle, hub, coast):
    factories.create_longlist(coast, 1)

    with pytest.raises(CannotDecide, match="already has a topic"):
        hub.list_as(title="TOPIC 1")

    assert again(hub).is_waiting
    assert Topic.objects.count() == 1


def test_what_is_joined_keeps_its_words_and_its_author(cycle, hub, coast, pat_person):
    topic, _other = factories.create_longlist(coast, 2)

    hub.join_into(topic)

    assert (again(hub).text, again(hub).person, again(hub).topic) == (
        "A single hub building",
        pat_person,
        topic,
    )
    assert suggesting.what_became(again(hub)).said == "It was joined into the topic “Topic 1”."
    assert suggesting.behind_topics(cycle)[topic.pk].n == 1


def test_topic_that_left_the_list_takes_no_suggestion(cycle, hub, coast):
    topic, _other = factories.create_longlist(coast, 2)
    topic.leave_off(reason="No")

    with pytest.raises(CannotDecide, match="not on the list any more"):
        hub.join_into(topic)


def test_outcome_of_the_main_one_is_everybodys(cycle, hub, coast):
    first, second, third = factories.create_people(coast, 3)
    other = Suggestion.make(cycle, text="One building for all", person=first)
    third_one = Suggestion.make(cycle, text="A shared building", person=third)
    other.same_idea_as(hub)
    third_one.same_idea_as(other)  # and so stands behind the first

    hub.leave_off(reason="It needs a year.", comes_back="At the third meeting.")

    for one in (hub, other, third_one):
        became = suggesting.what_became(again(one))
        assert (became.reason, became.comes_back) == ("It needs a year.", "At the third meeting.")
    assert again(third_one).same_as == hub
    assert second.suggestions.count() == 0


def test_main_one_that_joins_another_brings_along_those_behind_it(cycle, hub, coast):
    first, second = factories.create_people(coast, 2)
    behind = Suggestion.make(cycle, text="One building", person=first)
    wider = Suggestion.make(cycle, text="Somewhere to meet", person=second)
    behind.same_idea_as(hub)

    hub.same_idea_as(wider)

    assert {one.pk for one in wider.others_alike.all()} == {hub.pk, behind.pk}
    with pytest.raises(CannotDecide, match="Choose another"):
        wider.same_idea_as(again(behind))


def test_withdrawing_the_main_one_leaves_the_others_standing(cycle, hub, coast):
    first, second = factories.create_people(coast, 2)
    others = [Suggestion.make(cycle, text=f"A building {n}", person=n) for n in (first, second)]
    for other in others:
        other.same_idea_as(hub)

    hub.withdraw()

    heir, follower = map(again, others)
    assert (heir.same_as, follower.same_as) == (None, heir)
    assert list(cycle.suggestions.waiting()) == [heir]


def test_what_was_decided_cannot_be_withdrawn_nor_decided_again(cycle, hub):
    hub.leave_off(reason="No money.")

    with pytest.raises(CannotDecide, match="decided meanwhile"):
        hub.withdraw()
    with pytest.raises(CannotDecide, match="Take that back first"):
        hub.list_as(title="A hub")


def test_withdrawn_one_cannot_be_decided(cycle, hub):
    page_of_before = again(hub)
    hub.withdraw()

    with pytest.raises(CannotDecide, match="has taken it back"):
        page_of_before.leave_off(reason="No")


def test_decision_taken_back_waits_again_and_its_own_topic_goes(cycle, hub):
    hub.list_as(title="A hub")

    hub.reconsider()

    assert again(hub).is_waiting
    assert not Topic.objects.exists()


def worked_on(topic, cycle, ana_user):
    topic.reword(question="Where?")


def joined_by_another(topic, cycle, ana_user):
    Suggestion.make(cycle, text="Another", heard_where="by phone").join_into(topic)


def sealed(topic, cycle, ana_user):
    Seal.objects.create(
        cycle=cycle,
        author=ana_user,
        sealed_at=timezone.now(),
        opens_at=timezone.now(),
        content=b"",
        digest="",
        covers=[topic.code],
    )


def left_off(topic, cycle, ana_user):
    topic.leave_off(reason="No")


@pytest.mark.parametrize("became", [worked_on, joined_by_another, sealed, left_off])
def test_topic_that_became_more_is_not_deleted(cycle, hub, ana_user, became):
    topic = hub.list_as(title="A hub")
    became(topic, cycle, ana_user)

    with pytest.raises(CannotDecide, match="has been worked on since"):
        hub.reconsider()

    assert Topic.objects.get() == topic
    assert again(hub).topic == topic


def test_once_the_vote_is_open_nothing_comes_onto_the_list(cycle, hub, coast, pat_person):
    decided = Suggestion.make(cycle, text="Begging", person=pat_person)
    decided.leave_off(reason="Outside our purpose.")
    factories.open_vote(coast)
    topic = Topic.objects.first()

    for verb in (
        lambda: hub.list_as(title="A hub"),
        lambda: hub.join_into(topic),
        lambda: decided.reconsider(),
    ):
        with pytest.raises(CannotDecide, match="The vote has opened"):
            verb()
    hub.leave_off(reason="We ran out of time.")  # it still gets its reason
    assert again(hub).outcome == "left_off"
    with pytest.raises(CannotSuggest, match="The vote has opened"):
        Suggestion.make(cycle, text="Too late", person=pat_person)


def test_pressed_twice_it_is_kept_once(cycle, hub, pat_person):
    assert Suggestion.make(cycle, text="A single hub building", person=pat_person) == hub
    assert Suggestion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_eight_times_at_once_it_is_kept_once(coast, pat_person):
    cycle = coast.current_cycle()

    at_once([lambda: Suggestion.make(cycle, text="A hub", person=pat_person) for _n in range(8)])

    assert Suggestion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_listing_and_opening_do_not_cross(coast, pat_person):
    cycle = coast.current_cycle()
    suggestion = Suggestion.make(cycle, text="A hub", person=pat_person)
    factories.create_longlist(coast, 4)
    vote = Vote.draft(cycle)

    def listed():
        try:
            return again(suggestion).list_as(title="A hub").code
        except CannotDecide:
            return None

    def opened():
        Vote.objects.get().open(closes_at=timezone.now() + timedelta(days=7))

    code, _opened = at_once([listed, opened])

    vote.refresh_from_db()
    assert (code in vote.topic_codes) == (code is not None)


def test_twenty_wait_of_one_person_and_no_more(cycle, pat_person, coast):
    own = [Suggestion.make(cycle, text=f"Idea {n}", person=pat_person) for n in range(MOST_WAITING)]

    with pytest.raises(CannotSuggest, match="20 suggestions of yours wait already"):
        Suggestion.make(cycle, text="One more", person=pat_person)

    own[0].leave_off(reason="No")
    Suggestion.make(cycle, text="One more", person=pat_person)
    (other,) = factories.create_people(coast, 1)
    Suggestion.make(cycle, text="From somebody else", person=other)


# Whose they are


@pytest.mark.parametrize(
    ("named_to", "coordinator", "members"),
    [("nobody", "", ""), ("coordinator", "Pat", ""), ("members", "Pat", "Pat")],
)
def test_author_is_named_only_to_whom_they_agreed(hub, named_to, coordinator, members):
    hub.name_to(named_to)

    # Ana reads what is for her alone, and what is for members.
    assert again(hub).name_for("coordinator", "members") == coordinator
    assert again(hub).name_for("members") == members
    assert again(hub).name_for("nobody") == ""


def test_whoever_has_left_or_was_erased_is_named_no_more(cycle, hub, pat_person):
    hub.name_to("members")
    pat_person.leave()
    assert again(hub).name_for("members") == ""

    pat_person.delete()

    assert again(hub).name_for("members") == ""
    assert suggesting.behind([again(hub)]).n == 1


def test_what_one_person_said_under_their_name_and_without_it_counts_apart(cycle, pat_person):
    named = Suggestion.make(cycle, text="A hub", person=pat_person, named_to="members")
    unnamed = Suggestion.make(cycle, text="A building", person=pat_person)
    unnamed.same_idea_as(named)

    for audience in ("coordinator", "members", "nobody"):
        assert suggesting.behind([named, unnamed], audience).n == 2


def test_key_and_order_say_nothing_of_who_came_first(cycle, coast):
    people = factories.create_people(coast, 12)
    made = [Suggestion.make(cycle, text=f"Idea {n}", person=p) for n, p in enumerate(people)]

    waiting, _decided = suggesting.desk(cycle)

    shown = [line.suggestion.pk for line in waiting]
    assert sorted(shown) == [one.pk for one in made]
    assert shown not in (sorted(shown), sorted(shown, reverse=True))
    assert all(str(one.pk) != one.key and len(one.key) == 16 for one in made)


def test_day_stands_only_beside_what_has_a_name(cycle, hub, pat_person, ana_user):
    Suggestion.make(cycle, text="Named", person=pat_person, named_to="coordinator")
    Suggestion.make(cycle, text="A hub", person=pat_person, named_to="members").same_idea_as(hub)
    Suggestion.make(cycle, text="Heard", heard_by=ana_user, heard_where="by phone")

    waiting, _decided = suggesting.desk(cycle, "coordinator", "members")

    shown = {line.suggestion.text: line.shows_day for line in waiting}
    assert shown == {"A single hub building": False, "Named": True, "Heard": True}


# What is said beside the ballot


@pytest.fixture
def vote(coast, pat_person):
    return factories.open_vote(coast)


def test_what_is_missing_keeps_its_day_and_no_hour(cycle, vote, pat_person, coast):
    at = timezone.now()

    one = Suggestion.make(cycle, text="Children", person=pat_person, vote=vote, at=at)

    assert words.date_of(one.made_at, coast) == words.date_of(at, coast)
    assert words.clock(one.made_at, coast) == "00:00"


def test_nobody_reads_or_counts_what_is_missing_before_the_close(cycle, vote, pat_person):
    one = Suggestion.make(cycle, text="Children", person=pat_person, vote=vote, named_to="members")

    assert suggesting.desk(cycle, "coordinator", "members") == ([], [])
    assert suggesting.said_missing(vote).n == 0
    with pytest.raises(CannotDecide, match="Nobody reads it yet"):
        one.leave_off(reason="Next time")

    vote.close()

    assert [line.suggestion for line in suggesting.desk(cycle)[0]] == [one]
    assert suggesting.said_missing(vote).n == 1
    one.leave_off(reason="Next time")
    one.reconsider()  # it changes no list
    assert again(one).is_waiting


def test_vote_that_has_run_out_and_is_not_counted_yet_still_hides_it(cycle, vote, pat_person):
    Suggestion.make(cycle, text="Children", person=pat_person, vote=vote)
    vote.activity.closes_at = timezone.now() - timedelta(minutes=1)
    vote.activity.save()

    assert suggesting.desk(cycle) == ([], [])
    with pytest.raises(CannotSuggest, match="The vote has closed"):
        Suggestion.make(cycle, text="Schools", person=pat_person, vote=vote)


def test_what_is_missing_touches_neither_ballot_nor_voter(cycle, vote, pat_person):
    vote.cast(pat_person, ["T1"])
    before = (
        list(vote.ballots.values_list()),
        list(vote.electors.values_list()),
        Vote.objects.filter(pk=vote.pk).values().get(),
    )

    Suggestion.make(cycle, text="Children", person=pat_person, vote=vote)

    after = (
        list(vote.ballots.values_list()),
        list(vote.electors.values_list()),
        Vote.objects.filter(pk=vote.pk).values().get(),
    )
    assert before == after
    assert set(Vote.objects.get().topic_codes) == {f"T{n}" for n in range(1, 8)}


def test_words_that_were_left_off_can_be_said_again(cycle, hub, pat_person):
    hub.leave_off(reason="It needs a year.")

    anew = Suggestion.make(cycle, text=hub.text, person=pat_person)

    assert anew != hub
    assert anew.is_waiting


def test_author_reads_what_became_of_the_topic_that_theirs_became_part_of(cycle, hub, coast):
    one, two = factories.create_longlist(coast, 2)
    hub.join_into(one)
    whole = Topic.join([one, two], title="Both")
    assert suggesting.what_became(again(hub)).said == "It is part of the topic “Both”."

    whole.leave_off(reason="Too wide.", comes_back="Next year.")

    became = suggesting.what_became(again(hub))
    assert (became.said, became.reason, became.comes_back) == (
        "It became part of the topic “Both”, which was taken off the list.",
        "Too wide.",
        "Next year.",
    )


def test_place_of_a_suggestion_is_where_its_topic_is_now(cycle, hub, coast, pat_person):
    one, two = factories.create_longlist(coast, 2)
    topic = hub.list_as(title="One building")
    other = Suggestion.make(cycle, text="Buses", person=pat_person)
    assert [suggesting.place_of(again(each)) for each in (hub, other)] == ["listed", ""]

    Topic.join([topic, one], title="Both")
    assert suggesting.place_of(again(hub)) == "joined"

    Topic.objects.get(title="Both").leave_off(reason="Too wide.")
    assert suggesting.place_of(again(hub)) == "left_off"
    other.join_into(two)
    assert suggesting.place_of(again(other)) == "joined"


def test_number_to_tell_is_the_same_after_an_author_was_erased(cycle, hub, pat_person, ana_user):
    hub.leave_off(reason="It needs a year.")
    heard = Suggestion.make(cycle, text="Buses", heard_by=ana_user, heard_where="By phone")
    heard.leave_off(reason="It runs already.")
    assert suggesting.to_tell(cycle).count() == 1

    pat_person.delete()

    assert suggesting.to_tell(cycle).count() == 1
    assert suggesting.tell(cycle, promised=1) == 1
    assert suggesting.to_tell(cycle).count() == 0
