"""While a vote is open, two states that differ only in what was chosen look the same from everywhere."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Meeting
from network.contributions import chases
from network.models import Message
from tests import factories
from tests.test_conventions import OPEN_PAGES, every_page

# States in which each of six has voted; the first, who looks at the members' pages, alike in all.
ONE_WAY = [["T1"], ["T1", "T2"], ["T1", "T2"], ["T1", "T2", "T3"], ["T1"], []]
ANOTHER = [["T1"], [], ["T7", "T6", "T5"], ["T4"], ["T7"], ["T2"]]
ALL_BLANK = [["T1"], [], [], [], [], []]
STATES = {"one way": ONE_WAY, "another": ANOTHER, "all blank": ALL_BLANK}
TOKEN = re.compile(
    r'(name="csrfmiddlewaretoken" value="|X-CSRFToken": "|name="key" value=")[^"]+|\b\d\d:\d\d\b|\d{8}T\d{6}Z'
)


@pytest.fixture
def voters(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 5, partner=harbour)]


def addresses(vote, person):
    """Every address there is, with this network, person and vote in it."""
    topic = vote.cycle.topics.first()
    for page in every_page():
        if page.name in OPEN_PAGES or page.name.startswith("code"):
            continue
        address = f"/{page.address}".replace("<slug:slug>", "coast")
        address = address.replace("<slug:code>", person.code)
        pk = vote.pk if re.search("/(vote|result)/", address) else topic.pk
        address = re.sub(r"<int:activity\w*>", str(vote.activity_id), address)
        address = re.sub(r"/(ledger|remind)/<[^>]+>", rf"/\1/{vote.activity_id}", address)
        address = re.sub(r"<int:number>", "1", address)
        yield re.sub(r"<[^>]+>", str(pk), address)


def seen(client, address):
    """What one page says, how, and how often it asked the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = unpacked(body)
    lines = said.splitlines() if isinstance(said, str) else said
    return answer.status_code, len(asked), lines


def unpacked(body):
    """What a page or file says, without its tokens and the moment at which it was made."""
    if not body.startswith(b"PK"):
        return TOKEN.sub("", body.decode(errors="replace"))
    with ZipFile(BytesIO(body)) as packed:
        names = [name for name in packed.namelist() if name != "docProps/core.xml"]
        return {name: unpacked(packed.read(name)) for name in names}


@pytest.mark.parametrize("terms", [{}, {"mode": "named", "ballot_kind": "rank"}], ids=str)
def test_what_was_chosen_shows_nowhere_while_the_vote_is_open(ana, vic, pat, coast, voters, terms):
    vote = factories.open_vote(coast, **terms)
    Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(days=9))
    pages = list(addresses(vote, voters[0]))
    looks = {}
    for state, ballots in STATES.items():
        for voter, codes in zip(voters, ballots, strict=True):
            vote.cast(voter, codes)
        for name, client in (("ana", ana), ("vic", vic), ("pat", pat)):
            own = [one for one in pages if one.startswith("/p/") == (name == "pat")]
            looks[state, name] = {address: seen(client, address) for address in own}

    assert len(pages) > 100
    for (state, name), said in looks.items():
        first = looks["one way", name]
        for address in first:
            assert said[address] == first[address], (state, name, address)
    opened = [address for address, look in looks["one way", "ana"].items() if look[0] == 200]
    for part in ("/vote/", "/topics/", "/ledger/", "/outbox/", "/meetings/1/deck/"):
        assert any(part in address for address in opened), part


def test_what_was_chosen_changes_no_message(ana, coast, voters):
    vote = factories.open_vote(coast)
    written = []
    for ballots in STATES.values():
        for voter, codes in zip(voters, ballots, strict=True):
            vote.cast(voter, codes)
        (chase,) = chases.gather(coast, timezone.now())
        messages = list(Message.objects.values_list("subject", "body"))
        written.append((chase.title, chase.subject, chase.body, messages, len(mail.outbox)))

    assert written[0] == written[1] == written[2]


def test_casting_asks_as_often_whatever_was_chosen_before(pat, pat_person, vote_of_six):
    """How long the answer takes must not tell what stands there already."""
    page, counts = f"/p/{pat_person.code}/vote/{vote_of_six.pk}/", set()
    pat.post(page, {"topic": ["T4"]})
    for others in (["T1"], ["T4"], []):
        vote_of_six.cast(vote_of_six.electors.last().person, others)
        with CaptureQueriesContext(connection) as asked:
            pat.post(page, {"topic": ["T4", "T5"]})
        counts.add(len(asked))

    assert len(counts) == 1


@pytest.fixture
def vote_of_six(coast, voters):
    return factories.open_vote(coast)
