"""Topics that may split support are pointed out, and what changed in a wording is shown word by word."""

from types import SimpleNamespace

import pytest

from meetings.demo import topics as carrowbys
from tests import factories
from topics import likeness, word_changes
from topics.models import Topic


def topic(title, question=""):
    return SimpleNamespace(title=title, question=question)


def alike(*topics):
    return [(pair.one.title, pair.other.title) for pair in likeness.pairs(topics)]


def test_two_of_one_thing_are_pointed_out():
    two = [topic("Housing first"), topic("Housing First for rough sleepers")]

    assert alike(*two) == [("Housing first", "Housing First for rough sleepers")]


def test_two_of_one_thing_are_pointed_out_among_others():
    others = [topic(one["title"], one["question"]) for one in carrowbys.TOPICS]
    first = topic("Housing first", "How could a home come before anything else?")
    second = topic(
        "Housing First for rough sleepers", "What stops us housing people from the street?"
    )

    assert alike(first, *others, second) == [(first.title, second.title)]


def test_nothing_in_carrowbys_list_is_alike():
    assert alike(*(topic(one["title"], one["question"]) for one in carrowbys.TOPICS)) == []


def test_two_questions_asked_in_the_same_manner_are_not_alike():
    assert alike(topic("Beds", "What would it take?"), topic("Trust", "What would it take?")) == []


@pytest.mark.parametrize("topics", [[], [topic("Beds")], [topic("", ""), topic("", "")]])
def test_short_lists_have_no_pairs(topics):
    assert alike(*topics) == []


def test_most_alike_pair_comes_first():
    found = likeness.pairs(
        [topic("Housing first"), topic("Housing first for sleepers"), topic("housing FIRST")]
    )

    assert [pair.alike for pair in found] == sorted((pair.alike for pair in found), reverse=True)
    assert {found[0].one.title, found[0].other.title} == {"Housing first", "housing FIRST"}


def test_longlist_offers_to_join_what_is_alike(ana, vic, coast):
    cycle = coast.current_cycle()
    one = Topic.list_on(cycle, title="Housing first")
    other = Topic.list_on(cycle, title="Housing First for rough sleepers")
    link = f"topics/join/?topic={one.pk}&amp;topic={other.pk}"

    page = ana.get("/coast/topics/").content.decode()
    assert "These two may split support" in page
    assert link in page
    assert link not in vic.get("/coast/topics/").content.decode()
    Topic.join([one, other], title="Housing")
    assert "may split support" not in ana.get("/coast/topics/").content.decode()


def test_nobody_is_asked_to_join_topics_that_are_voted_on(ana, coast, pat_person):
    cycle = coast.current_cycle()
    for title in ("Housing first", "Housing First for rough sleepers"):
        Topic.list_on(cycle, title=title)
    factories.open_vote(coast, topics=4)

    assert "may split support" not in ana.get("/coast/topics/").content.decode()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", []),
        ("", "new", [("new", "new")]),
        ("gone", "", [("gone", "gone")]),
        ("a b", "a b", [("same", "a b")]),
        ("keep this word", "keep that word",
         [("same", "keep"), ("gone", " this"), ("new", " that"), ("same", " word")]),
    ],
)  # fmt: skip
def test_changes_are_shown_word_by_word(before, after, found):
    assert word_changes.changes(before, after) == found


@pytest.mark.parametrize(
    ("before", "after"), [("a  b ", " a c b"), ("one\ntwo", "two one "), ("x y z", "z y x")]
)
def test_both_wordings_can_be_read_from_their_changes(before, after):
    found = word_changes.changes(before, after)

    assert "".join(words for kind, words in found if kind != "new") == before
    assert "".join(words for kind, words in found if kind != "gone") == after
