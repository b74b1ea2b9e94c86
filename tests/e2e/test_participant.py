"""A participant's side: light, on a narrow phone, by keyboard, without JavaScript, for everyone."""

import gzip

import pytest
from playwright.sync_api import expect

from proforma.models import Response
from tests import factories

from .conftest import PHONE, is_fine

NARROW = {"width": 320, "height": 640}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(coast, pat_person, open_proforma):
    """Pat, with a pro-forma and a vote waiting for her."""
    factories.open_vote(coast)
    return pat_person


def pages_of(person):
    part = person.network.current_cycle().proformas.get().parts.get(unit="person")
    vote = person.network.current_cycle().votes.get()
    own = f"/p/{person.code}/"
    return {"home": own, "answer": f"{own}answer/{part.pk}/", "vote": f"{own}vote/{vote.pk}/"}


def test_first_visit_is_at_most_100_kb_over_the_wire(open_page, waiting):
    page, weights = open_page(viewport=PHONE), {}
    # The test's server neither compresses nor lets files be kept; the product's does both.
    page.on("response", lambda answer: weights.setdefault(answer.url, weigh(answer)))

    page.goto(waiting.link)
    page.goto(pages_of(waiting)["answer"])
    page.wait_for_load_state("networkidle")

    assert len(weights) >= 7
    assert sum(weights.values()) <= 100_000


def weigh(answer):
    if answer.status != 200:
        return 300
    return len(gzip.compress(answer.body())) + 300


@pytest.mark.parametrize("name", ["home", "answer", "vote"])
def test_page_reads_at_320_px_and_meets_the_accessibility_rules(open_page, waiting, name):
    page = open_page(viewport=NARROW)
    page.goto(waiting.link)
    page.goto(pages_of(waiting)[name])

    is_fine(page)


def test_answers_are_saved_and_handed_in_without_javascript(open_page, waiting):
    page = open_page(viewport=NARROW, javascript=False)
    page.goto(waiting.link)
    page.get_by_role("link", name="Begin").first.click()
    page.locator("#q-A1").get_by_label("7", exact=True).check()
    page.locator("#q-A3").get_by_role("textbox").fill("It worked on a Friday.")
    page.get_by_role("button", name="Save, and come back later").click()
    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()
    expect(page.locator("#q-A3").get_by_role("textbox")).to_have_value("It worked on a Friday.")

    page.locator("#q-A2").get_by_label("Between us").check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()

    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    answers = Response.objects.get().answers
    assert {code: entry["value"] for code, entry in answers.items()} == {
        "A1": 7,
        "A2": ["B"],
        "A3": "It worked on a Friday.",
    }


def test_vote_is_cast_without_javascript_and_too_many_choices_get_a_sentence(open_page, waiting):
    page = open_page(viewport=NARROW, javascript=False)
    page.goto(waiting.link)
    page.get_by_role("link", name="Vote").click()
    for n in range(1, 5):
        page.get_by_label(f"Topic {n}").check()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.get_by_text("Please choose at most 3; 4 are marked.")).to_be_visible()
    expect(page.get_by_label("Topic 4")).to_be_checked()

    page.get_by_label("Topic 4").uncheck()
    page.get_by_role("button", name="Cast my vote").click()

    expect(page.get_by_text("Your vote is in.")).to_be_visible()


def test_answers_can_be_given_by_keyboard_alone(open_page, waiting):
    page = open_page()
    page.goto(waiting.link)
    press_until(page, "Begin")
    expect(page.get_by_role("button", name="Look it over")).to_be_visible()
    press_until_in(page, "#q-A1")
    page.keyboard.press("ArrowRight")
    press_until_in(page, "#q-A2")
    page.keyboard.press("Space")
    press_until_in(page, "#q-A3 textarea")
    page.keyboard.type("By keyboard.")
    press_until(page, "Look it over")
    expect(page.get_by_role("button", name="Hand it in")).to_be_visible()
    press_until(page, "Hand it in")

    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    assert Response.objects.get().answers["A3"]["value"] == "By keyboard."


def press_until(page, words):
    """Tab to the control with these words, and press Enter."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{words}” cannot be reached by keyboard")


def press_until_in(page, selector):
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.closest(s) !== null", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_lost_connection_is_said_and_nothing_typed_is_lost(open_page, waiting):
    page = open_page(viewport=PHONE)
    page.goto(waiting.link)
    page.goto(pages_of(waiting)["answer"])
    page.route("**/answer/**", lambda route: route.fulfill(status=503, body=""))
    box = page.locator("#q-A3").get_by_role("textbox")
    box.fill("Typed in a tunnel.")
    box.blur()
    expect(page.locator("#q-A3 .saved")).to_contain_text("Not saved")
    expect(box).to_have_value("Typed in a tunnel.")

    page.unroute("**/answer/**")
    page.get_by_role("button", name="Save, and come back later").click()

    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()
    expect(box).to_have_value("Typed in a tunnel.")
    assert Response.objects.get().answers["A3"]["value"] == "Typed in a tunnel."


def test_back_button_shows_the_page_and_not_a_fragment(open_page, waiting):
    page = open_page(viewport=PHONE)
    page.goto(waiting.link)
    page.get_by_role("link", name="Begin").first.click()
    page.locator("#q-A1").get_by_label("4", exact=True).check()
    expect(page.locator("#q-A1 .saved")).to_contain_text("Saved")
    page.get_by_role("link", name="Your page").first.click()

    page.go_back()

    expect(page.get_by_role("button", name="Look it over")).to_be_visible()
    expect(page.locator("#q-A1").get_by_label("4", exact=True)).to_be_checked()


def test_saving_one_answer_says_so_once_and_touches_no_other(open_page, waiting):
    first, second = open_page(viewport=PHONE, known_to=waiting), open_page(known_to=waiting)
    for page in (first, second):
        page.goto(waiting.link)
        page.goto(pages_of(waiting)["answer"])

    second.locator("#q-A1").get_by_label("9", exact=True).check()
    expect(second.locator("#q-A1 .saved")).to_have_text("✓ Saved")
    first.locator("#q-A2").get_by_label("Between us").check()
    expect(first.locator("#q-A2 .saved")).to_have_text("✓ Saved")

    answers = Response.objects.get().answers
    assert {code: entry["value"] for code, entry in answers.items()} == {"A1": 9, "A2": ["B"]}


def test_older_page_is_told_before_it_writes_over_a_newer_answer(open_page, waiting):
    first, second = open_page(viewport=PHONE, known_to=waiting), open_page(known_to=waiting)
    for page in (first, second):
        page.goto(waiting.link)
        page.goto(pages_of(waiting)["answer"])
    for page, words in ((second, "The newer words."), (first, "The older page.")):
        page.locator("#q-A3").get_by_role("textbox").fill(words)
        page.locator("#q-A3").get_by_role("textbox").blur()
        expect(page.locator("#q-A3 .saved")).not_to_be_empty()

    expect(first.locator("#q-A3 .saved")).to_contain_text("You changed this in another window")
    expect(first.locator("#q-A3 .saved")).to_contain_text("The newer words.")
    expect(first.locator("#q-A3").get_by_role("textbox")).to_have_value("The older page.")
    assert Response.objects.get().answers["A3"]["value"] == "The newer words."


def test_not_knowing_and_an_answer_exclude_each_other(open_page, waiting):
    page = open_page(viewport=PHONE)
    page.goto(waiting.link)
    page.goto(pages_of(waiting)["answer"])
    question = page.locator("#q-A1")

    question.get_by_label("9", exact=True).check()
    question.get_by_label("I do not know").check()
    expect(question.get_by_label("9", exact=True)).not_to_be_checked()
    question.get_by_label("3", exact=True).check()

    expect(question.get_by_label("I do not know")).not_to_be_checked()
