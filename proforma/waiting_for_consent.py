"""What quotes add to shared pages: whoever wrote the words is asked, and nobody learns who that was."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contributions import Task, due_work, participant_tasks

from . import quoting


@participant_tasks
def words_to_be_quoted(person, at):
    """Only where the device may show the answer: that somebody is to be quoted tells that they wrote."""
    if getattr(person, "device", None) is None:
        return
    quotes = [quote for quote in quoting.asked_of(person) if quoting.may_be_shown(quote, person)]
    in_use = [quote for quote in quotes if quote.dropped_at is None]
    waiting = [quote for quote in in_use if quote.settled_at is None]
    if not in_use:
        return
    yield Task(
        title=_("May we quote you?") if waiting else _("What may be quoted of you"),
        note=_note(in_use, waiting),
        url=_url(person, waiting or in_use),
        button=_("Say what may be read") if waiting else _("Look again"),
        order=25,
        done=not waiting,
    )


def _note(quotes, waiting):
    if waiting:
        said = ngettext(
            "You wrote something that others should read. It is for you to say.",
            "You wrote %(n)d things that others should read. It is for you to say.",
            len(waiting),
        )
        return said % {"n": len(waiting)}
    if any(quote.redacted_since_settled() for quote in quotes):
        return _("Some words were taken out since you agreed. Please look.")
    return _("You can change it, or take it back, at any time.")


def _url(person, quotes):
    if len(quotes) == 1:
        return reverse("consent_edit", args=[person.code, quotes[0].key])
    return reverse("consent_list", args=[person.code])


@due_work
def forget_who_was_asked_to_be_quoted(at):
    quoting.forget_who_was_asked()
    yield from ()
