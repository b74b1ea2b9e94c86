"""What we ask, and what was answered."""

from .bank import OwnQuestion
from .flags import Flag
from .options import Option, Rewording
from .parts import Part
from .proformas import CannotOpen, CannotThrowAway, DraftReader, Proforma
from .questions import Origin, Question, Steer
from .responses import Conflict, PartIsClosed, Response, Trial, Version, Way
from .sections import Section

__all__ = [
    "CannotOpen",
    "CannotThrowAway",
    "Conflict",
    "DraftReader",
    "Flag",
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
