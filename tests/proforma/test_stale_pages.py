"""A page that was opened before something was changed brings its words home, and changes nothing else."""

import pytest

from proforma import circulation
from proforma.models import Option, Part, Question, Response
from tests import factories
from tests.forms import as_sent, hand_in


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PERSON)


@pytest.fixture
def address(views, pat_person):
    return f"/p/{pat_person.code}/answer/{views.pk}/"


def seen(phone, address):
    return as_sent(phone.get(address).content.decode())


def value_of(code):
    return Response.objects.get().answers[code]["value"]


def test_words_to_a_question_that_was_just_taken_out_are_kept(pat, views, address):
    page = seen(pat, address)
    views.questions.get(code="A3").retire()

    pat.post(address, page | {"A3": "A long and careful answer."})

    assert value_of("A3") == "A long and careful answer."
    assert "A3" not in seen(pat, address)["asked"]


def test_autosave_of_a_question_that_was_just_taken_out_is_taken(pat, views, address):
    views.questions.get(code="A3").retire()

    words = pat.post(
        address, {"only": "A3", "A3": "A careful answer."}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "✓ Saved" in words
    assert value_of("A3") == "A careful answer."


def test_choice_that_was_just_retired_is_taken_from_a_page_that_offered_it(pat, views, address):
    page = seen(pat, address)
    views.questions.get(code="A2").options.filter(code="A").update(
        retired_at=views.activity.opened_at
    )

    pat.post(address, page | {"A2": ["A", "B"]})

    assert value_of("A2") == ["A", "B"]


def test_row_that_was_just_retired_is_taken_from_a_page_that_had_it(pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    question = part.add_question(
        kind="grid_scale", text="How far?", rows=[("a", "We learn"), ("b", "We listen")]
    )
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"
    page = seen(pat, address)
    question.set_options([("a", "We learn")], Option.Axis.ROW)

    pat.post(address, page | {"A4/a": "1", "A4/b": "2"})

    assert value_of("A4") == {"a": 1, "b": 2}


def test_words_beside_other_stay_when_other_is_retired(pat, views, address):
    pat.post(address, {"asked": "A2", "A2": "B", "A2.other": "On the stairs"})
    views.questions.get(code="A2").options.filter(code="OTH").update(
        retired_at=views.activity.opened_at
    )

    pat.post(address, seen(pat, address) | {"A1": "4"})

    assert Response.objects.get().answers["A2"]["other"] == "On the stairs"


@pytest.fixture
def partners_page(coast, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(kind="organisations", text="Whom do you refer to?")
    factories.open_now(proforma)
    return f"/p/{pat_person.code}/answer/{part.pk}/"


def test_partner_that_became_ones_own_stays_chosen(pat, pat_person, coast, partners_page):
    shore, hill = (coast.add_partner(name=name, sector="charity") for name in ("Shore", "Hill"))
    pat.post(partners_page, {"asked": "A4", "A4": [str(shore.pk), str(hill.pk)]})
    pat_person.partner = shore
    pat_person.save()

    pat.post(partners_page, seen(pat, partners_page))

    assert value_of("A4") == sorted([shore.pk, hill.pk])


def test_partner_that_is_gone_stays_chosen_without_a_name(pat, coast, partners_page):
    shore = coast.add_partner(name="Shore", sector="charity")
    gone = shore.pk
    pat.post(partners_page, {"asked": "A4", "A4": str(shore.pk)})
    shore.delete()

    pat.post(partners_page, seen(pat, partners_page))

    assert value_of("A4") == [gone]
    assert "a partner that is not listed any more" in pat.get(partners_page).content.decode()


def test_own_partner_is_not_offered(pat, harbour, coast, partners_page):
    coast.add_partner(name="Shore", sector="charity")

    assert f'name="A4" value="{harbour.pk}"' not in pat.get(partners_page).content.decode()
    pat.post(partners_page, {"asked": "A4", "A4": str(harbour.pk)})
    assert not Response.objects.exists()


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "<b>", ""])
def test_name_of_a_page_is_one_of_ours_or_none(pat, address, name):
    pat.post(address, {"asked": "A1", "A1": "4", "page": name})

    assert value_of("A1") == 4
    assert Response.objects.get().answers["A1"]["page"] != name


def test_page_of_two_hundred_questions_is_saved_whole(pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    for n in range(200):
        part.add_question(kind="yes_no", text=f"Is it {n}?", settings={"comment": True})
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"

    answer = pat.post(address, seen(pat, address) | {"A200": "yes"})

    assert answer.status_code == 302
    assert value_of("A200") == "yes"


@pytest.mark.parametrize("name", ["A1", "A1/x\x00", "A1.caveat"])
def test_nul_in_what_could_not_be_taken_does_no_harm(pat, address, name):
    """PostgreSQL refuses it in a document."""
    answer = pat.post(address, {"asked": "A1", "A1": "eleven", name: "elev\x00en"})

    assert answer.status_code == 200
    assert pat.get(address).status_code == 200
    assert Response.objects.get().answers["A1"]["unread"]["A1"] == ["eleven"]


def test_what_could_not_be_taken_can_be_read_after_the_close(pat, open_proforma, address):
    pat.post(address, {"asked": "A1", "A1": "about a seven"})
    open_proforma.close()

    words = pat.get(address).content.decode()

    assert "Written, but not counted, for it could not be read: about a seven" in words


def test_unread_answer_to_what_is_asked_no_more_keeps_nobody_from_handing_in(
    pat, pat_person, proforma
):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(
        kind="whole_number",
        text="How often?",
        show_if={"match": "all", "tests": [{"question": "A1", "is": "at_most", "value": "3"}]},
    )
    factories.open_now(proforma)
    address = f"/p/{pat_person.code}/answer/{part.pk}/"
    pat.post(address, {"asked": ["A1", "A4"], "A1": "2", "A4": "now and then"})

    hand_in(pat, address, seen(pat, address) | {"A1": "9"})

    assert Response.objects.get().submitted_at


# The coordinator's side


def test_form_that_was_opened_on_a_draft_changes_only_words_afterwards(ana, pat_person, proforma):
    stale = Question.objects.with_options().get(code="A2", part__proforma=proforma)
    factories.open_now(proforma)

    stale.kind = "long_text"  # as its form leaves it
    stale.rewrite(
        kind="long_text", text="Where are people stuck?", options=[("A", "At the door")], rows=[]
    )

    question = Question.objects.with_options().get(pk=stale.pk)
    assert [code for code, _text in question.choices()] == ["A", "B", "OTH"]
    assert (question.since, question.kind, question.text) == (
        1,
        "choose_several",
        "Where are people stuck?",
    )


def test_asking_more_from_two_windows_asks_and_writes_once(pat_person, views):
    factories.answer(views, pat_person, A1=4)
    views.add_question(kind="short_text", text="And what else?")
    windows = [Part.objects.select_related("activity").get(pk=views.pk) for _window in range(2)]

    written = [
        circulation.ask_more(window, asks_answered=True, subject="More", body="[[link]]")
        for window in windows
    ]

    assert [mailing and mailing.messages.count() for mailing in written] == [1, None]
    assert views.versions.count() == 2


def test_what_somebody_was_passed_over_for_is_not_asked_with_the_next(
    pat, pat_person, views, address
):
    factories.answer(views, pat_person, A1=4, A2=["A"], A3="Words.")
    for text, asks in (("Not of those", False), ("Of everyone", True)):
        views.add_question(kind="short_text", text=text)
        part = Part.objects.select_related("activity").get(pk=views.pk)
        circulation.ask_more(part, asks_answered=asks, subject="More", body="[[link]]")

    assert seen(pat, address)["asked"] == ["A1", "A2", "A3", "A5"]
    assert [q.code for q in Response.objects.get().added_since()] == ["A5"]


def test_question_that_can_never_be_asked_is_pointed_out(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(
        kind="short_text",
        text="Why?",
        show_if={"match": "all", "tests": [{"question": "A2", "is": "one_of", "values": ["A"]}]},
    )
    part.questions.get(code="A2").set_options(
        [("B", "Between us"), ("C", "On leaving")], Option.Axis.OPTION
    )

    page = ana.get(f"/coast/proforma/{proforma.pk}/").content.decode()

    assert "A4 waits for an answer that A2 does not offer." in page


def test_pages_are_not_joined_once_people_are_asked(ana, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    second = part.add_section(title="More")
    part.reorder([(second.pk, [part.questions.get(code="A3").pk])])
    factories.open_now(proforma)

    ana.post(f"/coast/proforma/{proforma.pk}/pages/{second.pk}/remove/")

    assert part.sections.count() == 2


def test_first_page_is_joined_in_front_of_the_second(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    second = part.add_section(title="More")
    part.reorder([(second.pk, [part.questions.get(code="A3").pk])])

    ana.post(f"/coast/proforma/{proforma.pk}/pages/{part.sections.first().pk}/remove/")

    assert [question.code for question in part.questions.in_use()] == ["A1", "A2", "A3"]


def edit(ana, question, **changes):
    address = f"/coast/proforma/{question.part.proforma_id}/questions/{question.pk}/"
    return ana.post(address, as_sent(ana.get(address).content.decode()) | changes)


def test_question_that_was_asked_keeps_its_page_and_its_place_in_the_count(ana, views):
    second = views.add_section(title="More")
    question = views.questions.get(code="A2")

    edit(ana, question, section=str(second.pk), follows=str(views.questions.get(code="A1").pk))

    question.refresh_from_db()
    assert (question.section, question.follows) == (views.sections.first(), None)


def test_not_every_choice_can_be_retired(ana, views):
    question = views.questions.get(code="A2")
    boxes = {f"retire_{option.pk}": "on" for option in question.options.all()}

    page = edit(ana, question, **boxes).content.decode()

    assert "Give at least two choices, one a line." in page
    assert not question.options.exclude(retired_at=None).exists()


def test_choice_is_not_reworded_into_another(ana, views):
    question = views.questions.get(code="A2")
    option = question.options.get(code="A")

    page = edit(ana, question, **{f"text_{option.pk}": "Between us"}).content.decode()

    assert "Two of the choices are the same: “Between us”." in page


def test_old_wording_can_be_a_new_choice(ana, views):
    question = views.questions.get(code="A2")
    option = question.options.get(code="A")

    edit(ana, question, **{f"text_{option.pk}": "On the doorstep", "options_text": "At the door"})

    assert sorted(question.options.values_list("code", "text", "since"))[:2] == [
        ("A", "On the doorstep", 1),
        ("B", "Between us", 1),
    ]
    assert question.options.get(text="At the door").since is None


def test_form_sent_without_the_boxes_of_the_choices_leaves_them_as_they_are(ana, views):
    question = views.questions.get(code="A2")
    address = f"/coast/proforma/{views.proforma_id}/questions/{question.pk}/"

    ana.post(address, {"kind": "choose_several", "text": "Where are people stuck?"})

    assert question.options.get(code="A").text == "At the door"
    assert Question.objects.get(pk=question.pk).text == "Where are people stuck?"


def test_closed_part_takes_nothing_back(ana, views, open_proforma):
    question = views.questions.get(code="A2")
    question.retire()
    open_proforma.close()

    page = ana.post(
        f"/coast/proforma/{open_proforma.pk}/questions/{question.pk}/restore/", follow=True
    ).content.decode()

    assert "This part is closed. What was asked stays as it is." in page
    question.refresh_from_db()
    assert question.retired_at


def test_what_was_tried_as_another_kind_does_no_harm(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    preview = f"/coast/proforma/{proforma.pk}/parts/{part.pk}/preview/"
    for kind, options in (
        ("grid_scale", []),
        ("rank", ["This", "That"]),
        ("choose_several", ["This", "That"]),
    ):
        ana.post(preview, {"asked": "A1", "A1": "4"})
        rows = ["We learn"] if kind == "grid_scale" else []
        part.questions.get(code="A1").rewrite(kind=kind, text="How?", options=options, rows=rows)

        assert ana.get(preview).status_code == 200
        part.questions.get(code="A1").rewrite(kind="scale", text="How?", options=[], rows=[])


def test_who_raised_it_stays_though_they_left(ana, pat_person, proforma):
    question = Question.objects.get(code="A1")
    question.origin_person = pat_person
    question.save()
    pat_person.leave()

    edit(ana, question, text="How well?")

    question.refresh_from_db()
    assert (question.text, question.origin_person) == ("How well?", pat_person)


def test_reader_who_left_can_still_be_edited(ana, pat_person, proforma):
    reader = proforma.readers.create(person=pat_person, read_on="2026-10-01")
    pat_person.leave()
    address = f"/coast/proforma/{proforma.pk}/readers/{reader.pk}/"

    ana.post(address, as_sent(ana.get(address).content.decode()) | {"changed": "A3 was added."})

    reader.refresh_from_db()
    assert (reader.person, reader.changed) == (pat_person, "A3 was added.")
    pat_person.delete()
    assert "somebody who has left" in ana.get(f"/coast/proforma/{proforma.pk}/").content.decode()


def test_statement_is_never_needed(ana, pat, pat_person, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)
    ana.post(
        f"/coast/proforma/{proforma.pk}/parts/{part.pk}/questions/new/",
        {"kind": "statement", "text": "Now to something else.", "required": "on"},
    )
    assert not part.questions.get(code="A4").required
    part.questions.filter(code="A4").update(required=True)  # as a file might have it
    factories.open_now(proforma)

    hand_in(pat, f"/p/{pat_person.code}/answer/{part.pk}/", {"asked": "A1", "A1": "4"})

    assert Response.objects.get().submitted_at


def test_part_that_only_states_is_not_opened(ana, pat_person, coast):
    proforma = factories.create_proforma(coast)
    figures = factories.part_of(proforma, Part.Unit.PARTNER)
    figures.questions.get().retire()
    figures.add_question(kind="statement", text="Nothing is asked of partners this time.")

    factories.open_now(proforma)

    assert not factories.part_of(proforma, Part.Unit.PARTNER).activity.is_opened


def test_no_part_takes_no_minutes(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)

    page = ana.post(
        f"/coast/proforma/{proforma.pk}/parts/{part.pk}/edit/",
        {"title": "Your view", "minutes_given": "0"},
    ).content.decode()

    assert "greater than or equal to 1" in page


def test_draft_is_thrown_away_and_what_was_asked_is_not(ana, coast, pat_person, proforma):
    other = factories.create_proforma(coast, title="A second thought")
    ana.post(f"/coast/proforma/{other.pk}/throw-away/")
    factories.open_now(proforma)

    page = ana.post(f"/coast/proforma/{proforma.pk}/throw-away/", follow=True).content.decode()

    assert "People were asked this. It stays." in page
    assert [one.title for one in coast.current_cycle().proformas.all()] == [proforma.title]


@pytest.mark.parametrize("what", ["", "pages/{section}/", "parts/{part}/"])
def test_heading_that_was_shown_is_kept_when_it_is_mended(ana, views, open_proforma, what):
    views.sections.update(title="What we see", intro="Before.")
    views.title = "What we see"
    views.save()
    where = what.format(section=views.sections.get().pk, part=views.pk)
    address = f"/coast/proforma/{open_proforma.pk}/{where}"
    address += "" if where.startswith("pages") else "edit/"

    for title in ("What we saw", "What we saw"):
        ana.post(address, as_sent(ana.get(address).content.decode()) | {"title": title})

    kept = views.rewordings.get()
    assert (kept.what, kept.before) == ("title", "What we see")
    assert "How it was worded before" in ana.get(address).content.decode()


def test_heading_of_a_draft_keeps_no_history(ana, proforma):
    part = factories.part_of(proforma, Part.Unit.PERSON)

    ana.post(f"/coast/proforma/{proforma.pk}/parts/{part.pk}/edit/", {"title": "Something else"})

    assert not part.rewordings.exists()


@pytest.mark.parametrize("what", ["parts/{part}/edit/", "parts/{part}/pages/new/", "readers/new/"])
def test_small_form_has_a_heading_and_each_box_once(ana, views, open_proforma, what):
    address = f"/coast/proforma/{open_proforma.pk}/" + what.format(part=views.pk)

    sent = as_sent(ana.get(address).content.decode())

    assert all(len(strings) == 1 for strings in sent.values()), sent
