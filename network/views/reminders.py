"""Reminding those who have not finished."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from network import reminders
from network.access import network_view
from network.circulation import NumberChanged, Recipient, as_read
from network.message_forms import WrittenForm
from network.models import Activity, Capability

from .sending import send_and_say


@network_view(can=Capability.CIRCULATE)
def remind(request, network, pk):
    """Write to those who are due. Of a secret vote the page says how many they are, and never who."""
    activity = get_object_or_404(Activity.objects.filter(cycle__network=network), pk=pk)
    chase = reminders.chase_of(network, activity)
    if chase is None:
        raise Http404
    waiting = reminders.waiting_for(chase, network)
    due = [one for one in waiting if not one.why_not]
    form = WrittenForm(
        request.POST or None,
        to_send=len(due),
        initial={"subject": chase.subject, "body": chase.body},
    )
    if form.is_valid() and not form.wants_a_look:
        try:
            mailing = reminders.remind(
                chase,
                network,
                **form.written(),
                promised=form.cleaned_data["promised"],
                is_draft=form.is_draft and not chase.hides_people,
                by=request.user,
            )
        except NumberChanged as changed:
            form.say_the_number_changed(changed.now)
        else:
            if mailing is not None and (not form.is_draft or chase.hides_people):
                send_and_say(request, mailing)
            elif mailing is not None:
                return redirect("mailing_detail", network.slug, mailing.pk)
            return redirect(chase.url)
    context = {
        "network": network,
        "chase": chase,
        "form": form,
        "waiting": waiting,
        "not_now": [one for one in waiting if one.why_not],
        "due": due,
        "as_read": _as_read(form, due, chase, network),
    }
    return render(request, "network/reminder_form.html", context)


def _as_read(form, due, chase, network):
    """How one of them reads it. Of those whose names are nobody's business, none is taken as an example."""
    if chase.hides_people or not due or not (form.is_bound and form.is_valid()):
        return []
    one = Recipient(due[0].person, [], reminders.said(due[0].invitations, network))
    text = form.written()
    return [(one.person, as_read(text["subject"], one), as_read(text["body"], one))]
