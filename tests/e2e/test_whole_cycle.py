"""The main job, end to end, in a browser: from an empty network to the next cycle.

One participant answers, votes, helps and says how it was on a phone; nine more do the same by the verbs
that the pages call, so that the floors are passed.
"""

import io
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect
from pptx import Presentation

from meetings.models import Action, Feedback
from network.models import Network
from proforma.models import Part, Response
from tests import factories
from topics.models import Vote

from .conftest import PHONE

REGISTER = "Name\tEmail\tPartner\tRole\n" + "\n".join(
    f"Person {n}\tperson{n}@coast.example\t{partner}\tWorker"
    for n, partner in enumerate(
        ["Harbour Lights", "Council Housing", "Shore Recovery"] * 3, start=1
    )
)
VIEWS = [
    ("Scale", "How well do we work together?", {"Scale from": "0", "Scale to": "10"}),
    (
        "Choose several",
        "Where do people get stuck?",
        {"Choices": "At the door\nBetween us\nOn leaving"},
    ),
    (
        "Choose one",
        "What would make this worth your time?",
        {"Choices": "One change\nKnowing who to call"},
    ),
    (
        "Several statements on one scale",
        "How far do you agree?",
        {"Rows": "We learn\nWe listen"},
    ),
    ("Scale", "How ready are you to act?", {"Scale from": "1", "Scale to": "5"}),
    ("Long text", "Tell us about a time it worked.", {}),
]
TOPICS = [
    "One front door",
    "Telling it once",
    "The first 48 hours",
    "Keeping a home",
    "Who decides",
]
TOPICS += ["Looking after staff", "Spending together"]


@pytest.mark.django_db(transaction=True)
def test_whole_cycle(open_page):
    desk, phone = open_page(), open_page(viewport=PHONE)

    first_run(desk)
    fill_the_register(desk)
    write_and_circulate_the_proforma(desk)
    answer_on_a_phone(phone)
    nine_more_answer()
    read_the_results(desk)
    list_topics_and_open_the_vote(desk)
    vote_on_a_phone(phone)
    nine_more_vote()
    close_and_release(desk)
    set_the_meeting_and_its_agenda(desk)
    export_the_deck(desk)
    record_an_action(desk)
    offer_help_and_say_how_it_was(desk, phone)
    begin_the_next_cycle(desk)


def network():
    return Network.objects.get()


def first_run(page):
    page.goto("/")
    page.get_by_label("One-time code").fill("walk-in-1")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Your email").fill("ana@coast.example")
    page.get_by_label("A password").fill("the tide comes in twice")
    page.get_by_label("The network’s name").fill("Coast Network")
    page.get_by_label("The place").fill("Coast")
    page.locator("main .btn-primary").click()

    expect(page.get_by_role("link", name="Add people")).to_be_visible()
    expect(page.locator(".line .now a")).to_have_text("Listen")


def fill_the_register(page):
    page.goto("/coast/settings/")
    page.get_by_label("Who is responsible for the data").fill("Harbour Lights")
    page.get_by_label("Contact for questions about data").fill("data@harbour.example")
    page.get_by_label("Purpose").fill("Make it easier to get help that fits.")
    page.locator("main .btn-primary").click()

    page.goto("/coast/register/import/")
    page.get_by_label("Paste from a spreadsheet").fill(REGISTER + "\nNobody\tnot an address\t\t")
    page.locator("main form .btn-primary").click()
    expect(page.get_by_text("One row needs another look. Nothing is saved yet.")).to_be_visible()
    assert network().participants().count() == 0

    page.get_by_label("Paste from a spreadsheet").fill(REGISTER)
    page.get_by_role("button", name="Read it again").click()
    page.get_by_role("button", name="Add these 9 rows").click()
    expect(page.get_by_text("9 rows were added.")).to_be_visible()

    page.get_by_role("link", name="Add a person", exact=True).click()
    page.get_by_label("Name").fill("Pat")
    page.get_by_label("Email").fill("pat@harbour.example")
    page.get_by_label("Partner", exact=True).select_option(label="Harbour Lights")
    page.locator("main form .btn-primary").click()
    expect(page.get_by_text("Pat is on the register.")).to_be_visible()
    assert (network().participants().count(), network().partners.count()) == (10, 3)


def write_and_circulate_the_proforma(page):
    page.goto("/coast/proforma/new/")
    page.get_by_label("Title").fill("What we see, and what we hold")
    page.locator("main form .btn-primary").click()
    for kind, text, boxes in VIEWS:
        add_question(page, 0, kind, text, boxes)
    add_question(page, 1, "Whole number", "How many adults did you support?", {"Unit": "people"})
    add_question(page, 1, "Whole number", "How many days is the typical wait?", {"Unit": "days"})

    page.get_by_role("link", name="Circulate…").click()
    page.get_by_role("button", name="Open and send 10 messages").click()
    expect(page.get_by_text("10 messages were sent.")).to_be_visible()
    assert len(mail.outbox) == 10
    assert all(message.body.count("/i/") == 1 for message in mail.outbox)


def add_question(page, part, kind, text, boxes):
    page.get_by_role("link", name="Add a question").nth(part).click()
    page.get_by_label("Kind of answer").select_option(label=kind)
    page.get_by_label("Question", exact=False).first.fill(text)
    for label, value in boxes.items():
        box = page.get_by_label(label, exact=label == "Unit")
        box.first.fill(value)
    page.locator("main form .btn-primary").click()
    expect(page.get_by_text(text)).to_be_visible()


def links_of_pat():
    (message,) = [message for message in mail.outbox if message.to == ["pat@harbour.example"]][:1]
    return next(word for word in message.body.split() if "/i/" in word)


def answer_on_a_phone(page):
    page.goto(links_of_pat())
    expect(page.get_by_role("heading", name="Hello, Pat.")).to_be_visible()
    assert "/i/" not in page.url
    page.get_by_role("link", name="Begin").first.click()
    question(page, "A1").get_by_label("7", exact=True).check()
    question(page, "A2").get_by_label("Between us").check()
    question(page, "A6").get_by_role("textbox").fill("A worker rang the ward every day.")
    question(page, "A6").get_by_role("textbox").blur()
    for code in ("A1", "A2", "A6"):
        expect(question(page, code).locator(".saved")).to_contain_text("Saved")

    page.reload()
    expect(question(page, "A1").get_by_label("7", exact=True)).to_be_checked()
    page.goto(links_of_pat())
    page.get_by_role("link", name="Carry on").click()
    expect(question(page, "A6").get_by_role("textbox")).to_have_value(
        "A worker rang the ward every day."
    )
    question(page, "A3").get_by_label("One change").check()
    question(page, "A5").get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    assert no_sideways_scroll(page)


def question(page, code):
    return page.locator(f"#q-{code}")


def no_sideways_scroll(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def others():
    return [person for person in network().participants() if person.name != "Pat"]


def nine_more_answer():
    proforma = network().current_cycle().proformas.get()
    views, figures = (factories.part_of(proforma, unit) for unit in Part.Unit)
    for n, person in enumerate(others()):
        row = {"A1": n, "A2": ["o1"] if n % 2 else ["o1", "o2"], "A3": "o1" if n < 6 else "o2"}
        factories.answer(views, person, **row, A4={"o1": 1 + n % 5, "o2": 2 + n % 3}, A5=1 + n % 5)
    for n, partner in enumerate(network().partners.all()):
        lead = next(person for person in figures.people_to_ask() if person.partner == partner)
        response = factories.answer(figures, lead, submit=False, B1=100 * (n + 1), B2=10 + n)
        response.choose_sharing("named")
        response.submit()


def read_the_results(page):
    page.goto("/coast/")
    expect(page.locator(".line")).to_contain_text("10 of 10 people")
    page.get_by_role("link", name="Gather").click()
    expect(page.get_by_role("row", name="Pat Harbour Lights")).to_contain_text("handed in")
    page.get_by_role("link", name="Results").or_(
        page.get_by_role("link", name="Read the results")
    ).click()
    expect(page.get_by_text("10 of 10 people answered").first).to_be_visible()
    expect(page.locator(".chart .bars .point, .chart .trace.bars").first).to_be_visible()
    expect(page.get_by_text("600", exact=True)).to_be_visible()


def list_topics_and_open_the_vote(page):
    for title in TOPICS:
        page.goto("/coast/topics/new/")
        page.get_by_label("Title").fill(title)
        page.get_by_label("Framing question").fill(f"What would it take: {title}?")
        page.get_by_label("Prompt to commit").fill("Who will try it?")
        page.locator("main form .btn-primary").first.click()
    page.get_by_role("link", name="Open the vote").click()
    page.get_by_role("button", name="Open the vote and send 10 messages").click()
    expect(page.get_by_role("heading", name="0 of 10 have voted")).to_be_visible()


def vote_on_a_phone(page):
    page.goto(links_of_pat())
    page.get_by_role("link", name="Vote").click()
    for title in TOPICS[:3]:
        page.get_by_label(title).check()
    expect(page.locator("#placed")).to_have_text("3 of 3 placed")
    expect(page.get_by_label(TOPICS[3])).to_be_disabled()
    page.get_by_role("button", name="Cast my vote").click()
    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    page.get_by_role("link", name="Change my vote").click()
    expect(page.get_by_label(TOPICS[0])).to_be_checked()
    assert no_sideways_scroll(page)


def nine_more_vote():
    vote = Vote.objects.get()
    for n, person in enumerate(others()):
        vote.cast(person, ["T1", "T2", "T3"] if n < 6 else ["T4", "T5"])


def close_and_release(page):
    page.goto("/coast/")
    page.get_by_role("link", name="The vote").click()
    expect(page.get_by_role("heading", name="10 of 10 have voted")).to_be_visible()
    page.get_by_role("button", name="Close and count now").click()
    chosen = page.locator(".rank > .in")
    expect(chosen).to_have_count(3)
    expect(chosen.first).to_contain_text("One front door")
    expect(chosen.first).to_contain_text("7")
    page.get_by_role("button", name="Show everyone the result").click()


def set_the_meeting_and_its_agenda(page):
    page.goto("/coast/")
    page.get_by_role("link", name="Set the day").click()
    page.get_by_label("Day").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    page.get_by_label("Time").fill("09:30")
    page.locator("main form .btn-primary").click()
    page.get_by_role("button", name="Make the agenda from the vote").click()
    row = page.get_by_role("row").filter(has_text="One front door")
    expect(row).to_contain_text("10:20")

    page.get_by_role("row").filter(has_text="What you told us").get_by_role(
        "link", name="Edit"
    ).click()
    page.get_by_label("Minutes").fill("35")
    page.locator("main form .btn-primary").click()
    expect(page.get_by_role("row").filter(has_text="One front door")).to_contain_text("10:30")


def export_the_deck(page):
    page.get_by_role("link", name="Deck").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export to PowerPoint").click()
    deck = Presentation(io.BytesIO(download.value.path().read_bytes()))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    titles = [slide.shapes.title.text for slide in deck.slides]

    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert len(titles) >= 12
    assert len(set(titles)) == len(titles)
    assert len(charts) >= 5
    assert all(slide.notes_slide.notes_text_frame.text.strip() for slide in deck.slides)
    result = Vote.objects.get().result
    votes = [list(chart.plots[0].series[0].values) for chart in charts]
    assert [float(total) for total in result["totals"].values()] in votes
    assert counted_in_the_database("A1") in [
        {
            step: int(count)
            for step, count in zip(chart.plots[0].categories, values, strict=True)
            if count
        }
        for chart, values in zip(charts, votes, strict=True)
    ]
    assert [300.0, 200.0, 100.0] in votes  # adults supported, by partners that share by name
    assert any("10 of 10 people answered, and 3 of 3 partners" in title for title in titles)


def counted_in_the_database(code):
    rows = Response.objects.exclude(person=None).values_list("answers", flat=True)
    return dict(Counter(str(row[code]["value"]) for row in rows if "value" in row.get(code, {})))


def record_an_action(page):
    page.goto("/coast/meetings/1/run/")
    page.get_by_label("What was said").fill("Nobody owns the gap")
    page.get_by_role("button", name="Catch it").click()
    expect(page.get_by_text("Nobody owns the gap")).to_be_visible()
    page.get_by_text("Catch an action").click()
    page.get_by_label("What", exact=False).nth(1).fill("A weekly call between the two teams")
    page.get_by_label("Who will hold it").select_option(label="Person 1")
    page.get_by_role("button", name="Record the action").click()
    expect(page.get_by_text("A weekly call between the two teams")).to_be_visible()
    assert Action.objects.get().owner.name == "Person 1"


def offer_help_and_say_how_it_was(desk, phone):
    network().meetings.get().begin()
    desk.goto("/coast/meetings/1/feedback/")
    desk.get_by_role("button", name="Ask now").click()
    phone.goto(links_of_pat())
    phone.get_by_role("link", name="See the actions and offer help").click()
    phone.get_by_text("What can you offer?").first.click()
    phone.get_by_label("expertise").check()
    phone.get_by_role("button", name="I can help").click()
    expect(phone.get_by_text("Thank you. Your offer stands beside the action.")).to_be_visible()

    phone.goto(links_of_pat())
    phone.get_by_role("link", name=re.compile("^Answer ?:")).click()
    phone.locator("input[name=worth][value='5']").check()
    phone.locator("input[name=heard][value='4']").check()
    phone.get_by_label("What should we keep?").fill("The three tables.")
    phone.locator("main form .btn-primary").click()
    expect(phone.get_by_text("Thank you. That helps the next one.")).to_be_visible()
    assert Feedback.objects.get().replies.get().worth == 5
    phone.get_by_role("link", name="See the result").click()
    expect(phone.locator(".rank > .in")).to_have_count(3)
    assert no_sideways_scroll(phone)


def begin_the_next_cycle(page):
    page.goto("/coast/")
    page.get_by_role("link", name="Gather").click()
    page.get_by_text("Close it early…").click()
    page.get_by_role("button", name="Close it now").click()
    page.goto("/coast/")
    page.get_by_role("link", name="Start the next cycle").click()
    expect(page.get_by_text("Looking after staff")).to_be_visible()
    expect(page.get_by_text("A weekly call between the two teams")).to_be_visible()
    page.locator("main form .btn-primary").click()

    expect(page.get_by_text("Cycle 2 has begun.")).to_be_visible()
    cycle = network().current_cycle()
    assert (cycle.number, cycle.topics.on_longlist().count()) == (2, 4)
    asked = cycle.proformas.get().parts.get(unit="person").questions.values_list("code", "text")
    assert dict(asked)["A1"] == "How well do we work together?"
