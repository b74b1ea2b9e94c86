"""What we could meet about: topics, the vote on them, and ballots kept apart from names."""

from .ballots import Ballot, BallotChoice, BallotPattern, Elector
from .topics import Topic
from .votes import BallotRefused, CannotOpenVote, Vote, digest_of

__all__ = [
    "Ballot",
    "BallotChoice",
    "BallotPattern",
    "BallotRefused",
    "CannotOpenVote",
    "Elector",
    "Topic",
    "Vote",
    "digest_of",
]
