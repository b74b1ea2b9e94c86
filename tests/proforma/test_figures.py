"""What partners hold in Carrowby: the figures the demo promises, and the traps in them."""

import json
import re

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from meetings.deck.records import of_figures
from meetings.demo import story
from proforma import figure_charts, results
from tests import factories

TODAY = factories.CARROWBY_TODAY
TOTALS_ONLY = ["Adults and Public Health", "Mental Health NHS Trust", "Probation Service"]
HIDDEN_WAITS = {"71", "34", "5", "5.5", "27.5"}


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests only read, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


@pytest.fixture
def figures(carrowby):
    return results.of(carrowby.proforma, TODAY)[1]


def page_of(figures):
    """All that the page shows of figures, with what its charts hold."""
    context = {"figures": figures, "network": figures.network}
    shown = [
        render_to_string(
            "proforma/_figure_result.html",
            context | {"result": result, "chart": figure_charts.of_figure(result)},
        )
        for result in figures.questions
    ]
    return "".join(
        shown
        + [render_to_string(f"proforma/_{name}.html", context) for name in ("rates", "endings")]
        + [render_to_string("proforma/_referrals.html", context)]
    )


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def without_charts(html):
    return re.sub(r"<script.*?</script>", " ", html, flags=re.DOTALL)


def section_of(html, code):
    return re.search(rf'<section[^>]* id="{code}".*?</section>', html, re.DOTALL).group()


def deck_of(figures):
    return of_figures.slides(figures, TODAY)


def rate(figures, code):
    return next(rate for rate in figures.rates if rate.question.code == code)


# Rates


@pytest.mark.parametrize(
    ("code", "part", "whole", "text", "partners"),
    [("B2", 1832, 8780, "20.9%", 10), ("B5", 635, 2337, "27.2%", 9)],
)
def test_rate_has_its_two_parts(figures, code, part, whole, text, partners):
    found = rate(figures, code)

    assert (found.part, found.whole, found.text, found.partners) == (part, whole, text, partners)


def test_only_what_is_asked_as_a_share_is_shown_as_one(figures):
    assert [found.question.code for found in figures.rates] == ["B2", "B5"]


def test_rates_of_named_partners_only_are_told_by_name(figures):
    told = {partner: share for partner, _p, _w, share in rate(figures, "B5").named}

    assert (told["Millrace Mental Wellbeing"], told["Saltgate Recovery"]) == ("33.0%", "12.9%")
    assert len(told) == 6


def test_page_says_the_rate_and_both_parts(figures):
    words = words_of(page_of(figures))

    assert "27.2% : 635 of 2,337. From the 9 complete returns that give both." in words
    assert "20.9% : 1,832 of 8,780." in words
    assert not [hidden for hidden in ("47.3%", "38.0%", " 0.0%") if hidden in words]


# What was chosen


def test_choices_are_counted_over_partners_that_share_by_name(figures):
    (found,) = figures.choices
    chosen = {label: partners for label, partners in found.options if partners}

    assert (found.question.code, found.named, found.others) == ("B5R", 6, 3)
    assert [len(partners) for partners in chosen.values()] == [3, 1, 1, 1]
    assert chosen["Could not make contact"] == ["Saltgate Recovery"]
    assert "Cannot decline" not in page_of(figures)  # the words of one that chose totals


# Who names whom


def test_map_of_referrals_has_only_those_that_share_by_name(figures):
    (found,) = figures.referrals

    assert found.question.code == "B6"
    assert dict(found.names)["Kestrelgate Homeless Services"] == [
        "Carrowby City Council: Housing Options",
        "Saltgate Recovery",
    ]  # and O04, which chose totals
    assert [(partner, len(others)) for partner, others in found.named_by][:2] == [
        ("Carrowby City Council: Housing Options", 4),
        ("Saltgate Recovery", 4),
    ]
    everybody = {name for name, _others in [*found.names, *found.named_by]}
    everybody |= {name for _one, others in [*found.names, *found.named_by] for name in others}
    assert not [name for name in everybody if any(hidden in name for hidden in TOTALS_ONLY)]


def test_picture_has_a_dot_for_each_name_and_an_arrow_for_each_pair(figures):
    (found,) = figures.referrals

    assert len(found.picture.names) == 7
    assert len(found.picture.lines) == sum(len(others) for _name, others in found.names)
    svg = section_of(page_of(figures), "result-B6")
    assert 'role="img"' in svg
    assert "style=" not in svg


# What ends when


def test_four_contracts_end_in_one_month(figures):
    (found,) = figures.endings

    assert found.sentence == "4 contracts, £2,755,000 a year, end in June 2027"
    assert [(month.name, month.when, month.total) for month in found.months] == [
        ("June 2027", "in 7 months", 2755000),
        ("November 2027", "in 12 months", 1150000),
        ("June 2028", "in 19 months", 890000),
    ]
    assert found.without == 2
    assert "£2,755,000 a year, end in June 2027." in words_of(page_of(figures))


# The traps


def test_page_shows_no_hidden_wait_and_no_quartile(figures):
    html = section_of(page_of(figures), "result-B4")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", words_of(without_charts(html))))
    waits = next(result for result in figures.questions if result.question.code == "B4")
    (trace,) = figure_charts.of_figure(waits)["data"]

    assert {"15", "3", "21"} <= numbers
    assert not HIDDEN_WAITS & (numbers | set(trace["text"]) | set(map(str, trace["x"])))


def test_no_partner_that_chose_totals_is_on_the_page_in_a_chart_or_on_a_slide(figures):
    charts = [figure_charts.of_figure(result) for result in figures.questions]
    charts += [figure_charts.of_endings(result) for result in figures.endings]
    said = page_of(figures) + json.dumps(charts) + repr(deck_of(figures))

    assert "Kestrelgate" in said
    assert not [hidden for hidden in TOTALS_ONLY if hidden in said]


def test_small_count_stands_in_the_table_as_words_and_has_no_bar(figures):
    needs = next(result for result in figures.questions if result.question.code == "B3")
    told = {partner: texts for partner, texts, _held in needs.by_partner}

    assert told["Second Bell Peer Collective"] == ["41", "52", "58", "33", "fewer than 5"]


def test_grid_has_one_table_with_partners_down_and_rows_across(figures):
    html = section_of(page_of(figures), "result-B3")

    assert html.count("<table") == 2  # all together, and by partner
    assert re.findall(r'<th scope="row" class="fw-normal">Saltgate Recovery</th>', html)
    assert html.count('<th scope="col" class="number">') == 4 + 5


def test_dominant_partner_is_pointed_out_to_whoever_may_edit(figures):
    figures.network.may = {"edit"}

    page = page_of(figures)
    assert "One partner is most of what is hidden here." in section_of(page, "result-B1")
    # A chart of totals stands before its table: there it is said as well.
    assert "Take care before you show them: Mental ill-health; Contact" in section_of(
        page, "result-B3"
    )


# Slides


def test_slides_say_the_findings_in_their_titles(figures):
    titles = [slide.title for slide in deck_of(figures)]

    assert "27.2% of referrals were declined" in titles
    assert "20.9%: 1,832 of 8,780 records held, which are not people" in titles
    assert "4 contracts, £2,755,000 a year, end in June 2027" in titles
    assert titles.index("27.2% of referrals were declined") < titles.index(
        "4 contracts, £2,755,000 a year, end in June 2027"
    )


def test_no_slide_tells_whoever_opens_it_of_a_dominant_partner(figures):
    """The page points it out to whoever may edit, and to nobody else."""
    assert any(result.dominated for result in figures.questions)

    notes = " ".join(slide.notes for slide in deck_of(figures))
    assert "more than half" not in notes
    assert "One partner" not in notes


def test_slide_of_waits_says_the_middle_and_the_range_of_those_named(figures):
    slide = next(slide for slide in deck_of(figures) if "B4" in slide.source)

    assert slide.title == (
        "The middle figure is 15 days; partners that share by name run from 3 to 21"
    )
    assert not {71, 34, 5} & set(slide.chart.series["days"])


def test_slide_of_what_ends_when_has_a_column_a_month(figures):
    slide = next(slide for slide in deck_of(figures) if "contracts" in slide.title)

    assert slide.chart.categories == ["June 2027", "November 2027", "June 2028"]
    assert slide.chart.series["Pounds"] == [2755000, 1150000, 890000]
    assert slide.chart.highlight == (0,)


def test_bars_have_their_figures_at_their_ends(figures):
    money = next(result for result in figures.questions if result.question.code == "B7")
    (trace,) = figure_charts.of_figure(money)["data"]

    assert trace["text"][0] == "£6,900,000"
    assert trace["x"][:2] == [6900000, 1720000]
