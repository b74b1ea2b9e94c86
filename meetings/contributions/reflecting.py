"""Who leads and what was thought: what waits for whoever steers."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import mandate, verdicts
from meetings.models import Comment
from network import words
from network.contributions import Task, coordinator_tasks

LOOK_AT_SIGNS_AFTER = timedelta(days=14)
ASK_FOR = timedelta(days=28)  # after a meeting, key people are still worth asking how it was


def _edits(network):
    """Whether whoever sees this home may edit. What is private is for them alone."""
    return "edit" in getattr(network, "may", ())


@coordinator_tasks
def mandate_to_ask_anew(cycle, at):
    network = cycle.network
    standing = network.mandates.standing().with_all()
    why = mandate.why_ask_anew(standing, cycle, words.date_of(at, network))
    if why:
        yield Task(
            title=why,
            note=_("Nothing stops without one. Members should know who leads, and why."),
            url=reverse("mandate_list", args=[network.slug]),
            button=_("See the mandates"),
            order=17,
        )


@coordinator_tasks
def comments_to_read(cycle, at):
    network = cycle.network
    if not _edits(network):
        return
    n = Comment.objects.waiting().filter(version__cycle__network=network).count()
    if n:
        yield Task(
            title=ngettext(
                "%(n)d reply to the account waits to be read",
                "%(n)d replies to the account wait to be read",
                n,
            )
            % {"n": n},
            note=_("Until you have read it, nobody else does."),
            url=reverse("comment_list", args=[network.slug]),
            button=_("Read it"),
            order=19,
        )


@coordinator_tasks
def signals_to_look_at(cycle, at):
    network = cycle.network
    if not _edits(network):
        return
    n = network.signals.unreviewed().older_than(at - LOOK_AT_SIGNS_AFTER).count()
    if n:
        yield Task(
            title=ngettext(
                "%(n)d sign that somebody asks us to lead was not looked at yet",
                "%(n)d signs that somebody asks us to lead were not looked at yet",
                n,
            )
            % {"n": n},
            note=_("Each can become a mandate, or not."),
            url=reverse("signal_list", args=[network.slug]),
            button=_("Look at them"),
            order=18,
        )


@coordinator_tasks
def key_people_to_ask(cycle, at):
    """Why these people and not others is said on no page that others see; nor is it asked of others."""
    network = cycle.network
    if not _edits(network):
        return
    meeting = network.meetings.held(at).filter(starts_at__gt=at - ASK_FOR).first()
    people = verdicts.still_to_ask(meeting) if meeting is not None else []
    if people:
        names = ", ".join(str(person) for person in people)
        yield Task(
            title=_("Ask %(names)s how it was") % {"names": names},
            note=str(meeting),
            url=reverse("verdict_list", args=[network.slug, meeting.number]),
            button=_("Write down what they say"),
            order=19,
        )


@coordinator_tasks
def questions_asked_again(cycle, at):
    """Only its author is asked: nobody else learns that there is a question."""
    network = cycle.network
    user = getattr(network, "user", None)
    if user is None:
        return
    for entry in network.journal.filter(author=user).due(words.date_of(at, network)):
        yield Task(
            title=_("You wanted to be asked again"),
            note=entry.prompt,
            url=reverse("journal_edit", args=[network.slug, entry.pk]),
            button=_("Answer"),
            order=30,
            is_theirs=True,
        )
