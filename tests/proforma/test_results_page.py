"""What the coordinator reads: nothing under five, steps of five while open, no name beside a view."""

from datetime import timedelta

import pytest

from network.disclosure import Sharing
from tests import factories


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 12, partner=harbour)


@pytest.fixture
def page(people, open_proforma):
    factories.part_of(open_proforma, "person").activity.invite(people)
    return f"/coast/proforma/{open_proforma.pk}/results/"


def answer_views(open_proforma, people, **values):
    for person in people:
        factories.answer(factories.part_of(open_proforma, "person"), person, **values)


def test_four_answers_show_nothing(ana, page, open_proforma, people):
    answer_views(open_proforma, people[:4], A1=7, A3="Seldom heard words.")

    words = ana.get(page).content.decode()

    assert "Seldom heard words." not in words
    assert "7.0" not in words
    assert "json" not in words.split("<main")[1]  # no chart's data in the source either


def test_nine_answers_show_the_first_five(ana, page, open_proforma, people):
    answer_views(open_proforma, people[:5], A1=2)
    answer_views(open_proforma, people[5:9], A1=9, A3="The sixth to ninth.")

    words = ana.get(page).content.decode()

    assert "As at the first 5 answers" in words
    assert "2.0" in words
    assert "The sixth to ninth." not in words


def test_all_are_shown_once_it_is_closed(ana, page, open_proforma, people):
    answer_views(open_proforma, people[:9], A1=2, A3="Heard at last.")
    open_proforma.close()

    words = ana.get(page).content.decode()

    assert words.count("Heard at last.") == 9
    assert "9 of 13 people answered" in words


def test_no_name_stands_beside_a_view(ana, page, open_proforma, people):
    answer_views(open_proforma, people, A1=2, A3="Words.")

    words = ana.get(page).content.decode()

    assert "Words." in words
    assert not [person for person in people if f"{person.name}<" in words]


def test_observer_sees_counts_but_reads_no_words(vic, page, open_proforma, people):
    answer_views(open_proforma, people[:5], A1=2, A3="For the coordinator to read.")

    words = vic.get(page).content.decode()

    assert "2.0" in words
    assert "For the coordinator to read." not in words


def test_return_list_says_who_and_when_and_never_what(ana, open_proforma, people):
    factories.part_of(open_proforma, "person").activity.invite(people)
    answer_views(open_proforma, people[:2], A1=2, A3="Not for this page.")

    words = ana.get(f"/coast/proforma/{open_proforma.pk}/returns/").content.decode()

    assert "Person 1" in words
    assert "Not for this page." not in words


@pytest.fixture
def partners(coast, open_proforma):
    made = {}
    for n, name in enumerate(["Anchor", "Beacon", "Cove", "Dune"], start=1):
        partner = coast.add_partner(name=name, sector="charity")
        partner.figures_lead = coast.add_person(name=f"Lead {n}", partner=partner)
        partner.save()
        response = factories.answer(
            factories.part_of(open_proforma, "partner"),
            partner.figures_lead,
            submit=False,
            B1=100 * n,
        )
        response.choose_sharing("named")
        response.submit()
        made[name] = response
    return made


def test_figures_are_shown_live_by_partners_that_share_by_name(ana, page, partners):
    words = ana.get(page).content.decode()

    assert "Anchor" in words
    assert "1,000" in words


def test_changing_the_choice_takes_effect_at_once(ana, page, partners):
    partners["Dune"].choose_sharing(Sharing.TOTALS)

    words = ana.get(page).content.decode()

    assert "Dune" not in words
    assert "400" not in words
    assert "1,000" not in words  # one hidden partner would be read off the total
    partners["Cove"].choose_sharing(Sharing.TOTALS)
    partners["Beacon"].choose_sharing(Sharing.TOTALS)
    words = ana.get(page).content.decode()
    assert "1,000" in words
    assert not [name for name in ("Beacon", "Cove", "Dune") if name in words]


def test_partner_that_gave_nothing_by_the_close_is_overdue(open_proforma, partners, coast):
    part = factories.part_of(open_proforma, "partner")
    part.activity.closes_at = part.activity.opened_at + timedelta(microseconds=1)
    part.activity.save()

    states = {partner.name: state for partner, state, _r in part.return_states()}

    assert states == {
        "Anchor": "complete",
        "Beacon": "complete",
        "Cove": "complete",
        "Dune": "complete",
        "Harbour Lights": "overdue",
    }
