"""The deck as it was locked on a day: made, looked at, and exported again as it was."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.deck import desk, framing, late, versions
from meetings.deck_forms import LockForm
from meetings.models import Deck
from network.access import network_view
from network.models import Capability

from .deck import drawn, file_of, page, versions_of
from .meetings import meeting_of


@network_view(can=Capability.EDIT)
@require_POST
def deck_lock(request, network, number):
    meeting = meeting_of(network, number)
    form = LockForm(request.POST)
    if not form.is_valid():
        return page(request, network, meeting, lock_form=form)
    wanted = form.cleaned_data["version"]
    with Deck.of(meeting).in_turn() as deck:
        last = deck.versions.first()
        if wanted == (last.number if last else 0) + 1:
            because, now = form.cleaned_data["because"], timezone.now()
            last = framing.lock(meeting, because=because, by=request.user, at=now)
        elif last is None or last.number != wanted:
            messages.error(request, _("There are other versions by now. Nothing was locked."))
            return redirect("meeting_deck", network.slug, number)
    return redirect("deck_version", network.slug, number, last.number)


def _version_of(meeting, n):
    return get_object_or_404(versions_of(meeting), number=n)


@network_view
def deck_version(request, network, number, n):
    meeting = meeting_of(network, number)
    version = _version_of(meeting, n)
    outline = versions.outline_of(version)
    context = {
        "network": network,
        "meeting": meeting,
        "version": version,
        "outline": outline,
        "slides": desk.locked(outline, drawn(outline, version.template)),
        "late": late.after(version, meeting),
    }
    return render(request, "meetings/deck_version.html", context)


@network_view(can=Capability.EXPORT)
def version_export(request, network, number, n):
    meeting = meeting_of(network, number)
    version = _version_of(meeting, n)
    locked_at = timezone.localtime(version.locked_at, network.zone)
    stamp = f"v{n}-{locked_at:%Y-%m-%d-%H%M}"
    outline = versions.outline_of(version)
    return file_of(request, meeting, outline, stamp, version.template, version)
