"""A closed vote's patterns into the result that is kept: exact counts, as plain data."""

from network import disclosure
from topics import ranking


def result_of(vote) -> dict:
    """Everything shown of a vote, from its stored patterns and its list of voters.

    Totals are whole numbers or fractions written p/q. Nothing in it is finer than the bands fixed before
    the vote opened, and a band is there only if both have enough ballots.
    """
    rows = list(vote.patterns.values_list("choices", "band", "count"))
    ballots = [choices for choices, _band, count in rows for _n in range(count)]
    patterns = ranking.merge(ballots)
    count = ranking.plain_count(patterns, vote.topic_codes, vote.places)
    outcome = ranking.extend(count, vote.places)
    flip = ranking.changed_ballots(patterns, count, vote.picks)
    voted, eligible = vote.turnout()
    partners = vote.electors.exclude(partner=None)
    margin = ranking.margin(count)
    return {
        "topics": vote.topic_codes,
        "places": vote.places,
        "picks": vote.picks,
        "ballots": len(ballots),
        "blank": sum(not choices for choices in ballots),
        "votes": sum(len(choices) for choices in ballots),
        "eligible": eligible,
        "voted": voted,
        "partners_heard": partners.filter(voted_on__isnull=False)
        .values("partner")
        .distinct()
        .count(),
        "partners": partners.values("partner").distinct().count(),
        "totals": {topic: str(total) for _rank, topic, total in count.ranks()},
        "ranks": [[rank, topic] for rank, topic, _total in count.ranks()],
        "chosen": [topic for _rank, topic, _total in count.ranks() if topic in outcome.chosen],
        "undecided": sorted(outcome.undecided),
        "how": outcome.reason,
        "margin": None if margin is None else str(margin),
        "ballots_to_change": flip.to_change,
        "bands": _bands(vote, rows),
    }


def _bands(vote, rows):
    sizes, totals = {}, {}
    for choices, band, count in rows:
        sizes[band] = sizes.get(band, 0) + count
        for topic in choices:
            totals.setdefault(band, dict.fromkeys(vote.topic_codes, 0))[topic] += count
    floor = max(5, vote.cycle.network.smallest_group)
    if not vote.band_sectors or len(disclosure.groups_shown(sizes, floor=floor)) < 2:
        return []
    labels = vote.band_labels()
    return [
        {"label": labels[band], "ballots": sizes[band], "totals": totals.get(band, {})}
        for band in ("first", "rest")
        if band in sizes
    ]
