"""A closed vote's patterns into the result that is kept: exact counts, as plain data."""

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
        "ballots": voted,
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
        "how": "too_few" if voted < vote.floor else outcome.reason,
        "margin": None if margin is None else str(margin),
        "ballots_to_change": flip.to_change,
        "bands": _bands(vote, rows),
    }


def _bands(vote, rows):
    """The split along the bands, where the close has kept any."""
    labels = vote.band_labels()
    split = []
    for band in ("first", "rest"):
        kept = [(choices, count) for choices, in_band, count in rows if in_band == band]
        totals = dict.fromkeys(vote.topic_codes, 0)
        for choices, count in kept:
            for topic in choices:
                totals[topic] += count
        if kept:
            ballots = sum(count for _choices, count in kept)
            split.append({"label": labels[band], "ballots": ballots, "totals": totals})
    return split if len(split) == 2 else []
