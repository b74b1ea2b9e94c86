"""Mail scanners open every link of a message, and some press the buttons they find: nothing comes of it."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import product

import pytest
from django.urls import get_resolver
from django.utils import timezone

from meetings.models import Action, Feedback, FeedbackReply, Meeting, Support
from network.models import DeviceCode, HandOver, InvitationEvent, Message, Person
from proforma import quoting
from proforma.models import Part, Quote, Response
from proforma.models.responses import content
from tests import factories
from tests.forms import as_sent
from tests.network.test_links import everything_stored, path_of
from topics.models import Ballot, Elector, Vote

FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)
NOT_TOUCHED = {"sessions.Session"}


@pytest.fixture
def house(coast, harbour, pat_person):
    """Everything that Pat can be asked at once, and a colleague who can be handed it."""
    coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    harbour.figures_lead = pat_person
    harbour.save()
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    factories.open_vote(coast)
    cycle, now = coast.current_cycle(), timezone.now()
    meeting = Meeting.call(cycle, starts_at=now - timedelta(days=1))
    Feedback.ask(meeting)
    Meeting.call(cycle, starts_at=now + timedelta(days=20))
    Action.record(cycle, what="Open a door", owner=pat_person)
    Action.record(cycle, what="Shut a window")
    return coast


@pytest.fixture
def all_done(house, pat_person):
    """Pat has answered all of it, elsewhere."""
    for part in Part.objects.select_related("activity", "proforma__cycle__network"):
        values = {"A1": 7, "A3": "Words"} if part.is_of_people else {"B1": 5}
        response = factories.answer(part, pat_person, submit=False, **values)
        if not part.is_of_people:
            response.choose_sharing("totals")
        response.submit()
        if part.is_of_people:
            question = part.questions.get(code="A3")
            quoting.pick(response, question, "Words", "Words")
            Quote.objects.update(asked_at=timezone.now())
    Vote.objects.get().cast(pat_person, ["T1", "T2"])
    Feedback.objects.get().reply(pat_person, worth=4, heard=3, change="Fine")
    return house


def routes(resolver=None, so_far=""):
    """Every address of the participants’ door, as it stands in the tables of contents."""
    for one in (resolver or get_resolver()).url_patterns:
        route = so_far + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from routes(one, route)
        elif route.startswith("p/<slug:code>/"):
            yield route


def addresses(person):
    """The routes with every real id in the place of each number."""
    models = (Part, Vote, Feedback, Action, Meeting, Person, Response)
    ids = sorted({pk for model in models for pk in model.objects.values_list("pk", flat=True)})
    keys = list(Quote.objects.values_list("key", flat=True)) or ["no-key"]
    for route in routes():
        own = "/" + route.replace("<slug:code>", person.code)
        blanks = re.findall(r"<[^>]+>", own)
        fills = [keys if blank == "<slug:key>" else ids for blank in blanks]
        for values in product(*fills):
            address = own
            for blank, value in zip(blanks, values, strict=True):
                address = address.replace(blank, str(value), 1)
            yield address


def stored():
    return {table: rows for table, rows in everything_stored().items() if table not in NOT_TOUCHED}


def forms_on(page, address):
    """(where it is sent, what it carries, [(name, value) of a button]) of each form that is sent."""
    for form in FORM.finditer(page):
        if 'method="post"' not in form["head"]:
            continue
        action = re.search(r'action="([^"]*)"', form["head"])
        yield (action[1] if action and action[1] else address), as_sent(form[0]), _buttons(form[0])


def _buttons(form):
    found = []

    class Buttons(HTMLParser):
        def handle_starttag(self, tag, attributes):
            given = dict(attributes)
            if tag == "button" and given.get("type") != "button" and given.get("name"):
                found.append((given["name"], given.get("value", "")))

    Buttons().feed(form)
    return found


def test_the_walk_meets_every_address_of_a_participant(house, pat_person):
    named = {re.sub(r"/\d+(?=/)", "/N", address) for address in addresses(pat_person)}

    assert len(named) == len(set(routes()))
    assert f"/p/{pat_person.code}/answer/N/review/" in named
    assert len(named) > 12


@pytest.mark.parametrize("knows", [False, True], ids=["new device", "known device"])
@pytest.mark.parametrize("state", ["house", "all_done"])
def test_opening_everything_twenty_times_changes_nothing(request, state, knows, pat_person):
    request.getfixturevalue(state)
    phone = factories.phone_of(pat_person, knows=knows)
    before = stored()

    shown = 0
    for address in [path_of(pat_person), *addresses(pat_person)]:
        answer = phone.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200:
            shown += 1
            for n in range(19):
                (phone.head if n % 2 else phone.get)(address)
        else:
            phone.head(address)
        assert phone.post(address).status_code < 500, address

    assert stored() == before
    # Where all is done there is nothing left to hand on.
    assert shown >= (5 if state == "all_done" else 7)
    assert phone.get(path_of(pat_person)).status_code == 302


def press_everything(phone, person, *, buttons):
    """Open each page, and send each of its forms as it stands. Returns how many forms were sent."""
    sent = 0
    for address in addresses(person):
        answer = phone.get(address)
        if answer.status_code != 200:
            continue
        for action, carried, named in forms_on(answer.content.decode(), address):
            presses = [{}, *({name: value} for name, value in named)] if buttons else [{}]
            for press in presses:
                assert phone.post(action, {**carried, **press}).status_code < 500, action
                sent += 1
    return sent


@pytest.mark.parametrize("buttons", [False, True], ids=["forms", "buttons"])
def test_pressing_everything_where_nothing_is_saved_writes_nothing(house, pat_person, buttons):
    phone = factories.phone_of(pat_person, knows=False)
    before = stored()

    sent = press_everything(phone, pat_person, buttons=buttons)

    assert sent > 8
    after = stored()
    changed = {table for table in after if after[table] != before[table]}
    # “Send me a code” may send one, to the person's own address.
    assert changed <= ({"network.DeviceCode", "network.Message"} if buttons else set())
    assert DeviceCode.objects.count() <= 1
    assert phone.get(path_of(pat_person)).status_code == 302


def test_pressing_everything_on_a_new_device_sends_a_code_at_most(all_done, pat_person, mailoutbox):
    phone = factories.phone_of(pat_person, knows=False)
    before = stored()

    press_everything(phone, pat_person, buttons=True)

    after = stored()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= {"network.DeviceCode", "network.Message"}
    assert DeviceCode.objects.count() == Message.objects.count() == len(mailoutbox) <= 1
    assert not InvitationEvent.objects.filter(kind="opened").exists()


def said():
    """All that was said, by whomever, without when it was saved last."""
    return {
        "answers": {
            response.pk: {code: content(entry) for code, entry in response.answers.items()}
            for response in Response.objects.all()
        },
        "handed in": list(Response.objects.order_by("pk").values_list("submitted_at", "sharing")),
        "ballots": sorted(
            (ballot.voter_key, *sorted(ballot.choices.values_list("topic__code", flat=True)))
            for ballot in Ballot.objects.all()
        ),
        "voted": list(Elector.objects.order_by("pk").values_list("person", "voted_on")),
        "ledger": list(InvitationEvent.objects.order_by("pk").values_list("invitation", "kind")),
        "feedback": list(FeedbackReply.objects.values_list("person", "worth", "heard", "change")),
        "quotes": list(Quote.objects.values_list("audience", "naming", "settled_at")),
        "help": list(Support.objects.values_list("action", "person", "kind")),
        "handed on": HandOver.objects.count(),
        "links": list(Person.objects.values_list("pk", "link_revoked_at", "device_generation")),
    }


def test_pressing_everything_on_a_known_device_says_nothing_new(all_done, pat_person):
    phone = factories.phone_of(pat_person)
    before = said()

    assert press_everything(phone, pat_person, buttons=False) > 8

    after = said()
    assert {name for name in after if after[name] != before[name]} == set()
