"""All of Part A, by hand: how many touches it costs, with a thumb, by keyboard alone, and without script."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.demo import story
from network.models import Person
from proforma.models import Response

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

LONDON = ZoneInfo("Europe/London")
MOST_TOUCHES = 60
SAID = {
    "A1": "FL",
    "A2": 6,
    "A3": ["MHSU", "HOSP", "TEN"],
    "A4": "The nurse rang me herself, on a Friday.",
    "A5": "Nobody told us that he had moved.",
    "A6": {"a": 3, "b": 2, "c": 4},
    "A7": "REL",
    "A8": 4,
    "A9": "Who answers the phone at night.",
}
LAST = "A9"


@pytest.fixture
def asked(db, site):
    """Somebody in Carrowby who was asked for their view and has not begun, while it is open."""
    told = story.tell(now=timezone.localtime(timezone=LONDON), day=-25)
    part = told.proforma.parts.select_related("activity").get(unit="person")
    person = (
        Person.objects.filter(invitations__activity=part.activity)
        .exclude(responses__part=part)
        .earliest("pk")
    )
    person.part = part
    return person


def given(person):
    response = Response.objects.get(part=person.part, person=person)
    assert response.submitted_at is not None
    return {code: entry["value"] for code, entry in response.answers.items()}


def ticks_for(code, value):
    """(name, value) of each box to tick for an answer that is not text."""
    if isinstance(value, dict):
        return [(f"{code}/{row}", step) for row, step in value.items()]
    return [(code, one) for one in (value if isinstance(value, list) else [value])]


def is_text(code):
    return code in {"A4", "A5", "A9"}


class Thumb:
    """A hand on a phone. It counts what it touches; typing the words themselves is not counted."""

    def __init__(self, page):
        self.page, self.touches = page, 0

    def taps(self, locator):
        locator.click()
        self.touches += 1

    def presses(self, words):
        self.taps(self.page.get_by_role("button", name=words, exact=True))

    def hands_in(self):
        self.presses("Hand it in")

    def answers(self, code, value):
        if is_text(code):
            box = self.page.locator(f"[name='{code}']")
            self.taps(box)
            self.page.keyboard.type(value)
            return
        for name, one in ticks_for(code, value):
            box = self.page.locator(f"[name='{name}'][value='{one}']")
            self.taps(self.page.locator("label", has=box))


def answer_all(hand):
    """Answer what is on the page in hand, go on while there is more, look it over and hand it in."""
    left = dict(SAID)
    while left:
        shown = [code for code in left if hand.page.locator(f"#q-{code}").is_visible()]
        assert shown, f"nobody asks {sorted(left)}"
        for code in shown:
            hand.answers(code, left.pop(code))
        if left:
            hand.presses("Go on")
            expect(hand.page.locator(f"#q-{next(iter(left))}")).to_be_visible()
    hand.presses("Look it over")
    expect(hand.page.locator(f"#r-{LAST}")).to_be_visible()
    hand.hands_in()
    expect(hand.page.get_by_text("Thank you. Your answers are in.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_part_a_costs_at_most_60_touches(open_page, asked, javascript):
    page = open_page(viewport=PHONE, javascript=javascript)
    thumb = Thumb(page)
    page.goto(asked.link)
    thumb.touches += 1  # opening the link
    thumb.taps(page.get_by_role("link", name=re.compile("Begin.*Part A")))
    answer_all(thumb)

    print(f"Part A took {thumb.touches} touches")
    assert given(asked) == SAID
    assert thumb.touches <= MOST_TOUCHES


class Keys:
    """Hands on a keyboard alone: no pointer, and nothing that only a script could do."""

    def __init__(self, page):
        self.page, self.presses_made = page, 0

    def key(self, name):
        self.page.keyboard.press(name)
        self.presses_made += 1

    def tab_to(self, test, argument):
        for _press in range(80):
            self.key("Tab")
            if self.page.evaluate(f"({test})", argument):
                return
        raise AssertionError(f"{argument} cannot be reached by keyboard")

    def presses(self, words):
        says = "words => document.activeElement.textContent.trim().startsWith(words)"
        self.tab_to(says, words)
        self.key("Enter")

    def answers(self, code, value):
        if is_text(code):
            self.tab_to("name => document.activeElement.name === name", code)
            self.page.keyboard.type(value)
            return
        for name, one in ticks_for(code, value):
            if isinstance(value, list):
                self.tab_to(
                    "([name, one]) => { const at = document.activeElement;"
                    " return at.name === name && at.value === one; }",
                    [name, one],
                )
                self.key("Space")
            else:
                self.choose(name, one)

    def choose(self, name, wanted):
        """A group of radios is one stop: come to it, then go along it by arrows, the shorter way round."""
        self.tab_to("name => document.activeElement.name === name", name)
        values = self.page.evaluate(
            "name => [...document.getElementsByName(name)].map(box => box.value)", name
        )
        place = values.index(str(wanted))
        if place == 0:
            self.key("Space")
        back = len(values) - place
        for _press in range(min(place, back)):
            self.key("ArrowDown" if place <= back else "ArrowUp")
        assert self.page.evaluate("document.activeElement.value") == str(wanted)

    def hands_in(self):
        """Past the answers by the link that is there for it."""
        self.presses("Go to the end")
        self.presses("Hand it in")


def test_part_a_is_answered_by_keyboard_alone(open_page, asked):
    page = open_page(viewport=PHONE)
    keys = Keys(page)
    page.goto(asked.link)
    keys.presses("Begin: Part A")
    page.wait_for_url("**/answer/**")
    answer_all(keys)

    print(f"Part A took {keys.presses_made} keys besides its words")
    assert given(asked) == SAID
    assert keys.presses_made <= MOST_TOUCHES
