"""Three hundred cast at once over HTTP and the vote closes in the middle: each is told the truth.

The close itself is killed half-way as well: it is done wholly, or not at all.
"""

import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from .processes import installation
from .voters import Device, Voter

VOTERS, AT_ONCE = 300, 60  # people, and how many of them press at the same moment
DUE = 40  # who have cast where the close is killed
TOPICS = [f"T{n}" for n in range(1, 8)]
SIGN_IN = {"username": "ana@coast.example", "password": "a long enough word"}
# On two devices at once nobody can say which was last: each pair stands on these ballots and no others.
ON_ONE, ON_ANOTHER = ["T1", "T6"], ["T2", "T7"]


@pytest.fixture
def here(tmp_path):
    with installation(tmp_path) as here:
        yield here


def fill(here, what, count):
    return json.loads(here.run("-m", "tests.faults.fill_votes", what, str(count)).splitlines()[-1])


def by_chance(chance, most=3):
    """Any legal ballot but those that people on two devices cast."""
    while True:
        ballot = sorted(chance.sample(TOPICS, chance.randint(0, most)))
        if ballot not in (ON_ONE, ON_ANOTHER):
            return ballot


def voters_of(made, port, chance):
    """Everyone, with what they are going to do. Who has two devices is there twice."""
    voters = []
    for n, person in enumerate(made["people"]):
        one = Voter(person, made["vote"], port)
        voters.append(one)
        if n % 10 == 0:  # one too many
            one.casts = [chance.sample(TOPICS, 4)]
        elif n % 10 == 1:  # one too many, after a ballot that stands
            one.casts = [by_chance(chance), chance.sample(TOPICS, 4)]
        elif n % 10 in {2, 3, 4}:  # changes her mind
            one.casts = [by_chance(chance) for _turn in range(chance.randint(2, 3))]
        elif n % 10 in {5, 6}:
            one.casts = [ON_ONE]
            voters.append(Voter(person, made["vote"], port, casts=[ON_ANOTHER]))
        else:
            one.casts = [by_chance(chance)]
    chance.shuffle(voters)
    return voters


def all_at_once(voters, close, after):
    """Everyone casts from `AT_ONCE` threads that begin together; once `after` are in, the vote closes."""
    told, enough = Counter(), threading.Event()

    def when_told(what):
        told[what] += 1
        if told["in"] >= after:
            enough.set()

    gate = threading.Barrier(AT_ONCE)

    def work(share):
        gate.wait(60)
        for voter in share:
            voter.cast_all(when_told)

    shares = [voters[n::AT_ONCE] for n in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        closer = pool.submit(lambda: enough.wait(200) and close())
        for future in [pool.submit(work, share) for share in shares]:
            future.result()
        closer.result()
    return told


def by_the_coordinator(here, made, port):
    """She signs in and has the page of the vote open; returns what presses its button."""
    device = Device(port)
    _status, _where, page = device.ask("GET", "/sign-in/")
    device.ask("POST", "/sign-in/", SIGN_IN | {"csrfmiddlewaretoken": device.token_of(page)})
    own = f"/{made['network']}/vote/{made['vote']}/"
    status, _where, page = device.ask("GET", own)
    assert status == 200, page[:300]
    token = device.token_of(page)

    def press():
        status, _where, page = device.ask("POST", f"{own}close/", {"csrfmiddlewaretoken": token})
        assert status == 302, page[:300]

    return press


def at_its_time(here, made, port):
    """Its time comes, and the minute's work is done twice at the same moment."""

    def tick():
        now = "CURRENT_TIMESTAMP" if "sqlite" in here.database_url else "now()"
        here.ask(
            f"UPDATE network_activity SET closes_at = {now} WHERE id = {made['activity']} RETURNING id"
        )
        runs = [here.begin("manage.py", "tick") for _n in range(2)]
        said = [run.communicate(timeout=60)[0] for run in runs]
        assert [run.returncode for run in runs] == [0, 0], said
        assert sum("closed and counted" in text for text in said) == 1, said

    return tick


@pytest.mark.parametrize("closing", [by_the_coordinator, at_its_time])
def test_three_hundred_cast_at_once_and_what_each_was_told_is_true(here, closing):
    chance = random.Random()
    made = fill(here, "open", VOTERS)
    # Eight threads each, so that many connections wait for the same row or file.
    with here.served("--threads=8") as (port, _process):
        voters = voters_of(made, port, chance)
        with ThreadPoolExecutor(12) as pool:
            list(pool.map(Voter.open_paper, voters))
        close = closing(here, made, port)
        told = all_at_once(voters, close, after=chance.randint(120, 200))

    assert told["in"] >= 120
    assert told["closed"] > 0, "The close did not fall into the middle."
    assert told["too many"] > 0
    result = is_closed(here, made)
    is_what_was_told(here, result, voters)


def is_closed(here, made):
    ((kept,),) = here.ask(f"SELECT result FROM topics_vote WHERE id = {made['vote']}")
    assert here.ask("SELECT count(*) FROM topics_ballot") == [(0,)]
    assert here.ask("SELECT count(*) FROM topics_ballotchoice") == [(0,)]
    assert here.ask("SELECT nonce FROM topics_vote") == [("",)]
    return json.loads(kept) if isinstance(kept, str) else kept


def counted_in(here):
    """The ballots that were counted, by what they chose."""
    counted = Counter()
    for choices, count in here.ask("SELECT choices, count FROM topics_ballotpattern"):
        counted[tuple(json.loads(choices) if isinstance(choices, str) else choices)] += count
    return counted


def is_what_was_told(here, result, voters):
    """Whoever was told “in” is counted with what she last cast, and nobody else is."""
    stands = {}  # person → what may stand: her last ballot on each device
    for voter in voters:
        for choices, told in voter.told:
            assert told != "too many" or len(choices) > 3
            if told == "in":
                stands.setdefault(voter.person["pk"], {})[voter.device] = tuple(sorted(choices))
    voted = here.ask("SELECT person_id FROM topics_elector WHERE voted_on IS NOT NULL")
    assert sorted(pk for (pk,) in voted) == sorted(stands)

    counted = counted_in(here)
    assert sum(counted.values()) == result["ballots"] == result["voted"] == len(stands)
    assert max(map(len, counted)) <= 3
    certain = Counter(ballot for on in stands.values() if len(on) == 1 for ballot in on.values())
    assert not certain - counted
    rest = counted - certain
    assert set(rest) <= {tuple(ON_ONE), tuple(ON_ANOTHER)}
    assert sum(rest.values()) == sum(len(on) == 2 for on in stands.values())
    totals = Counter(code for codes, n in counted.items() for code in codes for _n in range(n))
    assert result["totals"] == {code: str(totals[code]) for code in TOPICS}


# The close, killed


def test_close_that_is_killed_at_any_statement_is_done_wholly_or_not_at_all(here):
    made = fill(here, "due", DUE)
    said = here.run("-m", "tests.faults.killed_tick")
    runs = [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    untouched = {"closed": False, "nonce": True, "result": False, "digest": ""}
    untouched |= {"ballots": len(made["keys"]), "counted": 0, "tied": DUE}
    last = runs.pop()
    done = {"closed": True, "nonce": False, "result": True, "digest": last["digest"]}
    done |= {"ballots": 0, "counted": DUE, "tied": 0}
    assert last == done | {"killed": False}
    assert all(run.pop("killed") for run in runs)
    states = ["open" if run == untouched else "closed" if run == done else run for run in runs]
    assert set(states) <= {"open", "closed"}
    assert states == sorted(states, reverse=True)
    assert states.count("open") > 20
