"""Asking something more of people who have been asked: the next version of a part."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from network.access import network_view
from network.models import Capability
from network.views.sending import send_and_say
from proforma import circulation
from proforma.forms import NextVersionForm

from .builder import back_to, part_of


@network_view(can=Capability.CIRCULATE)
def part_next_version(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    waiting, is_open = part.questions_waiting, part.activity.is_open()
    problems = part.problems()
    if not is_open or not waiting or problems:
        messages.error(request, _why_not(is_open, waiting, problems))
        return back_to(proforma, f"part-{part.pk}")
    initial = {"asks_answered": "no"} | circulation.proposed_for_more(part)
    form = NextVersionForm(request.POST or None, initial=initial)
    if form.is_valid():
        mailing = circulation.ask_more(part, **form.cleaned_data, by=request.user)
        messages.success(request, _("What was waiting is asked from now on."))
        if mailing is not None:
            send_and_say(request, mailing)
        return back_to(proforma, f"part-{part.pk}")
    context = {
        "network": network,
        "proforma": proforma,
        "part": part,
        "waiting": waiting,
        "form": form,
        "handed_in": part.responses.submitted().count(),
        "to_send": sum(bool(person.email) for person in circulation.who_handed_in(part)),
    }
    return render(request, "proforma/part_next_version.html", context)


def _why_not(is_open, waiting, problems):
    if not is_open:
        return _("This part is not open, so nothing more can be asked in it.")
    return problems[0] if waiting and problems else _("Nothing new is waiting to be asked.")
