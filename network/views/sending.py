"""Telling the coordinator what became of what she sent."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import sending
from network.models import Message


def send_and_say(request, mailing):
    """Send a mailing, and tell the coordinator how many went, will go, and could not go."""
    outcome = sending.send_out(mailing)
    if outcome.sent or not (outcome.waiting or outcome.aside):
        say = ngettext("%(n)d message was sent.", "%(n)d messages were sent.", outcome.sent)
        messages.success(request, say % {"n": outcome.sent})
    if outcome.waiting:
        say = ngettext(
            "%(n)d message is on its way. It goes out in the next minutes.",
            "%(n)d messages are on their way. They go out in the next minutes.",
            outcome.waiting,
        )
        messages.success(request, say % {"n": outcome.waiting})
    if outcome.aside:
        say = ngettext(
            "%(n)d message was put aside. The outbox says why.",
            "%(n)d messages were put aside. The outbox says why.",
            outcome.aside,
        )
        messages.success(request, say % {"n": outcome.aside})
    if outcome.failed:
        say = ngettext(
            "%(n)d message could not be sent. The outbox says why.",
            "%(n)d messages could not be sent. The outbox says why.",
            outcome.failed,
        )
        messages.error(request, say % {"n": outcome.failed})


def send_one_and_say(request, message):
    """Send one message while its writer waits, and say what became of it."""
    went = message.retry() if message.state == Message.State.FAILED else message.send()
    message.refresh_from_db()
    if went:
        messages.success(request, _("Sent."))
    elif message.state == Message.State.FAILED:
        messages.error(request, _("It could not be sent: %(why)s") % {"why": message.reason})
    elif message.state == Message.State.MAY_HAVE_GONE:
        messages.error(
            request,
            _("We were cut off while sending it. It may have gone, so it is not sent again."),
        )
    elif message.state == Message.State.SET_ASIDE:
        messages.success(request, message.reason)
