"""Everything that leaves, walked: each page by each link, form and filter on it, and each file."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from network.models import Role, User
from tests import factories
from tests.proforma.reading_exits import Page, Unit, units_of

MESSAGE = "message"  # stands for the name of an address, where something leaves by the outbox
MOST_ALIKE = 4  # addresses of one page that ask for the same kind of thing
BLANK = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")


@dataclass
class Exit:
    """One answer of the server to somebody: nothing is in it unless it is a page or a file."""

    who: str
    name: str  # of its address
    address: str
    units: list[Unit]
    status: int = 200
    links: list[str] = field(default_factory=list)


def of(told, people, pages, sent):
    """All that leaves a story: to each role, to each of these people, and in the messages that were sent."""
    things, routes = things_of(told), [page.address for page in pages]
    for role in Role:
        client = _signed_in(told, role)
        if role == Role.COORDINATOR:
            client.post(f"/carrowby/proforma/{told.proforma.pk}/results/keep/")
        yield from walk(client, "/carrowby/", role, routes=routes, things=things)
    for code in people:
        person = told.people[code]
        phone, start = factories.phone_of(person), f"/p/{person.code}/"
        yield from walk(phone, start, code, routes=routes, things=things)
    yield from _messages(told, sent)


def _messages(told, sent):
    codes = {person.email: code for code, person in told.people.items()}
    for message in sent:
        unit = Unit(message.subject)
        unit.tell(message.subject)
        unit.tell(message.body)
        yield Exit(codes.get(message.to[0], "outbox"), MESSAGE, message.subject, [unit])


def _signed_in(told, role):
    user = told.coordinator
    if role != Role.COORDINATOR:
        user = User.objects.create_user(f"{role}@carrowby.example", "long enough", name=role)
        told.network.accesses.create(user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


def things_of(told):
    """What no link leads to on some day: {beginning of a route: what stands in its blanks}."""
    cycle = told.cycle
    views = told.proforma.parts.get(unit="person")
    one, feedback = told.people["P26"], cycle.activities.filter(kind="feedback").first()
    found = {
        "<slug:slug>/ledger/<int:pk>": {"pk": views.activity_id},
        "<slug:slug>/remind/<int:pk>": {"pk": views.activity_id},
        "<slug:slug>/ledger/lines/<int:pk>": {"pk": views.activity.invitations.first().pk},
        "<slug:slug>/proforma/<int:pk>/assist/<int:part_pk>/<int:person_pk>": {
            "pk": told.proforma.pk, "part_pk": views.pk, "person_pk": one.pk,
        },
        "<slug:slug>/proforma/<int:pk>/pages/<int:section_pk>": {
            "pk": told.proforma.pk, "section_pk": views.sections.first().pk,
        },
        "p/<slug:code>/for/<int:person_pk>/answer/<int:pk>": {"pk": views.pk, "person_pk": one.pk},
        "p/<slug:code>/notes/<int:number>": {"number": 1},
        "p/<slug:code>/feedback/<int:pk>": {"pk": feedback.feedback.pk},
    }  # fmt: skip
    if told.vote:
        found["p/<slug:code>/vote/<int:pk>"] = {"pk": told.vote.pk}
        found["<slug:slug>/topics/<int:pk>"] = {"pk": cycle.topics.first().pk}
    return found


def walk(client, start, who, *, routes, things):
    """Each page and file that `client` comes to from `start`, by every link, form and filter on its way.

    Where no link leads, the address is made from `routes` and the things that were met elsewhere, or are in
    `things`: {beginning of a route: what stands in its blanks}.
    """
    waiting, seen, alike = [start], {start: True}, {}
    while waiting:
        address = waiting.pop(0)
        yield (answer := _opened(client, address, who))
        for link in answer.links:
            link = _local(link, address)
            if link not in seen and _is_wanted(link, start, alike):
                seen[link] = True
                waiting.append(link)
        if not waiting:
            made = _not_linked(routes, seen, things)
            waiting = [one for one in made if one.startswith(start)]
            seen.update(dict.fromkeys(waiting))


def _opened(client, address, who):
    answer = client.get(address)
    assert answer.status_code < 500, address
    made = Exit(who, resolve(urlsplit(address).path).url_name, address, [], answer.status_code)
    if answer.status_code in (301, 302):
        made.links = [answer.headers["Location"]]
    if answer.status_code == 200:
        content = b"".join(answer) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind == "text/html":
            page = Page(kind)
            page.feed(content.decode())
            made.units, made.links = [page.unit], page.links
        else:
            made.units = list(units_of(content, kind))
    return made


def _not_linked(routes, seen, things):
    """Addresses that no link led to, made from the things that others lead to. Each route once."""
    known, met = {}, set()
    for address in seen:
        match = resolve(urlsplit(address).path)
        met.add(match.route)
        for end in (found.end() for found in BLANK.finditer(match.route)):
            known.setdefault(match.route[:end], match.kwargs)
    door = min(known, key=len)
    for beginning, given in things.items():
        if beginning.startswith(door):
            known[beginning] = known[door] | given
    for route in sorted(set(routes) - met):
        blanks = list(BLANK.finditer(route))
        given = known.get(route[: blanks[-1].end()]) if blanks else {}
        if given is not None:
            yield "/" + BLANK.sub(lambda blank, given=given: str(given[blank["name"]]), route)


def _local(link, page):
    """As asked of the server: a filter alone belongs to the page it stands on."""
    link = link.partition("#")[0]
    return urlsplit(page).path + link if link.startswith("?") else link


def _is_wanted(address, start, alike):
    """Only of this network or person; and of pages that are alike, the first few."""
    if not address.startswith(start):
        return False
    split = urlsplit(address)
    try:
        name = resolve(split.path).url_name
    except Resolver404:
        return False
    asked = tuple(sorted(re.findall(r"(?:^|&)([^=&]+)=", split.query)))
    alike[name, asked] = alike.get((name, asked), 0) + 1
    return alike[name, asked] <= MOST_ALIKE
