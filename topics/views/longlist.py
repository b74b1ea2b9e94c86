"""The longlist: topics, their words, and what is left off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from topics.forms import LeaveOffForm, TopicForm
from topics.models import Topic

from .finding import votes_of


def _topics_of(network):
    return Topic.objects.filter(cycle__network=network)


@network_view
def topic_list(request, network):
    cycle = network.current_cycle()
    vote = votes_of(network).filter(cycle=cycle).first()
    context = {
        "network": network,
        "cycle": cycle,
        "topics": cycle.topics.on_longlist().select_related("citable"),
        "left_off": cycle.topics.left_off(),
        "vote": vote,
        "wording_is_frozen": vote is not None and vote.activity.is_opened,
    }
    return render(request, "topics/topic_list.html", context)


@network_view(can=Capability.EDIT)
def topic_create(request, network):
    return _topic_form(
        request, network, TopicForm(request.POST or None, cycle=network.current_cycle())
    )


@network_view(can=Capability.EDIT)
def topic_edit(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    form = TopicForm(request.POST or None, cycle=topic.cycle, instance=topic)
    return _topic_form(request, network, form, topic)


def _topic_form(request, network, form, topic=None):
    if _wording_is_frozen(form.cycle):
        messages.error(
            request, _("People are voting on these words, so they cannot be changed now.")
        )
        return redirect("topic_list", network.slug)
    if form.is_valid():
        form.save()
        return redirect("topic_list", network.slug)
    context = {"network": network, "form": form, "topic": topic, "leave_off": LeaveOffForm()}
    return render(request, "topics/topic_form.html", context)


def _wording_is_frozen(cycle):
    return cycle.votes.filter(activity__opened_at__isnull=False).exists()


@network_view(can=Capability.EDIT)
@require_POST
def topic_leave_off(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    form = LeaveOffForm(request.POST)
    if _wording_is_frozen(topic.cycle):
        messages.error(request, _("The vote is open: the list stays as it is."))
    elif form.is_valid():
        topic.leave_off(reason=form.cleaned_data["reason"])
        messages.success(request, _("It is off the list, and the reason is kept with it."))
    else:
        messages.error(request, _("Say in a sentence why it is left off. Members will see it."))
    return redirect("topic_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def topic_put_back(request, network, pk):
    topic = get_object_or_404(_topics_of(network).select_related("cycle"), pk=pk)
    if not _wording_is_frozen(topic.cycle):
        topic.put_back()
    return redirect("topic_list", network.slug)
