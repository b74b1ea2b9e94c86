"""Ballot papers as staff meet them: printed once, typed by two, and no page says whose a code is."""

import logging
import re

import pytest

from network.models import Message, Role, User
from tests import factories
from tests.conftest import sign_in
from topics.models import Ballot, Paper, Vote

CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")
DIFFERS = "This does not agree with what was typed before"


@pytest.fixture
def voters(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 5, partner=harbour)]


@pytest.fixture
def vote(coast, voters):
    return factories.open_vote(coast)


@pytest.fixture
def vic(vic, coast):
    """Vic facilitates here, and types the second time."""
    coast.accesses.filter(user__name="Vic").update(role=Role.FACILITATOR)
    return vic


def address(vote):
    return f"/coast/vote/{vote.pk}/papers/"


def print_for(ana, vote, *people, **changes):
    pks = vote.electors.filter(person__in=people).values_list("pk", flat=True)
    sent = {"people": list(pks), "hand_in": "Give it to Ana.", "by_day": _last_day(vote)}
    return ana.post(address(vote), sent | changes)


def _last_day(vote):
    return vote.activity.closes_at.date().isoformat()


def code_on(answer):
    (code,) = set(CODE.findall(answer.content.decode()))
    return code


def enter(client, vote, code, *topics, **more):
    sent = {"code": code, "topic": topics, **more}
    return client.post(f"{address(vote)}enter/", sent, follow=True)


def words_of(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def test_paper_has_all_that_a_voter_needs(ana, vote, pat_person):
    answer = print_for(ana, vote, pat_person)

    text = words_of(answer)
    for words in (
        "Pat",
        "Harbour Lights",
        "Cut here",
        "Which should we spend the meeting on?",
        "Put a cross beside up to 3 topics.",
        "None of these.",
        "Take all that are level",
        "Give it to Ana. By the end of",
        "They see the code, and no name.",
    ):
        assert words in text, words
    assert len(code_on(answer)) == 9
    topics = re.findall(r"<b>(Topic \d)</b>", answer.content.decode())
    assert topics == [topic.title for topic in vote.shown_to(pat_person)]


def test_name_stands_above_the_cut_and_the_code_below(ana, vote, pat_person):
    above, below = print_for(ana, vote, pat_person).content.decode().split("Cut here")

    assert '<b class="wrap-anywhere">Pat</b>' in above
    assert not CODE.search(above)
    assert CODE.search(below)
    assert "Pat" not in below


def test_paper_of_a_named_vote_says_who_will_see_it(ana, coast, voters):
    vote = factories.open_vote(coast, mode="named", ballot_kind="rank")

    text = words_of(print_for(ana, vote, voters[0]))
    assert "After the close the coordinator sees who chose what." in text
    assert "no name." not in text
    assert "Write 1 beside your first choice" in text


def test_once_printed_no_page_says_a_code(ana, vote, voters):
    codes = CODE.findall(print_for(ana, vote, *voters).content.decode())

    assert len(set(codes)) == 6
    for page in ("/coast/", f"/coast/vote/{vote.pk}/", address(vote), f"{address(vote)}enter/"):
        text = ana.get(page).content.decode()
        assert not [code for code in codes if code in text], page


def test_opening_the_page_makes_no_paper(ana, vote):
    assert ana.get(address(vote)).status_code == 200
    assert not Paper.objects.exists()


def test_list_does_not_show_who_has_voted(ana, vote, voters):
    token = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')
    before = token.sub("", ana.get(address(vote)).content.decode())
    vote.cast(voters[0], ["T1"])

    assert token.sub("", ana.get(address(vote)).content.decode()) == before


def test_paper_is_typed_by_two_and_counted(ana, vic, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))

    assert "Typed once." in words_of(enter(ana, vote, code, "T1", "T2"))
    assert "Both of you read the same." in words_of(enter(vic, vote, code.lower(), "T2", "T1"))
    assert vote.ballot_of(pat_person).choices.count() == 2
    text = words_of(ana.get(address(vote)))
    assert "Printed 1 Typed once 0 Counted 1" in text


def test_second_who_differs_is_told_so_and_sees_nothing_of_the_first(ana, vic, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))
    enter(ana, vote, code, "T1", "T2")

    before = vic.get(f"{address(vote)}enter/").content.decode()
    assert "checked" not in before
    answer = enter(vic, vote, code, "T3")
    assert DIFFERS in words_of(answer)
    assert "checked" not in answer.content.decode()
    assert not Ballot.objects.exists()
    assert "Typed once 0" in words_of(ana.get(address(vote)))


def test_same_user_is_refused_on_the_server(ana, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))
    enter(ana, vote, code, "T1")

    answer = enter(ana, vote, code, "T1")
    assert "You have typed this paper already." in words_of(answer)
    assert not Ballot.objects.exists()


def test_voter_who_voted_by_link_keeps_that_ballot(ana, vic, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))
    vote.cast(pat_person, ["T7"])
    enter(ana, vote, code, "T1")

    answer = enter(vic, vote, code, "T1")
    assert "not counted: its voter has voted by link" in words_of(answer)
    assert vote.ballot_of(pat_person).choices.get().topic.code == "T7"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"topic": ["T1", "T2", "T3", "T4"]}, "at most 3; 4 are marked"),
        ({"topic": ["T1"], "none": "on"}, "not both"),
        ({}, "Nothing was marked."),
        ({"topic": ["T99"]}, "Select a valid choice"),
        ({"topic": ["T1\x00"]}, "Select a valid choice"),
        ({"code": "AAAA-AAAA", "topic": ["T1"]}, "No paper of this vote has that code"),
        ({"code": "A\x00", "topic": ["T1"]}, "Null characters"),
        ({"code": "A" * 5000, "topic": ["T1"]}, "at most 40 characters"),
        ({"code": "", "topic": ["T1"]}, "This field is required"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ana, vote, pat_person, sent, sentence):
    code = code_on(print_for(ana, vote, pat_person))

    answer = ana.post(f"{address(vote)}enter/", {"code": code, **sent})
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert not Paper.objects.typed_once().exists()


def test_ranked_paper_is_typed_in_order(ana, vic, coast, voters):
    vote = factories.open_vote(coast, ballot_kind="rank")
    code = code_on(print_for(ana, vote, voters[0]))
    ranked = {"place0": "T4", "place1": "T1", "place2": ""}

    twice = ana.post(f"{address(vote)}enter/", {"code": code, **ranked, "place2": "T4"})
    assert "One topic stands at two places." in words_of(twice)
    enter(ana, vote, code, **ranked)
    enter(vic, vote, code, **ranked)
    places = vote.ballot_of(voters[0]).choices.order_by("place")
    assert [choice.topic.code for choice in places] == ["T4", "T1"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": []}, "Tick whoever is to get a paper."),
        ({"people": ["0"]}, "Select a valid choice"),
        ({"people": ["x\x00"]}, "Select a valid choice"),
        ({"by_day": "2001-01-01"}, "Choose a day from today to"),
        ({"by_day": "2199-01-01"}, "Choose a day from today to"),
        ({"hand_in": "x" * 201}, "at most 200 characters"),
        ({"hand_in": "x\x00"}, "Null characters"),
    ],
)
def test_papers_that_cannot_be_printed_are_not_made(ana, vote, pat_person, changes, sentence):
    answer = print_for(ana, vote, pat_person, **changes)

    assert sentence in words_of(answer)
    assert not Paper.objects.exists()


def test_what_somebody_wrote_is_shown_as_text(ana, coast, voters, vote, pat_person):
    vote.cycle.topics.filter(code="T1").update(title="<b onclick=x>One</b>")

    for page in (print_for(ana, vote, pat_person), ana.get(f"{address(vote)}enter/")):
        assert "<b onclick" not in page.content.decode()


def test_after_the_close_both_pages_say_so(ana, vic, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))
    enter(ana, vote, code, "T1")
    vote.close()

    assert "The vote is over" in words_of(ana.get(address(vote)))
    assert "The vote is over" in words_of(print_for(ana, vote, pat_person))
    assert "no paper can be typed in" in words_of(vic.get(f"{address(vote)}enter/"))
    assert "This paper was not counted." in words_of(enter(vic, vote, code, "T1"))
    assert not Paper.objects.exists()


def test_before_the_opening_nothing_can_be_printed_or_typed(ana, coast, voters):
    factories.create_longlist(coast)
    vote = Vote.draft(coast.current_cycle())

    assert "once the vote is open" in words_of(ana.get(address(vote)))
    assert "no paper can be typed in" in words_of(ana.get(f"{address(vote)}enter/"))
    assert "The vote is not open" in words_of(enter(ana, vote, "AAAA-AAAA", "T1"))


def test_papers_that_wait_for_the_second_reading_are_pointed_out(ana, vote, voters):
    for person in voters[:2]:
        enter(ana, vote, code_on(print_for(ana, vote, person)), "T1")

    assert "2 papers were typed once." in words_of(ana.get(address(vote)))


def test_one_who_types_alone_is_told_that_a_second_is_needed(ana, vote, coast):
    assert "Do not print yet" in words_of(ana.get(address(vote)))

    second = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=second, role=Role.FACILITATOR)
    assert "Do not print yet" not in words_of(ana.get(address(vote)))


def test_who_may_print_and_who_may_type(ana, vic, olga, coast, vote):
    convenor = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=convenor, role=Role.CONVENOR)
    may = {
        client: (
            client.get(address(vote)).status_code,
            client.get(f"{address(vote)}enter/").status_code,
        )
        for client in (ana, vic, sign_in(convenor), olga)
    }

    assert list(may.values()) == [(200, 200), (403, 200), (403, 403), (404, 404)]


def test_vote_leads_each_to_what_they_may_do(ana, vic, vote):
    printing, typing = address(vote), f"{address(vote)}enter/"
    pages = [client.get(f"/coast/vote/{vote.pk}/").content.decode() for client in (ana, vic)]

    assert f'href="{printing}"' in pages[0]
    assert f'href="{printing}"' not in pages[1]
    assert f'href="{typing}"' in pages[1]


def test_paper_of_another_networks_vote_is_out_of_reach(olga, ana, hills, vote, pat_person):
    code = code_on(print_for(ana, vote, pat_person))

    answer = olga.post(f"/hills/vote/{vote.pk}/papers/enter/", {"code": code, "topic": ["T1"]})
    assert answer.status_code == 404


def test_papers_leave_nothing_in_the_log_and_write_to_nobody(ana, vic, vote, pat_person, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    code = code_on(print_for(ana, vote, pat_person))
    enter(ana, vote, code, "T6")
    enter(vic, vote, code, "T5")

    assert code not in caplog.text
    assert "T6" not in caplog.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("people", [1, 6])
def test_printing_asks_as_often_for_one_as_for_six(
    ana, vote, voters, people, django_assert_num_queries
):
    with django_assert_num_queries(16):
        print_for(ana, vote, *voters[:people])


@pytest.mark.parametrize("people", [1, 6])
def test_lists_ask_as_often_for_one_paper_as_for_six(
    ana, vote, voters, people, django_assert_num_queries
):
    print_for(ana, vote, *voters[:people])

    with django_assert_num_queries(9):
        ana.get(address(vote))
    with django_assert_num_queries(6):
        ana.get(f"{address(vote)}enter/")
