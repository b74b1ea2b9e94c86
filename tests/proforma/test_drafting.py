"""Drafting: pages, order, copies, conditions, the bank, pasting, trying out, and who saw it first."""

import pytest

from proforma.models import DraftReader, OwnQuestion, Part, Proforma, Question, Trial, copying
from tests import factories
from tests.forms import as_sent


@pytest.fixture
def views(proforma):
    return factories.part_of(proforma, Part.Unit.PERSON)


@pytest.fixture
def at(proforma):
    return f"/coast/proforma/{proforma.pk}/"


def codes(part):
    return [question.code for question in part.questions.in_use()]


def saved_as(ana, address, **changes):
    """Send the page's form back with some boxes changed."""
    return ana.post(address, as_sent(ana.get(address).content.decode()) | changes)


# Pages and order


def test_questions_go_over_the_edge_of_a_page(ana, views, at):
    second = views.add_section(title="More")

    ana.post(f"{at}questions/{views.questions.get(code='A3').pk}/move/?down")

    assert [q.code for q in second.questions.in_use()] == ["A3"]
    ana.post(f"{at}questions/{views.questions.get(code='A3').pk}/move/?up")
    assert codes(views) == ["A1", "A2", "A3"]
    assert not second.questions.exists()


def test_page_that_is_joined_gives_its_questions_to_the_one_before(ana, views, at):
    second = views.add_section(title="More")
    views.reorder([(second.pk, [views.questions.get(code="A2").pk])])

    ana.post(f"{at}pages/{second.pk}/remove/")

    assert codes(views) == ["A1", "A3", "A2"]
    assert views.sections.count() == 1


def test_last_page_is_never_removed(ana, views, at):
    ana.post(f"{at}pages/{views.sections.get().pk}/remove/")

    assert codes(views) == ["A1", "A2", "A3"]


def test_order_that_was_dragged_is_kept_across_pages(ana, views, at):
    second = views.add_section(title="More")
    first = views.sections.first()
    a1, a2, a3 = (views.questions.get(code=code).pk for code in ("A1", "A2", "A3"))

    ana.post(
        f"{at}parts/{views.pk}/questions/order/",
        {"order": [f"s{first.pk}", f"q{a3}", f"s{second.pk}", f"q{a2}", f"q{a1}"]},
    )

    assert codes(views) == ["A3", "A2", "A1"]
    assert list(second.questions.in_use()) == [
        *Question.objects.filter(pk__in=[a2]),
        *Question.objects.filter(pk=a1),
    ]


def test_order_names_nothing_of_another_part(ana, proforma, views, at):
    figures = factories.part_of(proforma, Part.Unit.PARTNER)
    b1 = figures.questions.get()

    ana.post(
        f"{at}parts/{views.pk}/questions/order/",
        {
            "order": [
                f"s{figures.sections.get().pk}",
                f"q{b1.pk}",
                "q999999",
                "nonsense",
                "s",
                "q" + "9" * 40,
            ]
        },
    )

    b1.refresh_from_db()
    assert b1.section == figures.sections.get()
    assert codes(views) == ["A1", "A2", "A3"]


def test_order_stays_once_people_are_asked(ana, pat_person, proforma, views, at):
    factories.open_now(proforma)
    a3 = views.questions.get(code="A3")

    dragged = ana.post(
        f"{at}parts/{views.pk}/questions/order/", {"order": [f"s{a3.section_id}", f"q{a3.pk}"]}
    )
    ana.post(f"{at}questions/{a3.pk}/move/?up")

    assert dragged.status_code == 409
    assert codes(views) == ["A1", "A2", "A3"]


def test_copy_stands_right_behind_with_a_code_of_its_own(ana, ana_user, views, at):
    question = views.questions.get(code="A2")

    ana.post(f"{at}questions/{question.pk}/duplicate/")

    assert codes(views) == ["A1", "A2", "A4", "A3"]
    copy = views.questions.with_options().get(code="A4")
    assert copy.choices() == question.choices()
    assert (copy.settings, copy.written_by) == ({"most": 2}, ana_user)


def test_what_was_taken_out_can_be_put_back(ana, views, at):
    question = views.questions.get(code="A2")
    page = ana.post(f"{at}questions/{question.pk}/retire/", follow=True).content.decode()
    assert "One question was taken out" in page
    assert codes(views) == ["A1", "A3"]

    ana.post(f"{at}questions/{question.pk}/restore/")

    assert codes(views) == ["A1", "A2", "A3"]  # where it stood


def test_question_is_moved_to_the_page_chosen_in_its_form(ana, views, at):
    second = views.add_section(title="More")
    question = views.questions.get(code="A1")

    saved_as(ana, f"{at}questions/{question.pk}/", section=str(second.pk))

    assert [q.code for q in second.questions.in_use()] == ["A1"]
    assert codes(views) == ["A2", "A3", "A1"]


def test_draft_is_numbered_in_its_order(ana, views, at):
    a1, a2, a3 = views.questions.all()
    follow_up = views.add_question(kind="short_text", text="Why?", follows=a2)
    later = views.add_question(
        kind="short_text",
        text="And?",
        show_if={"match": "all", "tests": [{"question": "A3", "is": "answered"}]},
    )
    taken_out = views.add_question(kind="short_text", text="Or?")
    taken_out.retire()
    views.reorder([(a1.section_id, [q.pk for q in (a3, a1, a2, follow_up, later)])])
    assert "Number the questions in this order" in ana.get(at).content.decode()

    ana.post(f"{at}parts/{views.pk}/renumber/")

    assert [(q.code, q.text) for q in views.questions.in_use()] == [
        ("A1", a3.text),
        ("A2", a1.text),
        ("A3", a2.text),
        ("A3a", "Why?"),
        ("A4", "And?"),
    ]
    assert views.questions.get(code="A4").show_if["tests"][0]["question"] == "A1"
    taken_out.refresh_from_db()
    assert taken_out.code == "A5"
    assert "Number the questions in this order" not in ana.get(at).content.decode()


def test_what_was_asked_or_repeats_an_earlier_cycle_keeps_its_numbers(
    ana, coast, pat_person, proforma, views, at
):
    views.questions.get(code="A3").move(up=True)
    copy = copying.copy_proforma(proforma, coast.current_cycle())
    factories.open_now(proforma)

    for one in (views, factories.part_of(copy, Part.Unit.PERSON)):
        ana.post(f"/coast/proforma/{one.proforma_id}/parts/{one.pk}/renumber/")
        assert codes(one) == ["A1", "A3", "A2"]


def test_follow_up_is_counted_with_its_question(ana, views, at):
    lead = views.questions.get(code="A1")

    ana.post(
        f"{at}parts/{views.pk}/questions/new/",
        {"kind": "short_text", "text": "Why so?", "follows": str(lead.pk)},
    )

    assert views.questions.get(text="Why so?").follows == lead
    assert [q.code for q in views.questions.counted()] == ["A1", "A2", "A3"]
    lead.retire()
    assert [q.code for q in views.questions.counted()] == ["A2", "A3", "A4"]


def test_minutes_are_reckoned_until_they_are_said(ana, views, at):
    views.refresh_from_db()
    reckoned = views.minutes
    assert reckoned > 1
    views.add_question(kind="long_text", text="And then?")
    views.refresh_from_db()
    assert views.minutes > reckoned

    ana.post(f"{at}parts/{views.pk}/edit/", {"title": "Your view", "minutes_given": "4"})

    views.refresh_from_db()
    assert (views.minutes, views.title) == (4, "Your view")


# One question's form


def test_reworded_choice_is_the_same_choice(ana, views, at):
    question = views.questions.get(code="A2")

    saved_as(
        ana,
        f"{at}questions/{question.pk}/",
        options_text="Between all of us\nAt the door\nOn leaving",
    )

    question = views.questions.with_options().get(code="A2")
    assert question.choices() == [
        ("B", "Between all of us"),
        ("A", "At the door"),
        ("o1", "On leaving"),
        ("OTH", "Other, please say"),
    ]


def test_condition_is_chosen_from_sentences(ana, views, at):
    question = views.questions.get(code="A3")
    address = f"{at}questions/{question.pk}/"
    assert "A2 is “At the door”" in ana.get(address).content.decode()

    saved_as(
        ana,
        address,
        **{
            "if-match": "any",
            "if-test_0": "A2|A|one_of",
            "if-test_1": "A1|at_most",
            "if-value_1": "4",
        },
    )

    question.refresh_from_db()
    assert question.show_if == {
        "match": "any",
        "tests": [
            {"question": "A2", "is": "one_of", "values": ["A"]},
            {"question": "A1", "is": "at_most", "value": "4"},
        ],
    }
    again = as_sent(ana.get(address).content.decode())
    assert (again["if-test_0"], again["if-test_1"], again["if-value_1"]) == (
        ["A2|A|one_of"],
        ["A1|at_most"],
        ["4"],
    )
    ana.post(address, again)
    question.refresh_from_db()
    assert len(question.show_if["tests"]) == 2


def test_condition_on_a_number_needs_the_number(ana, views, at):
    question = views.questions.get(code="A3")

    page = saved_as(
        ana, f"{at}questions/{question.pk}/", **{"if-test_0": "A1|at_least"}
    ).content.decode()

    assert "Give the number this condition is about." in page
    question.refresh_from_db()
    assert question.show_if is None


def test_condition_of_a_file_that_the_list_cannot_make_survives_the_form(ana, views, at):
    question = views.questions.get(code="A3")
    question.show_if = {
        "match": "all",
        "tests": [{"question": "A2", "is": "one_of", "values": ["A", "B"]}],
    }
    question.save()

    saved_as(ana, f"{at}questions/{question.pk}/", text="Tell us more.")

    question.refresh_from_db()
    assert question.text == "Tell us more."
    assert question.show_if["tests"][0]["values"] == ["A", "B"]


def test_question_asked_after_one_that_comes_later_keeps_it_from_opening(
    ana, coast, pat_person, views, proforma, at
):
    question = views.questions.get(code="A1")
    question.show_if = {"match": "all", "tests": [{"question": "A3", "is": "answered"}]}
    question.save()

    page = ana.get(at).content.decode()
    sent = ana.post(
        f"{at}circulate/",
        {"closes_on": "2099-01-01", "promised": "1", "subject": "Please", "body": "[[link]]"},
    ).content.decode()

    assert "A1 is asked only after A3, which does not come before it." in page
    assert "A1 is asked only after A3, which does not come before it." in sent
    assert not factories.part_of(proforma, "person").activity.is_opened


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (
            {"kind": "choose_one", "options_text": "Yes\nYES"},
            "Two of the choices are the same: “YES”.",
        ),
        ({"kind": "choose_one", "options_text": "x" * 201 + "\ny"}, "at most 200 characters"),
        ({"kind": "rank", "options_text": "a\nb", "most": "3"}, "more than there are choices"),
        ({"kind": "scale", "low": "5", "high": "5"}, "must be above the lowest"),
        ({"kind": "scale", "low": "0", "high": "100"}, "more than 21 steps is a number"),
        ({"kind": "whole_number", "min": "5", "max": "4"}, "below the least"),
        ({"kind": "grid_scale"}, "Give at least one row."),
        (
            {"kind": "grid_choice", "rows_text": "We learn", "options_text": "Often"},
            "at least two choices",
        ),
        ({"kind": "nonsense"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(ana, views, at, boxes, sentence):
    answer = ana.post(f"{at}parts/{views.pk}/questions/new/", {"text": "How?", **boxes})

    assert sentence in answer.content.decode()
    assert codes(views) == ["A1", "A2", "A3"]


def test_where_it_came_from_and_how_far_it_steers_are_kept(ana, ana_user, pat_person, views, at):
    ana.post(
        f"{at}parts/{views.pk}/questions/new/",
        {
            "kind": "choose_one",
            "text": "Which first?",
            "options_text": "This\nThat",
            "origin": "participant",
            "origin_person": str(pat_person.pk),
            "origin_note": "said at the first meeting",
            "steer": "low",
            "options_origin": "coordinator",
            "options_steer": "high",
        },
    )

    question = views.questions.get(text="Which first?")
    assert (question.origin, question.origin_person, question.origin_note) == (
        "participant",
        pat_person,
        "said at the first meeting",
    )
    assert (question.steer, question.options_origin, question.options_steer) == (
        "low",
        "coordinator",
        "high",
    )
    assert question.written_by == ana_user


def test_wording_is_looked_at_while_it_is_typed_and_never_blocks(ana, views, at):
    said = ana.post(
        f"{at}wording/",
        {"kind": "choose_one", "text": "Don't you agree?", "options_text": "Yes\nVery much"},
    ).content.decode()
    assert 'class="remark"' in said

    ana.post(
        f"{at}parts/{views.pk}/questions/new/", {"kind": "long_text", "text": "Don't you agree?"}
    )

    assert views.questions.filter(text="Don't you agree?").exists()


@pytest.mark.parametrize(
    "boxes", [{}, {"kind": "x"}, {"kind": "scale", "low": "٣", "high": "-"}, {"text": "a" * 90000}]
)
def test_wording_check_takes_whatever_is_typed(ana, at, boxes):
    assert ana.post(f"{at}wording/", boxes).status_code == 200


# Many at once


def test_bank_gives_a_question_with_its_follow_up(ana, ana_user, proforma, at):
    figures = factories.part_of(proforma, Part.Unit.PARTNER)

    ana.post(f"{at}parts/{figures.pk}/bank/", {"entry": ["Q27", "Q4", "Q3"]})

    added = list(figures.questions.in_use().exclude(code="B1"))
    assert [question.kind for question in added] == [
        "whole_number",
        "money",
        "month",
    ]  # not Q3: it asks persons
    assert added[2].follows == added[1]
    assert {(q.origin, q.written_by) for q in added} == {("question_bank", ana_user)}
    assert added[0].origin_note == "question bank, Q4"


def test_bank_is_searched_by_words_and_theme(ana, views, at):
    looking = {"look": "yes", "words": "broke down", "entry": ["Q29"]}
    page = ana.post(f"{at}parts/{views.pk}/bank/", looking).content.decode()

    assert "Q20 " in page
    assert "Q17 " not in page
    assert as_sent(page)["entry"] == ["Q29"]  # a tick is not lost by looking further
    assert codes(views) == ["A1", "A2", "A3"]


def test_own_question_is_kept_and_taken_again(ana, views, proforma, at):
    question = views.questions.get(code="A2")
    ana.post(f"{at}questions/{question.pk}/keep/")
    own = OwnQuestion.objects.get()

    ana.post(f"{at}parts/{views.pk}/bank/?shelf=own", {"own": [str(own.pk)]})

    added = views.questions.with_options().get(code="A4")
    assert (added.text, added.choices()) == (question.text, question.choices())


def test_whole_page_of_an_earlier_proforma_is_taken_over(ana, coast, views, proforma):
    later = Proforma.draft(coast.current_cycle(), title="Again")
    part = factories.part_of(later, Part.Unit.PERSON)
    first = views.sections.get()
    first.title = "How we work"
    first.save()
    address = f"/coast/proforma/{later.pk}/parts/{part.pk}/bank/?shelf=past"
    assert "The whole page “How we work”" in ana.get(address).content.decode()

    ana.post(address, {"page": [str(first.pk)]})

    assert [(q.code, q.repeats.part) for q in part.questions.in_use()] == [
        ("A1", views),
        ("A2", views),
        ("A3", views),
    ]
    assert part.sections.last().title == "How we work"


def test_nothing_is_taken_from_another_network(ana, hills, views, proforma, at):
    theirs = factories.create_proforma(hills, title="Theirs")
    page = theirs.parts.get(unit="person").sections.get()
    own = OwnQuestion.keep(hills, theirs.parts.get(unit="person").questions.first())

    answer = ana.post(
        f"{at}parts/{views.pk}/bank/",
        {
            "page": [str(page.pk)],
            "question": [str(page.questions.first().pk)],
            "own": [str(own.pk)],
        },
    )

    assert "Nothing was ticked" in answer.content.decode()
    assert codes(views) == ["A1", "A2", "A3"]


PASTE = """# About you
Which best describes where you answer from?
  - Front-line worker
  - Manager
  - Other
How many adults did you support in the last 12 months?
"""


def test_pasted_list_is_shown_before_it_is_added(ana, views, at):
    address = f"{at}parts/{views.pk}/paste/"

    page = ana.post(address, {"text": PASTE}).content.decode()

    assert "Nothing is saved yet." in page
    assert codes(views) == ["A1", "A2", "A3"]
    ana.post(address, as_sent(page) | {"add": "yes"})
    added = list(views.questions.with_options().exclude(code__in=["A1", "A2", "A3"]))
    assert [question.kind for question in added] == ["choose_one", "whole_number"]
    assert added[0].choices()[-1][0] == "OTH"
    assert added[0].section.title == "About you"


def test_kind_that_was_guessed_can_be_set_right(ana, views, at):
    address = f"{at}parts/{views.pk}/paste/"
    page = as_sent(ana.post(address, {"text": PASTE}).content.decode())

    ana.post(address, page | {"kind-0": "choose_several", "kind-1": "long_text", "add": "yes"})

    assert [q.kind for q in views.questions.filter(code__in=["A4", "A5"])] == [
        "choose_several",
        "long_text",
    ]
    assert views.questions.get(code="A5").settings == {}


def test_kind_that_needs_choices_is_not_given_to_a_question_without(ana, views, at):
    address = f"{at}parts/{views.pk}/paste/"
    page = as_sent(ana.post(address, {"text": PASTE}).content.decode())

    words = ana.post(address, page | {"kind-1": "rank", "add": "yes"}).content.decode()

    assert "needs at least two choices for that" in words
    assert codes(views) == ["A1", "A2", "A3"]


def test_pasted_text_that_is_too_long_is_not_cut(ana, views, at):
    words = ana.post(
        f"{at}parts/{views.pk}/paste/", {"text": "Why " + "so " * 400 + "?", "add": "yes"}
    ).content.decode()

    assert "there is room for" in words
    assert codes(views) == ["A1", "A2", "A3"]


def test_pasting_nothing_says_so(ana, views, at):
    assert (
        "We found no question in it."
        in ana.post(f"{at}parts/{views.pk}/paste/", {"text": "# Only a heading"}).content.decode()
    )


# Trying it out, and who saw it


def test_what_was_tried_is_nobodys_answer_and_is_wiped_at_opening(
    ana, pat_person, views, proforma, at
):
    address = f"{at}parts/{views.pk}/preview/"
    ana.post(address, as_sent(ana.get(address).content.decode()) | {"A1": "7"})
    assert Trial.objects.get().answers["A1"]["value"] == 7
    assert 'value="7" checked' in ana.get(address).content.decode()
    assert not views.responses.exists()

    factories.open_now(proforma)

    assert not Trial.objects.exists()


def test_trying_meets_the_same_refusals_as_answering(ana, views, at):
    views.questions.filter(code="A1").update(required=True)
    address = f"{at}parts/{views.pk}/preview/"

    page = ana.post(
        address, {"asked": ["A1", "A2"], "A2": ["A", "B", "OTH"], "hand_in": "yes"}
    ).content.decode()

    assert "Please choose at most 2; 3 are ticked." in page
    assert "This one is needed before you hand it in." in page


def test_observer_looks_at_the_preview_and_leaves_nothing(vic, views, at):
    address = f"{at}parts/{views.pk}/preview/"

    page = vic.get(address).content.decode()
    vic.post(address, {"asked": "A1", "A1": "7"})

    assert "<fieldset disabled" in page
    assert not Trial.objects.exists()


def test_whole_part_stands_on_one_page_to_be_printed(vic, views, at):
    second = views.add_section(title="More", intro="As you like.")
    views.add_question(
        kind="short_text",
        text="Why so?",
        section=second,
        show_if={"match": "all", "tests": [{"question": "A1", "is": "at_most", "value": "3"}]},
    )

    page = vic.get(f"{at}parts/{views.pk}/preview/?whole").content.decode()

    assert as_sent(page)["asked"] == ["A1", "A2", "A3", "A4"]
    assert "As you like." in page
    assert "Only if “How well do we work together?” is 3 or less." in page
    assert "data-watches" not in page  # a script would hide what is to be printed


def test_what_is_printed_is_empty_whatever_was_tried(ana, views, at):
    ana.post(f"{at}parts/{views.pk}/preview/", {"asked": "A3", "A3": "Only a trial."})

    assert "Only a trial." not in ana.get(f"{at}parts/{views.pk}/preview/?whole").content.decode()


def test_question_that_waits_can_be_previewed(ana, pat_person, views, proforma, at):
    factories.open_now(proforma)
    factories.part_of(proforma, Part.Unit.PERSON).add_question(
        kind="short_text", text="And what else?"
    )

    assert "And what else?" in ana.get(f"{at}parts/{views.pk}/preview/").content.decode()


def test_who_saw_the_draft_and_what_it_changed_is_kept(ana, coast, pat_person, at):
    ana.post(
        f"{at}readers/new/",
        {
            "person": str(pat_person.pk),
            "read_on": "2026-10-01",
            "said": "A3 leads.",
            "changed": "A3 reworded.",
        },
    )
    refused = ana.post(f"{at}readers/new/", {"read_on": "2026-10-01"}).content.decode()

    assert "Choose somebody, or write a name." in refused
    reader = DraftReader.objects.get()
    page = ana.get(at).content.decode()
    assert "Pat" in page
    assert "A3 reworded." in page
    saved_as(ana, f"{at}readers/{reader.pk}/", changed="A3 asked open first.")
    reader.refresh_from_db()
    assert reader.changed == "A3 asked open first."


def test_copy_for_the_next_cycle_takes_pages_conditions_and_follow_ups_along(
    coast, views, proforma
):
    second = views.add_section(title="More")
    views.add_question(
        kind="short_text",
        text="Why so?",
        section=second,
        follows=views.questions.get(code="A1"),
        show_if={"match": "all", "tests": [{"question": "A1", "is": "answered"}]},
    )

    copy = copying.copy_proforma(proforma, coast.current_cycle())

    part = factories.part_of(copy, Part.Unit.PERSON)
    asked = part.questions.get(code="A4")
    assert [section.title for section in part.sections.all()] == ["", "More"]
    assert (asked.section.title, asked.follows.part, asked.follows.code) == ("More", part, "A1")
    assert asked.show_if["tests"][0]["question"] == "A1"


@pytest.mark.parametrize("count", [3, 100])
def test_builder_asks_as_often_for_a_hundred_questions_as_for_three(
    ana, views, at, count, django_assert_num_queries
):
    for n in range(count):
        views.add_question(kind="choose_one", text=f"Which {n}?", options=["This", "That"])

    with django_assert_num_queries(9):
        ana.get(at)
    with django_assert_num_queries(9):
        ana.get(f"{at}parts/{views.pk}/preview/")
    with django_assert_num_queries(12):
        ana.get(f"{at}parts/{views.pk}/questions/new/")
