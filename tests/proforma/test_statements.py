"""A group too small to be counted says something in its own words, once each of it agreed; and nobody,
the coordinator included, learns who did not."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from meetings.deck.outline import SlideKind
from meetings.deck.records import of_statements
from network.models import Message
from proforma import statements
from proforma.models import GroupStatement, StatementMember
from proforma.models.statements import NotTheseWords
from proforma.statements import Shown
from tests import factories
from tests.forms import as_sent
from tests.network.test_links import everything_stored

MEMBERS, PUBLIC = GroupStatement.Audience.MEMBERS, GroupStatement.Audience.PUBLIC
WORDS = "We were here first."


@pytest.fixture
def group(coast):
    return [
        coast.add_person(name=name, email=f"{name.lower()}@coast.example", level="lived_experience")
        for name in ("Kim", "Lou", "Sam")
    ]


@pytest.fixture
def statement(coast, group):
    """Three people were asked for their yes."""
    made = GroupStatement.begin(
        coast.current_cycle(), who="people who were there", text=WORDS, audience=MEMBERS,
        people=group,
    )  # fmt: skip
    statements.ask(made, seen=1)
    made.refresh_from_db()
    return made


def member(statement, person):
    return statement.members.select_related("statement").get(person=person)


def all_agree(statement):
    for one in statement.members.select_related("statement"):
        one.agree(seen=statement.wording)


@pytest.fixture
def published(statement):
    all_agree(statement)
    assert statement.publish(seen=1)
    return statement


def said(coast, audience=MEMBERS):
    return statements.leaving(coast.current_cycle(), audience)


# Beginning


def filled_in(group, /, **changes):
    return {
        "who": "people who were there", "people": [one.pk for one in group], "text": WORDS,
        "audience": "members", "seen": "1", **changes,
    }  # fmt: skip


def test_coordinator_begins_a_statement_and_nobody_is_asked_yet(ana, group, mailoutbox):
    answer = ana.post("/coast/statements/new/", filled_in(group))

    made = GroupStatement.objects.get()
    assert answer.status_code == 302
    assert (made.who, made.text, made.audience) == ("people who were there", WORDS, "members")
    assert {one.person.name for one in made.members.all()} == {"Kim", "Lou", "Sam"}
    assert (made.asked_at, mailoutbox) == (None, [])


def test_statement_begun_twice_at_once_is_one(ana, group):
    for people in (group, group, group[:2]):
        ana.post("/coast/statements/new/", filled_in(people))

    assert sorted(one.members.count() for one in GroupStatement.objects.all()) == [2, 3]


def test_everybody_of_a_level_is_ticked_where_the_address_says_so(ana, coast, group):
    coast.add_person(name="Max", level="manager")
    coast.add_person(name="Gone", level="lived_experience").leave()

    ticked = as_sent(ana.get("/coast/statements/new/?level=lived_experience").content.decode())

    assert sorted(ticked["people"]) == sorted(str(one.pk) for one in group)
    for nonsense in ("", "x", "%00"):
        page = ana.get(f"/coast/statements/new/?level={nonsense}").content.decode()
        assert "people" not in as_sent(page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": []}, "Tick the people who speak."),
        ({"people": ["x"]}, "Tick people who are on the register."),
        ({"people": ["9" * 30]}, "Tick people who are on the register."),
        ({"people": ["\x00"]}, "Tick people who are on the register."),
        ({"who": ""}, "This field is required."),
        ({"who": "a\x00b"}, "Null characters are not allowed."),
        ({"who": "x" * 121}, "at most 120 characters"),
        ({"text": "x" * 601}, "at most 600 characters"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "  "}, "This field is required."),
        ({"audience": "martians"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_stays_on_the_page(ana, group, changes, sentence):
    answer = ana.post("/coast/statements/new/", filled_in(group, **changes))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert sentence in page
    assert "Nothing is saved yet." in page
    assert ("who" in changes) or "people who were there" in page
    assert not GroupStatement.objects.exists()


def test_one_person_alone_is_no_group(ana, group):
    page = ana.post("/coast/statements/new/", filled_in(group[:1])).content.decode()

    assert "Tick at least two people. What one person says is a quote." in page
    assert not GroupStatement.objects.exists()


def test_nobody_of_another_network_or_who_has_left_can_be_ticked(ana, hills, group):
    stranger = hills.add_person(name="Hill")
    group[2].leave()

    for outsider in (stranger, group[2]):
        page = ana.post("/coast/statements/new/", filled_in([*group[:2], outsider]))
        assert "Tick people who are on the register." in page.content.decode()


def test_lines_count_as_a_browser_counts_them(ana, group):
    text = "line\r\n" * 119 + "line"  # 599 letters as typed, 718 as sent

    ana.post("/coast/statements/new/", filled_in(group, text=text))

    assert GroupStatement.objects.get().text == text.replace("\r\n", "\n")


# Asking


def press(client, statement, verb, **data):
    return client.post(f"/coast/statements/{statement.key}/{verb}/", data, follow=True)


def test_asking_writes_to_each_and_says_neither_who_speaks_nor_what(ana, coast, group, mailoutbox):
    group[2].email = ""
    group[2].save()
    made = GroupStatement.begin(
        coast.current_cycle(), who="people who were there", text=WORDS, audience=MEMBERS,
        people=group,
    )  # fmt: skip

    page = press(ana, made, "ask", seen=1, promised=2).content.decode()

    assert "2 messages were sent." in page
    assert sorted(one.to[0] for one in mailoutbox) == ["kim@coast.example", "lou@coast.example"]
    for sent in mailoutbox:
        written = sent.subject + sent.body
        assert "You and 2 others" in written
        assert not [
            words
            for words in (WORDS, "people who were there", "lived", "Sam")
            if words.casefold() in written.casefold()
        ]
    assert group[0].link in next(one.body for one in mailoutbox if "kim" in one.to[0])


def test_asking_twice_sends_once(ana, statement):
    before = Message.objects.count()

    page = press(ana, statement, "ask", seen=1, promised=3).content.decode()

    assert "They have been asked already." in page
    assert Message.objects.count() == before == 3


@pytest.mark.parametrize(
    "sent", [{}, {"seen": 2, "promised": 3}, {"seen": 1, "promised": 2}, {"seen": "x" * 99},
             {"seen": "²", "promised": "²"}]
)  # fmt: skip
def test_nothing_is_sent_that_the_page_did_not_show(ana, coast, group, sent):
    made = GroupStatement.begin(
        coast.current_cycle(), who="we", text=WORDS, audience=MEMBERS, people=group
    )

    page = press(ana, made, "ask", **sent).content.decode()

    made.refresh_from_db()
    assert "Nothing was sent." in page
    assert (made.asked_at, Message.objects.count()) == (None, 0)


# What each of the group is shown and says


def address(person, statement):
    return f"/p/{person.code}/statements/{statement.key}/"


def test_words_wait_on_the_page_of_each_without_the_name_of_the_group(statement, group):
    page = factories.phone_of(group[0], knows=False).get(f"/p/{group[0].code}/").content.decode()

    assert "Say something together with others" in page
    assert address(group[0], statement) in page
    assert "people who were there" not in page
    assert WORDS not in page


def test_page_says_how_many_are_asked_and_names_none_of_them(statement, group):
    page = factories.phone_of(group[0]).get(address(group[0], statement)).content.decode()

    assert WORDS in page
    assert "You and 2 others are asked." in page
    assert "Lou" not in page
    assert "Sam" not in page
    assert "says" not in as_sent(page)  # nothing is chosen beforehand


def test_new_device_asks_for_a_code_before_it_shows_the_words(statement, group):
    phone = factories.phone_of(group[0], knows=False)

    for answer in (
        phone.get(address(group[0], statement), follow=True),
        phone.post(address(group[0], statement), {"says": "agree", "seen": 1}),
    ):
        page = answer.content.decode()
        assert "Is it you? A short code will tell." in page
        assert WORDS not in page
    assert not member(statement, group[0]).has_agreed


def test_words_are_for_the_group_alone(statement, group, pat, pat_person):
    assert pat.get(address(pat_person, statement)).status_code == 404
    assert pat.post(address(pat_person, statement), {"says": "agree"}).status_code == 404
    assert "Say something together" not in pat.get(f"/p/{pat_person.code}/").content.decode()


def test_nobody_sees_words_before_they_are_asked(coast, group):
    made = GroupStatement.begin(
        coast.current_cycle(), who="we", text=WORDS, audience=MEMBERS, people=group
    )
    phone = factories.phone_of(group[0])

    assert phone.get(address(group[0], made)).status_code == 404
    assert "Say something" not in phone.get(f"/p/{group[0].code}/").content.decode()


@pytest.mark.parametrize(
    ("sent", "agreed", "declined", "words"),
    [
        ({"says": "agree"}, True, False, ""),
        ({"says": "suggest", "said": "We came first."}, False, False, "We came first."),
        ({"says": "decline", "said": "left over"}, False, True, ""),
        ({"says": "take_back"}, False, False, ""),
    ],
)
def test_each_says_one_thing_and_can_change_it(statement, group, sent, agreed, declined, words):
    phone = factories.phone_of(group[0])
    for before in ({"says": "agree"}, {"says": "decline"}, {"says": "suggest", "said": "No."}):
        phone.post(address(group[0], statement), {"seen": 1, **before})

        answer = phone.post(address(group[0], statement), {"seen": 1, **sent})

        one = member(statement, group[0])
        assert answer.status_code == 302
        assert (one.has_agreed, one.declined_at is not None, one.said) == (agreed, declined, words)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"seen": 1}, "Choose one of these. Nothing was kept."),
        ({"seen": 1, "says": "yes\x00"}, "Choose one of these. Nothing was kept."),
        ({"seen": 1, "says": "suggest"}, "Write the words that you would agree to."),
        ({"seen": 1, "says": "suggest", "said": "x" * 601}, "There is room for 600 characters."),
        ({"seen": 1, "says": "suggest", "said": "a\x00b"}, "Null characters are not allowed."),
        ({"says": "agree"}, "This field is required."),
        ({"says": "agree", "seen": "9" * 20}, "less than or equal to"),
        ({"says": "agree", "seen": 2}, "The words have changed since you opened the page."),
    ],
)
def test_what_was_not_said_is_not_kept(statement, group, sent, sentence):
    answer = factories.phone_of(group[0]).post(address(group[0], statement), sent)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not member(statement, group[0]).has_spoken


def test_opening_and_pressing_without_choosing_changes_nothing(statement, group):
    phone = factories.phone_of(group[0])
    before = everything_stored()

    for _n in range(20):
        page = phone.get(address(group[0], statement)).content.decode()
        phone.post(address(group[0], statement), as_sent(page))

    assert everything_stored() == before


def test_page_of_before_the_words_changed_marks_nothing_when_it_comes_again(statement, group):
    statement.change(seen=1, who="we", text="Other words.", audience=MEMBERS, people=group)
    statements.ask(statement, seen=2)
    sent = {"says": "suggest", "said": "My own words.", "seen": 1}

    page = factories.phone_of(group[0]).post(address(group[0], statement), sent).content.decode()

    assert "Other words." in page
    boxes = as_sent(page)
    assert (boxes["said"], boxes["seen"], "says" in boxes) == (["My own words."], ["2"], False)


def test_whoever_was_taken_out_meanwhile_is_told_gently(statement, group):
    phone = factories.phone_of(group[0])
    found = member(statement, group[0])
    statement.change(seen=1, who="we", text=WORDS, audience=MEMBERS, people=group[1:])

    with pytest.raises(NotTheseWords):
        found.take_back()
    assert phone.post(address(group[0], statement), {"says": "agree", "seen": 1}).status_code == 404


# What the coordinator is shown


def test_coordinator_sees_how_many_agreed_and_never_who(ana, statement, group):
    def shown():
        page = ana.get("/coast/statements/").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", page)

    pages = set()
    for one in group:
        StatementMember.objects.update(agreed_to=None, agreed_at=None)
        member(statement, one).agree(seen=1)
        pages.add(shown())
    (page,) = pages  # whoever of the three it was, it is the same page
    assert "1 of 3 have agreed to these words." in page

    member(statement, group[0]).decline(seen=1)
    declined = shown()
    member(statement, group[0]).take_back()
    assert declined == shown()


def test_suggested_words_stand_without_a_name_in_no_order_of_their_coming(ana, statement, group):
    pages = set()
    for first, second in [group[:2], group[1::-1]]:
        StatementMember.objects.update(said="")
        member(statement, first).suggest("Alpha words", seen=1)
        member(statement, second).suggest("Beta words", seen=1)
        page = ana.get("/coast/statements/").content.decode()
        pages.add(re.search(r"<ul>.*?</ul>", page, re.DOTALL)[0])

    assert len(pages) == 1
    assert "Alpha" in pages.pop()


def test_only_whoever_may_edit_sees_who_the_group_is(vic, olga, statement):
    for path in ("", "new/", f"{statement.key}/"):
        assert vic.get(f"/coast/statements/{path}").status_code == 403
        assert olga.get(f"/coast/statements/{path}").status_code == 404
    for verb in ("ask", "publish", "withdraw", "throw-away"):
        assert press(vic, statement, verb).status_code == 403
        assert press(olga, statement, verb).status_code == 404


def test_statement_of_another_network_is_not_there(olga, statement):
    assert olga.post(f"/hills/statements/{statement.key}/publish/").status_code == 404


# Other words


def test_other_words_are_asked_anew_of_everybody(ana, statement, group, mailoutbox):
    all_agree(statement)
    member(statement, group[1]).decline(seen=1)
    member(statement, group[2]).suggest("Mine.", seen=1)
    sent = filled_in(group, text="Other words.")

    page = ana.post(f"/coast/statements/{statement.key}/", sent, follow=True).content.decode()

    statement.refresh_from_db()
    assert (statement.wording, statement.asked_at) == (2, None)
    assert "0 of 3 have agreed to these words." in page
    assert not [one for one in group if member(statement, one).has_spoken]
    assert not statement.publish(seen=2)
    press(ana, statement, "ask", seen=2, promised=3)
    assert len([one for one in mailoutbox if "the words have changed" in one.subject]) == 3
    shown = factories.phone_of(group[0]).get(address(group[0], statement)).content.decode()
    assert "You agreed to words that have changed since." in shown


@pytest.mark.parametrize(
    "changes", [{"who": "all of us"}, {"text": "Other."}, {"audience": "public"}, {"people": 2}]
)
def test_whatever_changes_was_not_agreed_to(ana, statement, group, changes):
    all_agree(statement)
    if "people" in changes:
        changes = {"people": [one.pk for one in group[:2]]}

    ana.post(f"/coast/statements/{statement.key}/", filled_in(group, **changes))

    statement.refresh_from_db()
    assert statement.wording == 2
    assert not statement.publish(seen=2)


def test_saving_without_a_change_asks_nobody_anew(ana, statement):
    all_agree(statement)
    boxes = as_sent(ana.get(f"/coast/statements/{statement.key}/").content.decode())

    ana.post(f"/coast/statements/{statement.key}/", boxes)

    statement.refresh_from_db()
    assert statement.wording == 1
    assert statement.publish(seen=1)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(ana, statement, group):
    statement.change(seen=1, who="we", text="Hers.", audience=MEMBERS, people=group)

    page = ana.post(f"/coast/statements/{statement.key}/", filled_in(group, text="Mine."))

    shown = page.content.decode()
    statement.refresh_from_db()
    assert statement.text == "Hers."
    assert "Somebody changed it since you opened the page." in shown
    assert "Hers." in shown
    assert "Mine." in as_sent(shown)["text"]
    ana.post(f"/coast/statements/{statement.key}/", as_sent(shown))
    statement.refresh_from_db()
    assert statement.text == "Mine."


def test_one_no_stops_it_until_the_rest_agreed_anew(statement, group):
    all_agree(statement)
    member(statement, group[0]).decline(seen=1)
    assert not statement.publish(seen=1)

    statement.change(seen=1, who="we", text=WORDS, audience=MEMBERS, people=group[1:])
    assert not statement.publish(seen=2)
    all_agree(statement)

    assert statement.publish(seen=2)


# Publishing


def test_published_only_once_each_agreed_and_by_a_press(ana, coast, statement, group):
    for one in group[:2]:
        member(statement, one).agree(seen=1)
    assert "disabled" in ana.get("/coast/statements/").content.decode()
    page = press(ana, statement, "publish", seen=1).content.decode()
    assert "Nothing was published." in page
    member(statement, group[2]).agree(seen=1)
    assert said(coast) == []
    assert "disabled" not in ana.get("/coast/statements/").content.decode()
    assert "A group has agreed on its words" in ana.get("/coast/").content.decode()

    press(ana, statement, "publish", seen=1)

    assert said(coast) == [Shown(statement.key, "people who were there", WORDS)]
    assert "A group has agreed on its words" not in ana.get("/coast/").content.decode()


def test_page_of_earlier_words_publishes_nothing(ana, coast, statement, group):
    statement.change(seen=1, who="we", text="Other.", audience=MEMBERS, people=group)
    all_agree(statement)

    press(ana, statement, "publish", seen=1)

    assert said(coast) == []


def test_words_for_members_do_not_reach_everybody(coast, published):
    assert said(coast, PUBLIC) == []

    GroupStatement.objects.update(audience=PUBLIC)

    assert len(said(coast, PUBLIC)) == len(said(coast, MEMBERS)) == 1


@pytest.mark.parametrize("how", ["decline", "suggest", "take_back"])
def test_taken_back_by_one_it_is_gone_at_once_and_a_gap_stands(coast, published, group, how):
    sent = {"says": how, "said": "No more.", "seen": 1}

    factories.phone_of(group[1]).post(address(group[1], published), sent)

    assert said(coast) == [Shown(published.key, is_gone=True)]
    assert of_statements.slides(coast.current_cycle()) == []
    page = factories.phone_of(group[0]).get(address(group[0], published)).content.decode()
    assert "It was published, and then taken back." in page


def test_whoever_took_it_back_can_agree_again_and_it_needs_a_new_press(coast, published, group):
    member(published, group[1]).take_back()
    member(published, group[1]).agree(seen=1)
    assert said(coast)[0].is_gone

    assert published.publish(seen=1)

    assert [one.text for one in said(coast)] == [WORDS]


def test_what_was_published_is_not_reworded_nor_thrown_away(ana, published, group):
    for _once_published_and_once_taken_down in range(2):
        sent = filled_in(group, text="Other.")
        answer = ana.post(f"/coast/statements/{published.key}/", sent, follow=True)
        assert "It was published as they agreed. Begin another instead." in answer.content.decode()
        assert "It can only be taken down." in press(ana, published, "throw-away").content.decode()
        with pytest.raises(NotTheseWords):
            published.change(seen=1, who="we", text="O", audience=MEMBERS, people=group)
        press(ana, published, "withdraw")
    published.refresh_from_db()
    assert published.text == WORDS


def test_coordinator_takes_it_down_and_a_gap_stands(ana, coast, published):
    press(ana, published, "withdraw")

    assert said(coast) == [Shown(published.key, is_gone=True)]


def test_what_was_never_published_can_be_thrown_away(ana, coast, statement, group):
    press(ana, statement, "throw-away")

    assert not GroupStatement.objects.exists()
    assert said(coast) == []
    page = factories.phone_of(group[0]).get(f"/p/{group[0].code}/").content.decode()
    assert "Say something together" not in page


@pytest.mark.parametrize("how", ["left", "erased"])
def test_what_was_published_stands_when_one_is_gone(ana, coast, published, group, how):
    _go(group[0], how)

    assert [one.text for one in said(coast)] == [WORDS]
    page = ana.get("/coast/statements/").content.decode()
    assert "Somebody of the group is not on the register any more." in page
    assert "Kim" not in page


@pytest.mark.parametrize("how", ["left", "erased"])
def test_nothing_is_published_for_one_who_is_gone(ana, statement, group, how):
    all_agree(statement)
    _go(group[0], how)
    assert not statement.publish(seen=1)

    sent = as_sent(ana.get(f"/coast/statements/{statement.key}/").content.decode())
    ana.post(f"/coast/statements/{statement.key}/", sent)

    statement.refresh_from_db()
    assert (statement.wording, statement.members.count()) == (2, 2)
    all_agree(statement)
    assert statement.publish(seen=2)


def _go(person, how):
    if how == "left":
        person.leave()
    else:
        person.delete()


def test_words_of_an_earlier_cycle_can_still_be_taken_back(coast, published, group):
    coast.cycles.create(number=2, started_at=timezone.now() + timedelta(days=1))
    phone = factories.phone_of(group[0])
    assert address(group[0], published) in phone.get(f"/p/{group[0].code}/").content.decode()

    phone.post(address(group[0], published), {"says": "decline", "seen": 1})

    published.refresh_from_db()
    assert not published.is_published


# Where it is shown


def test_results_page_part_names_nobody_and_shows_the_gap(
    coast, published, group, proforma, django_assert_num_queries
):
    proforma.cycle  # noqa: B018 read beforehand, as the page has it
    with django_assert_num_queries(1):
        part = render_to_string("proforma/_statements.html", {"proforma": proforma})
    assert WORDS in part
    assert "people who were there" in part
    assert not [one.name for one in group if one.name in part]

    member(published, group[0]).take_back()

    part = render_to_string("proforma/_statements.html", {"proforma": proforma})
    assert "A statement stood here. It was taken back." in part
    assert WORDS not in part
    assert "people who were there" not in part


def test_without_a_statement_the_results_page_says_nothing_of_any(proforma):
    assert not render_to_string("proforma/_statements.html", {"proforma": proforma}).strip()


def test_slide_says_it_in_their_own_words(coast, published):
    (slide,) = of_statements.slides(coast.current_cycle())

    assert slide.kind == SlideKind.QUOTE
    assert slide.title == "In their own words: people who were there"
    assert [quote.text for quote in slide.quotes] == [WORDS]


def test_carrowby_hears_what_its_four_say(carrowby):
    (one,) = statements.leaving(carrowby.cycle)

    assert one.text.startswith("Our own first choice was who decides.")
    assert one.who == "people with lived experience"
    made = GroupStatement.objects.get()
    assert made.members.filter(agreed_to=1).count() == 4
    assert (carrowby.day_0 - made.published_at.date()).days == 6


@pytest.mark.parametrize("count", [2, 30])
def test_list_asks_as_often_for_two_as_for_thirty(ana, coast, count, django_assert_num_queries):
    for n in range(3):
        people = factories.create_people(coast, count, start=100 * n)
        made = GroupStatement.begin(
            coast.current_cycle(), who=f"we {n}", text=WORDS, audience=MEMBERS, people=people
        )
        statements.ask(made, seen=1)
        all_agree(GroupStatement.objects.get(pk=made.pk))

    with django_assert_num_queries(7):
        assert ana.get("/coast/statements/").status_code == 200
