"""Questions from one place to another: many at once, and each condition on the question it was about."""

import io
import time

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proforma import xlsform
from proforma.forms.options import paired
from proforma.models import Part, Proforma, Question, copying, numbering
from proforma.plain import PlainOption, PlainPart, PlainProforma, PlainQuestion, PlainSection
from tests import factories
from tests.forms import as_sent


def shown_if(*codes, match="all"):
    return {"match": match, "tests": [{"question": code, "is": "answered"} for code in codes]}


def a_part(coast, texts, *, title="Another", unit=Part.Unit.PERSON):
    """A draft that asks these, each {"show_if": …} and so on by its text."""
    proforma = Proforma.draft(coast.current_cycle(), title=title)
    part = factories.part_of(proforma, unit)
    for text, fields in texts.items():
        part.add_question(kind="short_text", text=text, **fields)
    return part


def one_of(part, text):
    return part.questions.get(text=text)


def named_by(part, text):
    """The words of the questions that the condition of one looks at."""
    return [part.questions.get(code=code).text for code in one_of(part, text).condition_codes()]


def take(part, *questions):
    wanted = Question.objects.filter(pk__in=[one.pk for one in questions]).with_options()
    added = copying.copy_questions(wanted.order_by("pk"), part.last_section())
    return {question.text: question for question in added}


# Many at once


def plain_form(count):
    """Half of the questions hang on the one before, and have a page of their own now and then."""
    questions = [
        PlainQuestion(
            "choose_one",
            f"Which {n}?",
            code=f"A{n}",
            options=[PlainOption(f"Way {way}") for way in range(5)],
            show_if=shown_if(f"A{n - 1}") if n % 2 else None,
            follows=f"A{n - 1}" if n % 2 else "",
        )
        for n in range(2, count + 2)
    ]
    pages = [PlainSection(questions[n : n + 5], f"Page {n}") for n in range(0, count, 5)]
    return PlainProforma("Long", parts=[PlainPart("person", sections=pages)])


def begin_long(coast, count):
    proforma = copying.begin(coast.current_cycle(), plain_form(count))
    return factories.part_of(proforma, Part.Unit.PERSON)


def copy_all(coast, part, count):
    copying.copy_proforma(part.proforma, coast.current_cycle())


def copy_page(coast, part, count):
    part.questions.update(section=part.sections.first())
    fresh = a_part(coast, {})
    with_all = part.sections.first()
    return lambda: copying.copy_section(with_all, fresh)


def add_all(coast, part, count):
    questions = plain_form(count).parts[0].questions()
    return lambda: copying.add_plain(part.last_section(), questions)


WAYS = {
    "begin": lambda coast, part, count: lambda: begin_long(coast, count),
    "copy_proforma": lambda coast, part, count: lambda: copy_all(coast, part, count),
    "copy_section": copy_page,
    "add_plain": add_all,
}


@pytest.mark.parametrize("way", WAYS)
def test_many_questions_are_added_with_as_few_queries_as_a_few(coast, way, monkeypatch):
    # Django feeds SQLite a thousand values at a time, however many rows there are; not so PostgreSQL.
    monkeypatch.setattr(type(connection.features), "max_query_params", 30_000)
    needed = []
    for count in (10, 60):
        run = WAYS[way](coast, begin_long(coast, count), count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            run()
        needed.append(len(queries))

    assert needed[0] == needed[1]
    assert Question.objects.count() == 140


def long_form(count):
    book = openpyxl.Workbook()
    survey, choices = book.active, book.create_sheet("choices")
    survey.title = "survey"
    survey.append(["type", "name", "label"])
    choices.append(["list_name", "name", "label"])
    for n in range(count):
        survey.append([f"select_one l{n}", f"q{n}", f"Which of the five, in place {n}?"])
        for way in range(5):
            choices.append([f"l{n}", f"w{way}", f"Way {way}"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_five_hundred_questions_are_imported_and_copied_in_no_time(coast):
    plain = xlsform.read("long.xlsx", long_form(500)).proforma

    began = time.perf_counter()
    proforma = copying.begin(coast.current_cycle(), plain)
    read = time.perf_counter()
    copying.copy_proforma(proforma, coast.current_cycle())
    copied = time.perf_counter()

    assert Question.objects.count() == 1000
    assert max(read - began, copied - read) < 10  # a second or so; it was forty
    part = factories.part_of(proforma, Part.Unit.PERSON)
    assert [q.code for q in part.questions.in_use()] == [f"A{n}" for n in range(1, 501)]
    assert part.minutes == round(500 * part.questions.first().seconds() / 60)


def test_what_is_added_stands_at_the_end_in_its_order(coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    minutes = part.minutes

    added = copying.add_plain(
        part.last_section(),
        [
            PlainQuestion("long_text", f"And {n}?", code=code)
            for n, code in enumerate(["", "A2", "B7"])
        ],
    )

    assert [q.code for q in part.questions.in_use()] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert [q.pk for q in part.questions.in_use()][3:] == [q.pk for q in added]
    part.refresh_from_db()
    assert part.minutes > minutes


def test_choices_get_codes_that_differ_and_mean_nothing_else(coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    texts = [("This", ""), ("That", "o1"), ("Those", "x"), ("These", "x"), ("Other", "OTH")]

    (question,) = copying.add_plain(
        part.last_section(),
        [
            PlainQuestion(
                "grid_choice",
                "Which?",
                options=[PlainOption(text, code) for text, code in [*texts, ("Else", "OTH")]],
                rows=[PlainOption("Here"), PlainOption("There", "o1")],
            )
        ],
    )

    question = part.questions.with_options().get(pk=question.pk)
    codes = [code for code, _text in question.choices()]
    assert codes == ["o2", "o1", "x", "o3", "OTH", "o4"]
    assert [code for code, _text in question.grid_rows()] == ["o5", "o1"]


# What names another


def test_condition_stays_with_the_question_of_its_own_proforma(coast):
    first = a_part(coast, {"Here?": {}, "How so?": {"show_if": shown_if("A1")}})
    second = a_part(coast, {"There?": {}})
    part = a_part(coast, {})

    take(part, *first.questions.all(), *second.questions.all())

    assert [q.text for q in part.questions.in_use()] == ["Here?", "How so?", "There?"]
    assert named_by(part, "How so?") == ["Here?"]


def test_condition_is_not_tied_to_a_question_that_only_has_the_same_code(coast):
    earlier = a_part(coast, {"Ours?": {}})
    copy = copying.copy_proforma(earlier.proforma, coast.current_cycle())
    part = factories.part_of(copy, Part.Unit.PERSON)
    alien = a_part(
        coast,
        {
            "Theirs?": {},
            "How so?": {
                "show_if": shown_if("A1"),
                "settings": {"not_above": "A1"},
            },
        },
    )
    one_of(alien, "How so?").save()
    Question.objects.filter(text="How so?").update(follows=one_of(alien, "Theirs?"))

    taken = take(part, one_of(alien, "How so?"))["How so?"]

    taken.refresh_from_db()
    assert (taken.show_if, taken.follows, taken.settings) == (None, None, {})


def test_what_comes_late_from_the_earlier_cycle_finds_what_its_copy_asks(coast):
    oldest = a_part(coast, {"First?": {}, "Second?": {"show_if": shown_if("A1")}})
    older = copying.copy_proforma(oldest.proforma, coast.current_cycle())
    copy = copying.copy_proforma(older, coast.current_cycle())
    part = factories.part_of(copy, Part.Unit.PERSON)
    one_of(part, "Second?").delete()

    taken = take(part, one_of(oldest, "Second?"))["Second?"]

    assert taken.code == "A2"
    assert named_by(part, "Second?") == ["First?"]
    assert not taken.lost_condition


@pytest.mark.parametrize(
    ("match", "left", "lost_condition", "lost_tests"),
    [("all", [], True, False), ("any", ["First?"], False, True)],
)
def test_condition_is_never_loosened(coast, match, left, lost_condition, lost_tests):
    earlier = a_part(
        coast,
        {"First?": {}, "Second?": {}, "Third?": {"show_if": shown_if("A1", "A2", match=match)}},
    )
    part = a_part(coast, {})

    taken = take(part, one_of(earlier, "First?"), one_of(earlier, "Third?"))

    assert named_by(part, "Third?") == left
    third = taken["Third?"]
    assert (third.lost_condition, third.lost_tests) == (lost_condition, lost_tests)
    assert not taken["First?"].lost_condition


@pytest.mark.parametrize(("match", "left"), [("all", None), ("any", shown_if("A1", match="any"))])
def test_condition_of_plain_questions_is_never_loosened(coast, match, left):
    part = a_part(coast, {})

    first, second, third = copying.add_plain(
        part.last_section(),
        [
            PlainQuestion("yes_no", "First?", code="A1"),
            PlainQuestion(
                "yes_no", "Second?", code="A2", show_if=shown_if("A1", "A9", match=match)
            ),
            PlainQuestion("yes_no", "Third?", code="A3", show_if=shown_if("A9", match=match)),
        ],
    )

    second.refresh_from_db()
    assert second.show_if == left
    assert (second.lost_condition, third.lost_condition) == (left is None, True)
    assert (first.lost_condition, first.lost_tests) == (False, False)


def test_condition_that_did_not_come_along_is_said(ana, coast):
    earlier = a_part(
        coast,
        {
            "First?": {},
            "Second?": {"show_if": shown_if("A1")},
            "Third?": {"show_if": shown_if("A1", "A2", match="any")},
        },
    )
    part = a_part(coast, {}, title="Later")

    page = ana.post(
        f"/coast/proforma/{part.proforma_id}/parts/{part.pk}/bank/?shelf=past",
        {"question": [str(one_of(earlier, text).pk) for text in ("Second?", "Third?")]},
        follow=True,
    ).content.decode()

    assert "A2 was taken over without its condition" in page
    assert "Part of the condition of A3 looks at a question left behind" in page


def test_pages_taken_together_keep_what_looks_across_them(ana, coast):
    earlier = a_part(coast, {"First?": {}})
    earlier.add_question(
        kind="short_text",
        text="Second?",
        section=earlier.add_section(title="More"),
        show_if=shown_if("A1"),
    )
    part = a_part(coast, {}, title="Later")

    page = ana.post(
        f"/coast/proforma/{part.proforma_id}/parts/{part.pk}/bank/?shelf=past",
        {"page": [str(section.pk) for section in earlier.sections.all()]},
        follow=True,
    ).content.decode()

    assert named_by(part, "Second?") == ["First?"]
    assert "without its condition" not in page


# Codes of an earlier cycle


@pytest.fixture
def later(coast):
    """A part that began as a copy of one whose A2 was taken out."""
    earlier = a_part(coast, {"First?": {}, "Gone?": {}, "Third?": {}})
    one_of(earlier, "Gone?").retire()
    copy = copying.copy_proforma(earlier.proforma, coast.current_cycle())
    part = factories.part_of(copy, Part.Unit.PERSON)
    assert [q.code for q in part.questions.in_use()] == ["A1", "A3"]
    return part


def test_code_of_an_earlier_cycle_is_not_given_to_what_is_taken_or_pasted(coast, later):
    alien = a_part(coast, {"Theirs?": {}, "Their second?": {}})

    taken = take(later, one_of(alien, "Their second?"))["Their second?"]
    (pasted,) = copying.add_plain(
        later.last_section(), [PlainQuestion("yes_no", "Pasted?", code="A2")]
    )

    assert (taken.code, pasted.code) == ("A4", "A5")


def test_question_that_returns_has_its_own_code_again(later):
    gone = one_of(later.began_as, "Gone?")

    assert take(later, gone)["Gone?"].code == "A2"
    assert take(later, gone)["Gone?"].code == "A4"  # but once


def test_condition_goes_along_when_what_was_taken_out_is_numbered_too(coast):
    part = a_part(
        coast, {"First?": {}, "Second?": {}, "Third?": {}, "Fourth?": {"show_if": shown_if("A2")}}
    )
    Question.objects.filter(text="Fourth?").update(settings={"not_above": "A2"})
    one_of(part, "Second?").retire()

    numbering.renumber(Part.objects.get(pk=part.pk))

    assert [q.code for q in part.questions.in_use()] == ["A1", "A2", "A3"]
    assert named_by(part, "Fourth?") == ["Second?"]
    fourth = one_of(part, "Fourth?")
    assert fourth.settings == {"not_above": one_of(part, "Second?").code}


# Choices of a question that repeats an earlier one


def test_new_choice_of_a_repeated_question_is_no_rewording():
    stored = [("a", "At the door"), ("b", "Between us")]
    lines = ["At the door", "On the phone"]

    assert paired(lines, stored) == [("a", "At the door"), ("b", "On the phone")]
    assert paired(lines, stored, is_repeat=True) == [("a", "At the door"), ("", "On the phone")]
    assert paired(["AT THE DOOR"], stored, is_repeat=True) == [("a", "AT THE DOOR")]


def test_code_of_a_choice_keeps_its_meaning_across_cycles(ana, coast):
    earlier = a_part(coast, {})
    question = earlier.add_question(
        kind="choose_one", text="Where?", options=["At the door", "Between us", "On leaving"]
    )
    question.options.filter(code="o3").update(retired_at="2026-01-01T00:00Z")
    copy = copying.copy_proforma(earlier.proforma, coast.current_cycle())
    part = factories.part_of(copy, Part.Unit.PERSON)
    address = f"/coast/proforma/{copy.pk}/questions/{one_of(part, 'Where?').pk}/"

    boxes = as_sent(ana.get(address).content.decode())
    ana.post(address, boxes | {"options_text": "At the door\nOn the phone"})

    again = part.questions.with_options().get(text="Where?")
    assert again.choices() == [("o1", "At the door"), ("o4", "On the phone")]
    assert again.repeats == question


def test_question_of_another_kind_repeats_nothing(ana, coast):
    earlier = a_part(coast, {"Where?": {}})
    copy = copying.copy_proforma(earlier.proforma, coast.current_cycle())
    part = factories.part_of(copy, Part.Unit.PERSON)
    address = f"/coast/proforma/{copy.pk}/questions/{one_of(part, 'Where?').pk}/"
    boxes = as_sent(ana.get(address).content.decode())

    ana.post(address, boxes | {"text": "Where exactly?"})
    assert one_of(part, "Where exactly?").repeats == one_of(earlier, "Where?")

    ana.post(address, boxes | {"kind": "yes_no"})
    assert one_of(part, "Where?").repeats is None


# Files and pages


def test_duplicate_has_no_name_of_its_own_in_the_file(coast):
    proforma = copying.begin(
        coast.current_cycle(), xlsform.read("form.xlsx", long_form(1)).proforma
    )
    part = factories.part_of(proforma, Part.Unit.PERSON)
    question = part.questions.with_options().get()
    assert question.kept["name"] == "q0"

    copy = question.duplicate()

    assert copy.kept == {}
    assert not copy.options.exclude(kept={}).exists()
    assert [(o.code, o.text) for o in copy.options.all()] == [
        (o.code, o.text) for o in question.options.all()
    ]


def test_page_with_a_word_before_it_is_not_used_up_by_what_is_pasted(coast):
    part = a_part(coast, {"First?": {}})
    said = part.add_section(intro="Take your time.")

    (added,) = copying.add_plain_sections(
        part, [PlainSection([PlainQuestion("yes_no", "Pasted?")], "Pasted page", "And its word.")]
    )

    said.refresh_from_db()
    assert (said.title, said.intro) == ("", "Take your time.")
    assert (added.section.title, added.section.intro) == ("Pasted page", "And its word.")
    assert part.last_section() == added.section


def test_empty_page_is_used_up_and_what_has_no_heading_goes_on_at_the_end(coast):
    part = a_part(coast, {"First?": {}})
    empty = part.add_section()
    headed = [PlainSection([PlainQuestion("yes_no", "Pasted?")], "Pasted page")]
    bare = [PlainSection([PlainQuestion("yes_no", "And more?")])]

    added = copying.add_plain_sections(part, headed) + copying.add_plain_sections(part, bare)

    assert [question.section for question in added] == [empty, empty]
    empty.refresh_from_db()
    assert empty.title == "Pasted page"
