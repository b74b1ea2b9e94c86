"""Coming into the room: by the code on the wall, or with a code that a host hands out."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings import joining
from meetings.models import Meeting
from meetings.models.wall import TooManyWrongCodes
from network.access import network_view
from network.devices import admit
from network.models import Capability

from .meetings import meeting_of


@login_not_required  # a person’s short code is the key
def join(request, wall_code):
    """Let somebody in by their short code. The page tells nothing of the network; a GET writes nothing."""
    found = Meeting.objects.select_related("network").filter(wall_code=joining.tidy(wall_code))
    meeting = found.first()
    context = {"person": None, "meeting": meeting, "code": "", "problem": ""}
    if meeting is None:
        return render(request, "participant/join.html", context, status=404)
    context["lets_in"] = meeting.lets_in()
    offered = request.POST.get("code", "")
    if context["lets_in"] and offered.strip():
        try:
            person = meeting.let_in(offered)
        except TooManyWrongCodes as refused:
            context["problem"] = str(refused)
        else:
            if person is not None:
                return _let_in(person, meeting)
            context["problem"] = _(
                "That code does not open anything. Look at it again, or ask a host."
            )
    return render(request, "participant/join.html", context)


def _let_in(person, meeting):
    response = redirect("room", person.code, meeting.number)
    admit(response, person)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@network_view(can=Capability.RUN)
def meeting_codes(request, network, number):
    """Everyone’s short code, to print: a list for the host at the door, or a card for each person to keep."""
    meeting = meeting_of(network, number)
    people = list(network.people.on_register().with_partner())
    live = [person for person in people if person.link_revoked_at is None]
    codes = joining.codes_of(live, meeting)
    first, last = joining.days_of(meeting)
    context = {
        "network": network,
        "meeting": meeting,
        "lines": [
            (person, joining.in_groups(codes[person]) if person in codes else "")
            for person in people
        ],
        "first": first,
        "last": last,
        "shown_as": "cards" if request.GET.get("as") == "cards" else "list",
    }
    return render(request, "meetings/codes.html", context)
