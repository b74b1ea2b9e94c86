"""The vote that an address names, reached through its network."""

from django.shortcuts import get_object_or_404

from topics.models import Vote


def votes_of(network):
    return Vote.objects.filter(cycle__network=network).select_related("cycle", "activity")


def vote_of(network, pk):
    vote = get_object_or_404(votes_of(network), pk=pk)
    vote.cycle.network = network
    return vote
