"""The reading screen: one open question at a time, and never who wrote what."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from network.models import Person
from proforma import names
from proforma.models import Coding, Response, Theme
from tests import factories

from .test_themes import WORDS, counted, read, see, theme, views

__all__ = ["views"]  # a fixture


@pytest.fixture
def page(proforma):
    return f"/coast/proforma/{proforma.pk}/read/"


def text_of(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def key_of(proforma, words):
    return next(one.key for one in read(proforma).listed if one.text == words)


def press(client, page, proforma, words, **boxes):
    """Press a button of the answer with these words, as its form sends it."""
    answer = next(one for one in read(proforma).listed if one.text == words)
    sent = {"seen": answer.digest, **boxes}
    return client.post(f"{page}A3/{answer.key}/?question=A3&q=x", sent, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


# Reading


def test_answers_stand_there_in_the_order_of_their_keys(ana, page, proforma, views):
    shown = text_of(ana, page)

    keys = sorted(names.answer_key(response, "A3") for response in views.responses.all())
    assert re.findall(r'id="answer-(\w+)"', shown) == keys
    assert "0 of 6 answers are read." in shown


def test_page_says_nothing_of_who_wrote_an_answer(ana, page, coast, proforma):
    people = factories.create_people(coast, 6)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    now, version = timezone.now(), part.versions.get()
    # So that its number cannot stand there for another reason.
    Response.objects.create(
        pk=987_000, part=part, version=version, person=people[0], started_at=now, saved_at=now
    )
    for n, (person, words) in enumerate(zip(people, WORDS, strict=True)):
        factories.answer(part, person, A3=words, at=now + timedelta(seconds=n))
    part.activity.close()
    see(proforma, "Letters", 0, 1)

    shown = text_of(ana, page, groups="1", theme=Theme.objects.get().pk)

    assert "987" not in re.sub(r'csrf\w*" value="\w+"|X-CSRFToken": "\w+|[0-9a-f]{16}', "", shown)
    assert not re.search(r"Person \d|person\d|@coast", shown)
    assert "987000" not in text_of(
        ana, f"/coast/proforma/{proforma.pk}/themes/{Theme.objects.get().pk}/"
    )


def test_words_held_back_are_never_there(ana, page, proforma, views):
    see(proforma, "Letters", 0)
    held = next(one for one in read(proforma).listed if one.text == WORDS[0])
    held.response.flags.create(code="A3", kind="identifying", digest="d", found=["letter"])
    letters = Theme.objects.get()

    for address in (page, f"/coast/proforma/{proforma.pk}/themes/{letters.pk}/"):
        assert WORDS[0] not in text_of(ana, address, answer=held.key, q="old address", groups="1")
        assert held.key not in text_of(ana, address, theme=letters.pk)
    assert "1 answer is held back until it has been read." in text_of(ana, page)
    answer = ana.post(f"{page}A3/{held.key}/", {"on": letters.pk, "seen": held.digest}, follow=True)
    assert said(answer) == ["That answer cannot be shown now. Nothing was kept."]


def test_answers_that_are_not_released_are_not_there(ana, page, coast, proforma):
    people = factories.create_people(coast, 7)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A3=f"What {n} says.", at=timezone.now())

    shown = text_of(ana, page)

    assert [n for n in range(7) if f"What {n} says." in shown] == [0, 1, 2, 3, 4]
    assert "As at the first 5 answers." in shown
    late = names.answer_key(Response.objects.get(person=people[6]), "A3")
    answer = ana.post(f"{page}A3/{late}/", {"none": "on", "seen": "x"}, follow=True)
    assert said(answer) == ["That answer cannot be shown now. Nothing was kept."]
    assert not Coding.objects.exists()


def test_too_few_answers_are_not_read(ana, page, coast, proforma):
    assert "Nobody has been asked yet." in text_of(ana, page)
    people = factories.create_people(coast, 4)
    factories.open_now(proforma)
    for person in people:
        factories.answer(factories.part_of(proforma, "person"), person, A3="Words.")

    shown = text_of(ana, page)

    assert "Results appear from 5 answers on" in shown
    assert "Words." not in shown


def test_who_may_not_edit_may_not_read(vic, olga, page, proforma, views):
    see(proforma, "Letters", 0)
    key, pk = key_of(proforma, WORDS[0]), Theme.objects.get().pk
    below = f"/coast/proforma/{proforma.pk}/themes/"
    addresses = [page, f"{below}{pk}/"]
    presses = [
        f"{page}A3/{key}/",
        f"{below}new/",
        *(f"{below}{pk}/{what}/" for what in ("merge", "take-back", "split", "remove")),
    ]

    for client, status in ((vic, 403), (olga, 404)):
        assert [client.get(address).status_code for address in addresses] == [status] * 2
        assert {client.post(address).status_code for address in presses} == {status}
    assert counted(proforma) == {"Letters": 1}


def test_another_networks_theme_is_not_there(ana, hills, coast, proforma, views):
    theirs = theme(factories.create_proforma(hills), "Theirs")
    next_one = theme(factories.create_proforma(coast, title="The next one"), "Of the next")

    for other in (theirs, next_one):
        below = f"/coast/proforma/{proforma.pk}/themes/{other.pk}/"
        assert ana.get(below).status_code == 404
        for what in ("merge", "take-back", "split", "remove"):
            assert ana.post(f"{below}{what}/", {"into": other.pk}).status_code == 404


def test_looking_writes_nothing(ana, page, proforma, views):
    see(proforma, "Letters", 0)
    kept = list(Coding.objects.values()), list(Theme.objects.values())

    text_of(ana, page, answer=key_of(proforma, WORDS[1]), groups="1", unread="1")
    text_of(ana, f"/coast/proforma/{proforma.pk}/themes/{Theme.objects.get().pk}/")

    assert (list(Coding.objects.values()), list(Theme.objects.values())) == kept


@pytest.mark.parametrize(
    "asked",
    [
        {"question": "A1"},
        {"question": "Z9", "theme": "99999999999999999999", "answer": "no"},
        {"theme": "²", "q": "\x00", "unread": ""},
        {"q": "(" * 5000, "answer": "\x00"},
        {"groups": "9", "q": "<script>alert(1)</script>"},
    ],
)
def test_address_that_asks_for_nonsense_shows_the_page(ana, page, proforma, views, asked):
    shown = text_of(ana, page, **asked)

    assert "answers are read." in shown
    assert "<script>alert" not in shown


def test_words_are_shown_as_they_were_written(ana, page, coast, proforma):
    hostile = "<img src=x onerror=alert(1)> & “quotes” {{ x }}"
    people = factories.create_people(coast, 5)
    factories.open_now(proforma)
    for person in people:
        factories.answer(factories.part_of(proforma, "person"), person, A3=hostile)

    shown = text_of(ana, page)

    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; “quotes” {{ x }}" in shown


def test_search_counts_and_marks_what_it_finds(ana, page, proforma, views):
    shown = text_of(ana, page, q="LETTÉR")

    assert "“LETTÉR” is in 2 of 6 answers." in shown
    assert shown.count("<mark>letter</mark>") == 2
    assert WORDS[4] not in shown


def test_unread_answers_and_those_of_a_theme_can_be_read_alone(ana, page, proforma, views):
    letters = see(proforma, "Letters", 0, 1)

    unread, of_theme = text_of(ana, page, unread="1"), text_of(ana, page, theme=letters.pk)

    assert "4 of 6 answers are not read yet." in unread
    assert [words in unread for words in WORDS] == [False, False, True, True, True, True]
    assert "2 of 6 answers: Letters" in of_theme
    assert [words in of_theme for words in WORDS] == [True, True, False, False, False, False]


def test_first_unread_answer_is_in_hand_at_first(ana, page, proforma, views):
    first, second, *_others = read(proforma).listed
    Coding.see_none(first.response, "A3", digest=first.digest)

    assert re.search(rf'id="answer-{second.key}" tabindex="-1" data-current', text_of(ana, page))


def test_answers_like_the_one_in_hand_are_named(ana, page, proforma, views):
    shown = text_of(ana, page, answer=key_of(proforma, WORDS[2]))

    alike = shown.split('id="alike"')[1].split("</details>")[0]
    assert WORDS[3] in alike
    assert WORDS[4] not in alike


def test_many_answers_come_in_stretches(ana, page, coast, proforma):
    people = factories.create_people(coast, 45)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A3=f"Answer of {n}.")
    part.activity.close()
    listed = read(proforma).listed

    first, second = text_of(ana, page), text_of(ana, page, answer=listed[40].key)

    assert first.count('id="answer-') == 40
    assert second.count('id="answer-') == 5
    assert ["Later answers" in shown for shown in (first, second)] == [True, False]
    assert ["Earlier answers" in shown for shown in (first, second)] == [False, True]


# Giving themes


def test_theme_is_given_and_taken_off(ana, page, proforma, views):
    letters = theme(proforma, "Letters")

    answer = press(ana, page, proforma, WORDS[0], on=letters.pk)
    assert said(answer) == ["Given: Letters"]
    key = key_of(proforma, WORDS[0])
    assert answer.redirect_chain == [(f"{page}?question=A3&q=x&answer={key}#answer-{key}", 302)]
    press(ana, page, proforma, WORDS[0], on=letters.pk)
    assert counted(proforma) == {"Letters": 1}

    assert said(press(ana, page, proforma, WORDS[0], off=letters.pk)) == ["Taken off: Letters"]
    press(ana, page, proforma, WORDS[0], off=letters.pk)
    assert counted(proforma) == {"Letters": 0}


def test_answer_is_read_without_a_theme(ana, page, proforma, views):
    assert said(press(ana, page, proforma, WORDS[0], none="on")) == ["Read, and no theme."]
    assert read(proforma).read == 1
    assert said(press(ana, page, proforma, WORDS[0], none="off")) == ["Not read yet."]
    assert read(proforma).read == 0
    see(proforma, "Letters", 0)

    answer = press(ana, page, proforma, WORDS[0], none="on")

    assert said(answer) == ["It has a theme. Take that off first."]
    assert counted(proforma) == {"Letters": 1}


def test_answer_that_changed_meanwhile_is_read_again_first(ana, page, proforma, views):
    letters = theme(proforma, "Letters")

    answer = press(ana, page, proforma, WORDS[0], on=letters.pk, seen="of other words")

    assert said(answer) == [
        "This answer has changed since you opened the page. Please read it again."
    ]
    assert counted(proforma) == {"Letters": 0}


def test_theme_seen_in_earlier_words_is_confirmed_by_one_press(ana, page, proforma, views):
    letters = see(proforma, "Letters", 0)
    Coding.objects.update(digest="of other words")
    assert "Changed since: to be read anew" in text_of(ana, page)
    assert counted(proforma) == {"Letters": 0}

    press(ana, page, proforma, WORDS[0], on=letters.pk)

    assert "Changed since: to be read anew" not in text_of(ana, page)
    assert counted(proforma) == {"Letters": 1}


@pytest.mark.parametrize("boxes", [{"on": "x"}, {"on": "999999"}, {"off": "²"}, {}, {"on": "\x00"}])
def test_theme_that_is_not_there_is_not_given(ana, page, proforma, views, boxes):
    theme(proforma, "Letters")

    answer = press(ana, page, proforma, WORDS[0], **boxes)

    assert said(answer) == ["That theme is not listed any more. Please look again."]
    assert not Coding.objects.exists()


def test_new_theme_goes_with_the_answer_in_hand(ana, proforma, views):
    answer = read(proforma).listed[0]
    sent = {"name": " Old  letters ", "code": "A3", "answer": answer.key, "seen": answer.digest}
    address = f"/coast/proforma/{proforma.pk}/themes/new/"

    assert said(ana.post(address, sent, follow=True)) == [
        "New theme: Old letters",
        "Given: Old letters",
    ]
    sent["name"] = "OLD LETTERS"
    assert (
        said(ana.post(address, sent, follow=True))[0] == "There is this theme already: Old letters"
    )
    assert counted(proforma) == {"Old letters": 1}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Write a name for the theme."),
        (" \u200b ", "Write a name for the theme."),
        ("x" * 81, "There is room for 80 characters. Nothing was kept."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_name_that_cannot_be_taken_stays_in_its_box(ana, proforma, views, name, sentence):
    answer = ana.post(f"/coast/proforma/{proforma.pk}/themes/new/?question=A3", {"name": name})

    shown = answer.content.decode()
    assert (answer.status_code, sentence in shown) == (200, True)
    assert f'value="{name}"' in shown or not name.strip()
    assert not Theme.objects.exists()


def test_script_gets_the_middle_of_the_page_alone(ana, page, proforma, views):
    shown = ana.get(page, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in shown
    assert "answers are read." in shown


# Changing themes


@pytest.fixture
def letters(proforma, views):
    return see(proforma, "Letters", 0, 1)


@pytest.fixture
def own(proforma, letters):
    return f"/coast/proforma/{proforma.pk}/themes/{letters.pk}/"


def test_theme_is_called_otherwise(ana, proforma, own):
    theme(proforma, "Fridays")

    ana.post(own, {"name": "Post", "about": "Letters that went astray"})
    assert list(counted(proforma)) == ["Post", "Fridays"]
    refused = ana.post(own, {"name": "FRIDAYS"}).content.decode()

    assert "Another theme is called so." in refused
    assert 'value="FRIDAYS"' in refused
    assert list(counted(proforma)) == ["Post", "Fridays"]


def test_theme_is_merged_and_taken_back_by_page(ana, proforma, own, letters):
    post = theme(proforma, "Post")

    answer = ana.post(f"{own}merge/", {"into": post.pk}, follow=True)
    assert said(answer) == ["“Letters” counts as “Post” now. You can take that back here."]
    assert counted(proforma) == {"Post": 2}
    assert ana.get(own, follow=True).context["theme"] == post
    assert "Take it back" in answer.content.decode()

    ana.post(f"{own}take-back/")
    assert counted(proforma) == {"Letters": 2, "Post": 0}


@pytest.mark.parametrize("into", ["", "x", "itself", "999"])
def test_theme_is_merged_with_another_that_is_listed_only(ana, proforma, own, letters, into):
    theme(proforma, "Post")

    answer = ana.post(f"{own}merge/", {"into": letters.pk if into == "itself" else into})

    assert answer.status_code == 200
    assert answer.context["merge"].errors
    assert counted(proforma) == {"Letters": 2, "Post": 0}


def test_theme_is_split_by_page(ana, proforma, own):
    ticked = f"A3-{key_of(proforma, WORDS[0])}"

    ana.post(f"{own}split/", {"chosen_answers": [ticked], "name": "Old addresses"})

    assert counted(proforma) == {"Letters": 1, "Old addresses": 1}


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"name": "Post", "chosen_answers": []}, "Tick the answers that go."),
        ({}, "Choose a theme, or write a new one: one of the two."),
        ({"name": "Post", "into": "other"}, "Choose a theme, or write a new one: one of the two."),
        ({"name": "letters"}, "That is its own name. Write another."),
        ({"name": "Post", "chosen_answers": ["A3-no"]}, "One of these answers has changed."),
        ({"name": "x" * 99}, "There is room for 80 characters. Nothing was kept."),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_split_that_cannot_be_made_keeps_what_was_chosen(ana, proforma, own, boxes, sentence):
    other = theme(proforma, "Fridays")
    ticked = f"A3-{key_of(proforma, WORDS[0])}"
    boxes = {"chosen_answers": [ticked]} | boxes
    if "into" in boxes:
        boxes["into"] = other.pk

    shown = ana.post(f"{own}split/", boxes).content.decode()

    assert sentence in shown
    assert (f'value="{ticked}" checked' in shown) == (ticked in boxes["chosen_answers"])
    assert counted(proforma) == {"Letters": 2, "Fridays": 0}


def test_theme_with_answers_is_not_removed_by_page(ana, proforma, own):
    assert said(ana.post(f"{own}remove/", follow=True)) == [
        "Answers were given this theme, or something rests on it. Merge it instead."
    ]
    Coding.objects.all().delete()

    assert said(ana.post(f"{own}remove/", follow=True)) == ["“Letters” is gone."]
    assert not Theme.objects.exists()


# As many questions to the database, however many answers


@pytest.fixture(params=[5, 500])
def many(request, coast, proforma):
    """As many people have answered, and each answer has a theme."""
    Person.objects.bulk_create(
        Person(network=coast, name=f"Person {n}", level=["manager", "front_line"][n % 2])
        for n in range(request.param)
    )
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    now, version = timezone.now(), part.versions.get()
    Response.objects.bulk_create(
        Response(
            part=part,
            version=version,
            person=person,
            started_at=now,
            saved_at=now,
            submitted_at=now,
            answers={"A3": {"value": f"What {n} says of letter {n % 7}.", "rev": 1}},
        )
        for n, person in enumerate(Person.objects.all())
    )
    part.activity.close()
    themes = [theme(proforma, f"Theme {n}") for n in range(1 + request.param // 100)]
    Coding.objects.bulk_create(
        Coding(theme=themes[n % len(themes)], response=one.response, code="A3", digest=one.digest)
        for n, one in enumerate(read(proforma).listed)
    )
    return proforma


@pytest.mark.parametrize(("asked", "count"), [({}, 12), ({"groups": "1"}, 12)])
def test_reading_asks_as_often_for_five_as_for_five_hundred(
    ana, page, many, django_assert_num_queries, asked, count
):
    with django_assert_num_queries(count):
        text_of(ana, page, **asked)


def test_giving_a_theme_asks_as_often_for_five_as_for_five_hundred(
    ana, page, many, django_assert_num_queries
):
    answer, pk = read(many).listed[0], Theme.objects.first().pk

    with django_assert_num_queries(20):
        ana.post(f"{page}A3/{answer.key}/", {"on": pk, "seen": answer.digest})


def test_page_of_a_theme_asks_as_often_for_five_as_for_five_hundred(
    ana, many, django_assert_num_queries
):
    address = f"/coast/proforma/{many.pk}/themes/{Theme.objects.first().pk}/"

    with django_assert_num_queries(15):
        text_of(ana, address)
