"""What the account of one cycle is made from, each read once."""

from functools import cached_property

from django.db.models import Count
from django.urls import reverse

from meetings.models import Action, Meeting
from network import words
from network.contributions import Stage
from network.models import Access, Citable, Citation, Person, Push, Role
from proforma.models import Question
from topics import seals
from topics.models import Seal, StillSealed, Topic, Vote

from .of_the_meeting import told_of

OURS = {Question.Origin.COORDINATOR, Question.Origin.FRAMEWORK}
BROUGHT_BY_FUNDER = {Topic.Origin.REQUIRED}


class Records:
    """The records of a cycle at one moment. `cycle.network` is set."""

    def __init__(self, cycle, at):
        self.cycle, self.at, self.network = cycle, at, cycle.network
        self.today = words.date_of(at, self.network)

    def address(self, name, *args):
        """Where staff read a record."""
        return reverse(name, args=[self.network.slug, *args])

    @property
    def proforma_address(self):
        return self.address("proforma_detail", self.proforma.pk) if self.proforma else ""

    @cached_property
    def proforma(self):
        proforma = self.cycle.proformas.with_parts().first()
        if proforma is not None:
            proforma.cycle = self.cycle
        return proforma

    @cached_property
    def questions(self):
        if self.proforma is None:
            return []
        counted = Question.objects.counted().filter(part__proforma=self.proforma)
        return list(counted.order_by("part", "position").prefetch_related("options"))

    @cached_property
    def topics(self):
        return list(self.cycle.topics.on_longlist())

    @cached_property
    def vote(self):
        """The vote once everyone may know what came of it."""
        vote = Vote.of_cycle(self.cycle)
        return vote if vote is not None and vote.is_counted and vote.is_released else None

    @cached_property
    def chosen(self):
        return self.vote.chosen_topics() if self.vote else []

    @cached_property
    def coordinators(self):
        """Keys of the people on the register who coordinate."""
        users = Access.objects.filter(network=self.network, role=Role.COORDINATOR).values("user")
        return set(
            Person.objects.filter(network=self.network, user__in=users).values_list("pk", flat=True)
        )

    @cached_property
    def members(self):
        return self.network.participants().exclude(pk__in=self.coordinators).count()

    @cached_property
    def seals(self):
        """Every seal of the cycle with its author; what one says is opened by its own rule."""
        return list(Seal.objects.filter(cycle=self.cycle).select_related("author"))

    @cached_property
    def held(self):
        """[(meeting that has begun, how many came)], the earliest first. One query."""
        held = self.cycle.meetings.held(self.at).order_by("starts_at")
        counted = held.annotate(came=Count("attendances", distinct=True))
        return [(meeting, meeting.came) for meeting in counted]

    @cached_property
    def feedback_told(self):
        return told_of(self.cycle, self.network, self.at)

    @cached_property
    def opened(self):
        """What each seal of a coordinator says, as far as it is open to everyone now."""
        users = Access.objects.filter(network=self.network, role=Role.COORDINATOR).values("user")
        found = []
        for seal in Seal.objects.filter(cycle=self.cycle, author__in=users).order_by("pk"):
            try:
                found.append(seal.opened(at=self.at).said)
            except (StillSealed, seals.CannotOpen):
                continue
        return found

    @cached_property
    def stance_of(self):
        """{code of a topic: the coordinator’s stance}, as far as it is open."""
        return {one["code"]: one["stance"] for said in self.opened for one in said["stances"]}

    @cached_property
    def meeting(self):
        """The meeting that acted on the topics: the first that was built to, and has begun."""
        meetings = self.cycle.meetings.held(self.at).filter(kind=Meeting.Kind.ACTION)
        return meetings.order_by("starts_at").first()

    @cached_property
    def actions(self):
        return list(Action.objects.filter(cycle=self.cycle).order_by("recorded_at", "pk"))

    @cached_property
    def echoed(self):
        """[(question, topics of the list)]: topics of the coordinator that came from a question whose choices
        were ours."""
        ours = {one.citable_id: one for one in self.questions if one.origin in OURS}
        ours = {key: one for key, one in ours.items() if key and one.choices()}
        listed = {topic.citable_id: topic for topic in self.topics if topic.began_with_coordinator}
        edges = Citation.objects.filter(
            source__in=[key for key in listed if key],
            role=Citation.Role.ORIGIN,
            target__kind=Citable.Kind.QUESTION,
            target__in=list(ours),
        )
        found = {}
        for source, target in edges.values_list("source", "target"):
            found.setdefault(target, []).append(listed[source])
        return [(ours[key], topics) for key, topics in found.items()]

    @cached_property
    def pushes(self):
        return list(Push.objects.standing().filter(cycle=self.cycle))

    @cached_property
    def suggested(self):
        """Suggestions that staff may read, those that stand for several once."""
        standing = self.cycle.suggestions.readable().with_all()
        return [one for one in standing if one.same_as_id is None]

    @cached_property
    def spans(self):
        """{stage: (its first day, its last day until today)} of the stages that are led."""
        zone, found = self.network.zone, {}

        def span(stage, began, ended):
            if began is not None and began <= self.at:
                last = min(ended or self.at, self.at)
                found[stage] = (began.astimezone(zone).date(), last.astimezone(zone).date())

        opened = [
            part.activity.opened_at
            for part in (self.proforma.parts.all() if self.proforma else ())
            if part.activity.opened_at
        ]
        vote = Vote.of_cycle(self.cycle)
        made = min((topic.made_at for topic in self.cycle.topics.all()), default=None)
        span(Stage.GATHER, min(opened, default=None), made)
        span(Stage.FRAME, made, vote.activity.closed_at if vote else None)
        if self.meeting is not None:
            span(Stage.MEET, self.meeting.starts_at, self.meeting.starts_at)
        span(Stage.ACT, self.actions[0].recorded_at if self.actions else None, None)
        return found
