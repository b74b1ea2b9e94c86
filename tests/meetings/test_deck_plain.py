"""An outline kept as plain data, and read again."""

import json

import pytest

from meetings.deck import plain
from meetings.deck.outline import Chart, ChartKind, Label, Place, Quote, Slide, SlideKind, Table
from tests.meetings.test_deck_pptx import every_kind

FULL = Slide(
    SlideKind.CHART_WITH_QUOTES,
    "Referrals worry six of nine",
    body=["One", "Two"],
    chart=Chart(
        ChartKind.LINE, ["2026", "2027"], {"Waits": [3, None], "Days": [2.5, 4]}, "Two", (1,)
    ),
    table=Table(["When"], [["09:30"]], "One row", (4,)),
    quotes=[Quote("We ring thrice.", "Beacon", "q7")],
    source="A3",
    notes="Ask why.\nThen wait.",
    label=Label.PROPOSAL,
    minutes=5,
    key="view:A3",
    place=Place.PACK,
    written_by="Ana Moreno",
    cites=("question:3", "theme:4"),
    names=(7, 9),
)


def through_json(slide):
    return plain.slide_of(json.loads(json.dumps(plain.of_slide(slide))))


@pytest.mark.parametrize("slide", [FULL, Slide(SlideKind.TEXT, "Nothing more")])
def test_slide_comes_back_as_it_was(slide):
    assert through_json(slide) == slide


def test_outline_comes_back_as_it_was():
    outline = every_kind()
    about = json.loads(json.dumps(plain.of_outline(outline)))

    assert plain.outline(about, [plain.of_slide(slide) for slide in outline.slides]) == outline


def test_what_comes_back_is_of_the_same_types():
    again = through_json(FULL)

    assert again.kind is SlideKind.CHART_WITH_QUOTES
    assert again.chart.kind is ChartKind.LINE
    assert again.label is Label.PROPOSAL
    assert again.place is Place.PACK


def test_slide_that_is_none_is_refused():
    with pytest.raises(KeyError):
        plain.slide_of({"title": "Only a title"})
