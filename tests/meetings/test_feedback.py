"""How a meeting was: what is asked, when, by link and on paper, and what may be told of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings import feedback_results as results
from meetings.demo.meetings import MEETING_1, MEETING_2
from meetings.models import Feedback, FeedbackReply, Meeting
from meetings.models.feedback import FeedbackClosed, FeedbackRefused, SlipRepeated
from network import words
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

PAGE = "/coast/meetings/1/feedback/"
SLIPS = f"{PAGE}slips/"


def held(coast, *, kind=Meeting.Kind.ACTION, hours=3):
    return Meeting.call(
        coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=hours), kind=kind
    )


@pytest.fixture
def meeting(coast):
    return held(coast)


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 12, partner=harbour)


@pytest.fixture
def asked(meeting, people):
    meeting.attended_by(people)
    return Feedback.ask(meeting)


def read(client, address):
    return client.get(address).content.decode()


def page_of(person, feedback):
    return f"/p/{person.code}/feedback/{feedback.pk}/"


def names_on(page):
    return {*as_sent(page), *_radios(page)}


def _radios(page):
    return [name for name in (*FeedbackReply.SCALES, "wants_next") if f'name="{name}"' in page]


# What is asked


@pytest.mark.parametrize(
    ("kind", "third", "only_here"),
    [("open", "wants_next", set()), ("action", "ready", {"topics_ours", "was_open"})],
)
def test_each_kind_of_meeting_has_its_own_third_question(
    coast, pat, pat_person, kind, third, only_here
):
    page = read(pat, page_of(pat_person, Feedback.ask(held(coast, kind=kind))))

    at = {name: page.index(f'name="{name}"') for name in _radios(page)}
    assert sorted(at, key=at.get)[:3] == ["worth", "heard", third]
    assert at[third] < page.index("A minute more, if you have it")
    assert set(at) == {"worth", "heard", "wants_next", third} | only_here
    assert {"better", "keep", "change", "word"} <= names_on(page)
    assert ("ready" in at) == (kind == "action")


def test_whatever_is_left_out_stays_unanswered(pat, pat_person, meeting):
    feedback = Feedback.ask(meeting)

    pat.post(page_of(pat_person, feedback), {"word": "Hopeful"})

    reply = feedback.replies.get()
    assert (reply.worth, reply.heard, reply.ready, reply.word) == (None, None, None, "Hopeful")
    assert feedback.activity.invitations.get().submitted_at is not None


def test_only_an_empty_form_is_refused(pat, pat_person, meeting):
    feedback = Feedback.ask(meeting)

    page = pat.post(page_of(pat_person, feedback), {"keep": "  ", "worth": ""})

    assert "Answer at least one question." in page.content.decode()
    assert not feedback.replies.exists()


@pytest.mark.parametrize(
    "bad",
    [{"keep": "a\x00b"}, {"word": "w" * 41}, {"change": "x" * 1001}, {"worth": "0"},
     {"worth": "9"}, {"heard": "x"}, {"wants_next": "king"}, {"better": "b" * 301}],
    ids=lambda bad: next(iter(bad)),
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(pat, pat_person, meeting, bad):
    feedback = Feedback.ask(meeting)

    page = pat.post(page_of(pat_person, feedback), {"keep": "The three tables", "ready": 4, **bad})

    assert page.status_code == 200
    assert "Nothing is sent yet." in page.content.decode()
    assert "keep" in bad or "The three tables" in page.content.decode()
    assert not feedback.replies.exists()


def test_old_reply_without_the_new_questions_shows_them_unanswered(pat, pat_person, meeting):
    feedback = Feedback.ask(meeting)
    feedback.reply(pat_person, worth=4, heard=3, change="More time")

    sent = as_sent(read(pat, page_of(pat_person, feedback)))
    pat.post(page_of(pat_person, feedback), {**sent, "keep": "The tables"})

    assert (sent["worth"], sent["heard"], "ready" in sent) == (["4"], ["3"], False)
    reply = feedback.replies.get()
    assert (reply.worth, reply.ready, reply.topics_ours, reply.wants_next) == (4, None, None, "")
    assert (reply.change, reply.keep) == ("More time", "The tables")


def test_late_answer_is_told_so(pat, pat_person, meeting):
    feedback = Feedback.ask(meeting, closes_at=timezone.now() - timedelta(seconds=1))

    page = pat.post(page_of(pat_person, feedback), {"worth": 4}).content.decode()

    assert "What you sent just now was not kept." in page
    with pytest.raises(FeedbackClosed):
        feedback.reply(pat_person, worth=4)
    assert not feedback.replies.exists()


# Asking


def test_asked_in_the_room_it_waits_on_the_page_of_everyone_who_came(
    ana, meeting, people, pat, pat_person
):
    meeting.attended_by(people[:2])

    ana.post(f"{PAGE}ask/")

    waits = "How was Meeting 1?"
    assert waits in read(factories.phone_of(people[0]), f"/p/{people[0].code}/")
    assert waits not in read(pat, f"/p/{pat_person.code}/")
    assert "0 of 2 replied" in read(ana, PAGE)


def test_whoever_is_ticked_later_is_asked_as_well(meeting, people, coast):
    meeting.attended_by(people[:2])
    feedback = Feedback.ask(meeting)
    aside = coast.add_person(name="Lee", takes_part=False)

    for _twice in range(2):
        feedback.invite_too([people[0], people[5], aside])

    assert feedback.activity.invitations.count() == 3
    feedback.activity.close()
    feedback.invite_too([people[6]])
    assert feedback.activity.invitations.count() == 3


@pytest.mark.parametrize(("minutes", "is_asked"), [(31, False), (29, True)])
def test_it_is_asked_half_an_hour_before_the_meeting_at_the_earliest(ana, coast, minutes, is_asked):
    Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(minutes=minutes))

    before = read(ana, PAGE)
    said = ana.post(f"{PAGE}ask/", follow=True).content.decode()

    assert ("Ask now" in before, Feedback.objects.exists()) == (is_asked, is_asked)
    assert ("once the meeting has begun" in said) != is_asked


def test_meeting_that_began_early_can_be_asked_about(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(hours=2))
    with pytest.raises(FeedbackRefused):
        Feedback.ask(meeting)

    meeting.begin()

    assert Feedback.ask(meeting)


def test_meeting_that_was_called_off_is_not_asked_about(meeting):
    meeting.called_off_at = timezone.now()

    with pytest.raises(FeedbackRefused, match="called off"):
        Feedback.ask(meeting)


def test_second_press_says_that_it_was_asked(ana, meeting, people):
    ana.post(f"{PAGE}ask/")

    assert "asked already" in ana.post(f"{PAGE}ask/", follow=True).content.decode()
    assert Feedback.objects.count() == 1


def test_last_day_is_two_weeks_away_or_chosen_and_can_be_moved(ana, coast, meeting, people):
    today = words.date_of(timezone.now(), coast)
    day = (today + timedelta(days=3)).isoformat()

    assert f'value="{today + timedelta(days=14)}"' in read(ana, PAGE)
    ana.post(f"{PAGE}ask/", {"closes_on": day})
    activity = Feedback.objects.get().activity
    assert activity.closes_at == words.end_of(today + timedelta(days=3), coast)

    for bad in ((today - timedelta(days=1)).isoformat(), "soon", "", "3026-01-01"):
        ana.post(f"{PAGE}until/", {"closes_on": bad})
    activity.refresh_from_db()
    assert activity.closes_at == words.end_of(today + timedelta(days=3), coast)

    ana.post(f"{PAGE}until/", {"closes_on": today.isoformat()})
    activity.refresh_from_db()
    assert activity.closes_at == words.end_of(today, coast)
    assert activity.is_open()


def test_closed_questions_are_not_opened_again_by_another_day(ana, coast, asked):
    asked.activity.close()
    before = Feedback.objects.get().activity.closes_at
    later = words.date_of(timezone.now(), coast) + timedelta(days=30)

    page = ana.post(f"{PAGE}until/", {"closes_on": later.isoformat()}, follow=True)

    assert "Nothing was changed." in page.content.decode()
    assert Feedback.objects.get().activity.closes_at == before


def test_email_goes_to_those_who_came_and_have_not_answered(ana, asked, people):
    for person in people[:10]:
        asked.reply(person, worth=4)
    link = f"/coast/remind/{asked.activity_id}/"
    assert f'href="{link}"' in read(ana, PAGE)

    boxes = as_sent(read(ana, link))
    page = ana.post(link, {**boxes, "go": "send"}, follow=True)

    assert sorted(to for one in mail.outbox for to in one.to) == sorted(
        person.email for person in people[10:]
    )
    assert "2 messages" in page.content.decode()
    assert "10 of 12 replied" in page.content.decode()


# Slips of paper


def test_slips_are_typed_one_after_the_other_and_counted_with_the_rest(ana, asked, people):
    for person in people[:5]:
        asked.reply(person, worth=5)

    for n in range(5):
        assert f'name="typed" value="{n}"' in read(ana, SLIPS)
        ana.post(SLIPS, {"worth": 1, "typed": n}, follow=True)

    assert asked.replies.filter(person=None, is_paper=True, worth=1).count() == 5
    page = read(ana, PAGE)
    assert "10 of 12 replied, 5 of them on paper" in page
    assert "3.0" in page


def test_there_are_no_more_slips_than_people_who_came_and_did_not_answer(ana, asked, people):
    for person in people[:10]:
        asked.reply(person, worth=4)
    asked.add_slip(worth=2)
    asked.add_slip(worth=3)

    with pytest.raises(FeedbackRefused, match="Everyone who came has answered"):
        asked.add_slip(worth=1)
    page = ana.post(SLIPS, {"worth": 1, "word": "Brisk", "typed": 2}).content.decode()

    assert "Everyone who came has answered" in page
    assert "Brisk" in page
    assert asked.slips().count() == 2


def test_whoever_answered_by_link_and_did_not_come_takes_up_no_slip(meeting, people):
    feedback = Feedback.ask(meeting)  # nobody was ticked: everybody was asked
    feedback.reply(people[5], worth=4)
    assert feedback.slips_left() == len(people) - 1

    meeting.attended_by(people[:2])

    assert feedback.slips_left() == 2


def test_slip_that_arrives_twice_is_kept_once_and_a_like_one_when_sent_again(ana, asked):
    slip = {"worth": 4, "heard": 4, "typed": 0}
    ana.post(SLIPS, slip)

    page = ana.post(SLIPS, slip).content.decode()

    assert "The same slip was typed a moment ago." in page
    assert asked.slips().count() == 1
    ana.post(SLIPS, as_sent(page))
    assert asked.slips().count() == 2
    with pytest.raises(SlipRepeated):
        asked.add_slip(after=0, worth=4, heard=4)


def test_slip_can_be_taken_back_while_the_questions_are_open(ana, asked, people):
    first, second = asked.add_slip(worth=1), asked.add_slip(worth=2)
    by_link = asked.reply(people[0], worth=5)

    for pk in (first.pk, first.pk, by_link.pk):
        assert ana.post(f"{SLIPS}{pk}/back/").status_code == 302
    assert set(asked.replies.values_list("pk", flat=True)) == {second.pk, by_link.pk}

    asked.activity.close()
    ana.post(f"{SLIPS}{second.pk}/back/")
    assert asked.slips().get() == second
    assert "Slips stay as they are." in ana.post(SLIPS, {"worth": 3}).content.decode()
    assert asked.slips().count() == 1


def test_empty_slip_is_refused(ana, asked):
    assert "Answer at least one question." in ana.post(SLIPS, {"typed": 0}).content.decode()
    assert not asked.slips().exists()


def test_what_stands_on_a_slip_is_not_on_the_list_of_slips(ana, asked):
    asked.add_slip(worth=1, word="Whispered")

    assert "Whispered" not in read(ana, SLIPS)
    assert "Whispered" not in read(ana, PAGE)


# What may be told


def tell(replies, *, over=True, floor=5, kind="action"):
    return results.tell(
        [FeedbackReply(**{"is_paper": False, **reply}) for reply in replies],
        kind=kind, over=over, floor=floor,
    )  # fmt: skip


def of_demo(meeting):
    names = {"ours": "topics_ours", "open": "was_open", "next": "wants_next"}
    return [
        {names.get(key, key): given for key, given in row.items()} for row in meeting["feedback"]
    ]


def test_first_meeting_of_the_demo_is_told_as_it_was():
    told = tell(of_demo(MEETING_1), kind="open")

    worth, heard = told.scale("worth"), told.scale("heard")
    assert (told.replied, told.shown, worth.n) == (15, 15, 15)
    assert {step: n for step, n, _share in worth.spread} == {1: 1, 2: 4, 3: 6, 4: 3, 5: 1}
    assert (f"{worth.mean:.1f}", worth.median, f"{heard.mean:.1f}") == ("2.9", 3, "3.5")
    wanted = {code: n for code, _label, n, _share in told.wants.counts}
    assert wanted == {"propose": 9, "both": 4, "open": 2, "not_sure": 0}
    assert told.words == [
        ("frustrated", 5), ("hopeful", 4), ("tired", 1), ("unclear", 3), ("warm", 2)
    ]  # fmt: skip
    assert told.too_few == []


def test_second_meeting_of_the_demo_is_told_as_it_was():
    told = tell(of_demo(MEETING_2))

    means = {scale.name: f"{scale.mean:.1f}" for scale in told.scales}
    assert means == {
        "worth": "4.2", "heard": "4.1", "ready": "4.4", "topics_ours": "4.0", "was_open": "4.2"
    }  # fmt: skip
    assert {scale.n for scale in told.scales} == {19}
    assert told.wants is None
    assert told.too_few == ["wants_next"]


def test_question_that_fewer_answered_is_not_shown():
    four = [{"worth": 4, "heard": 2, "word": "Fine"}] * 4
    told = tell([*four, {"worth": 4}, {"worth": 3}])

    assert [scale.name for scale in told.scales] == ["worth"]
    assert "heard" in told.too_few
    assert told.words == []


def test_word_used_once_is_shown_only_among_enough_words():
    said = ["Warm", "warm.", " WARM", "tired", "Hopeful"]

    assert results.words_of(said) == [("hopeful", 1), ("tired", 1), ("warm", 3)]
    assert results.words_of(said[:4] + ["", "  "]) == []


@pytest.mark.parametrize(
    ("links", "papers", "over", "shown"),
    [
        (4, 0, True, 0), (5, 0, True, 5), (9, 0, False, 5), (9, 0, True, 9), (14, 0, False, 10),
        (4, 4, True, 0), (1, 9, True, 9), (5, 4, True, 9), (5, 4, False, 5), (5, 5, False, 10),
        (0, 4, True, 0), (0, 5, False, 5), (3, 7, False, 5), (15, 4, True, 19),
    ],
)  # fmt: skip
def test_few_replies_by_link_hide_behind_no_number_of_slips(links, papers, over, shown):
    """Whoever typed four slips could take them from five replies, and read the fifth."""
    given = [(1, False)] * links + [(2, True)] * papers

    assert len(results.seen(given, over=over)) == shown
    if links < 5:
        assert 1 not in results.seen(given, over=over)


def test_texts_stand_in_an_order_that_tells_nothing():
    told = tell(
        [{"keep": text} for text in ("Tea", "Ana’s maps", "The tables", "", "Names", "Room")]
    )

    assert told.keep == ["Ana’s maps", "Names", "Room", "Tea", "The tables"]


def test_page_says_why_few_replies_by_link_wait(ana, asked, people):
    said = "Replies by link appear from 5 of them on"
    for _n in range(6):
        asked.add_slip(worth=2)
    assert said not in read(ana, PAGE)

    asked.reply(people[0], worth=5)

    page = read(ana, PAGE)
    assert (said in page, "2.0" in page, "7 of 12 replied" in page) == (True, True, True)
    for person in people[1:5]:
        asked.reply(person, worth=5)
    assert said not in read(ana, PAGE)


def test_floor_of_the_network_is_obeyed(ana, coast, asked, people):
    coast.smallest_group = 8
    coast.save()
    for person in people[:7]:
        asked.reply(person, worth=2)
    assert "on average" not in read(ana, PAGE)

    asked.reply(people[7], worth=2)

    assert "on average" in read(ana, PAGE)


def test_every_part_of_the_results_moves_in_steps_while_it_is_open(ana, asked, people):
    for n, person in enumerate(people[:9]):
        asked.reply(person, worth=1 + n % 5, word=f"word{n}", keep=f"Keep {n}", better=f"More {n}")

    page = read(ana, PAGE)

    assert "Shown as at the first 5 replies." in page
    assert ("Keep 4" in page, "Keep 5" in page) == (True, False)
    assert ("word4" in page, "word5" in page) == (True, False)
    assert ("More 4" in page, "More 5" in page) == (True, False)
    asked.activity.close()
    assert "Keep 8" in read(ana, PAGE)


def test_whoever_changes_a_reply_moves_nobody_else_among_those_that_are_shown(ana, asked, people):
    """The ledger tells who replied sixth: their words alone must not appear."""
    for n, person in enumerate(people[:6]):
        asked.reply(person, worth=4, keep=f"Keep {n}")
    asked.reply(people[0], worth=4, keep="Keep another")

    page = read(ana, PAGE)

    assert "Keep 5" not in page
    assert "Keep another" in page


def test_what_people_wrote_is_for_those_who_run_meetings(ana, vic, asked, people):
    for person in people[:5]:
        asked.reply(person, worth=4, word="hopeful", keep="The tables", change="Less rush")
    texts = ("hopeful", "The tables", "Less rush")

    assert all(text in read(ana, PAGE) for text in texts)
    assert not any(text in read(vic, PAGE) for text in texts)
    assert "4.0" in read(vic, PAGE)


def test_belief_and_record_stand_side_by_side(ana, coast, meeting, asked, people):
    factories.create_longlist(coast, 6)
    topics = meeting.cycle.topics
    topics.model.list_on(meeting.cycle, title="A call", origin="participant")
    for person in people[:5]:
        asked.reply(person, topics_ours=4)

    page = read(ana, PAGE)

    assert page.index("4.0") < page.index("On the list: 6 of 7 began with the coordinator.")
    assert "No score is made of the two." in page


def test_nobody_is_named_in_the_results(ana, asked, people):
    for person in people[:5]:
        asked.reply(person, worth=4, change="Less rush")

    assert not [person.name for person in people if person.name in read(ana, PAGE)]


@pytest.mark.parametrize("address", [f"{PAGE}ask/", f"{PAGE}until/", f"{SLIPS}1/back/", SLIPS])
def test_observer_asks_nothing_and_types_nothing(vic, asked, address):
    assert vic.post(address).status_code == 403


def test_convenor_and_another_network_see_no_slips(coast, olga, hills, asked):
    user = User.objects.create_user("cora@coast.example", "a long enough word", name="Cora")
    coast.accesses.create(user=user, role=Role.CONVENOR)

    assert sign_in(user).get(SLIPS).status_code == 403
    assert (
        olga.get(SLIPS).status_code == olga.get(SLIPS.replace("coast", "hills")).status_code == 404
    )


def test_slips_of_one_meeting_are_out_of_reach_from_another(ana, coast, asked):
    other = Feedback.ask(held(coast))
    slip = asked.add_slip(worth=1)
    assert other.meeting.number == 2

    ana.post(f"/coast/meetings/2/feedback/slips/{slip.pk}/back/")

    assert asked.slips().get() == slip
