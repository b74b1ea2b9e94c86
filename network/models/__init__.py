"""Who: networks, the people in them, and what each has been asked. Imports none of the other apps."""

from .cycles import Activity, Cycle, Invitation, InvitationEvent
from .messages import Message
from .networks import Access, Capability, Network, Role, User
from .register import Level, Partner, Person, Sector

__all__ = [
    "Access",
    "Activity",
    "Capability",
    "Cycle",
    "Invitation",
    "InvitationEvent",
    "Level",
    "Message",
    "Network",
    "Partner",
    "Person",
    "Role",
    "Sector",
    "User",
]
