"""The result of a vote, for staff and for everyone by their link."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from network.access import network_view, participant_view

from .finding import vote_of, votes_of


@network_view
def vote_result(request, network, pk):
    vote = vote_of(network, pk)
    return render(request, "topics/vote_result.html", {"network": network, **_result_context(vote)})


def _result_context(vote):
    voted, eligible = vote.turnout()
    context = {"vote": vote, "voted": voted, "eligible": eligible}
    if vote.is_counted:
        topics = {topic.code: topic for topic in vote.topics()}
        result = vote.result
        context["result"] = result
        context["ranked"] = [
            (rank, topics[code], result["totals"][code], code in result["chosen"])
            for rank, code in result["ranks"]
        ]
        context["undecided"] = [topics[code] for code in result["undecided"]]
        context["topics_by_code"] = topics
    return context


@participant_view
def participant_result(request, person, pk):
    vote = get_object_or_404(votes_of(person.network), pk=pk)
    if not (vote.is_counted and vote.is_released):
        raise Http404
    vote.cycle.network = person.network
    return render(
        request, "topics/participant_result.html", {"person": person, **_result_context(vote)}
    )
