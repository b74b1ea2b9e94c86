"""Words that are read before anybody else reads them, and what is decided of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma import to_read
from proforma.forms import FlagForm
from proforma.getting_in_touch import NoAddress, ask_writer

from .builder import proforma_of


def desk_of(request, network, pk):
    """The pro-forma, who reads, and what they find there."""
    proforma = proforma_of(network, pk)
    for part in proforma.parts.all():
        part.proforma = proforma
    reader = to_read.reader(network, request.user, circulates=Capability.CIRCULATE in network.may)
    if not reader.reads_anything:
        raise PermissionDenied
    return proforma, reader, to_read.desk(proforma, reader, timezone.now())


def reading_of(request, network, pk, key):
    """The pro-forma and one reading of it. What is for another's eyes is not there at all."""
    proforma, reader, desk = desk_of(request, network, pk)
    reading = desk.find(key)
    if reading is None:
        raise Http404
    return proforma, reader, desk, reading


@network_view
def flag_list(request, network, pk):
    """Open to every role: the person who reads of a risk may have any."""
    proforma, reader, desk = desk_of(request, network, pk)
    return _page(request, network, proforma, reader, desk)


def _page(request, network, proforma, reader, desk, refused=None):
    """The page; `refused` is a form that could not be taken, and stays as it was filled in."""
    forms = [FlagForm(flag=reading.flag) for reading in desk.to_read]
    if refused is not None:
        forms = [refused if form.flag == refused.flag else form for form in forms]
    to_read_now = list(zip(desk.to_read, forms, strict=True))
    context = {
        "network": network,
        "proforma": proforma,
        "reader": reader,
        "desk": desk,
        "concerns": to_read_now[: len(desk.concerns)],
        "identifying": to_read_now[len(desk.concerns) :],
    }
    return render(request, "proforma/flag_list.html", context)


@network_view
@require_POST
def flag_settle(request, network, pk, key):
    proforma, reader, desk, reading = reading_of(request, network, pk, key)
    form = FlagForm(request.POST, flag=reading.flag)
    if not form.is_valid():
        if reading not in desk.to_read:
            return _too_late(request, network, pk)
        return _page(request, network, proforma, reader, desk, refused=form)
    kept = reading.flag.settle(
        form.settled_as(), seen=form.cleaned_data["seen"], note=form.noted(), by=request.user
    )
    if not kept:
        return _too_late(request, network, pk)
    messages.success(request, _("Kept. Nothing of what was written has been changed."))
    return redirect("flag_list", network.slug, pk)


def _too_late(request, network, pk):
    messages.error(
        request,
        _("It has changed since you opened the page, or somebody was faster. Please look again."),
    )
    return redirect("flag_list", network.slug, pk)


@network_view
@require_POST
def flag_look_again(request, network, pk, key):
    _proforma, _reader, _desk, reading = reading_of(request, network, pk, key)
    if reading.flag.settled_at is not None and reading.flag.found:
        reading.flag.look_again()
        messages.success(request, _("It waits to be read again. Until then nobody sees the words."))
    return redirect("flag_list", network.slug, pk)


@network_view
@require_POST
def flag_ask_writer(request, network, pk, key):
    _proforma, _reader, _desk, reading = reading_of(request, network, pk, key)
    if not reading.flag.is_concern:
        raise Http404
    try:
        went = ask_writer(reading.flag, by=request.user)
    except NoAddress:
        messages.error(request, _("We cannot reach whoever wrote this by email."))
    else:
        if went is None:
            messages.error(request, _("They have been asked already."))
        elif went:
            messages.success(
                request, _("Whoever wrote it has been asked to get in touch. We do not say who.")
            )
        else:
            messages.error(request, _("The message could not be sent. Please try again."))
    return redirect("flag_list", network.slug, pk)
