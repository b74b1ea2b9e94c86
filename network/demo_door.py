"""How a newcomer gets into the demo. Nothing here answers outside a demo, and no password is written down."""

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from .contributions import participant_tasks
from .models import Person, Role, User


@dataclass(frozen=True)
class DemoDoor:
    email: str
    password: str
    participant: str
    link: str


def demo_password() -> str:
    """This installation's own: derived from its key, so that it can be shown again and is nobody else's."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"demo coordinator", sha256)
    return "-".join(base64.b32encode(digest).decode().lower()[n : n + 4] for n in (0, 4, 8))


def demo_door() -> DemoDoor | None:
    """The coordinator's sign-in and one participant's link, in a demo; None anywhere else."""
    if not settings.DEMO:
        return None
    coordinator = User.objects.filter(accesses__role=Role.COORDINATOR).order_by("pk").first()
    person = _someone_with_something_to_do()
    if coordinator is None or person is None:
        return None
    return DemoDoor(coordinator.email, demo_password(), person.name, person.link)


def _someone_with_something_to_do():
    people = list(Person.objects.taking_part().select_related("network", "partner").order_by("pk"))
    now = timezone.now()
    waiting = (
        person
        for person in people
        if any(not task.done for task in participant_tasks.gather(person, now))
    )
    return next(waiting, people[0] if people else None)
