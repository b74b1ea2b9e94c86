"""Open answers are read by keys alone, by touch on a phone, and without script."""

import re

import pytest
from playwright.sync_api import expect

from proforma.models import Coding, Theme
from tests import factories

from .conftest import DESK, PHONE, follow, is_fine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(coast, proforma):
    """Twelve people have answered A3, and there is one theme."""
    people = factories.create_people(coast, 12)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A3=f"Letter {n} went to an old address. " * (1 + n % 3))
    part.activity.close()
    Theme.named(proforma, "Letters")
    return f"/coast/proforma/{proforma.pk}/read/"


def settled(page, sentence):
    expect(page.locator("#reading-said")).to_have_text(sentence)


def test_ten_answers_are_read_by_keys_alone(at_desk, address):
    page = at_desk(viewport=DESK)
    page.goto(address)
    keys = page.keyboard
    in_hand = page.locator("[data-current]")

    keys.press("1")
    settled(page, "Given: Letters")
    keys.press("n")
    keys.type("7 jokes, unkept")  # every sign of it is a key elsewhere
    keys.press("Enter")
    settled(page, "New theme: 7 jokes, unkeptGiven: 7 jokes, unkept")
    expect(in_hand).to_be_focused()
    for number in range(2, 11):
        keys.press("j")  # as fast as one can: each key waits for the one before
        keys.press("2" if number % 2 else "1")
        if number == 5:
            keys.press("1")
        expect(in_hand).to_have_attribute("aria-label", f"Answer {number} of 12")
    expect(page.get_by_role("heading", level=1)).to_have_text("10 of 12 answers are read.")
    keys.press("j")
    keys.press("0")
    settled(page, "Read, and no theme.")

    given = Coding.objects.values_list("theme__name", flat=True)
    assert sorted(filter(None, given)) == ["7 jokes, unkept"] * 5 + ["Letters"] * 7
    assert list(given).count(None) == 1


def test_last_thing_done_is_taken_back_by_a_key(at_desk, address):
    page = at_desk(viewport=DESK)
    page.goto(address)
    keys = page.keyboard

    keys.press("u")
    settled(page, "There is nothing to take back.")
    keys.press("1")
    settled(page, "Given: Letters")
    keys.press("ArrowDown")
    expect(page.locator("[data-current]")).to_have_attribute("aria-label", "Answer 2 of 12")
    keys.press("u")
    settled(page, "Taken off: Letters")
    expect(page.locator("[data-current]")).to_have_attribute("aria-label", "Answer 1 of 12")
    assert not Coding.objects.exists()
    keys.press("0")
    settled(page, "Read, and no theme.")
    keys.press("u")
    settled(page, "Not read yet.")
    keys.press("n")
    keys.type("Post")
    keys.press("Enter")
    settled(page, "New theme: PostGiven: Post")
    keys.press("u")
    settled(page, "Taken off: Post")
    assert not Coding.objects.exists()


def test_keys_can_be_looked_up_and_switched_off(at_desk, address):
    page = at_desk(viewport=DESK)
    page.goto(address)
    keys = page.keyboard

    keys.press("?")
    expect(page.get_by_text("Take back what you did last")).to_be_visible()
    is_fine(page)
    keys.press("/")
    expect(page.get_by_label("Search these answers")).to_be_focused()
    keys.type("letter 1 ")
    keys.press("Enter")
    expect(page.locator("#reading-found")).to_contain_text("is in 3 of 12 answers.")
    page.get_by_text("Keys ?").click()
    page.get_by_label("Use these keys on this device").uncheck()
    keys.press("1")
    page.reload()
    keys.press("1")
    expect(page.locator("[data-hint]").first).to_be_hidden()
    page.get_by_text("Keys ?").click()
    expect(page.get_by_label("Use these keys on this device")).not_to_be_checked()
    assert not Coding.objects.exists()


def test_what_is_not_kept_is_said(at_desk, address):
    page = at_desk(viewport=DESK)
    page.goto(address)
    page.context.set_offline(True)

    page.keyboard.press("1")

    settled(page, "Not kept: there is no connection. Please press it again.")
    page.context.set_offline(False)
    page.keyboard.press("1")
    settled(page, "Given: Letters")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_answer_is_read_by_touch_on_a_phone(at_desk, address, javascript):
    page = at_desk(viewport=PHONE, javascript=javascript)
    page.goto(address)
    if javascript:
        is_fine(page)
    article = page.get_by_role("article", name="Answer 1 of 12")

    article.get_by_role("button", name="Letters").click()
    expect(article.get_by_role("button", name="Letters", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    article.get_by_label("New theme").fill("Old addresses")
    article.get_by_role("button", name="Add it, and give it").click()
    expect(page.get_by_text("Given: Old addresses")).to_be_visible()
    article.get_by_role("link", name="The next one").click()
    expect(page.get_by_role("article", name="Answer 2 of 12")).to_be_visible()
    first = page.get_by_role("article", name="Answer 1", exact=True)
    first.get_by_role("button", name="Letters").click()
    expect(page.get_by_text("Taken off: Letters")).to_be_visible()
    if javascript:
        is_fine(page)
    follow(page.get_by_role("link", name=re.compile("Change.*Old addresses")))
    if javascript:
        is_fine(page)
    page.get_by_label("Letter").first.check()
    page.get_by_label("Or a new theme").fill("Far away")
    page.get_by_role("button", name="Give them").click()
    expect(page.get_by_text("Now under “Far away”.")).to_be_visible()

    assert list(Coding.objects.values_list("theme__name", flat=True)) == ["Far away"]
