from django.contrib import messages
from django.utils.translation import ngettext


def send_and_say(request, outgoing):
    """Send each message now and tell the coordinator how many went, and how many did not."""
    sent = sum(message.send() for message in outgoing)
    failed = len(outgoing) - sent
    messages.success(
        request,
        ngettext("%(n)d message was sent.", "%(n)d messages were sent.", sent) % {"n": sent},
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
