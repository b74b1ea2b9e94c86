"""A participant's own page, and what she does from it."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from network.access import participant_view
from network.contributions import participant_tasks

from . import owning
from .where_it_went import handed_in


def _first_first(task):
    """What waits before what is done; what is on today; what closes first, day by day; the cycle's order."""
    closes = task.closes_at.date().isoformat() if task.closes_at else "9999"
    return (task.done, task.order > 0, closes, task.order)


@participant_view
def participant_home(request, person):
    now = timezone.now()
    tasks = sorted(participant_tasks.gather(person, now), key=_first_first)
    actions = person.network.actions
    context = {
        "person": person,
        "now": now,
        "waiting": [task for task in tasks if not task.done],
        "done": [task for task in tasks if task.done],
        "meetings": person.network.meetings.filter(starts_at__gte=now).order_by("starts_at")[:2],
        **owning.on_home(person, now),
        "has_actions": actions.open().exists(),
        "codes": person.device_codes.not_to(person.email, since=now - timedelta(days=30)),
        "has_handed_in": handed_in(person).exists(),
        "knows_all": person.device.may_show(""),
        "first_touch": reverse("page_touched", args=[person.code])
        if person.invitations.unopened(now).exists()
        else "",
    }
    return render(request, "participant/home.html", context)
