"""Other ways to ask than by our own email: printed letters, and a file for a mail merge."""

import io

from django.http import FileResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from network import merge
from network.access import network_view
from network.letters import Letter, why_none
from network.models import Capability
from network.views.letters import sender_of
from proforma.letters import merge_rows, who_waits

from .builder import proforma_of


@network_view(can=Capability.CIRCULATE)
def proforma_letters(request, network, pk):
    """A page each: for those without email, or for everyone who has not finished."""
    proforma = proforma_of(network, pk)
    who = "waiting" if request.GET.get("who") == "waiting" else "no-email"
    people = [
        (person, asks, why_none(person))
        for person, asks in who_waits(proforma, without_email=who == "no-email")
    ]
    sender = sender_of(network)
    context = {
        "network": network,
        "proforma": proforma,
        "who": who,
        "is_draft": proforma.is_draft,
        "letters": [
            Letter(person, asks, sender) for person, asks, refusal in people if not refusal
        ],
        "without": [(person, refusal) for person, _asks, refusal in people if refusal],
    }
    return render(request, "network/letter.html", context)


@network_view(can=Capability.CIRCULATE)
def proforma_merge(request, network, pk):
    """Everybody's key, as a file: whoever downloads it has to look after it."""
    proforma = proforma_of(network, pk)
    content = merge.write(merge_rows(proforma))
    name = slugify(f"{proforma.title} {_('merge')}")[:60] or "merge"
    response = FileResponse(
        io.BytesIO(content),
        as_attachment=True,
        filename=f"{name}.csv",
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Length"] = len(content)
    response["Cache-Control"] = "no-store"
    return response
