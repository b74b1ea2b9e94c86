"""A participant's ballot."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.access import participant_view
from network.views.codes import ask_for_code
from topics.models import BallotRefused

from .finding import votes_of


@participant_view
def ballot_cast(request, person, pk):
    vote = get_object_or_404(
        votes_of(person.network).filter(activity__opened_at__isnull=False), pk=pk
    )
    ballot, thing = vote.ballot_of(person), f"vote:{vote.pk}"
    if not person.device.may_show(thing, saved=ballot is not None):
        return ask_for_code(request, person)
    refusal = ""
    if request.method == "POST":
        try:
            _cast(vote, person, request.POST)
        except BallotRefused as refused:
            refusal = str(refused)
        else:
            person.device.remember(thing)
            messages.success(
                request, _("Your vote is in. You can change it until the vote closes.")
            )
            return redirect("participant_home", person.code)
    context = {"person": person, "vote": vote, "refusal": refusal}
    if not vote.activity.is_open():
        return render(request, "topics/ballot_closed.html", context)
    return render(
        request, "topics/ballot.html", context | _ballot(vote, person, ballot, request.POST)
    )


def _cast(vote, person, sent):
    """A blank ballot is said, never merely left empty: a mail scanner may press the button."""
    topics = sent.getlist("topic")
    if not topics and vote.activity.is_open() and "none" not in sent:
        raise BallotRefused(_("Nothing was marked. Choose a topic, or tick “none of these”."))
    vote.cast(person, topics)


def _ballot(vote, person, ballot, sent):
    chosen = set(sent.getlist("topic")) if sent else set()
    if ballot is not None and not sent:
        chosen = set(ballot.choices.values_list("topic__code", flat=True))
    return {
        "ballot": ballot,
        "topics": [(topic, topic.code in chosen) for topic in vote.shown_to(person)],
        "placed": len(chosen),
        "is_blank": ballot is not None and not chosen and not sent,
    }
