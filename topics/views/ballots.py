"""A participant's ballot."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.access import participant_view
from network.views.codes import ask_for_code
from topics.models import BallotRefused, Elector
from topics.placing import in_order

from .finding import votes_of


def _vote_for(person, pk):
    """An opened vote, with whether this person may vote and has. One query."""
    own = Elector.objects.filter(vote=OuterRef("pk"), person=person)
    votes = votes_of(person.network).opened()
    votes = votes.annotate(
        is_listed=Exists(own), has_voted=Exists(own.filter(voted_on__isnull=False))
    )
    vote = get_object_or_404(votes, pk=pk)
    vote.cycle.network = person.network
    return vote


@participant_view
def ballot_cast(request, person, pk):
    vote = _vote_for(person, pk)
    thing = f"vote:{vote.pk}"
    knows, is_open = person.device.may_show(thing, saved=vote.has_voted), vote.activity.is_open()
    if not knows and (is_open or (vote.is_named and request.method == "GET")):
        return ask_for_code(request, person)
    refusal = ""
    if request.method == "POST":
        try:
            vote.cast(person, _marked(vote, request.POST))
        except BallotRefused as refused:
            refusal = str(refused)
        else:
            person.device.remember(thing)
            messages.success(
                request, _("Your vote is in. You can change it until the vote closes.")
            )
            return redirect("participant_home", person.code)
    context = {"person": person, "vote": vote, "refusal": refusal}
    if not vote.is_listed:
        return render(request, "topics/ballot_not_listed.html", context)
    if not vote.activity.is_open():
        context["knows"] = knows
        context["own"] = _own_of_named(vote, person) if knows else None
        return render(request, "topics/ballot_closed.html", context)
    return render(request, "topics/ballot.html", context | _ballot(vote, person, request.POST))


@participant_view
def ballot_limits(request, person, pk):
    context = {"person": person, "vote": _vote_for(person, pk)}
    return render(request, "topics/ballot_limits.html", context)


def _marked(vote, sent):
    """The codes marked. A blank ballot is said, never merely left empty: a mail scanner may press the
    button."""
    codes = in_order(sent, vote.picks) if vote.is_ranked else sent.getlist("topic")
    if vote.activity.is_open():
        if not codes and "none" not in sent:
            raise BallotRefused(_("Nothing was marked. Choose a topic, or tick “none of these”."))
        if codes and "none" in sent:
            raise BallotRefused(
                _("Both topics and “none of these” are marked. Leave one of them out.")
            )
    return codes


def _own_of_named(vote, person):
    """Titles of what this person chose in a named vote; None where nothing is kept of it. Queries."""
    if not (vote.is_named and vote.is_counted):
        return None
    codes = vote.electors.filter(person=person).values_list("choices", flat=True).first()
    if codes is None:
        return None
    titles = dict(vote.cycle.topics.filter(code__in=codes).values_list("code", "title"))
    return [titles[code] for code in codes]


def _ballot(vote, person, sent):
    marks = _marks(vote, person, sent)
    is_blank = "none" in sent if sent else vote.has_voted and not marks
    return {
        "topics": [(topic, marks.get(topic.code, "")) for topic in vote.shown_to(person)],
        "places": [str(place) for place in range(1, vote.picks + 1)],
        "placed": len(marks),
        "is_blank": is_blank,
    }


def _marks(vote, person, sent):
    """{code: place}, as it was sent or as it is saved; a place is text, as a form holds it."""
    if not sent:
        return vote.saved_places(person) if vote.has_voted else {}
    if vote.is_ranked:
        sent_places = {code: sent.get(f"place/{code}", "") for code in vote.topic_codes}
        return {code: place for code, place in sent_places.items() if place}
    return dict.fromkeys(sent.getlist("topic"), "1")
