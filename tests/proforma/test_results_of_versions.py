"""Results of a form that was changed while people answered it, or whose answers came to hide others.

What was added late stood before few: nothing of it may be read off page, chart, deck or workbook.
"""

import io
import json
import re

import openpyxl
import pytest
from django.utils import timezone

from meetings.deck.records import of_answers
from network.disclosure import Sharing
from proforma import charts, results
from proforma.models import Part, Proforma
from tests import factories

VIEWS = "Views, no row is a person"


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 20, partner=harbour)


@pytest.fixture
def draft(coast):
    return Proforma.draft(coast.current_cycle(), title="What we see")


def views_of(proforma):
    return factories.part_of(proforma, Part.Unit.PERSON)


def ask(proforma, kind, text, unit="person", **fields):
    return factories.part_of(proforma, unit).add_question(kind=kind, text=text, **fields)


def open_part(proforma, people):
    factories.open_now(proforma)
    views_of(proforma).activity.invite(people)


def add(question, *, options=(), rows=(), asks_answered=False):
    """Ask something more of a question, as the next version."""
    question = type(question).objects.get(pk=question.pk)
    question.rewrite(
        kind=question.kind,
        options=[*question.choices(), *options],
        rows=[*question.grid_rows(), *rows],
    )
    factories.part_of(question.part.proforma, question.part.unit).freeze(
        asks_answered=asks_answered
    )


def answer(proforma, people, **values):
    for person in people:
        factories.answer(views_of(proforma), person, **values)


def result_of(proforma, code, at=None):
    found = Proforma.objects.with_pages().get(pk=proforma.pk)
    views, _figures = results.of(found, at or timezone.now())
    return next(result for result in views.questions if result.question.code == code)


def page_of(client, proforma):
    return client.get(f"/coast/proforma/{proforma.pk}/results/").content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def sheets_of(client, proforma):
    answer = client.get(f"/coast/proforma/{proforma.pk}/answers/")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def columns_of(client, proforma, sheet=VIEWS):
    """{key: the cells that are filled}."""
    rows = sheets_of(client, proforma)[sheet]
    return {
        key: [row[n] for row in rows[2:] if row[n] is not None] for n, key in enumerate(rows[0])
    }


def slides_of(proforma):
    found = Proforma.objects.with_pages().get(pk=proforma.pk)
    return of_answers.slides(*results.of(found, timezone.now()), timezone.now())


# What few were offered


@pytest.fixture(params=["choose_one", "choose_several", "rank"])
def late_choice(request, draft, people):
    """Six hand in; “At night” is added for whoever has not; a seventh chooses it; it closes."""
    question = ask(draft, request.param, "When?", options=["By day", "At weekends"])
    open_part(draft, people)
    single = request.param == "choose_one"
    answer(draft, people[:6], A1="o1" if single else ["o1"])
    add(question, options=["At night"])
    answer(draft, people[6:7], A1="o3" if single else ["o3", "o1"])
    draft.close()
    return draft


def test_option_offered_to_one_is_on_no_page_chart_slide_or_workbook(ana, late_choice):
    words = words_of(page_of(ana, late_choice))
    result = result_of(late_choice, "A1")

    assert "“At night”: Asked of fewer than 5 so far, so it is not shown." in words
    assert words.count("At night") == 1
    assert [code for code, *_rest in result.summary.table.itertuples(index=False)] == ["o1", "o2"]
    assert "At night" not in json.dumps(charts.of_view(result))
    slide = next(slide for slide in slides_of(late_choice) if slide.chart)
    assert "At night" not in (slide.title + slide.chart.alt + "".join(slide.chart.categories))
    assert "At night" not in json.dumps(sheets_of(ana, late_choice))


def test_what_the_last_one_chose_cannot_be_reckoned_from_the_rest(ana, late_choice):
    """Six choices of seven answers would say that the seventh chose what is not shown."""
    result = result_of(late_choice, "A1")

    assert (result.summary.n, result.summary.answered, result.base.not_counted) == (6, 6, 1)
    assert "One person who was asked with a choice that is not shown" in words_of(
        page_of(ana, late_choice)
    )
    columns = columns_of(ana, late_choice)
    assert len(columns["A1" if result.question.kind == "choose_one" else "A1/o1"]) == 6


def test_who_was_asked_more_has_not_been_offered_it_before_they_come_back(ana, draft, people):
    question = ask(draft, "choose_several", "When?", options=["By day"])
    open_part(draft, people)
    answer(draft, people[:6], A1=["o1"])
    add(question, options=["At night"], asks_answered=True)
    answer(draft, people[6:7], A1=["o2"])

    draft.close()

    assert result_of(draft, "A1").base.late[0].asked == 1
    assert "A1/o2" not in columns_of(ana, draft)


def test_option_offered_to_enough_is_shown_with_its_own_n(ana, draft, people):
    question = ask(draft, "choose_several", "When?", options=["By day", "At weekends"])
    open_part(draft, people)
    answer(draft, people[:6], A1=["o1"])
    add(question, options=["At night"])
    answer(draft, people[6:11], A1=["o3"])
    answer(draft, people[11:13], A1=["o1", "o3"])
    draft.close()

    result = result_of(draft, "A1")
    columns = columns_of(ana, draft)

    assert result.summary.table["count"].tolist() == [8, 0, 7]
    assert result.bars[2] == ("At night (asked of 7)", 7, 7)
    assert "At night (asked of 7) 7 people" in words_of(page_of(ana, draft))
    assert sorted(columns["A1/o3"]) == [1] * 7  # the six before it have an empty cell, and no 0
    assert sorted(columns["A1/o2"]) == [0] * 13
    title = next(slide.title for slide in slides_of(draft) if slide.chart)
    assert title == "8 of 13 chose: By day"


def test_slide_of_an_option_with_its_own_n_says_of_how_many(draft, people):
    question = ask(draft, "choose_one", "When?", options=["By day"])
    open_part(draft, people)
    answer(draft, people[:6], A1="o1")
    add(question, options=["At night"])
    answer(draft, people[6:13], A1="o2")
    draft.close()

    slide = next(slide for slide in slides_of(draft) if slide.chart)

    assert slide.title == "7 of 7 chose: At night (asked of 7)"


def test_option_that_waits_is_nowhere(ana, draft, people):
    question = ask(draft, "choose_several", "When?", options=["By day"])
    open_part(draft, people)
    answer(draft, people[:5], A1=["o1"])
    question.set_options([*question.choices(), "Not asked yet"], "option")

    assert "Not asked yet" not in page_of(ana, draft)
    assert "A1/o2" not in columns_of(ana, draft)


def test_option_taken_out_counts_for_those_it_was_offered_to(draft, people):
    question = ask(draft, "choose_one", "When?", options=["By day", "At weekends"])
    open_part(draft, people)
    answer(draft, people[:6], A1="o2")
    question.set_options([("o1", "By day")], "option")
    answer(draft, people[6:12], A1="o1")

    draft.close()

    assert result_of(draft, "A1").bars == [("By day", 6, 12), ("At weekends (asked of 6)", 6, 6)]


def test_too_few_with_the_same_choices_show_nothing(ana, draft, people):
    question = ask(draft, "choose_one", "When?", options=["By day"])
    open_part(draft, people)
    answer(draft, people[:4], A1="o1")
    add(question, options=["At night"])
    answer(draft, people[4:8], A1="o2")

    draft.close()

    assert result_of(draft, "A1").summary is None
    assert "with the same choices before them" in words_of(page_of(ana, draft))
    assert "At night" not in page_of(ana, draft)


# Rows


def test_row_offered_to_one_has_no_count_and_no_mean(ana, draft, people):
    question = ask(draft, "grid_scale", "How far?", rows=["We meet"])
    open_part(draft, people)
    answer(draft, people[:6], A1={"o1": 2})
    add(question, rows=["We act"])
    answer(draft, people[6:7], A1={"o1": 2, "o2": 5})
    draft.close()

    result, words = result_of(draft, "A1"), words_of(page_of(ana, draft))

    assert result.summary.means == {"o1": 2.0}
    assert result.summary.table["label"].tolist() == ["We meet"]
    assert "“We act”: Asked of fewer than 5 so far, so it is not shown." in words
    assert "5.0" not in words
    assert "A1/o2" not in columns_of(ana, draft)
    assert all("We act" not in slide.chart.alt for slide in slides_of(draft) if slide.chart)


@pytest.mark.parametrize("kind", ["grid_scale", "grid_choice"])
def test_row_that_few_answered_is_said_to_be_not_shown(ana, draft, people, kind):
    options = ["Often", "Never"] if kind == "grid_choice" else []
    rows = [("r1", "We meet"), ("r2", "We act")]
    ask(draft, kind, "How far?", rows=rows, options=options)
    open_part(draft, people)
    value, odd = ("o1", "o2") if options else (2, 5)
    answer(draft, people[:6], A1={"r1": value})
    answer(draft, people[6:7], A1={"r1": value, "r2": odd})
    draft.close()

    result, words = result_of(draft, "A1"), words_of(page_of(ana, draft))

    assert result.base.few == ["We act"]
    assert "r2" not in result.summary.means
    assert "We act not shown" in words
    assert "A row that fewer than 5 people answered is not shown." in words
    keys = {key.removesuffix(".label") for key in columns_of(ana, draft) if "/" in key}
    assert keys == {"A1/r1"}
    assert "We act" not in json.dumps(charts.of_view(result))


def test_grid_of_which_no_row_is_shown_has_neither_chart_nor_slide(ana, draft, people):
    ask(draft, "grid_scale", "How far?", rows=["One", "Two", "Three"])
    open_part(draft, people)
    for n, person in enumerate(people[:6]):
        answer(draft, [person], A1={f"o{n % 3 + 1}": 3})
    draft.close()

    assert charts.of_view(result_of(draft, "A1")) is None
    assert "Three not shown" in words_of(page_of(ana, draft))
    assert not [slide for slide in slides_of(draft) if slide.chart]


# Words beside answers, and what is said above them


def test_words_of_fewer_than_the_floor_leave_in_no_workbook(ana, draft, people):
    ask(draft, "choose_one", "When?", options=["By day", ("OTH", "Other")], settings={"comment": 1})
    open_part(draft, people)
    for n, person in enumerate(people[:7]):
        entry = {"value": "OTH", "comment": f"Why {n}"} | ({"other": "One’s own"} if n < 1 else {})
        response = factories.answer(views_of(draft), person, submit=False)
        response.answers["A1"] = entry | {"by": person.pk, "at": "", "rev": 1}
        response.save()
        response.submit()
    for person in people[7:10]:
        response = factories.answer(views_of(draft), person, submit=False)
        response.answers["A1"] = {"state": "dont_know", "by": person.pk, "at": "", "rev": 1}
        response.save()
        response.submit()
    draft.close()

    columns = columns_of(ana, draft)

    assert {key for key, cells in columns.items() if cells} == {"A1", "A1.label", "A1.comment"}
    assert len(columns["A1.comment"]) == 7
    assert "One’s own" in page_of(ana, draft)  # the coordinator reads it


def test_who_was_not_asked_is_said_only_beside_what_is_shown(ana, draft, people):
    ask(draft, "yes_no", "Do you?")
    only = {"tests": [{"question": "A1", "is": "one_of", "values": ["yes"]}]}
    ask(draft, "short_text", "Why?", show_if=only)
    open_part(draft, people)
    answer(draft, people[:6], A1="no")
    answer(draft, people[6:8], A1="yes", A2="Because.")
    draft.close()

    assert "not asked this" not in words_of(page_of(ana, draft))


def test_who_was_not_asked_is_said_beside_a_summary(ana, draft, people):
    ask(draft, "yes_no", "Do you?")
    only = {"tests": [{"question": "A1", "is": "one_of", "values": ["yes"]}]}
    ask(draft, "short_text", "Why?", show_if=only)
    open_part(draft, people)
    answer(draft, people[:6], A1="no")
    answer(draft, people[6:12], A1="yes", A2="Because.")
    draft.close()

    assert "6 of those who answered were not asked this." in words_of(page_of(ana, draft))


# Figures


def figures_of(coast, proforma, answers):
    """Partners hand in these figures, each named."""
    part = factories.part_of(proforma, Part.Unit.PARTNER)
    for n, given in enumerate(answers):
        partner = coast.add_partner(name=f"Quay {n}", sector="charity")
        lead = factories.create_people(coast, 1, partner=partner, start=50 + n)[0]
        response = factories.answer(part, lead, submit=False, **given)
        response.choose_sharing(Sharing.NAMED)
        response.submit()
        yield lead


def test_figure_whose_condition_no_longer_holds_is_counted_nowhere(ana, coast, draft, people):
    ask(draft, "whole_number", "How many adults?", unit="partner")
    ask(draft, "yes_no", "Have you beds?", unit="partner")
    only = {"tests": [{"question": "B2", "is": "one_of", "values": ["yes"]}]}
    ask(draft, "whole_number", "How many beds?", unit="partner", show_if=only)
    factories.open_now(draft)
    given = [{"B1": 9, "B2": "yes", "B3": beds} for beds in (50, 7, 8)]
    first, *_others = figures_of(coast, draft, given)
    factories.answer(factories.part_of(draft, "partner"), first, B2="no")

    found = Proforma.objects.with_pages().get(pk=draft.pk)
    beds = next(
        r for r in results.of(found, timezone.now())[1].questions if r.question.code == "B3"
    )

    assert (beds.shown[""].total, len(beds.shown[""].named)) == (15, 2)
    assert sorted(columns_of(ana, draft, "Figures")["B3"]) == [7, 8]


def test_figure_that_was_not_put_to_a_response_is_not_its_figure(coast, draft, people):
    ask(draft, "whole_number", "How many adults?", unit="partner")
    factories.open_now(draft)
    (lead,) = figures_of(coast, draft, [{"B1": 9}])
    ask(draft, "whole_number", "How many beds?", unit="partner")
    part = factories.part_of(draft, "partner")
    part.freeze()
    factories.answer(part, lead, B2=4)

    found = Proforma.objects.with_pages().get(pk=draft.pk)
    beds = results.of(found, timezone.now())[1].questions[1]

    assert beds.shown[""].partners == 0


# Kinds of question


def test_partners_chosen_in_views_leave_by_name(ana, coast, harbour, draft, people):
    ask(draft, "organisations", "With whom?")
    open_part(draft, people)
    answer(draft, people[:6], A1=[harbour.pk])
    draft.close()

    assert columns_of(ana, draft)["A1"] == ["Harbour Lights"] * 6
    assert "6 of 20 people answered." in words_of(page_of(ana, draft))


def test_numbers_in_views_have_mean_and_median_and_no_extremes(ana, draft, people):
    ask(draft, "whole_number", "How many hours?", settings={"unit": "hours"})
    open_part(draft, people)
    for hours, person in zip([1, 2, 3, 4, 5, 99], people, strict=False):
        answer(draft, [person], A1=hours)
    draft.close()

    words = words_of(page_of(ana, draft))

    assert "The mean is 19 and the median 3.5 . Hours" in words
    assert "99" not in words


def test_ranking_has_a_chart_a_table_and_a_slide(ana, draft, people):
    ask(draft, "rank", "What first?", options=["Beds", "Staff", "Time"], settings={"most": 2})
    open_part(draft, people)
    answer(draft, people[:4], A1=["o1", "o2"])
    answer(draft, people[4:6], A1=["o3", "o1"])
    draft.close()

    page = page_of(ana, draft)

    assert 'aria-controls="table-A1"' in page
    assert page.count('id="table-A1"') == 1
    assert 'data-chart="figure-A1"' in page
    assert "Beds 4 2 Staff 0 4 Time 2 0" in words_of(page)
    assert [s.title for s in slides_of(draft) if s.chart] == ["4 of 6 put “Beds” first"]


def test_grid_of_choices_has_a_table_and_a_slide(ana, draft, people):
    rows = [("r1", "We meet"), ("r2", "We act")]
    ask(draft, "grid_choice", "How often?", options=["Often", "Never"], rows=rows)
    open_part(draft, people)
    answer(draft, people[:5], A1={"r1": "o1", "r2": "o2"})
    answer(draft, people[5:6], A1={"r1": "o1", "r2": "o1"})
    draft.close()

    words = words_of(page_of(ana, draft))

    assert "Statement Often Never We meet 6 0 We act 1 5" in words
    assert [s.title for s in slides_of(draft) if s.chart] == ["6 of 6 chose “Often” for “We meet”"]


def test_statement_has_no_result_and_retired_question_says_so(ana, coast, draft, people):
    ask(draft, "statement", "Please read this.")
    ask(draft, "yes_no", "Do you?")
    ask(draft, "whole_number", "How many adults?", unit="partner")
    open_part(draft, people)
    answer(draft, people[:6], A2="yes")
    list(figures_of(coast, draft, [{"B1": 9}]))
    for part in draft.parts.all():
        part.questions.last().retire()
    draft.close()

    page = page_of(ana, draft)

    assert "Please read this." not in page
    assert "A2. Do you? asked no more" in words_of(page)
    assert "B1. How many adults? asked no more" in words_of(page)


def test_question_asked_again_was_not_put_to_who_came_and_went_meanwhile(draft, people):
    ask(draft, "yes_no", "Do you?")
    ask(draft, "short_text", "What else?")
    open_part(draft, people)
    answer(draft, people[:6], A1="yes", A2="This.")
    views_of(draft).questions.get(code="A1").retire()
    answer(draft, people[6:9], A2="That.")
    views_of(draft).questions.get(code="A1").restore()
    draft.close()

    result = result_of(draft, "A1")

    assert (result.summary.n, result.not_asked) == (6, 3)
