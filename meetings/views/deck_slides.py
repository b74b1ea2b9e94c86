"""One slide of the deck: its words, its place, and slides of her own."""

from copy import copy
from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.deck import framing
from meetings.deck.arranging import LONGEST_TITLE
from meetings.deck.outline import Place
from meetings.deck_forms import OwnSlideForm, SlideForm, what_was_typed
from meetings.models import Deck
from network.access import network_view
from network.models import Capability

from .deck import drawn, template_of
from .meetings import meeting_of


def _slide_of(meeting, key):
    """The slide with this key, and all slides; there is none unless the records offer it or she wrote it."""
    made = framing.arranged_of(meeting, timezone.now())
    one = _among(made, key)
    if one is None:
        raise Http404
    return one, made


def _among(made, key):
    return next((one for one in made if one.slide.key == key), None)


def _back(meeting, key=""):
    page = reverse("meeting_deck", args=[meeting.network.slug, meeting.number])
    return redirect(f"{page}#slide-{key}" if key else page)


@network_view(can=Capability.EDIT)
def slide_create(request, network, number):
    meeting = meeting_of(network, number)
    form = OwnSlideForm(request.POST or None)
    if form.is_valid():
        slide = Deck.of(meeting).write_slide(**form.written(), written_by=request.user)
        return _back(meeting, slide.key)
    return render(request, "meetings/deck_slide.html", _context(network, meeting, form))


@network_view(can=Capability.EDIT)
def slide_edit(request, network, number, key):
    meeting = meeting_of(network, number)
    typed = what_was_typed(request.POST)
    made = framing.arranged_of(meeting, timezone.now())
    one = _among(made, key)
    if one is None and any(typed.values()):
        return _gone_meanwhile(request, network, meeting, typed)
    if one is None:
        raise Http404
    own = one.offered is None
    form = (
        OwnSlideForm(request.POST or None, instance=copy(one.choice))
        if own
        else SlideForm(request.POST or None, one=one)
    )
    if form.is_valid():
        _keep(Deck.of(meeting), key, form, own=own, by=request.user)
        return _back(meeting, key)
    pages = _pages_of(one, made, meeting)
    context = _context(network, meeting, form) | {
        "one": one,
        "number": pages[0].number if pages and one.place != Place.OUT else None,
        "pages": pages,
    }
    return render(request, "meetings/deck_slide.html", context)


def _gone_meanwhile(request, network, meeting, typed):
    """Its slide is there no more, but what was typed is: it can become a slide of her own."""
    form = OwnSlideForm()
    form.fields[
        "seen"
    ].initial = form.now()  # it comes back as a new slide, of which nobody saw anything
    form.initial |= typed
    context = _context(network, meeting, form) | {"is_gone": True}
    return render(request, "meetings/deck_slide.html", context, status=409)


def _context(network, meeting, form):
    return {"network": network, "meeting": meeting, "form": form}


def _pages_of(one, made, meeting):
    """Its pages, numbered and titled as they are in the file; by itself if it is left out."""
    if one.place == Place.OUT:
        made = [replace(one, slide=replace(one.slide, place=Place.ROOM))]
    outline = framing.outline_from(made, meeting, author="", at=timezone.now())
    return drawn(outline, template_of(meeting)).get(one.slide.key, [])


def _keep(deck, key, form, *, own, by):
    if own:
        deck.rewrite(key, **form.written(), written_by=by)
    else:
        deck.choose(key, **form.changes(by))


@network_view(can=Capability.EDIT)
@require_POST
def slide_move(request, network, number, key):
    """One place up or down, past the neighbour that she saw."""
    meeting = meeting_of(network, number)
    _one, made = _slide_of(meeting, key)
    shown = [other.slide.key for other in made]
    past = request.POST.get("past", "")
    if past in shown:
        Deck.of(meeting).move(key, past=past, up="up" in request.GET, shown=shown)
    return _back(meeting, key)


@network_view(can=Capability.EDIT)
@require_POST
def slide_place(request, network, number, key):
    """Put it in, on the wall or in the pack, or leave it out."""
    meeting = meeting_of(network, number)
    one, _made = _slide_of(meeting, key)
    deck, place = Deck.of(meeting), request.POST.get("place", "")
    if place not in list(Place):
        messages.error(request, _("That is no place for a slide. Nothing was changed."))
    elif one.offered is None:
        deck.rewrite(key, place=place)
    else:
        place = "" if place == one.offered.place else place
        deck.choose(key, place=place, **_named(one))
    return _back(meeting, key)


def _named(one):
    """What the slide is called, so that it can be named once the records offer it no more."""
    if one.choice is not None and one.choice.title:
        return {}
    return {"title_instead_of": one.offered.title[:LONGEST_TITLE]}


@network_view(can=Capability.EDIT)
@require_POST
def slide_keep_title(request, network, number, key):
    """Her title stands for what the records say now, too."""
    meeting = meeting_of(network, number)
    one, _made = _slide_of(meeting, key)
    if one.is_stale:
        Deck.of(meeting).choose(key, **one.seen)
    return _back(meeting, key)


@network_view(can=Capability.EDIT)
@require_POST
def slide_as_offered(request, network, number, key):
    """Forget what was chosen. One of her own is deleted; one that is offered no more is forgotten."""
    meeting = meeting_of(network, number)
    made, gone = framing.arranged_and_gone(meeting, timezone.now())
    one = _among(made, key)
    if one is None and key not in [choice.key for choice in gone]:
        raise Http404
    Deck.of(meeting).as_offered(key)
    is_there = one is not None and one.offered is not None
    return _back(meeting, key if is_there else "")
