"""Counting a vote exactly: which topics won, what was tied, and how few ballots would change it.

Plain values in and out; no Django. Totals are fractions, never floats: twelve twelfths of a vote must make
exactly one, or a real tie silently disappears. Nothing here ever orders topics by their place in a list;
where votes do not decide, every set of topics that votes allow is reported. See docs/counting.md.
"""

from collections.abc import Collection, Iterable

from .closeness import fewest_ballots
from .committees import (
    Sets,
    most_reached,
    proportional,
    satisfaction,
    satisfaction_totals,
)
from .distance import Distance, changed_ballots, extra_ballots
from .fairness import Group, left_out, strongly_left_out, with_nothing
from .freed import Bounds, TooManyGroups, agenda_without
from .patterns import Pattern, merge, merge_counted, weight_of, weights_of
from .plain import (
    Count,
    Outcome,
    TooManySets,
    count_of,
    extend,
    margin,
    plain_count,
)
from .position import PositionTest, position_test
from .ranked import (
    Ranking,
    merge_rankings,
    merge_rankings_counted,
    points_count,
    preferred,
    schulze,
    schulze_committees,
)
from .runoff import instant_runoff_winners
from .sequential import equal_shares, phragmen, sequential_proportional
from .ties import by_breadth, by_lot
from .turnout import non_voters_needed

__all__ = [
    "METHODS",
    "Bounds",
    "Count",
    "Distance",
    "Group",
    "Outcome",
    "Pattern",
    "PositionTest",
    "Ranking",
    "Sets",
    "TooManyGroups",
    "TooManySets",
    "agenda_without",
    "by_breadth",
    "by_lot",
    "changed_ballots",
    "committees",
    "count_of",
    "equal_shares",
    "extend",
    "extra_ballots",
    "fewest_ballots",
    "instant_runoff_winners",
    "left_out",
    "margin",
    "merge",
    "merge_counted",
    "merge_rankings",
    "merge_rankings_counted",
    "most_reached",
    "non_voters_needed",
    "phragmen",
    "plain_count",
    "points_count",
    "position_test",
    "preferred",
    "proportional",
    "satisfaction",
    "satisfaction_totals",
    "schulze",
    "schulze_committees",
    "sequential_proportional",
    "strongly_left_out",
    "weight_of",
    "weights_of",
    "with_nothing",
]

METHODS = {
    "plain": lambda patterns, topics, places: plain_count(patterns, topics, places).committees,
    "pav": proportional,
    "seqpav": sequential_proportional,
    "phragmen": phragmen,
    "mes": equal_shares,
    "sav": satisfaction,
    "cc": most_reached,
}


def committees(
    patterns: Iterable[Pattern], topics: Collection[str], places: int, method: str = "plain"
) -> Sets:
    """Every set of topics that some way of breaking ties could give, by one of `METHODS`.

    Raises TooManySets where there are too many to list or to try, and KeyError for an unknown method.
    """
    return METHODS[method](patterns, topics, places)
