"""The outbox: every message that is a draft, waits, left, came back, or could not be sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.access import network_view
from network.message_forms import BouncedForm, MessageForm, PromisedForm
from network.models import Capability, Message

from .sending import send_and_say, send_one_and_say

A_PAGE = 100


@network_view(can=Capability.CIRCULATE)
def message_list(request, network):
    mailings = network.mailings.with_tallies().select_related("made_by")
    context = {
        "network": network,
        "mailings": Paginator(mailings, A_PAGE).get_page(request.GET.get("page")),
        "alone": _listed(network.messages.to_see().filter(mailing=None), request, "alone"),
        "tally": network.messages.tally(),
    }
    return render(request, "network/message_list.html", context)


def _listed(messages, request, name="page"):
    """A page of messages: who, and what became of each. The words themselves are not loaded."""
    listed = messages.select_related("person").defer("body")
    return Paginator(listed, A_PAGE).get_page(request.GET.get(name))


@network_view(can=Capability.CIRCULATE)
def mailing_detail(request, network, pk):
    mailing = get_object_or_404(network.mailings.with_tallies().select_related("made_by"), pk=pk)
    state = request.GET.get("state", "")
    listed = mailing.messages.order_by("person__name", "pk")
    if state in Message.State:
        listed = listed.filter(state=state)
    context = {
        "network": network,
        "mailing": mailing,
        "tally": mailing.messages.tally(),
        "state": state,
        "listed": None if mailing.hides_people else _listed(listed, request),
    }
    return render(request, "network/mailing_detail.html", context)


@network_view(can=Capability.CIRCULATE)
@require_POST
def mailing_send(request, network, pk):
    """Send the drafts, as many as the button said."""
    mailing = get_object_or_404(network.mailings, pk=pk)
    form = PromisedForm(request.POST)
    if form.is_valid() and mailing.approve(promised=form.cleaned_data["promised"]) is not None:
        send_and_say(request, mailing)
    else:
        messages.error(
            request, _("The number of drafts has changed. Nothing was sent: please look again.")
        )
    return redirect("mailing_detail", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def mailing_set_aside(request, network, pk):
    count = get_object_or_404(network.mailings, pk=pk).set_aside()
    say = ngettext(
        "%(n)d message is put aside and does not go out.",
        "%(n)d messages are put aside and do not go out.",
        count,
    )
    messages.success(request, say % {"n": count})
    return redirect("mailing_detail", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def mailing_retry(request, network, pk):
    """Try again what is known not to have gone."""
    mailing = get_object_or_404(network.mailings, pk=pk)
    mailing.messages.failed().update(state=Message.State.READY)
    send_and_say(request, mailing)
    return redirect("mailing_detail", network.slug, pk)


def _message_of(network, pk):
    """A message whose reader may be known. One that hides its people is reached by its mailing alone."""
    messages = network.messages.to_see().select_related("person", "mailing")
    message = get_object_or_404(messages, pk=pk)
    if message.mailing and message.mailing.hides_people:
        raise Http404
    return message


@network_view(can=Capability.CIRCULATE)
def message_detail(request, network, pk):
    message = _message_of(network, pk)
    form = MessageForm(request.POST or None, message=message) if message.can_be_edited else None
    if request.method == "POST":
        if form is None:
            messages.error(request, _("This message has gone meanwhile, so it stays as it was."))
            return redirect("message_detail", network.slug, pk)
        if form.is_valid():
            if _edit(request, message, form):
                if request.POST.get("go") == "send":
                    return message_send(request, slug=network.slug, pk=pk)
            else:
                messages.error(
                    request, _("This message has gone meanwhile, so it stays as it was.")
                )
            return redirect("message_detail", network.slug, pk)
    context = {
        "network": network,
        "message": message,
        "form": form,
        "bounced": BouncedForm(),
    }
    return render(request, "network/message_detail.html", context)


def _edit(request, message, form):
    """Keep what was changed. An address that differs from the register's is pointed out."""
    if form.has_changed() and not message.edit(**form.cleaned_data, by=request.user):
        return False
    if form.has_changed():
        messages.success(request, _("Changed. It goes out as it stands here."))
    person = message.person
    if person is not None and person.email.casefold() != message.to.casefold():
        messages.error(
            request,
            _("The register still says %(email)s. Change it there too, for what is sent next.")
            % {"email": person.email or _("no email")},
        )
    return True


@network_view(can=Capability.CIRCULATE)
@require_POST
def message_send(request, network, pk):
    """Send one draft, or try again one that could not be sent."""
    message = _message_of(network, pk)
    if message.approve() or message.state == Message.State.FAILED:
        send_one_and_say(request, message)
    return redirect("message_detail", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def message_set_aside(request, network, pk):
    if _message_of(network, pk).set_aside():
        messages.success(request, _("Put aside. It does not go out."))
    return redirect("message_detail", network.slug, pk)


@network_view(can=Capability.CIRCULATE)
@require_POST
def message_came_back(request, network, pk):
    """She got the notice that it bounced: most mail servers tell nobody else."""
    form = BouncedForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if _message_of(network, pk).came_back(reason):
        messages.success(request, _("Marked as come back. No reminder goes to this address now."))
    return redirect("message_detail", network.slug, pk)
