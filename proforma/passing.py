"""Declining, and handing a part to a colleague: what becomes of the ledger, the lead and the message."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import sending
from network.circulation import write
from network.models import HandOver, InvitationEvent, Message, Person

from . import circulation


def colleagues_of(person, part):
    """People of the same partner to whom this part can be handed: not those who have answered. One query."""
    if person.partner_id is None:
        return Person.objects.none()
    people = Person.objects.taking_part().filter(partner=person.partner_id, network=person.network)
    # Only those we can write to: nobody should be told that a colleague is asked who hears nothing of it.
    people = people.filter(link_revoked_at=None).exclude(pk=person.pk).exclude(email="")
    return people.exclude(
        pk__in=part.activity.invitations.finished().values("person").exclude(person=None)
    )


def line_of(part, person):
    """The line of the ledger that this person can pass on; None if they were not asked, or it is in."""
    if part.responses.of(person).submitted().exists():
        return None
    return part.activity.invitations.filter(person=person, submitted_at=None).first()


def _line_of(part, person, at=None):
    """The person's line in the ledger of a part; made if a colleague helps without having been asked.

    Within a transaction: those who press at once queue on it.
    """
    return part.activity.invite([person], at=at).select_for_update(of=["self"]).get(person=person)


@transaction.atomic
def decline(part, person, reason="", *, at=None):
    _line_of(part, person, at).decline(reason, at=at)


@transaction.atomic
def take_up_again(part, person, *, at=None):
    _line_of(part, person, at).take_up_again(at=at)


def hand_over(part, person, colleague, *, at=None):
    """Ask a colleague of the same partner in this person's place, and write to them at once.

    Of figures the colleague becomes the partner's lead. Returns the mailing; None if it is with the
    colleague already, as when the button is pressed twice.
    """
    with transaction.atomic():
        line = _line_of(part, person, at)
        if line.submitted_at is not None or _is_with(line, colleague):
            return None
        line = line.hand_over(colleague, at=at)
        _make_lead(part, person, colleague)
        mailing = _write(part, person, colleague, line, at=at)
    sending.send_out(mailing)
    return mailing


def _is_with(line, colleague):
    """Whether the line was last handed to this colleague, who has yet to answer."""
    kinds = InvitationEvent.Kind
    passed = line.events.filter(kind__in=[kinds.HANDED_OVER, kinds.DECLINED, kinds.TAKEN_UP]).last()
    if (
        line.waits
        or passed is None
        or (passed.kind, passed.text)
        != (
            kinds.HANDED_OVER,
            colleague.name,
        )
    ):
        return False
    theirs = line.activity.invitations.filter(person=colleague).first()
    return theirs is not None and theirs.waits


def _make_lead(part, person, colleague):
    partner = person.partner
    if not part.is_of_people and partner is not None and colleague.partner_id == partner.pk:
        partner.figures_lead = colleague
        partner.save(update_fields=["figures_lead"])


def _write(part, person, colleague, line, *, by=None, at=None):
    said = circulation.said_to(colleague, [part], part.activity.closes_at)
    return write(
        part.proforma.cycle.network,
        [circulation.Recipient(colleague, [line], said, mark=f"{line.pk}:{person.pk}")],
        kind=Message.Kind.COLLEAGUE,
        # Handed to and fro, each time is a message of its own.
        key=f"colleague:{line.events.count()}",
        activities=[part.activity],
        by=by,
        at=at,
        **circulation.proposed_for_colleague(part, person),
    )


def ask_for(part, person, *, name, email, at=None):
    """Somebody who is not on the register should be asked: the coordinator decides.

    Meanwhile the person gets no more reminders.
    """
    with transaction.atomic():
        line = _line_of(part, person, at)
        if line.waits:
            line.note(InvitationEvent.Kind.HANDED_OVER, text=name, at=at)
        waiting = HandOver.objects.unsettled().filter(person=person, activity=part.activity)
        return waiting.filter(email__iexact=email).first() or HandOver.objects.create(
            person=person, activity=part.activity, name=name, email=email, at=at or timezone.now()
        )


class CannotAsk(Exception):
    """Says in a sentence why the colleague cannot be asked as the register stands."""


def accept(handover, *, by, at=None):
    """Put the colleague on the register under the same partner, and ask them; returns the mailing.

    None if the part has closed, or somebody settled it already. Raises CannotAsk if they are on the register
    in another way.
    """
    part = handover.activity.part
    if not part.activity.is_open(at):
        return None
    network, person = handover.person.network, handover.person
    with transaction.atomic():
        if not handover.settle(by=by, at=at):
            return None
        if part.responses.of(person).submitted().exists():
            raise CannotAsk(_("%(name)s has answered since. Leave it.") % {"name": person.name})
        colleague = network.people.on_register().filter(email__iexact=handover.email).first()
        if colleague is not None:
            _require_askable(part, person, colleague)
        else:
            colleague = network.add_person(
                name=handover.name, email=handover.email, partner=person.partner, at=at
            )
        line = _line_of(part, person, at).hand_over(colleague, at=at, by=by)
        _make_lead(part, person, colleague)
        return _write(part, person, colleague, line, by=by, at=at)


def _require_askable(part, person, colleague):
    if colleague == person:
        raise CannotAsk(_("That is the address of %(name)s. Leave it.") % {"name": person.name})
    if not colleague.is_participant or colleague.link_revoked_at is not None:
        raise CannotAsk(
            _("%(name)s is on the register, but takes no part or has no link. Change that first.")
            % {"name": colleague.name}
        )
    if not part.is_of_people and colleague.partner_id != person.partner_id:
        raise CannotAsk(
            _("%(name)s is on the register for %(partner)s. Change that first, or leave it.")
            % {"name": colleague.name, "partner": colleague.partner or _("nobody")}
        )


def waiting_for_the_coordinator(proforma):
    """What people said about who should answer this pro-forma, not settled yet. One query."""
    handovers = HandOver.objects.unsettled().select_related("person__partner", "activity")
    return handovers.filter(activity__part__proforma=proforma)
