"""What follows a count, on shared pages: the second vote on what was level, and the day of release."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contributions import (
    Chase,
    Task,
    chases,
    coordinator_tasks,
    due_work,
    participant_tasks,
)

from . import circulation
from .models import Vote


def _open_runoff(network, at):
    """The second vote that is open now in a network, if there is one. One query."""
    runoffs = Vote.objects.filter(cycle__network=network, runoff_of__isnull=False)
    waiting = runoffs.filter(activity__opened_at__isnull=False, activity__closed_at=None)
    found = waiting.select_related("activity", "cycle").first()
    return found if found is not None and found.activity.is_open(at) else None


@participant_tasks
def runoff_to_cast(person, at):
    vote = _open_runoff(person.network, at)
    elector = vote and vote.electors.filter(person=person).first()
    if elector is None:
        return
    note = _("The vote left these topics level. This settles it.")
    yield Task(
        title=ngettext(
            "A second vote: choose a topic", "A second vote: choose up to %(n)d topics", vote.picks
        )
        % {"n": vote.picks},
        note=_("You have voted. You can change it until it closes.") if elector.voted_on else note,
        url=reverse("ballot_cast", args=[person.code, vote.pk]),
        button=_("Change my vote") if elector.voted_on else _("Vote"),
        order=5,
        minutes=1,
        closes_at=vote.activity.closes_at,
        done=elector.voted_on is not None,
    )


@chases
def runoffs_to_chase(network, at):
    vote = _open_runoff(network, at)
    if vote is not None:
        vote.cycle.network = network
        yield Chase(
            key=f"vote:{vote.pk}",
            title=vote.question,
            activities=[vote.activity],
            url=reverse("vote_result", args=[network.slug, vote.pk]),
            hides_people=vote.hides_voters,
            **circulation.proposed_reminder(vote),
        )


@coordinator_tasks
def level_topics_to_settle(cycle, at):
    vote = Vote.of_cycle(cycle)
    if vote is None or not vote.open_places:
        return
    runoff = vote.runoff_held()
    page = reverse("vote_result", args=[cycle.network.slug, (runoff or vote).pk])
    if vote.ways_to_settle(runoff):
        yield Task(
            title=_("Settle which topics go forward"),
            note=_("Some topics are level, and there is not room for them all."),
            url=page
            if runoff is None
            else reverse("vote_result", args=[cycle.network.slug, vote.pk]),
            button=_("See how"),
            order=9,
        )
    elif runoff is not None:
        voted, eligible = runoff.turnout()
        yield Task(
            title=_("%(voted)d of %(eligible)d have voted in the second vote")
            % {"voted": voted, "eligible": eligible},
            note=_("It settles which of the topics that are level goes forward."),
            url=page,
            button=_("The second vote"),
            order=31,
        )


@due_work
def release_results(at):
    for vote in Vote.to_release(at):
        if vote.release(at=vote.releases_at):
            yield f"released the result of vote {vote.pk}"
