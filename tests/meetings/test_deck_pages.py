"""The pages of the deck: choosing, writing, locking and exporting."""

import io
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pptx import Presentation

from meetings.deck import checking, framing
from meetings.models import Deck, Meeting
from proforma.models import Proforma, Question
from tests import factories

DECK = "/coast/meetings/1/deck/"


@pytest.fixture
def meeting(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Meeting.call(cycle, starts_at=timezone.now() + timedelta(days=9), purpose="We choose.")


@pytest.fixture
def answered(coast, harbour, meeting):
    """Six people have answered, and the views are closed."""
    proforma = factories.create_proforma(coast)
    people = factories.create_people(coast, 6, partner=harbour)
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    for person in people:
        factories.answer(views, person, A1=5, A2=["A"])
    return proforma


def deck_of(meeting):
    return framing.arranged_of(
        Meeting.objects.select_related("cycle__network").get(), timezone.now()
    )


def slide(meeting, key):
    return next((one for one in deck_of(meeting) if one.slide.key == key), None)


def words_of(response):
    return " ".join(unescape(response.content.decode()).split())


def form_of(client, key):
    """What the page of a slide would send if nothing was touched."""
    form = client.get(f"{DECK}slides/{key}/").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def titles_in(file):
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(file)).slides]


# The page


def test_page_says_what_there_is_and_what_to_do(ana, answered):
    page = words_of(ana.get(DECK))

    assert "slides for the room, 2 for the pack." in page
    assert "Export to PowerPoint" in page
    assert "Lock it as version 1" in page


def test_whoever_may_not_edit_sees_slides_and_no_forms(vic, answered):
    answer = vic.get(DECK)

    page = words_of(answer)
    assert "Why we are here" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert f"{DECK}export/" not in page


@pytest.mark.parametrize(
    "address",
    [
        "slides/why/move/?up", "slides/why/place/", "slides/why/keep/", "slides/why/as-offered/",
        "slides/why/", "slides/new/", "lock/",
    ],
)  # fmt: skip
def test_whoever_may_not_edit_changes_nothing(vic, meeting, address):
    assert vic.post(DECK + address, {"place": "out", "version": 1}).status_code == 403
    assert not Deck.objects.exists()


def test_staff_of_another_network_find_no_slide_of_ours(olga, hills, meeting):
    for address in ("", "slides/why/", "slides/new/", "export/", "versions/1/"):
        assert olga.get(DECK + address).status_code == 404


def test_looking_writes_nothing(ana, answered):
    for address in ("", "slides/why/", "slides/new/", "export/"):
        assert ana.get(DECK + address).status_code == 200

    assert not Deck.objects.exists()


@pytest.mark.parametrize("key", ["view:Z9", "own:1", "%00", "x" * 500, "new%20"])
def test_slide_that_is_neither_offered_nor_written_is_not_found(ana, meeting, key):
    assert ana.get(f"{DECK}slides/{key}/").status_code == 404
    for verb in ("place", "move", "keep", "as-offered"):
        assert ana.post(f"{DECK}slides/{key}/{verb}/", {"place": "out"}).status_code == 404


# Order and place


def test_slide_is_moved_and_the_page_comes_back_to_it(ana, meeting):
    above, below = ana.get(DECK).context["room"][:2]

    answer = ana.post(f"{DECK}slides/{below.slide.key}/move/?up", {"past": below.above})

    assert answer.url == f"{DECK}#slide-{below.slide.key}"
    room = [shown.slide.key for shown in ana.get(DECK).context["room"]]
    assert room[:2] == [below.slide.key, above.slide.key]


def test_slide_is_left_out_and_put_in_again(ana, meeting):
    ana.post(f"{DECK}slides/why/place/", {"place": "out"})

    page = ana.get(DECK)
    assert "why" in [shown.slide.key for shown in page.context["out"]]
    assert "Why we are here" in words_of(page).split("Left out</h2>")[1]

    ana.post(f"{DECK}slides/why/place/", {"place": "room"})
    assert slide(meeting, "why").place == "room"
    assert Deck.objects.get().choices.get().place == ""


def test_place_that_is_none_changes_nothing(ana, meeting):
    answer = ana.post(f"{DECK}slides/why/place/", {"place": "moon"}, follow=True)

    assert "That is no place for a slide." in words_of(answer)
    assert slide(meeting, "why").choice is None


# Words


def test_form_that_nobody_touched_keeps_nothing(ana, answered):
    for key in ("why", "view:A2", "small"):
        ana.post(f"{DECK}slides/{key}/", form_of(ana, key))
        kept = Deck.objects.get().choices.get(key=key)

        assert (kept.title, kept.notes, kept.minutes, kept.place) == ("", "", None, "")
        assert slide(answered, key).slide == slide(answered, key).offered


def test_title_of_hers_makes_a_fact_a_reading_and_says_whose_it_is(ana, answered):
    sent = form_of(ana, "framed") | {"title": "  We wrote   most of it "}

    ana.post(f"{DECK}slides/framed/", sent)

    one = slide(answered, "framed")
    assert (one.slide.title, one.slide.label) == ("We wrote most of it", "reading")
    assert one.slide.written_by == "Ana"
    assert not one.is_stale


def test_offered_title_and_an_empty_one_follow_the_records(ana, answered):
    sent = form_of(ana, "framed")
    offered = sent["title"]
    ana.post(f"{DECK}slides/framed/", sent | {"title": "Hers"})

    for title in (offered, ""):
        answer = ana.post(f"{DECK}slides/framed/", form_of(ana, "framed") | {"title": title})
        assert answer.status_code == 302
        assert slide(answered, "framed").slide.title == offered
        assert Deck.objects.get().choices.get().title == ""


def test_chart_minutes_notes_and_place_are_chosen(ana, answered):
    sent = form_of(ana, "framed") | {
        "without_chart": "on", "minutes": "9", "notes": "Say\r\nthis.", "place": "pack",
    }  # fmt: skip

    ana.post(f"{DECK}slides/framed/", sent)

    made = slide(answered, "framed").slide
    assert (made.chart, made.minutes, made.place) == (None, 9, "pack")
    assert made.notes.startswith("Say\nthis.\n\n")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "x" * 301}, "These are 301 letters. There is room for 300."),
        ({"notes": "x" * 5001}, "at most 5000 characters"),
        ({"title": "a\0b"}, "Null characters are not allowed."),
        ({"notes": "a\0b"}, "Null characters are not allowed."),
        ({"minutes": "241"}, "less than or equal to 240"),
        ({"minutes": "many"}, "Enter a whole number."),
        ({"place": "moon"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(ana, answered, changes, words):
    sent = form_of(ana, "framed") | {"notes": "What I wrote."} | changes

    page = words_of(ana.post(f"{DECK}slides/framed/", sent))

    assert words in page
    assert changes.get("notes") or "What I wrote." in page
    assert not Deck.objects.exists()


def test_two_who_edit_one_slide_lose_nothing_unknowingly(ana, answered):
    old = form_of(ana, "framed")
    ana.post(f"{DECK}slides/framed/", old | {"title": "The first one’s"})

    refused = ana.post(f"{DECK}slides/framed/", old | {"title": "The second one’s"})
    assert "Somebody has changed it meanwhile." in words_of(refused)
    assert "The first one’s" in words_of(refused)

    # Told of it, whoever sends again changes only what they touched.
    told = ana.post(f"{DECK}slides/framed/", old | {"minutes": "8"})
    ana.post(
        f"{DECK}slides/framed/",
        old | {"minutes": "8", "seen": told.context["form"]["seen"].value()},
    )
    made = slide(answered, "framed").slide
    assert (made.title, made.minutes) == ("The first one’s", 8)


def test_title_of_hers_that_outlives_its_figures_is_shown_with_both(ana, answered):
    then = slide(answered, "view:A2").offered.title
    ana.post(f"{DECK}slides/view:A2/", form_of(ana, "view:A2") | {"title": "Doors are it"})
    Deck.objects.get().choices.filter(key="view:A2").update(title_instead_of="It was otherwise")

    page = words_of(ana.get(DECK))
    assert f"the records said “It was otherwise”. Now they say “{then}”" in page
    ana.post(f"{DECK}slides/view:A2/", form_of(ana, "view:A2") | {"minutes": "7"})
    assert slide(answered, "view:A2").is_stale  # minutes say nothing of the title

    ana.post(f"{DECK}slides/view:A2/keep/")
    assert not slide(answered, "view:A2").is_stale


def test_choice_survives_that_its_slide_goes_and_comes_back(ana, answered):
    ana.post(f"{DECK}slides/view:A2/", form_of(ana, "view:A2") | {"title": "Doors are it"})
    part = factories.part_of(Proforma.objects.get(), "person")
    gone = list(part.responses.order_by("pk"))
    part.responses.update(submitted_at=None)

    page = words_of(ana.get(DECK))
    assert "“Doors are it” was chosen, and the records have no such slide now." in page

    part.responses.bulk_update(gone, ["submitted_at"])
    assert slide(answered, "view:A2").slide.title == "Doors are it"


def test_what_was_typed_for_a_slide_that_went_meanwhile_is_not_lost(ana, answered):
    sent = form_of(ana, "view:A2") | {"title": "Doors are it", "notes": "Ask\r\nwhy."}
    factories.part_of(Proforma.objects.get(), "person").responses.update(submitted_at=None)

    told = ana.post(f"{DECK}slides/view:A2/", sent)
    assert told.status_code == 409
    assert "What you typed is below, and not kept yet." in words_of(told)
    own = told.context["form"]
    kept = {one.html_name: one.value() for one in own if one.value() is not None}
    assert (kept["title"], kept["notes"]) == ("Doors are it", "Ask\nwhy.")

    answer = ana.post(f"{DECK}slides/new/", kept)
    assert answer.status_code == 302, words_of(answer)
    assert slide(answered, "own:1").slide.title == "Doors are it"


def test_title_that_nobody_typed_is_not_given_back_once_its_slide_is_gone(ana, answered):
    sent = form_of(ana, "view:A2")
    factories.part_of(Proforma.objects.get(), "person").responses.update(submitted_at=None)

    assert ana.post(f"{DECK}slides/view:A2/", sent).status_code == 404
    told = ana.post(f"{DECK}slides/view:A2/", sent | {"notes": "Ask why."})
    assert sent["title"] not in words_of(told)


def test_title_of_hers_over_figures_that_changed_is_said_to_be(ana, answered):
    ana.post(f"{DECK}slides/framed/", form_of(ana, "framed") | {"title": "We wrote most of it"})
    assert not slide(answered, "framed").is_stale
    Deck.objects.get().choices.filter(key="framed").update(
        title_over="0" * 16, title_instead_of=slide(answered, "framed").offered.title
    )

    told = "What stands below your title has changed since you wrote it."
    assert told in words_of(ana.get(DECK))
    assert told in words_of(ana.get(f"{DECK}slides/framed/"))
    ana.post(f"{DECK}slides/framed/keep/")
    assert told not in words_of(ana.get(DECK))


def test_choice_of_a_slide_that_is_gone_can_be_forgotten(ana, meeting):
    Deck.of(meeting).choose("view:Q9", title="Hers")

    assert ana.post(f"{DECK}slides/view:Q9/as-offered/").url == DECK
    assert not Deck.objects.get().choices.exists()


def test_her_notes_stand_before_those_of_the_records_which_stay_live(ana, answered):
    """Notes of the records name partners and give figures: hers never freeze them."""
    before = slide(answered, "framed").offered.notes
    ana.post(f"{DECK}slides/framed/", form_of(ana, "framed") | {"notes": "Breathe first."})

    assert slide(answered, "framed").slide.notes == f"Breathe first.\n\n{before}"
    assert form_of(ana, "framed")["notes"] == "Breathe first."
    Question.objects.update(origin="partner")
    made = slide(answered, "framed")
    assert made.slide.notes == f"Breathe first.\n\n{made.offered.notes}"


def test_slide_of_words_that_were_taken_back_is_named_by_nobody(vic, ana, meeting):
    Deck.of(meeting).choose("statement:x", place="room", title_instead_of="In their own words: Us")
    Deck.of(meeting).choose("quotes", title="“We rang and rang.”", title_instead_of="In your words")

    for client in (vic, ana):
        page = words_of(client.get(DECK))
        assert "A slide of what somebody said was chosen" in page
        assert "In their own words: Us" not in page
        assert "We rang and rang" not in page


def test_deck_with_a_template_that_cannot_be_opened_is_still_there(ana, coast, meeting):
    template = coast.deck_templates.create(name="Ours", file=b"no zip at all")
    deck = Deck.of(meeting)
    deck.template = template
    deck.save()

    assert ana.get(DECK).status_code == 200
    assert "damaged" in words_of(ana.get(f"{DECK}export/", follow=True))
    assert ana.get(f"{DECK}slides/why/").status_code == 200
    assert lock(ana).status_code == 302
    assert ana.get(f"{DECK}versions/1/").status_code == 200
    detail = ana.get(f"/coast/deck-templates/{template.pk}/", follow=True)
    assert "damaged" in words_of(detail)


def test_as_the_records_have_it_forgets_every_choice(ana, answered):
    ana.post(f"{DECK}slides/framed/", form_of(ana, "framed") | {"title": "Hers", "place": "out"})

    ana.post(f"{DECK}slides/framed/as-offered/")

    assert slide(answered, "framed").choice is None


# A slide of her own

OWN = {
    "kind": "text",
    "title": "Two sign-offs stand in the way",
    "body": "Sharing\r\n\r\nCover",
    "label": "reading",
    "place": "room",
    "source": "Notes of the first meeting",
}


def test_slide_of_her_own_is_written_changed_and_deleted(ana, meeting):
    answer = ana.post(f"{DECK}slides/new/", OWN)
    assert answer.url == f"{DECK}#slide-own:1"
    made = slide(meeting, "own:1").slide
    assert (made.title, made.body) == (OWN["title"], ["Sharing", "Cover"])
    assert (made.written_by, made.label, made.place) == ("Ana", "reading", "room")

    ana.post(f"{DECK}slides/own:1/", form_of(ana, "own:1") | {"title": "Three of them"})
    assert slide(meeting, "own:1").slide.title == "Three of them"

    assert ana.post(f"{DECK}slides/own:1/as-offered/").url == DECK
    assert slide(meeting, "own:1") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "}, {"title": "x" * 301}, {"body": "a\0b"}, {"body": "x" * 2001},
        {"kind": "chart"}, {"label": "truth"}, {"source": "x" * 301}, {"minutes": "-1"}, {"place": ""},
    ],
    ids=str,
)  # fmt: skip
def test_slide_that_cannot_be_kept_is_shown_again(ana, meeting, changes):
    answer = ana.post(f"{DECK}slides/new/", OWN | {"notes": "My notes"} | changes)

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == changes.keys()
    assert "My notes" in words_of(answer)
    assert not Deck.objects.exists()


def test_markup_in_a_slide_stays_text(ana, meeting):
    ana.post(f"{DECK}slides/new/", OWN | {"title": "<b>=1+1</b> & so on", "body": "<script>"})

    for address in ("", "slides/own:1/"):
        page = ana.get(DECK + address).content.decode()
        assert "<b>=1+1" not in page
        assert "<script>" not in page.split("<main")[1]


# Locked


def lock(client, version=1, **more):
    return client.post(f"{DECK}lock/", {"version": version, "because": "Sent to Pat", **more})


def test_deck_is_locked_once_however_often_it_is_pressed(ana, meeting):
    for _press in range(2):
        assert lock(ana).url == f"{DECK}versions/1/"

    assert Deck.objects.get().versions.count() == 1
    page = words_of(ana.get(f"{DECK}versions/1/"))
    assert "Sent to Pat" in page
    assert "Locked by Ana." in page
    assert "Lock it as version 2" in words_of(ana.get(DECK))


def test_version_that_is_too_late_to_lock_is_told(ana, meeting):
    lock(ana)
    lock(ana, version=2)

    assert "There are other versions by now." in words_of(lock(ana, version=1).client.get(DECK))
    assert Deck.objects.get().versions.count() == 2


@pytest.mark.parametrize("because", ["x" * 201, "a\0b"])
def test_word_that_cannot_be_kept_locks_nothing(ana, meeting, because):
    answer = lock(ana, because=because)

    assert answer.status_code == 200
    assert not Deck.objects.exists()


def test_locked_version_stays_as_it_was(ana, meeting):
    lock(ana)
    ana.post(f"{DECK}slides/why/place/", {"place": "out"})

    assert "Why we are here" in words_of(ana.get(f"{DECK}versions/1/"))
    file = ana.get(f"{DECK}versions/1/export/?anyway").content
    assert any(title.startswith("Why we are here") for title in titles_in(file))


def test_who_answered_after_the_lock_is_said_on_both_pages(ana, coast, answered):
    lock(ana)
    assert "answered after version 1" not in words_of(ana.get(DECK))
    part = factories.part_of(answered, "person")
    factories.answer(part, part.activity.invitations.first().person, at=None, A1=4)
    for response in part.responses.order_by("pk")[:2]:
        part.responses.filter(pk=response.pk).update(submitted_at=timezone.now())

    for address in ("", "versions/1/"):
        assert "2 people answered after version 1 was made." in words_of(ana.get(DECK + address))


def test_deck_and_version_ask_as_often_with_many_choices_and_versions(ana, meeting):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert ana.get(DECK + address).status_code == 200
        return len(queries)

    ana.post(f"{DECK}slides/new/", OWN)
    lock(ana)
    once = asked(""), asked("versions/1/")
    for n in (2, 3, 4):
        ana.post(f"{DECK}slides/new/", OWN | {"title": f"Slide number {n} of her own"})
        lock(ana, version=n)

    assert (asked(""), asked("versions/4/")) == once


def test_version_that_is_not_there_is_not_found(ana, meeting):
    for n in (1, 99999999999999999999):
        assert ana.get(f"{DECK}versions/{n}/").status_code == 404
        assert ana.get(f"{DECK}versions/{n}/export/").status_code == 404


# The file


def test_file_has_what_was_chosen_in_its_order_and_a_name_that_says_when(ana, answered):
    ana.post(f"{DECK}slides/framed/", form_of(ana, "framed") | {"title": "We wrote it ourselves"})
    ana.post(f"{DECK}slides/answered/place/", {"place": "out"})

    answer = ana.get(f"{DECK}export/?anyway")

    said = titles_in(answer.content)
    assert "We wrote it ourselves" in said
    assert not any("people answered" in title for title in said)
    stamp = timezone.localtime(timezone.now()).strftime("%Y-%m-%d")
    assert f"coast-meeting-1-{stamp}-" in answer.headers["Content-Disposition"]


def test_version_says_in_its_name_which_it_is(ana, meeting):
    lock(ana)

    answer = ana.get(f"{DECK}versions/1/export/?anyway")

    assert "coast-meeting-1-v1-" in answer.headers["Content-Disposition"]


def test_what_the_linter_finds_is_said_before_the_file_leaves(ana, meeting, monkeypatch):
    found = [
        checking.Finding("no-source", "It has no <source>.", slide=7),
        checking.Finding("long", "Only a hint.", slide=8, is_error=False),
    ]
    monkeypatch.setattr(checking, "check", lambda *_deck, **_about: found)

    page = words_of(ana.get(f"{DECK}export/"))
    assert "One thing in the file is not right yet." in page
    assert "Slide 7: It has no <source>." in page
    assert "Only a hint." not in page
    assert titles_in(ana.get(f"{DECK}export/?anyway").content)

    found.pop(0)
    assert titles_in(ana.get(f"{DECK}export/").content)


def test_observer_exports_nothing(vic, meeting):
    assert vic.get(f"{DECK}export/").status_code == 403
