"""“Look twice at these”: whom to ask about what, no figure of who does not share it, of people only counts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from network.disclosure import Sharing
from proforma.models import Proforma, Response
from proforma.quality import look_twice
from tests import factories

NAMES = ["Quay House", "Shore Recovery", "Tide Mill", "Gull Court", "Sand Bank", "Rock Pool"]


@pytest.fixture
def leads(coast):
    """One person of each of six partners, by the partner’s name."""
    return {
        name: factories.create_people(
            coast, 1, partner=coast.add_partner(name=name, sector="charity"), start=n
        )[0]
        for n, name in enumerate(NAMES)
    }


def ask(proforma, kind, text, unit="partner", **fields):
    return factories.part_of(proforma, unit).add_question(kind=kind, text=text, **fields)


def give(proforma, lead, sharing=Sharing.NAMED, *, states=(), **values):
    part = factories.part_of(proforma, "partner")
    changes = {code: {"value": value} for code, value in values.items()}
    changes |= {code: {"state": "not_recorded"} for code in states}
    response, _conflicts = Response.record(part, lead, changes)
    response.choose_sharing(sharing)
    response.submit()


def page_of(client, proforma):
    answer = client.get(f"/coast/proforma/{proforma.pk}/quality/")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def findings(proforma, key, at=None):
    found = Proforma.objects.with_parts().select_related("cycle__network").get(pk=proforma.pk)
    sections = {one.key: one for one in look_twice(found, at or timezone.now())}
    return [finding.says for finding in sections[key].findings] if key in sections else []


# Figures


@pytest.mark.parametrize(
    ("sharing", "says"),
    [
        (Sharing.NAMED, "Quay House: 5,300 for B1 “How many adults did you support?” is far"),
        (Sharing.TOTALS, "Quay House: something in its return is far from the others."),
        (Sharing.COORDINATOR, "Quay House: something in its return is far"),
    ],
)
def test_figure_stands_on_the_page_only_if_it_is_shared_by_name(
    ana, proforma, leads, sharing, says
):
    factories.open_now(proforma)
    for n, (name, lead) in enumerate(leads.items()):
        give(
            proforma,
            lead,
            *([sharing] if name == "Quay House" else []),
            B1=5300 if not n else 50 + n,
        )

    page = page_of(ana, proforma)

    assert says in page
    assert ("5,300" in page) == (sharing == Sharing.NAMED)
    assert ("100 times smaller" in page) == (sharing == Sharing.NAMED)
    assert "times smaller" not in page.replace("100 times smaller", "")


def test_small_count_of_people_stays_small(ana, proforma, leads):
    factories.open_now(proforma)
    for n, lead in enumerate(leads.values()):
        give(proforma, lead, B1=3 if not n else 5000 + n)

    page = page_of(ana, proforma)

    assert "Quay House: fewer than 5 for B1" in page


def test_row_of_a_grid_is_held_against_that_row_of_the_others(proforma, leads):
    ask(proforma, "grid_number", "Of which?", rows=[("h", "Homes"), ("d", "Drugs")])
    factories.open_now(proforma)
    for n, lead in enumerate(leads.values()):
        give(proforma, lead, B2={"h": 100 + n, "d": 10 + n if n else 4000})

    assert findings(proforma, "far") == ["Quay House: 4,000 for B2 “Drugs” is far from the others."]


def test_figures_that_do_not_go_together_are_told_apart_by_sharing(proforma, leads):
    ask(proforma, "whole_number", "Of those?", settings={"not_above": "B1", "unit": "people"})
    factories.open_now(proforma)
    one, other, *_rest = leads.values()
    give(proforma, one, B1=60, B2=61)
    give(proforma, other, Sharing.TOTALS, B1=70, B2=71)

    assert findings(proforma, "totals") == [
        "Quay House: B2 “Of those?” (61) is more than B1 “How many adults did you support?” (60).",
        "Shore Recovery: B2 “Of those?” is more than B1 “How many adults did you support?”.",
    ]


def test_nought_is_asked_about_by_name_only(proforma, leads):
    """That a partner that is not named gave 0 would be its figure."""
    factories.open_now(proforma)
    first, second, third, *_rest = leads.values()
    give(proforma, first, B1=0)
    give(proforma, second, Sharing.TOTALS, B1=0)
    give(proforma, third, states=["B1"])

    assert findings(proforma, "noughts") == [
        "Quay House gave 0 for B1 “How many adults did you support?”."
    ]


def test_blank_among_what_others_gave_is_listed_once_a_partner(proforma, leads):
    ask(proforma, "grid_number", "Of which?", rows=[("h", "Homes"), ("d", "Drugs")])
    ask(proforma, "decimal", "How many hours?")
    factories.open_now(proforma)
    first, second, third, fourth, *_rest = leads.values()
    give(proforma, first, Sharing.COORDINATOR, B2={"h": 5})
    for lead in (second, third):
        give(proforma, lead, B1=50, B2={"h": 5, "d": 6}, B3="2.5")
    give(proforma, fourth, B1=50, B2={"h": 5, "d": 6}, states=["B3"])

    assert findings(proforma, "blank") == ["Quay House left blank: B1, B2 “Drugs”, B3."]


def test_late_return_is_listed_once_it_is_closed(proforma, leads):
    factories.open_now(proforma)
    give(proforma, leads["Quay House"], B1=50)
    assert findings(proforma, "overdue") == []

    proforma.close()

    assert findings(proforma, "overdue")[0] == "Gull Court has not handed in its figures."
    assert len(findings(proforma, "overdue")) == 5


# People


@pytest.fixture
def views(coast, harbour, proforma):
    """A grid of four rows, reckoned to nine minutes; seven people are on the register."""
    part = factories.part_of(proforma, "person")
    part.minutes_given = 9
    part.add_question(kind="grid_scale", text="How far?", rows=["One", "Two", "Three", "Four"])
    factories.create_people(coast, 7, partner=harbour)
    factories.open_now(proforma)
    return factories.part_of(proforma, "person")


def answer(part, person, steps, *, seconds=600):
    rows = [code for code, _text in part.questions.get(code="A4").grid_rows()]
    begun = timezone.now() - timedelta(seconds=seconds)
    factories.answer(part, person, submit=False, at=begun, A4=dict(zip(rows, steps, strict=True)))
    response = factories.answer(
        part, person, submit=False, at=begun + timedelta(seconds=seconds - 1), A1=3
    )
    response.submit(at=begun + timedelta(seconds=seconds))


def test_how_people_answered_is_counted_and_nobody_is_named(ana, coast, proforma, views):
    for n, person in enumerate(coast.participants()):
        answer(
            views, person, [4, 4, 4, 4] if n == 0 else [1, 2, 3, 4], seconds=60 if n < 2 else 900
        )
    proforma.close()

    page = page_of(ana, proforma)

    assert "1 of 7 people gave every row of A4 the same answer." in page
    assert "2 of 7 people took less than a third of the 9 minutes reckoned." in page
    assert "Person" not in page


def test_nothing_is_said_of_people_before_their_answers_are_released(coast, proforma, views):
    people = list(coast.participants())
    for person in people[:4]:
        answer(views, person, [4, 4, 4, 4], seconds=60)
    assert findings(proforma, "people") == []

    for person in people[4:]:
        answer(views, person, [4, 4, 4, 4], seconds=60)
    counts = [says.split(" people")[0] for says in findings(proforma, "people")]
    assert counts == ["5 of 5", "5 of 5"]  # of seven, while it is open


def test_answers_that_were_typed_in_are_not_fast(coast, proforma, views):
    for person in coast.participants():
        answer(views, person, [1, 2, 3, 4], seconds=60)
    Response.objects.update(way="phone")
    proforma.close()

    assert findings(proforma, "people") == []


# The page


def test_nothing_stands_out(ana, proforma, leads):
    assert "Nothing stands out." in page_of(ana, proforma)

    factories.open_now(proforma)
    for lead in leads.values():
        give(proforma, lead, B1=50)
    assert "Nothing stands out." in page_of(ana, proforma)


def test_page_leads_to_those_who_can_be_asked_and_offers_no_results_without_them(
    ana, proforma, leads
):
    factories.open_now(proforma)
    give(proforma, leads["Quay House"], B1=50)
    proforma.close()

    html = ana.get(f"/coast/proforma/{proforma.pk}/quality/").content.decode()

    assert f"/coast/proforma/{proforma.pk}/returns/#partners" in html
    assert "<form" not in html.split("<main")[1]


def test_page_is_for_who_may_edit(vic, olga, proforma):
    assert vic.get(f"/coast/proforma/{proforma.pk}/quality/").status_code == 403
    assert olga.get(f"/hills/proforma/{proforma.pk}/quality/").status_code == 404


def test_hostile_name_is_only_text(ana, coast, proforma, leads):
    partner = leads["Quay House"].partner
    partner.name = "<script>=1+1"
    partner.save()
    factories.open_now(proforma)
    give(proforma, leads["Shore Recovery"], B1=50)
    proforma.close()

    html = ana.get(f"/coast/proforma/{proforma.pk}/quality/").content.decode()

    assert "&lt;script&gt;=1+1 has not handed in" in html


@pytest.mark.parametrize("count", [6, 18])
def test_page_asks_as_often_for_six_as_for_eighteen(
    ana, coast, proforma, leads, count, django_assert_num_queries
):
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    factories.create_many_responses(
        views, count, lambda n: {"A1": 3, "A3": "Words"}, partners=count
    )
    for n, person in enumerate(coast.participants().filter(name__startswith="One of many")):
        give(proforma, person, B1=50 if n else 5000)
    proforma.close()

    with django_assert_num_queries(16):
        ana.get(f"/coast/proforma/{proforma.pk}/quality/")


def test_demo(carrowby):
    """What the coordinator of Carrowby finds, and no figure of who does not share it by name."""
    at = factories.CARROWBY_TODAY
    proforma = Proforma.objects.with_parts().select_related("cycle__network")
    sections = look_twice(proforma.get(pk=carrowby.proforma.pk), at)
    said = {one.key: " ".join(f.says + f.do for f in one.findings) for one in sections}

    assert list(said) == ["overdue", "far", "blank"]
    assert "Carrowby Infirmary" in said["overdue"]
    assert "Second Bell Peer Collective left blank: B4, B5, B6, B7." in said["blank"]
    trust = "Carrowby Mental Health NHS Trust: something in its return is far"
    assert said["far"].count(trust) == 1  # and not of which of its four figures
    for figure in ("71", "2,310", "2310", "4,600,000", "243", "870"):
        assert not re.search(rf"(?<![\d,]){figure}(?![\d,])", " ".join(said.values()))
