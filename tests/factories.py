"""Functions with good defaults that make what a test is not about."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from meetings.deck.outline import Place
from meetings.deck.records import offering
from meetings.models import Deck
from network.devices import Device
from network.models import Person
from proforma.models import Part, Proforma, Response
from topics.models import Topic, Vote

# A Saturday 24 days after a Wednesday, so that the story's days fall exactly where its text puts them.
CARROWBY_TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/London"))


@contextmanager
def on_day_of_carrowby():
    """What the pages take for now, while the demo is read: its day does not move on as time passes."""
    with patch("django.utils.timezone.now", lambda: CARROWBY_TODAY):
        yield CARROWBY_TODAY


def put_in_every_slide(meeting, at):
    """Choose every slide that the records offer and do not put on the wall by themselves."""
    deck = Deck.of(meeting)
    for slide in offering.slides_of(meeting, at):
        if slide.place == Place.OUT:
            deck.choose(slide.key, place=Place.ROOM)


def phone_of(person: Person, *, knows=True) -> Client:
    """A device on which this person's link has been opened; unless it is new, it knows the person."""
    client = Client()
    client.get(person.link.split("127.0.0.1:8000")[-1])
    if knows:
        device, answer = Device(person), HttpResponse()
        device.remember()
        device.keep(answer)
        client.cookies.update(answer.cookies)
    return client


def create_people(network, count, *, partner=None, start=1):
    return [
        network.add_person(
            name=f"Person {n}", email=f"person{n}@{network.slug}.example", partner=partner
        )
        for n in range(start, start + count)
    ]


def create_proforma(network, *, title="What we see") -> Proforma:
    """A draft that asks one view of each kind of chart, one text, and one figure."""
    proforma = Proforma.draft(network.current_cycle(), title=title)
    views, figures = part_of(proforma, "person"), part_of(proforma, "partner")
    views.add_question(
        kind="scale", text="How well do we work together?", settings={"low": 0, "high": 10}
    )
    views.add_question(
        kind="choose_several",
        text="Where do people get stuck?",
        options=[("A", "At the door"), ("B", "Between us"), ("OTH", "Other, please say")],
        settings={"most": 2},
    )
    views.add_question(kind="long_text", text="Tell us about a time it worked.")
    figures.add_question(
        kind="whole_number",
        text="How many adults did you support?",
        settings={"unit": "people", "basis": True},
    )
    return proforma


def minutes_ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def open_now(proforma, *, days=10):
    return proforma.open(closes_at=timezone.now() + timedelta(days=days))


def part_of(proforma, unit) -> Part:
    return proforma.parts.select_related("activity", "proforma__cycle__network").get(unit=unit)


def answer(part, person, *, submit=True, at=None, **values) -> Response:
    changes = {code: {"value": value} for code, value in values.items()}
    response, _conflicts = Response.record(part, person, changes, page=f"of {person.pk}", at=at)
    if submit:
        response.submit(at=at)
    return response


def create_longlist(network, count=7) -> list[Topic]:
    cycle = network.current_cycle()
    return [
        Topic.list_on(
            cycle, title=f"Topic {n}", question=f"What about {n}?", commit="Who will try it?"
        )
        for n in range(1, count + 1)
    ]


def open_vote(network, *, topics=7, days=7, **fields) -> Vote:
    create_longlist(network, topics)
    vote = Vote.draft(network.current_cycle(), **fields)
    vote.open(closes_at=timezone.now() + timedelta(days=days))
    return vote


def create_many_responses(part, count, answers, *, partners=4) -> list[Response]:
    """`count` people of some partners and of every level, who have handed in. `answers(n)` are the values
    of the n-th of them by code. Three statements to the database, however many."""
    network, version = part.proforma.cycle.network, part.versions.last()
    of = [network.add_partner(name=f"Of many {n}", sector="charity") for n in range(partners)]
    levels = ["front_line", "manager", "strategic", "lived_experience"]
    people = Person.objects.bulk_create(
        Person(
            network=network,
            name=f"One of many {n}",
            email=f"many{n}@{network.slug}.example",
            partner=of[n % partners],
            level=levels[n % len(levels)],
        )
        for n in range(count)
    )
    part.activity.invite(people)
    at = timezone.now()
    return Response.objects.bulk_create(
        Response(
            part=part,
            person=person,
            version=version,
            handed_in_under=version.number,
            started_at=at,
            saved_at=at,
            submitted_at=at + timedelta(microseconds=n),
            answers={
                code: {"value": value, "by": person.pk, "at": at.isoformat(), "rev": 1, "page": ""}
                for code, value in answers(n).items()
            },
        )
        for n, person in enumerate(people)
    )
