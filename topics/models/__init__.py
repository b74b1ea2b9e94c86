"""What we could meet about: topics, the vote on them, and ballots kept apart from names."""

from .ballots import Ballot, BallotChoice, BallotPattern, Elector
from .casting import BallotRefused
from .listing import CannotJoin, WordingFrozen, changing_list, list_is_frozen
from .papers import Paper
from .seals import DeclaredLimit, Opened, Seal, StillSealed
from .settling import CannotSettle
from .stances import CannotSeal, Stance
from .suggestions import Suggestion
from .terms import CannotOpenVote, TermsFrozen
from .topics import WORDING, Topic, TopicWording
from .votes import Vote

__all__ = [
    "Ballot",
    "BallotChoice",
    "BallotPattern",
    "BallotRefused",
    "CannotJoin",
    "CannotOpenVote",
    "CannotSeal",
    "CannotSettle",
    "DeclaredLimit",
    "Elector",
    "Opened",
    "Paper",
    "Seal",
    "Stance",
    "StillSealed",
    "Suggestion",
    "TermsFrozen",
    "Topic",
    "TopicWording",
    "Vote",
    "WORDING",
    "WordingFrozen",
    "changing_list",
    "list_is_frozen",
]
