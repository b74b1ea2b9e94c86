"""Paper: what people signed, dots on the wall, and blank sheets and cards to print."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Support
from meetings.room_forms import SignUpSheet
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of

ROWS, MOST_ROWS = 3, 12  # to type in at once, for each action


@network_view(can=Capability.RUN)
def sign_ups(request, network, number):
    meeting, rows = meeting_of(network, number), _rows_of(request)
    people = list(network.people.on_register().with_partner())
    if request.method == "POST":
        # Read under a lock, so that two who save at once come one after the other.
        with transaction.atomic():
            actions = list(meeting.actions.select_for_update().prefetch_related("supports__person"))
            sheet = SignUpSheet(request.POST, actions=actions, people=people, rows=rows)
            done = sheet.save(by=request.user) if sheet.is_valid() else None
        if done is not None:
            messages.success(request, _said(done))
            return redirect("sign_ups", network.slug, number)
    else:
        actions = meeting.actions.prefetch_related("supports__person")
        sheet = SignUpSheet(None, actions=actions, people=people, rows=rows)
    context = {
        "network": network,
        "meeting": meeting,
        "sheet": sheet,
        "rows": rows,
        "more_rows": min(rows * 2, MOST_ROWS) if rows < MOST_ROWS else 0,
        "has_problem": request.method == "POST",
    }
    return render(request, "meetings/signups.html", context)


def _rows_of(request):
    asked = request.GET.get("rows", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 4
    return min(max(int(asked), 1), MOST_ROWS) if is_number else ROWS


def _said(done):
    said = [_("Saved.")]
    if done["typed"]:
        n = done["typed"]
        said.append(ngettext("One offer typed in.", "%(n)d offers typed in.", n) % {"n": n})
    if done["gone"]:
        n = done["gone"]
        said.append(ngettext("One taken back.", "%(n)d taken back.", n) % {"n": n})
    return " ".join(said)


@network_view(can=Capability.RUN)
def sign_ups_print(request, network, number):
    """Sheets to sign, one for each action; or blank cards to write actions on."""
    meeting = meeting_of(network, number)
    context = {
        "network": network,
        "meeting": meeting,
        "actions": meeting.actions.open().select_related("owner"),
        "kinds": Support.Kind.labels,
        "shown_as": "cards" if request.GET.get("as") == "cards" else "sheets",
        "lines": range(12),
        "cards": range(4),
    }
    return render(request, "meetings/signups_print.html", context)
