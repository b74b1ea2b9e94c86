"""Notes: caught fast and once, changed, taken back, and kept off the record."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings import capture
from meetings.deck import framing
from meetings.models import Cluster, Meeting, Note
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from tests.test_concurrency import at_once

CATCH = "/coast/meetings/1/notes/"
RUN = "/coast/meetings/1/run/"
CAUGHT = "/coast/meetings/1/notes/caught/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))


def texts(meeting):
    return [note.text for note in meeting.notes.standing()]


def by_script(client, **data):
    return client.post(CATCH, {"kind": "point", **data}, headers={"HX-Request": "true"})


def test_line_is_caught_and_the_box_is_free_again(ana, meeting):
    page = ana.post(CATCH, {"kind": "point", "text": " Nobody  owns the gap "}, follow=True)

    assert texts(meeting) == ["Nobody owns the gap"]
    assert as_sent(page.content.decode())["text"][0] == ""


def test_line_that_begins_with_a_mark_is_a_decision(ana, meeting):
    ana.post(CATCH, {"kind": "point", "text": "! We meet every nine weeks"})
    ana.post(CATCH, {"kind": "point", "text": "!important is no decision"})

    assert list(meeting.notes.values_list("kind", "text")) == [
        ("decision", "We meet every nine weeks"),
        ("point", "!important is no decision"),
    ]


def test_several_lines_become_several_notes_without_their_bullets(ana, meeting):
    ana.post(CATCH, {"kind": "point", "text": "- One\r\n\r\n• Two\n  ! Three\n-5 degrees\n!\n"})

    assert texts(meeting) == ["One", "Two", "Three", "-5 degrees"]
    assert meeting.notes.get(text="Three").kind == "decision"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "This field is required."),
        (" \n - \n!", "Nothing was typed yet."),
        ("fine\n" + "a" * 501, "is longer than 500 letters. Please break it up."),
        ("line\n" * 101, "These are more than 100 lines."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_shown_again_with_a_sentence(ana, meeting, text, says):
    page = ana.post(CATCH, {"kind": "point", "text": text})
    told = by_script(ana, text=text)

    assert says in page.content.decode()
    assert (told.status_code, says in told.content.decode()) == (422, True)
    assert not Note.objects.exists()
    if "\n" in text.strip():
        assert text.strip().split("\n")[0] in as_sent(page.content.decode())["text"][1]


def test_line_that_is_sent_again_is_caught_once(ana, meeting):
    for _try in range(3):
        assert by_script(ana, text="Friday at four nothing answers", key="k1").status_code == 200
    by_script(ana, text="Friday at four nothing answers", key="k2")

    assert meeting.notes.count() == 2


def test_other_words_under_an_old_key_are_not_lost(ana, meeting):
    by_script(ana, text="One", key="k1")
    by_script(ana, text="Two", key="k1")

    assert texts(meeting) == ["One", "Two"]


@pytest.mark.django_db(transaction=True)
def test_line_that_arrives_eight_times_at_once_is_caught_once(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now())

    at_once([lambda: meeting.catch("point", "Nobody owns the gap", key="k1")] * 8)
    at_once([lambda n=n: meeting.catch("point", f"Line {n}", key="k2") for n in range(4)])
    at_once([lambda: Cluster.begin(meeting, "Stuck")] * 4)

    assert sorted(texts(meeting)) == ["Line 0", "Line 1", "Line 2", "Line 3", "Nobody owns the gap"]
    assert meeting.clusters.count() == 1


def test_key_of_one_meeting_means_nothing_in_another(ana, coast, meeting):
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    for number in (meeting.number, other.number):
        address = f"/coast/meetings/{number}/notes/"
        ana.post(address, {"kind": "point", "text": "Same", "key": "k1"})

    assert (meeting.notes.count(), other.notes.count()) == (1, 1)


def test_note_that_was_taken_back_does_not_return_with_a_late_line(ana, meeting):
    by_script(ana, text="Said in haste", key="k1")
    meeting.notes.get().take_back()

    by_script(ana, text="Said in haste", key="k1")

    assert texts(meeting) == []


def test_line_that_waited_for_the_connection_keeps_its_time(ana, meeting):
    by_script(ana, text="Long ago", ago=600_000)
    by_script(ana, text="From the future", ago=-5)
    told = by_script(ana, text="From another age", ago=10**9)

    waited = timezone.now() - meeting.notes.get().at
    assert timedelta(minutes=9) < waited < timedelta(minutes=11)
    assert told.status_code == 422


def test_what_others_caught_appears_and_nothing_is_sent_while_nothing_changed(ana, coast, meeting):
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)
    seen = ana.get(RUN).context["seen"]
    assert ana.get(f"{CAUGHT}?seen={seen}").status_code == 204

    by_script(sign_in(fay), text="Caught by a second hand")

    fresh = ana.get(f"{CAUGHT}?seen={seen}")
    assert "Caught by a second hand" in fresh.content.decode()
    assert "<html" not in fresh.content.decode()
    assert ana.get(f"{CAUGHT}?seen={fresh.context['seen']}").status_code == 204
    for change in (
        lambda note: note.change(text="Other words"),
        lambda note: note.change(off_record=True),
        lambda note: note.take_back(),
    ):
        change(meeting.notes.get())
        assert ana.get(f"{CAUGHT}?seen={fresh.context['seen']}").status_code == 200


def test_asking_for_news_writes_nothing(ana, meeting):
    meeting.catch("point", "One")
    before = list(Note.objects.values())

    ana.get(RUN)
    ana.get(CAUGHT)

    assert list(Note.objects.values()) == before
    assert ana.get(CATCH).status_code == 405


def test_note_is_taken_back_and_put_back(ana, meeting):
    note = meeting.catch("point", "One")
    address = f"/coast/meetings/1/notes/{note.pk}/back/"

    for _press in range(2):
        ana.post(address, {"state": "taken_back"})
    assert texts(meeting) == []
    assert "Put it back" in ana.get(RUN).content.decode()

    ana.post(address, {"state": "standing"}, headers={"HX-Request": "true"})
    assert texts(meeting) == ["One"]


def test_note_is_changed_and_says_so(ana, meeting):
    note = meeting.catch("point", "Owns the gap")
    address = f"/coast/meetings/1/notes/{note.pk}/"

    boxes = as_sent(ana.get(address).content.decode())
    ana.post(address, {**boxes, "text": "Nobody owns\nthe gap", "kind": "decision"})

    note.refresh_from_db()
    assert (note.text, note.kind) == ("Nobody owns the gap", "decision")
    assert note.changed_at is not None


def test_change_does_not_write_over_what_somebody_else_changed(ana, meeting):
    note = meeting.catch("point", "One")
    address = f"/coast/meetings/1/notes/{note.pk}/"
    boxes = as_sent(ana.get(address).content.decode())
    note.change(text="One, by Vic")

    page = ana.post(address, {**boxes, "text": "One, by Ana"}).content.decode()

    note.refresh_from_db()
    assert note.text == "One, by Vic"
    assert "Somebody has changed it meanwhile." in page
    assert "as it stands now: “One, by Vic”." in page
    assert "One, by Ana" in page
    ana.post(address, as_sent(page))
    note.refresh_from_db()
    assert note.text == "One, by Ana"


def test_change_that_is_pressed_twice_is_no_conflict(ana, meeting):
    note = meeting.catch("point", "One")
    address = f"/coast/meetings/1/notes/{note.pk}/"
    boxes = {**as_sent(ana.get(address).content.decode()), "text": "Two\nwords"}

    assert [ana.post(address, boxes).status_code for _press in range(2)] == [302, 302]


def test_page_opened_before_puts_nothing_back_on_the_record(ana, meeting):
    note = meeting.catch("point", "One")
    address = f"/coast/meetings/1/notes/{note.pk}/"
    boxes = as_sent(ana.get(address).content.decode())
    note.change(off_record=True)

    page = ana.post(address, {**boxes, "text": "Two"}).content.decode()

    assert "Off the record: different now." in page
    ana.post(address, as_sent(page))
    note.refresh_from_db()
    assert (note.text, note.off_record) == ("Two", True)


@pytest.mark.parametrize("text", ["", "a" * 501, "a\x00b"])
def test_hostile_change_is_refused_and_shown_again(ana, meeting, text):
    note = meeting.catch("point", "One")

    page = ana.post(f"/coast/meetings/1/notes/{note.pk}/", {"text": text, "kind": "point"})

    note.refresh_from_db()
    assert (page.status_code, note.text) == (200, "One")


def test_off_the_record_stays_switched_on(ana, meeting):
    page = ana.post(CATCH, {"kind": "point", "text": "Between us", "off_record": "on"}, follow=True)

    assert meeting.notes.get().off_record
    assert "off_record" in as_sent(page.content.decode())
    page = ana.post(CATCH, {"kind": "point", "text": "For all"}, follow=True)
    assert "off_record" not in as_sent(page.content.decode())


def test_refused_line_does_not_switch_the_record_on_again(ana, meeting):
    page = ana.post(CATCH, {"kind": "point", "text": "x" * 501, "off_record": "on"})

    assert "off_record" in as_sent(page.content.decode())


def everything_on_the_slides(meeting):
    outline = framing.outline_of(meeting, author="Ana", at=timezone.now())
    return repr(outline)


def test_what_is_off_the_record_is_for_those_who_run_meetings(ana, vic, pat, pat_person, meeting):
    meeting.attended_by([pat_person])
    meeting.share_notes(until=timezone.now() + timedelta(days=5))
    meeting.catch("point", "On the record")
    meeting.catch("point", "Whispered", off_record=True)
    meeting.catch("point", "Withdrawn").take_back()

    detail = "/coast/meetings/1/"
    assert "Whispered" in ana.get(detail).content.decode()
    for page in (
        vic.get(detail),
        vic.get("/coast/"),
        vic.get("/coast/meetings/1/deck/"),
        pat.get(f"/p/{pat_person.code}/"),
        pat.get(f"/p/{pat_person.code}/notes/1/"),
    ):
        assert page.status_code == 200
        assert "Whispered" not in page.content.decode()
        assert "Withdrawn" not in page.content.decode()
    assert "On the record" in vic.get(detail).content.decode()
    assert "Whispered" not in everything_on_the_slides(meeting)
    assert "Whispered" in ana.get(RUN).content.decode()


def test_home_counts_only_what_everybody_may_see(ana, coast, meeting):
    meeting.kind = Meeting.Kind.OPEN
    meeting.save()
    meeting.catch("point", "On the record")
    meeting.catch("point", "Whispered", off_record=True)
    meeting.catch("point", "Withdrawn").take_back()

    assert "1 note" in ana.get("/coast/").content.decode()


def test_observer_catches_nothing(vic, meeting):
    note = meeting.catch("point", "One")

    assert vic.get(RUN).status_code == 403
    assert vic.get(CAUGHT).status_code == 403
    for address in (CATCH, f"{CATCH}{note.pk}/", f"{CATCH}{note.pk}/back/"):
        assert vic.post(address, {"text": "x", "kind": "point"}).status_code == 403
    assert texts(meeting) == ["One"]


def test_note_of_another_meeting_cannot_be_reached(ana, coast, meeting):
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    note = other.catch("point", "Elsewhere")

    assert ana.get(f"{CATCH}{note.pk}/").status_code == 404
    assert ana.post(f"{CATCH}{note.pk}/back/").status_code == 404


def test_signed_out_page_is_told_so_and_not_that_the_line_is_kept(meeting):
    answer = by_script(Client(), text="One")

    assert "HX-Redirect" in answer.headers
    assert not Note.objects.exists()


def test_lines_are_read_without_asking_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert capture.lines_of("* A\u2028B\x85C") == [
            capture.Line("point", "A"),
            capture.Line("point", "B"),
            capture.Line("point", "C"),
        ]


@pytest.mark.parametrize("count", [1, 40])
def test_lists_of_notes_ask_as_often_for_one_as_for_forty(
    ana, meeting, pat_person, count, django_assert_num_queries
):
    meeting.attended_by([pat_person])
    meeting.share_notes(until=timezone.now() + timedelta(days=5))
    for n in range(count):
        note = meeting.catch("point", f"Note {n}", off_record=n % 7 == 6)
        note.move_to(Cluster.begin(meeting, f"Cluster {n % 12}"))
    with django_assert_num_queries(6):
        ana.get(CAUGHT)
    with django_assert_num_queries(8):
        ana.get("/coast/meetings/1/notes/sort/")
    phone = factories.phone_of(pat_person)
    with django_assert_num_queries(11):
        phone.get(f"/p/{pat_person.code}/notes/1/")
