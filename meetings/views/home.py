"""The coordinator's home: where the cycle stands, what is next, who has been heard."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import following, mandate
from network import words
from network.access import network_view
from network.contributions import Stage, coordinator_tasks, stage_facts
from network.models import Capability


@network_view
def home(request, network):
    now = timezone.now()
    cycle = network.current_cycle()
    cycle.network = network
    line = cycle_line(cycle, now)
    under_way = next((fact for fact, state in line if state == "now"), None)
    heard = cycle.heard_by_sector()
    context = {
        "network": network,
        "cycle": cycle,
        "line": line,
        "headline": under_way.headline if under_way else "",
        "tasks": sorted(coordinator_tasks.gather(cycle, now), key=lambda task: task.order),
        "heard": heard,
        "heard_in_all": (sum(row[1] for row in heard), sum(row[2] for row in heard)),
        "next_meeting": network.meetings.to_come(now).first(),
    }
    return render(request, "meetings/home.html", context)


def cycle_line(cycle, at):
    """The five stages in order, each as (fact, state): done, now, or to come.

    *Now* is the first stage that has begun and is not over; between two, the first that is to come.
    """
    facts = {fact.stage: fact for fact in stage_facts.gather(cycle, at)}
    ordered = [facts[stage] for stage in Stage if stage in facts]
    begun = [fact for fact in ordered if fact.begun and not fact.done]
    waiting = [fact for fact in ordered if not fact.done]
    now = begun[0] if begun else (waiting[0] if waiting else None)
    return [(fact, "done" if fact.done else "now" if fact is now else "") for fact in ordered]


@network_view(can=Capability.EDIT)
def cycle_next(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    if request.method == "POST":
        after = request.POST.get("after", "")
        try:
            begun = following.begin(
                network, after=int(after) if after.isdecimal() and len(after) < 6 else 0
            )
        except following.NotYet as reason:
            messages.error(request, str(reason))
            return redirect("cycle_next", network.slug)
        messages.success(request, _("%(cycle)s has begun.") % {"cycle": begun})
        return redirect("home", network.slug)
    context = {
        "network": network,
        "cycle": cycle,
        "carried": following.carried_from(cycle),
        "mandate": mandate.live_mandate(network, words.date_of(timezone.now(), network)),
    }
    return render(request, "meetings/cycle_next.html", context)
