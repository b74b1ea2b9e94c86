"""Asking whoever wrote of a worry to get in touch, without learning who it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Mailing, Message, Person

from .flagging import lead_of
from .models import Flag


class NoAddress(Exception):
    """No message would reach whoever wrote it. Which of the reasons it was would say who they are."""


def ask_writer(flag, *, by, at=None):
    """Send the writer of a flagged answer their link, with the name and email of whoever reads worries.

    Returns whether it went, or None if they were asked about these words before. Raises NoAddress. The
    outbox names nobody: neither the reader nor the coordinator learns from it who wrote.
    """
    at = at or timezone.now()
    network = flag.response.part.proforma.cycle.network
    with transaction.atomic():
        # Pressed twice, the second finds what the first wrote.
        Flag.objects.select_for_update().get(pk=flag.pk)
        key = f"flag:{flag.pk}:{flag.digest}"
        before = Message.objects.filter(network=network, dedupe_key__startswith=f"{key}:")
        did_not_go = [Message.State.FAILED, Message.State.SET_ASIDE]
        if before.exclude(state__in=did_not_go).exists():
            return None
        writer = _writer(flag, network)
        subject, body = _letter(flag, lead_of(network) or by)
        mailing = Mailing.objects.create(
            network=network,
            kind=Message.Kind.CONCERN,
            subject=subject,
            body=body,
            hides_people=True,
            made_at=at,
            made_by=by,
        )
        message = Message.write(
            writer,
            [],
            key=f"{key}:{before.count()}",
            subject=subject,
            body=body,
            kind=Message.Kind.CONCERN,
            mailing=mailing,
            at=at,
        )
    went = message.send(at=at)
    mailing.forget_people()
    return went


def _writer(flag, network):
    """Whoever wrote the answer: of a partner's figures, the colleague who did."""
    response = flag.response
    written_by = (response.answers.get(flag.code) or {}).get("by")
    pk = response.person_id or written_by
    writer = Person.objects.on_register().filter(network=network, pk=pk).exclude(email="").first()
    if writer is None or writer.link_revoked_at:
        raise NoAddress
    return writer


def _letter(flag, lead):
    title = flag.response.part.proforma.title
    # No name at the head: the outbox keeps what a message said.
    body = _(
        "Hello\n\n"
        "Thank you for your answers to “%(title)s”. We would like to talk with you about one of them.\n\n"
        "%(lead)s read it first. Please write to %(email)s, if you would like to.\n"
        "%(lead)s does not know who you are, unless you say so.\n\n"
        "If somebody is in danger now, call the emergency services: 999 in the UK.\n\n"
        "Your own page is here:\n"
        "[[link]]"
    ) % {"title": title, "lead": lead, "email": lead.email}
    return _("Please get in touch with %(lead)s") % {"lead": lead}, body
