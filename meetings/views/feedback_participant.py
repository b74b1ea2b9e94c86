"""A participant says how a meeting was, and sees how meetings were."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings import feedback_trend as trend
from meetings.feedback_forms import FeedbackForm
from meetings.models import Feedback
from meetings.models.feedback import FeedbackClosed
from network.access import participant_view
from network.views.codes import ask_for_code


@participant_view
def feedback_reply(request, person, pk):
    feedback = get_object_or_404(
        Feedback.objects.filter(activity__invitations__person=person).select_related(
            "activity", "meeting"
        ),
        pk=pk,
    )
    reply, thing = feedback.replies.filter(person=person).first(), f"feedback:{feedback.pk}"
    if not person.device.may_show(thing, saved=reply is not None):
        return ask_for_code(request, person)
    posted = request.POST if request.method == "POST" else None
    form = FeedbackForm(posted, feedback=feedback, instance=reply)
    closed = not feedback.activity.is_open()
    if form.is_valid():
        try:
            feedback.reply(person, **form.given())
        except FeedbackClosed:
            closed = True
        else:
            person.device.remember(thing)
            messages.success(request, _("Thank you. That helps the next one."))
            return redirect("participant_home", person.code)
    context = {"person": person, "feedback": feedback, "form": form, "closed": closed}
    return render(request, "participant/feedback_form.html", context)


@participant_view
def feedback_shown(request, person):
    """What members said of each meeting, once its questions have closed."""
    context = {"person": person, "trend": trend.of(person.network, for_members=True)}
    return render(request, "participant/feedback_shown.html", context)
