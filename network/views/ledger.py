"""The ledger of one activity: everyone who was asked, and all that became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import words
from network.access import network_view
from network.contributions import typed_in_at
from network.message_forms import DeclineForm
from network.models import Activity, Capability, Invitation, InvitationEvent
from network.workbooks import workbook

A_PAGE = 100


def _activity_of(network, pk):
    activities = Activity.objects.filter(cycle__network=network).opened()
    return get_object_or_404(activities.select_related("cycle"), pk=pk)


def _lines(activity):
    return activity.invitations.with_person().with_history().order_by("person__name", "pk")


@network_view(can=Capability.CIRCULATE)
def ledger(request, network, pk):
    activity = _activity_of(network, pk)
    lines, state = _lines(activity), request.GET.get("state", "")
    if state in InvitationEvent.Kind:
        lines = lines.in_state(state)
    lines = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    typed_in = typed_in_at(activity, network, request.user)
    for line in lines:
        line.typed_in_at = typed_in.get(line.person_id, "")
    context = {
        "network": network,
        "activity": activity,
        "tally": activity.invitations.tally(),
        "asked": activity.invitations.asked().count(),
        "passed_on": activity.invitations.exclude(handed_to=None).count(),
        "state": state,
        "lines": lines,
        "decline": DeclineForm(),
    }
    return render(request, "network/ledger.html", context)


@network_view(can=Capability.CIRCULATE)
@require_POST
def invitation_decline(request, network, pk):
    """Somebody told the coordinator, by phone or in the corridor, that they will not, or will after all."""
    invitation = get_object_or_404(
        # In a vote nobody declines: noting it would tell, by the number left, whether they had voted.
        Invitation.objects.filter(activity__cycle__network=network).exclude(
            activity__kind=Activity.Kind.VOTE
        ),
        pk=pk,
    )
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Say what they told you, or choose that they will do it after all.")
        )
    elif form.cleaned_data["go"] == "again":
        invitation.take_up_again(by=request.user)
        messages.success(request, _("They are asked again, and may be reminded."))
    elif invitation.decline(form.cleaned_data["reason"], by=request.user):
        messages.success(request, _("Noted. They get no more reminders of this."))
    return redirect("ledger", network.slug, invitation.activity_id)


@network_view(can=Capability.CIRCULATE)
def ledger_download(request, network, pk):
    activity = _activity_of(network, pk)
    rows = [
        [_("Person"), _("Partner"), _("What happened"), _("When"), _("Who noted it"), _("Note")]
    ]
    for line in _lines(activity):
        name = line.person.name if line.person else _("Somebody taken off the register")
        partner = str(line.person.partner or "") if line.person else ""
        for event in line.history:
            rows.append(
                [
                    name,
                    partner,
                    event.get_kind_display(),
                    words.day(event.at, network)
                    if event.is_of_the_person
                    else words.day_and_time(event.at, network),
                    str(event.by or ""),
                    event.text,
                ]
            )
    title = _("The ledger")
    heading = [f"{network} · {activity.get_kind_display()} · {activity.cycle}"] + [""] * 5
    response = HttpResponse(
        workbook([(title, [heading, *rows])]),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = slugify(f"{network.slug} {activity.kind} {title}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
