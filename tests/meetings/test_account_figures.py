"""The figures of the account: the worked values of the demo, and what stands beside each."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.account import measure, of_the_vote
from meetings.account.mandated import stages_without_a_mandate
from meetings.account.reckoning import Reckoning
from meetings.demo import story
from meetings.models import Meeting
from network import citing
from network.contributions import Stage
from tests import factories
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db
TODAY = factories.CARROWBY_TODAY

WORKED = {
    "mandate_gaps": {"n": 0, "all": 4},
    "wording": {"n": 10, "all": 16},
    "seen_first": {"n": 3, "all": 27},
    "topic_origin": {"n": 6, "all": 7, "required": 2, "others": 1},
    "option_echo": {"n": 3, "all": 3},
    "suggestions": {"raised": 4, "listed": 0, "joined": 1, "left_off": 3},
    "stances": {"delighted": 1, "comfortable": 2, "distraction": 0, "cannot": 0},
    "none_disliked": {"chance": Fraction(10, 35), "liked": 5, "listed": 7, "chosen": 3},
    "forecast": {"expected": 3, "hit": 2, "mean": Fraction(9, 7)},
    "turnout": {"n": 24, "all": 27},
    "margin": {"votes": "3"},
    "to_change": {"ballots": 2},
    "without_ours": {"left": 1, "certain": ["T6"], "possible": ["T6"], "freed": 66},
    "open_minutes": {"n": 45, "all": 135, "percent": 33},
    "member_owned": {"n": 8, "all": 8},
    "perceived": {"mean": 4.0, "n": 19, "spread": [0, 1, 4, 8, 6]},
    "days_to_action": {"days": 56},
}


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests only read, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


@pytest.fixture
def measures(carrowby):
    with factories.on_day_of_carrowby():
        return Reckoning(carrowby.cycle, TODAY).measures()


@pytest.mark.parametrize("key", WORKED)
def test_figures_are_the_worked_values(measures, key):
    assert measures[key].figures == WORKED[key]


def test_there_is_no_other_figure_and_no_score(measures):
    assert set(measures) == set(WORKED)


def test_each_is_said_in_short_sentences(measures):
    for one in measures.values():
        for sentence in f"{one.said} {one.reading}".replace("?", ".").split(". "):
            assert len(sentence.split()) <= 25, sentence


def test_each_leads_to_the_records_behind_it(carrowby, measures):
    """Every address opens for the coordinator, and the page speaks of what was counted."""
    client = sign_in(carrowby.coordinator)
    with factories.on_day_of_carrowby():
        for one in measures.values():
            assert one.records, one.key
            for record in one.records:
                page = client.get(record.url)
                assert page.status_code == 200, record.url
                assert record.label
    assert measures["wording"].records[0].url == f"/carrowby/proforma/{carrowby.proforma.pk}/"


def test_as_many_queries_however_much_there_is(carrowby):
    with factories.on_day_of_carrowby(), transaction.atomic():
        with CaptureQueriesContext(
            connection,
        ) as before:
            Reckoning(carrowby.cycle, TODAY).measures()
        cycle = carrowby.cycle
        for n in range(5):
            cycle.topics.model.list_on(cycle, title=f"More {n}", by=carrowby.coordinator)
            carrowby.network.actions.create(cycle=cycle, what=f"Do {n}")
        with CaptureQueriesContext(connection) as after:
            Reckoning(carrowby.cycle, TODAY).measures()
        transaction.set_rollback(True)

    assert len(after) == len(before)


def test_before_their_day_stances_are_in_no_figure(carrowby):
    """On the eve of the meeting nobody but their author may know them."""
    eve = carrowby.at(0) - timedelta(days=1)

    told = Reckoning(carrowby.cycle, eve).measures()

    assert not {"stances", "none_disliked", "forecast"} & set(told)
    assert "option_echo" in told


def test_while_members_were_not_told_of_the_result_nothing_of_it_is_said(carrowby):
    with factories.on_day_of_carrowby(), transaction.atomic():
        vote = carrowby.cycle.votes.get()
        vote.released_at = None
        vote.save()
        told = Reckoning(carrowby.cycle, TODAY).measures()
        transaction.set_rollback(True)

    of_result = {"option_echo", "stances", "none_disliked", "turnout", "margin", "to_change"}
    assert not {*of_result, "forecast", "without_ours"} & set(told)


def test_only_options_that_the_coordinator_wrote_are_echoed(carrowby):
    """One topic loses its origin, another came from a question that a partner wrote."""
    with factories.on_day_of_carrowby(), transaction.atomic():
        first, second, _third = carrowby.vote.chosen_topics()
        citing.evidence_of(first).filter(role="origin").delete()
        asked = citing.evidence_of(second).get(role="origin").target.question
        partners = asked.part.add_question(
            kind="choose_one", text="Which?", options=[("A", "One")], origin="partner"
        )
        citing.uncite(second, [asked.citable], "origin")
        citing.cite(second, [partners], "origin")
        told = Reckoning(carrowby.cycle, TODAY).measures()
        transaction.set_rollback(True)

    assert told["option_echo"].figures == {"n": 1, "all": 3}


# A network of little


def test_new_network_has_no_figures(coast):
    cycle = coast.current_cycle()
    cycle.network = coast

    assert Reckoning(cycle, timezone.now()).measures() == {}


# The pure parts


def test_chance_is_reckoned_exactly():
    one = measure.chance_of_none_disliked(5, 7, 3)

    assert one.figures["chance"] == Fraction(2, 7)
    assert "29%" in one.said


def test_where_all_was_liked_chance_says_nothing():
    assert measure.chance_of_none_disliked(7, 7, 3) is None


def test_rare_chance_is_called_rare():
    assert "rare" in measure.chance_of_none_disliked(3, 9, 3).reading
    assert "shows little" in measure.chance_of_none_disliked(5, 7, 3).reading


def test_share_of_nothing_is_no_figure():
    assert measure.wording_share([], {"coordinator"}) is None
    assert measure.option_echo(0, 0) is None
    assert measure.topic_origin(0, 0, 0) is None


def test_what_the_funder_brought_is_said_in_number():
    assert "One of them came from the funder." in measure.topic_origin(3, 1, 1).said
    assert "funder" not in measure.topic_origin(3, 0, 1).said


def test_vote_that_weighs_partners_is_not_bounded(carrowby):
    vote = carrowby.cycle.votes.get()
    vote.weights = vote.Weights.EQUAL

    assert of_the_vote.without_the_coordinators(vote, vote.topics()) is None


# Stages without a mandate


@pytest.fixture
def mandate(coast):
    cycle = coast.current_cycle()
    cycle.started_at = timezone.now() - timedelta(days=400)
    cycle.save()

    def give(given_on, lapses_on):
        return coast.mandates.create(
            cycle=cycle,
            asked_by="Those who came",
            how="hands",
            purpose="Propose topics",
            given_on=given_on,
            lapses_on=lapses_on,
        )

    return give


SPAN = {Stage.GATHER: (date(2026, 9, 10), date(2026, 9, 20))}


@pytest.mark.parametrize(
    ("given", "lapses", "found"),
    [
        (date(2026, 9, 10), date(2026, 9, 20), []),
        (date(2026, 9, 11), date(2026, 9, 20), [Stage.GATHER]),
        (date(2026, 9, 10), date(2026, 9, 19), [Stage.GATHER]),
    ],
)
def test_stage_has_a_gap_if_one_day_of_it_has_no_mandate(coast, mandate, given, lapses, found):
    mandate(given, lapses)

    assert stages_without_a_mandate(coast, SPAN) == found


def test_two_mandates_can_cover_a_stage_between_them(coast, mandate):
    mandate(date(2026, 9, 1), date(2026, 9, 14))
    mandate(date(2026, 9, 15), date(2026, 9, 30))

    assert stages_without_a_mandate(coast, SPAN) == []


def test_mandate_recorded_by_mistake_covers_nothing(coast, mandate):
    mandate(date(2026, 9, 1), date(2026, 9, 30)).mark_mistaken()

    assert stages_without_a_mandate(coast, SPAN) == [Stage.GATHER]


def test_listening_needs_no_mandate(carrowby):
    assert Stage.LISTEN not in Reckoning(carrowby.cycle, TODAY).spans
    assert Meeting.objects.filter(kind=Meeting.Kind.OPEN).exists()
