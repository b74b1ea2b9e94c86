"""One line that catches points, decisions and actions: each once, in order, by several hands at once."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from meetings import capture
from meetings.models import Action, Meeting, Note
from network.models import Role, User
from tests.conftest import sign_in
from tests.forms import as_sent
from tests.test_concurrency import at_once

CATCH = "/coast/meetings/1/notes/"
RUN = "/coast/meetings/1/run/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))


def by_script(client, **data):
    return client.post(CATCH, {"kind": "point", **data}, headers={"HX-Request": "true"})


def texts(meeting):
    return [line.text for line in capture.caught_in(meeting)]


def back(client, action, state):
    return client.post(f"/coast/meetings/1/actions/{action.pk}/back/", {"state": state})


def test_action_is_caught_in_the_same_line_and_nobody_owns_it(ana, ana_user, coast, meeting):
    coast.add_person(name="Ana", email="ana@coast.example").user = ana_user

    ana.post(CATCH, {"kind": "action", "text": "Draft one shared  consent form"})
    ana.post(CATCH, {"kind": "point", "text": "> Ask for a data-sharing lead"})
    ana.post(CATCH, {"kind": "action", "text": "! We meet every nine weeks"})

    found = Action.objects.filter(meeting=meeting).order_by("pk")
    assert [one.what for one in found] == [
        "Draft one shared consent form",
        "Ask for a data-sharing lead",
    ]
    assert {(one.owner, one.recorded_by, one.status) for one in found} == {
        (None, ana_user, "not_started")
    }
    assert list(meeting.notes.values_list("text", "kind")) == [
        ("We meet every nine weeks", "decision")
    ]


def test_action_has_the_topic_of_the_item_that_was_on_when_it_was_typed(ana, coast, meeting):
    cycle = coast.current_cycle()
    topics = [cycle.topics.create(code=f"T{n}", title=f"Topic {n}") for n in (1, 2)]
    for topic in topics:
        meeting.add_item(title=topic.title, minutes=10, topic=topic)
    by_script(ana, text="> Before we began")
    now = timezone.now()
    meeting.begin(at=now - timedelta(minutes=10))
    meeting.go_on(
        after=meeting.items.first().pk, then=meeting.items.last().pk, at=now - timedelta(minutes=1)
    )

    by_script(ana, text="> In the tunnel", ago=5 * 60_000)
    by_script(ana, text="> Just now")

    assert dict(Action.objects.values_list("what", "topic__code")) == {
        "Before we began": None,
        "In the tunnel": "T1",
        "Just now": "T2",
    }


def test_action_that_is_sent_again_is_caught_once_even_when_it_was_taken_back(ana, meeting):
    for _try in range(3):
        assert by_script(ana, text="> Ask the council", key="k1").status_code == 200
    back(ana, Action.objects.get(), "taken_back")
    by_script(ana, text="> Ask the council", key="k1")

    assert Action.all_recorded.count() == 1
    assert not Action.objects.exists()
    by_script(ana, text="> Ask the council", key="k2")
    by_script(ana, text="> Ask somebody else", key="k2")
    assert Action.objects.count() == 2


def test_pasted_lines_of_all_kinds_stand_in_their_order(ana, meeting):
    lines = ["One", "> Two", "! Three", "- > Four", "Five"]
    for _press in range(2):
        ana.post(CATCH, {"kind": "point", "text": "\n".join(lines), "key": "k1"})

    assert texts(meeting) == ["One", "Two", "Three", "Four", "Five"]
    assert Action.objects.count() == 2


def test_action_off_the_record_is_refused_and_stays_in_the_box(ana, meeting):
    says = "An action is never off the record. Untick that, or catch it as a point."
    for data in (
        {"kind": "action", "text": "Ask the council"},
        {"kind": "point", "text": "> Ask the council"},
    ):
        page = ana.post(CATCH, {**data, "off_record": "on"}).content.decode()
        told = by_script(ana, **data, off_record="on")
        assert says in page
        assert as_sent(page)["text"][0] == data["text"]
        assert (as_sent(page)["kind"][0], "off_record" in as_sent(page)) == (data["kind"], True)
        assert (told.status_code, told.content.decode()) == (422, says)

    assert not Action.all_recorded.exists()
    assert not Note.objects.exists()


def test_one_line_that_cannot_be_kept_keeps_none_of_them(ana, meeting):
    page = ana.post(CATCH, {"kind": "point", "text": "One\n> Two\n> " + "a" * 301})

    assert "is longer than 300 letters. Please break it up." in page.content.decode()
    assert texts(meeting) == []


@pytest.mark.parametrize("text", ["> a\x00b", ">", "> \n !", "a" * 20_001])
def test_hostile_action_is_refused_with_a_sentence(ana, meeting, text):
    assert by_script(ana, text=text, kind="action").status_code == 422
    assert ana.post(CATCH, {"text": text, "kind": "action"}).status_code == 200
    assert not Action.all_recorded.exists()


@pytest.mark.parametrize("name", ["key", "hand"])
def test_hostile_names_of_lines_are_refused(ana, meeting, name):
    for value in ("a\x00b", "a" * 61):
        assert by_script(ana, text="One", **{name: value}).status_code == 422


def test_action_is_taken_back_and_put_back_with_its_help_and_history(ana, coast, meeting):
    helper = coast.add_person(name="Pat", email="pat@harbour.example")
    by_script(ana, text="> Ask the council")
    action = Action.objects.get()
    action.sign_up(helper, "time")
    action.report("on_track", note="Asked")

    for _press in range(2):
        page = ana.post(
            f"/coast/meetings/1/actions/{action.pk}/back/",
            {"state": "taken_back"},
            headers={"HX-Request": "true"},
        ).content.decode()
    assert "Put it back: Ask the council" in page
    assert not Action.objects.exists()
    back(ana, action, "standing")

    stands = Action.objects.get()
    assert stands.supports.count() == 1
    assert stands.updates.filter(note="Asked").exists()
    page = ana.get(RUN).content.decode()
    assert "1 will help" in page
    assert "needs an owner" in page


def test_list_changes_when_an_action_does(ana, meeting, pat_person):
    by_script(ana, text="> Ask the council")
    action = Action.objects.get()
    seen = ana.get(RUN).context["seen"]
    for change in (
        lambda: action.change(what="Ask the county"),
        lambda: action.change(owner=pat_person),
        lambda: action.sign_up(pat_person, "time"),
        lambda: action.take_back(),
    ):
        change()
        answer = ana.get(f"{CATCH}caught/?seen={seen}")
        assert answer.status_code == 200
        seen = answer.context["seen"]
    assert ana.get(f"{CATCH}caught/?seen={seen}").status_code == 204


def test_doors_of_what_was_caught(ana, vic, olga, coast, meeting):
    action = Action.record(coast.current_cycle(), what="Elsewhere")
    mine = Action.record(coast.current_cycle(), what="Here", meeting=meeting)

    assert back(ana, action, "taken_back").status_code == 404
    assert back(vic, mine, "taken_back").status_code == 403
    assert back(olga, mine, "taken_back").status_code == 404
    assert back(Client(), mine, "taken_back").status_code == 302
    assert Action.objects.count() == 2


def test_lines_of_one_page_are_never_turned_round(ana, meeting):
    """The first was long on its way, the second was quick: by the moments they were typed at, reckoned
    from when they came, the second would be the earlier one."""
    now = timezone.now()
    for n, (text, came, ago) in enumerate(
        [("First", 3000, 0), ("> Second", 3100, 2600), ("Third", 3200, 3150)]
    ):
        moment = now + timedelta(milliseconds=came)
        with patch("django.utils.timezone.now", lambda moment=moment: moment):
            by_script(ana, text=text, hand="page", key=f"k{n}", ago=ago)
    assert texts(meeting) == ["First", "Second", "Third"]


def test_two_hands_stand_in_the_order_in_which_they_were_typed(ana, coast, meeting):
    """In one second: the second hand's line waited for the connection, and was typed in between."""
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)
    fays, now = sign_in(fay), timezone.now()
    for client, text, came, ago in [
        (ana, "One", 100, 50),
        (ana, "Three", 400, 50),
        (fays, "Two", 900, 700),
    ]:
        moment = now + timedelta(milliseconds=came)
        with patch("django.utils.timezone.now", lambda moment=moment: moment):
            by_script(client, text=text, hand=str(id(client)), key=text, ago=ago)

    assert texts(meeting) == ["One", "Two", "Three"]


def test_final_notes_take_no_line_more(ana, meeting):
    meeting.share_notes(until=timezone.now() - timedelta(minutes=1))

    assert by_script(ana, text="Late").status_code == 422
    assert "Late" in ana.post(CATCH, {"kind": "point", "text": "Late"}).content.decode()
    assert texts(meeting) == []


@pytest.mark.django_db(transaction=True)
def test_six_hands_catch_at_once_and_every_line_stands_in_its_hands_order(coast, ana_user):
    """Lines, actions and lines sent twice, by six pages, while somebody presses “Next”."""
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    for n in range(6):
        meeting.add_item(title=f"Item {n}", minutes=10)
    meeting.begin()

    def hand(name):
        here = Meeting.objects.select_related("cycle__network").get()
        for n in range(8):
            kind = "action" if n % 3 == 2 else "point"
            at = timezone.now() - timedelta(milliseconds=(n * 37) % 90)
            for _try in range(2):
                capture.keep_lines(
                    here,
                    [capture.Line(kind, f"{name} {n}")],
                    key=f"{name} {n}",
                    hand=name,
                    by=ana_user,
                    at=at,
                )

    def run():
        here = Meeting.objects.get()
        for _press in range(5):
            now = here.current_item()
            here.go_on(after=now.pk)

    at_once([*(lambda name=f"Hand {h}": hand(name) for h in range(6)), run])

    caught = texts(meeting)
    assert len(caught) == len(set(caught)) == 48
    for name in (f"Hand {h}" for h in range(6)):
        assert [text for text in caught if text.startswith(name)] == [
            f"{name} {n}" for n in range(8)
        ]


@pytest.mark.django_db(transaction=True)
def test_same_action_that_arrives_eight_times_at_once_is_caught_once(coast):
    Meeting.call(coast.current_cycle(), starts_at=timezone.now())

    def arrive():
        here = Meeting.objects.select_related("cycle__network").get()
        capture.keep_lines(here, [capture.Line("action", "Ask")], key="k1", hand="page")

    at_once([arrive] * 8)

    assert Action.all_recorded.count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_what_was_caught_is_listed_in_as_many_queries_for_one_as_for_thirty(
    ana, coast, meeting, pat_person, count, django_assert_num_queries
):
    for n in range(count):
        meeting.catch("point", f"Point {n}")
        action = Action.record(
            coast.current_cycle(), what=f"Action {n}", meeting=meeting, owner=pat_person
        )
        action.sign_up(pat_person, "time")
        meeting.add_item(title=f"Item {n}", minutes=1)
    meeting.begin()
    with django_assert_num_queries(6):
        ana.get(f"{CATCH}caught/")
    with django_assert_num_queries(5):
        ana.get(f"{RUN}now/")
