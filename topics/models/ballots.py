"""Who may vote, and what was voted: two lists that nothing ties together once the vote has closed."""

from django.db import models

from network.models import Partner, Person

from .topics import Topic

MOST_PLACES = 10


class Elector(models.Model):
    """That a person may vote, and on which day they did. What they chose only of a named vote, once it is
    over; a confidential one keeps nothing of the kind."""

    vote = models.ForeignKey("topics.Vote", models.CASCADE, related_name="electors")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="electors")
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, related_name="electors")
    band = models.CharField(max_length=8, blank=True)
    voted_on = models.DateField(null=True, blank=True)
    choices = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="an_elector_is_listed_once")
        ]


class Ballot(models.Model):
    """A ballot while the vote is open. Its key cannot be worked out once the vote's nonce is gone."""

    vote = models.ForeignKey("topics.Vote", models.CASCADE, related_name="ballots")
    voter_key = models.CharField(max_length=64)
    band = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "voter_key"], name="one_ballot_a_voter")
        ]


class BallotChoice(models.Model):
    """One topic on one ballot. `place` makes the database count, and is the rank where people rank."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="choices")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="choices")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "topic"], name="a_topic_is_chosen_once"),
            models.UniqueConstraint(fields=["ballot", "place"], name="a_place_is_used_once"),
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=MOST_PLACES), name="places_are_few"
            ),
        ]


class BallotPattern(models.Model):
    """After the close: how many ballots chose just these topics, in a band fixed before opening.

    The choices stand in the order of their rank where people rank, and else in that of their codes.
    """

    vote = models.ForeignKey("topics.Vote", models.CASCADE, related_name="patterns")
    choices = models.JSONField()
    band = models.CharField(max_length=8, blank=True)
    count = models.PositiveIntegerField()
