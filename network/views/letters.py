"""A printed letter to one person, with the key to their own page."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from network import letters
from network.access import network_view
from network.contributions import still_waiting
from network.models import Activity, Capability, Role


@network_view(can=Capability.CIRCULATE)
def person_letter(request, network, pk):
    person = get_object_or_404(network.people.select_related("partner"), pk=pk)
    person.network = network
    refusal = letters.why_none(person)
    written = [] if refusal else [letters.Letter(person, _asks_of(person), sender_of(network))]
    context = {
        "network": network,
        "person": person,
        "letters": written,
        "without": [(person, refusal)] if refusal else [],
    }
    return render(request, "network/letter.html", context)


def sender_of(network):
    """The coordinator who has been here longest, with a phone if it is on the register. Two queries."""
    access = network.accesses.filter(role=Role.COORDINATOR, user__is_active=True).select_related(
        "user"
    )
    coordinator = access.order_by("given_at", "pk").first()
    if coordinator is None:
        return letters.Sender("")
    entry = network.people.on_register().filter(user=coordinator.user).first()
    return letters.Sender(coordinator.user.name, entry.phone if entry else "")


def _asks_of(person):
    """What is open and still to be done by this person. Queries, a few for each open activity.

    A vote is named whether or not they have voted: a letter must not tell whoever prints it.
    """
    now = timezone.now()
    invitations = person.invitations.asked().select_related("activity").order_by("pk")
    return [
        letters.asks(invitation.activity)
        for invitation in invitations
        if invitation.activity.is_open(now)
        and (
            invitation.activity.kind == Activity.Kind.VOTE
            or still_waiting(invitation.activity).filter(pk=invitation.pk).exists()
        )
    ]
