"""Somebody types in what another says by phone: at a desk and on a phone, with script and without."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from proforma.models import Part, Response
from tests import factories

from .conftest import DESK, PHONE, follow, is_fine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PERSON)


def begin(page, way="By phone"):
    page.get_by_label(way).check()
    page.get_by_label("They know that I type this in for them, and agree.").check()
    follow(page.get_by_role("button", name="Begin"))


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_user_types_in_what_came_by_phone(at_desk, views, pat_person, viewport):
    page = at_desk(viewport=viewport)
    page.goto(f"/coast/proforma/{views.proforma_id}/returns/")
    is_fine(page)
    follow(page.get_by_role("link", name=re.compile("Type in an answer for them.*Pat")))
    is_fine(page)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Say how the answer comes.")).to_be_focused()
    is_fine(page)
    begin(page)
    is_fine(page)

    page.locator("#q-A1").get_by_label("7", exact=True).check()
    expect(page.locator("#q-A1 .saved")).to_contain_text("Saved")
    box = page.locator("#q-A3").get_by_role("textbox")
    box.fill("It worked on a Friday.")
    box.blur()
    expect(page.locator("#q-A3 .saved")).to_contain_text("Saved")
    page.goto(f"/coast/proforma/{views.proforma_id}/returns/")
    page.get_by_role("link", name=re.compile("Go on typing for them.*Pat")).click()
    expect(box).to_have_value("It worked on a Friday.")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("A copy goes to pat@harbour.example")).to_be_visible()
    is_fine(page)
    page.get_by_role("button", name="Hand it in").click()

    expect(page.get_by_role("heading", name="The answer of Pat is in.")).to_be_visible()
    expect(page.get_by_role("button", name="Print the copy for them")).to_be_visible()
    is_fine(page)
    assert Response.objects.get().way == "phone"
    assert "It worked on a Friday." in mail.outbox[0].body
    page.get_by_role("link", name="Back to who has answered").click()
    expect(page.get_by_text("1 of 1, 1 of them with help.")).to_be_visible()
    page.goto(f"/coast/proforma/{views.proforma_id}/assist/{views.pk}/{pat_person.pk}/")
    expect(page.get_by_text("The answer of Pat is handed in.")).to_be_visible()
    is_fine(page)


def test_helper_types_it_in_without_javascript(open_page, coast, views, pat_person):
    pat_person.helper = coast.add_person(name="Kim", email="kim@harbour.example")
    pat_person.save()
    page = open_page(viewport=PHONE, javascript=False)
    page.goto(pat_person.helper.link)
    page.get_by_role("link", name=re.compile("Begin.*Help Pat answer: Your view")).click()
    begin(page, "Sitting together")
    expect(page.get_by_text("You type this in for Pat. It came sitting together.")).to_be_visible()
    page.locator("#q-A2").get_by_label("Between us").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()

    expect(page.get_by_role("heading", name="The answer of Pat is in.")).to_be_visible()
    response = Response.objects.get()
    assert (response.way, response.helped_by) == ("together", pat_person.helper)
    page.get_by_role("link", name="Change something").click()
    expect(page.locator("#q-A2").get_by_label("Between us")).to_be_checked()


def test_pages_of_a_helper_meet_the_accessibility_rules(open_page, coast, views, pat_person):
    pat_person.helper = coast.add_person(name="Kim", email="kim@harbour.example")
    pat_person.save()
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(pat_person.helper.link)
    is_fine(page)
    follow(page.get_by_role("link", name=re.compile("Begin.*Help Pat answer: Your view")))
    is_fine(page)
    begin(page, "On paper")
    page.locator("#q-A1").get_by_label("7", exact=True).check()
    expect(page.locator("#q-A1 .saved")).to_contain_text("Saved")
    is_fine(page)
    follow(page.get_by_role("button", name="Look it over"))
    is_fine(page)
    follow(page.get_by_role("button", name="Hand it in"))
    is_fine(page)


def test_page_that_was_open_while_she_began_says_so_and_keeps_what_was_typed(
    at_desk, views, pat_person
):
    page = at_desk()
    page.goto(f"/coast/proforma/{views.proforma_id}/assist/{views.pk}/{pat_person.pk}/")
    begin(page)
    factories.answer(views, pat_person, submit=False, A3="My own words.")
    box = page.locator("#q-A3").get_by_role("textbox")
    box.fill("As I typed it.")
    box.blur()
    expect(page.locator("#q-A3 .saved")).to_contain_text("Pat has begun to answer without help.")
    page.get_by_role("button", name="Look it over").click()

    expect(page.get_by_role("heading", name="Only Pat can go on")).to_be_visible()
    expect(page.locator("#late")).to_contain_text("As I typed it.")
    expect(page.get_by_text("My own words.")).to_have_count(0)
    assert Response.objects.get().answers["A3"]["value"] == "My own words."
