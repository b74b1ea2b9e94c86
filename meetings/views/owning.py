"""Holding an action, from one's own page: how it goes in one tap, and what to do when one cannot go on."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.action_forms import GiveBackForm, ReportForm
from meetings.hands import ask_once_more, is_by_hand
from meetings.models import Action
from network.access import participant_view

THANKED = timedelta(days=30)  # so long a finished action is still on the page
REGRET = timedelta(hours=1)
ONE_TAP = [
    Action.Status.ON_TRACK,
    Action.Status.NEEDS_HELP,
    Action.Status.STUCK,
    Action.Status.DONE,
]


def on_home(person, at):
    """What a participant’s page says of the actions they hold and help with. Three queries."""
    recent = Q(finished_at=None) | Q(finished_at__gt=at - THANKED)
    owned = person.network.actions.filter(recent, owner=person).prefetch_related("updates")
    return {
        "owned": [owned_line(action, person, at) for action in owned],
        "helped": _helped(person, at),
    }


def owned_line(action, person, at, form=None):
    """An action as its owner sees it; with the form again if it could not be taken."""
    last, before = [*action.updates.all(), None, None][:2]
    can_unsay = (
        last is not None
        and last.person_id == person.pk
        and not last.change
        and at - last.at < REGRET
    )
    was = before.status if before else Action.Status.NOT_STARTED
    return {
        "action": action,
        "last": last,
        "unsay": last.pk if can_unsay and was != action.status else None,
        "was": Action.Status(was).label,
        "one_tap": [(status, status.label) for status in ONE_TAP],
        "form": form,
    }


def _helped(person, at):
    """[(action, what this person offered)] of what others hold."""
    recent = Q(action__finished_at=None) | Q(action__finished_at__gt=at - THANKED)
    offers = person.supports.filter(recent, action__taken_back_at=None)
    found = {}
    for offer in offers.select_related("action"):
        if offer.action.owner_id != person.pk:
            found.setdefault(offer.action, []).append(str(offer.get_kind_display()))
    return list(found.items())


def _own(person, pk):
    return get_object_or_404(Action.objects.filter(network=person.network, owner=person), pk=pk)


def _home(person, action):
    return redirect(f"{reverse('participant_home', args=[person.code])}#action-{action.pk}")


@participant_view
@require_POST
def owner_report(request, person, pk):
    action = _own(person, pk)
    if "status" not in request.POST:  # as when a mail scanner sends the form
        return _home(person, action)
    form = ReportForm(request.POST)
    if not form.is_valid():
        line = owned_line(action, person, timezone.now(), form)
        context = {"person": person, "line": line}
        return render(request, "participant/action_again.html", context)
    said = Action.Status(form.cleaned_data["status"]).label
    if not is_by_hand(request, person):
        return ask_once_more(request, person, action, said, **form.cleaned_data)
    action.report(**form.cleaned_data, person=person)
    messages.success(
        request, _("Thank you. Noted: %(status)s. The others can see it.") % {"status": said}
    )
    return _home(person, action)


@participant_view
@require_POST
def owner_unsay(request, person, pk):
    """Not what they meant: it stands again as before."""
    action, update = _own(person, pk), request.POST.get("update", "")
    if update.isascii() and update.isdigit() and len(update) < 19 and person.device.known:
        if action.unsay(int(update), person):
            messages.success(
                request,
                _("It stands as before: %(status)s.") % {"status": action.get_status_display()},
            )
        else:
            messages.error(request, _("Something else was said since, so that stands."))
    return _home(person, action)


@participant_view
@require_POST
def owner_give_back(request, person, pk):
    action, form = _own(person, pk), GiveBackForm(request.POST)
    if "give" not in request.POST:
        return _home(person, action)
    if not form.is_valid():
        messages.error(request, _("Please say it in at most 300 letters."))
        return _home(person, action)
    if not is_by_hand(request, person):
        says = _("I cannot hold it any more")
        return ask_once_more(request, person, action, says, **form.cleaned_data)
    if action.give_back(person, note=form.cleaned_data["note"]) is not None:
        messages.success(
            request, _("Thank you for saying so. Your coordinator looks for somebody else.")
        )
    return redirect("participant_home", person.code)
