"""What a page says when notes became final before it was pressed."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meetings.models.meetings import NotesAreFinal

from .meetings import meeting_of

CONFLICT = 409
TYPED = ("text", "name", "transcript", "caption")


def said_final():
    return _("These notes are final, so nothing was changed. A line can still be taken out.")


def while_notes_open(view):
    """Let the view change notes; if they are final, say so, and show again what was typed."""

    @wraps(view)
    def guarded(request, network, number, **kwargs):
        try:
            return view(request, network, number, **kwargs)
        except NotesAreFinal:
            if request.htmx:
                return HttpResponse(
                    said_final(), status=422, content_type="text/plain; charset=utf-8"
                )
            typed = [request.POST[name] for name in TYPED if request.POST.get(name, "").strip()]
            context = {
                "network": network,
                "meeting": meeting_of(network, number),
                "said": said_final(),
                "typed": typed,
            }
            return render(request, "meetings/notes_final.html", context, status=CONFLICT)

    return guarded
