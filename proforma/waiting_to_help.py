"""What waits on the page of somebody whom the register names as another person's helper."""

from django.db.models import Q
from django.utils.translation import gettext as _

from network.contributions import Task, participant_tasks
from network.models import Activity

from .models import Help, Part, Response
from .typing_in import Typing


@participant_tasks
def people_to_help(person, at):
    """Each open part of each person helped, unless they answer it without help. Four queries at most."""
    helped = list(person.helps.taking_part().filter(network=person.network_id).with_partner())
    if not helped:
        return
    parts = Part.objects.filter(
        proforma__cycle=person.network.current_cycle(),
        activity__in=Activity.objects.open(at),
    ).select_related("activity", "proforma")
    responses = {}
    theirs = Q(person__in=helped) | Q(partner__in=[one.partner_id for one in helped])
    for response in Response.objects.filter(theirs, part__in=parts):
        responses[response.part_id, response.person_id, response.partner_id] = response
    for one in helped:
        for part in parts:
            if part.is_of_people:
                response = responses.get((part.pk, one.pk, None))
            elif _leads_elsewhere(one, person):
                response = responses.get((part.pk, None, one.partner_id))
            else:
                continue
            typing = Typing(part, one, person.network, Help(helper=person))
            if typing.help.may_open(response):
                yield _task(typing, response)


def _leads_elsewhere(one, helper):
    """Figures are asked of a partner's lead. A colleague of the same partner has them on their own page."""
    partner = one.partner
    leads = partner is not None and partner.holds_figures and partner.figures_lead_id == one.pk
    return leads and helper.partner_id != one.partner_id


def _task(typing, response):
    part, submitted = typing.part, response is not None and response.submitted_at is not None
    return Task(
        title=_("Help %(name)s answer: %(part)s")
        % {"name": typing.person.name, "part": part.title},
        note=_("Handed in. It can be changed until it closes.")
        if submitted
        else _("Type in what they tell you, if they agree. They get a copy."),
        url=typing.edit_url,
        button=_("Look again") if submitted else _("Carry on") if response else _("Begin"),
        order=30,
        minutes=part.minutes,
        closes_at=part.activity.closes_at,
        of=part.proforma.title,
        done=submitted,
    )
