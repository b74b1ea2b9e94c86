"""What we could meet about: topics, the vote on them, and ballots kept apart from names."""

from .ballots import Ballot, BallotChoice, BallotPattern, Elector
from .casting import BallotRefused
from .papers import Paper
from .seals import DeclaredLimit, Seal, Stance
from .settling import CannotSettle
from .suggestions import Suggestion
from .topics import WORDING, Topic, TopicWording
from .votes import CannotOpenVote, Vote

__all__ = [
    "Ballot",
    "BallotChoice",
    "BallotPattern",
    "BallotRefused",
    "CannotOpenVote",
    "CannotSettle",
    "DeclaredLimit",
    "Elector",
    "Paper",
    "Seal",
    "Stance",
    "Suggestion",
    "Topic",
    "TopicWording",
    "Vote",
    "WORDING",
]
