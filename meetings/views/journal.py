"""A journal of one's own, and what members read of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from meetings import journal, verdicts
from meetings.models import JournalEntry
from meetings.reflecting_forms import JournalForm
from network import words
from network.access import network_view, participant_view


def own_entries(request, network):
    """Nobody else's, whatever the role: others' entries do not exist here."""
    return network.journal.filter(author=request.user)


@network_view
def journal_list(request, network):
    today = words.date_of(timezone.now(), network)
    read = network.journal.read_by(request.user, network).select_related("author", "meeting")
    mine = [entry for entry in read if entry.author_id == request.user.pk]
    context = {
        "network": network,
        "mine": [entry for entry in mine if entry.text],
        "due": [
            entry for entry in mine if not entry.text and entry.due_on and entry.due_on <= today
        ],
        "later": sorted(
            (entry for entry in mine if not entry.text and entry.due_on and entry.due_on > today),
            key=lambda entry: entry.due_on,
        ),
        "others": [entry for entry in read if entry.author_id != request.user.pk],
        "prompts": journal.PROMPTS,
        "shared": JournalEntry.FOR_MEMBERS,
    }
    return render(request, "meetings/journal_list.html", context)


@sensitive_post_parameters()  # no report of an error says what was written
@network_view
def journal_write(request, network):
    form = JournalForm(request.POST or None, network=network, initial=_begun(request, network))
    return _written(request, network, form)


def _begun(request, network):
    """The question and the meeting that the page was opened with."""
    begun, prompt, number = {}, request.GET.get("prompt", ""), request.GET.get("meeting", "")
    if prompt.isdecimal() and prompt.isascii() and int(prompt[:3]) < len(journal.PROMPTS):
        begun["prompt"] = str(journal.PROMPTS[int(prompt[:3])])
    if number.isdecimal() and len(number) < 6:
        begun["meeting"] = network.meetings.filter(number=int(number)).first()
    return begun


@sensitive_post_parameters()
@network_view
def journal_edit(request, network, pk):
    entry = get_object_or_404(own_entries(request, network), pk=pk)
    form = JournalForm(request.POST or None, network=network, instance=entry)
    return _written(request, network, form, entry)


def _written(request, network, form, entry=None):
    now = timezone.now()
    is_valid = form.is_valid()
    if is_valid and form.is_looked_over:
        form.keep(author=request.user, at=now, today=words.date_of(now, network))
        messages.success(request, _("Kept."))
        return redirect("journal_list", network.slug)
    context = {
        "network": network,
        "form": form,
        "entry": entry,
        "is_to_look_over": is_valid,
        "earlier": entry.earlier() if entry is not None and entry.due_on else [],
    }
    return render(request, "meetings/journal_form.html", context)


@network_view
@require_POST
def journal_delete(request, network, pk):
    get_object_or_404(own_entries(request, network), pk=pk).delete()
    messages.success(request, _("Deleted for good."))
    return redirect("journal_list", network.slug)


@participant_view
def participant_reflections(request, person):
    context = {
        "person": person,
        "reflections": journal.for_members(person.network),
        "told": verdicts.for_members_by_meeting(person.network),
    }
    return render(request, "participant/reflections.html", context)
