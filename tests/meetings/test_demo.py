"""Carrowby on day 24: what the demo promises, as far as the product keeps it today."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import transaction
from openpyxl import load_workbook
from pptx import Presentation

from meetings.deck import checking, framing, pptx
from meetings.demo import story
from meetings.models import Action, Meeting, Support
from meetings.models.agenda import minutes_by_step
from meetings.views.feedback import results_of
from proforma import results
from proforma.models import Question
from tests import factories
from topics.models import Ballot, BallotPattern, Elector, Vote

# Alone, too, the file must ask for a database.
pytestmark = pytest.mark.django_db
TODAY = factories.CARROWBY_TODAY
TOTALS_ONLY = ["Adults and Public Health", "Mental Health NHS Trust", "Probation Service"]


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests only read, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


@pytest.fixture
def views(carrowby):
    return results.of(carrowby.proforma, TODAY)[0]


@pytest.fixture
def figures(carrowby):
    return results.of(carrowby.proforma, TODAY)[1]


def view(views, code):
    return next(result.summary for result in views.questions if result.question.code == code)


def figure(figures, code, row=""):
    result = next(result for result in figures.questions if result.question.code == code)
    return result.shown[row]


def test_register(carrowby):
    network = carrowby.network

    assert (network.people.count(), network.participants().count(), network.partners.count()) == (
        28,
        27,
        14,
    )


def test_day_24_is_where_its_text_puts_it(carrowby):
    meeting = carrowby.network.meetings.get(number=2)

    assert (TODAY.date() - meeting.starts_at.date()).days == 24


def test_views_returned_by_level(carrowby, views):
    assert (views.asked, views.submitted, views.released) == (27, 22, 22)
    assert view(views, "A1").table["count"].tolist() == [7, 6, 5, 4, 0]


def test_views_on_working_together(views):
    summary = view(views, "A2")

    assert summary.table["count"].tolist() == [0, 1, 3, 6, 5, 4, 2, 1, 0, 0, 0]
    assert (round(summary.mean, 1), summary.median) == (3.8, 4)


def test_views_on_where_people_get_stuck(views):
    counts = view(views, "A3").table["count"]

    assert counts.tolist() == [16, 13, 9, 8, 7, 5, 2]
    assert counts.sum() == 60


def test_views_in_a_grid(views):
    summary = view(views, "A6")

    assert {row: round(mean, 1) for row, mean in summary.means.items()} == {
        "a": 2.7,
        "b": 2.4,
        "c": 3.0,
    }


def test_words_written(views):
    assert [view(views, code).answered for code in ("A4", "A5", "A9")] == [17, 18, 12]


def test_figures_returned(carrowby, figures):
    states = [state for _p, state, _r in figures.part.return_states(at=TODAY)]

    counted = {state: states.count(state) for state in set(states)}
    assert counted == {"complete": 10, "partial": 2, "overdue": 1, "not_applicable": 1}


def test_records_held_are_added_up_over_complete_returns(figures):
    assert (figure(figures, "B1").total, figure(figures, "B2").total) == (8780, 1832)
    needs = ["home", "drugs", "mental", "justice", "abuse"]
    assert [figure(figures, "B3", row).total for row in needs] == [3155, 4101, 5868, 3880, 2065]


def test_referrals(figures):
    received, declined = figure(figures, "B5", "received"), figure(figures, "B5", "declined")

    assert (received.total, declined.total, received.partners) == (2337, 635, 9)
    assert round(100 * declined.total / received.total, 1) == 27.2


def test_waits_show_the_median_and_the_named_range_only(figures):
    waits = figure(figures, "B4")

    assert (waits.partners, waits.median, waits.lowest, waits.highest) == (9, 15, 3, 21)
    assert waits.total is None


def test_small_count_of_people_reads_fewer_than_five(figures):
    said = {partner: text for partner, text, _held in figure(figures, "B3", "abuse").named}

    assert said["Second Bell Peer Collective"] == "fewer than 5"


def test_totals_only_partners_are_never_named(figures):
    named = {
        partner
        for result in figures.questions
        for s in result.shown.values()
        for partner, *_ in s.named
    }

    assert named
    assert not [name for name in named if any(hidden in name for hidden in TOTALS_ONLY)]


def test_one_hidden_partner_that_is_most_of_a_total_is_pointed_out(figures):
    assert figure(figures, "B1").dominant


def test_who_wrote_the_questions(carrowby):
    origins = list(
        Question.objects.counted()
        .filter(part__proforma=carrowby.proforma)
        .values_list("origin", flat=True)
    )

    assert len(origins) == 16
    assert {origin: origins.count(origin) for origin in set(origins)} == {
        "coordinator": 9,
        "framework": 1,
        "question_bank": 3,
        "partner": 2,
        "participant": 1,
    }
    topics = carrowby.cycle.topics.on_longlist()
    assert [topic.began_with_coordinator for topic in topics].count(True) == 6


def test_vote(carrowby):
    result = Vote.objects.get().result

    assert (result["ballots"], result["votes"], result["voted"], result["eligible"]) == (
        24,
        70,
        24,
        27,
    )
    assert list(result["totals"].values()) == ["18", "16", "13", "10", "7", "4", "2"]
    assert result["chosen"] == ["T1", "T2", "T3"]
    assert (result["margin"], result["ballots_to_change"]) == ("3", 2)


def test_split_of_the_vote_is_statutory_and_everyone_else(carrowby):
    first, rest = Vote.objects.get().result["bands"]

    assert (first["label"], first["ballots"], rest["label"], rest["ballots"]) == (
        "Statutory",
        11,
        "Everyone else",
        13,
    )
    assert first["totals"] == {"T1": 7, "T2": 8, "T3": 8, "T4": 3, "T5": 1, "T6": 2, "T7": 2}


def test_no_ballot_is_tied_to_a_person_or_a_finer_group(carrowby):
    assert not Ballot.objects.exists()
    assert not Elector.objects.exclude(partner=None).exists()
    assert set(BallotPattern.objects.values_list("band", flat=True)) == {"first", "rest"}
    assert {field.name for field in BallotPattern._meta.fields} == {
        "id",
        "vote",
        "choices",
        "band",
        "count",
    }


def test_meeting_minutes(carrowby):
    meeting = carrowby.network.meetings.get(number=2)
    meeting.network = carrowby.network
    order = meeting.running_order()

    minutes, total = minutes_by_step(order)

    assert [minutes[step] for step in ("open", "narrow", "commit", "break")] == [45, 35, 55, 15]
    assert total == 150
    assert (f"{order[0].starts:%H:%M}", f"{order[1].starts:%H:%M}", f"{order[-1].ends:%H:%M}") == (
        "09:15",
        "09:30",
        "12:00",
    )


@pytest.mark.parametrize(
    ("number", "came", "replied", "worth"), [(1, 21, 15, 2.9), (2, 24, 19, 4.2)]
)
def test_meeting_attendance_and_feedback(carrowby, number, came, replied, worth):
    meeting = Meeting.objects.get(network=carrowby.network, number=number)
    shown = results_of(meeting.feedback, carrowby.network)

    assert meeting.attendances.count() == came
    assert (shown["replied"], shown["asked"]) == (replied, came)
    feedback = list(meeting.feedback.replies.values_list("worth", flat=True))
    assert (len(feedback), round(sum(feedback) / len(feedback), 1)) == (replied, worth)


def test_actions(carrowby):
    states = list(Action.objects.values_list("status", flat=True))
    on = carrowby.day_0 + timedelta(days=24)

    assert {state: states.count(state) for state in set(states)} == {
        "done": 2,
        "on_track": 3,
        "needs_help": 2,
        "stuck": 1,
    }
    (late,) = Action.objects.overdue(on)
    assert (late.what.startswith("Short information-sharing"), late.days_overdue(on)) == (True, 10)
    assert (Support.objects.count(), Support.objects.values("person").distinct().count()) == (
        28,
        20,
    )


def deck_of(carrowby, *, with_all=False):
    meeting = carrowby.network.meetings.get(number=2)
    meeting.network = meeting.cycle.network = carrowby.network
    if with_all:
        factories.put_in_every_slide(meeting, TODAY)
    outline = framing.outline_of(meeting, author="Bronagh", at=TODAY)
    return pptx.render(outline)


def everything_written_in(deck):
    """Every text of the file: slides, notes, charts, and the workbooks inside charts."""
    words = []
    with ZipFile(io.BytesIO(deck)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                words.append(package.read(name).decode())
            elif name.endswith(".xlsx"):
                book = load_workbook(io.BytesIO(package.read(name)))
                words += [str(cell.value) for sheet in book for row in sheet for cell in row]
    return words


def test_deck_has_its_slides_charts_and_notes(carrowby):
    deck = Presentation(io.BytesIO(deck_of(carrowby)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [[int(value or 0) for value in chart.plots[0].series[0].values] for chart in charts]

    assert len(deck.slides) >= 18
    assert [18, 16, 13, 10, 7, 4, 2] in drawn
    assert [16, 13, 9, 8, 7, 5, 2] in drawn
    assert all(slide.notes_slide.notes_text_frame.text.strip() for slide in deck.slides)


def test_deck_says_on_which_day_the_vote_could_last_be_cast(carrowby):
    last_day = carrowby.day_0 - timedelta(days=9)
    words = everything_written_in(deck_of(carrowby))

    assert any(f"Vote closed {last_day.day} {last_day:%B %Y}" in word for word in words)


@pytest.mark.parametrize("with_all", [False, True])
def test_deck_holds_nothing_that_is_hidden(carrowby, with_all):
    words = everything_written_in(deck_of(carrowby, with_all=with_all))

    assert any("Kestrelgate" in word for word in words)
    for hidden in [
        *TOTALS_ONLY,
        "Garrick Row",
        "one of our houses right now",
        "already tried and why",
    ]:
        assert not [word for word in words if hidden in word], hidden
    assert [word for word in words if "Millrace" in word and "21" in word]
    cells = {word for word in words if word.isdigit()}
    assert not {"71", "34"} & cells


def test_deck_command_writes_the_file(carrowby, tmp_path, capsys):
    call_command("deck", "carrowby", output=tmp_path / "deck.pptx")

    assert len(Presentation(tmp_path / "deck.pptx").slides) >= 18


def test_deck_of_the_command_passes_the_check_and_agrees_with_the_records(
    carrowby, tmp_path, capsys
):
    file = str(tmp_path / "deck.pptx")
    call_command("deck", "carrowby", output=tmp_path / "deck.pptx")
    capsys.readouterr()

    call_command("check_deck", file, network="carrowby")

    assert capsys.readouterr().out.endswith(" slides, nothing to put right.\n")


@pytest.mark.parametrize("with_all", [False, True])
def test_every_figure_of_the_deck_is_that_of_the_records(carrowby, with_all):
    deck = deck_of(carrowby, with_all=with_all)
    meeting = carrowby.network.meetings.get(number=2)
    meeting.network = meeting.cycle.network = carrowby.network

    found = checking.check(deck, framing.outline_of(meeting, author="Bronagh", at=TODAY))

    assert [f"{finding.rule}: {finding}" for finding in found] == []
