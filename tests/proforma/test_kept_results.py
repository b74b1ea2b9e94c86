"""Results locked on a day: they change no more, and give nobody away who has changed their mind since."""

import json
import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from network.disclosure import Sharing
from network.models import Person
from proforma.models import KeptResults, Proforma, Response
from tests import factories

RESULTS = "/coast/proforma/{}/results/"


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 30, partner=harbour)


@pytest.fixture
def views(people, open_proforma):
    part = factories.part_of(open_proforma, "person")
    part.activity.invite(people)
    return part


def say(views, people, **values):
    for person in people:
        factories.answer(views, person, **values)


def keep(proforma, by=None):
    return KeptResults.keep(Proforma.objects.get(pk=proforma.pk), by=by)


def page_of(client, proforma, number=1):
    answer = client.get(f"{RESULTS.format(proforma.pk)}kept/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def question_of(html, code):
    return words_of("<main" + html.split(f'id="result-{code}"')[1].split("</section>")[0])


@pytest.fixture
def partners(coast, open_proforma):
    """Six that gave their figures: three by name, three in totals only."""
    made = {}
    for n, name in enumerate(["Anchor", "Beacon", "Cove", "Dune", "Ebb", "Firth"], start=1):
        made[name] = _gives(coast, open_proforma, name, 101 * n, "named" if n < 4 else "totals")
    return made


def _gives(coast, proforma, name, value, sharing):
    partner = coast.add_partner(name=name, sector="charity")
    partner.figures_lead = coast.add_person(name=f"Lead of {name}", partner=partner)
    partner.save()
    figures = factories.part_of(proforma, "partner")
    response = factories.answer(figures, partner.figures_lead, submit=False, B1=value)
    response.choose_sharing(sharing)
    response.submit()
    return response


# Locking


def test_button_locks_what_is_shown_and_lists_it(ana, open_proforma, views, people):
    say(views, people[:5], A1=2)
    address = RESULTS.format(open_proforma.pk)
    assert "Lock these results" in ana.get(address).content.decode()

    answer = ana.post(f"{address}keep/", follow=True)

    assert answer.redirect_chain[-1][0] == f"{address}kept/1/"
    assert "The mean is 2 and the median 2 ." in words_of(answer.content.decode()).replace(
        "2.0", "2"
    )
    assert "Results 1, of" in ana.get(address).content.decode()
    assert KeptResults.objects.get().made_by.name == "Ana"


def test_looking_locks_nothing(ana, open_proforma, views, people):
    say(views, people[:5], A1=2)

    assert ana.get(f"{RESULTS.format(open_proforma.pk)}keep/").status_code == 405
    ana.get(RESULTS.format(open_proforma.pk))
    assert not KeptResults.objects.exists()


def test_nothing_is_locked_while_nothing_can_be_shown(ana, open_proforma, views, people):
    say(views, people[:4], A1=2)
    address = RESULTS.format(open_proforma.pk)

    assert "Lock these results" not in ana.get(address).content.decode()
    answer = ana.post(f"{address}keep/", follow=True)

    assert "There is nothing to lock yet" in answer.content.decode()
    assert not KeptResults.objects.exists()


def test_observer_sees_locked_results_and_locks_none(vic, open_proforma, views, people):
    say(views, people[:5], A1=2)
    keep(open_proforma)

    assert "Lock these results" not in vic.get(RESULTS.format(open_proforma.pk)).content.decode()
    assert vic.post(f"{RESULTS.format(open_proforma.pk)}keep/").status_code == 403
    assert "5 of 31 people answered." in words_of(page_of(vic, open_proforma))


def test_outsider_and_odd_numbers_find_nothing(ana, olga, open_proforma, views, people):
    say(views, people[:5], A1=2)
    keep(open_proforma)
    address = f"{RESULTS.format(open_proforma.pk)}kept/"

    assert olga.get(f"{address}1/").status_code == 404
    for number in ("0", "2", "9" * 40):
        assert ana.get(f"{address}{number}/").status_code == 404


def test_words_are_never_kept(ana, open_proforma, views, people):
    for person in people[:5]:
        entry = {"value": ["OTH"], "other": "Behind the bus station"}
        Response.record(views, person, {"A2": entry, "A3": {"value": "A long story."}})
        views.responses.get(person=person).submit()

    kept = json.dumps(keep(open_proforma).shown)

    assert "Behind the bus station" not in kept
    assert "A long story" not in kept
    assert "Other, please say" in kept


# Views


def test_locked_results_stay_as_they_were(ana, open_proforma, views, people):
    say(views, people[:10], A1=2)
    keep(open_proforma)
    say(views, people[10:20], A1=9)

    html = page_of(ana, open_proforma)

    assert "10 of 31 people answered." in question_of(html, "A1")
    assert "The mean is 2 and the median 2" in question_of(html, "A1")
    assert "10 people answered after this was made." in words_of(html)
    assert "9" not in re.findall(r"mean is (\d)", words_of(html))


def test_two_who_come_after_hide_the_question_they_would_be_read_from(
    ana, open_proforma, views, people
):
    """Locked and present results together would say what the two have said."""
    say(views, people[:10], A1=2)
    keep(open_proforma)
    say(views, people[10:12], A1=9)
    open_proforma.close()

    html = page_of(ana, open_proforma)

    assert "2 people answered after this was made." in words_of(html)
    assert "Not shown any more" in question_of(html, "A1")
    assert "mean" not in html
    assert "10 of 31 people answered" not in html


def test_two_who_come_after_and_do_not_know_are_not_read_off_either(
    ana, open_proforma, views, people
):
    say(views, people[:10], A1=2)
    keep(open_proforma)
    for person in people[10:12]:
        Response.record(views, person, {"A1": {"state": "dont_know"}})[0].submit()
    open_proforma.close()

    assert "Not shown any more" in question_of(page_of(ana, open_proforma), "A1")


def test_one_answer_changed_since_hides_its_question_alone(ana, open_proforma, views, people):
    say(views, people[:10], A1=2, A2=["A"])
    keep(open_proforma)
    factories.answer(views, people[0], submit=False, A1=9)

    html = page_of(ana, open_proforma)

    assert "Not shown any more" in question_of(html, "A1")
    assert "10 of 31 people answered." in question_of(html, "A2")


def test_of_two_locked_results_that_differ_by_few_the_earlier_is_hidden(
    ana, open_proforma, views, people
):
    say(views, people[:10], A1=2)
    open_proforma.close()
    keep(open_proforma)
    _open_again(views)
    say(views, people[10:12], A1=9)
    open_proforma.close()
    keep(open_proforma)
    _open_again(views)
    say(views, people[12:20], A1=4)
    open_proforma.close()

    first, second = page_of(ana, open_proforma, 1), page_of(ana, open_proforma, 2)

    assert "12 of 31 people answered." in question_of(second, "A1")
    assert "Not shown any more" in question_of(first, "A1")


def test_locked_results_beside_groups_give_no_small_group_away(ana, open_proforma, views, people):
    """The first ten are the front line and three others: less the front line, they would be the three."""
    for n, person in enumerate(people[:20]):
        person.level = "front_line" if n < 7 else "manager"
    Person.objects.bulk_update(people[:20], ["level"])
    say(views, people[:10], A1=2)
    keep(open_proforma)
    say(views, people[10:20], A1=9)

    assert "10 of 31 people answered." in question_of(page_of(ana, open_proforma), "A1")
    open_proforma.close()  # from now on the groups can be seen
    assert "Front line" in ana.get(RESULTS.format(open_proforma.pk) + "?by=level").content.decode()
    assert "Not shown any more" in question_of(page_of(ana, open_proforma), "A1")


def test_somebody_who_is_erased_is_in_no_locked_result_by_subtraction(
    ana, open_proforma, views, people
):
    say(views, people[:10], A1=2)
    open_proforma.close()
    keep(open_proforma)
    views.responses.first().delete()

    assert "Not shown any more" in question_of(page_of(ana, open_proforma), "A1")


def test_raised_floor_holds_for_what_was_locked(ana, coast, open_proforma, views, people):
    say(views, people[:5], A1=2)
    keep(open_proforma)
    coast.smallest_group = 10
    coast.save()

    assert "Too few people answered this one" in question_of(page_of(ana, open_proforma), "A1")


def _open_again(views):
    views.activity.closed_at, views.activity.closes_at = None, timezone.now() + timedelta(days=3)
    views.activity.save()


# Figures


def test_figures_stay_as_they_were(ana, open_proforma, partners):
    keep(open_proforma)

    html = page_of(ana, open_proforma)
    words = words_of(html)

    assert not re.search(r"\b[0-9a-f]{20}\b", html)  # no mark of what it was made from
    assert "6 partners 2,121" in words
    assert "101 to 303" in words
    assert "Anchor 101" in words
    assert not [name for name in ("Dune", "Ebb", "Firth") if name in words]


def test_partner_that_comes_after_is_said_and_not_shown(ana, coast, open_proforma, partners):
    keep(open_proforma)
    _gives(coast, open_proforma, "Gull", 5050, "named")

    words = words_of(page_of(ana, open_proforma))

    assert "1 organisation answered after this was made." in words
    assert "2,121" in words
    assert "Gull" not in words


@pytest.mark.parametrize("less", [Sharing.TOTALS, Sharing.COORDINATOR])
def test_partner_that_shares_less_is_gone_at_once_with_all_it_was_in(
    ana, open_proforma, partners, less
):
    keep(open_proforma)
    partners["Cove"].choose_sharing(less)

    html = page_of(ana, open_proforma)

    assert "Cove" not in html
    assert not re.search(r"2,121|303|\b2121\b", html)
    assert "Anchor" in html
    assert "has chosen since to share less" in html


def test_hidden_partner_that_shares_less_takes_the_totals_with_it(ana, open_proforma, partners):
    keep(open_proforma)
    partners["Dune"].choose_sharing(Sharing.COORDINATOR)

    html = page_of(ana, open_proforma)

    assert "2,121" not in html
    assert "101 to 303" not in html
    assert "Anchor" in html


def test_partner_that_withdrew_is_gone(ana, open_proforma, partners):
    keep(open_proforma)
    partners["Cove"].delete()

    html = page_of(ana, open_proforma)

    assert "Cove" not in html
    assert "2,121" not in html


def test_hidden_partner_that_comes_to_be_named_leaves_two_that_nobody_may_see(
    ana, open_proforma, partners
):
    """Less its own figure, the locked total would be the sum of two: each could take off its own."""
    keep(open_proforma)
    partners["Dune"].choose_sharing(Sharing.NAMED)

    html = page_of(ana, open_proforma)

    assert "2,121" not in html
    assert "Too few partners have answered or changed this since." in html


def test_one_more_hidden_partner_cannot_be_read_off_two_totals(ana, coast, open_proforma, partners):
    keep(open_proforma)
    _gives(coast, open_proforma, "Gull", 5050, "totals")
    assert "2,121" in page_of(ana, open_proforma)  # the present total has not moved

    open_proforma.close()

    assert "7,171" in words_of(ana.get(RESULTS.format(open_proforma.pk)).content.decode())
    assert "2,121" not in page_of(ana, open_proforma)


def test_three_more_hidden_partners_may_be_told_together(ana, coast, open_proforma, partners):
    keep(open_proforma)
    for name in ("Gull", "Haven", "Inlet"):
        _gives(coast, open_proforma, name, 5050, "totals")
    open_proforma.close()

    assert "2,121" in page_of(ana, open_proforma)


def test_changed_figure_of_a_hidden_partner_cannot_be_read_off_two_totals(
    ana, open_proforma, partners, coast
):
    keep(open_proforma)
    dune = coast.partners.get(name="Dune")
    figures = factories.part_of(open_proforma, "partner")
    factories.answer(figures, dune.figures_lead, submit=False, B1=9999)

    assert "2,121" not in page_of(ana, open_proforma)


def test_small_counts_stay_small(ana, coast, open_proforma, partners):
    _gives(coast, open_proforma, "Gull", 3, "named")
    keep(open_proforma)

    html = page_of(ana, open_proforma)

    assert "fewer than 5" in html
    coast.smallest_count = 10
    coast.save()
    html = page_of(ana, open_proforma)
    assert "fewer than 5" not in html
    assert "2,124" not in html


def test_demo_is_kept_whole_with_its_rates(carrowby):
    proforma = carrowby.proforma
    kept = keep(proforma)

    figures = kept.shown["figures"]
    assert {rate["text"] for rate in figures["rates"]} == {"20.9%", "27.2%"}
    assert not re.search(r"\b(71|34|690|2310|870|5\.5|27\.5)\b", json.dumps(_told(figures)))


def _told(figures):
    """What of kept figures is for the page; the rest are marks."""
    return [
        {name: one for name, one in row.items() if name not in {"made_from", "unseen"}}
        for question in figures["questions"]
        for row in question["rows"]
    ]


def test_many_locked_results_ask_as_often_as_one(
    ana, coast, open_proforma, views, people, partners, django_assert_num_queries
):
    say(views, people[:10], A1=2)
    open_proforma.close()
    keep(open_proforma)
    with django_assert_num_queries(13):
        page_of(ana, open_proforma)
    for _n in range(4):
        keep(open_proforma)
    with django_assert_num_queries(13):
        page_of(ana, open_proforma)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_get_two_numbers(open_proforma, views, people):
    say(views, people[:5], A1=2)
    problems = []

    def press():
        try:
            keep(open_proforma)
        except Exception as problem:  # noqa: BLE001 it is told below
            problems.append(problem)
        finally:
            connection.close()

    pressing = [threading.Thread(target=press) for _n in range(2)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()

    assert problems == []
    assert sorted(KeptResults.objects.values_list("number", flat=True)) == [1, 2]
