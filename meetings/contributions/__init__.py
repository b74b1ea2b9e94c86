"""What meetings and actions add to shared pages: each module registers its own."""

from . import actions, feedback, notes, preparing

__all__ = ["actions", "feedback", "notes", "preparing"]
