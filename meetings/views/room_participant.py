"""The room on a participant's phone: to be here, help, hold, show energy. It also works from home."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import energy, joining
from meetings.hands import BY_HAND, ask_once_more, is_by_hand
from meetings.models import Action, Feedback, Support
from meetings.models.helping import NotToHold
from meetings.room_forms import HelpForm
from network.access import participant_view


@participant_view
def room(request, person, number):
    meeting = _meeting_of(person, number)
    now = timezone.now()
    is_open = joining.room_is_open(meeting, now)
    actions = list(meeting.actions.with_people()) if is_open else []
    context = {
        "person": person,
        "meeting": meeting,
        "is_open": is_open,
        "is_on_today": joining.is_on_today(meeting, now),
        "is_here": meeting.attendances.filter(person=person).exists(),
        "feedback": _feedback_of(person, meeting, now),
        "lines": _lines(person, actions),
        "kinds": Support.Kind.choices,
    }
    return render(request, "participant/room.html", context)


def _meeting_of(person, number):
    meeting = get_object_or_404(person.network.meetings.on(), number=number)
    meeting.network = person.network
    return meeting


def _feedback_of(person, meeting, now):
    """The closing questions, while they are asked of this person."""
    asked = Feedback.objects.filter(activity__invitations__person=person, meeting=meeting)
    feedback = asked.select_related("activity").first()
    return feedback if feedback and feedback.activity.is_open(now) else None


def _lines(person, actions):
    """Each action with what this person offered, how much energy there is, and whether theirs is shown."""
    offered = {}
    for support in person.supports.all():
        offered.setdefault(support.action_id, []).append(support)
    shown = energy.for_members(actions, floor=person.network.smallest_group)
    mine = _own_energy(person)
    return [
        {
            "action": action,
            "offered": [support.get_kind_display() for support in offered.get(action.pk, [])],
            "kinds_offered": {support.kind for support in offered.get(action.pk, [])},
            "energy": shown[action.pk],
            "is_mine": action.pk in mine,
        }
        for action in actions
    ]


def _own_energy(person):
    """The actions this person showed energy for, where this device may tell. Who did is told to nobody, and
    whoever prints the short codes could come in by one."""
    mine = set(person.energies.values_list("action_id", flat=True))
    return mine if person.device.may_show("energy", saved=bool(mine)) else set()


@participant_view
@require_POST
def room_here(request, person, number):
    """“I am here”: nothing else notes that somebody came."""
    meeting = _meeting_of(person, number)
    if request.POST.get("here") != "yes":
        pass  # as when a mail scanner sends the form
    elif not is_by_hand(request, person):
        return ask_once_more(request, person, meeting, _("I am here"), here="yes")
    elif joining.is_on_today(meeting, timezone.now()):
        meeting.attended_by([person])
        messages.success(request, _("Thank you. You are on the list of those who came."))
    else:
        messages.error(request, _("That can be said on the day of the meeting."))
    return redirect("room", person.code, number)


@participant_view
def help_list(request, person):
    actions = list(person.network.actions.open().with_people())
    context = {
        "person": person,
        "lines": _lines(person, actions),
        "kinds": Support.Kind.choices,
    }
    return render(request, "participant/help_list.html", context)


@participant_view
@require_POST
def help_offer(request, person, pk):
    action, form = _action_of(person, pk), HelpForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick what you can offer."))
    elif not action.is_open:
        messages.error(request, _("This action is not open any more. Thank you all the same."))
    else:
        action.sign_up(person, *form.cleaned_data["kind"])
        person.device.remember(BY_HAND)  # whoever ticks is no mail scanner
        messages.success(request, _("Thank you. Your offer stands beside the action."))
    return _back(request, person, action)


@participant_view
@require_POST
def help_withdraw(request, person, pk):
    action = _action_of(person, pk)
    if "back" in request.POST:
        if not is_by_hand(request, person):
            return _once_more(request, person, action, _("Take my offer back"), "back")
        action.step_back(person)
        messages.success(request, _("Your offer is taken back."))
    return _back(request, person, action)


@participant_view
@require_POST
def action_hold(request, person, pk):
    action = _action_of(person, pk)
    if request.POST.get("hold") == "yes":
        if not is_by_hand(request, person):
            return _once_more(request, person, action, _("I will hold it"), "hold")
        try:
            action.take_on(person)
        except NotToHold as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Thank you. You hold it now: it is on your page."))
    return _back(request, person, action)


@participant_view
@require_POST
def action_energy(request, person, pk):
    action, said = _action_of(person, pk), request.POST.get("energy")
    was_told = person.device.may_show("energy", saved=person.energies.exists())
    if said in ("yes", "no") and not is_by_hand(request, person):
        says = _("This gives me energy") if said == "yes" else _("It does not any more")
        return _once_more(request, person, action, says, "energy")
    if said == "yes":
        action.give_energy(person)
        messages.success(request, _("Noted. It is counted, and nobody sees that it was you."))
    elif said == "no":
        action.take_energy_back(person)
        messages.success(request, _("It is not counted any more."))
    if was_told and said in ("yes", "no"):
        person.device.remember("energy")
    return _back(request, person, action)


def _once_more(request, person, action, says, name):
    carried = {name: request.POST[name], "room": request.POST.get("room", "")}
    return ask_once_more(request, person, action, says, **carried)


def _action_of(person, pk):
    return get_object_or_404(Action.objects.filter(network=person.network), pk=pk)


def _back(request, person, action):
    """To the action, on the page it was pressed on."""
    page = reverse("help_list", args=[person.code])
    number = request.POST.get("room", "")
    if number.isascii() and number.isdecimal() and len(number) < 5:
        page = reverse("room", args=[person.code, int(number)])
    return redirect(f"{page}#action-{action.pk}")
