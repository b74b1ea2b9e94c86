"""Who was asked to lead: recorded, told back, put right, renewed; and what members read of it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import mandate, read_back
from meetings.mandate_forms import MandateForm, PutRightForm, RenewalForm
from meetings.models import Direction, Signal
from network import words
from network.access import network_view, participant_view
from network.circulation import NumberChanged, as_read
from network.message_forms import WrittenForm
from network.models import Capability
from network.views.sending import send_and_say


def mandates_seen(network):
    """Those this user may see, the newest first. What was recorded by mistake is for those who edit."""
    found = network.mandates.newest_first().with_all()
    return found if Capability.EDIT in network.may else found.standing()


def mandate_of(network, pk):
    one = get_object_or_404(mandates_seen(network), pk=pk)
    one.network = network
    return one


@network_view
def mandate_list(request, network):
    today = words.date_of(timezone.now(), network)
    listed = [(one, mandate.standing_on(one, today)) for one in mandates_seen(network)]
    context = {
        "network": network,
        "listed": listed,
        "live": [one for one, how in listed if how.is_live],
    }
    return render(request, "meetings/mandate_list.html", context)


@network_view
def mandate_detail(request, network, pk):
    one = mandate_of(network, pk)
    return _detail(request, one)


def _detail(request, one, renewal_form=None, put_right_form=None):
    network, today = one.network, words.date_of(timezone.now(), one.network)
    context = {
        "network": network,
        "mandate": one,
        "lines": mandate.lines(one),
        "standing": mandate.standing_on(one, today),
        "renewals": [
            (renewal, mandate.renewal_in_words(renewal))
            for renewal in one.renewals.all()
            if renewal.mistaken_at is None or Capability.EDIT in network.may
        ],
        "renewal_form": renewal_form
        or RenewalForm(mandate=one, initial={"asked_on": today, "is_renewed": "yes"}),
        "put_right_form": put_right_form or PutRightForm(network=network, instance=one),
    }
    return render(request, "meetings/mandate_detail.html", context)


@network_view(can=Capability.EDIT)
def mandate_create(request, network):
    signal = _signal(request, network)
    if signal is not None and signal.mandate_id is not None:
        messages.error(request, _("That sign became this mandate already."))
        return redirect("mandate_detail", network.slug, signal.mandate_id)
    form = MandateForm(request.POST or None, network=network, initial=_prefilled(network, signal))
    if form.is_valid():
        cycle = network.current_cycle()
        cycle.network = network
        with transaction.atomic():
            one = form.record(cycle=cycle, by=request.user)
            if signal is not None:
                signal.settle(Signal.Outcome.MANDATE, mandate=one, by=request.user)
        messages.success(request, _("It is recorded. Tell it back to members: did they mean that?"))
        return redirect("mandate_detail", network.slug, one.pk)
    context = {"network": network, "form": form, "signal": signal}
    return render(request, "meetings/mandate_form.html", context)


def _signal(request, network):
    """The sign that a mandate is being made from, if one is."""
    asked = request.GET.get("signal", "")
    if not asked.isdecimal() or len(asked) > 9:
        return None
    return network.signals.filter(pk=int(asked)).first()


def _prefilled(network, signal):
    now = timezone.now()
    if signal is None:
        return {"given_on": words.date_of(now, network)}
    return {"given_on": words.date_of(signal.at, network), "purpose": signal.text}


@network_view(can=Capability.EDIT)
def mandate_edit(request, network, pk):
    one = mandate_of(network, pk)
    if one.read_back_at is not None:
        messages.error(
            request,
            _("It was told back in these words. Add what was put right, or mark it as a mistake."),
        )
        return redirect("mandate_detail", network.slug, one.pk)
    form = MandateForm(request.POST or None, network=network, instance=one)
    if form.is_valid():
        form.save()
        return redirect("mandate_detail", network.slug, one.pk)
    context = {"network": network, "form": form, "mandate": one}
    return render(request, "meetings/mandate_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def mandate_mistake(request, network, pk):
    """Mark it as recorded by mistake, or not any more. Nothing is deleted."""
    one = mandate_of(network, pk)
    if "back" in request.POST:
        one.unmark()
        messages.success(request, _("It counts again, and members can read it."))
    else:
        one.mark_mistaken()
        messages.success(
            request, _("Marked as recorded by mistake. Members do not see it any more.")
        )
    return redirect("mandate_detail", network.slug, one.pk)


@network_view(can=Capability.EDIT)
@require_POST
def mandate_put_right(request, network, pk):
    one = mandate_of(network, pk)
    form = PutRightForm(request.POST, network=network, instance=one)
    if form.is_valid():
        form.keep()
        messages.success(request, _("Kept. Members read it below the mandate."))
        return redirect("mandate_detail", network.slug, one.pk)
    return _detail(request, mandate_of(network, pk), put_right_form=form)


@network_view(can=Capability.EDIT)
@require_POST
def mandate_renew(request, network, pk):
    one = mandate_of(network, pk)
    form = RenewalForm(request.POST, mandate=one)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, _("What members said is recorded."))
        return redirect("mandate_detail", network.slug, one.pk)
    return _detail(request, one, renewal_form=form)


@network_view(can=Capability.EDIT)
@require_POST
def renewal_mistake(request, network, pk, renewal_pk):
    renewal = get_object_or_404(mandate_of(network, pk).renewals, pk=renewal_pk)
    renewal.mistaken_at = None if "back" in request.POST else timezone.now()
    renewal.save(update_fields=["mistaken_at"])
    return redirect("mandate_detail", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
def mandate_read_back(request, network, pk):
    """Ask everyone who takes part whether that is what they meant."""
    one = mandate_of(network, pk)
    if one.read_back_at is not None or one.mistaken_at is not None:
        messages.error(request, _("There is nothing to tell back any more."))
        return redirect("mandate_detail", network.slug, pk)
    people = read_back.recipients(network)
    form = WrittenForm(
        request.POST or None,
        to_send=sum(recipient.person.can_be_written_to for recipient in people),
        initial=read_back.proposed(one),
    )
    if request.POST.get("go") == "aloud":
        one.was_read_back()
        messages.success(request, _("Kept: it was told back aloud."))
        return redirect("mandate_detail", network.slug, pk)
    if form.is_valid() and not form.wants_a_look and _send(request, one, form):
        return redirect("mandate_detail", network.slug, pk)
    context = {
        "network": network,
        "mandate": one,
        "form": form,
        "as_read": _as_read(form, people),
    }
    return render(request, "meetings/mandate_read_back.html", context)


def _send(request, one, form):
    try:
        mailing = read_back.send(
            one, promised=form.cleaned_data["promised"], by=request.user, **form.written()
        )
    except NumberChanged as changed:
        form.say_the_number_changed(changed.now)
        return False
    except read_back.ReadBackAlready:
        messages.error(request, _("Somebody has told it back already."))
        return True
    send_and_say(request, mailing)
    return True


def _as_read(form, people):
    """How the first of them reads it."""
    if not (form.is_bound and form.is_valid()):
        return []
    text = form.written()
    return [
        (one.person, as_read(text["subject"], one), as_read(text["body"], one))
        for one in people[:1]
    ]


@participant_view
def participant_mandate(request, person):
    network = person.network
    today = words.date_of(timezone.now(), network)
    given = network.mandates.standing().newest_first().with_all()
    listed = [(one, mandate.standing_on(one, today)) for one in given]
    context = {
        "person": person,
        "live": [
            (one, how, mandate.lines(one), how.renewal and mandate.renewal_in_words(how.renewal))
            for one, how in listed
            if how.is_live
        ],
        "earlier": [(one, how) for one, how in listed if how.state == mandate.State.LAPSED],
        "directions": Direction.objects.filter(cycle__network=network).select_related("cycle"),
    }
    return render(request, "participant/mandate.html", context)
