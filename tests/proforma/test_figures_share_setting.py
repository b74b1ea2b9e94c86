"""In the builder: which row of a grid of numbers is shown as a share of which other."""

import pytest

from proforma.models.copying import copy_proforma
from tests import factories

ROWS = "Referrals received\nReferrals declined"


@pytest.fixture
def figures(proforma):
    return factories.part_of(proforma, "partner")


def save(ana, figures, question=None, **boxes):
    address = f"/coast/proforma/{figures.proforma_id}/"
    address += f"questions/{question.pk}/" if question else f"parts/{figures.pk}/questions/new/"
    return ana.post(
        address,
        {
            "kind": "grid_number",
            "text": "How many referrals?",
            "origin": "coordinator",
            "rows_text": ROWS,
            **boxes,
        },
    )


def grid_of(figures):
    return figures.questions.get(text="How many referrals?")


def share_of(question):
    texts = question.row_texts()
    return [texts[code] for code in question.settings.get("share", [])]


def test_two_rows_are_chosen_by_their_numbers_and_kept_by_their_codes(ana, figures):
    save(ana, figures, share_part="2", share_whole="1")

    question = grid_of(figures)
    assert share_of(question) == ["Referrals declined", "Referrals received"]
    assert set(question.settings["share"]) == {"o1", "o2"}


def test_page_shows_the_numbers_again(ana, figures):
    save(ana, figures, share_part="2", share_whole="1")

    page = ana.get(f"/coast/proforma/{figures.proforma_id}/questions/{grid_of(figures).pk}/")

    form = page.context["form"]
    assert (form["share_part"].value(), form["share_whole"].value()) == (2, 1)
    assert "… as a share of the row with this number" in page.content.decode()


def test_rows_in_another_order_stay_the_share_they_are(ana, figures):
    save(ana, figures, share_part="2", share_whole="1")

    save(
        ana,
        figures,
        grid_of(figures),
        rows_text="Referrals declined\nReferrals received",
        share_part="1",
        share_whole="2",
    )

    assert share_of(grid_of(figures)) == ["Referrals declined", "Referrals received"]


def test_share_is_taken_back(ana, figures):
    save(ana, figures, share_part="2", share_whole="1")

    save(ana, figures, grid_of(figures))

    assert "share" not in grid_of(figures).settings


def test_question_of_another_kind_has_no_share(ana, figures):
    save(ana, figures, share_part="2", share_whole="1")

    save(ana, figures, grid_of(figures), kind="whole_number", share_part="2", share_whole="1")

    assert "share" not in grid_of(figures).settings


@pytest.mark.parametrize(
    ("part", "whole", "sentence"),
    [
        ("3", "1", "There is no row with this number."),
        ("2", "", "Give both rows, or neither."),
        ("", "1", "Give both rows, or neither."),
        ("2", "2", "Choose two different rows."),
        ("0", "1", "greater than or equal to 1"),
        ("two", "1", "Enter a whole number."),
    ],
)
def test_what_cannot_be_a_share_is_said_in_a_sentence(ana, figures, part, whole, sentence):
    answer = save(ana, figures, share_part=part, share_whole=whole)

    assert sentence in answer.content.decode()
    assert not figures.questions.filter(text="How many referrals?").exists()


def test_share_can_be_chosen_once_people_are_asked(ana, figures, pat_person):
    save(ana, figures)
    factories.open_now(figures.proforma)
    question = grid_of(figures)
    wordings = {f"text_{row.pk}": row.text for row in question.options.all()}

    save(ana, figures, question, rows_text="", share_part="2", share_whole="1", **wordings)

    assert share_of(grid_of(figures)) == ["Referrals declined", "Referrals received"]


def test_share_goes_along_into_the_next_cycle(ana, coast, figures):
    save(ana, figures, share_part="2", share_whole="1")

    copied = copy_proforma(figures.proforma, coast.current_cycle())

    assert share_of(factories.part_of(copied, "partner").questions.get(kind="grid_number")) == [
        "Referrals declined",
        "Referrals received",
    ]
