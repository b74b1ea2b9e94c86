"""Counting ballots from a file: a vote held on paper, or in another tool, gets the same account.

`read` takes a file to polls, `tally` counts one, `said` puts the count into words. No database is asked.
"""

from .count import METHODS, MOST_PLACES, PLACES, Tally, Terms, tally
from .plain import Poll, Unreadable
from .reading import read
from .words import said

__all__ = [
    "METHODS",
    "MOST_PLACES",
    "PLACES",
    "Poll",
    "Tally",
    "Terms",
    "Unreadable",
    "read",
    "said",
    "tally",
]
