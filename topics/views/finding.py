"""The vote or the topic that an address names, reached through its network."""

from django.shortcuts import get_object_or_404

from topics.models import Topic, Vote


def votes_of(network):
    return Vote.objects.filter(cycle__network=network).select_related("cycle", "activity")


def vote_of(network, pk):
    vote = get_object_or_404(votes_of(network), pk=pk)
    vote.cycle.network = network
    return vote


def topic_of(network, pk):
    topics = Topic.objects.filter(cycle__network=network)
    found = topics.select_related("cycle", "citable", "joined_into__cycle")
    topic = get_object_or_404(found, pk=pk)
    topic.cycle.network = network
    return topic
