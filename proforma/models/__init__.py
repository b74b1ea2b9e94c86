"""What we ask, and what was answered."""

from .bank import OwnQuestion
from .parts import Part, Section
from .proformas import CannotOpen, DraftReader, Proforma
from .questions import Option, Origin, Question, Rewording, Steer
from .responses import Conflict, PartIsClosed, Response, Trial, Version

__all__ = [
    "CannotOpen",
    "Conflict",
    "DraftReader",
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
]
