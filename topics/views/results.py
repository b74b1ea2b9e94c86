"""The result of a vote, for staff and for everyone by their link."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from network.access import network_view, participant_view
from topics import papers
from topics.result_account import account_of, framing_of

from .finding import vote_of, votes_of


@network_view
def vote_result(request, network, pk):
    vote = vote_of(network, pk)
    context = {"network": network, "vote": vote}
    if not vote.is_counted:
        context["voted"], context["eligible"] = vote.turnout()
        context["papers_waiting"] = papers.waiting(vote)
        return render(request, "topics/vote_result.html", context)
    context |= _counted(vote)
    context["ways_to_settle"] = vote.ways_to_settle(context["account"].runoff)
    return render(request, "topics/vote_result.html", context)


def _counted(vote):
    account = account_of(vote)
    framing = None if vote.runoff_of_id else framing_of(account)
    return {"account": account, "framing": framing}


@participant_view
def participant_result(request, person, pk):
    vote = get_object_or_404(votes_of(person.network), pk=pk)
    if not (vote.is_counted and vote.is_released):
        raise Http404
    vote.cycle.network = person.network
    context = {"person": person, "vote": vote, **_counted(vote)}
    return render(request, "topics/participant_result.html", context)
