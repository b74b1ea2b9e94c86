"""Who signs in to a network, and with which role."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import way_in
from .models import Access, Network, Role, User


class NotPossible(Exception):
    """Says in a sentence why who signs in stays as it is."""


def give_access(network, *, name, email, role, partner=None, person=None, at=None):
    """Let somebody sign in, and write to them how. Returns (access, message).

    Whoever has an account already keeps their password and name; nothing that is seen here tells which it
    was. Raises NotPossible if they have access here already.
    """
    at = at or timezone.now()
    with _in_turn(network):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            user = User.objects.create_user(email, None, name=name, joined_at=at)
        if network.accesses.filter(user=user).exists():
            raise NotPossible(_("Somebody with that email signs in here already."))
        access = network.accesses.create(user=user, role=role, partner=partner, given_at=at)
        _tie(network, user, person)
        message = way_in.write(
            user,
            network,
            key="welcome",
            subject=_("You can now sign in to %(network)s") % {"network": network.name},
            body=_letter(network, access),
            at=at,
        )
    return access, message


def _letter(network, access):
    return _(
        "Hello [[name]]\n\n"
        "You were added to %(network)s as its %(role)s. This is your way in:\n"
        "[[way_in]]\n\n"
        "If you choose a password there: the link works once, within three days. After that, press "
        "“I forgot my password” where one signs in.\n\n"
        "Questions: %(contact)s."
    ) % {
        "network": network.name,
        "role": Role(access.role).label.lower(),
        "contact": network.contact or _("your coordinator"),
    }


def change(access, *, role, partner=None, person=None):
    """Give somebody another role. Raises NotPossible for the last coordinator, and for who is gone."""
    with _in_turn(access.network):
        _require_that_it_stands(access)
        if role != Role.COORDINATOR:
            _require_another_coordinator(access)
        access.role, access.partner = role, partner
        access.save(update_fields=["role", "partner"])
        _tie(access.network, access.user, person)


def end(access):
    """They can sign in here no more, from now on. What they wrote stays."""
    network = access.network
    with _in_turn(network):
        _require_that_it_stands(access)
        _require_another_coordinator(access)
        network.people.filter(user=access.user).update(user=None)
        Network.objects.filter(pk=network.pk, safeguarding_lead=access.user).update(
            safeguarding_lead=None
        )
        access.delete()


def _tie(network, user, person):
    """Say which entry of the register is theirs; one at most."""
    network.people.filter(user=user).exclude(pk=person and person.pk).update(user=None)
    if person is not None and person.user_id != user.pk:
        person.user = user
        person.save(update_fields=["user"])


def _require_that_it_stands(access):
    """Two coordinators may press at once."""
    if not Access.objects.filter(pk=access.pk).exists():
        raise NotPossible(_("Meanwhile they cannot sign in here any more."))


def _require_another_coordinator(access):
    stays = Access.objects.get(pk=access.pk).role != Role.COORDINATOR
    others = access.network.accesses.filter(role=Role.COORDINATOR).exclude(pk=access.pk)
    if not stays and not others.filter(user__is_active=True).exists():
        raise NotPossible(_("A network needs a coordinator. Make somebody else one first."))


@contextmanager
def _in_turn(network):
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        yield
