"""What meetings and actions add to shared pages: each module registers its own."""

from . import actions, feedback, inviting, notes, preparing, reflecting, room

__all__ = ["actions", "feedback", "inviting", "notes", "preparing", "reflecting", "room"]
