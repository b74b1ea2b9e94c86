"""What we do about it: meetings, what was caught in them, actions, and how it was."""

from .accounts import AccountText, AccountVersion, Comment, CommentStep, Hat, Revisit
from .actions import Action, ActionUpdate, Energy, Support
from .agenda import AgendaItem, MethodCard
from .answered import Answered
from .corrections import Correction, TakenOut
from .decks import Deck, DeckTemplate, DeckVersion, LockedSlide, SlideChoice
from .feedback import Feedback, FeedbackReply, Lead
from .mandates import Mandate, MandateRenewal, Signal
from .meetings import Attendance, Meeting
from .notes import Cluster, Note, Photo
from .reflecting import Direction, JournalEntry, KeyPerson, Verdict

__all__ = [
    "AccountText",
    "AccountVersion",
    "Action",
    "ActionUpdate",
    "AgendaItem",
    "Answered",
    "Attendance",
    "Cluster",
    "Comment",
    "CommentStep",
    "Correction",
    "Deck",
    "DeckTemplate",
    "DeckVersion",
    "Direction",
    "Energy",
    "Feedback",
    "FeedbackReply",
    "Hat",
    "JournalEntry",
    "KeyPerson",
    "Lead",
    "LockedSlide",
    "Mandate",
    "MandateRenewal",
    "Meeting",
    "MethodCard",
    "Note",
    "Photo",
    "Revisit",
    "Signal",
    "SlideChoice",
    "Support",
    "TakenOut",
    "Verdict",
]
