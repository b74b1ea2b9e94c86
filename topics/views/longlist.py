"""The longlist: its order, what is left off, and how the words of a topic came about."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from topics import likeness, topic_desk, word_changes
from topics.left_off import COORDINATOR, MEMBERS, NAMED_TO, left_off
from topics.models import WORDING, CannotJoin, Topic, WordingFrozen, list_is_frozen
from topics.topic_forms import LeaveOffForm

from .finding import topic_of, votes_of


@network_view
def topic_list(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    vote = votes_of(network).main().filter(cycle=cycle).first()
    topics = list(cycle.topics.on_longlist().select_related("citable"))
    is_frozen = vote is not None and list_is_frozen(cycle)
    audience = COORDINATOR if Capability.EDIT in network.may else MEMBERS
    context = {
        "network": network,
        "cycle": cycle,
        "standings": topic_desk.standings(cycle, topics, *NAMED_TO[audience]),
        "likeness": [] if is_frozen else likeness.pairs(topics),
        "left_off": left_off(cycle, audience),
        "waiting_suggestions": 0 if is_frozen else cycle.suggestions.readable().waiting().count(),
        "vote": vote,
        "wording_is_frozen": is_frozen,
        "can_change": not is_frozen and Capability.EDIT in network.may,
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
    }
    return render(request, "topics/topic_list.html", context)


@network_view
def topic_history(request, network, pk):
    topic = topic_of(network, pk)
    context = {
        "network": network,
        "topic": topic,
        "steps": _steps(topic),
        "wording_is_frozen": list_is_frozen(topic.cycle),
    }
    return render(request, "topics/topic_history.html", context)


def _steps(topic):
    """[(wording, [(what it is called, what changed)])], the last wording first."""
    before, steps = {}, []
    for wording in topic.wordings.select_related("by"):
        fields = [
            (
                Topic._meta.get_field(name).verbose_name,
                word_changes.changes(before.get(name, ""), wording.words.get(name, "")),
            )
            for name in WORDING
            if before.get(name, "") != wording.words.get(name, "")
        ]
        steps.append((wording, fields))
        before = wording.words
    return steps[::-1]


@network_view(can=Capability.EDIT)
@require_POST
def topic_move(request, network, pk):
    topic, way = topic_of(network, pk), "up" if "up" in request.GET else "down"
    try:
        topic.move(-1 if way == "up" else 1)
    except WordingFrozen as frozen:
        messages.error(request, str(frozen))
    page = reverse("topic_list", args=[network.slug])
    # Without a fragment: with one, a browser would not put the focus back on the arrow.
    return redirect(f"{page}?moved={topic.pk}&way={way}")


@network_view(can=Capability.EDIT)
@require_POST
def topic_leave_off(request, network, pk):
    topic, form = topic_of(network, pk), LeaveOffForm(request.POST)
    if not topic.is_on_longlist:
        messages.success(request, _("It is off the list already."))
    elif list_is_frozen(topic.cycle):
        messages.error(request, _("A vote was opened on this list, so it stays as it is."))
    elif not form.is_valid():
        context = {"network": network, "topic": topic, "leave_off": form}
        return render(request, "topics/topic_leave_off.html", context)
    else:
        _leave_off(request, topic, form.cleaned_data)
    return redirect("topic_list", network.slug)


def _leave_off(request, topic, said):
    try:
        topic.leave_off(**said)
    except WordingFrozen as frozen:
        messages.error(request, str(frozen))
    else:
        messages.success(request, _("It is off the list, and the reason is kept with it."))


@network_view(can=Capability.EDIT)
@require_POST
def topic_put_back(request, network, pk):
    topic = topic_of(network, pk)
    whole = topic.joined_into
    try:
        topic.put_back()
    except (WordingFrozen, CannotJoin) as refused:
        messages.error(request, str(refused))
    else:
        if whole is not None:
            messages.success(
                request,
                _(
                    "“%(part)s” is on the list again. “%(whole)s” stays: look what it still rests on."
                )
                % {"part": topic.title, "whole": whole.title},
            )
    return redirect("topic_list", network.slug)
