"""What we ask, and what was answered."""

from .bank import OwnQuestion
from .flags import Flag
from .helping import CannotTypeIn, Help, Way
from .options import Option, Rewording
from .parts import Part
from .proformas import CannotOpen, CannotThrowAway, DraftReader, Proforma
from .questions import Origin, Question, Steer
from .responses import ChangedSince, Conflict, PartIsClosed, Response
from .sections import Section
from .versions import Trial, Version

__all__ = [
    "CannotOpen",
    "CannotThrowAway",
    "CannotTypeIn",
    "ChangedSince",
    "Conflict",
    "DraftReader",
    "Flag",
    "Help",
    "Option",
    "Origin",
    "OwnQuestion",
    "Part",
    "PartIsClosed",
    "Proforma",
    "Question",
    "Response",
    "Rewording",
    "Section",
    "Steer",
    "Trial",
    "Version",
    "Way",
]
