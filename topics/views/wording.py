"""Writing a topic, changing its words, and joining several into one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import network_view
from network.models import Capability
from topics.models import CannotJoin, WordingFrozen, changing_list, list_is_frozen
from topics.topic_forms import JoinForm, LeaveOffForm, TopicForm

from .finding import topic_of


@network_view(can=Capability.EDIT)
def topic_create(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    return _written(
        request, network, cycle, lambda posted: TopicForm(posted, cycle=cycle), "topic_form"
    )


@network_view(can=Capability.EDIT)
def topic_edit(request, network, pk):
    topic = topic_of(network, pk)

    def form_of(posted):
        topic.refresh_from_db()
        topic.cycle.network = network
        return TopicForm(posted, cycle=topic.cycle, instance=topic)

    context = {
        "topic": topic,
        "title": topic.title,
        "leave_off": LeaveOffForm(),
        "whole": topic.joined_into,
        "parts": list(topic.parts.all()),
    }
    return _written(request, network, topic.cycle, form_of, "topic_form", **context)


@network_view(can=Capability.EDIT)
def topic_join(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    keys = [key for key in request.GET.getlist("topic") if _is_key(key)]
    listed = list(cycle.topics.on_longlist())
    parts = [topic for topic in listed if str(topic.pk) in keys]
    if request.method == "POST" and _are_joined(cycle, keys):
        return redirect("topic_list", network.slug)  # pressed twice
    if len(parts) < 2 and request.method != "POST":
        context = {
            "network": network,
            "topics": listed,
            "chosen": parts,
            "asked": "go" in request.GET,
        }
        return render(request, "topics/topic_join_choose.html", context)

    def form_of(posted):
        still = [topic for topic in cycle.topics.on_longlist() if str(topic.pk) in keys]
        form = JoinForm(posted, cycle=cycle, parts=still)
        if posted is not None and len(still) < max(2, len(set(keys))):
            form.add_error(
                None,
                _("One of these topics has left the list. Nothing is joined: please choose again."),
            )
        return form

    return _written(request, network, cycle, form_of, "topic_join", parts=parts)


def _is_key(key):
    return key.isascii() and key.isdigit() and len(key) < 19


def _are_joined(cycle, keys):
    wholes = cycle.topics.filter(pk__in=keys).values_list("joined_into", flat=True)
    return len(wholes) > 1 and None not in wholes and len(set(wholes)) == 1


def _written(request, network, cycle, form_of, page, **context):
    """Show a form of a topic's words, or keep what it brought while the list cannot change under it."""
    if request.method == "POST":
        try:
            with changing_list(cycle):
                form = form_of(request.POST)
                if form.is_valid():
                    topic = form.save(by=request.user)
                    return _to_list(network, topic)
        except (WordingFrozen, CannotJoin) as refused:
            form = form_of(request.POST)
            form.add_error(None, str(refused))
    else:
        if list_is_frozen(cycle):
            messages.error(
                request,
                _("People voted, or are voting, on these words. So they stay as they are."),
            )
            return redirect("topic_list", network.slug)
        form = form_of(None)
    context |= {"network": network, "form": form}
    return render(request, f"topics/{page}.html", context)


def _to_list(network, topic):
    return redirect(f"{reverse('topic_list', args=[network.slug])}#topic-{topic.pk}")
