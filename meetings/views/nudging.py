"""Asking those who hold actions how they go."""

from django.shortcuts import redirect, render

from meetings import nudging
from network.access import network_view
from network.circulation import NumberChanged, as_read
from network.message_forms import WrittenForm
from network.models import Capability
from network.views.sending import send_and_say


@network_view(can=Capability.CIRCULATE)
def nudge(request, network):
    """Write to those who are due: the page says who, about what and why, and who is not asked and why."""
    waiting = nudging.waiting(network)
    due = [one for one in waiting if not one.why_not]
    form = WrittenForm(request.POST or None, to_send=len(due), initial=nudging.proposed(network))
    if form.is_valid() and not form.wants_a_look:
        try:
            mailing = nudging.nudge(
                network,
                **form.written(),
                promised=form.cleaned_data["promised"],
                is_draft=form.is_draft,
                by=request.user,
            )
        except NumberChanged as changed:
            form.say_the_number_changed(changed.now)
        else:
            return _said(request, network, mailing, form.is_draft)
    context = {
        "network": network,
        "form": form,
        "due": due,
        "not_now": [one for one in waiting if one.why_not],
        "as_read": _as_read(form, due),
        "nobodys": sum(action.owner_id is None for action in network.actions.open()),
    }
    return render(request, "meetings/nudge_form.html", context)


def _said(request, network, mailing, is_draft):
    if mailing is not None and is_draft:
        return redirect("mailing_detail", network.slug, mailing.pk)
    if mailing is not None:
        send_and_say(request, mailing)
    return redirect("action_list", network.slug)


def _as_read(form, due):
    """How one of them reads it."""
    if not due or not (form.is_bound and form.is_valid()):
        return []
    one, text = nudging.recipient(due[0]), form.written()
    return [(one.person, as_read(text["subject"], one), as_read(text["body"], one))]
