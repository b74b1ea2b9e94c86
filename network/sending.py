"""How messages leave: by a worker if one runs, else at once, and what is left by the minute's work."""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from . import mail
from .models import Mailing, Message

# A web server gives up on a request after half a minute. What is left goes out with the minute's work.
LONGEST_WAIT = 15  # seconds


@dataclass(frozen=True)
class Outcome:
    """How many messages went, could not go, were put aside as needless, and still wait their turn."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    aside: int = 0


def send_out(mailing) -> Outcome:
    """Send what is ready of a mailing: hand it to the worker, or send for a while and say how far it got."""
    ready = mailing.messages.to_send()
    if settings.WORKER:
        send_mailing.enqueue(mailing.pk)
        return Outcome(waiting=ready.count())
    return send_each(ready, patience=LONGEST_WAIT)


@task()
def send_mailing(pk: int):
    """The worker's part. Run twice, or beside the minute's work, it still sends nothing twice."""
    mailing = Mailing.objects.filter(pk=pk).first()
    if mailing is not None:
        send_each(mailing.messages.to_send())


def send_soon(message):
    """Send one message that nobody waits for: by the worker if there is one, else now."""
    if settings.WORKER:
        send_message.enqueue(message.pk)
    else:
        message.send()


@task()
def send_message(pk: int):
    message = Message.objects.for_sending().filter(pk=pk).first()
    if message is not None:
        message.send()


def send_each(messages, *, patience=None, at=None) -> Outcome:
    """Send the messages over one connection, for at most `patience` seconds."""
    began = time.monotonic()
    sent = failed = aside = 0
    waiting = list(messages.for_sending().order_by("pk"))
    with mail.open_connection() as connection:
        while waiting:
            passed = time.monotonic() - began
            if patience is not None and passed > patience:
                break
            message = waiting.pop(0)
            # Each at its own moment: a long run must not look like one that was cut off.
            if message.send(at=at and at + timedelta(seconds=passed), connection=connection):
                sent += 1
            elif message.state in {Message.State.FAILED, Message.State.MAY_HAVE_GONE}:
                failed += 1
            elif message.state == Message.State.SET_ASIDE:
                aside += 1
    return Outcome(sent, failed, len(waiting), aside)


def mark_the_lost(at=None) -> int:
    """Messages caught half-way by a crash may have gone: they are marked so, and never sent again."""
    at = at or timezone.now()
    lost = Message.objects.lost_in_sending(at).for_sending()
    return sum(message.mark_as_lost(at=at) for message in lost)
