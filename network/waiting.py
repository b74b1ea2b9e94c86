"""What waits for the coordinator on the ground floor: links gone astray, and messages that did not arrive."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .contributions import Task, coordinator_tasks
from .models import HandOver, Message


@coordinator_tasks
def links_gone_astray(cycle, at):
    network = cycle.network
    for handover in HandOver.objects.gone_astray(network):
        yield Task(
            title=_("The link of %(name)s is stopped") % {"name": handover.person},
            note=_("%(why)s. Mend the address and make a new link, or take them off the register.")
            % {"why": handover.note},
            url=reverse("person_link", args=[network.slug, handover.person_id]),
            button=_("Their link"),
            order=3,
        )


@coordinator_tasks
def messages_to_see_to(cycle, at):
    network = cycle.network
    tally = network.messages.tally()
    outbox = reverse("message_list", args=[network.slug])
    drafts, failed = tally.get(Message.State.DRAFT, 0), tally.get(Message.State.FAILED, 0)
    if drafts:
        yield Task(
            title=ngettext("%(n)d draft has not gone yet", "%(n)d drafts have not gone yet", drafts)
            % {"n": drafts},
            note=_("Read them, and send them from the outbox."),
            url=outbox,
            button=_("Outbox"),
            order=12,
        )
    if failed:
        yield Task(
            title=ngettext(
                "%(n)d message could not be sent", "%(n)d messages could not be sent", failed
            )
            % {"n": failed},
            note=_("The outbox says why, and can try again."),
            url=outbox,
            button=_("Outbox"),
            order=11,
        )
    bounced = network.people_out_of_reach(at)
    if bounced:
        yield Task(
            title=ngettext("%(n)d address does not work", "%(n)d addresses do not work", bounced)
            % {"n": bounced},
            note=_("A message came back. Ask for another address, or give them a letter."),
            url=outbox,
            button=_("Outbox"),
            order=13,
        )
