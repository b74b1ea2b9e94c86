"""A network's own PowerPoint templates: uploaded, reported on, chosen for a deck, retired."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.deck_template_forms import ChooseTemplateForm, DeckTemplateForm
from meetings.models import Deck, DeckVersion
from network.access import network_view
from network.models import Capability

from .deck import POWERPOINT
from .meetings import meeting_of


def templates_of(network):
    """Without the files, which may be 20 MB each."""
    return network.deck_templates.defer("file")


def choosable(network):
    return templates_of(network).filter(retired_at=None)


@network_view(can=Capability.EDIT)
def deck_template_list(request, network):
    form = DeckTemplateForm(request.POST or None, request.FILES or None, network=network)
    if form.is_valid():
        made = form.save_by(request.user)
        messages.success(request, _said(form.reading.slides))
        return redirect("deck_template_detail", network.slug, made.pk)
    decks = Deck.objects.select_related("meeting").order_by("meeting__starts_at")
    versions = DeckVersion.objects.select_related("deck__meeting").defer("about")
    used = [Prefetch("decks", decks), Prefetch("versions", versions)]
    found = list(templates_of(network).prefetch_related(*used))
    context = {
        "network": network,
        "form": form,
        "file_is_lost": bool(form.errors and request.FILES and "file" not in form.errors),
        "in_use": [one for one in found if not one.retired_at],
        "retired": [one for one in found if one.retired_at],
        "coming": _coming(network),
    }
    return render(request, "meetings/deck_templates.html", context)


def _said(slides):
    if not slides:
        return _("The template is there. Read what is said of it before you choose it for a deck.")
    return _("The template is there, without the slides that were in the file.")


def _coming(network):
    """The meetings to come, each with the form that chooses a template for its deck."""
    templates = list(choosable(network))
    return [
        (meeting, _chosen(meeting), templates)
        for meeting in network.meetings.to_come(timezone.now()).select_related("deck")
    ]


def _chosen(meeting):
    deck = getattr(meeting, "deck", None)
    return deck.template_id if deck else None


@network_view(can=Capability.EDIT)
def deck_template_detail(request, network, pk):
    template = get_object_or_404(network.deck_templates, pk=pk)
    # python-pptx is loaded by the process that makes a deck, not by one that serves participants.
    from meetings.deck import own_template  # noqa: PLC0415

    try:
        reading = own_template.read_kept(template)
    except own_template.Unusable as problem:
        messages.error(request, str(problem))
        return redirect("deck_template_list", network.slug)
    context = {"network": network, "template": template, "report": reading.report}
    return render(request, "meetings/deck_template.html", context)


@network_view(can=Capability.EDIT)
def deck_template_ours(request, network):
    """Our own, without slides: to be restyled in PowerPoint and uploaded."""
    from meetings.deck import looks, packing, template  # noqa: PLC0415

    file = packing.packed(template.opened(looks.OURS, "en-GB"))
    response = HttpResponse(file, content_type=POWERPOINT)
    response.headers["Content-Disposition"] = 'attachment; filename="tightrope-template.pptx"'
    return response


@network_view(can=Capability.EDIT)
@require_POST
def deck_template_retire(request, network, pk):
    """Offered no more. Decks that have it keep it."""
    template = get_object_or_404(templates_of(network), pk=pk)
    template.retire(at=timezone.now())
    said = _("“%(name)s” is offered no more. Decks that have it keep it.")
    messages.success(request, said % {"name": template.name})
    return redirect("deck_template_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def deck_template_offer(request, network, pk):
    """Offered again."""
    template = get_object_or_404(templates_of(network), pk=pk)
    template.offer_again()
    messages.success(request, _("“%(name)s” is offered again.") % {"name": template.name})
    return redirect("deck_template_list", network.slug)


@network_view(can=Capability.EDIT)
@require_POST
def deck_template_choose(request, network, number):
    """For the deck of one meeting. `back` says which page asked: the deck's, or that of the templates."""
    meeting = meeting_of(network, number)
    deck = Deck.of(meeting)
    allowed = choosable(network) | templates_of(network).filter(pk=deck.template_id)
    form = ChooseTemplateForm(request.POST, templates=allowed)
    if form.is_valid():
        deck.make_in(form.cleaned_data["template"])
        said = _("The deck of %(meeting)s is made in “%(template)s”.")
        named = form.cleaned_data["template"] or _("Tightrope’s own")
        messages.success(request, said % {"meeting": meeting, "template": named})
    else:
        messages.error(request, _("Choose one of the templates in the list."))
    if request.POST.get("back") == "deck":
        return redirect("meeting_deck", network.slug, number)
    return redirect("deck_template_list", network.slug)
