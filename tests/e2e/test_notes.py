"""Catching notes in a room whose connection comes and goes, and sorting them by hand, by keys and by taps."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from meetings.models import Cluster, Meeting
from network.models import Role, User

from .conftest import DESK, PHONE, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

# What a browser says when a connection is lost on purpose; anything else it complains of is a fault.
LOST = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "net::ERR")


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def desk(browser, site, coast):
    """A function that opens a device on which somebody is signed in; what it keeps outlives its pages."""
    contexts, complaints = [], []

    def signed_in(email="ana@coast.example", *, viewport=DESK, javascript=True):
        context = browser.new_context(
            viewport=viewport, base_url=site, locale="en-GB", java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note(message))
        page.goto("/sign-in/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill("a long enough word")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        return page

    def note(message):
        if message.type == "error" and not any(known in message.text for known in LOST):
            complaints.append(message.text)

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def catch(page, text):
    page.get_by_label("What was said").fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was said")).to_have_value("")
    expect(page.get_by_label("What was said")).to_be_focused()


def caught(page):
    return page.locator("#notes-caught")


def off_record(page):
    return page.locator("[data-capture]").get_by_label("Off the record", exact=True)


def texts(meeting):
    return list(meeting.notes.standing().values_list("text", flat=True))


def test_three_lines_are_caught_with_the_network_cut_in_between(desk, meeting):
    page = desk()
    page.goto("/coast/meetings/1/run/")
    catch(page, "Before the tunnel")
    expect(caught(page)).to_contain_text("Before the tunnel")
    page.context.set_offline(True)
    off_record(page).check()
    catch(page, "In the tunnel")
    off_record(page).uncheck()
    catch(page, "! Still in the tunnel")
    expect(page.locator("[data-capture-said]")).to_contain_text("No connection just now.")
    expect(page.locator("[data-unsent] li")).to_have_count(2)
    assert texts(meeting) == ["Before the tunnel"]

    page.context.set_offline(False)

    expect(caught(page)).to_contain_text("Still in the tunnel")
    expect(page.locator("[data-unsent] li")).to_have_count(0)
    expect(page.locator("[data-capture-said]")).to_be_hidden()
    assert list(meeting.notes.values_list("text", "kind", "off_record")) == [
        ("Before the tunnel", "point", False),
        ("In the tunnel", "point", True),
        ("Still in the tunnel", "decision", False),
    ]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_unsent_lines_outlive_the_page_and_are_sent_once(desk, meeting):
    page = desk()
    page.goto("/coast/meetings/1/run/")

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/meetings/1/notes/", swallow)
    catch(page, "It did arrive")
    page.get_by_label("What was said").press_sequentially("Half a thought")
    expect(page.locator("[data-unsent] li")).to_have_count(1)
    page.unroute("**/meetings/1/notes/")
    page.reload()

    expect(page.locator("[data-unsent] li")).to_have_count(0)
    expect(page.get_by_label("What was said")).to_have_value("Half a thought")
    wait_until(lambda: page.evaluate("localStorage.length") == 1)
    assert texts(meeting) == ["It did arrive"]


def test_half_a_line_of_somebody_else_does_not_stand_in_the_box(desk, ana_user, meeting):
    """Who shares the computer may have a number that begins with the number of another."""
    page = desk()
    page.goto("/coast/meetings/1/run/")
    page.evaluate(
        """number => {
          const record = JSON.stringify({ at: Date.now(), text: "Between the two of us" });
          for (const kept of ["notes-draft", "notes-off"])
            localStorage.setItem(`tightrope:kept:${kept}:coast/1/${number}7|`, record);
        }""",
        ana_user.pk,
    )
    page.reload()

    expect(page.get_by_label("What was said")).to_have_value("")
    expect(page.locator("[data-capture] [name=off_record]")).not_to_be_checked()


def test_pasted_lines_become_notes_of_their_own(desk, meeting):
    page = desk()
    page.goto("/coast/meetings/1/run/")
    page.get_by_label("What was said").fill("Before: ")
    page.get_by_label("What was said").evaluate(
        """(box) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "one\\r\\n- two\\n\\n! three");
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
        }"""
    )

    expect(caught(page)).to_contain_text("three")
    assert texts(meeting) == ["Before: one", "two", "three"]
    expect(page.get_by_label("What was said")).to_have_value("")


def test_line_that_is_refused_can_be_taken_into_the_box_again(desk, meeting):
    page = desk()
    page.goto("/coast/meetings/1/run/")
    page.get_by_label("What was said").evaluate("box => { box.value = 'long '.repeat(120) }")
    page.keyboard.press("Tab")
    page.get_by_label("What was said").focus()
    page.keyboard.press("Enter")
    catch(page, "And on we go")

    expect(page.locator("[data-unsent] li")).to_contain_text("longer than 500 letters")
    expect(caught(page)).to_contain_text("And on we go")
    page.get_by_role("button", name="Take it into the box").click()
    expect(page.get_by_label("What was said")).to_have_value(re.compile("^long long"))
    expect(page.locator("[data-unsent] li")).to_have_count(0)


def test_off_the_record_stays_on_over_a_reload_and_is_seen(desk, meeting):
    page = desk()
    page.goto("/coast/meetings/1/run/")
    said = page.get_by_text("You are off the record until you untick this.")
    expect(said).to_be_hidden()
    off_record(page).check()
    expect(said).to_be_visible()
    catch(page, "Whispered")
    expect(caught(page)).to_contain_text("off the record")

    page.reload()

    expect(off_record(page)).to_be_checked()
    expect(said).to_be_visible()
    catch(page, "Whispered too")
    expect(caught(page)).to_contain_text("Whispered too")
    assert not meeting.notes.filter(off_record=False).exists()


def test_two_catch_at_the_same_time_and_see_each_other(desk, coast, meeting):
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)
    ana, fays = desk(), desk("fay@coast.example")
    for page in (ana, fays):
        page.goto("/coast/meetings/1/run/")
    catch(ana, "From one hand")
    catch(fays, "From another")

    expect(caught(fays)).to_contain_text("From one hand")
    ana.get_by_label("What was said").fill("Half a line")
    expect(caught(ana)).to_contain_text("From another", timeout=14_000)
    expect(ana.get_by_label("What was said")).to_have_value("Half a line")
    expect(ana.get_by_label("What was said")).to_be_focused()


def test_note_is_taken_back_and_put_back_in_place(desk, meeting):
    meeting.catch("point", "Said in haste")
    page = desk()
    page.goto("/coast/meetings/1/run/")
    page.get_by_role("button", name="Take back: Said in haste").click()
    expect(page.get_by_role("button", name="Put it back: Said in haste")).to_be_focused()
    assert texts(meeting) == []

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take back: Said in haste")).to_be_visible()
    assert texts(meeting) == ["Said in haste"]


def test_photograph_is_added_on_a_phone_and_seen_beside_its_words(desk, meeting):
    page = desk(viewport=PHONE)
    page.goto("/coast/meetings/1/run/")
    page.get_by_label("Photograph").set_input_files(
        {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_role("button", name="Keep the photograph").click()
    picture = page.locator("img.photo-large")
    expect(picture).to_be_visible()
    wait_until(lambda: picture.evaluate("image => image.naturalWidth") == 64)
    page.get_by_label("Its words, typed out").fill("One\n! Two")
    page.get_by_role("button", name="Keep it, and make each line a note").click()

    expect(page.locator("#cluster-0 [data-size]")).to_have_text("2 notes")
    assert texts(meeting) == ["One", "Two"]


def photograph():
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG")
    return file.getvalue()


def test_catching_works_without_javascript(desk, meeting):
    page = desk(javascript=False)
    page.goto("/coast/meetings/1/run/")
    page.get_by_label("What was said").fill("By hand")
    page.keyboard.press("Enter")
    expect(caught(page)).to_contain_text("By hand")
    page.get_by_text("Several lines at once").click()
    page.get_by_label("One note a line").fill("One\nTwo")
    page.get_by_role("button", name="Keep these lines").click()

    expect(caught(page)).to_contain_text("Two")
    assert texts(meeting) == ["By hand", "One", "Two"]


@pytest.fixture
def sorted_in(meeting):
    """Four notes, and two clusters to put them in."""
    for name in ("Stuck", "Quick things"):
        Cluster.begin(meeting, name)
    for text in ("Alpha", "Bravo", "Charlie", "Delta"):
        meeting.catch("point", text)
    return meeting


def standing(meeting):
    return {note.text: str(note.cluster or "") for note in meeting.notes.select_related("cluster")}


def card(page, text):
    return page.locator("[data-note]", has_text=text)


def test_notes_are_sorted_by_keys_alone(desk, sorted_in):
    page = desk()
    page.goto("/coast/meetings/1/notes/sort/")
    card(page, "Alpha").focus()
    for key, moved, next_one in [("1", "Alpha", "Bravo"), ("2", "Bravo", "Charlie")]:
        page.keyboard.press(key)
        expect(card(page, next_one)).to_be_focused()
        assert standing(sorted_in)[moved] == {"1": "Stuck", "2": "Quick things"}[key]
    page.keyboard.press("ArrowDown")
    expect(card(page, "Delta")).to_be_focused()
    page.keyboard.press("1")
    expect(card(page, "Charlie")).to_be_focused()
    expect(page.locator("#moved")).to_contain_text("Moved to “Stuck”: 2 notes are there now.")
    expect(page.locator("#cluster-0 [data-size]")).to_have_text("1 note")

    page.keyboard.press("u")
    expect(card(page, "Delta")).to_be_focused()
    assert standing(sorted_in)["Delta"] == ""
    page.keyboard.press("ArrowRight")
    expect(card(page, "Alpha")).to_be_focused()
    page.keyboard.press("0")
    expect(page.locator("#cluster-0 [data-size]")).to_have_text("3 notes")
    assert standing(sorted_in) == {"Alpha": "", "Bravo": "Quick things", "Charlie": "", "Delta": ""}


def test_keys_do_nothing_while_a_list_or_a_box_is_in_hand(desk, sorted_in):
    page = desk()
    page.goto("/coast/meetings/1/notes/sort/")
    page.get_by_label("A new cluster").press_sequentially("1 u 2")
    page.get_by_label("Where does it go: Alpha").focus()
    page.keyboard.press("1")
    page.keyboard.press("u")

    expect(page.get_by_label("A new cluster")).to_have_value("1 u 2")
    assert set(standing(sorted_in).values()) == {""}


def test_note_is_dragged_into_a_cluster(desk, sorted_in):
    page = desk()
    page.goto("/coast/meetings/1/notes/sort/")
    stuck = page.locator("[data-cluster]", has=page.get_by_role("heading", name="Stuck"))

    card(page, "Bravo").locator("p").drag_to(stuck)

    expect(stuck.locator("[data-note]")).to_contain_text("Bravo")
    assert standing(sorted_in)["Bravo"] == "Stuck"


def test_lost_connection_is_said_and_the_note_stays(desk, sorted_in):
    page = desk()
    page.goto("/coast/meetings/1/notes/sort/")
    page.context.set_offline(True)
    card(page, "Alpha").focus()
    page.keyboard.press("1")

    expect(page.locator("#moved")).to_contain_text("The note was not moved.")
    assert standing(sorted_in)["Alpha"] == ""


@pytest.mark.parametrize("javascript", [True, False])
def test_notes_are_sorted_by_taps_on_a_phone(desk, sorted_in, javascript):
    page = desk(viewport=PHONE, javascript=javascript)
    page.goto("/coast/meetings/1/notes/sort/")
    page.get_by_label("A new cluster").fill("Tried before")
    page.get_by_role("button", name="Add it").click()
    page.get_by_label("Where does it go: Charlie").select_option(label="Tried before")
    page.get_by_role("button", name="Move: Charlie").click()
    expect(page.locator("#moved")).to_contain_text("Moved to “Tried before”")
    assert standing(sorted_in)["Charlie"] == "Tried before"

    page.get_by_role("button", name="Take the move back").click()
    expect(page.locator("#moved")).to_contain_text("Moved to what is not sorted.")
    assert standing(sorted_in)["Charlie"] == ""
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
