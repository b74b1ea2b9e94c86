"""What we ask, and what was answered."""

from .definition import Option, Part, Proforma, Question
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
