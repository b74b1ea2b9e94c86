"""How the meeting was."""

from statistics import mean

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.models import Feedback
from network import disclosure
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view(can=Capability.RUN)
@require_POST
def feedback_ask(request, network, number):
    meeting = meeting_of(network, number)
    if Feedback.objects.filter(meeting=meeting).exists():
        messages.error(request, _("The three questions are already open."))
    else:
        Feedback.ask(meeting)
        messages.success(request, _("The three questions now wait on everyone’s own page."))
    return redirect("feedback_results", network.slug, number)


@network_view
def feedback_results(request, network, number):
    meeting = meeting_of(network, number)
    feedback = Feedback.objects.filter(meeting=meeting).select_related("activity").first()
    context = {"network": network, "meeting": meeting, "feedback": feedback}
    if feedback is not None:
        context |= results_of(feedback, network, reads_words=Capability.RUN in network.may)
    return render(request, "meetings/feedback_results.html", context)


def results_of(feedback, network, *, reads_words=True):
    """Counts and means, once enough have replied; comments in no order that tells who wrote them."""
    replied = feedback.replies.count()
    shown = disclosure.released(
        replied, over=feedback.activity.is_over(), floor=network.smallest_group
    )
    context = {
        "replied": replied,
        "asked": feedback.activity.invitations.asked().count(),
        "shown": shown,
    }
    if not shown:
        return context
    rows = list(
        feedback.replies.order_by("at", "pk").values_list("worth", "heard", "keep", "change")[
            :shown
        ]
    )
    questions = []
    for title, ratings in (
        (_("Was it worth your time?"), [row[0] for row in rows if row[0]]),
        (_("Were you heard?"), [row[1] for row in rows if row[1]]),
    ):
        if not ratings:  # every one of them left this question blank
            continue
        spread = [
            (step, ratings.count(step), ratings.count(step) / len(ratings)) for step in range(1, 6)
        ]
        questions.append(
            {"title": title, "mean": mean(ratings), "n": len(ratings), "spread": spread}
        )
    comments = sorted(words for row in rows for words in row[2:] if words)
    return context | {"questions": questions, "comments": comments if reads_words else []}
