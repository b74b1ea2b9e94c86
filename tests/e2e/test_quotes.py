"""From an answer to the wall: words are marked, asked for, agreed to on a phone, and taken back."""

import pytest
from playwright.sync_api import expect

from proforma import names
from proforma.models import Quote
from tests import factories

from .conftest import DESK, PHONE, follow, is_fine

pytestmark = pytest.mark.django_db(transaction=True)
ANSWER = "It took weeks. The letter went to a hostel he left in spring."


@pytest.fixture
def answer(coast, pat_person, open_proforma):
    """The response that holds Pat's answer, among enough others."""
    views = factories.part_of(open_proforma, "person")
    for person in factories.create_people(coast, 4):
        factories.answer(views, person, A3="It worked.")
    return factories.answer(views, pat_person, A3=ANSWER)


MARK = """(words) => {
  const text = document.querySelector("[data-quote-from]").firstChild;
  const start = text.data.indexOf(words);
  document.getSelection().setBaseAndExtent(text, start, text, start + words.length);
}"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_words_are_marked_asked_for_agreed_to_and_taken_back(
    at_desk, open_page, answer, pat_person, viewport
):
    desk = at_desk(viewport=viewport)
    base = f"/coast/proforma/{answer.part.proforma_id}/quotes/"
    desk.goto(f"{base}pick/A3/{names.answer_key(answer, 'A3')}/")
    expect(desk.get_by_label("The words to quote")).to_have_value(ANSWER)
    desk.evaluate(MARK, "The letter went to a hostel he left in spring.")
    expect(desk.get_by_label("The words to quote")).to_have_value(
        "The letter went to a hostel he left in spring."
    )
    is_fine(desk)
    desk.get_by_role("button", name="Pick this quote").click()
    follow(desk.get_by_role("link", name="Take words out"))
    is_fine(desk)
    desk.get_by_label("Take out these words").fill("a hostel")
    desk.get_by_label("What stands there instead").select_option("[a place]")
    desk.get_by_label("Why").fill("It is the only one.")
    desk.get_by_role("button", name="Take them out").click()
    desk.get_by_role("button", name="Ask for consent").click()
    expect(desk.get_by_text("Asked for 1 quote.")).to_be_visible()
    is_fine(desk)

    phone = open_page(viewport=PHONE, known_to=pat_person)
    phone.goto(f"/p/{pat_person.code}/")
    phone.get_by_role("link", name="Say what may be read").click()
    expect(phone.get_by_text("The letter went to [a place] he left in spring.")).to_be_visible()
    is_fine(phone)
    phone.get_by_label("Members of the network").check()
    phone.get_by_label("Without my name").check()
    phone.get_by_role("button", name="Keep what I said").click()
    expect(phone.get_by_text("May be read by: members of the network.")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("agreed: members of the network", exact=True)).to_be_visible()

    phone.get_by_role("button", name="Take it back").click()
    expect(phone.get_by_text("Taken back. It is not shown from now on.")).to_be_visible()
    is_fine(phone)
    desk.reload()
    expect(desk.locator(".chip", has_text="taken back")).to_be_visible()
    assert Quote.objects.get().audience == "nobody"


def test_all_of_it_goes_without_javascript(at_desk, open_page, answer, pat_person):
    desk = at_desk(javascript=False)
    base = f"/coast/proforma/{answer.part.proforma_id}/quotes/"
    desk.goto(f"{base}pick/A3/{names.answer_key(answer, 'A3')}/")
    desk.get_by_label("The words to quote").fill("It took weeks.")
    desk.get_by_role("button", name="Pick this quote").click()
    desk.get_by_role("button", name="Ask for the one quote that waits").click()

    phone = open_page(viewport=PHONE, javascript=False, known_to=pat_person)
    phone.goto(f"/p/{pat_person.code}/quotes/")
    phone.get_by_role("link", name="Say what may be read").click()
    phone.get_by_label("Anybody").check()
    phone.get_by_role("button", name="Keep what I said").click()
    expect(phone.get_by_text("Choose how it is signed.")).to_be_visible()
    expect(phone.get_by_label("Anybody")).to_be_checked()
    phone.get_by_label("With my name").check()
    phone.get_by_role("button", name="Keep what I said").click()

    expect(phone.locator(".quote footer")).to_have_text("Pat, Harbour Lights")
