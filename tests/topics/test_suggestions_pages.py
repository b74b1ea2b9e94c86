"""A member suggests by their link; the coordinator decides; nobody's name goes further than they agreed."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Mailing, Message, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from topics.models import DeclaredLimit, Suggestion

DESK = "/coast/topics/suggestions/"


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def own_page(pat_person):
    return f"/p/{pat_person.code}/topics/"


@pytest.fixture
def hub(cycle, pat_person):
    return Suggestion.make(cycle, text="A single hub building", why="Doors", person=pat_person)


@pytest.fixture
def facilitator(coast, db):
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role="facilitator")
    return sign_in(user)


def read(client, address):
    """What a page says, without the token that differs at every visit."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    words = answer.content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", words)


def decide(client, suggestion, go, **boxes):
    return client.post(f"{DESK}{suggestion.key}/", {"go": go, **boxes}, follow=True)


def boxes_of(text, **more):
    return {"text": text, "why": "", "named_to": "nobody", **more}


# By the link


def test_member_suggests_and_reads_what_became_of_it(ana, pat, own_page, pat_person, cycle):
    pat.post(own_page, boxes_of("Who  decides\r\nhere?", why="Line one\r\nLine two"))

    (one,) = cycle.suggestions.all()
    assert (one.text, one.why, one.person) == (
        "Who decides here?",
        "Line one\nLine two",
        pat_person,
    )
    assert "The coordinator has not decided yet." in read(pat, own_page)
    decide(ana, one, "list", title="Who decides here?", question="")
    assert "It is on the list as “Who decides here?”." in read(pat, own_page)


def test_member_reads_the_reason_and_how_it_comes_back(ana, pat, own_page, hub):
    decide(ana, hub, "leave_off", reason="It needs a year.", comes_back="At meeting three.")

    page = read(pat, own_page)

    assert "It was left off the list." in page
    assert "The reason: It needs a year." in page
    assert "How it comes back: At meeting three." in page
    assert "withdraw" not in page


def test_first_suggestion_needs_no_code_and_what_is_saved_does(pat_person, own_page, cycle, hub):
    phone = factories.phone_of(pat_person, knows=False)

    page = read(phone, own_page)
    assert "A single hub building" not in page
    assert "Enter a code" in page
    phone.post(own_page, boxes_of("Something else"))
    assert cycle.suggestions.count() == 2
    assert "Something else" not in read(phone, own_page)  # writing does not make it known


def test_device_of_the_first_suggestion_shows_it_and_no_other_does(pat_person, own_page):
    first, second = (factories.phone_of(pat_person, knows=False) for _n in range(2))

    first.post(own_page, boxes_of("A hub"))

    assert "A hub" in read(first, own_page)
    assert "A hub" not in read(second, own_page)


@pytest.mark.parametrize("verb", ["withdraw", "name"])
def test_unknown_device_changes_nothing(pat_person, own_page, hub, verb):
    phone = factories.phone_of(pat_person, knows=False)

    answer = phone.post(f"{own_page}{hub.key}/{verb}/", {"named_to": "members"})

    assert answer.status_code == 403
    hub.refresh_from_db()
    assert (hub.withdrawn_at, hub.named_to) == (None, "nobody")


def test_what_is_withdrawn_is_on_no_page(ana, pat, own_page, hub):
    assert "A single hub building" in read(ana, DESK)

    pat.post(f"{own_page}{hub.key}/withdraw/")

    assert "A single hub building" not in read(pat, own_page)
    assert "A single hub building" not in read(ana, DESK)
    assert ana.get(f"{DESK}{hub.key}/").status_code == 404
    assert "suggestion waits" not in read(ana, "/coast/")


def test_name_is_given_and_taken_back_at_any_time(ana, pat, own_page, hub):
    address = f"{own_page}{hub.key}/name/"

    pat.post(address, {"named_to": "coordinator"})
    assert "From Pat." in read(ana, DESK)
    pat.post(address, {"named_to": "nobody"})
    assert "Pat" not in read(ana, DESK)
    assert (
        "Choose who may see" in pat.post(address, {"named_to": "x"}, follow=True).content.decode()
    )


def test_suggestion_of_another_person_does_not_exist(coast, own_page, hub):
    (other,) = factories.create_people(coast, 1)
    phone = factories.phone_of(other)

    for verb in ("withdraw", "name"):
        address = f"/p/{other.code}/topics/{hub.key}/{verb}/"
        assert phone.post(address, {"named_to": "members"}).status_code == 404
    hub.refresh_from_db()
    assert (hub.withdrawn_at, hub.named_to) == (None, "nobody")
    assert "A single hub building" not in read(phone, f"/p/{other.code}/topics/")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        boxes_of(""),
        boxes_of("   "),
        boxes_of("x" * 301),
        boxes_of("A\x00hub"),
        boxes_of("A hub", why="x" * 501),
        boxes_of("A hub", why="N\x00L"),
        {"text": "A hub"},
        {"text": "A hub", "named_to": "every\x00body"},
    ],
)
def test_what_cannot_be_taken_is_shown_again_with_a_sentence(pat, own_page, cycle, sent):
    answer = pat.post(own_page, sent)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data-first-problem" in page or not sent
    assert not cycle.suggestions.exists()
    if sent.get("text", "").strip() and "\x00" not in sent["text"]:
        assert sent["text"] in page


def test_longest_words_are_kept_whole(pat, own_page, cycle):
    text, why = "é" * 300, "\r\n".join(["ü" * 249] * 2)

    pat.post(own_page, boxes_of(text, why=why))

    (one,) = cycle.suggestions.all()
    assert (one.text, one.why) == (text, why.replace("\r\n", "\n"))


def test_words_of_members_are_never_markup(ana, pat, own_page, cycle, pat_person):
    pat.post(own_page, boxes_of("<script>alert(1)</script>", why="<b>why</b>"))
    (one,) = cycle.suggestions.all()

    for page in (read(pat, own_page), read(ana, DESK), read(ana, f"{DESK}{one.key}/")):
        assert "<script>alert" not in page
        assert "<b>why" not in page


def test_twenty_first_is_refused_kindly_and_its_words_stay(pat, own_page, cycle, pat_person):
    for n in range(20):
        Suggestion.make(cycle, text=f"Idea {n}", person=pat_person)

    page = pat.post(own_page, boxes_of("One more of mine")).content.decode()

    assert "20 suggestions of yours wait already." in page
    assert "One more of mine" in page
    assert cycle.suggestions.count() == 20


def test_opening_a_page_writes_nothing(ana, pat, own_page, hub, coast):
    vote = factories.open_vote(coast)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        for client, address in [
            (pat, own_page),
            (pat, f"/p/{hub.person.code}/vote/{vote.pk}/missing/"),
            (ana, DESK),
            (ana, f"{DESK}{hub.key}/"),
        ]:
            read(client, address)
    assert not [one["sql"] for one in asked if re.match("(INSERT|UPDATE|DELETE)", one["sql"])]


# After the opening


def test_members_read_the_frozen_list_and_what_was_left_off(ana, pat, own_page, coast, cycle):
    named, unnamed = factories.create_people(coast, 2)
    one = Suggestion.make(cycle, text="A hub", person=named, named_to="members")
    two = Suggestion.make(cycle, text="Begging", person=unnamed, named_to="coordinator")
    three = Suggestion.make(cycle, text="Who decides", person=unnamed, named_to="coordinator")
    one.leave_off(reason="It needs a year.", comes_back="At meeting three.")
    two.leave_off(reason="Outside our purpose.")
    three.list_as(title="Who decides")
    topic = cycle.topics.get()
    topic.in_scope, topic.out_of_scope = "Panels", "Salaries"
    topic.save()
    factories.open_vote(coast, topics=5)

    page = read(pat, own_page)

    for said in ("Topic 5", "Who decides", "What is in: Panels", "What is out: Salaries"):
        assert said in page
    assert "Asked for by 1 person." in page
    assert "It needs a year." in page
    assert "How it comes back: At meeting three." in page
    assert "Outside our purpose." in page
    assert f"Raised by {named.name}." in page
    assert unnamed.name not in page
    assert 'name="text"' not in page


def test_nobody_reads_the_others_before_the_opening(pat, own_page, coast, cycle):
    (other,) = factories.create_people(coast, 1)
    Suggestion.make(cycle, text="A hub", person=other, named_to="members")
    factories.create_longlist(coast, 3)

    page = read(pat, own_page)

    assert "A hub" not in page
    assert "Topic 1" not in page


def test_list_stands_in_each_voters_own_order_while_they_choose(coast, own_page, pat, pat_person):
    vote = factories.open_vote(coast)

    page = read(pat, own_page)

    shown = re.findall(r'<h3 class="h5 mb-1">Topic (\d)', page)
    assert [f"T{n}" for n in shown] == vote.order_for(pat_person.pk)


def test_suggestion_that_crosses_the_opening_keeps_its_words(pat, own_page, coast, cycle):
    factories.open_vote(coast)

    page = pat.post(own_page, boxes_of("A hub for all")).content.decode()

    assert "The vote has opened, so the list stays as it is." in page
    assert "A hub for all" in page
    assert "Is something missing from this list?" in page
    assert not cycle.suggestions.exists()


def test_limit_declared_openly_stands_with_its_author_until_it_is_withdrawn(
    pat, own_page, cycle, ana_user
):
    kept, taken_back = (
        DeclaredLimit.objects.create(cycle=cycle, author=ana_user, what=what, reason="Funder.")
        for what in ("Joint enforcement", "A second hub")
    )
    taken_back.withdrawn_at = timezone.now()
    taken_back.save()

    page = read(pat, own_page)

    assert "Joint enforcement" in page
    assert "Ana ·" in page
    assert "A second hub" not in page


# Beside the ballot


@pytest.fixture
def vote(coast, pat_person):
    return factories.open_vote(coast)


@pytest.fixture
def missing(pat_person, vote):
    return f"/p/{pat_person.code}/vote/{vote.pk}/missing/"


def test_ballot_page_leads_to_what_is_missing(pat, pat_person, vote, missing):
    assert f'href="{missing}"' in read(pat, f"/p/{pat_person.code}/vote/{vote.pk}/")


def test_staff_pages_are_the_same_until_the_close_whoever_said_what(
    ana, pat, pat_person, vote, missing, cycle
):
    pages = [DESK, "/coast/", "/coast/topics/", f"/coast/vote/{vote.pk}/", "/coast/outbox/"]

    def all_of_them():
        with CaptureQueriesContext(connection) as asked:
            found = [read(ana, page) for page in pages]
        return found, len(asked)

    before = all_of_them()
    pat.post(missing, boxes_of("Children are missing", named_to="members"))
    assert all_of_them() == before
    (one,) = cycle.suggestions.all()
    assert ana.get(f"{DESK}{one.key}/").status_code == 404

    vote.close()

    desk = read(ana, DESK)
    assert "One person said that something was missing from the list." in desk
    assert "Children are missing" in desk
    assert "From Pat." in desk
    day = re.search(r"From Pat\.(.*?)</p>", desk, re.DOTALL).group(1)
    assert not re.search(r"\d", day)  # neither day nor hour


def test_what_is_missing_can_be_said_before_any_ballot_and_needs_no_code(
    pat_person, missing, cycle, vote
):
    phone = factories.phone_of(pat_person, knows=False)

    answer = phone.post(missing, boxes_of("Children"), follow=True)

    assert "It is kept apart from your ballot." in answer.content.decode()
    assert cycle.suggestions.get().vote == vote
    assert not vote.ballots.exists()
    ballot = phone.get(f"/p/{pat_person.code}/vote/{vote.pk}/")
    assert ballot.status_code == 200  # it is still new to the ballot


def test_author_alone_reads_it_while_the_vote_is_open(pat, missing, own_page, coast):
    pat.post(missing, boxes_of("Children"))
    (other,) = factories.create_people(coast, 1, start=9)

    assert "Children" in read(pat, own_page)
    assert "It is kept until the vote has closed." in read(pat, own_page)
    phone = factories.phone_of(other)
    assert "Children" not in read(phone, f"/p/{other.code}/topics/")
    assert "Children" not in read(phone, f"/p/{other.code}/")


def test_after_the_close_nothing_more_is_taken(pat, missing, vote, cycle):
    vote.close()

    page = pat.post(missing, boxes_of("Children are late")).content.decode()

    assert "The vote has closed, so this was not kept." in page
    assert "Children are late" in page
    assert not cycle.suggestions.exists()
    assert 'name="text"' not in read(pat, missing)


def test_what_was_missing_is_left_off_after_the_close(ana, pat, missing, vote, own_page, cycle):
    pat.post(missing, boxes_of("Children"))
    vote.close()
    (one,) = cycle.suggestions.all()
    form = read(ana, f"{DESK}{one.key}/")
    assert 'value="leave_off"' in form
    assert 'value="list"' not in form
    assert 'value="join"' not in form

    decide(ana, one, "list", title="Children", question="")
    assert not cycle.topics.filter(title="Children").exists()
    decide(ana, one, "leave_off", reason="Next time.", comes_back="In the second cycle.")
    assert "Next time." in read(pat, own_page)


def test_vote_of_another_network_takes_nothing(pat, pat_person, hills):
    factories.create_people(hills, 2)
    other = factories.open_vote(hills)

    address = f"/p/{pat_person.code}/vote/{other.pk}/missing/"

    assert pat.get(address).status_code == 404
    assert pat.post(address, boxes_of("Children")).status_code == 404
    assert not Suggestion.objects.exists()


def test_vote_that_is_not_open_yet_takes_nothing(pat, pat_person, cycle, coast):
    vote = type(factories.open_vote(coast)).draft(cycle)

    assert pat.get(f"/p/{pat_person.code}/vote/{vote.pk}/missing/").status_code == 404


# The desk


def test_desk_counts_people_and_points_out_what_is_alike(ana, coast, cycle, hub):
    factories.create_longlist(coast, 2)
    first, second = factories.create_people(coast, 2)
    Suggestion.make(cycle, text="Hub building", person=first)
    same = Suggestion.make(cycle, text="One door", person=second)
    same.same_idea_as(hub)
    Suggestion.make(cycle, text="Young people moving on", person=second)

    page = read(ana, DESK)

    assert "3 suggestions wait for a decision" in page
    assert "From 2 people." in page
    assert page.count("looks like") == 2
    assert "Somebody else said: “One door”" in page


def test_each_way_to_decide_works_from_its_form(ana, coast, cycle, hub, ana_user):
    topic, _other = factories.create_longlist(coast, 2)
    made = [
        Suggestion.make(cycle, text=text, heard_where="by phone")
        for text in ("Who decides", "Two doors", "One door")
    ]
    ways = [
        (hub, "join", {"topic": topic.code}),
        (made[0], "list", {"title": "Who decides", "question": "Where?"}),
        (made[1], "leave_off", {"reason": "Twice the money.", "comes_back": ""}),
        (made[2], "same", {"other": made[1].key}),
    ]
    for one, go, boxes in ways:
        sent = as_sent(read(ana, f"{DESK}{one.key}/"))
        assert set(boxes) <= set(sent)
        decide(ana, one, go, **boxes)

    assert [one.outcome for one in cycle.suggestions.order_by("pk")] == [
        "joined",
        "listed",
        "left_off",
        "",
    ]
    assert cycle.topics.get(title="Who decides").wordings.get().by == ana_user
    assert "Every suggestion is decided" in read(ana, DESK)
    decide(ana, made[1], "reconsider")
    assert "One suggestion waits for a decision" in read(ana, DESK)


def test_words_of_a_suggestion_stand_in_the_form_that_lists_it(ana, cycle, hub):
    assert as_sent(read(ana, f"{DESK}{hub.key}/"))["title"] == ["A single hub building"]
    long = Suggestion.make(cycle, text="What if " * 30, heard_where="by phone")

    sent = as_sent(read(ana, f"{DESK}{long.key}/"))

    assert (sent["title"], sent["question"]) == ([""], [long.text])


@pytest.mark.parametrize(
    ("go", "boxes"),
    [
        ("list", {"title": "", "question": ""}),
        ("list", {"title": "x" * 121, "question": ""}),
        ("list", {"title": "A\x00hub", "question": ""}),
        ("list", {"title": "A hub", "question": "x" * 301}),
        ("join", {"topic": ""}),
        ("join", {"topic": "T\x001"}),
        ("join", {"topic": "T9"}),
        ("same", {"other": ""}),
        ("same", {"other": "no\x00one"}),
        ("leave_off", {"reason": "", "comes_back": ""}),
        ("leave_off", {"reason": "x" * 301, "comes_back": ""}),
        ("leave_off", {"reason": "N\x00", "comes_back": ""}),
        ("leave_off", {"reason": "No", "comes_back": "x" * 301}),
        ("x\x00", {}),
        ("", {}),
    ],
)
def test_what_cannot_be_decided_is_shown_again(ana, coast, cycle, hub, go, boxes):
    factories.create_longlist(coast, 1)

    answer = ana.post(f"{DESK}{hub.key}/", {"go": go, **boxes})

    assert answer.status_code == 200
    hub.refresh_from_db()
    assert hub.is_waiting
    typed = {name: said for name, said in boxes.items() if name not in {"topic", "other"}}
    for said in typed.values():
        if "\x00" not in said:
            assert said in answer.content.decode()


def test_title_that_is_taken_is_said_and_the_words_stay(ana, coast, hub):
    factories.create_longlist(coast, 1)

    page = decide(ana, hub, "list", title="Topic 1", question="Asked here?").content.decode()

    assert "already has a topic with that title" in page
    assert "Asked here?" in page


def test_coordinator_types_in_what_she_heard(ana, pat, own_page, cycle, pat_person, ana_user):
    heard = boxes_of("A hub", heard_where="at the June meeting", person=pat_person.pk)

    ana.post(f"{DESK}new/", heard)

    (one,) = cycle.suggestions.all()
    assert (one.person, one.heard_by, one.named_to) == (pat_person, ana_user, "nobody")
    page = read(ana, DESK)
    assert "Heard by Ana: at the June meeting." in page
    assert "Pat" not in page
    assert "A hub" in read(pat, own_page)


@pytest.mark.parametrize(
    "more",
    [
        {"heard_where": ""},
        {"heard_where": "x" * 201},
        {"heard_where": "\x00"},
        {"heard_where": "by phone", "person": "9" * 30},
        {"heard_where": "by phone", "person": "x\x00"},
    ],
)
def test_what_was_heard_is_checked(ana, cycle, more):
    page = ana.post(f"{DESK}new/", boxes_of("A hub", **more)).content.decode()

    assert "Nothing is saved yet." in page
    assert "A hub" in page
    assert not cycle.suggestions.exists()


def test_somebody_of_another_network_said_nothing_here(ana, cycle, hills):
    (stranger,) = factories.create_people(hills, 1)

    ana.post(f"{DESK}new/", boxes_of("A hub", heard_where="by phone", person=stranger.pk))

    assert not cycle.suggestions.exists()


def test_whoever_may_only_look_reads_no_name_that_is_for_the_coordinator(
    ana, vic, facilitator, cycle, coast
):
    first, second = factories.create_people(coast, 2)
    Suggestion.make(cycle, text="A hub", person=first, named_to="coordinator")
    Suggestion.make(cycle, text="Children", person=second, named_to="members")

    assert first.name in read(ana, DESK)
    for client in (vic, facilitator):
        page = read(client, DESK)
        assert "A hub" in page
        assert second.name in page
        assert first.name not in page


def test_whoever_may_only_look_decides_nothing(vic, facilitator, cycle, hub):
    for client in (vic, facilitator):
        assert "Decide" not in read(client, DESK)
        for address in (f"{DESK}{hub.key}/", f"{DESK}new/", f"{DESK}tell/"):
            assert client.post(address, {"go": "leave_off", "reason": "No"}).status_code == 403
    hub.refresh_from_db()
    assert hub.is_waiting


def test_suggestion_of_another_network_does_not_exist(ana, olga, hub, hills):
    assert olga.get(f"{DESK}{hub.key}/").status_code == 404
    assert olga.get(f"/hills/topics/suggestions/{hub.key}/").status_code == 404
    assert "A single hub building" not in read(olga, "/hills/topics/suggestions/")
    there = Suggestion.make(hills.current_cycle(), text="Theirs", heard_where="by phone")
    decide(ana, hub, "same", other=there.key)
    hub.refresh_from_db()
    assert hub.is_waiting


def test_stranger_is_let_in_nowhere(own_page, hub, missing):
    stranger = Client()

    for address in (own_page, missing, f"{own_page}{hub.key}/withdraw/"):
        assert stranger.post(address, {"named_to": "members"}).status_code == 403
    assert stranger.get(DESK).status_code == 302


def make_many(cycle, person, count):
    """Of each kind so many: waiting, left off, the same as another, and listed."""
    for n in range(count):
        (other,) = factories.create_people(cycle.network, 1, start=100 + n)
        left_off, same, listed, _waiting = (
            Suggestion.make(cycle, text=f"Idea {n} {way}", person=who, named_to="members")
            for way, who in zip("abcd", (other, other, person, person), strict=True)
        )
        left_off.leave_off(reason="No")
        same.same_idea_as(left_off)
        listed.list_as(title=f"Idea {n} c")


@pytest.mark.parametrize("size", [1, 6])
@pytest.mark.parametrize("is_open", [False, True])
def test_lists_ask_as_often_for_one_as_for_many(
    ana, pat, coast, cycle, pat_person, own_page, size, is_open, django_assert_num_queries
):
    make_many(cycle, pat_person, size)
    if is_open:
        factories.open_vote(coast, topics=4)

    with django_assert_num_queries(10 if is_open else 9):
        assert ana.get(DESK).status_code == 200
    with django_assert_num_queries(12 if is_open else 5):
        assert pat.get(own_page).status_code == 200


# Tasks, and telling them


def task_of(client, address):
    return "What should we meet about?" in read(client, address)


def test_home_offers_it_from_the_first_topic_until_the_vote_opens(pat, pat_person, coast, own_page):
    home = f"/p/{pat_person.code}/"
    assert not task_of(pat, home)
    factories.create_longlist(coast, 4)
    assert task_of(pat, home)
    assert "1 thing" not in read(pat, home)

    pat.post(own_page, boxes_of("A hub"))
    assert "You suggested something." in read(pat, home)

    factories.open_vote(coast, topics=0)
    page = read(pat, home)
    assert "The list we vote on, and what was left off." in page
    assert "Suggest a topic" not in page


def test_home_offers_it_once_the_views_are_in(pat, pat_person, open_proforma):
    home = f"/p/{pat_person.code}/"
    assert not task_of(pat, home)

    factories.part_of(open_proforma, "person").activity.close()

    assert task_of(pat, home)


def test_coordinators_home_says_how_many_wait(ana, cycle, hub):
    Suggestion.make(cycle, text="A hub of ours", heard_where="by phone").same_idea_as(hub)

    assert "1 suggestion waits for you" in read(ana, "/coast/")


@pytest.fixture
def decided(cycle, coast, hub):
    """Three decided: two by people with an email, one by somebody without."""
    first, second = factories.create_people(coast, 2)
    type(second).objects.filter(pk=second.pk).update(email="")
    made = [
        hub,
        Suggestion.make(cycle, text="Children", person=first, named_to="members"),
        Suggestion.make(cycle, text="Schools", person=second),
    ]
    for one in made:
        one.leave_off(reason="Next time.")
    return made


def test_telling_writes_to_each_author_and_shows_nobody_who_that_is(
    ana, decided, mailoutbox, pat_person
):
    assert "Tell whoever made the 3 suggestions" in read(ana, DESK)

    ana.post(f"{DESK}tell/", {"promised": 3}, follow=True)

    assert Message.objects.count() == 2
    mailing = Mailing.objects.get()
    pages = [
        read(ana, "/coast/outbox/"),
        read(ana, f"/coast/outbox/all/{mailing.pk}/"),
        read(ana, DESK),
    ]
    call_command("tick")
    pages += [read(ana, "/coast/outbox/"), read(ana, f"/coast/outbox/all/{mailing.pk}/")]
    for page in pages:
        assert "Pat" not in page
        assert "pat@" not in page
        assert "have not voted" not in page
        assert "Tell whoever" not in page
    assert pages[0] == pages[3]  # no count of messages, before they went or after
    assert pages[1] == pages[4]
    assert {message.to[0] for message in mailoutbox} == {
        "pat@harbour.example",
        "person1@coast.example",
    }
    assert all("Next time" not in message.body for message in mailoutbox)
    assert all(pat_person.network.contact not in message.reply_to for message in mailoutbox)
    assert not Message.objects.exists()


def test_number_that_has_changed_sends_nothing(ana, decided, mailoutbox):
    decided[0].reconsider()

    for promised in ("3", "", "x", "9" * 40, "\x00"):
        page = ana.post(f"{DESK}tell/", {"promised": promised}, follow=True).content.decode()
        assert "Nothing was sent." in page
    assert not Mailing.objects.exists()
    assert not Suggestion.objects.exclude(told_at=None).exists()


def test_nobody_is_told_twice_and_a_new_decision_is_told_anew(ana, decided):
    ana.post(f"{DESK}tell/", {"promised": 3})
    ana.post(f"{DESK}tell/", {"promised": 3})
    assert Mailing.objects.count() == 1

    decided[0].reconsider()
    decided[0].leave_off(reason="Another reason.")

    assert "Tell whoever made the one suggestion" in read(ana, DESK)


def test_whoever_said_the_same_is_told_with_the_main_one(ana, cycle, coast, hub, mailoutbox):
    (other,) = factories.create_people(coast, 1)
    Suggestion.make(cycle, text="One building", person=other).same_idea_as(hub)
    assert "Tell whoever" not in read(ana, DESK)

    hub.leave_off(reason="No")
    ana.post(f"{DESK}tell/", {"promised": 2})
    call_command("tick")

    assert len(mailoutbox) == 2


def test_whoever_has_left_or_has_no_link_is_not_written_to(ana, decided, mailoutbox, pat_person):
    pat_person.leave()
    decided[1].person.revoke_link()

    ana.post(f"{DESK}tell/", {"promised": 3})

    assert not Message.objects.exists()
    call_command("tick")
    assert mailoutbox == []


def test_decision_on_what_was_taken_back_meanwhile_is_answered_in_a_sentence(ana, hub):
    hub.withdraw()

    answer = decide(ana, hub, "leave_off", reason="It needs a year.")

    assert answer.status_code == 200
    assert "Whoever suggested it has taken it back." in answer.content.decode()
    assert ana.get(f"{DESK}{'0' * 16}/").status_code == 404


def test_nothing_is_taken_apart_once_the_vote_has_opened(ana, coast, cycle, hub):
    person = factories.create_people(coast, 1)[0]
    other = Suggestion.make(cycle, text="One building", person=person)
    other.same_idea_as(hub)
    assert "Take it apart" in read(ana, DESK)

    factories.open_vote(coast)

    assert "Take it apart" not in read(ana, DESK)
