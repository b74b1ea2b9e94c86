"""Somebody who holds the whole database after a vote has closed, and knows how some people voted.

The same vote is held twice in one network: everybody casts at the same moments, and only who chose what
differs. Whatever is told apart afterwards tells something of a ballot; where nothing is, each voter may have
cast any ballot that is counted in their band.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from meetings.models import Meeting
from network import reminders
from network.models import Partner, Person, Sector
from tests import factories
from tests.proforma import exits
from topics import counting
from topics.models import Vote

BAND = ["statutory"]
NOW = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}T\d{6}Z")  # inside a file: when it was made
# What is drawn for each meeting, so that both times the same was drawn.
DRAWN = {"wall_code": "ABCDEF", "calendar_uid": UUID(int=1)}
# Three topics and one place, for ballots that are counted without a database.
TERMS = counting.Terms(topics=("T1", "T2", "T3"), places=1, picks=1)


@dataclass(frozen=True)
class Turn:
    """Somebody casts, so many hours after the opening."""

    hours: int
    person: Person
    codes: tuple[str, ...]
    is_last: bool  # of theirs


def network_of(rng, coast, *, count=None, with_bands=None, choose=False):
    """A vote open to between five and forty people of partners of every size, from many to one."""
    partners, people = [], []
    for n in range(count or rng.randint(5, 40)):
        if not partners or rng.random() < 0.3:
            partners.append(
                Partner(network=coast, name=f"Of {n}", sector=rng.choice(Sector.values))
            )
        partner = rng.choice([*partners, None])
        people.append(
            Person(network=coast, name=f"Voter {n}", email=f"voter{n}@x.example", partner=partner)
        )
    people[-1].email = rng.choice(["ana@coast.example", people[-1].email])  # she votes, or does not
    Partner.objects.bulk_create(partners)
    Person.objects.bulk_create(people)
    factories.create_longlist(coast, rng.randint(4, 7))
    with_bands = rng.random() < 0.6 if with_bands is None else with_bands
    vote = Vote.draft(
        coast.current_cycle(),
        places=rng.randint(1, 3),
        picks=rng.randint(1, 3),
        ballot_kind="choose" if choose else rng.choice(["choose", "choose", "rank"]),
        tie_rule=rng.choice(["extend", "breadth", "lot"]),
        band_sectors=BAND if with_bands else [],
    )
    now = timezone.now()
    vote.open(closes_at=now - timedelta(minutes=1), at=now - timedelta(days=6))
    return vote


def turns_of(rng, vote, *, everybody=False):
    """Who casts when, some several times, on some days one person alone. Some never do."""
    turns = []
    for elector in vote.electors.select_related("person").order_by("pk"):
        casts = rng.choice([1, 1, 2] if everybody else [0, 1, 1, 1, 1, 2, 4])
        hours = sorted(rng.sample(range(1, 140), casts))
        for n, hour in enumerate(hours, start=1):
            codes = rng.sample(vote.topic_codes, rng.randint(0, vote.picks))
            turns.append(Turn(hour, elector.person, tuple(codes), n == casts))
    return sorted(turns, key=lambda turn: (turn.hours, turn.person.pk))


def bands_of(vote):
    """{person's number: band} as anybody with the register and the terms can tell."""
    return dict(vote.electors.values_list("person", "band"))


def otherwise(rng, vote, turns):
    """The same turns, where the last ballots of a band have changed hands."""
    band_of, last = bands_of(vote), [turn for turn in turns if turn.is_last]
    bands = {band_of[turn.person.pk] for turn in last}
    sizes = [sum(band_of[turn.person.pk] == band for turn in last) for band in bands]
    if min(sizes, default=0) < vote.floor:  # no bands are kept then
        band_of = dict.fromkeys(band_of, "")
    held = {}
    for turn in last:
        held.setdefault(band_of[turn.person.pk], []).append(turn.codes)
    for ballots in held.values():
        rng.shuffle(ballots)
    return [
        replace(turn, codes=held[band_of[turn.person.pk]].pop()) if turn.is_last else turn
        for turn in turns
    ]


def swapped(turns, mine, theirs):
    """The same turns, where the last ballots of two have changed hands."""
    codes = {mine: theirs.codes, theirs: mine.codes}
    return [replace(turn, codes=codes.get(turn, turn.codes)) for turn in turns]


class _Undone(Exception):
    pass


def after(vote_pk, turns):
    """All that lies in the database once these turns were taken and the vote has closed. Then it is undone."""
    try:
        with transaction.atomic(), _numbers_set_back():
            hold(vote_pk, turns)
            found = everything()
            raise _Undone
    except _Undone:
        return found


def seen_after(vote_pk, turns, client):
    """{address: what a reader is told} of all pages and files that staff and a voter come to, and under
    “kept” what was kept of single ballots. Then it is undone."""
    try:
        with transaction.atomic(), _numbers_set_back():
            hold(vote_pk, turns)
            vote = Vote.objects.get(pk=vote_pk)
            vote.release(at=vote.activity.closes_at)
            network, person = vote.cycle.network, turns[0].person
            Meeting.call(
                vote.cycle,
                starts_at=vote.activity.opened_at + timedelta(days=30),
                **DRAWN,
            )
            phone = factories.phone_of(person)
            walks = [
                exits.walk(client, f"/{network.slug}/", "staff", routes=[], things={}),
                exits.walk(phone, f"/p/{person.code}/", "voter", routes=[], things={}),
            ]
            seen = {
                one.address: [NOW.sub("now", said) for unit in one.units for said in unit.told]
                for walk in walks
                for one in walk
            }
            raise _Undone
    except _Undone:
        return seen | {"kept": vote.result["kept"]}


def hold(vote_pk, turns):
    """Everybody takes their turn, those who have not are reminded half-way, and the vote closes."""
    vote = Vote.objects.select_related("activity", "cycle__network").get(pk=vote_pk)
    opened, network = vote.activity.opened_at, vote.cycle.network
    for n, turn in enumerate(turns):
        at = opened + timedelta(hours=turn.hours)
        if n == len(turns) // 2:
            reminders.remind_all(network, at=at)
        vote.cast(turn.person, turn.codes, at=at)
    vote.close(at=vote.activity.closes_at)


def everything():
    """{table: rows in the order in which they lie there, all columns}, and the last number given of each.

    In PostgreSQL that order hangs on where there was room, and is tried where the vote is closed for good.
    """
    with connection.cursor() as cursor:
        place = "rowid" if connection.vendor == "sqlite" else "1"
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY {place}')
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return found | {"numbers given": _numbers(cursor)}


def _numbers(cursor):
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
    else:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
    return dict(cursor.fetchall())


@contextmanager
def _numbers_set_back():
    """Where a number that was given is not taken back with its transaction."""
    with connection.cursor() as cursor:
        before = _numbers(cursor)
    try:
        yield
    finally:
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                for name, last in before.items():
                    cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


# Ballots in hand, without a database


def casts_of(sizes, ballots):
    """The ballots of partners of these sizes, one person after another."""
    partners = [name for name, size in sizes for _n in range(size)]
    return [
        counting.Cast(choices=choices, organisation=partner, order=("T1", "T2", "T3"))
        for partner, choices in zip(partners, ballots, strict=True)
    ]


def ways(ballots):
    """Every way in which these ballots may have been cast."""
    return set(permutations(ballots))


def given(casts, ballots):
    """The same voters with these ballots."""
    return [replace(one, choices=two) for one, two in zip(casts, ballots, strict=True)]
