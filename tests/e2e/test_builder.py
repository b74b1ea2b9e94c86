"""The coordinator builds a pro-forma, and whoever is asked meets what she built."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.demo.proforma import PARTS
from proforma.bank import bank
from proforma.kinds import KINDS, OTHER
from proforma.models import Proforma, Question, Response, Trial
from tests import factories

from .conftest import DESK, PHONE, rules_broken

pytestmark = pytest.mark.django_db(transaction=True)
WANTED = {question["code"]: question for part in PARTS for question in part["questions"]}

# What a page calls the control that has the focus, and whether one can see that it has it.
FOCUSED = """(within) => {
  const at = document.activeElement;
  if (!at || at === document.body) return {name: "", seen: true, within: false};
  const label = at.labels?.length ? at.labels[0].textContent : at.textContent;
  const name = (at.getAttribute("aria-label") ?? label).replace(/\\s+/g, " ").trim();
  const style = getComputedStyle(at);
  const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
  const box = at.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return {
    name: name.replace(/ ?\\*$/, ""),
    seen: inView && (outlined || style.boxShadow !== "none"),
    within: at.closest(within) !== null,
  };
}"""


def tab_to(page, name, *, within="main", begins=False, back=False, most=250):
    """Press Tab, or Shift and Tab, until the control of this name has the focus."""
    passed = []
    for _press in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focused = page.evaluate(FOCUSED, within)
        assert focused["seen"], f"one cannot see that “{focused['name']}” has the focus"
        is_it = focused["name"].startswith(name) if begins else focused["name"] == name
        if is_it and focused["within"]:
            return
        if focused["name"] == "Skip to content" and within != "header":
            page.keyboard.press("Enter")
        passed.append(focused["name"])
    raise AssertionError(f"“{name}” cannot be reached by keyboard, only {sorted(set(passed))}")


def press(page, name, **where):
    """Go to a link or a button by keyboard, press it, and be on the page it leads to."""
    tab_to(page, name, **where)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page, name, words, **where):
    """Write into a box, over whatever stands there."""
    tab_to(page, name, **where)
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    if len(words) > 80:
        page.keyboard.insert_text(words)  # as from a clipboard; the rest is typed key by key
    else:
        page.keyboard.type(words)


def tick(page, name, **where):
    tab_to(page, name, **where)
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")


def choose(page, name, wanted, **where):
    """Choose from a list: type what the choice says, and go on by arrow if another says the same."""
    tab_to(page, name, **where)
    begins = wanted.partition("’")[0]  # which no key types
    page.keyboard.type(begins)
    if page.evaluate("document.activeElement.value === ''"):
        page.keyboard.press("ArrowDown")
        page.keyboard.type(begins)
    chosen = "at => [at.value !== '', at.selectedOptions[0].textContent.trim()]"
    assert page.evaluate(f"({chosen})(document.activeElement)") == [True, wanted]


def unfold(page, words, **where):
    tab_to(page, words, **where)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


@pytest.fixture
def desk(open_page, coast, ana_user):
    """Ana at her desk, signed in by keyboard."""
    page = open_page(viewport=DESK)
    page.emulate_media(reduced_motion="reduce")  # nothing slides into view while we look
    held = []
    page.on("dialog", lambda dialog: (held.append(page.url), dialog.accept()))
    page.goto("/sign-in/")
    type_into(page, "Email", ana_user.email)
    type_into(page, "Password", "a long enough word")
    press(page, "Sign in")
    yield page
    assert held == [], "the browser asked whether to leave the page"


VIEWS, FIGURES = ": Your view", ": Your organisation’s figures"

# The boxes of a setting, in the order they stand in.
SETTINGS = {
    "low": "Scale from",
    "high": "Scale to",
    "low_label": "Lowest means",
    "high_label": "Highest means",
    "unit": "Unit",
    "period": "Period",
    "basis": "Ask whether it was counted or estimated",
    "most": "At most",
    "max_length": "Room for, in characters",
}
BLANK = {"origin": "coordinator", "options": [], "rows": [], "settings": {}}


def test_the_sixteen_questions_are_built_by_keyboard_alone(desk):
    press(desk, "Pro-forma", within="header")
    press(desk, "Write a pro-forma")
    type_into(desk, "Title", "What we see, and what we hold")
    press(desk, "Go on to the questions")

    paste(desk, VIEWS, "A1", "A4", "A5", "A7")
    write(desk, VIEWS, "A3", "A6", "A8", "A9")
    take_from_the_bank(desk, VIEWS, "Q17")
    change(desk, "How well do services here work together", "A2")

    take_from_the_bank(desk, FIGURES, "Q4", "Q8")
    write(desk, FIGURES, "B2", "B3")
    take_from_the_bank(desk, FIGURES, "Q13", "Q15", "Q27")
    for begins, code in {
        "How many adults did you support": "B1",
        "How long is the typical wait": "B4",
        "How many referrals did you receive": "B5",
        "How many of those referrals did you accept": "B5R",
        "Who do you refer people to most": "B6",
        "Who refers people to you most": "B6R",
        "How much yearly funding": "B7",
        "When does the main part of it end": "B7E",
    }.items():
        change(desk, begins, code)
    take_out(desk, "How many of those referrals did you decline")

    for part in PARTS:
        put_in_order(desk, [question["text"] for question in part["questions"]])
    press(desk, f"Number the questions in this order{VIEWS}")
    press(desk, f"Number the questions in this order{FIGURES}")
    assert [q.code for q in Question.objects.counted().order_by("code")] == [
        *(f"A{n}" for n in range(1, 10)),
        *(f"B{n}" for n in range(1, 8)),
    ]
    ask_only_of_some(desk, "B5R", after="B5")
    copy_take_out_and_put_back(desk, "A4")
    move_to_a_page_and_back(desk, "A9")
    try_it(desk, "A2")

    built = Proforma.objects.get()
    for part, wanted in zip(built.parts.all(), PARTS, strict=True):
        questions = part.questions.in_use().with_options()
        assert [said(question) for question in questions] == [
            wanted_of(question) for question in wanted["questions"]
        ]
        assert part.sections.count() == 1
    assert Question.objects.counted().count() == 16
    assert Question.objects.in_use().count() == 19
    reason = question_of("B5R")
    assert reason.follows == question_of("B5")
    assert reason.show_if["tests"] == [{"question": question_of("B5").code, "is": "answered"}]
    assert not Response.objects.exists()


def beginning(begins):
    return Question.objects.in_use().get(text__startswith=begins)


def question_of(code):
    return Question.objects.in_use().get(text=WANTED[code]["text"])


def said(question):
    kind = question.kind_of_answer
    return {
        "text": question.text,
        "kind": question.kind,
        "why": question.why,
        "help": question.help,
        "origin": question.origin,
        "options": [
            "Other" if code == OTHER else text
            for code, text in (question.choices() if kind.has_options else [])
        ],
        "rows": [text for _code, text in question.grid_rows()],
        "settings": question.settings,
    }


def wanted_of(question):
    return {name: question[name] for name in ("text", "kind", "why", "help", "origin")} | {
        "options": [text for _code, text in question["options"]],
        "rows": [text for _code, text in question["rows"]],
        "settings": settings_of(question),
    }


def settings_of(question):
    """What is set of what the form has a box for, with this kind of answer."""
    taken = KINDS[question["kind"]].settings
    return {
        name: value
        for name, value in question["settings"].items()
        if name in taken and name in SETTINGS
    }


def paste(page, part, *codes):
    press(page, f"Paste a list{part}")
    tab_to(page, "Your questions")
    page.keyboard.insert_text("\n".join(as_pasted(WANTED[code]) for code in codes))
    press(page, "Read it")
    kind = f"Kind of answer: {WANTED[codes[0]]['text']}"
    tab_to(page, kind)
    assert page.evaluate("document.activeElement.value") == WANTED[codes[0]]["kind"]
    assert not Question.objects.exists()
    press(page, "Add these questions")
    expect(page.get_by_text(f"{len(codes)} questions were added.")).to_be_visible()
    for code in codes:
        if settings_of(WANTED[code]):  # which a list cannot say
            change(page, WANTED[code]["text"], code)


def as_pasted(question):
    lines = [question["text"], f"  Why: {question['why']}"]
    lines += [f"  Help: {question['help']}"] if question["help"] else []
    return "\n".join(lines + [f"  - {text}" for _code, text in question["options"]])


def write(page, part, *codes):
    press(page, f"Add a question{part}")
    for code in codes:
        fill_in(page, WANTED[code])
        press(page, "Save the question" if code == codes[-1] else "Save, and write another")
        if code != codes[-1]:
            expect(page.get_by_text(f"{question_of(code).code} is saved.")).to_be_visible()


def take_from_the_bank(page, part, *codes):
    leads = {entry.code: entry.lead for entry in bank() if entry.code in codes}
    press(page, f"From the bank{part}")
    for code in codes:
        tick(page, leads[code].text, begins=True)
    press(page, "Add what is ticked")
    for lead in leads.values():
        expect(page.get_by_text(lead.text)).to_be_visible()


def change(page, begins, code):
    """Edit what the bank brought until it is the question that is wanted."""
    question = beginning(begins)
    press(page, f"Edit {question.code}")
    fill_in(page, WANTED[code], had=said(question))
    press(page, "Save the question")


def fill_in(page, question, had=None):
    """Fill in the form from top to bottom, as far as it has to say something else than it does."""
    had = had or dict.fromkeys(("text", "kind", "why", "help"), "") | BLANK
    wanted = wanted_of(question)
    if wanted["text"] != had["text"]:
        type_into(page, "Question", wanted["text"])
    if wanted["kind"] != had["kind"]:
        choose(page, "Kind of answer", str(KINDS[wanted["kind"]].label))
    if wanted["rows"] != had["rows"]:
        type_into(page, "Rows, one a line", "\n".join(wanted["rows"]))
    if wanted["options"] != had["options"]:
        lines = [text for text in wanted["options"] if text != "Other"]
        type_into(page, "Choices, one a line", "\n".join(lines))
        if "Other" in wanted["options"]:
            tick(page, "Offer “other, please say”")
    for name, label in SETTINGS.items():
        value, stood = wanted["settings"].get(name), had["settings"].get(name)
        if value is True and not stood:
            tick(page, label)
        elif value != stood and name in KINDS[wanted["kind"]].settings:
            type_into(page, label, "" if value is None else str(value))
    for name, label in {"why": "Why we ask", "help": "Help"}.items():
        if wanted[name] != had[name]:
            type_into(page, label, wanted[name])
    if wanted["origin"] != had["origin"]:
        unfold(page, "Where it came from, and how far it steers")
        choose(page, "Where it came from", str(Question.Origin(wanted["origin"]).label))


def take_out(page, begins):
    code = beginning(begins).code
    press(page, f"Take out {code}")
    expect(page.get_by_text(f"{code} is taken out.")).to_be_visible()


def put_in_order(page, texts):
    """Bring each question up to its place with the arrow beside it."""
    part = Question.objects.get(text=texts[0]).part
    for place, text in enumerate(texts):
        order = list(part.questions.in_use())
        here = next(n for n, question in enumerate(order) if question.text == text)
        for step in range(here - place):
            arrow = f"Move {order[here].code} up"
            if step == 0:
                press(page, arrow)
                continue
            # The page comes back with the arrow that was pressed in focus.
            expect(page.get_by_role("button", name=arrow, exact=True)).to_be_focused()
            with page.expect_navigation():
                page.keyboard.press("Enter")
    assert list(part.questions.in_use().values_list("text", flat=True)) == texts


def ask_only_of_some(page, code, *, after):
    question, earlier = question_of(code), question_of(after)
    press(page, f"Edit {question.code}")
    unfold(page, "Ask it only of some")
    choose(page, "Condition 1", f"{earlier.code} was answered")
    press(page, "Save the question")
    expect(page.get_by_text(f"Only if “{earlier.text}” was answered.")).to_be_visible()


def copy_take_out_and_put_back(page, code):
    question = question_of(code)
    press(page, f"Edit {question.code}")
    press(page, "Make a copy of it")
    copy = Question.objects.latest("pk")
    expect(page.get_by_text(f"{copy.code} is a copy.")).to_be_visible()
    press(page, "Leave it", back=True)
    press(page, f"Take out {copy.code}")
    press(page, f"Put it back: {copy.code}")
    expect(page.get_by_text(f"{copy.code} is back.")).to_be_visible()
    assert Question.objects.in_use().filter(pk=copy.pk).exists()
    press(page, f"Take out {copy.code}")


def move_to_a_page_and_back(page, code):
    press(page, f"Add a page{VIEWS}")
    type_into(page, "Heading", "And last")
    press(page, "Save")
    question = question_of(code)
    before = question.section
    press(page, f"Move {question.code} down")
    assert question_of(code).section.title == "And last"
    press(page, f"Move {question.code} up")
    assert question_of(code).section == before
    press(page, "Join with page 1: page 2")


def try_it(page, code):
    code = question_of(code).code
    press(page, "Preview as a partner")
    tab_to(page, "0", within=f"#q-{code}")
    for _step in range(7):
        page.keyboard.press("ArrowRight")
    press(page, "Try to hand it in")
    expect(page.get_by_text("It could be handed in like this.")).to_be_visible()
    assert Trial.objects.get().answers[code]["value"] == 7


def drag(page, code, onto, *, at=0.2):
    """Take a question by its grip with the mouse, and let go over another thing on the page."""
    grip = page.locator(f"#question-{code} .grip").bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    there = page.locator(onto).bounding_box()
    with page.expect_navigation():
        for share in (0.5, 1):
            page.mouse.move(there["x"] + 80, there["y"] + there["height"] * at * share, steps=4)
        page.mouse.up()


def codes_on(page, selector):
    return page.locator(selector).all_text_contents()


def test_dragging_puts_a_question_elsewhere(desk, coast):
    proforma = factories.create_proforma(coast)
    part = factories.part_of(proforma, "person")
    last = part.add_section(title="And last")
    desk.goto(f"/coast/proforma/{proforma.pk}/")
    views = f"#part-{part.pk} [data-question-line] .chip-plain"
    assert codes_on(desk, views) == ["A1", "A2", "A3"]

    drag(desk, "A3", "#question-A1")
    expect(desk.locator(views)).to_have_text(["A3", "A1", "A2"])
    desk.reload()
    assert codes_on(desk, views) == ["A3", "A1", "A2"]
    assert list(part.questions.values_list("code", flat=True)) == ["A3", "A1", "A2"]

    drag(desk, "A1", f"#section-{last.pk}", at=0.9)
    expect(desk.locator(f"#section-{last.pk} .chip-plain")).to_have_text(["A1"])
    desk.reload()
    assert codes_on(desk, views) == ["A3", "A2", "A1"]
    assert part.questions.get(code="A1").section == last


@pytest.fixture
def depending(coast, pat_person):
    """Pat is asked a choice, what depends on it, and to rank, on one page; then one thing on another."""
    proforma = Proforma.draft(coast.current_cycle(), title="What we see")
    part = factories.part_of(proforma, "person")
    part.add_question(
        kind="choose_one",
        text="Did somebody get stuck?",
        options=[("Y", "Yes, more than once"), ("N", "No")],
    )
    part.add_question(
        kind="short_text",
        text="Where did they get stuck?",
        show_if={"match": "all", "tests": [{"question": "A1", "is": "one_of", "values": ["Y"]}]},
    )
    part.add_question(
        kind="rank",
        text="What matters most?",
        options=[("D", "The door"), ("W", "The wait"), ("H", "The home")],
        settings={"most": 2},
    )
    last = part.add_section(title="And last")
    part.add_question(kind="short_text", text="What else?", section=last)
    proforma.open(closes_at=timezone.now() + timedelta(days=10))
    return part


def open_answers(open_page, person, part, **how):
    page = open_page(viewport=PHONE, **how)
    page.goto(person.link)
    page.goto(f"/p/{person.code}/answer/{part.pk}/")
    return page


def answers():
    return {code: entry["value"] for code, entry in Response.objects.get().answers.items()}


def place(page, option, number):
    row = page.get_by_role("group", name=option, exact=True)
    row.get_by_label(number, exact=True).check()


def test_a_question_that_depends_on_another_comes_and_goes(open_page, depending, pat_person):
    page = open_answers(open_page, pat_person, depending)
    second = page.locator("#q-A2")
    expect(second).to_be_hidden()
    page.get_by_label("Yes, more than once").check()
    expect(page.locator("#q-A1 .saved")).to_have_text("✓ Saved")
    expect(second).to_be_visible()
    second.get_by_role("textbox").fill("At the door")
    second.get_by_role("textbox").blur()
    expect(second.locator(".saved")).to_have_text("✓ Saved")
    page.get_by_label("No", exact=True).check()
    expect(second).to_be_hidden()
    expect(page.locator("#q-A1 .saved")).to_have_text("✓ Saved")

    for option, number in {"The door": "1", "The wait": "2", "The home": "1"}.items():
        place(page, option, number)
        expect(page.locator("#q-A3 .saved")).to_have_text("✓ Saved")
    expect(page.locator("[name='A3/D'][value='']")).to_be_checked()
    assert answers() == {"A1": "N", "A2": "At the door", "A3": ["H", "W"]}
    page.reload()
    expect(second).to_be_hidden()
    expect(page.locator("[name='A3/H'][value='1']")).to_be_checked()
    page.get_by_label("Yes, more than once").check()
    expect(second.get_by_role("textbox")).to_have_value("At the door")


def test_what_hangs_on_a_tick_or_on_a_ranking_comes_with_it(open_page, coast, pat_person):
    proforma = Proforma.draft(coast.current_cycle(), title="What we see")
    part = proforma.parts.get(unit="person")
    part.add_question(kind="acknowledge", text="These are the ground rules.")
    part.add_question(
        kind="rank", text="Which first?", options=[("D", "The door"), ("W", "The wait")]
    )
    for code, value in (("A1", "True"), ("A2", "W")):
        test = {"question": code, "is": "one_of", "values": [value]}
        part.add_question(
            kind="short_text", text=f"And after {code}?", show_if={"match": "all", "tests": [test]}
        )
    factories.open_now(proforma)
    page = open_answers(open_page, pat_person, part)
    after_tick, after_rank = page.locator("#q-A3"), page.locator("#q-A4")
    expect(after_tick).to_be_hidden()
    expect(after_rank).to_be_hidden()

    page.get_by_label("Yes, I have read this").check()
    expect(after_tick).to_be_visible()
    place(page, "The wait", "2")
    expect(after_rank).to_be_visible()
    expect(page.locator("#q-A2 .saved")).to_have_text("✓ Saved")
    page.reload()

    expect(after_tick).to_be_visible()
    expect(after_rank).to_be_visible()


def test_what_depends_is_all_shown_and_explained_without_javascript(
    open_page, depending, pat_person
):
    page = open_answers(open_page, pat_person, depending, javascript=False)
    condition = "Only if “Did somebody get stuck?” is “Yes, more than once”."
    expect(page.locator("#q-A2")).to_be_visible()
    expect(page.get_by_text(condition)).to_be_visible()
    page.get_by_label("Yes, more than once").check()
    page.locator("#q-A2").get_by_role("textbox").fill("At the door")
    place(page, "The wait", "1")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.locator("#q-A4").get_by_role("textbox").fill("Nothing more")
    page.get_by_role("button", name="Back a page").click()
    expect(page.locator("#q-A2").get_by_role("textbox")).to_have_value("At the door")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()

    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    assert answers() == {"A1": "Y", "A2": "At the door", "A3": ["W"], "A4": "Nothing more"}


def test_a_needed_answer_is_found_on_the_page_it_stands_on(open_page, coast, pat_person):
    proforma = Proforma.draft(coast.current_cycle(), title="What we see")
    part = factories.part_of(proforma, "person")
    first, last = part.last_section(), part.add_section(title="And last")
    first.title = "How it is now"
    first.save()
    part.add_question(kind="scale", text="How well does it work?", section=first, required=True)
    part.add_question(kind="short_text", text="What else?", section=last)
    proforma.open(closes_at=timezone.now() + timedelta(days=10))
    page = open_answers(open_page, pat_person, part)
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    expect(page.get_by_role("heading", name="How it is now")).to_be_visible()
    assert page.title().startswith("Page 1 of 2")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.get_by_role("heading", name="And last")).to_be_visible()
    page.get_by_role("textbox").fill("Nothing more")
    page.get_by_role("button", name="Look it over").click()

    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    expect(page.locator("#q-A1 .problem")).to_have_text("This one is needed before you hand it in.")
    expect(page.get_by_text("Some answers need another look.")).to_be_focused()
    assert page.title().startswith("Please look again")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("textbox")).to_have_value("Nothing more")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    assert answers() == {"A1": 4, "A2": "Nothing more"}


@pytest.fixture
def every_kind(coast, pat_person):
    """A draft that asks Pat one question of every kind."""
    proforma = Proforma.draft(coast.current_cycle(), title="What we see", intro="To meet better.")
    part = factories.part_of(proforma, "person")
    for kind in KINDS.values():
        part.add_question(
            kind=kind.code,
            text=f"{kind.label}: what do you say?",
            help="As you remember it.",
            why="It helps us to meet.",
            options=["At the door", "Between us", "On leaving"] if kind.has_options else [],
            rows=["We learn", "We listen"] if kind.has_rows else [],
            settings=SHOWN.get(kind.code, {}),
        )
    return part


SHOWN = {
    "whole_number": {"unit": "people", "period": "last 12 months", "basis": True},
    "scale": {"low": 0, "high": 10, "low_label": "Not at all", "high_label": "Very well"},
    "grid_scale": {"low": 1, "high": 5, "low_label": "Not at all", "high_label": "Fully"},
    "choose_several": {"most": 2, "shuffle": True, "comment": True},
    "rank": {"most": 2},
}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_building_pages_meet_the_accessibility_rules(desk, every_kind, viewport):
    desk.set_viewport_size(viewport)
    every_kind.add_section(title="And last")
    builder = f"/coast/proforma/{every_kind.proforma_id}/"
    part = f"{builder}parts/{every_kind.pk}/"
    broken = {}
    for name, address in {
        "builder": builder,
        "question form": f"{part}questions/new/",
        "a question": f"{builder}questions/{every_kind.questions.get(kind='scale').pk}/",
        "bank": f"{part}bank/",
        "preview": f"{part}preview/",
        "paste": f"{part}paste/",
    }.items():
        desk.goto(address)
        if name == "paste":
            desk.get_by_label("Your questions").fill(as_pasted(WANTED["A1"]))
            desk.get_by_role("button", name="Read it").click()
            expect(desk.get_by_text("This is how we understood it.")).to_be_visible()
        broken[name] = rules_broken(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name

    assert {name: rules for name, rules in broken.items() if rules} == {}


def test_every_kind_of_question_meets_the_accessibility_rules(open_page, every_kind, pat_person):
    every_kind.proforma.open(closes_at=timezone.now() + timedelta(days=10))
    page = open_answers(open_page, pat_person, every_kind)

    expect(page.locator(".question")).to_have_count(len(KINDS))
    assert rules_broken(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
