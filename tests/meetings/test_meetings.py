"""Meetings: times that follow from minutes, an agenda from the vote, notes, attendance, feedback."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.models import Action, AgendaItem, Feedback, Meeting, Note, Support
from network import words
from tests import factories

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def meeting(coast):
    return Meeting.call(
        coast.current_cycle(), starts_at=datetime(2027, 3, 24, 9, 30, tzinfo=LONDON)
    )


def times(meeting):
    return [f"{timed.starts:%H:%M}" for timed in meeting.running_order()]


def test_times_follow_from_minutes_and_move_with_them(ana, coast, meeting):
    for title, minutes in [("Welcome", 10), ("Figures", 25), ("Close", 5)]:
        meeting.add_item(title=title, minutes=minutes)
    assert times(meeting) == ["09:30", "09:40", "10:05"]

    figures = meeting.items.get(title="Figures")
    ana.post(
        f"/coast/meetings/1/items/{figures.pk}/",
        {"title": "Figures", "minutes": 40, "step": "open"},
    )
    assert times(meeting) == ["09:30", "09:40", "10:20"]

    ana.post(f"/coast/meetings/1/items/{figures.pk}/move/?up")
    assert [item.title for item in meeting.items.all()] == ["Figures", "Welcome", "Close"]
    assert times(meeting) == ["09:30", "10:10", "10:20"]


def test_arrivals_come_before_the_start(meeting):
    meeting.add_item(title="Tea", minutes=15, step=AgendaItem.Step.BEFORE)
    meeting.add_item(title="Welcome", minutes=10)

    assert times(meeting) == ["09:15", "09:30"]


def test_meeting_over_a_change_of_clocks_keeps_wall_time(coast):
    # Clocks go forward at 01:00 on 28 March 2027.
    meeting = Meeting.call(
        coast.current_cycle(), starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)
    )
    meeting.add_item(title="Late talk", minutes=60)
    meeting.add_item(title="Later talk", minutes=60)

    assert times(meeting) == ["00:30", "01:30"]


def test_time_typed_is_time_where_the_network_is(ana, coast):
    ana.post("/coast/meetings/new/", {"date": "2027-06-14", "time": "10:00", "kind": "action"})

    assert coast.meetings.get().starts_at == datetime(2027, 6, 14, 9, 0, tzinfo=ZoneInfo("UTC"))


def test_agenda_is_made_from_the_topics_that_won(ana, coast, meeting, harbour):
    voters = factories.create_people(coast, 5, partner=harbour)
    vote = factories.open_vote(coast)
    for voter in voters:
        vote.cast(voter, ["T7", "T5", "T2"])
    vote.cast(voters[0], ["T7", "T5"])
    vote.cast(voters[1], ["T7"])

    ana.post("/coast/meetings/1/agenda/")
    assert not meeting.items.exists()  # the vote is still open

    vote.close()
    ana.post("/coast/meetings/1/agenda/")
    ana.post("/coast/meetings/1/agenda/")

    assert [item.topic.code for item in meeting.items.exclude(topic=None)] == ["T7", "T5", "T2"]
    order = meeting.running_order()
    assert (order[0].item.step, f"{order[1].starts:%H:%M}", f"{order[-1].ends:%H:%M}") == (
        "before",
        "09:30",
        "12:00",
    )


def test_what_is_caught_keeps_no_speaker(ana, coast, meeting):
    ana.post("/coast/meetings/1/notes/", {"kind": "decision", "text": "We meet every nine weeks."})

    note = Note.objects.get()
    assert (note.kind, note.text, note.by.name) == ("decision", "We meet every nine weeks.", "Ana")
    assert not {field.name for field in Note._meta.fields} & {"speaker", "person"}


def test_too_long_a_line_is_shown_again(ana, meeting):
    words_typed = "a long line " * 60

    page = ana.post(
        "/coast/meetings/1/notes/", {"kind": "point", "text": words_typed}
    ).content.decode()

    assert words_typed.strip() in page
    assert not Note.objects.exists()


def test_whoever_records_an_action_does_not_own_it(ana, meeting):
    ana.post("/coast/meetings/1/actions/", {"what": "A weekly call"})

    assert Action.objects.get().owner is None


def test_attendance_is_ticked_off(ana, coast, meeting, pat_person):
    kim = coast.add_person(name="Kim")
    ana.post("/coast/meetings/1/people/", {"came": [pat_person.pk, kim.pk, "x", 999]})
    ana.post(
        "/coast/meetings/1/people/", {"came": [pat_person.pk], "came.was": [pat_person.pk, kim.pk]}
    )

    assert [attendance.person for attendance in meeting.attendances.all()] == [pat_person]


def test_two_people_ticking_at_once_do_not_undo_each_other(ana, coast, meeting, pat_person):
    kim = coast.add_person(name="Kim")
    for person in (pat_person, kim):  # both pages were opened while nobody was ticked
        ana.post("/coast/meetings/1/people/", {"came": [person.pk]})

    assert meeting.attendances.count() == 2


def test_help_offered_twice_stands_once_and_can_be_taken_back(pat, pat_person, coast):
    action = Action.record(coast.current_cycle(), what="A weekly call")
    offer = f"/p/{pat_person.code}/actions/{action.pk}/"

    pat.post(offer + "help/", {"kind": "time"})
    pat.post(offer + "help/", {"kind": "time"})
    assert [support.kind for support in Support.objects.all()] == ["time"]

    pat.post(offer + "help/", {"kind": "money"})
    assert Support.objects.count() == 1
    pat.post(offer + "withdraw/", {"back": "yes"})
    assert not Support.objects.exists()


def test_owner_says_how_it_goes_and_nobody_else_does(pat, pat_person, coast):
    mine = Action.record(coast.current_cycle(), what="Mine", owner=pat_person)
    other = Action.record(coast.current_cycle(), what="Not mine")

    pat.post(
        f"/p/{pat_person.code}/actions/{mine.pk}/report/", {"status": "stuck", "note": "No lead"}
    )
    refused = pat.post(f"/p/{pat_person.code}/actions/{other.pk}/report/", {"status": "done"})

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.status, other.status, refused.status_code) == ("stuck", "not_started", 404)
    assert mine.updates.get().person == pat_person


def test_action_that_stops_says_why(pat, pat_person, coast):
    action = Action.record(coast.current_cycle(), what="Mine", owner=pat_person)

    pat.post(f"/p/{pat_person.code}/actions/{action.pk}/report/", {"status": "stopped"})
    assert Action.objects.get().is_open

    pat.post(
        f"/p/{pat_person.code}/actions/{action.pk}/report/",
        {"status": "stopped", "note": "Done elsewhere"},
    )
    assert not Action.objects.get().is_open


def test_overdue_is_counted_in_days(coast):
    action = Action.record(coast.current_cycle(), what="Late", due=date(2027, 3, 1))

    assert [action.days_overdue(date(2027, 3, day)) for day in (1, 2, 11)] == [0, 1, 10]
    assert list(Action.objects.overdue(date(2027, 3, 2))) == [action]
    assert not Action.objects.overdue(date(2027, 3, 1)).exists()


def test_feedback_is_shown_from_five_replies_on(ana, coast, meeting, harbour):
    people = factories.create_people(coast, 6, partner=harbour)
    meeting.attended_by(people)
    meeting.begin()
    ana.post("/coast/meetings/1/feedback/ask/")
    ana.post("/coast/meetings/1/feedback/ask/")
    feedback = Feedback.objects.get()
    for n, person in enumerate(people[:4]):
        feedback.reply(person, worth=2, heard=2, change=f"Comment {n}")

    hidden = ana.get("/coast/meetings/1/feedback/").content.decode()
    feedback.reply(people[4], worth=5, heard=5, change="")
    shown = ana.get("/coast/meetings/1/feedback/").content.decode()

    assert "4 of 6 replied" in hidden
    assert "Comment 1" not in hidden
    assert "2.6" in shown
    assert "Comment 1" in shown


def test_feedback_in_which_a_question_was_left_blank_is_still_shown(ana, coast, meeting, harbour):
    people = factories.create_people(coast, 5, partner=harbour)
    meeting.begin()
    feedback = Feedback.ask(meeting)
    for person in people:
        feedback.reply(person, worth=3, heard=None, change="")

    words = ana.get("/coast/meetings/1/feedback/").content.decode()

    assert "3.0" in words
    assert ">Were you heard?</h2>" not in words


def test_second_reply_takes_the_place_of_the_first(pat, pat_person, meeting):
    meeting.begin()
    feedback = Feedback.ask(meeting)
    page = f"/p/{pat_person.code}/feedback/{feedback.pk}/"

    pat.post(page, {"worth": 2, "heard": 3, "change": ""})
    pat.post(page, {"worth": 4, "heard": 3, "change": "Better"})
    pat.post(page, {"worth": 9, "heard": 3})

    reply = feedback.replies.get()
    assert (reply.worth, reply.change) == (4, "Better")


def test_next_cycle_takes_along_what_is_left_to_do(ana, coast, proforma, harbour):
    voters = factories.create_people(coast, 5, partner=harbour)
    vote = factories.open_vote(coast, topics=5)
    for voter in voters:
        vote.cast(voter, ["T1", "T2", "T3"])
    vote.close()
    last = coast.current_cycle()
    left_off = last.topics.model.list_on(last, title="A hub building")
    left_off.leave_off(reason="It needs a year.")
    still_open = Action.record(last, what="A weekly call")

    for _press in range(2):
        ana.post("/coast/cycles/next/", {"after": 1})

    cycle = coast.current_cycle()
    assert (cycle.number, coast.cycles.count()) == (2, 2)
    assert [topic.title for topic in cycle.topics.on_longlist()] == ["Topic 4", "Topic 5"]
    assert cycle.topics.left_off().get().left_off_reason == "It needs a year."
    copied = cycle.proformas.get().parts.get(unit="person").questions.values_list("code", "text")
    assert list(copied) == list(
        proforma.parts.get(unit="person").questions.values_list("code", "text")
    )
    assert still_open in coast.actions.open()


def test_next_cycle_does_not_begin_while_people_are_asked(
    ana, coast, pat, pat_person, open_proforma
):
    ana.post("/coast/cycles/next/", {"after": 1})

    assert coast.cycles.count() == 1
    assert "Your view" in pat.get(f"/p/{pat_person.code}/").content.decode()


def test_meeting_of_another_network_does_not_exist(olga, hills, meeting):
    assert olga.get("/hills/meetings/1/").status_code == 404
    assert olga.post("/hills/meetings/1/notes/", {"kind": "point", "text": "x"}).status_code == 404


def test_deck_says_what_an_empty_network_has_to_say(ana, meeting):
    page = ana.get("/coast/meetings/1/deck/")
    file = ana.get("/coast/meetings/1/deck/export/")

    assert page.status_code == 200
    assert file.headers["Content-Disposition"].startswith('attachment; filename="coast-meeting-1-')
    assert file.content[:2] == b"PK"


def test_observer_sees_the_slides_but_takes_no_file(vic, meeting):
    assert vic.get("/coast/meetings/1/deck/").status_code == 200
    assert vic.get("/coast/meetings/1/deck/export/").status_code == 403


def test_words_of_dates(coast):
    this_year = timezone.now().replace(month=6, day=5)
    last_day = date(this_year.year + 1, 6, 4)
    closes_at = words.end_of(last_day, coast)

    assert words.last_day(closes_at, coast) == f"{last_day:%A} 4 June {last_day.year}"
    assert not words.day(this_year, coast).endswith(str(this_year.year))
    assert closes_at - timezone.localtime(closes_at, LONDON).replace(day=4, hour=0) == timedelta(
        days=1
    )
