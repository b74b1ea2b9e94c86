"""What people are told about their data: in plain words, once, and the same on screen and on paper."""

import io
import re

import pytest
from django.template.loader import render_to_string
from docx import Document

from network import notice
from network.models import Network
from network.models.networks import LawfulBasis
from tests import factories

LONG_WORDS = {"organisation", "Commissioner’s"}


def sentences_of(network):
    told = [one for _heading, sentences in notice.of(network) for one in sentences]
    told += notice.in_short(network)
    told += [notice.write_of_nobody(), notice.typed_in()]
    return [one for text in told for one in re.split(r"(?<=[.?!])\s+", text)]


def set_up(network, **settings):
    for name, value in settings.items():
        setattr(network, name, value)
    network.save()
    return network


@pytest.fixture(params=LawfulBasis.values)
def each_basis(request, coast):
    return set_up(coast, lawful_basis=request.param, funder="The Coast Fund")


@pytest.mark.parametrize("settings", [{}, {"shows_who_voted": True, "asks_code": False}])
def test_no_sentence_is_longer_than_25_words(each_basis, settings):
    sentences = sentences_of(set_up(each_basis, **settings))

    assert len(sentences) > 40
    assert [one for one in sentences if len(one.split()) > 25] == []


def test_no_word_is_longer_than_eleven_letters_but_for_a_few(each_basis):
    words = {
        word.strip(".,:;?!()“”")
        for one in sentences_of(each_basis)
        for word in one.split()
        if "@" not in word
    }

    assert {word for word in words if len(word) > 11} <= LONG_WORDS


def test_it_speaks_of_all_that_must_be_told(coast):
    headings = [heading for heading, _sentences in notice.of(coast)]
    text = " ".join(sentences_of(coast))

    assert headings[0] == "Who is responsible"
    assert len(headings) == 9
    assert "Harbour Lights is responsible for what we keep about you." in text
    assert "Questions about your data: data@harbour.example." in text
    assert "Please tell data@harbour.example first" in text
    assert "You can complain to the Information Commissioner’s Office, ico.org.uk." in text
    assert "We note when you first use your page" in text


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"keeps_answers": 1}, "to keep answers for 1 month after the end of this round."),
        ({"keeps_answers": 18}, "to keep answers for 18 months after the end of this round."),
        ({"smallest_group": 10}, "only when at least 10 people have answered."),
        ({"lawful_basis": "interests"}, "The law calls this legitimate interests."),
        ({"lawful_basis": "public_task"}, "The law calls this a public task."),
        ({"lawful_basis": "consent"}, "You can take it back at any time."),
        ({"regulator": "the Commission"}, "You can complain to the Commission."),
        ({"funder": "The Coast Fund"}, "The Coast Fund pays the coordinator"),
        ({"shows_who_voted": True}, "The coordinator can see who has not voted yet."),
        ({"shows_who_voted": False}, "sees how many have voted, but not who."),
        ({"asks_code": True}, "A new device is asked for a code"),
    ],
)
def test_it_says_what_the_network_has_set(coast, settings, said):
    assert said in " ".join(sentences_of(set_up(coast, **settings)))


def test_it_does_not_speak_of_a_code_that_is_not_asked(coast):
    assert "asked for a code" not in " ".join(sentences_of(set_up(coast, asks_code=False)))


def test_it_is_whole_for_a_network_that_has_set_nothing(db):
    network = Network(name="Dunes", place="Dunes")

    text = " ".join(sentences_of(network))

    assert "Dunes is responsible for what we keep about you." in text
    assert "Please tell the coordinator first" in text
    assert "pays the coordinator" not in text


def test_it_has_a_page_of_its_own_for_each_participant(pat, pat_person):
    answer = pat.get(f"/p/{pat_person.code}/privacy/")
    page = answer.content.decode()

    assert answer.status_code == 200
    for heading, sentences in notice.of(pat_person.network):
        assert f"<h2>{heading}</h2>" in page
        assert all(f"<li>{sentence}</li>" in page for sentence in sentences)


def test_every_page_of_a_participant_leads_to_it(pat, pat_person):
    assert (
        f'href="/p/{pat_person.code}/privacy/"'
        in pat.get(f"/p/{pat_person.code}/").content.decode()
    )


def test_it_can_stand_folded_beside_a_form(pat_person):
    block = render_to_string("participant/_privacy_notice.html", {"person": pat_person})

    assert "<summary>What happens with what you tell us</summary>" in block
    assert "<h3>Who is responsible</h3>" in block
    assert f'href="/p/{pat_person.code}/privacy/"' in block


def test_what_a_network_calls_itself_is_text_on_the_page(pat, pat_person):
    set_up(pat_person.network, controller="<script>alert(1)</script>")

    page = pat.get(f"/p/{pat_person.code}/privacy/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; is responsible" in page


def test_it_asks_the_database_for_nothing(coast, django_assert_num_queries):
    with django_assert_num_queries(0):
        notice.of(coast), notice.in_short(coast)


def test_printed_proforma_says_the_same(ana, coast, proforma):
    answer = ana.get(f"/coast/proforma/{proforma.pk}/word/")

    paragraphs = [p.text for p in Document(io.BytesIO(answer.getvalue())).paragraphs]

    assert " ".join(notice.in_short(coast)) in paragraphs
    assert notice.write_of_nobody() in paragraphs
    assert notice.typed_in() in paragraphs


def test_own_link_can_be_copied_and_says_that_a_code_is_asked(pat_person):
    def block():
        return render_to_string("participant/_own_link.html", {"person": pat_person})

    assert f'id="own-link">{pat_person.link}</p>' in block()
    assert 'data-copy="own-link"' in block()
    assert "We send it to your email." in block()

    pat_person.email = ""
    assert "The coordinator can read one out to you." in block()

    pat_person.network.asks_code = False
    assert "code before it shows" not in block()


def test_notice_stands_on_every_page_that_asks_for_something(pat, pat_person, open_proforma):
    vote = factories.open_vote(pat_person.network)
    part = factories.part_of(open_proforma, "person")
    own = f"/p/{pat_person.code}/"

    for address in (own, f"{own}answer/{part.pk}/", f"{own}vote/{vote.pk}/"):
        page = pat.get(address).content.decode()
        assert "What happens with what you tell us" in page.split("<footer")[0], address
        assert "You can complain to" in page, address
