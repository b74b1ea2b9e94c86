"""What a participant meets: every slip gets a sentence, and nothing typed is lost."""

from datetime import timedelta

import pytest

from network.disclosure import Sharing
from proforma.models import Part, Response
from tests import factories
from tests.forms import as_sent, hand_in


@pytest.fixture
def views_page(pat_person, open_proforma):
    return f"/p/{pat_person.code}/answer/{factories.part_of(open_proforma, Part.Unit.PERSON).pk}/"


@pytest.fixture
def figures_page(pat_person, open_proforma):
    return f"/p/{pat_person.code}/answer/{factories.part_of(open_proforma, Part.Unit.PARTNER).pk}/"


def stored():
    """What is kept of the one response, if there is one."""
    entries = Response.objects.get().answers.items() if Response.objects.exists() else []
    given = ((code, entry.get("value", entry.get("state"))) for code, entry in entries)
    return {code: answer for code, answer in given if answer is not None}


def close(open_proforma):
    for part in open_proforma.parts.select_related("activity"):
        part.activity.closes_at -= timedelta(days=20)
        part.activity.opened_at -= timedelta(days=20)
        part.activity.save()


def test_autosave_answers_with_the_fragment_of_what_it_saved(pat, views_page):
    answer = pat.post(
        views_page, {"asked": "A1", "A1": "7", "A1.rev": "0"}, headers={"HX-Request": "true"}
    )

    words = answer.content.decode()
    assert "Saved" in words
    assert "<html" not in words
    assert stored() == {"A1": 7}


def test_wrong_answer_gets_a_sentence_and_the_others_are_saved(pat, views_page):
    answer = pat.post(
        views_page, {"asked": ["A1", "A3"], "A1": "eleven", "A3": "It worked.", "A1.rev": "x"}
    )

    words = answer.content.decode()
    assert "Please choose a step from 0 to 10." in words
    assert stored() == {"A3": "It worked."}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1,240", 1240), ("1 240", 1240), ("0", 0), (" 12 ", 12), ("12.0", 12)],
)
def test_numbers_are_taken_as_people_write_them(pat, figures_page, typed, kept):
    pat.post(figures_page, {"asked": "B1", "B1": typed})

    assert stored() == {"B1": kept}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("about forty", "“about forty” is not a number."),
        ("12.5", "A whole number, please"),
        ("-3", "This should be 0 or more."),
        ("1e400", "too large to be right"),
        ("NaN", "too large to be right"),
        ("9" * 400, "too large to be right"),
    ],
)
def test_what_is_no_number_is_shown_again_with_a_sentence(pat, figures_page, typed, sentence):
    words = pat.post(figures_page, {"asked": "B1", "B1": typed}).content.decode()

    assert sentence in words
    assert typed[:40] in words
    assert stored() == {}


def test_long_answer_is_kept_on_the_page_and_nothing_is_cut(pat, views_page):
    words = pat.post(views_page, {"asked": "A3", "A3": "word " * 1200}).content.decode()

    assert "there is room for 4000. Nothing has been cut." in words
    assert words.count("word ") >= 1200


def test_too_many_choices_get_a_sentence_and_stay_ticked(pat, views_page):
    words = pat.post(views_page, {"asked": "A2", "A2": ["A", "B", "OTH"]}).content.decode()

    assert "Please choose at most 2; 3 are ticked." in words
    assert words.count("checked") == 3


def test_other_keeps_the_choice_and_the_words(pat, views_page):
    pat.post(views_page, {"asked": "A2", "A2": ["A", "OTH"], "A2.other": "In the lift"})

    entry = Response.objects.get().answers["A2"]
    assert (entry["value"], entry["other"]) == (["A", "OTH"], "In the lift")


def test_not_knowing_is_neither_zero_nor_blank(pat, figures_page):
    pat.post(figures_page, {"asked": "B1", "B1": "", "B1.state": "not_recorded"})

    assert stored() == {"B1": "not_recorded"}


def test_figure_that_was_given_is_not_thrown_away_by_a_tick(pat, figures_page):
    pat.post(
        figures_page, {"asked": "B1", "B1": "40", "B1.state": "dont_know", "B1.basis": "estimated"}
    )

    entry = Response.objects.get().answers["B1"]
    assert (entry["value"], entry["basis"]) == (40, "estimated")


def test_mark_up_and_other_scripts_come_back_as_they_were_typed(pat, views_page):
    typed = "<script>alert(1)</script> שלום 🙂 \u202eabc"
    pat.post(views_page, {"asked": "A3", "A3": typed})

    words = pat.get(views_page).content.decode()

    assert stored() == {"A3": typed}
    assert "<script>alert" not in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt; שלום 🙂" in words


def test_nul_characters_are_dropped(pat, views_page):
    pat.post(views_page, {"asked": "A3", "A3": "a\x00b"})

    assert stored() == {"A3": "ab"}


def test_question_that_must_be_answered_is_asked_for_at_the_end_only(
    pat, views_page, open_proforma
):
    open_proforma.parts.get(unit="person").questions.filter(code="A1").update(required=True)

    saved = pat.post(views_page, {"asked": "A3", "A3": "Yes."})
    refused = hand_in(pat, views_page, {"asked": ["A1", "A3"], "A3": "Yes.", "A3.rev": "1"})

    assert saved.status_code == 302
    assert "This one is needed before you hand it in." in refused.content.decode()
    assert Response.objects.get().submitted_at is None


def test_figures_are_handed_in_only_with_a_choice_how_to_share_them(pat, figures_page):
    refused = hand_in(pat, figures_page, {"asked": "B1", "B1": "40"}).content.decode()

    assert "Please choose one before you hand the figures in." in refused
    assert stored() == {"B1": 40}

    pat.post(figures_page + "submit/", as_sent(refused) | {"sharing": "totals"})
    response = Response.objects.get()
    assert (response.sharing, response.submitted_at is not None) == (Sharing.TOTALS, True)


def test_sharing_can_be_changed_after_the_close(pat, figures_page, open_proforma):
    pat.post(figures_page + "submit/", {"asked": "B1", "B1": "40", "sharing": "named"})
    close(open_proforma)

    page = pat.get(figures_page).content.decode()
    pat.post(figures_page + "sharing/", {"sharing": "coordinator"})

    assert "How may we show these figures?" in page
    assert Response.objects.get().sharing == Sharing.COORDINATOR


def test_late_answer_is_refused_with_a_sentence_and_shown_to_be_copied(
    pat, views_page, open_proforma
):
    close(open_proforma)

    for address in (views_page, views_page + "submit/"):
        words = pat.post(
            address, {"asked": ["A1", "A3"], "A1": "7", "A3": "My long story."}
        ).content.decode()
        assert "was not counted" in words
        assert "My long story." in words
    assert not Response.objects.exists()


def test_conflict_shows_both_and_saves_neither_over_the_other(
    pat, pat_person, harbour, coast, figures_page
):
    kim = factories.phone_of(
        coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    )
    pat.post(figures_page, {"asked": "B1", "B1": "120", "B1.rev": "0"})

    kims_page = figures_page.replace(pat_person.code, coast.people.get(name="Kim").code)
    words = kim.post(kims_page, {"asked": "B1", "B1": "130", "B1.rev": "0"}).content.decode()

    assert "Pat changed this while you had the page open" in words
    assert "120" in words
    assert 'value="130"' in words
    assert stored() == {"B1": 120}


def test_part_of_another_network_does_not_exist(pat, pat_person, hills):
    other = factories.create_proforma(hills)
    hills.controller, hills.contact = "Hills", "data@hills.example"
    hills.save()
    factories.create_people(hills, 1)
    factories.open_now(other)

    page = f"/p/{pat_person.code}/answer/{factories.part_of(other, 'person').pk}/"

    assert pat.get(page).status_code == 404
    assert pat.post(page, {"asked": "A1", "A1": "7"}).status_code == 404
    assert not Response.objects.exists()


def test_views_of_a_colleague_cannot_be_seen(pat, pat_person, views_page, coast, harbour):
    kim = coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    pat.post(views_page, {"asked": "A3", "A3": "Only mine."})

    kims_page = views_page.replace(pat_person.code, kim.code)

    assert "Only mine." not in factories.phone_of(kim).get(kims_page).content.decode()
    assert pat.get(kims_page).status_code == 403


def test_words_beside_an_answer_are_kept_whatever_else_was_given(pat, figures_page, views_page):
    pat.post(
        figures_page, {"asked": "B1", "B1": "", "B1.caveat": "We cannot count this since March."}
    )
    pat.post(views_page, {"asked": "A2", "A2": "A", "A2.other": "In the lift"})

    by_unit = {response.part.unit: response.answers for response in Response.objects.all()}
    assert by_unit["partner"]["B1"]["caveat"] == "We cannot count this since March."
    assert (by_unit["person"]["A2"]["value"], by_unit["person"]["A2"]["other"]) == (
        ["A", "OTH"],
        "In the lift",
    )


@pytest.mark.parametrize("name", ["B1.caveat", "B1.other"])
def test_nul_beside_an_answer_does_no_harm(pat, figures_page, name):
    assert pat.post(figures_page, {"asked": "B1", "B1": "4", name: "a\x00b"}).status_code == 302
    assert stored() == {"B1": 4}


@pytest.mark.parametrize("name", ["B1", "B1.rev", "B1.shown", "page"])
def test_thousands_of_digits_do_no_harm(pat, figures_page, name):
    boxes = {"asked": "B1", "B1": "4", name: "9" * 5000}

    assert pat.post(figures_page, boxes).status_code in {200, 302}


def test_too_long_words_beside_an_answer_are_shown_again_with_it(pat, figures_page):
    words = pat.post(
        figures_page, {"asked": "B1", "B1": "4242", "B1.caveat": "because " * 60}
    ).content.decode()

    assert "there is room for 300. Nothing is cut." in words
    assert 'value="4242"' in words
    assert words.count("because ") >= 60


def test_one_wrong_cell_does_not_empty_the_grid(pat, pat_person, coast, proforma):
    part = factories.part_of(proforma, Part.Unit.PARTNER)
    part.add_question(
        kind="grid_number", text="How many of each?", rows=[("in", "In"), ("out", "Out")]
    )
    factories.open_now(proforma)
    page = f"/p/{pat_person.code}/answer/{part.pk}/"

    words = pat.post(page, {"asked": "B2", "B2/in": "4242", "B2/out": "abc"}).content.decode()

    assert "Out: “abc” is not a number." in words
    assert 'value="4242"' in words
    assert 'value="abc"' in words


def test_handing_in_twice_does_not_wipe_what_a_colleague_entered(
    pat, pat_person, harbour, coast, figures_page
):
    kim_person = coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    kim, kims_page = (
        factories.phone_of(kim_person),
        figures_page.replace(pat_person.code, kim_person.code),
    )
    opened = kim.get(kims_page).context["form"].fields[0]
    pat.post(figures_page, {"asked": "B1", "B1": "120", "B1.rev": "0", "B1.shown": opened.shown})

    for _press in range(2):
        hand_in(
            kim,
            kims_page,
            {"asked": "B1", "B1": "", "B1.rev": "0", "B1.shown": opened.shown, "sharing": "named"},
        )

    assert stored() == {"B1": 120}


def test_choice_of_sharing_is_not_turned_back_by_an_old_page(pat, figures_page):
    pat.post(figures_page, {"asked": "B1", "B1": "4", "sharing": "named", "sharing.was": ""})
    pat.post(figures_page + "sharing/", {"sharing": "coordinator", "sharing.was": "named"})

    pat.post(figures_page, {"asked": "B1", "B1": "5", "sharing": "named", "sharing.was": "named"})
    words = pat.post(
        figures_page,
        {"asked": "B1", "B1": "5", "sharing": "totals", "sharing.was": "named"},
        follow=True,
    ).content.decode()

    assert Response.objects.get().sharing == Sharing.COORDINATOR
    assert "A colleague chose otherwise" in words


@pytest.mark.parametrize("boxes", [{}, {"asked": ["A1", "A2", "A3"], "A3": " "}])
def test_button_pressed_by_a_scanner_neither_begins_nor_hands_in(
    pat, views_page, boxes, pat_person
):
    pat.post(views_page, boxes)
    for address in (views_page + "submit/", views_page + "review/"):
        words = pat.post(address, boxes, follow=True).content.decode()
        assert "There is nothing to hand in yet." in words
    assert not Response.objects.exists()
    assert not pat_person.invitations.exclude(started_at=None).exists()


def test_cleared_answers_are_not_handed_in_as_if_they_were_some(pat, views_page):
    pat.post(views_page, {"asked": "A3", "A3": "Yes.", "page": "one"})
    pat.post(views_page, {"asked": "A3", "A3": "", "page": "one"})

    words = pat.post(
        views_page + "submit/", {"reviewed": Response.objects.get().digest}
    ).content.decode()

    assert "There is nothing to hand in yet." in words
    assert Response.objects.get().submitted_at is None


def test_what_could_not_be_taken_is_still_in_the_box_after_the_phone_was_closed(pat, figures_page):
    pat.post(figures_page, {"asked": "B1", "B1": "about forty"})

    words = pat.get(figures_page).content.decode()

    assert 'value="about forty"' in words
    assert "“about forty” is not a number." in words


def test_number_that_was_taken_stands_until_a_better_one_is(pat, figures_page):
    pat.post(figures_page, {"asked": "B1", "B1": "40"})
    page = as_sent(pat.get(figures_page).content.decode())
    pat.post(figures_page, page | {"B1": "about fifty"})
    assert stored() == {"B1": 40}

    page = as_sent(pat.get(figures_page).content.decode())
    assert page["B1"] == ["about fifty"]
    pat.post(figures_page, page | {"B1": "50"})

    assert stored() == {"B1": 50}
    assert "unread" not in Response.objects.get().answers["B1"]


def test_unread_figure_is_handed_in_by_nobody(pat, figures_page):
    pat.post(figures_page, {"asked": "B1", "B1": "about forty"})

    words = pat.post(
        figures_page + "submit/",
        {"reviewed": Response.objects.get().digest, "sharing": "named"},
    ).content.decode()

    assert "“about forty” is not a number." in words
    assert Response.objects.get().submitted_at is None
    assert not Response.objects.get().answered()
