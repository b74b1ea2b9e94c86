"""The run screen: a clock that is right whatever the device does, and two who capture at the same time."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings import capture
from meetings.models import Action, Meeting
from network.models import Role, User
from tests.conftest import sign_in

from .conftest import DESK, PHONE, is_fine

pytestmark = pytest.mark.django_db(transaction=True)

RUN = "/coast/meetings/1/run/"
LOST = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "net::ERR")
QUESTION = "What would it take to ask once, and all rely on the answer?"


@pytest.fixture
def meeting(coast):
    """Ten minutes into the second item of four."""
    cycle, now = coast.current_cycle(), timezone.now()
    starts = (now - timedelta(minutes=20)).replace(second=0, microsecond=0)
    meeting = Meeting.call(cycle, starts_at=starts)
    topic = cycle.topics.create(
        code="T1", title="Shared consent", question=QUESTION, open_up="What do we know already?"
    )
    meeting.add_item(title="Welcome", minutes=10)
    meeting.add_item(title="Shared consent", minutes=25, topic=topic, lead="Fay")
    meeting.add_item(title="Break", minutes=15, step="break")
    meeting.add_item(title="Actions", minutes=15, step="commit")
    meeting.begin(at=now - timedelta(minutes=20))
    meeting.go_on(after=meeting.items.first().pk, at=now - timedelta(minutes=10))
    return meeting


@pytest.fixture
def desk(browser, site, ana_user, coast):
    """A function that opens a device on which somebody is signed in."""
    contexts, complaints = [], []

    def signed_in(user=ana_user, *, viewport=DESK, javascript=True):
        context = browser.new_context(
            viewport=viewport, base_url=site, locale="en-GB", java_script_enabled=javascript
        )
        contexts.append(context)
        key = sign_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note(message))
        return page

    def note(message):
        if message.type == "error" and not any(known in message.text for known in LOST):
            complaints.append(message.text)

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def fay(coast):
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=Role.FACILITATOR)
    return user


def seconds_left(page):
    minutes, seconds = page.locator("[data-face]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def really_left(meeting):
    item = meeting.current_item()
    ends = item.started_at + timedelta(minutes=item.minutes + item.added_minutes)
    return (ends - timezone.now()).total_seconds()


def is_right(page, meeting):
    return abs(seconds_left(page) - really_left(meeting)) < 3


def catch(page, text):
    page.get_by_label("What was said").fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was said")).to_have_value("")


def caught(page):
    return page.locator("#notes-caught")


def press(page, name):
    """A press is taken up once the one before it has settled."""
    page.wait_for_timeout(1000)
    page.get_by_role("button", name=name).click()


def test_clock_counts_down_by_itself(desk, meeting):
    page = desk()
    page.goto(RUN)
    assert is_right(page, meeting)
    before = seconds_left(page)
    page.wait_for_timeout(2500)

    assert 2 <= before - seconds_left(page) <= 4
    assert is_right(page, meeting)


@pytest.mark.parametrize("wrong", [timedelta(hours=-7), timedelta(days=400)])
def test_wrong_clock_of_the_device_does_not_matter(desk, meeting, wrong):
    page = desk()
    page.clock.set_system_time(timezone.now() + wrong)
    page.goto(RUN)
    assert is_right(page, meeting)
    page.clock.set_system_time(timezone.now() - wrong)
    page.wait_for_timeout(1500)

    assert is_right(page, meeting)


def test_page_that_slept_is_right_again_as_it_wakes(desk, meeting):
    """While it sleeps, neither its timers nor the time that it counts go on."""
    page = desk()
    page.clock.install()
    page.goto(RUN)
    page.clock.pause_at(timezone.now() + timedelta(days=1))
    page.wait_for_timeout(500)
    shown = seconds_left(page)
    item = meeting.current_item()
    item.started_at -= timedelta(minutes=4)  # four minutes go by
    item.save()
    page.wait_for_timeout(500)
    assert seconds_left(page) == shown

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("[data-face]")).not_to_have_text(f"{shown // 60}:{shown % 60:02d}")
    assert is_right(page, meeting)


def test_clock_runs_on_without_a_connection_and_says_since_when(desk, meeting):
    page = desk()
    page.goto(RUN)
    at = page.locator("#now").get_attribute("data-at")
    page.context.set_offline(True)
    lost = page.locator("[data-run-lost]")
    expect(lost).to_have_text(f"No connection: the clock runs on from {at}.", timeout=14_000)
    assert is_right(page, meeting)
    page.get_by_role("button", name="Next: Break").click()
    expect(lost).to_contain_text("that press did not arrive")
    assert str(meeting.current_item()) == "Shared consent"

    page.context.set_offline(False)

    expect(lost).to_be_hidden()
    assert is_right(page, meeting)


def test_light_changes_in_words_and_shape_and_is_said_once(desk, meeting):
    item = meeting.current_item()
    item.started_at = timezone.now() - timedelta(minutes=20) + timedelta(seconds=15)
    item.save()
    page = desk()
    page.goto(RUN)
    aloud = page.locator("[data-light-said]")
    expect(page.locator("[data-said]")).to_have_text("in time")
    expect(aloud).to_have_text("")

    expect(page.locator("#now")).to_have_attribute("data-light", "amber", timeout=25_000)
    expect(page.locator("[data-said]")).to_have_text("4 minutes left")
    expect(aloud).to_have_text(f"{QUESTION} 4 minutes left")

    item.started_at = timezone.now() - timedelta(minutes=28, seconds=10)
    item.save()
    expect(page.locator("#now")).to_have_attribute("data-light", "red", timeout=14_000)
    expect(page.locator(".clock")).to_contain_text(re.compile(r"over by\s*3:"))
    expect(aloud).to_have_text(f"{QUESTION} time is over")


def test_next_and_five_minutes_more_are_seen_by_the_second_person(desk, fay, meeting):
    ana, fays = desk(), desk(fay)
    for page in (ana, fays):
        page.goto(RUN)
    ana.get_by_label("What was said").fill("Half a line")
    ana.get_by_role("button", name="+5 min").dblclick()
    expect(ana.locator("[data-beside]")).to_have_text("left of 30 minutes")
    expect(ana.get_by_role("button", name="+5 min")).to_be_focused()
    assert meeting.current_item().added_minutes == 5
    press(ana, "Next: Break")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Break")
    expect(ana.get_by_label("What was said")).to_have_value("Half a line")

    fays.get_by_role("button", name="Next: Break").click()  # her page is behind

    expect(fays.get_by_role("heading", level=1)).to_have_text("Break")
    expect(fays.locator("#now .notice")).to_contain_text("On now: “Break”.")
    assert str(meeting.current_item()) == "Break"
    press(fays, "Next: Actions")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Actions", timeout=14_000)
    press(ana, "Back")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Break")


def test_open_disclosure_and_focus_outlive_what_the_server_answers(desk, meeting):
    page = desk()
    page.goto(RUN)
    page.get_by_text("End it early…").click()
    page.get_by_role("button", name="End the meeting").focus()
    with page.expect_response("**/run/now/", timeout=14_000):
        pass
    page.wait_for_timeout(300)

    expect(page.get_by_role("button", name="End the meeting")).to_be_focused()


def test_two_capture_at_once_and_see_each_other(desk, fay, meeting):
    ana, fays = desk(), desk(fay)
    for page in (ana, fays):
        page.goto(RUN)
    for n in range(4):
        catch(ana, f"Point {n}")
        catch(fays, f"> Action {n}")

    expect(caught(ana)).to_contain_text("Action 3", timeout=14_000)
    expect(caught(fays)).to_contain_text("Point 3", timeout=14_000)
    found = [line.text for line in capture.caught_in(meeting)]
    assert [text for text in found if text.startswith("Point")] == [f"Point {n}" for n in range(4)]
    assert [text for text in found if text.startswith("Action")] == [
        f"Action {n}" for n in range(4)
    ]
    assert {(one.owner, one.topic.code) for one in Action.objects.all()} == {(None, "T1")}


def test_actions_typed_without_a_connection_outlive_a_closed_page(desk, meeting):
    page = desk()
    page.goto(RUN)
    page.context.set_offline(True)
    catch(page, "> Ask the council")
    page.get_by_text("Action", exact=True).first.click()
    catch(page, "Book the hall")
    catch(page, "And a point")
    expect(page.locator("[data-unsent] li")).to_have_count(3)
    page.close()
    assert not Action.objects.exists()

    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(RUN)

    expect(caught(again)).to_contain_text("And a point")
    found = capture.caught_in(meeting)
    assert [(line.text, line.is_action) for line in found] == [
        ("Ask the council", True),
        ("Book the hall", True),
        ("And a point", False),
    ]
    # Only the names of the two pages are left, and those go with them.
    assert again.evaluate("Object.keys(localStorage)") == []


def test_action_off_the_record_stays_in_the_box_with_a_sentence(desk, meeting):
    page = desk()
    page.goto(RUN)
    page.locator("[data-capture]").get_by_label("Off the record", exact=True).check()
    box, said = page.get_by_label("What was said"), page.locator("[data-capture-said]")
    box.fill("> Ask the council")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("An action is never off the record.")
    expect(box).to_have_value("> Ask the council")
    assert capture.caught_in(meeting) == []

    page.locator("[data-capture]").get_by_label("Off the record", exact=True).uncheck()
    expect(said).to_be_hidden()
    box.press("Enter")

    expect(caught(page)).to_contain_text("Ask the council")
    assert Action.objects.count() == 1


def test_action_is_taken_back_and_put_back_in_place(desk, meeting):
    page = desk()
    page.goto(RUN)
    catch(page, "> Ask the council")
    page.get_by_role("button", name="Take back: Ask the council").click()
    expect(page.get_by_role("button", name="Put it back: Ask the council")).to_be_focused()
    assert not Action.objects.exists()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take back: Ask the council")).to_be_visible()

    page.get_by_role("link", name="Details: Ask the council").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask the council")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_all_works_without_javascript(desk, meeting, viewport):
    page = desk(javascript=False, viewport=viewport)
    page.goto(RUN)
    assert is_right(page, meeting)
    page.get_by_role("button", name="+5 min").click()
    expect(page.locator("[data-beside]")).to_have_text("left of 30 minutes")
    page.get_by_role("button", name="Next: Break").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Break")
    page.get_by_label("What was said").fill("> Ask the council")
    page.keyboard.press("Enter")
    expect(caught(page)).to_contain_text("Ask the council")
    page.get_by_role("link", name="Refresh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Break")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("minutes", [10, 22, 28])
def test_run_screen_is_fine_and_can_be_read_across_a_table(desk, meeting, viewport, minutes):
    item = meeting.current_item()
    item.started_at = timezone.now() - timedelta(minutes=minutes)
    item.save()
    page = desk(viewport=viewport)
    page.goto(RUN)
    catch(page, "> Draft one shared consent form")
    catch(page, "! We meet every nine weeks")
    catch(page, "Nobody owns the gap on Fridays")
    expect(caught(page)).to_contain_text("Nobody owns the gap")
    is_fine(page)
    size = page.locator("#now h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= (48 if viewport is DESK else 30)
    page.goto(f"{RUN}?big")
    is_fine(page)
