"""Who: networks, the people in them, and what each has been asked. Imports none of the other apps."""

from .activities import Activity
from .citing import Citable, Citation
from .codes import DeviceCode
from .cycles import Cycle
from .handovers import HandOver
from .invitations import Invitation, InvitationEvent
from .messages import Mailing, Message
from .networks import Access, Capability, Network, Role, User
from .register import Level, Partner, Person, Sector
from .steering import Declaration, Influence, Leaning, Push, ShapingOffer

__all__ = [
    "Access",
    "Activity",
    "Capability",
    "Citable",
    "Citation",
    "Cycle",
    "Declaration",
    "DeviceCode",
    "HandOver",
    "Influence",
    "Invitation",
    "InvitationEvent",
    "Leaning",
    "Level",
    "Mailing",
    "Message",
    "Network",
    "Partner",
    "Person",
    "Push",
    "Role",
    "Sector",
    "ShapingOffer",
    "User",
]
