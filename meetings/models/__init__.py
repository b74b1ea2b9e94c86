"""What we do about it: meetings, what was caught in them, actions, and how it was."""

from .actions import Action, ActionUpdate, Support
from .corrections import Correction
from .feedback import Feedback, FeedbackReply
from .meetings import AgendaItem, Attendance, Meeting
from .notes import Cluster, Note, Photo

__all__ = [
    "Action",
    "ActionUpdate",
    "AgendaItem",
    "Attendance",
    "Cluster",
    "Correction",
    "Feedback",
    "FeedbackReply",
    "Meeting",
    "Note",
    "Photo",
    "Support",
]
