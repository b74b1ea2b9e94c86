"""Notes are shown to those who came, who can say for some days what they would put differently."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings.models import Cluster, Correction, Meeting
from meetings.models.corrections import MOST_EACH
from network import words
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

SHARE = "/coast/meetings/1/notes/share/"
CORRECTIONS = "/coast/meetings/1/notes/corrections/"


@pytest.fixture
def meeting(coast, pat_person):
    meeting = Meeting.call(
        coast.current_cycle(), starts_at=timezone.now() - timedelta(days=3), chatham_house=True
    )
    meeting.attended_by([pat_person])
    stuck = Cluster.begin(meeting, "Stuck between services")
    meeting.catch("point", "Nobody owns the gap").move_to(stuck)
    meeting.catch("decision", "We meet every nine weeks")
    whispers = Cluster.begin(meeting, "Whispers")
    meeting.catch("point", "Whispered", off_record=True).move_to(whispers)
    return meeting


@pytest.fixture
def shared(meeting):
    meeting.share_notes(until=timezone.now() + timedelta(days=5))
    return meeting


@pytest.fixture
def page(pat_person):
    return f"/p/{pat_person.code}/notes/1/"


def note_of(meeting, text="Nobody owns the gap"):
    return meeting.notes.get(text=text)


def test_sharing_writes_to_everyone_who_came_and_opens_five_days(
    ana, coast, meeting, pat, pat_person, page
):
    coast.add_person(name="Kim", email="kim@harbour.example")  # did not come
    meeting.attended_by([coast.add_person(name="Lee")])  # came, and has no email
    assert pat.get(page).status_code == 404
    before = ana.get(SHARE).content.decode()
    assert "Share them, and send 1 message" in before

    ana.post(SHARE, {**as_sent(before), "go": "send"})

    (sent,) = mail.outbox
    last = words.date_of(timezone.now(), coast) + timedelta(days=5)
    assert sent.recipients() == ["pat@harbour.example"]
    assert f"until {words.weekday(last)}" in sent.body
    assert pat_person.link in sent.body
    meeting.refresh_from_db()
    assert meeting.corrections_until == words.end_of(last, coast)
    assert pat.get(page).status_code == 200


def test_notes_are_shared_once_and_then_only_the_last_day_moves(ana, coast, meeting):
    boxes = as_sent(ana.get(SHARE).content.decode())
    ana.post(SHARE, {**boxes, "go": "send"})
    meeting.refresh_from_db()
    shared_at = meeting.notes_shared_at
    later = words.date_of(timezone.now(), coast) + timedelta(days=9)

    ana.post(SHARE, {**boxes, "until": later.isoformat(), "go": "send"})

    meeting.refresh_from_db()
    assert (meeting.notes_shared_at, len(mail.outbox)) == (shared_at, 1)
    assert meeting.corrections_until == words.end_of(later, coast)


def test_looking_first_shares_nothing(ana, meeting):
    boxes = as_sent(ana.get(SHARE).content.decode())

    boxes["body"] = [boxes["body"][0] + " About [[asks]]."]
    looked = ana.post(SHARE, {**boxes, "go": "look"}).content.decode()

    assert "As Pat reads it" in looked
    assert "(their own link)" in looked
    assert "About the notes of Meeting 1." in looked
    meeting.refresh_from_db()
    assert (meeting.notes_shared_at, mail.outbox) == (None, [])


@pytest.mark.parametrize(
    "change",
    [
        {"promised": "7"},
        {"until": "2020-01-01"},
        {"until": "soon"},
        {"until": "9999-12-31"},
        {"body": "No link here."},
        {"body": "a\x00b [[link]]"},
        {"subject": "a" * 201},
    ],
)
def test_what_was_not_promised_or_cannot_be_is_not_shared(ana, meeting, change):
    boxes = as_sent(ana.get(SHARE).content.decode())

    refused = ana.post(SHARE, {**boxes, **change, "go": "send"})

    meeting.refresh_from_db()
    assert (refused.status_code, meeting.notes_shared_at, mail.outbox) == (200, None, [])


def test_member_reads_the_notes_by_cluster_without_what_is_off_the_record(pat, shared, page):
    read = pat.get(page).content.decode()

    assert read.index("Stuck between services") < read.index("Nobody owns the gap")
    assert read.index("What was decided") < read.index("We meet every nine weeks")
    assert read.index("We meet every nine weeks") < read.index("Stuck between services")
    assert "Whisper" not in read
    assert "The Chatham House Rule holds" in read
    assert "Ana" not in read


def test_note_taken_off_the_record_leaves_at_once(pat, shared, page):
    note_of(shared).change(off_record=True)

    assert "Nobody owns the gap" not in pat.get(page).content.decode()


def test_who_did_not_come_reads_nothing(coast, shared, hills):
    kim = coast.add_person(name="Kim", email="kim@harbour.example")
    stranger = hills.add_person(name="Sam", email="sam@hills.example")

    for person in (kim, stranger):
        phone = factories.phone_of(person)
        assert phone.get(f"/p/{person.code}/notes/1/").status_code == 404
        assert phone.post(f"/p/{person.code}/notes/1/", {"text": "x"}).status_code == 404
    assert not Correction.objects.exists()


def test_own_page_says_that_the_notes_are_there_until_something_was_sent(pat, pat_person, shared):
    home = f"/p/{pat_person.code}/"
    assert "One thing waits for you." in pat.get(home).content.decode()

    Correction.send(shared, pat_person, "Fine")
    assert "Nothing waits for you." in pat.get(home).content.decode()
    shared.share_notes(until=timezone.now() - timedelta(minutes=1))
    assert "They are final." in pat.get(home).content.decode()


def test_correction_is_sent_taken_in_and_marked(ana, pat, pat_person, shared, page):
    note = note_of(shared)
    for _press in range(2):
        pat.post(page, {"note": note.pk, "text": "Nobody owns the gap\nbetween wards"})
    correction = Correction.objects.get()
    assert "being read" in pat.get(page).content.decode()

    listed = ana.get(CORRECTIONS).content.decode()
    assert "Nobody owns the gap between wards" in listed
    ana.post(
        f"{CORRECTIONS}{correction.pk}/",
        {"go": "take_in", "was": note.text, "text": "Nobody owns the gap between wards"},
    )

    note.refresh_from_db()
    assert note.text == "Nobody owns the gap between wards"
    read = pat.get(page).content.decode()
    assert "corrected" in read
    assert "taken in" in read


def test_no_staff_page_says_who_sent_a_correction(ana, coast, meeting, pat_person):
    meeting.share_notes(until=timezone.now() + timedelta(days=5))
    lee = coast.add_person(name="Lee", email="lee@x.example")
    meeting.attended_by([lee])

    def pages():
        addresses = [CORRECTIONS, "/coast/", "/coast/meetings/1/notes/sort/", "/coast/outbox/"]
        return [ana.get(address).content.decode() for address in [*addresses, "/coast/meetings/1/"]]

    Correction.send(meeting, pat_person, "It was said otherwise")
    from_pat = [without_tokens(page) for page in pages()]
    Correction.objects.update(person=lee)

    assert "It was said otherwise" in "".join(from_pat[0])
    assert [without_tokens(page) for page in pages()] == from_pat


def without_tokens(page):
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


def test_correction_that_is_left_says_why(ana, pat, shared, page):
    pat.post(page, {"note": note_of(shared).pk, "text": "Everybody does"})
    correction = Correction.objects.get()
    address = f"{CORRECTIONS}{correction.pk}/"

    refused = ana.post(address, {"go": "leave"}).content.decode()
    assert "Say in a sentence why it stays." in refused
    ana.post(address, {"go": "leave", "answer": "Three people said it so."})
    again = ana.post(
        address, {"go": "take_in", "was": note_of(shared).text, "text": "x"}, follow=True
    )

    correction.refresh_from_db()
    assert (correction.taken_in, note_of(shared).text) == (False, "Nobody owns the gap")
    assert "Somebody has settled this one already." in again.content.decode()
    assert "Answer: Three people said it so." in pat.get(page).content.decode()


def test_correction_to_no_note_says_what_was_done(ana, pat, shared, page):
    pat.post(page, {"text": "The part about money is missing"})
    correction = Correction.objects.get()
    address = f"{CORRECTIONS}{correction.pk}/"

    assert (
        "Say in a sentence what you changed."
        in ana.post(address, {"go": "take_in"}).content.decode()
    )
    ana.post(address, {"go": "take_in", "answer": "It is caught now."})

    assert (correction.note, Correction.objects.get().taken_in) == (None, True)
    assert "It is caught now." in pat.get(page).content.decode()


def test_note_that_was_changed_meanwhile_is_looked_at_once_more(ana, shared, pat_person):
    note = note_of(shared)
    correction = Correction.send(shared, pat_person, "Otherwise", note=note)
    note.change(text="Changed by Ana")

    page = ana.post(
        f"{CORRECTIONS}{correction.pk}/",
        {"go": "take_in", "was": "Nobody owns the gap", "text": "Otherwise"},
    ).content.decode()

    assert "The note was changed meanwhile." in page
    assert Correction.objects.unsettled().exists()


def test_correction_that_is_settled_twice_says_so(ana, shared, pat_person):
    note = note_of(shared)
    correction = Correction.send(shared, pat_person, "Otherwise", note=note)
    press = {"go": "take_in", "was": note.text, "text": "Otherwise"}
    ana.post(f"{CORRECTIONS}{correction.pk}/", press)

    again = ana.post(f"{CORRECTIONS}{correction.pk}/", press, follow=True)

    assert "Somebody has settled this one already." in again.content.decode()
    assert note_of(shared, "Otherwise").pk == note.pk


def test_after_the_last_day_nothing_is_taken_and_nothing_typed_is_lost(pat, shared, page):
    boxes = {"note": note_of(shared).pk, "text": "A minute too late"}
    shared.share_notes(until=timezone.now() - timedelta(seconds=1))

    late = pat.post(page, boxes).content.decode()

    assert "What you sent just now was not kept." in late
    assert "A minute too late" in late
    assert "They are final now." in late
    assert not Correction.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "a" * 501, "a\x00b"])
def test_hostile_correction_is_refused_and_shown_again(pat, shared, page, text):
    answer = pat.post(page, {"note": note_of(shared).pk, "text": text})

    assert (answer.status_code, "Nothing is sent yet." in answer.content.decode()) == (200, True)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("note", ["x", "-1", "999999", "9" * 30])
def test_correction_of_a_note_that_is_not_among_these_is_not_sent(pat, shared, page, note):
    answer = pat.post(page, {"note": note, "text": "About what?"}).content.decode()

    assert "That note is not among these any more." in answer
    assert "About what?" in answer
    assert not Correction.objects.exists()


def test_note_off_the_record_takes_no_correction_and_is_not_told(pat, shared, page):
    whispered = note_of(shared, "Whispered")
    answer = pat.post(page, {"note": whispered.pk, "text": "I know"}).content.decode()

    assert "Whispered" not in answer
    assert not Correction.objects.exists()


def test_own_correction_of_a_note_that_left_the_record_does_not_tell_it(
    pat, pat_person, shared, page
):
    note = note_of(shared)
    Correction.send(shared, pat_person, "Mine", note=note)
    note.change(off_record=True)

    read = pat.get(page).content.decode()

    assert "A note that is not shared any more" in read
    assert "Nobody owns the gap" not in read


def test_one_person_sends_no_more_than_twenty(pat, pat_person, shared, page):
    for n in range(MOST_EACH):
        Correction.send(shared, pat_person, f"No {n}")

    answer = pat.post(page, {"text": "One more"}).content.decode()

    assert "You have sent 20 already." in answer
    assert Correction.objects.count() == MOST_EACH


def test_new_device_reads_the_notes_and_not_what_the_person_said(pat_person, shared, page):
    Correction.send(shared, pat_person, "Mine, from home")
    forwarded = factories.phone_of(pat_person, knows=False)

    read = forwarded.get(page).content.decode()
    asked = forwarded.post(page, {"text": "From elsewhere"})

    assert "Nobody owns the gap" in read
    assert "Mine, from home" not in read
    assert "Enter a code to see it here" in read
    assert asked.status_code == 403
    assert (
        "From%20elsewhere" in asked.content.decode() or "From+elsewhere" in asked.content.decode()
    )
    assert Correction.objects.count() == 1


def test_first_correction_needs_no_code_and_is_known_where_it_was_sent(pat_person, shared, page):
    phone = factories.phone_of(pat_person, knows=False)

    phone.post(page, {"text": "First words"})

    assert Correction.objects.get().text == "First words"
    assert "First words" in phone.get(page).content.decode()


def test_reading_writes_nothing(ana, pat, shared, page, django_assert_num_queries):
    before = list(Meeting.objects.values()), list(Correction.objects.values())

    pat.get(page)
    ana.get(SHARE)
    ana.get(CORRECTIONS)

    assert before == (list(Meeting.objects.values()), list(Correction.objects.values()))


def test_coordinator_is_told_that_corrections_wait(ana, shared, pat_person):
    assert "correction to the notes" not in ana.get("/coast/").content.decode()

    Correction.send(shared, pat_person, "One")
    assert "One correction to the notes waits" in ana.get("/coast/").content.decode()
    Correction.send(shared, pat_person, "Two")
    assert "2 corrections to the notes wait" in ana.get("/coast/").content.decode()


def test_sharing_and_settling_are_for_those_who_may(vic, shared, pat_person):
    correction = Correction.send(shared, pat_person, "One")

    assert vic.get(SHARE).status_code == 403
    assert vic.get(CORRECTIONS).status_code == 403
    assert vic.post(f"{CORRECTIONS}{correction.pk}/", {"go": "leave"}).status_code == 403


def test_facilitator_sorts_but_neither_shares_nor_settles(coast, meeting):
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)
    client = sign_in(fay)
    cluster = meeting.clusters.first()

    assert client.get("/coast/meetings/1/notes/sort/").status_code == 200
    assert client.get(f"/coast/meetings/1/clusters/{cluster.pk}/").status_code == 200
    for address in (SHARE, CORRECTIONS, f"/coast/meetings/1/clusters/{cluster.pk}/become/topic/"):
        assert client.post(address).status_code == 403


@pytest.mark.parametrize("count", [1, 15])
def test_corrections_ask_as_often_for_one_as_for_fifteen(
    ana, shared, pat_person, count, django_assert_num_queries
):
    for n in range(count):
        Correction.send(shared, pat_person, f"No {n}", note=note_of(shared))

    with django_assert_num_queries(5):
        ana.get(CORRECTIONS)
