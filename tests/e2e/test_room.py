"""A room full of phones: the code on the wall, short codes, help, an owner, energy, and the wall that shows it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings import joining
from meetings.models import Action, Meeting
from tests import factories

from .conftest import PHONE, follow, is_fine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    meeting.network = coast
    return meeting


@pytest.fixture
def actions(coast, meeting):
    return [
        Action.record(coast.current_cycle(), what=what, meeting=meeting)
        for what in ("A weekly call between duty leads", "One page that the person holds")
    ]


def join(page, meeting, person):
    page.goto(f"/join/{meeting.wall_code}/")
    code = joining.in_groups(joining.short_code(person, meeting)).lower()
    page.get_by_label("Or type your own short code").fill(code)
    follow(page.get_by_role("button", name="Go in"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        f"Good to have you here, {person}."
    )


def sheet(page, action):
    return page.locator(f"#action-{action.pk}")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_two_phones_join_sign_up_hold_and_show_energy_and_the_wall_shows_it(
    open_page, at_desk, coast, pat_person, meeting, actions, javascript
):
    kim = coast.add_person(name="Kim")
    for person in factories.create_people(coast, 4):
        actions[0].give_energy(person)
    wall = at_desk()
    wall.goto("/coast/meetings/1/wall/")
    expect(wall.locator("#wall-actions")).to_contain_text("needs somebody to hold it")
    is_fine(wall)
    phones = [open_page(viewport=PHONE, javascript=javascript) for _n in range(2)]

    pats, kims = phones
    join(pats, meeting, pat_person)
    for _n in range(2):  # a phone that is new to her is asked for one press more, once
        follow(pats.get_by_role("button", name="I am here"))
    expect(pats.get_by_text("You are on the list of those who came.").first).to_be_visible()
    sheet(pats, actions[0]).get_by_text("What can you offer?").first.click()
    for label in ("time", "a venue"):
        sheet(pats, actions[0]).get_by_label(label, exact=True).check()
    follow(sheet(pats, actions[0]).get_by_role("button", name="I can help"))
    expect(sheet(pats, actions[0])).to_contain_text("You offered: time, a venue.")
    follow(sheet(pats, actions[0]).get_by_role("button", name="This gives me energy"))

    join(kims, meeting, kim)
    expect(sheet(kims, actions[0])).to_contain_text("Pat, with a venue")
    follow(sheet(kims, actions[0]).get_by_role("button", name="I will hold it"))
    follow(kims.get_by_role("button", name="I will hold it"))
    expect(sheet(kims, actions[0])).to_contain_text("You hold it.")
    expect(sheet(kims, actions[0])).to_contain_text("energy: 5")

    # By itself, without anybody touching it.
    shown = wall.locator("#wall-actions li").first
    expect(shown).to_contain_text("Kim holds it", timeout=15_000)
    expect(shown).to_contain_text("1 will help")
    expect(shown).to_contain_text("energy: 5")
    expect(wall.locator("#wall-actions")).not_to_contain_text("Pat")


def test_offer_is_taken_back_and_somebody_slower_is_told_kindly(
    open_page, coast, pat_person, meeting, actions
):
    kim = coast.add_person(name="Kim")
    pats = open_page(viewport=PHONE)
    pats.goto(f"/join/{meeting.wall_code}/")
    is_fine(pats)
    join(pats, meeting, pat_person)
    is_fine(pats)
    sheet(pats, actions[1]).get_by_text("What can you offer?").first.click()
    sheet(pats, actions[1]).get_by_label("lived experience").check()
    is_fine(pats)
    follow(sheet(pats, actions[1]).get_by_role("button", name="I can help"))
    follow(sheet(pats, actions[1]).get_by_role("button", name="Take it back"))
    expect(pats.get_by_text("Your offer is taken back.")).to_be_visible()

    actions[1].take_on(kim)
    follow(sheet(pats, actions[1]).get_by_role("button", name="I will hold it"))
    expect(pats.get_by_text("Kim was quicker and holds it now.")).to_be_visible()
    is_fine(pats)


def test_hosts_pages_are_fine_on_a_desk_and_on_a_phone(
    at_desk, coast, pat_person, meeting, actions
):
    factories.create_people(coast, 6, partner=pat_person.partner)
    meeting.attended_by([pat_person])
    pages = ["wall/", "codes/", "codes/?as=cards", "sign-ups/", "sign-ups/print/",
             "sign-ups/print/?as=cards", "people/"]  # fmt: skip
    for page in (at_desk(), at_desk(viewport=PHONE)):
        for address in pages:
            page.goto(f"/coast/meetings/1/{address}")
            is_fine(page)


def test_paper_is_typed_in_and_somebody_new_is_ticked(at_desk, coast, pat_person, meeting, actions):
    desk = at_desk()
    desk.goto("/coast/meetings/1/sign-ups/")
    line = desk.get_by_role("group", name="Line 1: A weekly call between duty leads")
    line.get_by_label("Who signed").select_option("Pat, Harbour Lights")
    line.get_by_label("data", exact=True).check()
    desk.get_by_label("Dots on the wall").first.fill("9")
    follow(desk.get_by_role("button", name="Save what is on paper"))
    expect(desk.get_by_text("Pat, with data")).to_be_visible()

    follow(desk.get_by_role("link", name="Add them under “Who came”."))
    desk.get_by_text("Came, but not on the register yet").click()
    desk.get_by_label("Name").fill("Uma")
    follow(desk.get_by_role("button", name="Save who came"))
    expect(desk.get_by_text("Uma is on the register now, and ticked.")).to_be_visible()
    expect(desk.get_by_label("Uma")).to_be_checked()
