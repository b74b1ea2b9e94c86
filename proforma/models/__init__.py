"""What we ask, and what was answered."""

from .bank import OwnQuestion
from .flags import Flag
from .helping import CannotTypeIn, Help, Way
from .insights import Insight
from .kept_results import KeptResults
from .options import Option, Rewording
from .parts import Part
from .proformas import CannotOpen, CannotThrowAway, DraftReader, Proforma
from .questions import Origin, Question, Steer
from .quotes import Quote, QuoteEvent
from .readings import Reading
from .responses import ChangedSince, Conflict, PartIsClosed, Response
from .sections import Section
from .statements import GroupStatement, StatementMember
from .themes import Coding, Theme
from .versions import Trial, Version

__all__ = [
    "CannotOpen",
    "CannotThrowAway",
    "CannotTypeIn",
    "ChangedSince",
    "Coding",
    "Conflict",
    "DraftReader",
    "Flag",
    "GroupStatement",
    "Help",
    "Insight",
    "KeptResults",
    "Option",
    "Origin",
    "OwnQuestion",
    "Part",
    "PartIsClosed",
    "Proforma",
    "Question",
    "Quote",
    "QuoteEvent",
    "Reading",
    "Response",
    "Rewording",
    "Section",
    "StatementMember",
    "Steer",
    "Theme",
    "Trial",
    "Version",
    "Way",
]
