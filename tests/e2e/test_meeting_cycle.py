"""From a released vote to a meeting that was run, and from that to the next cycle: in a browser, with two people
who capture, two who came with their phones, and the notes out to everyone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from meetings import capture, joining
from meetings.models import Action, Feedback, Meeting
from network.models import Person, Role, User
from tests import factories
from tests.conftest import sign_in

from .conftest import PHONE, follow, is_fine

pytestmark = pytest.mark.django_db(transaction=True)

RUN = "/coast/meetings/1/run/"
CALL = "A weekly call between the two teams"


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def voted(coast, people):
    """Three of seven topics are chosen, and everyone may know."""
    vote = factories.open_vote(coast)
    for person in people:
        vote.cast(person, [topic.code for topic in vote.topics()[:3]])
    vote.close()
    vote.release()
    return vote


@pytest.fixture
def meeting(coast, voted):
    starts = timezone.now().replace(second=0, microsecond=0)
    return Meeting.call(coast.current_cycle(), starts_at=starts, purpose="Choose, and begin.")


@pytest.fixture
def desk_of(open_page, site):
    """A function that opens a page on which that user is signed in."""

    def opened(user, **page):
        page = open_page(**page)
        key = sign_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
        return page

    return opened


@pytest.fixture
def fay(coast):
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=Role.FACILITATOR)
    return user


def test_from_a_released_vote_to_the_next_cycle(
    desk_of, open_page, site, ana_user, fay, coast, people, meeting
):
    desk, fays = desk_of(ana_user), desk_of(fay)
    phones = {person: open_page(viewport=PHONE) for person in people[:2]}

    agenda_from_the_vote(desk, meeting)
    run(desk, fays, meeting)
    sign_up(phones, meeting)
    say_who_came(fays, people)
    ask_how_it_was(desk, phones, people)
    end_the_meeting(desk, meeting)
    notes_to_those_who_came(desk)
    notes_to_everyone(desk, meeting, people)
    owner_says_how_it_goes(open_page, site, people[0])
    next_cycle(desk, coast)


def agenda_from_the_vote(desk, meeting):
    desk.goto("/coast/meetings/1/")
    follow(desk.get_by_role("button", name="Make the agenda from the vote"))
    for n in (1, 2, 3):
        expect(desk.get_by_role("row", name=re.compile(f"Topic {n}"))).to_be_visible()
    assert meeting.items.filter(topic__isnull=False).count() == 3
    is_fine(desk)


def run(desk, fays, meeting):
    for page in (desk, fays):
        page.goto(RUN)
    desk.get_by_role("button", name="Begin the meeting").click()
    expect(desk.get_by_role("button", name="+5 min")).to_be_visible()
    first = meeting.current_item()
    desk.wait_for_timeout(1000)  # a press is taken up once the one before it has settled
    desk.get_by_role("button", name="+5 min").click()
    desk.wait_for_timeout(1000)
    desk.get_by_role("button", name=re.compile("^Next:")).click()
    expect(desk.locator("#now")).not_to_contain_text(first.title)
    first.refresh_from_db()
    assert (first.added_minutes, first.ended_at is None) == (5, False)

    for n in range(2):
        catch(desk, f"Point {n}")
        catch(fays, f"! Decision {n}")
    catch(fays, f"> {CALL}")
    expect(desk.locator("#notes-caught")).to_contain_text(CALL, timeout=14_000)
    found = [line.text for line in capture.caught_in(meeting)]
    assert sorted(found) == [CALL, "Decision 0", "Decision 1", "Point 0", "Point 1"]
    assert meeting.notes.filter(kind="decision").count() == 2
    assert Action.objects.get().owner is None
    is_fine(fays)


def catch(page, text):
    page.get_by_label("What was said").fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was said")).to_have_value("")


def sign_up(phones, meeting):
    """Each comes in by the code on the wall; one holds the action, the other helps."""
    (holder, hers), (helper, his) = phones.items()
    for person, phone in phones.items():
        phone.goto(f"/join/{meeting.wall_code}/")
        phone.get_by_label("Or type your own short code").fill(joining.short_code(person, meeting))
        follow(phone.get_by_role("button", name="Go in"))
        is_fine(phone)
    for _n in range(2):  # a phone that is new to her is asked for one press more, once
        follow(hers.get_by_role("button", name="I will hold it"))
    follow(hers.get_by_role("button", name="I am here"))
    his.reload()
    expect(his.get_by_text(f"{holder} holds it.")).to_be_visible()
    his.get_by_text("What can you offer?").first.click()
    his.get_by_label("time", exact=True).check()
    follow(his.get_by_role("button", name="I can help"))
    follow(his.get_by_role("button", name="This gives me energy"))

    action = Action.objects.get()
    assert (action.owner, [one.person for one in action.supports.all()]) == (holder, [helper])
    assert action.energies.count() == 1


def say_who_came(page, people):
    page.goto("/coast/meetings/1/people/")
    for person in people[1:5]:
        page.get_by_label(person.name, exact=True).check()
    follow(page.get_by_role("button", name=re.compile("^Save")))
    assert set(Person.objects.filter(attendances__meeting__number=1)) == set(people[:5])


def ask_how_it_was(desk, phones, people):
    desk.goto("/coast/meetings/1/feedback/")
    follow(desk.get_by_role("button", name="Ask now"))
    for person, phone in phones.items():
        phone.goto(f"/p/{person.code}/")
        follow(phone.get_by_role("link", name=re.compile("^Answer ?:")))
        is_fine(phone)
        for question, step in (("worth", 5), ("heard", 4), ("ready", 5)):
            phone.locator(f"input[name={question}][value='{step}']").check()
        follow(phone.locator("main form .btn-primary"))
        expect(phone.get_by_text("Thank you. That helps the next one.")).to_be_visible()
    feedback = Feedback.objects.get()
    for person in people[2:5]:
        feedback.reply(person, worth=4, heard=4, ready=4, change="Fewer speeches")
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("5 of 5")
    is_fine(desk)


def end_the_meeting(desk, meeting):
    desk.goto(RUN)
    desk.get_by_text("End it early…").click()
    desk.get_by_role("button", name="End the meeting").click()
    expect(desk.get_by_role("button", name="It is not over: go on")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.ended_at is not None


def notes_to_those_who_came(desk):
    desk.goto("/coast/meetings/1/notes/share/")
    follow(desk.get_by_role("button", name="Share them, and send 5 messages"))
    assert len(mail.outbox) == 5


def notes_to_everyone(desk, meeting, people):
    """Once they are final, with what was done and what was not."""
    meeting.refresh_from_db()
    meeting.share_notes(until=timezone.now() - timedelta(seconds=1))
    desk.goto("/coast/meetings/1/said/")
    desk.get_by_label("You said").fill("A single hub building")
    desk.get_by_label("We did not", exact=True).check()
    desk.get_by_label("What we did, or why not").fill("It needs capital and a year.")
    follow(desk.get_by_role("button", name="Keep it", exact=True))
    desk.goto("/coast/meetings/1/notes/send/")
    is_fine(desk)
    follow(desk.get_by_role("button", name="Send 6 messages"))
    letters = mail.outbox[5:]
    assert {letter.to[0] for letter in letters} == {person.email for person in people}
    assert all("A single hub building" in letter.body for letter in letters)

    absent = people[5]
    page = factories.phone_of(absent).get(f"/p/{absent.code}/notes/1/").content.decode()
    at = [page.index(words) for words in ("Decision 0", CALL, "Point 0")]
    assert at == sorted(at)
    assert people[1].name in page  # who helps
    assert not any(person.name in page.partition("<main")[2] for person in people[2:5])


def owner_says_how_it_goes(open_page, site, owner):
    phone = open_page(viewport=PHONE, known_to=owner)
    phone.goto(f"/p/{owner.code}/")
    is_fine(phone)
    phone.get_by_label("A word about it, if you like").fill("The first was held.")
    follow(phone.get_by_role("button", name=re.compile("On track")))
    expect(phone.get_by_text("Thank you. Noted: on track. The others can see it.")).to_be_visible()
    update = Action.objects.get().updates.first()
    assert (update.status, update.note, update.person) == ("on_track", "The first was held.", owner)


def next_cycle(desk, coast):
    desk.goto("/coast/cycles/next/")
    expect(desk.get_by_text(CALL)).to_be_visible()
    is_fine(desk)
    follow(desk.get_by_role("button", name="Begin cycle 2"))
    expect(desk.get_by_text("Cycle 2 has begun.")).to_be_visible()
    cycle = coast.current_cycle()
    assert (cycle.number, cycle.topics.on_longlist().count()) == (2, 4)
    assert list(coast.actions.open()) == [Action.objects.get()]
