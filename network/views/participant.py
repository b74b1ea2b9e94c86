"""What a participant says about her page itself: a hand has touched it, or it is somebody else's."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from network.access import participant_view
from network.models import HandOver, InvitationEvent


@participant_view
@require_POST
def page_touched(request, person):
    """The first tap or key on her page: sent by its script, so that opening the link alone notes nothing."""
    if "touched" in request.POST:
        at = timezone.now()
        for invitation in person.invitations.unopened(at):
            invitation.note(InvitationEvent.Kind.OPENED, at=at)
    return HttpResponse(status=204)


WHY = {
    "stranger": _("It came to somebody else"),
    "left": _("The person has left this job"),
}


@participant_view
def wrong_person(request, person):
    """“This is not me”: the link stops at once, and the coordinator hears why."""
    why = request.POST.get("why", "")
    if why in WHY:
        HandOver.wrong_person(person, WHY[why])
        return render(request, "participant/link_stopped.html", {"person": None, "was": person})
    if request.method == "POST":
        return redirect("wrong_person", person.code)
    return render(request, "participant/wrong_person.html", {"person": person, "why": WHY.items()})
