"""How the meeting was: asking, slips of paper, and what came back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import feedback_results as results
from meetings import feedback_trend as trend
from meetings.feedback_forms import LastDayForm, SlipForm
from meetings.models import Feedback
from meetings.models.feedback import FeedbackClosed, FeedbackRefused
from network.access import network_view
from network.models import Capability
from topics import framing
from topics.models import Vote

from .meetings import meeting_of


@network_view(can=Capability.RUN)
@require_POST
def feedback_ask(request, network, number):
    meeting, form = meeting_of(network, number), LastDayForm(request.POST, network=network)
    if not form.is_valid():
        _say_errors(request, form)
        return redirect("feedback_results", network.slug, number)
    try:
        Feedback.ask(meeting, closes_at=form.closes_at())
    except FeedbackRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The three questions now wait on everyone’s own page."))
    return redirect("feedback_results", network.slug, number)


@network_view(can=Capability.RUN)
@require_POST
def feedback_until(request, network, number):
    """Choose another last day, while people can answer."""
    feedback = _feedback_of(network, number)
    form = LastDayForm(request.POST, network=network)
    if not form.is_valid():
        _say_errors(request, form)
    elif (closes_at := form.closes_at()) is None:
        messages.error(request, _("Choose the last day."))
    else:
        try:
            feedback.keep_open_until(closes_at)
        except FeedbackClosed:
            messages.error(request, _("These questions have closed. Nothing was changed."))
        else:
            messages.success(request, _("The last day is changed."))
    return redirect("feedback_results", network.slug, number)


def _say_errors(request, form):
    messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))


def _feedback_of(network, number):
    """The feedback of a meeting, with its meeting in hand."""
    meeting = meeting_of(network, number)
    found = Feedback.objects.select_related("activity")
    feedback = get_object_or_404(found, meeting=meeting)
    feedback.meeting = meeting
    return feedback


@network_view
def feedback_results(request, network, number):
    meeting = meeting_of(network, number)
    feedback = Feedback.objects.filter(meeting=meeting).select_related("activity").first()
    context = {"network": network, "meeting": meeting, "feedback": feedback}
    if feedback is None:
        context |= {
            "why_not_yet": Feedback.why_not_yet(meeting),
            "last_day": LastDayForm(network=network),
        }
    else:
        feedback.meeting = meeting
        context |= results_of(feedback, network, reads_words=Capability.RUN in network.may)
        if feedback.activity.is_open():
            context["last_day"] = LastDayForm(
                network=network, closes_at=feedback.activity.closes_at
            )
        context["record"] = _record(meeting.cycle) if context["told"].scale("topics_ours") else []
    return render(request, "meetings/feedback_results.html", context)


def results_of(feedback, network, *, reads_words=True):
    """What a page of the results shows. What people wrote is for those who run meetings."""
    told = results.of(feedback, network)
    return {
        "told": told,
        "replied": told.replied,
        "asked": feedback.activity.invitations.asked().count(),
        "shown": told.shown,
        "reads_words": reads_words,
    }


def _record(cycle):
    """Where the topics came from, in sentences that stand beside what members believe of it."""
    listed = _sides(cycle.topics.on_longlist())
    if not any(listed):
        return []
    vote = Vote.of_cycle(cycle)
    chosen = _sides(vote.chosen_topics()) if vote is not None and vote.is_counted else (0, 0)
    said = [framing.on_list(*listed).said]
    return said + ([framing.among_chosen(*chosen).said] if any(chosen) else [])


def _sides(topics):
    """(began with the coordinator, began with the network)."""
    began = [topic.began_with_coordinator for topic in topics]
    return began.count(True), began.count(False)


@network_view(can=Capability.RUN)
def feedback_slips(request, network, number):
    """Type slips of paper in, one after the other."""
    feedback = _feedback_of(network, number)
    form = SlipForm(request.POST if request.method == "POST" else None, feedback=feedback)
    is_open = feedback.activity.is_open()
    if form.is_valid():
        try:
            feedback.add_slip(after=form.cleaned_data["typed"], **form.given())
        except FeedbackRefused as refused:
            form.add_error(None, str(refused))
        except FeedbackClosed:
            is_open = False
        else:
            messages.success(request, _("The slip is kept. Here is an empty one for the next."))
            return redirect("feedback_slips", network.slug, number)
    slips = list(feedback.slips())
    context = {
        "network": network,
        "meeting": feedback.meeting,
        "feedback": feedback,
        "form": form,
        "is_open": is_open,
        "slips": slips,
        "left": max(feedback.slips_left(), 0),
    }
    return render(request, "meetings/feedback_slips.html", context)


@network_view(can=Capability.RUN)
@require_POST
def feedback_slip_back(request, network, number, pk):
    feedback = _feedback_of(network, number)
    try:
        feedback.take_back_slip(pk)
    except FeedbackClosed:
        messages.error(request, _("These questions have closed. Slips stay as they are."))
    else:  # also for a press that came twice
        messages.success(request, _("The slip is taken back. It counts no more."))
    return redirect("feedback_slips", network.slug, number)


@network_view
def feedback_trend(request, network):
    context = {"network": network, "trend": trend.of(network)}
    return render(request, "meetings/feedback_trend.html", context)
