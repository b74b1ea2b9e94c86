"""What we ask, and what was answered."""

from .proformas import Part, Proforma
from .questions import Option, Question
from .responses import Conflict, PartIsClosed, Response, Version

__all__ = [
    "Conflict",
    "Option",
    "Part",
    "PartIsClosed",
    "Proforma",
    "Question",
    "Response",
    "Version",
]
