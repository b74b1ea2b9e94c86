"""What is projected while people sign up: the way in by phone, and the actions with what is offered."""

from collections import Counter

from django.shortcuts import render

from meetings import energy
from meetings.models import Support
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view(can=Capability.RUN)
def meeting_wall(request, network, number):
    """It is seen by everyone in the room: numbers of offers, and nobody’s name but an owner’s."""
    meeting = meeting_of(network, number)
    actions = list(meeting.actions.with_people())
    shown = energy.for_members(actions, floor=network.smallest_group)
    context = {
        "network": network,
        "meeting": meeting,
        "lines": [(action, *_offers_of(action), shown[action.pk]) for action in actions],
    }
    return render(request, "meetings/wall.html", context)


def _offers_of(action):
    """How many people offered, and [(kind, how many)] in the order of the kinds. Reads supports."""
    offers = action.supports.all()
    kinds = Counter(support.kind for support in offers)
    people = {support.person_id for support in offers}
    return len(people), [
        (label, kinds[value]) for value, label in Support.Kind.choices if kinds[value]
    ]
