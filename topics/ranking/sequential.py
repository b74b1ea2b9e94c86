"""Rules that add one topic at a time, following every branch where topics are level."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import combinations
from math import comb

from .committees import Sets
from .patterns import Pattern, whole
from .plain import MOST_COMMITTEES, TooManySets, count_of

MOST_BRANCHES = 2_000  # ways of breaking ties that are followed at once


def sequential_proportional(
    patterns: Iterable[Pattern], topics: Collection[str], places: int
) -> Sets:
    """Each time the topic that adds most, by the worth of `proportional`. All ways to break its ties."""
    ballots = whole(patterns)

    def gains(chosen):
        found = {}
        for topic in topics:
            if topic not in chosen:
                found[topic] = sum(
                    Fraction(weight, 1 + len(choices & chosen))
                    for choices, weight in ballots
                    if topic in choices
                )
        return found

    reached = {frozenset()}
    for _place in range(min(places, len(topics))):
        following = set()
        for chosen in reached:
            gained = gains(chosen)
            most = max(gained.values())
            following |= {chosen | {topic} for topic, gain in gained.items() if gain == most}
            _few(following)
        reached = following
    return frozenset(reached)


def phragmen(patterns: Iterable[Pattern], topics: Collection[str], places: int) -> Sets:
    """Each time the topic whose supporters have been served least (L. E. Phragmén, 1894; M. Brill and
    others, 2024). All ways to break its ties."""
    ballots = whole(patterns)
    start = {(frozenset(), tuple(Fraction(0) for _ballot in ballots))}
    return _by_loads(ballots, topics, min(places, len(topics)), start)


def _by_loads(ballots, topics, places, reached):
    """Fill up from (chosen, load of each ballot): a topic's cost of 1 is spread over its supporters."""
    done = set()
    while reached:
        following = set()
        for chosen, loads in reached:
            if len(chosen) >= places:
                done.add(chosen)
                continue
            spread = _spread(ballots, loads, [one for one in topics if one not in chosen])
            if not spread:
                done |= _filled(chosen, topics, places)
                continue
            least = min(spread.values())
            for topic in (one for one, load in spread.items() if load == least):
                borne = tuple(
                    least if topic in choices else load
                    for (choices, _weight), load in zip(ballots, loads, strict=True)
                )
                following.add((chosen | {topic}, borne))
            _few(following)
        reached = following
    return frozenset(done)


def _spread(ballots, loads, topics):
    """{topic: load its supporters would have}, for topics that anybody supports."""
    found = {}
    for topic in topics:
        backed = [
            (weight, load)
            for (choices, weight), load in zip(ballots, loads, strict=True)
            if topic in choices
        ]
        if backed:
            paid = 1 + sum(weight * load for weight, load in backed)
            found[topic] = Fraction(paid) / sum(weight for weight, _load in backed)
    return found


def _filled(chosen, topics, places):
    """Nobody supports what remains: every way of filling up is tied."""
    rest, room = [one for one in topics if one not in chosen], places - len(chosen)
    if comb(len(rest), room) > MOST_COMMITTEES:
        raise TooManySets("Too many equally supported agendas to list.")
    return {chosen.union(more) for more in combinations(rest, room)}


def equal_shares(
    patterns: Iterable[Pattern], topics: Collection[str], places: int, complete: str = "none"
) -> Sets:
    """The method of equal shares (D. Peters and P. Skowron, 2020). All ways to break its ties.

    Everybody who chose something has the same money, enough for `places` topics between them. Each time the
    topic is bought whose supporters pay least each. Without completion there can be fewer topics than
    places. `complete` is "none", "phragmen" or "plain"; another raises ValueError.
    """
    if complete not in {"none", "phragmen", "plain"}:
        raise ValueError(f"Not a way to complete equal shares: {complete}.")
    ballots = whole(patterns)
    total = sum(weight for _choices, weight in ballots)
    money = Fraction(places, total) if total else Fraction(0)
    reached, bought = {(frozenset(), tuple(money for _ballot in ballots))}, set()
    while reached:
        following = set()
        for chosen, purses in reached:
            after = _purchases(ballots, topics, chosen, purses)
            following |= after
            if not after or len(chosen) >= places:
                bought.add((chosen, purses))
            _few(following)
        reached = _few({state for state in following if len(state[0]) <= places})
    if complete == "none":
        return frozenset(chosen for chosen, _purses in bought)
    room = min(places, len(topics))
    if complete == "phragmen":
        start = {(chosen, tuple(-purse for purse in purses)) for chosen, purses in bought}
        return _by_loads(ballots, topics, room, start)
    return frozenset().union(*(_by_totals(ballots, topics, room, one) for one, _left in bought))


def _purchases(ballots, topics, chosen, purses):
    """The states after buying a topic whose supporters pay least each; none if none can be paid for."""
    cheapest, best = None, []
    for topic in topics:
        if topic in chosen:
            continue
        backed = [
            (purse, weight)
            for (choices, weight), purse in zip(ballots, purses, strict=True)
            if topic in choices
        ]
        price = _price(backed)
        if price is None or (cheapest is not None and price > cheapest):
            continue
        if price != cheapest:
            cheapest, best = price, []
        best.append(topic)
    return {
        (
            chosen | {topic},
            tuple(
                purse - min(purse, cheapest) if topic in choices else purse
                for (choices, _weight), purse in zip(ballots, purses, strict=True)
            ),
        )
        for topic in best
    }


def _price(backed):
    """The least q for which the sum of weight · min(purse, q) is 1; None if their money is less."""
    left, weight = Fraction(1), sum(weight for _purse, weight in backed)
    for purse, mine in sorted(backed):
        if purse * weight >= left:
            return left / weight
        left, weight = left - purse * mine, weight - mine
    return None


def _by_totals(ballots, topics, places, chosen):
    """Filled up by the plain count of what remains."""
    rest = {
        topic: Fraction(sum(weight for choices, weight in ballots if topic in choices))
        for topic in topics
        if topic not in chosen
    }
    if len(chosen) >= places or not rest:
        return {chosen}
    return {chosen | more for more in count_of(rest, places - len(chosen)).committees}


def _few(states):
    if len(states) > MOST_BRANCHES:
        raise TooManySets("Too many ways to break the ties.")
    return states
