import time

from django.contrib import messages
from django.utils.translation import ngettext

# A web server gives up on a request after half a minute. What is left goes out with the minute's work.
LONGEST_WAIT = 15  # seconds


def send_and_say(request, outgoing):
    """Send each message, and tell the coordinator how many went, will go, and could not go."""
    until = time.monotonic() + LONGEST_WAIT
    sent = failed = 0
    for message in outgoing:
        if time.monotonic() > until:
            break
        if message.send():
            sent += 1
        else:
            failed += 1
    waiting = len(outgoing) - sent - failed
    messages.success(
        request,
        ngettext("%(n)d message was sent.", "%(n)d messages were sent.", sent) % {"n": sent},
    )
    if waiting:
        messages.success(
            request,
            ngettext(
                "%(n)d more message goes out in the next minutes.",
                "%(n)d more messages go out in the next minutes.",
                waiting,
            )
            % {"n": waiting},
        )
    if failed:
        messages.error(
            request,
            ngettext(
                "%(n)d message could not be sent. The outbox says why.",
                "%(n)d messages could not be sent. The outbox says why.",
                failed,
            )
            % {"n": failed},
        )
