"""The ground floor's own part of the minute's work."""

from .contributions import due_work
from .models import Message


@due_work
def send_what_waits(at):
    for message in Message.objects.to_send().select_related("network", "person"):
        if message.send(at=at):
            yield f"sent message {message.pk}"


@due_work
def say_what_may_have_gone(at):
    """A message caught half-way is never sent again by itself: it may have arrived."""
    lost = Message.objects.lost_in_sending(at).update(state=Message.State.MAY_HAVE_GONE)
    if lost:
        yield f"{lost} messages may or may not have gone"
