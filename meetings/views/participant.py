"""A participant's own page, and what she does from it: help, report, say how it was."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.forms import FeedbackForm, ReportForm, SupportForm
from meetings.models import Action, Feedback, Support
from meetings.models.feedback import FeedbackClosed
from network.access import participant_view
from network.contributions import participant_tasks
from network.views.codes import ask_for_code


def _first_first(task):
    """What waits before what is done; then what closes first, day by day, in the order of the cycle."""
    closes = task.closes_at.date().isoformat() if task.closes_at else "9999"
    return (task.done, closes, task.order)


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
        "meeting": person.network.meetings.to_come(now).first(),
        "owned": actions.open().filter(owner=person),
        "helping": actions.open().filter(supports__person=person).exclude(owner=person).distinct(),
        "has_actions": actions.open().exists(),
        "codes": person.device_codes.not_to(person.email, since=now - timedelta(days=30)),
        "knows_all": person.device.may_show(""),
        "first_touch": reverse("page_touched", args=[person.code])
        if person.invitations.unopened(now).exists()
        else "",
        "report": ReportForm(),
    }
    return render(request, "participant/home.html", context)


@participant_view
def help_list(request, person):
    actions = person.network.actions.open().with_people()
    offered = {}
    for support in person.supports.all():
        offered.setdefault(support.action_id, []).append(support.get_kind_display())
    context = {
        "person": person,
        "actions": [(action, offered.get(action.pk)) for action in actions],
        "kinds": Support.Kind.choices,
    }
    return render(request, "participant/help_list.html", context)


@participant_view
@require_POST
def help_offer(request, person, pk):
    action = get_object_or_404(person.network.actions.open(), pk=pk)
    form = SupportForm(request.POST)
    if form.is_valid():
        action.sign_up(person, form.cleaned_data["kind"])
        messages.success(request, _("Thank you. Your offer stands beside the action."))
    else:
        messages.error(request, _("Choose what you can offer."))
    return redirect("help_list", person.code)


@participant_view
@require_POST
def help_withdraw(request, person, pk):
    get_object_or_404(person.network.actions, pk=pk).step_back(person)
    messages.success(request, _("Your offer is taken back."))
    return redirect("help_list", person.code)


@participant_view
@require_POST
def owner_report(request, person, pk):
    action = get_object_or_404(Action.objects.filter(network=person.network, owner=person), pk=pk)
    form = ReportForm(request.POST)
    if form.is_valid() and form.says_nothing_new(action):  # as when a mail scanner presses it
        messages.error(
            request, _("That is how it stands already. Choose another, or add a word about it.")
        )
    elif form.is_valid():
        action.report(**form.cleaned_data, person=person)
        messages.success(request, _("Thank you. The others can see how it is going."))
    else:
        messages.error(
            request, " ".join(error for errors in form.errors.values() for error in errors)
        )
    return redirect("participant_home", person.code)


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
    form = FeedbackForm(request.POST or None, instance=reply)
    closed = not feedback.activity.is_open()
    if form.is_valid():
        try:
            feedback.reply(person, **form.cleaned_data)
        except FeedbackClosed:
            closed = True
        else:
            person.device.remember(thing)
            messages.success(request, _("Thank you. That helps the next one."))
            return redirect("participant_home", person.code)
    context = {"person": person, "feedback": feedback, "form": form, "closed": closed}
    return render(request, "participant/feedback_form.html", context)
