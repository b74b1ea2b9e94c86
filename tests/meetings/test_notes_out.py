"""Notes become final after the last day, and go out to everyone with what became of what was said."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from docx import Document

from meetings import notes_sheet, sharing
from meetings.models import Action, Answered, Cluster, Correction, Meeting, Note, Photo, TakenOut
from meetings.models.meetings import NotesAreFinal
from network import words
from network.models import Message, Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

BASE = "/coast/meetings/1/"
SHEET, SEND, WORD = f"{BASE}notes/sheet/", f"{BASE}notes/send/", f"{BASE}notes/notes.docx"


@pytest.fixture
def kim(coast, harbour):
    """Works with Pat, and did not come."""
    return coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)


@pytest.fixture
def meeting(coast, pat_person, kim):
    meeting = Meeting.call(
        coast.current_cycle(),
        starts_at=timezone.now() - timedelta(days=9),
        place="The old library",
        purpose="Decide what we try first.",
    )
    meeting.attended_by([pat_person])
    stuck = Cluster.begin(meeting, "Stuck between services")
    meeting.catch("point", "Nobody owns the gap").move_to(stuck)
    meeting.catch("decision", "We meet every nine weeks").move_to(stuck)
    meeting.catch("point", "Whispered", off_record=True)
    meeting.catch("point", "Said in error").take_back()
    action = Action.record(
        meeting.cycle,
        what="Call each other weekly",
        meeting=meeting,
        owner=pat_person,
        done_when="four calls held",
        due=words.date_of(timezone.now(), coast) + timedelta(days=9),
    )
    action.sign_up(kim, "time")
    action.sign_up(kim, "venue")
    return meeting


def make_final(meeting):
    meeting.share_notes(until=timezone.now() - timedelta(seconds=1))
    return meeting


@pytest.fixture
def final(meeting):
    return make_final(meeting)


def note_of(meeting, text="Nobody owns the gap"):
    return meeting.notes.get(text=text)


def say(meeting, state="did_not", **fields):
    words = {"said": "Talk about money", "because": "We ran out of time."} | fields
    return Answered.say(meeting, state=state, **words)


def page_of(person, number=1):
    return f"/p/{person.code}/notes/{number}/"


def read(client, address, **more):
    return client.get(address, **more).content.decode()


def send(client, **changes):
    boxes = as_sent(read(client, SEND)) | {"go": "send"} | changes
    return client.post(SEND, boxes, follow=True)


# What is read


def test_decisions_and_actions_come_first_and_only_who_holds_or_helps_is_named(
    pat, final, pat_person
):
    page = read(pat, page_of(pat_person))

    order = ["We meet every nine weeks", "Call each other weekly", "Nobody owns the gap"]
    assert sorted(order, key=page.index) == order
    assert page.count("We meet every nine weeks") == 1
    assert "Pat holds it." in page
    assert "Kim (time, a venue)" in page
    assert "Done when: four calls held" in page
    assert "1 person came, from 1 of 1 partners." in page


def test_neither_what_is_off_the_record_nor_what_was_taken_back_is_read_anywhere(
    ana, pat, final, pat_person
):
    Action.record(final.cycle, what="Never mind", meeting=final).take_back()
    for page in (read(pat, page_of(pat_person)), read(ana, SHEET), text_of(ana)):
        assert "We meet every nine weeks" in page
        assert "Whispered" not in page
        assert "Said in error" not in page
        assert "Never mind" not in page


def test_nobody_is_named_for_having_come(ana, coast, final):
    lee = coast.add_person(name="Lee Somebody", email="lee@harbour.example")
    final.attended_by([lee])

    assert "Lee" not in read(ana, SHEET)
    assert "2 people came" in text_of(ana)


def test_chatham_house_tells_neither_members_nor_files_how_partners_were_there(
    ana, vic, coast, pat, final, pat_person
):
    tide = coast.add_partner(name="Tide House", sector="housing")
    final.attended_by([coast.add_person(name="Lee", partner=tide)])
    assert "2 people came, from 2 of 2 partners." in text_of(ana)
    Meeting.objects.update(chatham_house=True)

    for page in (read(pat, page_of(pat_person)), read(vic, SHEET), text_of(ana)):
        assert "2 people came." in page
        assert "of 2 partners" not in page
        assert "Tide House" not in page
        assert "The Chatham House Rule holds" in page
    (line,) = [one for one in read(ana, SHEET).splitlines() if "from 2 of 2 partners" in one]
    assert "no-print" in line


def test_words_of_a_photograph_are_read_but_for_lines_that_are_notes(pat, final, pat_person):
    Photo.objects.create(
        meeting=final,
        image="photos/wall.jpg",
        caption="The wall",
        transcript="- A line of its own\n• WHISPERED!\nSaid in  error\n* nobody owns the gap",
    )
    Photo.objects.create(
        meeting=final, image="photos/x.jpg", transcript="Kept to ourselves", off_record=True
    )

    page = read(pat, page_of(pat_person))

    assert "The wall" in page
    assert "A line of its own" in page
    assert "WHISPERED" not in page
    assert "Said in" not in page
    assert page.lower().count("nobody owns the gap") == 1
    assert "Kept to ourselves" not in page
    assert "photos/" not in page


def test_sheet_asks_as_often_for_forty_notes_as_for_one(meeting, coast, django_assert_num_queries):
    for count in (1, 40):
        for n in range(count):
            note = meeting.catch("point", f"Note {count} {n}")
            note.move_to(Cluster.begin(meeting, f"Cluster {n}"))
            action = Action.record(meeting.cycle, what=f"Act {n}", meeting=meeting)
            action.sign_up(coast.add_person(name=f"Of {count} {n}"), "time")
        with django_assert_num_queries(10):
            notes_sheet.of(Meeting.objects.select_related("network").get())


# Final


def tries_of(meeting):
    """Every way in which staff could have changed the notes: (address, what is sent)."""
    note, cluster = note_of(meeting), meeting.clusters.get()
    photo = meeting.photos.get()
    return [
        (f"notes/{note.pk}/", {"text": "Otherwise", "kind": "point", "seen": ""}),
        (f"notes/{note.pk}/", {"text": note.text, "kind": "decision", "seen": ""}),
        (f"notes/{note.pk}/", {"text": note.text, "kind": "point", "off_record": "on"}),
        (f"notes/{note.pk}/move/", {"cluster": "0"}),
        (f"notes/{note.pk}/back/", {"state": "taken_back"}),
        (f"notes/{note_of(meeting, 'Said in error').pk}/back/", {"state": "standing"}),
        (f"notes/{note_of(meeting, 'Whispered').pk}/", {"text": "Whispered", "kind": "point"}),
        ("notes/", {"text": "One more", "kind": "point"}),
        ("clusters/", {"name": "Another"}),
        (f"clusters/{cluster.pk}/", {"name": "Renamed"}),
        (f"clusters/{cluster.pk}/move/?up", {}),
        (f"clusters/{cluster.pk}/delete/", {}),
        (f"photos/{photo.pk}/", {"caption": "", "transcript": "Rewritten", "seen": ""}),
    ]


def standing(meeting):
    return [
        list(meeting.notes.values()),
        list(meeting.clusters.values()),
        list(meeting.photos.values()),
    ]


def test_after_the_last_day_staff_change_nothing_and_what_they_typed_is_shown_again(ana, meeting):
    Photo.objects.create(meeting=meeting, image="photos/wall.jpg", transcript="As it was")
    make_final(meeting)
    before = standing(meeting)

    for address, boxes in tries_of(meeting):
        answer = ana.post(BASE + address, boxes)
        assert answer.status_code == 409, address
        assert "These notes are final, so nothing was changed." in answer.content.decode()
        for name in ("text", "name", "transcript"):
            assert boxes.get(name, "") in answer.content.decode()
    assert standing(meeting) == before


def test_the_same_presses_change_notes_while_they_are_open(ana, meeting):
    Photo.objects.create(meeting=meeting, image="photos/wall.jpg", transcript="As it was")
    for address, boxes in tries_of(meeting)[:-1]:
        before = standing(meeting)
        answer = ana.post(BASE + address, boxes)
        assert answer.status_code == 302, address
        if "move/?up" not in address and before == standing(meeting):
            pytest.fail(address)


def test_two_clusters_are_not_merged_in_final_notes(ana, meeting):
    one, other = meeting.clusters.get(), Cluster.begin(meeting, "Other")
    make_final(meeting)

    assert ana.post(f"{BASE}clusters/{one.pk}/merge/", {"into": other.pk}).status_code == 409
    assert meeting.clusters.count() == 2


def test_line_that_was_caught_on_a_page_still_open_stays_on_its_device(ana, final):
    answer = ana.post(
        f"{BASE}notes/", {"text": "Too late", "kind": "point"}, headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert not final.notes.filter(text="Too late").exists()


def test_verbs_refuse_a_meeting_in_hand_that_became_final_meanwhile(meeting):
    note, stale = note_of(meeting), Meeting.objects.get()
    note.meeting = stale
    make_final(meeting)

    for verb in (
        lambda: note.change(text="x"),
        note.take_back,
        lambda: note.move_to(None),
        lambda: Cluster.begin(stale, "Late"),
        lambda: Meeting.objects.get().catch("point", "Late"),
    ):
        with pytest.raises(NotesAreFinal):
            verb()


def test_pages_of_final_notes_offer_to_take_a_line_out_and_nothing_else(ana, final):
    note, cluster = note_of(final), final.clusters.get()
    sort = read(ana, f"{BASE}notes/sort/")
    edit = read(ana, f"{BASE}notes/{note.pk}/")
    group = read(ana, f"{BASE}clusters/{cluster.pk}/")

    assert "/move/" not in sort + group
    assert "notes.js" not in sort
    assert 'name="text"' not in edit
    assert f"notes/{note.pk}/out/" in sort
    assert f"notes/{note.pk}/out/" in edit
    assert f"notes/{note.pk}/out/" in read(ana, SHEET)


def test_correction_that_came_in_time_is_still_taken_in(ana, pat, meeting, pat_person):
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    note = note_of(meeting)
    correction = Correction.send(meeting, pat_person, "Two own it", note=note)
    make_final(meeting)

    assert "One correction to the notes waits" in read(ana, "/coast/")
    ana.post(
        f"{BASE}notes/corrections/{correction.pk}/",
        {"go": "take_in", "was": note.text, "text": "Two own it"},
    )

    assert "Two own it" in read(pat, page_of(pat_person))
    assert "One correction to the notes waits" not in read(ana, "/coast/")


def test_last_day_that_is_over_moves_no_more(ana, coast, final):
    later = words.date_of(timezone.now(), coast) + timedelta(days=3)

    page = ana.post(f"{BASE}notes/share/", {"until": later.isoformat()}, follow=True)

    assert "Their last day does not move any more." in page.content.decode()
    assert Meeting.objects.get().notes_are_final()


def test_words_that_a_note_says_no_more_are_read_on_no_flipchart(pat, meeting, pat_person):
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    photo = Photo.objects.create(
        meeting=meeting,
        image="photos/w.jpg",
        transcript="• Kim: too slow!\nNobody owns the  gap\nStays",
    )
    for before, after in (
        ("Kim: too slow!", "It is too slow"),
        ("Nobody owns the gap", "Nobody owns the gap."),
    ):
        note = meeting.notes.filter(text=before).first() or meeting.catch("point", before)
        sent = Correction.send(meeting, pat_person, after, note=note)
        sent.take_in(text=after)

    page = read(pat, page_of(pat_person))
    assert "It is too slow" in page
    assert "Stays" in page
    assert "Kim: too slow" not in page
    photo.refresh_from_db()
    assert photo.transcript == "Nobody owns the  gap\nStays"  # the same words: nothing to hide


# Taken out


def test_line_that_is_taken_out_leaves_a_mark_and_its_words_go_everywhere(
    ana, pat, meeting, pat_person
):
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    note = note_of(meeting)
    Correction.send(meeting, pat_person, "Nobody owns the gap, said Kim", note=note)
    Photo.objects.create(
        meeting=meeting, image="photos/w.jpg", transcript="- Nobody owns the gap\nStays"
    )
    make_final(meeting)
    address = f"{BASE}notes/{note.pk}/out/"

    assert "Tick the box first" in ana.post(address).content.decode()
    assert note_of(meeting).is_on_record
    ana.post(address, {"sure": "yes"})

    today = words.day(timezone.now(), meeting.network)
    for page in (read(pat, page_of(pat_person)), read(ana, SHEET), text_of(ana)):
        assert f"One line was taken out on {today}." in page
    everywhere = repr(
        [*Note.objects.values(), *Correction.objects.values(), *Photo.objects.values()]
    )
    assert "Nobody owns the gap" not in everywhere
    assert "Stays" in everywhere
    assert ana.post(address, {"sure": "yes"}).status_code == 404
    assert TakenOut.objects.count() == 1


def test_two_lines_of_one_day_are_one_sentence(ana, final):
    for text in ("Nobody owns the gap", "We meet every nine weeks"):
        assert TakenOut.note(note_of(final, text))

    assert "2 lines were taken out on" in read(ana, SHEET)


def test_line_is_taken_out_once_by_two_at_once(final):
    one, same = note_of(final), note_of(final)

    assert [TakenOut.note(one), TakenOut.note(same)] == [True, False]
    assert TakenOut.objects.count() == 1


def test_line_is_not_taken_out_while_it_can_simply_be_changed(ana, meeting):
    note = note_of(meeting)

    answer = ana.post(f"{BASE}notes/{note.pk}/out/", {"sure": "yes"})

    assert answer.url == f"{BASE}notes/{note.pk}/"
    assert note_of(meeting).is_on_record


def test_photograph_whose_words_were_read_leaves_a_mark_too(ana, final):
    seen = Photo.objects.create(meeting=final, image="photos/a.jpg", transcript="Read by all")
    unseen = Photo.objects.create(meeting=final, image="photos/b.jpg")

    for photo in (seen, unseen):
        ana.post(f"{BASE}photos/{photo.pk}/delete/", {"sure": "yes"})

    assert (TakenOut.objects.count(), Photo.objects.count()) == (1, 0)
    assert "Read by all" not in read(ana, SHEET)


# Out to everyone


def test_sending_writes_to_everyone_who_takes_part_and_lets_the_absent_read(
    ana, coast, final, kim, pat_person
):
    coast.add_person(name="Noor")  # no email
    coast.add_person(name="Away", email="away@harbour.example", takes_part=False)
    say(final)
    phone = factories.phone_of(kim)
    assert phone.get(page_of(kim)).status_code == 404
    assert "Send 2 messages" in read(ana, SEND)

    send(ana)

    assert {one.recipients()[0] for one in mail.outbox} == {kim.email, pat_person.email}
    body = next(one.body for one in mail.outbox if one.recipients() == [kim.email])
    assert body.index("Hello Kim") < body.index(kim.link) < body.index("WE DID NOT")
    assert "You said: Talk about money\nWe did not: We ran out of time." in body
    page = read(phone, page_of(kim))
    assert page.index("We meet every nine weeks") < page.index("Talk about money")
    assert "The notes of Meeting 1" in read(phone, f"/p/{kim.code}/")
    message = Message.objects.get(person=kim)
    assert (message.kind, message.dedupe_key) == ("other", f"notes-out:{final.pk}:{kim.pk}")


def test_notes_of_another_network_stay_there(ana, final, hills):
    say(final)
    send(ana)
    stranger = hills.add_person(name="Sam", email="sam@hills.example")

    assert factories.phone_of(stranger).get(page_of(stranger)).status_code == 404


def test_absent_cannot_correct_what_is_final(ana, final, kim):
    say(final)
    send(ana)

    answer = factories.phone_of(kim).post(page_of(kim), {"text": "I was not there"})

    assert "What you sent just now was not kept." in answer.content.decode()


def test_without_we_did_not_the_page_asks_and_nothing_goes(ana, final):
    refused = send(ana).content.decode()

    assert "Was there nothing that we did not do? Say so in a sentence" in refused
    assert mail.outbox == []
    assert Meeting.objects.get().notes_sent_at is None


def test_nothing_is_ticked_and_told_as_such(ana, pat, final, pat_person):
    say(final, state="did")

    send(ana, nothing="on")

    told = "There was nothing that we did not do, as far as we know."
    assert Meeting.objects.get().nothing_undone
    assert told in read(pat, page_of(pat_person))
    assert told in read(pat, f"/p/{pat_person.code}/said/")
    say(final)
    assert told not in read(pat, page_of(pat_person))


def test_open_window_is_closed_by_sending_only_if_that_is_said(ana, pat, meeting, pat_person):
    until = timezone.now() + timedelta(days=4)
    meeting.share_notes(until=until)
    say(meeting)
    assert "If you send now, that time is over at once." in read(ana, SEND)

    assert "Tick this to send them before the last day is over." in send(ana).content.decode()
    assert Meeting.objects.get().corrections_until == until
    send(ana, at_once="on")

    assert Meeting.objects.get().notes_are_final()
    assert len(mail.outbox) == 2
    assert "They are final now." in read(pat, page_of(pat_person))


def test_notes_that_were_never_shared_can_go_out_at_once(ana, meeting, kim):
    say(meeting)
    assert "Nobody who came has seen them yet." in read(ana, SEND)

    send(ana, at_once="on")

    assert factories.phone_of(kim).get(page_of(kim)).status_code == 200


def test_corrections_that_wait_are_answered_first(ana, meeting, pat_person):
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    Correction.send(meeting, pat_person, "Otherwise")
    make_final(meeting)
    say(meeting)

    page = send(ana).content.decode()

    assert "Answer the corrections that wait first." in page
    assert (mail.outbox, Meeting.objects.get().notes_sent_at) == ([], None)


def test_meeting_that_has_not_been_has_no_notes_to_send(ana, meeting):
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=1))
    say(meeting)

    assert "The meeting has not been yet" in send(ana, at_once="on").content.decode()
    assert mail.outbox == []


def test_pressed_twice_goes_once(ana, final):
    say(final)
    boxes = as_sent(read(ana, SEND)) | {"go": "send"}

    for _press in range(2):
        ana.post(SEND, boxes)

    assert len(mail.outbox) == 2


def test_second_of_two_who_send_at_once_sends_nothing(ana, final):
    say(final)
    stale, text = Meeting.objects.get(), {"subject": "Notes", "body": "[[link]]"}
    sharing.send_to_all(final, **text)

    with pytest.raises(sharing.SentAlready):
        sharing.send_to_all(stale, **text)
    assert Message.objects.count() == 2


def test_page_that_is_behind_is_looked_at_once_more(ana, final):
    say(final)
    boxes = as_sent(read(ana, SEND)) | {"go": "send", "subject": "In my words"}
    TakenOut.note(note_of(final))

    behind = ana.post(SEND, boxes).content.decode()

    assert "since you opened this page" in behind
    assert "In my words" in behind
    assert mail.outbox == []
    ana.post(SEND, as_sent(behind) | {"go": "send"})
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"promised": "7"},
        {"body": "No link here."},
        {"body": "a\x00b [[link]]"},
        {"body": "a" * 20_001 + "[[link]]"},
        {"subject": "a" * 201},
        {"subject": "a\x00b"},
        {"seen": "a\x00b"},
    ],
)
def test_what_was_not_promised_or_cannot_be_is_not_sent(ana, final, change):
    say(final)

    refused = send(ana, **change)

    assert (refused.status_code, mail.outbox) == (200, [])
    assert Meeting.objects.get().notes_sent_at is None


def test_looking_first_sends_nothing_and_asks_for_no_tick(ana, final):
    looked = send(ana, go="look").content.decode()

    assert "As Kim reads it" in looked
    assert "(their own link)" in looked
    assert "Was there nothing" not in looked
    assert mail.outbox == []


def test_home_asks_to_send_final_notes_until_they_went(ana, meeting):
    title = "Send the notes of Meeting 1 to everyone"
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    assert title not in read(ana, "/coast/")
    make_final(meeting)
    assert title in read(ana, "/coast/")

    say(meeting)
    send(ana)
    assert title not in read(ana, "/coast/")


def test_sending_and_taking_out_are_for_those_who_may(coast, vic, final):
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)
    out = f"{BASE}notes/{note_of(final).pk}/out/"

    assert [sign_in(fay).get(page).status_code for page in (SHEET, WORD, out, SEND)] == [
        200, 200, 200, 403,
    ]  # fmt: skip
    assert [vic.get(page).status_code for page in (SHEET, WORD, out, SEND)] == [200, 403, 403, 403]
    assert "/out/" not in read(vic, SHEET)


def test_reading_writes_nothing(ana, pat, final, pat_person):
    say(final)
    before = list(Meeting.objects.values()), standing(final), list(Answered.objects.values())

    for address in (SHEET, SEND, WORD, f"{BASE}notes/{note_of(final).pk}/out/"):
        assert ana.get(address).status_code == 200
    pat.get(page_of(pat_person))
    pat.get(f"/p/{pat_person.code}/said/")

    assert before == (
        list(Meeting.objects.values()), standing(final), list(Answered.objects.values()),
    )  # fmt: skip


# The Word file


def document_of(client):
    return Document(BytesIO(b"".join(client.get(WORD).streaming_content)))


def text_of(client):
    """All that is read in it, tables too."""
    document = document_of(client)
    return "\n".join(
        "".join(run.text or "" for run in paragraph.iter() if run.tag.endswith("}t"))
        for paragraph in document.element.body.iter()
        if paragraph.tag.endswith("}p")
    )


def test_word_file_holds_the_sheet_with_headings_and_a_real_table(ana, final):
    document = document_of(ana)

    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["What was decided", "What was agreed to do", "Stuck between services"]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][0] == "What"
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert table.rows[1].cells[1].text == "Pat\nKim (time, a venue)"
    assert document.core_properties.language == "en-GB"
    assert "The old library" in text_of(ana)


def test_word_file_tells_what_became_of_it_only_once_everyone_was(ana, final):
    say(final)
    assert "Talk about money" not in text_of(ana)
    send(ana)

    assert "Talk about money: We ran out of time." in text_of(ana)


def test_hostile_words_do_no_harm_in_the_file_nor_on_the_page(ana, final):
    hostile = "<script>alert(1)</script>\x01\x0b\ufffe\u202e & ]]> ☐ {{ x }} "
    Note.objects.filter(kind="decision").update(text=(hostile + "a" * 500)[:500])
    Action.objects.update(what=(hostile + "b" * 300)[:300])
    Cluster.objects.update(name=hostile[:80])

    text = text_of(ana)

    assert "<script>alert(1)</script>" in text
    assert not re.search("[\x01\x0b\ufffe\u202e]", text)
    assert "<script>alert" not in read(ana, SHEET)
