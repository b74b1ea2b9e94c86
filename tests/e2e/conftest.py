"""One browser for the run, a fresh context for each person in a test."""

import os
import shutil
from time import monotonic, sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests import factories

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}

# Playwright runs an event loop in this thread, and Django takes that for an async caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.fail("The browser tests need chromium: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    settings.FIRST_RUN_CODE = "walk-in-1"
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """A function that opens a page as somebody new: their own cookies, their own size of screen.

    Anything the browser complains of (a script that fails, a file refused by the security policy, a
    request to another host) fails the test.
    """
    contexts, complaints = [], []

    def opened(*, viewport=DESK, javascript=True, known_to=None):
        context = browser.new_context(
            viewport=viewport, base_url=site, accept_downloads=True, java_script_enabled=javascript
        )
        contexts.append(context)
        if known_to is not None:
            context.add_cookies(cookies_of(known_to, site))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(complaints, message))
        page.on("request", lambda request: _foreign(complaints, request.url, site))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def at_desk(open_page, ana, site):
    """A function that opens a page on which Ana is signed in."""

    def opened(**page):
        page = open_page(**page)
        key = ana.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return opened


def is_fine(page):
    """Nothing that axe finds, and nothing wider than the screen."""
    assert rules_broken(page) == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def rules_broken(page):
    """(rule, elements) for each accessibility rule that the page breaks. It must be at rest: what is
    pressed just before leads there by `follow`, or its outcome is waited for."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def wait_until(holds, seconds=5):
    """Look again and again from outside: a page that forbids `eval` lets no function wait within it."""
    ends = monotonic() + seconds
    while not holds():
        assert monotonic() < ends, "it never came to hold"
        sleep(0.05)


def follow(control):
    """Press what leads to another page, and wait until it has come."""
    with control.page.expect_navigation():
        control.click()


def cookies_of(person, site):
    """What a device holds that knows this person: on it nothing saved asks for a code."""
    phone = factories.phone_of(person)
    return [
        {"name": name, "value": one.value, "url": f"{site}{one['path']}"}
        for name, one in phone.cookies.items()
    ]


# Plotly tries to add a style of its map library as it loads; it is refused and draws without it.
KNOWN = [
    "Applying inline style violates",
    "503",  # how a test pretends that the connection is lost
    "ERR_INTERNET_DISCONNECTED",  # how a test loses it
    # A wording check that is overtaken by more typing, or by the next page; a lost one says sendError.
    "htmx:sendAbort",
    "htmx:afterRequest",
]


def _note(complaints, message):
    if message.type == "error" and not any(known in message.text for known in KNOWN):
        complaints.append(message.text)


def _foreign(complaints, url, site):
    if not url.startswith((site, "data:", "blob:", "about:")):
        complaints.append(f"asked another host: {url}")
