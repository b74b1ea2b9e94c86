"""The message that carries a seal's digest to the convenors, and not a word of what was sealed."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from network import words
from network.circulation import signed
from network.mail import LINK_PLACEHOLDER
from network.models import Message, Role


def readers(network):
    """(users, people) who are told a digest: those who sign in as convenors, or else the people of convening
    partners who take part; and the coordinators, so that it is on record. Queries."""
    convenors, coordinators = (
        [
            one.user
            for one in network.accesses.filter(role=role, user__is_active=True).select_related(
                "user"
            )
        ]
        for role in (Role.CONVENOR, Role.COORDINATOR)
    )
    return convenors + coordinators, [] if convenors else _people_of_convenors(network)


def _people_of_convenors(network):
    found = network.participants().filter(partner__is_convenor=True)
    return [person for person in found if person.can_be_written_to]


def tell(seal, *, at):
    """Write the digest to whoever is told. The messages wait to be sent."""
    network = seal.cycle.network
    users, people = readers(network)
    subject = _("%(network)s: the digest of sealed stances") % {"network": network.name}
    page = settings.SITE_URL.rstrip("/") + reverse("stance_list", args=[network.slug])
    for user in users:
        Message.write_to_user(
            user, network, key=key_of(seal), subject=subject, body=_body(seal, page), at=at
        )
    for person in people:
        Message.write(
            person,
            [],
            key=key_of(seal),
            subject=subject,
            body=_body(seal, LINK_PLACEHOLDER),
            at=at,
        )


def key_of(seal):
    return f"seal:{seal.pk}"


def waiting(seal):
    """The messages of a seal that have not gone yet."""
    found = Message.objects.to_send().filter(network=seal.cycle.network)
    return found.filter(dedupe_key__startswith=f"{key_of(seal)}:").for_sending()


def _body(seal, page):
    network = seal.cycle.network
    return _(
        "Hello [[name]]\n\n"
        "%(author)s has sealed what they want of the coming vote: a stance on each topic, and a forecast. "
        "Nobody else can read it before %(opens)s. Nobody can change it.\n\n"
        "Please keep this message. This is the digest of what was sealed:\n\n"
        "%(digest)s\n\n"
        "Sealed: %(sealed)s\n"
        "Opens: %(opens)s\n\n"
        "How to check it: from %(opens)s on, look at “Sealed before the vote” here:\n"
        "%(page)s\n"
        "Paste the digest there. If a single letter was changed since, it does not match.\n\n"
        "%(signed)s"
    ) % {
        "author": seal.author,
        "digest": seal.digest_in_blocks,
        "sealed": words.day_and_time(seal.sealed_at, network),
        "opens": words.day(seal.opens_at, network),
        "page": page,
        "signed": signed(network),
    }
