"""Whether what is told of a count leaves open who cast which ballot.

Told which agenda equal partners give, and whether any one partner decides, somebody who knows the ballots
and who voted can shut out some ways in which they may have been cast; in a small vote, all but one. It is
told only where everybody of a partner may still have cast any ballot of their band.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

SHUFFLES = 150  # other ways in which the same ballots may have been cast, drawn at random
MOST_TRIES = 500  # exchanges of two ballots that are tried
NEAREST = 12  # ways already found from which an exchange starts


@dataclass(frozen=True)
class Voter:
    """Somebody who voted: the band, fixed before the vote opened, and the partner. Both are known."""

    band: str
    partner: Hashable


Ballots = Sequence[tuple[str, ...]]


def leaves_open(
    voters: Sequence[Voter], ballots: Ballots, told: Callable[[Ballots], Hashable]
) -> bool:
    """Whether each ballot of a band may, for all that is told, be that of somebody of each partner there.

    `ballots` run alongside `voters`; `told` gives what is told if they were cast in some other way. Ways
    with the same outcome are drawn with a fixed seed, and reached from those by exchanging two ballots. What
    is not found so is taken to be impossible: then too little is told, never too much.
    """
    said, chance = told(ballots), random.Random(1)
    ways = [list(ballots)]
    for _shuffle in range(SHUFFLES):
        way = _shuffled(voters, ballots, chance)
        if told(way) == said:
            ways.append(way)
    missing = _all_there_could_be(voters, ballots)
    for way in ways:
        missing -= _shown(voters, way)
    tries = MOST_TRIES
    while missing:
        wanted, found = min(missing, key=repr), None
        for way in ways[-NEAREST:]:
            for other in _exchanges(voters, way, *wanted):
                tries -= 1
                if told(other) == said:
                    found = other
                if found or tries <= 0:
                    break
            if found or tries <= 0:
                break
        if found is None:
            return False
        missing -= _shown(voters, found)
        ways.append(found)
    return True


def _all_there_could_be(voters, ballots):
    """{(band, partner, ballot)}: every ballot of a band with every partner that has people there."""
    cast = defaultdict(set)
    for voter, ballot in zip(voters, ballots, strict=True):
        cast[voter.band].add(ballot)
    return {
        (voter.band, voter.partner, ballot) for voter in set(voters) for ballot in cast[voter.band]
    }


def _shown(voters, way):
    return {(voter.band, voter.partner, ballot) for voter, ballot in zip(voters, way, strict=True)}


def _shuffled(voters, ballots, chance):
    """The same ballots, cast by others of the same band."""
    places = defaultdict(list)
    for place, voter in enumerate(voters):
        places[voter.band].append(place)
    way = list(ballots)
    for inside in places.values():
        mixed = [ballots[place] for place in inside]
        chance.shuffle(mixed)
        for place, ballot in zip(inside, mixed, strict=True):
            way[place] = ballot
    return way


def _exchanges(voters, way, band, partner, ballot):
    """Ways in which somebody of the partner has the ballot, for one that they have now."""
    theirs, holders = {}, {}
    for place, voter in enumerate(voters):
        if voter.band == band and voter.partner == partner:
            theirs.setdefault(way[place], place)
        elif voter.band == band and way[place] == ballot:
            holders.setdefault(voter.partner, place)
    for mine in theirs.values():
        for other in holders.values():
            exchanged = list(way)
            exchanged[mine], exchanged[other] = way[other], way[mine]
            yield exchanged
