"""What somebody writes is never lost: not with the connection, nor with the page, nor with the phone."""

import json

import pytest
from playwright.sync_api import expect

from network.models import InvitationEvent
from proforma.models import Response
from tests import factories

from .conftest import PHONE, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

# What a browser says when a connection is lost on purpose; anything else it complains of is a fault.
LOST = ("Failed to load resource", "htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")
LOST += ("htmx:responseError", "Response Status Error", "htmx:timeout", "net::ERR")
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("Forbidden", "SecurityError"); },
})"""


class Phone:
    """A device: what it keeps outlives its pages. Pat’s link has been opened on it."""

    def __init__(self, context, person, complaints):
        self.context, self.person, self.complaints = context, person, complaints
        self.part = person.network.current_cycle().proformas.get().parts.get(unit="person")
        self.section = self.part.sections.first().pk
        self.address = f"/p/{person.code}/answer/{self.part.pk}/"
        context.new_page().goto(person.link)

    def opens(self, address=None):
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.goto(address or self.address)
        return page

    def _note(self, message):
        if message.type == "error" and not any(known in message.text for known in LOST):
            self.complaints.append(message.text)

    def keeps(self):
        """What this device keeps, looked at from a page that changes nothing of it."""
        self.context.set_offline(False)
        page = self.context.new_page()
        page.goto(f"/p/{self.person.code}/")
        # What another page has just thrown away is seen here a little later.
        for _look in range(10):
            kept = page.evaluate("Object.entries(localStorage)")
            if not kept:
                break
            page.wait_for_timeout(200)
        page.close()
        return {key: json.loads(value) for key, value in kept}


@pytest.fixture
def new_phone(browser, site, coast, pat_person, open_proforma):
    """A function that makes a phone. None is asked for a code, however new it is to what was saved."""
    coast.asks_code = False
    coast.save()
    contexts, complaints = [], []

    def made(*, script=""):
        context = browser.new_context(viewport=PHONE, base_url=site, locale="en-GB")
        contexts.append(context)
        if script:
            context.add_init_script(script)
        return Phone(context, pat_person, complaints)

    yield made
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def phone(new_phone):
    return new_phone()


def box(page, code="A3"):
    return page.locator(f"#q-{code}").get_by_role("textbox").first


def said(page, code="A3"):
    return page.locator(f"#q-{code} .saved")


def lose(page):
    """Nothing that this page sends arrives from now on."""
    page.route("**/answer/**", lambda r: r.abort() if r.request.method == "POST" else r.continue_())


def answers():
    response = Response.objects.first()
    return {
        code: entry.get("value") for code, entry in (response.answers if response else {}).items()
    }


def hand_in(page):
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()


def kept_words(page):
    return page.evaluate("Object.values(localStorage).map((text) => JSON.parse(text).words)")


def wait_until_kept(page, words):
    wait_until(lambda: words in kept_words(page))


def test_words_typed_offline_are_there_and_saved_when_the_page_is_opened_again(phone):
    page = phone.opens()
    phone.context.set_offline(True)
    box(page).press_sequentially("Typed in a tunnel.")
    page.locator("#q-A2").get_by_label("Between us").check()
    expect(said(page, "A2")).to_contain_text("Not saved yet")
    expect(page.locator("#q-A2[data-unsaved]")).to_be_visible()
    page.close()
    assert answers() == {}
    phone.context.set_offline(False)

    again = phone.opens()

    expect(box(again)).to_have_value("Typed in a tunnel.")
    expect(again.locator("#q-A2").get_by_label("Between us")).to_be_checked()
    expect(said(again)).to_have_text("✓ Saved")
    expect(said(again, "A2")).to_have_text("✓ Saved")
    assert answers() == {"A2": ["B"], "A3": "Typed in a tunnel."}
    assert phone.keeps() == {}


def test_words_kept_are_said_to_be_so_while_they_cannot_be_saved(phone):
    page = phone.opens()
    lose(page)
    # What is left in the box would be sent as the page closes, past the route that loses it.
    box(page).fill("Not yet.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")
    page.close()

    again = phone.context.new_page()
    lose(again)
    again.goto(phone.address)

    expect(said(again)).to_contain_text("Kept on this device from")
    expect(said(again)).to_contain_text("not saved yet.")
    expect(again.locator("#q-A3[data-unsaved]")).to_be_visible()


@pytest.mark.parametrize("wait", [0, 500], ids=["at once", "after half a second"])
def test_reloading_in_the_middle_of_typing_loses_nothing(phone, wait):
    page = phone.opens()
    lose(page)
    box(page).press_sequentially("Half a sen", delay=1)
    page.wait_for_timeout(wait)
    page.unroute("**/answer/**")
    page.reload()

    expect(box(page)).to_have_value("Half a sen")
    expect(said(page)).to_have_text("✓ Saved")
    assert answers() == {"A3": "Half a sen"}


def test_typing_is_kept_within_300_ms_while_it_goes_on(phone):
    page = phone.opens()
    lose(page)
    box(page).press_sequentially("One.")
    page.wait_for_timeout(300)

    assert kept_words(page) == ["One."]


def test_lost_connection_is_tried_again_without_a_touch(phone):
    page = phone.opens()
    lose(page)
    box(page).fill("It comes back.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")
    page.unroute("**/answer/**")

    expect(said(page)).to_have_text("✓ Saved", timeout=5_000)
    expect(page.locator("#q-A3[data-unsaved]")).to_have_count(0)
    assert answers() == {"A3": "It comes back."}
    assert phone.keeps() == {}


@pytest.mark.parametrize("status", [409, 500, 503])
def test_failing_server_is_tried_again_with_growing_waits(phone, status):
    page, tries = phone.opens(), []
    page.route("**/answer/**", lambda r: (tries.append(r), r.fulfill(status=status, body="")))
    page.clock.install()
    box(page).fill("Once more.")
    box(page).blur()
    for seconds, so_far in ((0, 1), (2, 2), (4, 2), (1, 3), (14, 3), (1, 4)):
        page.clock.run_for(seconds * 1000)
        page.wait_for_timeout(100)
        assert len(tries) == so_far
    page.unroute("**/answer/**")
    page.clock.run_for(30_000)

    expect(said(page)).to_have_text("✓ Saved")
    assert answers() == {"A3": "Once more."}


def test_coming_back_online_saves_at_once(phone):
    page = phone.opens()
    phone.context.set_offline(True)
    box(page).fill("Out of the tunnel.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")
    page.wait_for_timeout(2_500)  # the next try would be five seconds off

    phone.context.set_offline(False)

    expect(said(page)).to_have_text("✓ Saved", timeout=1_500)


def test_failing_is_said_once_and_focus_stays_where_it_is(phone):
    page = phone.opens()
    lose(page)
    box(page).press_sequentially("Still writing")
    expect(said(page)).to_contain_text("Not saved yet")
    page.evaluate(
        """() => { window.changes = 0; new MutationObserver(() => { window.changes += 1; })
        .observe(document.querySelector("#q-A3 .saved"), {childList: true, subtree: true}); }"""
    )
    page.wait_for_timeout(2_500)

    assert page.evaluate("window.changes") == 0
    expect(box(page)).to_be_focused()


def test_stale_form_token_is_renewed(phone):
    page = phone.opens()
    for cookie in phone.context.cookies():
        if cookie["name"] == "csrftoken":
            phone.context.clear_cookies(name="csrftoken")
    box(page).fill("After signing in elsewhere.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")

    expect(said(page)).to_have_text("✓ Saved", timeout=5_000)
    page.get_by_role("button", name="Save, and come back later").click()
    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()


def test_answer_of_an_earlier_visit_is_changed_without_a_conflict(phone):
    factories.answer(phone.part, phone.person, submit=False, A3="From the first visit.")
    page = phone.opens()

    box(page).press_sequentially(" And more.")
    box(page).fill("Otherwise.")
    box(page).blur()

    expect(said(page)).to_have_text("✓ Saved")
    assert answers() == {"A3": "Otherwise."}


def test_second_tab_is_shown_both_and_keeps_its_words_when_it_is_reloaded(phone):
    first, second = phone.opens(), phone.opens()
    for page, words in ((first, "The newer words."), (second, "The older page.")):
        box(page).fill(words)
        box(page).blur()
        expect(said(page)).not_to_be_empty()
    expect(said(second)).to_contain_text("You changed this in another window.")
    posts = []
    second.on("request", lambda request: posts.append(request.method))
    second.wait_for_timeout(2_500)
    assert posts == []  # what was answered with a sentence is not tried again

    second.reload()

    expect(box(second)).to_have_value("The newer words.")
    expect(second.locator("#q-A3 .kept-words")).to_contain_text("You had written this here before:")
    expect(second.locator("#q-A3 .kept-words")).to_contain_text("The older page.")
    assert answers() == {"A3": "The newer words."}


def test_after_a_conflict_only_a_button_puts_these_words_in_the_place_of_the_others(phone):
    page, other = phone.opens(), phone.opens()
    box(other).fill("From the office.")
    box(other).blur()
    expect(said(other)).to_have_text("✓ Saved")
    box(page).press_sequentially("From the train")
    expect(said(page)).to_contain_text("You changed this in another window.")

    box(page).press_sequentially(", still.")
    box(page).blur()
    page.wait_for_timeout(2_000)

    expect(said(page)).to_contain_text("You changed this in another window.")
    assert answers() == {"A3": "From the office."}
    page.get_by_role("button", name="Save, and come back later").click()
    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()
    assert answers() == {"A3": "From the train, still."}
    assert phone.keeps() == {}


@pytest.fixture
def overtaken(phone):
    """A page with words that were kept, while newer ones came to the server from elsewhere."""
    page = phone.opens()
    lose(page)
    box(page).fill("From the tunnel,\nin two lines.")
    wait_until_kept(page, "From the tunnel,\nin two lines.")
    page.close()
    factories.answer(phone.part, phone.person, submit=False, A3="From the office.")
    return phone.opens()


def test_newer_words_stay_in_the_box_and_kept_ones_stand_beside(overtaken):
    expect(box(overtaken)).to_have_value("From the office.")
    beside = overtaken.locator("#q-A3 .kept-words")
    expect(beside).to_contain_text("From the tunnel,")
    assert answers() == {"A3": "From the office."}

    box(overtaken).fill("From the office, and on.")
    box(overtaken).blur()
    expect(said(overtaken)).to_have_text("✓ Saved")
    overtaken.reload()
    expect(beside).to_contain_text("From the tunnel,")


def test_kept_words_can_be_used(phone, overtaken):
    overtaken.get_by_role("button", name="Use these words").click()

    expect(said(overtaken)).to_have_text("✓ Saved")
    expect(box(overtaken)).to_be_focused()
    assert answers() == {"A3": "From the tunnel,\nin two lines."}
    assert phone.keeps() == {}


def test_kept_words_can_be_thrown_away(phone, overtaken):
    overtaken.get_by_role("button", name="Throw them away").click()

    expect(overtaken.locator(".kept-words")).to_have_count(0)
    assert answers() == {"A3": "From the office."}
    assert phone.keeps() == {}


def test_save_whose_acknowledgement_was_lost_is_not_shown_twice(phone):
    page = phone.opens()

    def swallow(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/answer/**", swallow)
    box(page).fill("It did arrive.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")
    page.close()

    again = phone.opens()

    expect(box(again)).to_have_value("It did arrive.")
    expect(again.locator(".kept-words")).to_have_count(0)
    assert phone.keeps() == {}


def test_what_is_older_than_14_days_is_thrown_away(phone):
    page = phone.opens()
    lose(page)
    box(page).fill("Long ago.")
    wait_until_kept(page, "Long ago.")
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) {
            const record = JSON.parse(localStorage.getItem(key));
            record.at -= 14 * 24 * 60 * 60 * 1000 + 1000;
            localStorage.setItem(key, JSON.stringify(record));
        } }"""
    )
    page.close()

    again = phone.opens()

    expect(box(again)).to_have_value("")
    assert phone.keeps() == {}


def press_again_while_the_server_thinks(page, words, address):
    """Press a button, and once more before the answer to the first press has come."""
    page.route(address, lambda route: (page.wait_for_timeout(600), route.continue_()))
    button = page.get_by_role("button", name=words)
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 150); }")


def test_double_press_hands_it_in_once(phone):
    page, posts = phone.opens(), []
    page.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)
    page.locator("#q-A1").get_by_label("7", exact=True).check()
    box(page).press_sequentially("Quick.")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("button", name="Hand it in")).to_be_visible()
    press_again_while_the_server_thinks(page, "Hand it in", "**/submit/**")

    expect(page.get_by_text("Thank you. Your answers are in.")).to_be_visible()
    assert len([url for url in posts if url.endswith(f"?section={phone.section}")]) == 1
    assert len([url for url in posts if "/submit/" in url]) == 1
    assert Response.objects.count() == 1
    submitted = InvitationEvent.objects.filter(kind=InvitationEvent.Kind.SUBMITTED)
    assert submitted.count() == 1
    assert answers() == {"A1": 7, "A3": "Quick."}
    assert phone.keeps() == {}


@pytest.fixture
def two_pages(pat_person, proforma):
    """Before it is opened, the pro-forma gets a second page, with one question: A4."""
    part = factories.part_of(proforma, "person")
    part.add_question(kind="short_text", text="Last?", section=part.add_section(title="Last"))


def test_the_button_that_was_pressed_is_sent(two_pages, phone):
    page = phone.opens()
    box(page).press_sequentially("On the first.")
    page.get_by_role("button", name="Go on").dblclick()

    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    assert answers() == {"A3": "On the first."}
    assert phone.keeps() == {}


def test_what_was_kept_of_another_page_is_sent_from_any_page_of_the_form(two_pages, phone):
    page = phone.opens()
    lose(page)
    box(page).fill("On the first.")
    wait_until_kept(page, "On the first.")
    page.close()
    last = phone.part.sections.last()

    other = phone.opens(f"{phone.address}?section={last.pk}")

    expect(box(other, "A4")).to_be_visible()
    wait_until(lambda: other.evaluate("localStorage.length") == 0)
    assert answers() == {"A3": "On the first."}


def test_pressing_a_button_offline_leaves_the_page_and_its_words(phone):
    page = phone.opens()
    phone.context.set_offline(True)
    box(page).press_sequentially("In the tunnel.")
    page.get_by_role("button", name="Look it over").click()
    expect(said(page)).to_contain_text("Not saved yet")
    expect(box(page)).to_have_value("In the tunnel.")
    phone.context.set_offline(False)
    expect(said(page)).to_have_text("✓ Saved")

    hand_in(page)
    assert phone.keeps() == {}


def test_form_that_did_not_arrive_loses_nothing(phone):
    page = phone.opens()
    lose(page)
    box(page).press_sequentially("Sent into the void.")
    page.get_by_role("button", name="Look it over").click()
    page.wait_for_timeout(1_000)
    expect(box(page)).to_have_count(0)  # the browser’s own page says that nothing came
    page.close()

    page = phone.opens()

    expect(box(page)).to_have_value("Sent into the void.")
    expect(said(page)).to_have_text("✓ Saved")
    assert answers() == {"A3": "Sent into the void."}


def test_handing_in_does_not_write_over_what_came_meanwhile(phone):
    page = phone.opens()
    factories.answer(phone.part, phone.person, submit=False, A3="From the office.")
    box(page).press_sequentially("From the train.")
    page.get_by_role("button", name="Look it over").click()

    expect(said(page)).to_contain_text("From the office.")
    page.wait_for_timeout(500)
    expect(box(page)).to_have_value("From the train.")
    assert answers() == {"A3": "From the office."}
    hand_in(page)
    assert answers() == {"A3": "From the train."}
    assert phone.keeps() == {}


def test_device_that_is_asked_for_a_code_saves_once_it_was_entered(coast, phone):
    page = phone.opens()
    coast.asks_code = True
    coast.save()
    factories.answer(phone.part, phone.person, submit=False, A1=3)
    box(page).press_sequentially("Before the code.")
    expect(said(page)).to_contain_text("Enter a code in a new window")
    assert answers() == {"A1": 3}
    coast.asks_code = False
    coast.save()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(said(page)).to_have_text("✓ Saved")
    assert answers() == {"A1": 3, "A3": "Before the code."}


def test_two_first_answers_at_once_are_both_saved_without_a_code(coast, phone):
    """The one that is saved makes the device known; the other set out before it could know that."""
    coast.asks_code = True
    coast.save()
    page = phone.opens()

    page.evaluate("""() => {
        for (const name of ["A1", "A2"]) document.querySelector(`#q-${name} input:not([type=hidden])`).click();
    }""")

    for code in ("A1", "A2"):
        expect(page.locator(f"#q-{code} .saved")).to_have_text("✓ Saved")
    assert answers().keys() >= {"A1", "A2"}


def test_closed_page_shows_what_was_kept(phone):
    page = phone.opens()
    lose(page)
    page.locator("#q-A2").get_by_label("Between us").check()
    box(page).fill("Too late,\nbut not lost.")
    wait_until_kept(page, "Too late,\nbut not lost.")
    page.close()
    phone.part.proforma.close()

    closed = phone.opens()

    expect(closed.get_by_role("heading", name="This is closed now.")).to_be_visible()
    kept = closed.locator("[data-kept-for]")
    expect(kept).to_be_visible()
    expect(kept.locator("dt")).to_have_text(
        ["Tell us about a time it worked.", "Where do people get stuck?"]
    )
    expect(kept.locator("dd")).to_have_text(["Too late,\nbut not lost.", "Between us"])
    assert len(phone.keeps()) == 2


def test_closed_page_says_nothing_where_nothing_was_kept(phone):
    phone.part.proforma.close()

    expect(phone.opens().locator("[data-kept-for]")).to_be_hidden()


def test_save_that_came_after_the_close_is_said_so_and_not_tried_again(phone):
    page, posts = phone.opens(), []
    page.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    phone.part.proforma.close()
    box(page).fill("Too late.")
    box(page).blur()
    expect(said(page)).to_contain_text("has closed")
    page.wait_for_timeout(2_500)

    assert len(posts) == 1
    assert [one["words"] for one in phone.keeps().values()] == ["Too late."]


def test_all_works_where_storage_is_forbidden(new_phone):
    phone = new_phone(script=NO_STORAGE)
    page, asked = phone.opens(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    lose(page)
    box(page).press_sequentially("Nowhere to keep it.")
    expect(said(page)).to_contain_text("Not saved yet")
    page.reload()
    assert asked == ["beforeunload"]
    page.unroute("**/answer/**")
    page.reload()

    box(page).fill("Here it is.")
    box(page).blur()
    expect(said(page)).to_have_text("✓ Saved")
    hand_in(page)
    assert asked == ["beforeunload"]
    assert answers() == {"A3": "Here it is."}


def test_leaving_is_not_questioned_where_words_are_kept(phone):
    page, asked = phone.opens(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    lose(page)
    box(page).press_sequentially("Kept here.")
    expect(said(page)).to_contain_text("Not saved yet")

    page.get_by_role("link", name="Your page").click()

    expect(page.get_by_role("heading").first).to_be_visible()
    assert asked == []
    assert len(phone.keeps()) == 1


def test_nothing_stays_on_the_device_after_everything_was_saved(phone):
    page = phone.opens()
    page.locator("#q-A1").get_by_label("7", exact=True).check()
    page.locator("#q-A2").get_by_label("At the door").check()
    box(page).press_sequentially("All of it.")
    box(page).blur()
    for code in ("A1", "A2", "A3"):
        expect(said(page, code)).to_have_text("✓ Saved")
    page.get_by_role("link", name="Your page").click()

    assert phone.keeps() == {}
    assert answers() == {"A1": 7, "A2": ["A"], "A3": "All of it."}


@pytest.fixture
def many_kinds(pat_person, proforma):
    """Before it is opened, the pro-forma gets a question of each kind of control: A4 to A7."""
    part, five = factories.part_of(proforma, "person"), {"low": 1, "high": 5}
    part.add_question(kind="rank", text="First?", options=[("D", "The door"), ("W", "The wait")])
    part.add_question(kind="grid_scale", text="Agree?", rows=["We learn"], settings=five)
    part.add_question(kind="month", text="When?")
    part.add_question(kind="scale", text="How far?", settings={**five, "comment": True})


def test_every_kind_of_control_is_put_back_as_it_was(many_kinds, phone):
    page = phone.opens()
    lose(page)
    page.locator("[name='A4/W'][value='1']").check()
    page.locator("[name^='A5/'][value='2']").check()
    page.locator("[name='A6']").fill("2027-03")
    page.locator("[name='A7.state']").check()
    page.locator("[name='A7.comment']").fill("Too soon to say.")
    page.locator("[name='A2.other']").fill("In the car park")
    page.locator("[name='A2.other']").blur()  # a closing page would send it past what loses it
    page.wait_for_timeout(300)  # as long as it may take until what was typed is kept
    page.close()

    again = phone.opens()

    for code in ("A2", "A4", "A5", "A6", "A7"):
        expect(said(again, code)).to_have_text("✓ Saved")
    expect(again.locator("[name='A7.state']")).to_be_checked()
    stored = Response.objects.get().answers
    assert stored["A2"]["other"] == "In the car park"
    assert stored["A7"]["comment"] == "Too soon to say."
    assert stored["A7"]["state"] == "dont_know"
    assert answers() == {
        "A2": ["OTH"],
        "A4": ["W"],
        "A5": {list(stored["A5"]["value"])[0]: 2},
        "A6": "2027-03",
        "A7": None,
    }
    assert phone.keeps() == {}


def test_back_button_does_not_write_older_words_over_newer_ones(phone):
    page = phone.opens()
    box(page).fill("The first words.")
    box(page).blur()
    expect(said(page)).to_have_text("✓ Saved")
    page.get_by_role("link", name="Your page").click()
    other = phone.opens()
    box(other).fill("The newer words.")
    box(other).blur()
    expect(said(other)).to_have_text("✓ Saved")

    page.go_back()

    expect(box(page)).to_have_value("The newer words.")
    page.get_by_role("button", name="Save, and come back later").click()
    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()
    assert answers() == {"A3": "The newer words."}


# What a page hears that comes back from the back/forward cache. Chromium keeps no page there that says
# no-store and came with a cookie; others do.
COMES_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"


def test_page_that_comes_back_as_it_was_left_writes_nothing_old_and_can_be_sent(phone):
    page, posts = phone.opens(), []
    box(page).fill("The first words.")
    box(page).blur()
    expect(said(page)).to_have_text("✓ Saved")
    other = phone.opens()
    box(other).fill("The newer words.")
    box(other).blur()
    expect(said(other)).to_have_text("✓ Saved")
    page.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)
    page.evaluate("addEventListener('submit', (event) => event.preventDefault(), {once: true})")
    page.get_by_role("button", name="Look it over").click()  # it was sent, as far as the page knows

    page.evaluate(COMES_BACK)
    page.wait_for_timeout(500)

    assert posts == []
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    page.get_by_role("button", name="Save, and come back later").click()
    expect(page.get_by_text("Saved. You can carry on now")).to_be_visible()
    assert answers() == {"A3": "The newer words."}


def test_page_that_comes_back_with_unsaved_words_saves_them(phone):
    page = phone.opens()
    lose(page)
    box(page).fill("Left in a hurry.")
    box(page).blur()
    expect(said(page)).to_contain_text("Not saved yet")
    page.unroute("**/answer/**")

    page.evaluate(COMES_BACK)

    expect(said(page)).to_have_text("✓ Saved", timeout=1_500)
    expect(page.locator("[data-unsaved]")).to_have_count(0)


def test_first_touch_is_told_once_and_not_on_load(phone):
    page, told = phone.opens(), []
    page.route("**/touched/", lambda route: (told.append(route.request), route.fulfill(body="")))
    page.evaluate("document.body.dataset.firstTouch = '/touched/'")
    page.wait_for_timeout(200)
    assert told == []
    page.mouse.click(5, 5)
    page.keyboard.press("Tab")
    page.mouse.click(5, 5)
    page.wait_for_timeout(200)

    assert [(one.method, one.post_data) for one in told] == [("POST", "touched=1")]
    assert told[0].headers["x-csrftoken"]
    assert page.evaluate("document.body.dataset.firstTouch") is None
