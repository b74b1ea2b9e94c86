"""Answering page by page: progress, conditions, second looks, and nothing lost between pages."""

import re

import pytest

from proforma.models import Part, Response
from tests import factories
from tests.forms import as_sent, hand_in


@pytest.fixture
def pages(coast, pat_person, proforma):
    """Two pages: the scale and the stuck places on the first, the rest on the second."""
    part = factories.part_of(proforma, Part.Unit.PERSON)
    first = part.sections.get()
    first.title = "About working together"
    first.save()
    second = part.add_section(title="In your own words", intro="As long or as short as you like.")
    part.reorder([(second.pk, [part.questions.get(code="A3").pk])])
    part.add_question(
        kind="yes_no", text="Shall we ask more?", section=second, settings={"comment": True}
    )
    part.add_question(
        kind="short_text",
        text="What else, then?",
        section=second,
        show_if={"match": "all", "tests": [{"question": "A4", "is": "one_of", "values": ["yes"]}]},
    )
    part.add_question(
        kind="short_text",
        text="Why so low?",
        section=second,
        show_if={"match": "all", "tests": [{"question": "A1", "is": "at_most", "value": "3"}]},
    )
    factories.open_now(proforma)
    return part


@pytest.fixture
def address(pages, pat_person):
    return f"/p/{pat_person.code}/answer/{pages.pk}/"


def second_of(pages):
    return f"?section={pages.sections.last().pk}"


def test_pages_come_one_at_a_time_and_say_how_far_one_is(pat, pages, address):
    first = pat.get(address).content.decode()
    second = pat.get(address + second_of(pages)).content.decode()

    assert "Page 1 of 2" in first
    assert "<title>Page 1 of 2" in re.sub(r"\s+", " ", first).replace("<title> ", "<title>")
    assert as_sent(first)["asked"] == ["A1", "A2"]
    assert "Look it over" not in first
    assert "In your own words" in second
    assert "As long or as short as you like." in second
    assert "Look it over" in second


def test_going_on_saves_and_shows_the_next_page(pat, pages, address):
    data = as_sent(pat.get(address).content.decode())

    answer = pat.post(address, data | {"A1": "7", "go": "on"})

    assert answer.url.endswith(second_of(pages))
    assert Response.objects.get().answers["A1"]["value"] == 7
    back = pat.post(answer.url, as_sent(pat.get(answer.url).content.decode()) | {"go": "back"})
    assert back.url.endswith(f"?section={pages.sections.first().pk}")


def test_question_that_hangs_on_an_earlier_page_is_asked_only_if_it_applies(pat, pages, address):
    there = address + second_of(pages)
    assert "Why so low?" not in pat.get(there).content.decode()

    pat.post(address, {"asked": "A1", "A1": "2"})

    assert "Why so low?" in pat.get(there).content.decode()


def test_question_that_hangs_on_its_own_page_stands_there_with_its_condition(pat, pages, address):
    words = pat.get(address + second_of(pages)).content.decode()

    assert "What else, then?" in words
    assert "Only if “Shall we ask more?” is “Yes”." in words


def test_hidden_question_keeps_what_was_written(pat, pages, address):
    pat.post(address, {"asked": ["A1", "A6"], "A1": "2", "A6": "Because."})

    pat.post(address, {"asked": "A1", "A1": "9", "A1.rev": "1"})

    stored = Response.objects.get().answers
    assert (stored["A1"]["value"], stored["A6"]["value"]) == (9, "Because.")


def test_needed_answer_on_an_earlier_page_is_shown_there(pat, pages, address):
    pages.questions.filter(code="A1").update(required=True)
    data = as_sent(pat.get(address + second_of(pages)).content.decode())

    words = hand_in(pat, address + second_of(pages), data | {"A3": "It worked."}).content.decode()

    assert "This one is needed before you hand it in." in words
    assert "Page 1 of 2" in words
    assert Response.objects.get().submitted_at is None
    assert Response.objects.get().answers["A3"]["value"] == "It worked."


def test_needed_question_that_does_not_apply_is_not_needed(pat, pages, address):
    pages.questions.filter(code="A6").update(required=True)

    hand_in(pat, address + second_of(pages), {"asked": "A1", "A1": "9"})

    assert Response.objects.get().submitted_at


def test_page_that_applies_to_nobody_in_hand_is_left_out(pat, pages, address):
    third = pages.add_section(title="For some only")
    pages.reorder([(third.pk, [pages.questions.get(code="A6").pk])])

    assert "of 2" in pat.get(address).content.decode()
    pat.post(address, {"asked": "A1", "A1": "1"})
    assert "of 3" in pat.get(address).content.decode()


def test_what_looks_odd_is_pointed_out_before_it_is_handed_in_and_let_pass(pat, pages, address):
    data = {"asked": "A3", "A3": "Ring me on 07700 900123.", "go": "review"}

    looked = pat.post(address + second_of(pages), data, follow=True).content.decode()

    assert "This looks like a phone number" in looked
    assert Response.objects.get().submitted_at is None
    pat.post(f"{address}submit/", as_sent(looked))
    assert Response.objects.get().submitted_at
    assert Response.objects.get().answers["A3"]["value"] == "Ring me on 07700 900123."


def test_answer_that_applies_no_more_gets_no_second_look(pat, pages, address):
    pat.post(address, {"asked": ["A1", "A6"], "A1": "2", "A6": "Ring 07700 900123."})

    looked = pat.post(
        address, {"asked": "A1", "A1": "9", "A1.rev": "1", "go": "review"}, follow=True
    ).content.decode()

    assert "looks like a phone number" not in looked
    assert "Hand it in" in looked


def test_going_back_is_never_refused_and_loses_nothing(pat, pages, address):
    there = address + second_of(pages)
    page = as_sent(pat.get(there).content.decode())

    answer = pat.post(there, page | {"A3": "so " * 2000, "go": "back"})

    assert answer.url.endswith(f"?section={pages.sections.first().pk}")
    assert "so so so" in pat.get(there).content.decode()


def test_correcting_the_figure_above_takes_the_second_look_away(pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PARTNER)
    part.add_question(
        kind="whole_number", text="Of those, with three needs?", settings={"not_above": "B1"}
    )
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"
    pat.post(address, {"asked": ["B1", "B2"], "B1": "10", "B2": "25"})

    words = pat.post(
        address, {"only": "B1", "B1": "30", "B1.rev": "1"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert 'id="looks-B2" hx-swap-oob="true"></span>' in words


def test_second_look_comes_with_the_saved_answer(pat, pages, address):
    words = pat.post(
        address, {"only": "A3", "A3": "Ask Mr Jones."}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "✓ Saved" in words
    assert "This looks like somebody’s name: Mr Jones." in words


def test_reason_beside_a_choice_is_kept(pat, pages, address):
    pat.post(address, {"asked": "A4", "A4": "no", "A4.comment": "It is long already."})

    entry = Response.objects.get().answers["A4"]
    assert (entry["value"], entry["comment"]) == ("no", "It is long already.")


def test_figure_above_the_one_before_is_pointed_out(pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PARTNER)
    part.add_question(
        kind="whole_number", text="Of those, with three needs?", settings={"not_above": "B1"}
    )
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"

    words = pat.post(
        address, {"asked": ["B1", "B2"], "B1": "200", "B2": "250", "go": "review"}, follow=True
    ).content.decode()

    assert "250 is more than the 200" in words
    assert Response.objects.get().answers["B2"]["value"] == 250


def test_choices_stand_in_an_order_of_ones_own_that_stays(pat, pat_person, coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    letters = [f"Choice {letter}" for letter in "ABCDEFGH"]
    part.add_question(
        kind="choose_one", text="Which?", options=[*letters, "None of these", ("OTH", "Other")],
        settings={"shuffle": True},
    )  # fmt: skip
    factories.open_now(proforma)
    orders = []
    for person in [pat_person, *factories.create_people(coast, 4)]:
        phone = factories.phone_of(person)
        page = [phone.get(f"/p/{person.code}/answer/{part.pk}/").content.decode() for _ in range(2)]
        seen = [re.findall(r"<span>(Choice .|None of these|Other)</span>", one) for one in page]
        assert seen[0] == seen[1]
        assert sorted(seen[0][:8]) == letters
        orders.append(tuple(seen[0]))

    assert len(set(orders)) > 1
    ends = {order[-2:] for order in orders if order[-2] != "Other"}
    assert ends == {("None of these", "Other")}


def test_statement_is_read_and_not_answered(pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(kind="statement", text="Now to something else.")
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"

    words = pat.get(address).content.decode()
    assert "Now to something else." in words
    assert as_sent(words)["asked"] == ["A1", "A2", "A3"]
    assert "of 3" not in pat.get(f"/p/{pat_person.code}/").content.decode()
    pat.post(address, {"asked": "A1", "A1": "5"})
    assert "1 of 3 answered." in pat.get(f"/p/{pat_person.code}/").content.decode()


@pytest.fixture
def one_more(coast, pat_person, proforma):
    """A second page that applies only to those who say so on the first."""
    part = factories.part_of(proforma, Part.Unit.PERSON)
    second = part.add_section(title="For some")
    part.add_question(
        kind="short_text",
        text="What got stuck?",
        section=second,
        show_if={"match": "all", "tests": [{"question": "A2", "is": "one_of", "values": ["B"]}]},
    )
    factories.open_now(proforma)
    return part


def test_page_that_came_to_apply_is_shown_before_it_is_handed_in(pat, pat_person, one_more):
    address = f"/p/{pat_person.code}/answer/{one_more.pk}/"
    assert "Look it over" in pat.get(address).content.decode()

    answer = pat.post(
        address, as_sent(pat.get(address).content.decode()) | {"A2": "B", "go": "review"}
    )

    assert answer.url == address + second_of(one_more)
    assert Response.objects.get().submitted_at is None
    hand_in(pat, address + second_of(one_more), {"asked": "A4", "A4": "The form."})
    assert Response.objects.get().submitted_at


def test_going_on_leads_to_a_page_that_came_to_apply(pat, pat_person, one_more):
    third = one_more.add_section(title="To end with")
    one_more.reorder([(third.pk, [one_more.questions.get(code="A3").pk])])
    address = f"/p/{pat_person.code}/answer/{one_more.pk}/"

    answer = pat.post(address, {"asked": "A2", "A2": "B", "go": "on"})

    assert answer.url == f"{address}?section={one_more.questions.get(code='A4').section_id}"


def test_trying_shows_a_page_that_came_to_apply_too(ana, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    second = part.add_section(title="For some")
    part.add_question(
        kind="short_text",
        text="What got stuck?",
        section=second,
        show_if={"match": "all", "tests": [{"question": "A2", "is": "one_of", "values": ["B"]}]},
    )
    address = f"/coast/proforma/{proforma.pk}/parts/{part.pk}/preview/"

    page = as_sent(ana.get(address).content.decode())
    answer = ana.post(address, page | {"A2": "B", "hand_in": "yes"})

    assert answer.url == f"{address}?section={second.pk}"
