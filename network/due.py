"""The ground floor's own part of the minute's work."""

from . import reminders, sending
from .contributions import due_work
from .models import Message, Network


@due_work
def remind_by_itself(at):
    """Write reminders where the network chose that they go out by themselves, and only by day."""
    for network in Network.objects.filter(reminds_itself=True):
        if reminders.is_daytime(network, at):
            for mailing in reminders.remind_all(network, at=at):
                yield f"wrote {mailing.messages.count()} reminders of {network.slug}"


@due_work
def send_what_waits(at):
    outcome = sending.send_each(Message.objects.to_send(), at=at)
    if outcome.sent or outcome.failed:
        yield f"sent {outcome.sent} messages, {outcome.failed} could not go"


@due_work
def say_what_may_have_gone(at):
    """A message caught half-way is never sent again by itself: it may have arrived."""
    lost = sending.mark_the_lost(at)
    if lost:
        yield f"{lost} messages may or may not have gone"
