"""Slides of themes: how many answers each is in, and nobody's words."""

import pytest

from meetings.deck import framing
from meetings.deck.outline import Label
from meetings.deck.records.of_themes import slides_of_themes
from proforma import results
from proforma.models import Coding, Proforma, Theme
from proforma.models.documents import digest
from tests import factories


def slides(proforma):
    proforma = Proforma.objects.with_parts().get(pk=proforma.pk)
    views, _figures = results.of(proforma, factories.CARROWBY_TODAY)
    return slides_of_themes(proforma, views, factories.CARROWBY_TODAY)


def test_each_open_question_of_carrowby_has_a_slide_of_its_themes(carrowby):
    made = slides(carrowby.proforma)

    assert [slide.title for slide in made] == [
        "9 of 17 wrote of this: One steady worker or relationship",
        "10 of 16 wrote of this: Passed back and forth",
        "5 of 12 wrote of this: Staff worn out or leaving",
    ]
    assert made[1].chart.series == {"Answers": [10, 6, 6, 5, 5, 3, 2]}
    assert made[1].chart.highlight == (0,)
    assert made[1].source == (
        "Question A5 · 16 of 16 written answers read · as at 21 November 2026"
    )
    assert "2 answers are not counted: their words are held back." in made[1].notes
    assert {slide.label for slide in made} == {Label.READING}


def test_slides_of_themes_hold_nobodys_words(carrowby):
    said = repr(slides(carrowby.proforma))

    part = carrowby.proforma.parts.get(unit="person")
    for response in part.responses.all():
        for code in ("A4", "A5", "A9"):
            words = response.answers.get(code, {}).get("value")
            assert not words or words not in said


def test_slides_of_themes_can_be_put_into_the_deck(carrowby):
    meeting = carrowby.network.meetings.get(number=2)
    factories.put_in_every_slide(meeting, factories.CARROWBY_TODAY)

    outline = framing.outline_of(meeting, author="Bronagh", at=factories.CARROWBY_TODAY)

    titles = [slide.title for slide in outline.slides]
    assert "10 of 16 wrote of this: Passed back and forth" in titles


@pytest.mark.parametrize("code", [True, False])
def test_level_themes_share_the_lead_and_no_theme_makes_no_slide(coast, proforma, code):
    people = factories.create_people(coast, 5)
    factories.open_now(proforma)
    for person in people:
        response = factories.answer(factories.part_of(proforma, "person"), person, A3="Words.")
        for name in ("Letters", "Fridays") if code else ():
            theme, _is_new = Theme.named(proforma, name)
            Coding.see(response, "A3", theme, digest=digest({"value": "Words."}))

    titles = [slide.title for slide in slides(proforma)]

    assert titles == (["No theme stands out: 2 share the lead, with 5 each"] if code else [])
