"""Themes: named, given, merged, split and removed; and what of them is counted."""

import pytest
from django.utils import timezone

from network.models import Citable, Citation
from proforma import reading_room, results
from proforma.models import Coding, Proforma, Theme
from proforma.models.themes import CannotMerge, NameTaken, StillHolds
from tests import factories

WORDS = [
    "The letter went to an old address.",
    "The letter came back twice.",
    "Nobody answered on a Friday.",
    "On Friday at four the line rang out.",
    "One worker stayed with him for a year.",
    "She told the same story again.",
]


@pytest.fixture
def views(coast, proforma):
    """Six people have answered the open question A3, and the part is closed."""
    people = factories.create_people(coast, 6)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for person, words in zip(people, WORDS, strict=True):
        factories.answer(part, person, A1=5, A3=words)
    part.activity.close()
    return part


def loaded(proforma):
    """The pro-forma and the results of its views, as a page loads them."""
    proforma = Proforma.objects.with_parts().get(pk=proforma.pk)
    return proforma, results.of(proforma, timezone.now())[0]


def read(proforma):
    """The open question A3 as it stands now."""
    (one,) = reading_room.open_questions(*loaded(proforma))
    return one


def counted(proforma):
    return {theme.name: n for theme, n in read(proforma).counts}


def theme(proforma, name):
    return Theme.named(proforma, name)[0]


def see(proforma, name, *places):
    """Give this theme to the answers that begin with these words."""
    made = theme(proforma, name)
    for answer in read(proforma).listed:
        if answer.text in [WORDS[place] for place in places]:
            Coding.see(answer.response, "A3", made, digest=answer.digest)
    return made


def test_name_in_other_capitals_is_the_same_theme(proforma):
    one, is_new = Theme.named(proforma, "Ärger mit  Briefen")
    other, is_new_again = Theme.named(proforma, "ärger MIT Briefen ")

    assert (one, is_new, is_new_again) == (other, True, False)
    assert one.name == "Ärger mit Briefen"


def test_two_pro_formas_have_themes_of_their_own(coast, proforma):
    next_one = factories.create_proforma(coast, title="The next one")

    assert theme(proforma, "Letters") != theme(next_one, "Letters")


def test_theme_cannot_take_the_name_of_another(proforma):
    letters, _fridays = theme(proforma, "Letters"), theme(proforma, "Fridays")

    with pytest.raises(NameTaken):
        letters.rename("FRIDAYS")
    letters.rename("LETTERS", about="Post that went astray")

    assert [one.name for one in Theme.objects.all()] == ["LETTERS", "Fridays"]


def test_theme_is_seen_once_however_often_it_is_said(proforma, views):
    see(proforma, "Letters", 0, 1)
    see(proforma, "Letters", 0, 1)

    assert counted(proforma) == {"Letters": 2}
    assert read(proforma).read == 2


def test_answer_can_be_read_and_have_no_theme(proforma, views):
    answer = read(proforma).listed[0]

    assert Coding.see_none(answer.response, "A3", digest=answer.digest)
    assert Coding.see_none(answer.response, "A3", digest=answer.digest)

    (now, *others) = read(proforma).listed
    assert (now.is_read, now.themes) == (True, [])
    assert not any(one.is_read for one in others)


def test_answer_with_a_theme_is_not_said_to_have_none(proforma, views):
    letters = see(proforma, "Letters", 0)
    (answer,) = [one for one in read(proforma).listed if one.themes]

    assert not Coding.see_none(answer.response, "A3", digest=answer.digest)
    assert counted(proforma) == {"Letters": 1}

    Coding.unsee(answer.response, "A3", letters)
    assert Coding.see_none(answer.response, "A3", digest=answer.digest)
    Coding.see(answer.response, "A3", letters, digest=answer.digest)
    assert Coding.objects.get().theme == letters


def test_merged_themes_count_as_one_and_double_ones_fall_together(proforma, views):
    letters, post = see(proforma, "Letters", 0, 1), see(proforma, "Post", 1, 2)

    post.merge_into(letters)

    assert counted(proforma) == {"Letters": 3}
    assert list(Theme.objects.standing()) == [letters]


def test_merger_is_taken_back_without_a_loss(proforma, views):
    letters, post = see(proforma, "Letters", 0, 1), see(proforma, "Post", 1, 2)
    post.merge_into(letters)

    post.take_back_merger()

    assert counted(proforma) == {"Letters": 2, "Post": 2}


def test_merger_is_not_taken_back_over_a_theme_that_took_the_name(proforma):
    letters, post = theme(proforma, "Letters"), theme(proforma, "Post")
    post.merge_into(letters)
    theme(proforma, "post")

    with pytest.raises(NameTaken):
        post.take_back_merger()


def test_what_is_taken_off_a_merged_theme_is_off_whoever_gave_it(proforma, views):
    letters, post = see(proforma, "Letters", 0), see(proforma, "Post", 0)
    post.merge_into(letters)
    (answer,) = [one for one in read(proforma).listed if one.themes]

    Coding.unsee(answer.response, "A3", letters)

    assert counted(proforma) == {"Letters": 0}


def test_theme_given_after_it_was_merged_goes_where_it_went(proforma, views):
    letters, post = theme(proforma, "Letters"), theme(proforma, "Post")
    stale = Theme.objects.get(pk=post.pk)
    post.merge_into(letters)
    answer = read(proforma).listed[0]

    Coding.see(answer.response, "A3", stale, digest=answer.digest)

    assert counted(proforma) == {"Letters": 1}
    assert Coding.objects.get().theme == letters


def test_themes_are_not_merged_in_a_ring(proforma):
    letters, post = theme(proforma, "Letters"), theme(proforma, "Post")
    other_readers = Theme.objects.get(pk=letters.pk)
    post.merge_into(letters)

    for one, other in [(other_readers, post), (letters, letters), (post, letters)]:
        with pytest.raises(CannotMerge):
            one.merge_into(other)


def test_theme_of_another_pro_forma_is_not_merged(coast, proforma):
    letters = theme(proforma, "Letters")
    other = theme(factories.create_proforma(coast, title="The next one"), "Letters")

    with pytest.raises(CannotMerge):
        letters.merge_into(other)


def test_split_gives_some_answers_to_another_theme(proforma, views):
    letters, post = see(proforma, "Letters", 0, 1), see(proforma, "Post", 1)
    post.merge_into(letters)
    (answer,) = [one for one in read(proforma).listed if one.text == WORDS[1]]

    letters.hand_over([(answer.response, "A3", answer.digest)], theme(proforma, "Came back"))

    assert counted(proforma) == {"Letters": 1, "Came back": 1}


def test_only_an_empty_theme_is_removed(proforma, views):
    letters, post = theme(proforma, "Letters"), see(proforma, "Post", 0)
    post.merge_into(letters)

    with pytest.raises(StillHolds):
        letters.remove()
    Coding.objects.all().delete()
    letters.remove()

    assert not Theme.objects.exists()


def test_theme_that_something_rests_on_is_not_removed(coast, proforma):
    letters = theme(proforma, "Letters")
    letters.citable = Citable.objects.create(network=coast, kind="theme", code="1")
    letters.save()
    insight = Citable.objects.create(network=coast, kind="insight", code="1.I1")
    rests = Citation.objects.create(source=insight, target=letters.citable)

    with pytest.raises(StillHolds):
        letters.remove()
    rests.delete()
    letters.remove()

    assert list(Citable.objects.all()) == [insight]


def test_theme_that_is_gone_is_not_given(proforma, views):
    letters = theme(proforma, "Letters")
    stale = Theme.objects.get(pk=letters.pk)
    letters.remove()
    answer = read(proforma).listed[0]

    with pytest.raises(Theme.DoesNotExist):
        Coding.see(answer.response, "A3", stale, digest=answer.digest)


# What is counted


def test_other_words_are_to_be_read_anew(coast, proforma):
    people = factories.create_people(coast, 6)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for person, words in zip(people, WORDS, strict=True):
        factories.answer(part, person, A3=words)
    letters = see(proforma, "Letters", 0, 1)

    factories.answer(part, people[0], A3="It went well after all.")

    changed = next(one for one in read(proforma).listed if one.text.startswith("It went well"))
    assert counted(proforma) == {"Letters": 1}
    assert (changed.is_read, changed.is_changed, changed.anew) == (False, True, [letters])

    Coding.see(changed.response, "A3", letters, digest=changed.digest)
    assert counted(proforma) == {"Letters": 2}


def test_words_read_before_do_not_keep_an_answer_from_having_no_theme(coast, proforma, views):
    letters = see(proforma, "Letters", 0)
    Coding.objects.update(digest="of other words")
    changed = next(one for one in read(proforma).listed if one.is_changed)

    assert Coding.see_none(changed.response, "A3", digest=changed.digest)

    changed = read(proforma).find(changed.key)
    assert (changed.is_read, changed.themes, changed.anew) == (True, [], [])
    assert counted(proforma) == {letters.name: 0}


def test_codings_of_what_may_not_be_read_are_not_counted(proforma, views):
    see(proforma, "Letters", 0, 1, 2)
    answer = next(one for one in read(proforma).listed if one.text == WORDS[0])
    answer.response.flags.create(code="A3", kind="identifying", digest="d", found=["letter"])

    assert counted(proforma) == {"Letters": 2}
    assert (read(proforma).written, read(proforma).held) == (5, 1)


def test_nothing_is_read_while_too_few_answers_may_be(proforma, views):
    see(proforma, "Letters", 0)
    for response in views.responses.all()[:2]:
        response.flags.create(code="A3", kind="identifying", digest="d", found=["letter"])
    views.responses.first().delete()
    views.responses.last().delete()

    assert reading_room.counts(*loaded(proforma)) == {}


def test_counts_of_carrowby_are_those_of_its_specification(carrowby):
    counts = reading_room.counts(*loaded(carrowby.proforma))

    found = {code: {theme.name: n for theme, n in seen.counts} for code, seen in counts.items()}
    assert found == {
        "A4": {
            "One steady worker or relationship": 9,
            "Someone bent a rule": 6,
            "Fast reply, same day": 5,
        },
        "A5": {
            "Passed back and forth": 10,
            "Told to come back sober": 6,
            "Friday afternoon, nobody there": 6,
            "Repeating the story": 5,
            "Letters to people with no address": 5,
            "One steady worker or relationship": 3,
            "Staff worn out or leaving": 2,
        },
        "A9": {
            "Staff worn out or leaving": 5,
            "Ask about money and who holds it": 3,
            "Ask us what you want, not only what is wrong": 3,
            "Ask about children and family": 2,
            "Ask what has been tried before": 2,
        },
    }
    assert {code: (seen.read, seen.written) for code, seen in counts.items()} == {
        "A4": (17, 17),
        "A5": (16, 16),
        "A9": (12, 12),
    }
    assert counts["A5"].held == 2


# By group


@pytest.fixture
def levels(coast, proforma):
    """Six from the front line and six managers have answered A3."""
    people = factories.create_people(coast, 12)
    for n, person in enumerate(people):
        person.level = "front_line" if n < 6 else "manager"
        person.save()
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A3=f"{person.level} {n}")
    part.activity.close()
    return part


def give(proforma, name, *texts):
    made = theme(proforma, name)
    for answer in read(proforma).listed:
        if answer.text in texts:
            Coding.see(answer.response, "A3", made, digest=answer.digest)


def front(*numbers):
    return [f"front_line {n}" for n in numbers]


def managers(*numbers):
    return [f"manager {n}" for n in numbers]


def by_level(coast, proforma):
    tables = reading_room.by_group(read(proforma), loaded(proforma)[1])
    return next((one for one in tables if one.split.by == "level"), None)


def test_themes_are_told_by_group(coast, proforma, levels):
    give(proforma, "Letters", *front(0, 1, 2, 3), *managers(6, 7))

    table = by_level(coast, proforma)

    assert sorted(table.heads) == [("Front line", 6), ("Manager", 6)]
    (row,) = table.rows
    by_label = dict(zip([label for label, _n in table.heads], row[2], strict=True))
    assert (row[1], by_label) == (6, {"Front line": 4, "Manager": 2})
    assert table.left_out == []


def test_no_theme_is_told_by_group_while_people_can_still_answer(coast, proforma, levels):
    give(proforma, "Letters", *front(0, 1, 2, 3), *managers(6, 7))
    levels.activity.closed_at = None
    levels.activity.save(update_fields=["closed_at"])

    assert by_level(coast, proforma) is None


@pytest.mark.parametrize(
    "texts",
    [
        [*front(0), *managers(6)],  # few carry it
        [*front(0, 1, 2, 3, 4), *managers(6, 7, 8, 9, 10)],  # few do not
        front(0, 1, 2, 3, 4),  # all of one group
        [*front(0, 1, 2, 3, 4, 5), *managers(6)],  # the rest are all of one group
    ],
)
def test_theme_that_would_say_who_wrote_an_answer_is_not_told_by_group(
    coast, proforma, levels, texts
):
    give(proforma, "Letters", *texts)

    table = by_level(coast, proforma)

    assert table.rows == []
    assert [one.name for one in table.left_out] == ["Letters"]


def test_two_themes_that_differ_by_one_answer_are_not_both_told_by_group(coast, proforma, levels):
    give(proforma, "Letters", *front(0, 1, 2), *managers(6, 7, 8))
    give(proforma, "Post", *front(0, 1, 2), *managers(6, 7))

    table = by_level(coast, proforma)

    assert [one.name for one, _n, _counts in table.rows] == ["Letters"]
    assert [one.name for one in table.left_out] == ["Post"]
