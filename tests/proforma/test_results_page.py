"""What the coordinator reads: nothing under five, steps of five while open, no name beside a view."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from network.disclosure import Sharing
from network.models import Person
from proforma.models import Proforma
from proforma.models.copying import copy_proforma
from tests import factories


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


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

    assert "9 of 13 people answered" in words
    assert f"{page.replace('results', 'read')}?question=A3" in words
    assert "Read the 9 answers" in words
    assert "Heard at last." not in words  # they are read on their own page


def test_no_name_stands_beside_a_view(ana, page, open_proforma, people):
    answer_views(open_proforma, people, A1=2, A3="Words.")

    words = ana.get(page).content.decode()

    assert "Read the 10 answers" in words
    assert not [person for person in people if f"{person.name}<" in words]


def test_observer_sees_counts_but_reads_no_words(vic, page, open_proforma, people):
    answer_views(open_proforma, people[:5], A1=2, A3="For the coordinator to read.")

    words = vic.get(page).content.decode()

    assert "2.0" in words
    assert "For the coordinator to read." not in words
    assert "/read/" not in words


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


# Means and medians


def test_scale_says_mean_median_and_where_the_middle_half_lies(ana, page, open_proforma, people):
    for person, value in zip(people, [1, 2, 2, 3, 3, 4, 4, 5, 5, 9], strict=False):
        answer_views(open_proforma, [person], A1=value)
    open_proforma.close()

    words = words_of(ana.get(page).content.decode())

    assert "The mean is 3.8 and the median 3.5 ." in words
    assert "The middle half of the answers lies between 2.3 and 4.8." in words


# Groups apart


@pytest.fixture
def levelled(people):
    """Seven on the front line, five who manage."""
    for n, person in enumerate(people):
        person.level = "front_line" if n < 7 else "manager"
    Person.objects.bulk_update(people, ["level"])
    return people


def test_groups_stand_apart_with_their_own_n_and_mean(ana, page, open_proforma, levelled):
    answer_views(open_proforma, levelled[:7], A1=2, A2=["A"])
    answer_views(open_proforma, levelled[7:], A1=8, A2=["B"])
    open_proforma.close()

    html = ana.get(f"{page}?by=level").content.decode()
    words = words_of(html)

    assert "Front line (7): mean 2.0 ." in words
    assert "Manager (5): mean 8.0 ." in words
    assert "Front line: 7 answered Manager: 5 answered At the door 7 0 Between us 0 5" in words
    assert '<option value="level" selected>' in html
    assert "figure-by-A1" in html
    assert "Small groups are put together" not in words


def test_small_groups_are_put_together_and_named_nowhere(ana, page, open_proforma, levelled):
    Person.objects.filter(pk=levelled[11].pk).update(level="lived_experience")
    answer_views(open_proforma, levelled[:11], A1=2)
    answer_views(open_proforma, levelled[11:], A1=9)
    open_proforma.close()

    html = ana.get(f"{page}?by=level").content.decode()

    assert "Everyone else" in html
    assert "Small groups are put together, so that nobody can be picked out." in html
    assert "Lived experience" not in html
    assert "Manager" not in html


def test_question_that_allows_no_split_says_so(ana, page, open_proforma, levelled):
    answer_views(open_proforma, levelled, A1=2)
    answer_views(open_proforma, levelled[:6], A2=["A"])
    open_proforma.close()

    words = words_of(ana.get(f"{page}?by=level").content.decode())

    assert words.count("By group: where people work") == 1
    assert "Groups are not shown apart here: too few of one answered." in words


@pytest.mark.parametrize("by", ["", "name", "person", "level%00", "x" * 5000, "level&by=sector"])
def test_odd_wish_shows_nobody_apart(ana, page, open_proforma, levelled, by):
    answer_views(open_proforma, levelled, A1=2)
    open_proforma.close()

    answer = ana.get(f"{page}?by={by}")

    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<select" in html
    assert "By group" not in html
    assert "Groups are not shown apart" not in html


def test_nobody_stands_apart_while_people_can_answer(ana, page, open_proforma, levelled):
    answer_views(open_proforma, levelled, A1=2)

    html = ana.get(f"{page}?by=level").content.decode()

    assert "Groups can be shown apart once nobody can answer any more." in html
    assert "Front line" not in html
    assert "<select" not in html.split("<main")[1]


# Before


@pytest.fixture
def asked_again(coast, page, people, open_proforma):
    """Asked of the same people in the first cycle and in the second, and closed."""
    for n, person in enumerate(people[:6]):
        answer_views(open_proforma, [person], A1=2, A2=["A"] if n < 4 else ["B"])
    open_proforma.close()
    coast.cycles.create(number=2, started_at=timezone.now())
    before = Proforma.objects.get(pk=open_proforma.pk)
    again = copy_proforma(before, coast.current_cycle())
    factories.open_now(again)
    factories.part_of(again, "person").activity.invite(people)
    answer_views(again, people[:5], A1=4, A2=["B"])
    return again


def page_of(client, proforma):
    return client.get(f"/coast/proforma/{proforma.pk}/results/").content.decode()


def test_what_was_said_last_time_stands_beside_what_is_said_now(ana, asked_again):
    words = words_of(page_of(ana, asked_again))

    assert "Last time (cycle 1): mean 2.0, n 6." in words
    assert "Choice Cycle 1: 6 answered Now: 5 answered At the door 4 0 Between us 2 5" in words
    assert "It was worded" not in words
    assert "%" not in words


def test_other_words_of_last_time_are_said(ana, asked_again):
    question = factories.part_of(asked_again, "person").questions.get(code="A1")
    question.text = "How well do we pull together?"
    question.save()

    words = words_of(page_of(ana, asked_again))

    assert "It was worded “How well do we work together?”." in words


def test_another_scale_is_not_compared(ana, asked_again):
    question = factories.part_of(asked_again, "person").questions.get(code="A1")
    question.settings = {"low": 1, "high": 5}
    question.save()

    words = words_of(page_of(ana, asked_again))

    assert "mean 2.0, n 6" not in words


def test_what_is_still_open_or_was_answered_by_few_is_not_compared(ana, asked_again, open_proforma):
    before = factories.part_of(open_proforma, "person")
    before.activity.closed_at, before.activity.closes_at = (
        None,
        timezone.now() + timedelta(days=2),
    )
    before.activity.save()
    assert "Last time" not in words_of(page_of(ana, asked_again))

    before.activity.close()
    before.responses.first().delete()
    before.responses.first().delete()
    assert "Last time" not in words_of(page_of(ana, asked_again))


def test_nothing_of_another_network_is_compared(ana, hills, asked_again, open_proforma):
    cycle = hills.current_cycle()
    Proforma.objects.filter(pk=open_proforma.pk).update(cycle=cycle)

    assert "Last time" not in words_of(page_of(ana, asked_again))


# A thousand


KINDS = ["scale", "choose_one", "choose_several", "grid_scale"]


def ask_twenty(coast):
    proforma = Proforma.draft(coast.current_cycle(), title="Much")
    views = factories.part_of(proforma, "person")
    for n in range(20):
        kind = KINDS[n % 4]
        views.add_question(
            kind=kind,
            text=f"Question {n}?",
            options=[("A", "One"), ("B", "Two")] if kind.startswith("choose") else [],
            rows=["First", "Second"] if kind == "grid_scale" else [],
        )
    factories.open_now(proforma)
    return proforma


def said(n):
    step = n % 5 + 1
    by_kind = [step, "AB"[n % 2], ["A", "B"], {"o1": step, "o2": 1}]
    return {f"A{k + 1}": by_kind[k % 4] for k in range(20)}


@pytest.mark.parametrize("count", [10, 1000])
@pytest.mark.parametrize("by", ["", "?by=level"])
def test_results_of_a_thousand_ask_as_often_as_those_of_ten(
    ana, coast, pat_person, count, by, django_assert_num_queries
):
    proforma = ask_twenty(coast)
    factories.create_many_responses(factories.part_of(proforma, "person"), count, said)
    proforma.close()

    began = time.perf_counter()
    with django_assert_num_queries(16):
        answer = ana.get(f"/coast/proforma/{proforma.pk}/results/{by}")
    print(f"{count} responses {by}: {time.perf_counter() - began:.1f} s")
    assert answer.status_code == 200
    assert f"{count} of {count + 1} people answered" in answer.content.decode()
