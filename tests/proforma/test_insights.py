"""An insight rests on something that can be shown, and says so when that is no longer so."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from network import citing
from network.models import Citation
from proforma import insight_desk
from proforma.models import Coding, Insight, Quote, Reading, Theme
from proforma.models.documents import digest
from proforma.models.insights import RestsOnNothing
from tests import factories
from tests.forms import as_sent


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def reading(coast):
    return Reading.add(coast, title="A study")


@pytest.fixture
def answered(coast):
    """Twelve were asked and eleven answered: six of a charity, three of the police, two for themselves."""
    charity = coast.add_partner(name="A charity", sector="charity")
    police = coast.add_partner(name="The police", sector="statutory")
    people = [
        *factories.create_people(coast, 6, partner=charity),
        *factories.create_people(coast, 3, partner=police, start=7),
        *factories.create_people(coast, 3, start=10),
    ]
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people[:11]):
        factories.answer(part, person, A1=5, A2=["A"], A3=f"Words of {n}")
    proforma.close()
    return proforma


def question_of(proforma, code="A1"):
    return factories.part_of(proforma, "person").questions.get(code=code)


def standing_of(cycle):
    (standing,), _dropped = insight_desk.standings(cycle)
    return standing


def own_page():
    """The page of the only insight there is."""
    return f"/coast/insights/{Insight.objects.get().pk}/"


def page_of(client, address="/coast/insights/"):
    return client.get(address).content.decode()


def quote_of(proforma, text, **fields):
    response = factories.part_of(proforma, "person").responses.first()
    return Quote.objects.create(
        proforma=proforma, response=response, code="A3", text=text, **fields
    )


def test_coordinator_writes_an_insight(ana, coast, cycle, answered, reading):
    question = question_of(answered)
    page = page_of(ana, "/coast/insights/new/")
    assert question.text in page
    assert "A study" in page

    answer = ana.post(
        "/coast/insights/new/",
        {"text": "They wait.", "evidence": [f"question:{question.pk}", f"reading:{reading.pk}"]},
        follow=True,
    )

    insight = Insight.objects.get()
    assert (insight.code, insight.written_by.name) == ("I1", "Ana")
    assert insight.basis == {"question:1.A1": 11}
    text = answer.content.decode()
    assert "They wait." in text
    assert "11 of 12 people answered." in text
    assert "A study" in text


@pytest.mark.parametrize(
    "evidence", [[], [""], ["question:999"], ["insight:1"], ["x"], ["reading:\x00"]]
)
def test_insight_without_evidence_is_refused(ana, coast, reading, evidence):
    page = ana.post("/coast/insights/new/", {"text": "They wait.", "evidence": evidence})

    assert "Nothing is saved yet." in page.content.decode()
    assert "They wait." in page.content.decode()
    assert not Insight.objects.exists()


def test_verb_refuses_an_insight_that_rests_on_nothing(cycle, reading):
    with pytest.raises(RestsOnNothing):
        Insight.write(cycle, "They wait.", [])
    assert not Insight.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 301, "a\x00b"])
def test_strange_sentence_is_refused(ana, coast, reading, text):
    page = ana.post("/coast/insights/new/", {"text": text, "evidence": f"reading:{reading.pk}"})

    assert page.status_code == 200
    assert not Insight.objects.exists()


def test_evidence_of_another_network_is_refused(ana, coast, hills):
    theirs = Reading.add(hills, title="Theirs")
    citing.citable_of(theirs)

    page = ana.post(
        "/coast/insights/new/", {"text": "They wait.", "evidence": f"reading:{theirs.pk}"}
    ).content.decode()

    assert "Something you chose cannot be cited any more." in page
    assert "Theirs" not in page
    assert not Insight.objects.exists()


def test_sector_is_named_only_from_the_floor_on(cycle, answered):
    Insight.write(cycle, "They wait.", [question_of(answered)])

    (cited,) = standing_of(cycle).evidence

    assert (cited.n, cited.of) == (11, 12)
    assert cited.groups == ("Charity",)  # six; three of the police and two others are put together
    assert cited.has_others


def test_no_sector_is_named_while_people_can_still_answer(cycle, coast, harbour, proforma):
    people = factories.create_people(coast, 12, partner=harbour)
    factories.open_now(proforma)
    for person in people[:11]:
        factories.answer(factories.part_of(proforma, "person"), person, A1=5)
    Insight.write(cycle, "They wait.", [question_of(proforma)])

    (cited,) = standing_of(cycle).evidence

    assert (cited.n, cited.groups) == (10, ())


def test_page_says_how_many_more_have_answered(ana, cycle, coast, harbour, proforma):
    people = factories.create_people(coast, 12, partner=harbour)
    factories.open_now(proforma)
    part, question = factories.part_of(proforma, "person"), question_of(proforma)
    for person in people[:5]:
        factories.answer(part, person, A1=5)
    ana.post("/coast/insights/new/", {"text": "They wait.", "evidence": f"question:{question.pk}"})
    for person in people[5:9]:
        factories.answer(part, person, A1=5)
    assert "more have answered since" not in page_of(ana)

    factories.answer(part, people[9], A1=5)

    assert "5 more have answered since this was written." in page_of(ana)
    ana.post(own_page(), as_sent(page_of(ana, own_page())))
    assert "more have answered since" not in page_of(ana)


def test_insight_on_the_coordinators_own_work_alone_is_remarked(
    ana, cycle, coast, reading, pat_person
):
    meeting = Meeting.call(cycle, starts_at=factories.CARROWBY_TODAY)
    note = meeting.catch("point", "It is far")
    insight = Insight.write(cycle, "They wait.", [reading, note])
    remark = "This rests only on what the coordinator read or noted."
    assert remark in page_of(ana)

    insight.rest_on([reading, note, Reading.suggest(pat_person, title="A member’s")])

    assert remark not in page_of(ana)


def test_quote_that_was_taken_back_is_said_to_be_gone(ana, vic, cycle, answered):
    quote = quote_of(answered, "We wait for months", audience="members", widest="members")
    insight = Insight.write(cycle, "They wait.", [quote])
    citing.cite(factories.create_longlist(cycle.network, 1)[0], [insight])
    pages = ["/coast/insights/", own_page(), "/coast/trail/topic/1.T1/"]
    assert all("We wait for months" in page_of(ana, page) for page in pages)

    Quote.objects.update(audience="nobody")

    for page in pages:
        text = page_of(ana, page)
        assert "We wait for months" not in text
        assert "A quote that was taken back." in text
    assert "This rests on something that is gone" in page_of(vic)


@pytest.mark.parametrize("audience", ["nobody", "coordinator"])
def test_quote_that_members_may_not_read_is_not_offered(ana, answered, cycle, audience):
    quote = quote_of(answered, "We wait for months", audience=audience)

    page = page_of(ana, "/coast/insights/new/")

    assert "We wait for months" not in page
    assert quote.key not in page
    Insight.write(cycle, "They wait.", [quote])
    assert "We wait for months" not in page_of(ana)


def test_insight_whose_evidence_is_gone_needs_other_evidence(ana, cycle, answered, reading):
    quote = quote_of(answered, "We wait", audience="members", widest="members")
    Insight.write(cycle, "They wait.", [quote])
    Quote.objects.update(audience="nobody")
    boxes = as_sent(page_of(ana, own_page()))
    assert boxes["evidence"] == [f"quote:{quote.key}"]

    refused = ana.post(own_page(), boxes).content.decode()
    assert "What it rested on is gone." in refused
    ana.post(own_page(), {**boxes, "evidence": [*boxes["evidence"], f"reading:{reading.pk}"]})

    assert [cited.is_gone for cited in standing_of(cycle).evidence] == [True, False]


def test_changed_insight_rests_on_what_was_chosen_last(ana, cycle, coast, reading):
    other = Reading.add(coast, title="Another study")
    Insight.write(cycle, "They wait.", [reading])

    ana.post(own_page(), {"text": "They wait  long.", "evidence": f"reading:{other.pk}"})

    assert Insight.objects.get().text == "They wait long."
    assert [cited.label for cited in standing_of(cycle).evidence] == ["Another study"]
    assert Citation.objects.count() == 1


def test_saving_untouched_keeps_the_evidence_and_its_order(ana, cycle, answered, reading):
    Insight.write(cycle, "They wait.", [reading, question_of(answered)])
    before = list(Citation.objects.values())

    ana.post(own_page(), as_sent(page_of(ana, own_page())))

    assert list(Citation.objects.values()) == before


def test_insight_that_is_sent_twice_is_kept_once(ana, cycle, coast, reading):
    sent = {"text": "They wait.", "evidence": f"reading:{reading.pk}"}
    for _press in range(2):
        ana.post("/coast/insights/new/", sent)
    assert cycle.insights.count() == 1

    other = Reading.add(coast, title="Another study")
    ana.post("/coast/insights/new/", {**sent, "evidence": f"reading:{other.pk}"})
    assert cycle.insights.count() == 2


def test_insight_is_not_written_over_by_a_page_opened_before(ana, cycle, coast, reading):
    other = Reading.add(coast, title="Another study")
    insight = Insight.write(cycle, "They wait.", [reading])
    boxes = as_sent(page_of(ana, own_page()))
    insight.change("They wait for months.", [reading, other])

    mine = {**boxes, "text": "They wait for weeks."}
    page = ana.post(own_page(), mine).content.decode()

    assert "Somebody has changed it meanwhile." in page
    assert "as it stands now: “They wait for months.”" in page
    assert "What it rests on: different now." in page
    assert "They wait for weeks." in page
    assert len(standing_of(cycle).evidence) == 2
    for _press in range(2):
        assert ana.post(own_page(), as_sent(page)).status_code == 302
    assert Insight.objects.get().text == "They wait for weeks."


def test_theme_says_in_how_many_answers_it_was_seen(cycle, answered):
    theme = Theme.objects.create(proforma=answered, name="Waiting")
    responses = factories.part_of(answered, "person").responses.all()[:4]
    for response in responses:
        words = digest({"value": response.answers["A3"]["value"]})
        Coding.objects.create(theme=theme, response=response, code="A3", digest=words)
    Insight.write(cycle, "They wait.", [theme])

    (cited,) = standing_of(cycle).evidence

    assert (cited.label, cited.note) == ("Waiting", "A3: 4 of 11 who wrote.")


def test_nothing_of_who_answered_is_on_the_pages(ana, cycle, answered):
    insight = Insight.write(
        cycle, "They wait.", [question_of(answered), question_of(answered, "A3")]
    )
    citing.citable_of(insight)

    for page in ("/coast/insights/", "/coast/insights/new/", "/coast/trail/insight/1.I1/"):
        text = page_of(ana, page)
        assert not re.search(r"Person \d|Words of \d|The police|Statutory", text), page


def test_dropped_insight_stays_at_the_foot(ana, vic, cycle, reading):
    Insight.write(cycle, "They wait.", [reading])

    assert vic.post(f"{own_page()}drop/").status_code == 403
    ana.post(f"{own_page()}drop/")
    assert 'id="dropped"' in page_of(ana)
    assert "No insight has been written yet." in page_of(ana)

    ana.post(f"{own_page()}again/")
    assert 'id="dropped"' not in page_of(ana)


def test_insights_are_numbered_and_listed_by_cycle(ana, coast, cycle, reading):
    Insight.write(cycle, "They wait.", [reading])
    later = coast.cycles.create(number=2)
    assert Insight.write(later, "They still wait.", [reading]).code == "I1"

    assert "They wait." not in page_of(ana)
    assert "They wait." in page_of(ana, "/coast/insights/?cycle=1")


@pytest.mark.parametrize("number", ["3", "x", "-1", "9" * 30, "٣", "\x00"])
def test_cycle_that_is_not_there_is_not_found(ana, coast, number):
    assert ana.get("/coast/insights/", {"cycle": number}).status_code == 404


@pytest.mark.parametrize("address", ["", "drop/", "again/"])
def test_observer_changes_nothing(vic, cycle, reading, address):
    Insight.write(cycle, "They wait.", [reading])

    assert vic.post("/coast/insights/new/", {"text": "x"}).status_code == 403
    assert vic.post(f"{own_page()}{address}", {"text": "x"}).status_code == 403


def test_insight_of_another_network_is_not_there(ana, olga, hills, reading):
    theirs = Reading.add(hills, title="Theirs")
    insight = Insight.write(hills.current_cycle(), "They wait elsewhere.", [theirs])

    assert ana.get(f"/coast/insights/{insight.pk}/").status_code == 404
    assert "They wait elsewhere." not in page_of(ana)
    assert "They wait elsewhere." in page_of(olga, "/hills/insights/")


def test_pages_ask_as_often_for_nine_insights_as_for_one(ana, cycle, coast, answered):
    asked = []
    for many in (1, 9):
        for n in range(many):
            reading = Reading.add(coast, title=f"Study {n} of {many}")
            theme = Theme.objects.create(proforma=answered, name=f"Theme {n} of {many}")
            quote = quote_of(answered, f"Words {n}", audience="members", widest="members",
                             words_digest=f"{n} of {many}")  # fmt: skip
            things = [reading, theme, quote, question_of(answered), question_of(answered, "A2")]
            insight = Insight.write(cycle, f"We see {n}", things)
        with CaptureQueriesContext(connection) as queries:
            page_of(ana)
            page_of(ana, f"/coast/insights/{insight.pk}/")
        asked.append(len(queries))

    assert asked[0] == asked[1]
