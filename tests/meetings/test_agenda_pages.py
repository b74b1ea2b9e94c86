"""A meeting before it: what it is, its plan line by line, what staff see of it, and calling it off."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.agenda_forms import AgendaItemForm
from meetings.models import Meeting
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

LONDON = ZoneInfo("Europe/London")
PAGE = "/coast/meetings/1/"
FILLED = {"date": "2027-06-14", "time": "10:00", "kind": "action", "length": "90", "place": "Hall"}


@pytest.fixture
def meeting(coast):
    return Meeting.call(
        coast.current_cycle(), starts_at=datetime(2027, 3, 24, 9, 30, tzinfo=LONDON), length=60
    )


@pytest.fixture
def fay(coast):
    """She runs meetings, and prepares none."""
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=Role.FACILITATOR)
    return sign_in(user)


def words_of(answer):
    return answer.content.decode()


def test_meeting_is_called_with_all_that_is_told_of_it(ana, coast, pat_person):
    ana.post(
        "/coast/meetings/new/",
        {
            **FILLED,
            "purpose": "Begin something",
            "outcomes": "Two actions",
            "process": "In threes",
            "influence": "together",
            "access_notes": "A ramp",
            "ground_rules": "One at a time",
            "documenter": pat_person.pk,
            "chatham_house": "on",
        },
    )
    page = words_of(ana.get(PAGE))

    meeting = coast.meetings.get()
    assert (meeting.length, meeting.documenter, meeting.chatham_house) == (90, pat_person, True)
    for said in (
        "Begin something", "Two actions", "In threes", "We decide together", "A ramp", "One at a time",
        "Pat takes the notes", "The Chatham House Rule holds",
    ):  # fmt: skip
        assert said in page


def test_day_is_enough_and_the_length_is_proposed(ana, coast):
    ana.post("/coast/meetings/new/", {"date": "2027-06-14", "time": "10:00", "kind": "open"})

    assert coast.meetings.get().length == 150


def test_two_meetings_set_one_after_the_other_have_their_own_numbers(ana, coast):
    for _press in range(2):
        ana.post("/coast/meetings/new/", FILLED)

    assert sorted(coast.meetings.values_list("number", flat=True)) == [1, 2]


def test_time_that_clocks_skip_is_said_and_not_guessed(ana, coast):
    page = words_of(
        ana.post("/coast/meetings/new/", {**FILLED, "date": "2027-03-28", "time": "01:30"})
    )

    assert "there is no such time that day" in page
    assert 'value="Hall"' in page
    assert not coast.meetings.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"purpose": "nul\0"},
        {"purpose": "x" * 2001},
        {"ground_rules": "x" * 1001},
        {"place": "x" * 201},
        {"length": "-5"},
        {"length": "99999"},
        {"date": "9999-12-31"},
        {"documenter": "999"},
        {"influence": "king"},
    ],
    ids=lambda bad: next(iter(bad)),
)
def test_what_a_database_refuses_is_told_in_a_sentence(ana, coast, bad):
    answer = ana.post("/coast/meetings/new/", {**FILLED, **bad})

    assert answer.status_code == 200
    assert "invalid-feedback" in words_of(answer)
    assert not coast.meetings.exists()


def test_somebody_of_another_network_cannot_be_the_one_who_takes_notes(ana, coast, hills):
    kim = hills.add_person(name="Kim")
    ana.post("/coast/meetings/new/", {**FILLED, "documenter": kim.pk})

    assert not coast.meetings.exists()


def change(client, **typed):
    sent = as_sent(words_of(client.get(PAGE + "edit/")))
    return client.post(PAGE + "edit/", {**sent, **typed})


def test_what_calendars_show_counts_their_sequence_up_and_nothing_else_does(ana, meeting):
    counted = []
    for typed in (
        {"purpose": "Another"},
        {"date": "2027-03-25"},
        {"time": "09:45"},
        {"place": "Hall"},
        {"length": "75"},
        {},
        {"chatham_house": "on"},
    ):
        change(ana, **typed)
        meeting.refresh_from_db()
        counted.append(meeting.calendar_sequence)

    assert counted == [0, 1, 2, 3, 4, 4, 4]
    assert timezone.localtime(meeting.starts_at, LONDON).isoformat() == "2027-03-25T09:45:00+00:00"


def test_two_who_change_a_meeting_at_once_do_not_overwrite_each_other(ana, meeting):
    seen = as_sent(words_of(ana.get(PAGE + "edit/")))
    ana.post(PAGE + "edit/", {**seen, "place": "Hall"})
    second = ana.post(PAGE + "edit/", {**seen, "place": "Church"})

    meeting.refresh_from_db()
    assert meeting.place == "Hall"
    assert "as it stands now: “Hall”" in words_of(second)
    assert "Church" in words_of(second)


def test_rules_of_the_network_stand_greyed_where_a_meeting_has_none(ana, coast, meeting):
    coast.ground_rules = "One <voice> at a time"
    coast.save()

    page = words_of(ana.get(PAGE + "edit/"))
    assert 'placeholder="One &lt;voice&gt; at a time"' in page
    assert "One <voice>" not in page


def test_outcome_that_is_only_talk_is_remarked_on_and_kept(ana, meeting):
    change(ana, outcomes="Discuss housing")
    meeting.refresh_from_db()

    assert meeting.outcomes == "Discuss housing"
    assert "What will there be after it?" in words_of(ana.get(PAGE))


def test_called_off_says_so_and_why_wherever_the_meeting_is_shown(ana, vic, coast, meeting):
    meeting.add_item(title="Welcome", minutes=10)
    asked = ana.post(PAGE + "call-off/", {"because": ""})
    assert asked.status_code == 200
    assert vic.post(PAGE + "call-off/", {"because": "Snow"}).status_code == 403

    ana.post(PAGE + "call-off/", {"because": "Snow"})
    for page in (PAGE, PAGE + "agenda/public/", PAGE + "deck/", "/coast/meetings/"):
        assert "Snow" in words_of(vic.get(page))
    meeting.refresh_from_db()
    assert (meeting.calendar_sequence, meeting.items.count()) == (1, 1)
    assert not coast.meetings.on().exists()


def test_called_off_twice_keeps_the_first_reason_and_can_be_put_on_again(ana, meeting):
    for because in ("Snow", "Storm"):
        ana.post(PAGE + "call-off/", {"because": because})
    meeting.refresh_from_db()
    assert (meeting.called_off_because, meeting.calendar_sequence) == ("Snow", 1)

    for _press in range(2):
        ana.post(PAGE + "put-on/")
    meeting.refresh_from_db()
    assert (meeting.called_off_at, meeting.called_off_because) == (None, "")
    assert meeting.calendar_sequence == 2


def test_meeting_that_has_begun_is_not_called_off(ana, meeting):
    meeting.add_item(title="Welcome", minutes=10)
    meeting.begin()
    ana.post(PAGE + "call-off/", {"because": "Snow"})

    meeting.refresh_from_db()
    assert meeting.called_off_at is None


def test_longer_than_was_told_is_said(ana, meeting):
    meeting.add_item(title="Talk", minutes=75)

    assert "15 minutes longer than you told people (60)" in words_of(ana.get(PAGE))


@pytest.fixture
def items(meeting):
    return [
        meeting.add_item(title="Welcome", minutes=10),
        meeting.add_item(title="Talk", minutes=20),
    ]


def save_minutes(client, items, *minutes, was=()):
    typed = {f"minutes_{item.pk}": n for item, n in zip(items, minutes, strict=True)}
    seen = was or [item.minutes for item in items]
    typed |= {f"was_{item.pk}": n for item, n in zip(items, seen, strict=True)}
    return client.post(PAGE + "items/minutes/", typed)


def minutes_of(meeting):
    return list(meeting.items.values_list("minutes", flat=True))


def test_minutes_of_all_items_are_saved_in_one_go(ana, meeting, items):
    assert save_minutes(ana, items, 15, 30).status_code == 302

    assert minutes_of(meeting) == [15, 30]
    assert [f"{timed.starts:%H:%M}" for timed in meeting.running_order()] == ["09:30", "09:45"]


def test_page_sends_the_minutes_back_as_they_stand(ana, meeting, items):
    sent = as_sent(words_of(ana.get(PAGE)))
    sent[f"minutes_{items[0].pk}"] = ["12"]
    ana.post(PAGE + "items/minutes/", sent)

    assert minutes_of(meeting) == [12, 20]


@pytest.mark.parametrize("bad", ["x", "-1", "601", "1e9", "5\0"])
def test_minutes_that_are_none_are_shown_again_with_the_rest(ana, meeting, items, bad):
    answer = save_minutes(ana, items, bad, 30)

    assert answer.status_code == 200
    assert "The minutes are not kept yet" in words_of(answer)
    assert 'value="30"' in words_of(answer)
    assert minutes_of(meeting) == [10, 20]


def test_minutes_that_somebody_changed_meanwhile_are_not_overwritten(ana, meeting, items):
    meeting.set_minutes({items[1].pk: 25})
    save_minutes(ana, items, 15, 20)  # the second was not touched on this page
    assert minutes_of(meeting) == [15, 25]

    answer = save_minutes(ana, items, 15, 30)
    assert "Somebody made it 25 meanwhile" in words_of(answer)
    assert minutes_of(meeting) == [15, 25]

    sent = as_sent(words_of(answer))
    ana.post(PAGE + "items/minutes/", sent)
    assert minutes_of(meeting) == [15, 30]


def test_minutes_of_another_meeting_are_not_touched(ana, coast, meeting, items):
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    foreign = other.add_item(title="Other", minutes=5)
    save_minutes(ana, [foreign], 50)
    meeting.set_minutes({foreign.pk: 50})

    assert minutes_of(other) == [5]


def test_item_keeps_all_that_is_planned_of_it(ana, meeting, items):
    address = f"{PAGE}items/{items[0].pk}/"
    sent = as_sent(words_of(ana.get(address)))
    typed = {"materials": "Pens", "plan": "Ring Pat", "is_standing": "on", "method": "Round"}
    ana.post(address, {**sent, **typed})

    item = meeting.items.first()
    assert (item.materials, item.plan, item.is_standing, item.method) == (
        "Pens", "Ring Pat", True, "Round",
    )  # fmt: skip


def test_two_who_change_an_item_at_once_do_not_overwrite_each_other(ana, meeting, items):
    address = f"{PAGE}items/{items[0].pk}/"
    seen = as_sent(words_of(ana.get(address)))
    ana.post(address, {**seen, "lead": "Pat"})
    second = words_of(ana.post(address, {**seen, "lead": "Vic"}))

    assert meeting.items.first().lead == "Pat"
    assert "as it stands now: “Pat”" in second
    ana.post(address, as_sent(second))
    assert meeting.items.first().lead == "Vic"


def test_saving_an_item_leaves_how_it_goes_in_the_room(ana, meeting, items, monkeypatch):
    valid = AgendaItemForm.is_valid

    def meanwhile(form):
        meeting.begin()
        return valid(form)

    monkeypatch.setattr(AgendaItemForm, "is_valid", meanwhile)
    ana.post(f"{PAGE}items/{items[0].pk}/", {"title": "Hello", "minutes": 10, "step": "open"})

    item = meeting.items.first()
    assert item.title == "Hello"
    assert item.started_at is not None


@pytest.mark.parametrize(
    "bad",
    [{"title": "x" * 201}, {"method": "x" * 601}, {"plan": "nul\0"}, {"minutes": "601"}],
    ids=lambda bad: next(iter(bad)),
)
def test_item_that_cannot_be_kept_is_shown_again(ana, meeting, items, bad):
    answer = ana.post(
        f"{PAGE}items/{items[0].pk}/", {"title": "Hello", "minutes": 10, "step": "open", **bad}
    )

    assert answer.status_code == 200
    assert meeting.items.first().title == "Welcome"
    assert "Change “Welcome”" in words_of(answer)


def test_item_after_one_was_deleted_still_goes_to_the_end(meeting, items):
    items[0].delete()
    third, fourth = (meeting.add_item(title=title, minutes=5) for title in ("Three", "Four"))

    assert [items[1].position, third.position, fourth.position] == [2, 3, 4]


def test_item_that_is_on_in_the_room_is_not_deleted(ana, meeting, items):
    meeting.begin()
    for item in items:
        ana.post(f"{PAGE}items/{item.pk}/delete/")

    assert list(meeting.items.all()) == [items[0]]


def test_open_session_that_was_called_off_is_not_on_home(ana, coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now(), kind="open")
    assert "Meeting 1" in words_of(ana.get("/coast/"))

    meeting.call_off("Snow")
    assert "Meeting 1" not in words_of(ana.get("/coast/"))


def test_moving_an_item_comes_back_to_it(ana, meeting, items):
    answer = ana.post(f"{PAGE}items/{items[1].pk}/move/?up")

    assert answer["Location"].endswith(f"/coast/meetings/1/#item-{items[1].pk}")


def test_public_agenda_has_nothing_of_the_private_plan(ana, vic, meeting):
    meeting.add_item(
        title="Welcome",
        minutes=10,
        lead="Pat",
        method="Round",
        materials="Pens",
        fallback="Skip it",
        plan="Ring Pat",
        outcome="Agreed rules",
    )
    page = words_of(vic.get(PAGE + "agenda/public/"))

    assert "Agreed rules" in page
    assert "09:30" in page
    for private in ("Led by Pat", "Round", "Pens", "Skip it", "Ring Pat"):
        assert private not in page


def test_plan_is_for_those_who_run_the_meeting(ana, fay, vic, meeting):
    meeting.add_item(
        title="Welcome", minutes=10, materials="Pens", fallback="Skip it", plan="Ring Pat"
    )

    assert {"Pens" in words_of(client.get(PAGE)) for client in (ana, fay)} == {True}
    for private in ("Pens", "Skip it", "Ring Pat"):
        assert private not in words_of(vic.get(PAGE))
    assert (
        fay.get(PAGE + "agenda/plan.docx").status_code,
        ana.get(PAGE + "agenda/plan.docx").status_code,
    ) == (200, 200)
    assert vic.get(PAGE + "agenda/plan.docx").status_code == 403


def test_topic_brings_its_prompts_along(ana, coast, meeting):
    (topic,) = factories.create_longlist(coast, 1)
    meeting.add_item(title="Topic", minutes=30, topic=topic)

    assert "Who will try it?" in words_of(ana.get(PAGE))


def test_pages_of_a_meeting_change_nothing_when_they_are_read(ana, meeting, items):
    before = Meeting.objects.values().get()
    for page in (
        "",
        "edit/",
        "call-off/",
        "agenda/public/",
        "agenda/agenda.docx",
        "agenda/plan.docx",
    ):
        assert ana.get(PAGE + page).status_code == 200
    for page in ("put-on/", "items/minutes/", "agenda/"):
        assert ana.get(PAGE + page).status_code == 405

    assert Meeting.objects.values().get() == before
