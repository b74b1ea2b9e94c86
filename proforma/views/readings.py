"""The library of what was read, and what a member would have us read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import uploads
from network.access import network_view, participant_view
from network.models import Capability
from proforma import library
from proforma.forms import ReadingForm, SetAsideForm, SuggestForm
from proforma.models import Reading
from proforma.models.readings import TooManySuggestions

THING = "readings"  # what a known device may show


def reading_of(network, number):
    return get_object_or_404(network.readings, number=number)


@network_view
def reading_list(request, network):
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    shelf = library.shelf(network, asked)
    context = {
        "network": network,
        "proforma": network.current_cycle().proformas.first(),
        "shelf": shelf,
        "asked": asked,
        "names_finders": Capability.EDIT in network.may,
    }
    return render(request, "proforma/reading_list.html", context)


@network_view(can=Capability.EDIT)
def reading_create(request, network):
    return _form(request, network, Reading(network=network))


@network_view(can=Capability.EDIT)
def reading_edit(request, network, number):
    return _form(request, network, reading_of(network, number))


def _form(request, network, reading):
    form = ReadingForm(
        request.POST or None, request.FILES or None, instance=reading, network=network
    )
    if form.is_valid():
        kept = form.save_by(request.user)
        messages.success(request, _("%(code)s is in the library.") % {"code": kept.code})
        return redirect("reading_list", network.slug)
    context = {
        "network": network,
        "form": form,
        "reading": reading if reading.pk else None,
        "file_is_lost": bool(form.errors and request.FILES),
        "set_aside": SetAsideForm(),
    }
    return render(request, "proforma/reading_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def reading_set_aside(request, network, number):
    reading, form = reading_of(network, number), SetAsideForm(request.POST)
    if form.is_valid():
        reading.set_aside(reason=form.cleaned_data["reason"])
        messages.success(request, _("It is set aside, and the reason is kept with it."))
        return redirect("reading_list", network.slug)
    messages.error(request, _("Say in a sentence why it is set aside: up to 300 characters."))
    return redirect("reading_edit", network.slug, number)


@network_view(can=Capability.EDIT)
@require_POST
def reading_take_up(request, network, number):
    reading_of(network, number).take_up_again()
    return redirect("reading_list", network.slug)


@network_view
def reading_file(request, network, number):
    reading = reading_of(network, number)
    if not reading.file:
        raise Http404
    return uploads.given_back(reading.file, reading.file_name)


@participant_view
def reading_suggest(request, person):
    """A suggestion needs no code. What was suggested before is listed on a device that knows them."""
    theirs = person.readings.filter(is_from_member=True)
    shows = person.device.may_show(THING, saved=theirs.exists())
    form = SuggestForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            Reading.suggest(person, **form.written())
        except TooManySuggestions as refused:
            form.add_error(None, str(refused))
        else:
            if shows:
                person.device.remember(THING)
            messages.success(
                request, _("Thank you. Your coordinator sees it, and that it came from you.")
            )
            return redirect("reading_suggest", person.code)
    context = {
        "person": person,
        "form": form,
        "file_is_lost": bool(form.errors and request.FILES),
        "theirs": theirs if shows else [],
        "hides_theirs": not shows,
    }
    return render(request, "participant/reading_form.html", context)
