"""The figures of the account of one cycle, made from the records as they stand.

Everything that members gave comes through the rules of its own kind: results of feedback through the
disclosure door, stances only where they are open. Nothing here reads an answer or a ballot.
"""

from datetime import timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import feedback_results
from meetings.agenda_minutes import talked_and_open
from meetings.models import Action, Feedback, Meeting
from network import words
from network.contributions import Stage
from network.models import Access, Citable, Citation, Person, Role
from proforma.models import DraftReader, Question
from topics import result_account, seals
from topics.models import Seal, Stance, StillSealed, Topic, Vote
from topics.suggesting import place_of

from . import measure, of_the_vote
from .mandated import stages_without_a_mandate
from .measure import Record

OURS = {Question.Origin.COORDINATOR, Question.Origin.FRAMEWORK}
BROUGHT_BY_FUNDER = {Topic.Origin.REQUIRED}


class Reckoning:
    """The figures of a cycle at one moment. Queries, constant in number."""

    def __init__(self, cycle, at):
        self.cycle, self.at, self.network = cycle, at, cycle.network
        self.today = words.date_of(at, self.network)

    def measures(self):
        """{key: Measure} of all that can be told today, in the order of the account."""
        made = [
            self.mandate_gaps,
            self.wording,
            self.seen_first,
            self.topic_origin,
            self.option_echo,
            self.suggestions,
            self.stances,
            self.none_disliked,
            self.forecast,
            *self.of_the_vote,
            self.open_minutes,
            self.member_owned,
            self.perceived,
            self.days_to_action,
        ]
        return {one.key: one for one in made if one is not None}

    def _at(self, label, name, *args):
        return Record(str(label), reverse(name, args=[self.network.slug, *args]))

    # What they are made from, each read once

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
        return list(counted.order_by("part", "position"))

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

    # The figures

    @property
    def wording(self):
        origins = [question.origin for question in self.questions]
        return measure.wording_share(origins, OURS, self._of_proforma)

    @property
    def _of_proforma(self):
        if self.proforma is None:
            return []
        return [self._at(_("The questions"), "proforma_detail", self.proforma.pk)]

    @property
    def seen_first(self):
        if self.proforma is None:
            return None
        readers = [
            reader
            for reader in DraftReader.objects.filter(proforma=self.proforma)
            if reader.person_id not in self.coordinators
        ]
        changed = sum(bool(reader.changed) for reader in readers)
        return measure.seen_first(len(readers), self.members, changed, self._of_proforma)

    @property
    def _of_topics(self):
        return [self._at(_("The longlist"), "topic_list")]

    @property
    def topic_origin(self):
        ours = [topic for topic in self.topics if topic.began_with_coordinator]
        brought = sum(one.follows_funder or one.origin in BROUGHT_BY_FUNDER for one in ours)
        return measure.topic_origin(
            len(ours), brought, len(self.topics) - len(ours), self._of_topics
        )

    @property
    def option_echo(self):
        """Topics that came from a question whose choices the coordinator wrote."""
        closed = {question.citable_id for question in self.questions if question.origin in OURS} - {
            None
        }
        with_options = set(
            Question.objects.filter(citable__in=closed, options__axis="option").values_list(
                "citable", flat=True
            )
        )
        came_from = Citation.objects.filter(
            source__in=[topic.citable_id for topic in self.chosen if topic.citable_id],
            role=Citation.Role.ORIGIN,
            target__kind=Citable.Kind.QUESTION,
            target__in=with_options,
        )
        echoes = set(came_from.values_list("source", flat=True))
        ours = sum(one.citable_id in echoes and one.began_with_coordinator for one in self.chosen)
        return measure.option_echo(ours, len(self.chosen), self._of_vote)

    @property
    def _of_vote(self):
        return [self._at(_("The vote"), "vote_result", self.vote.pk)] if self.vote else []

    @property
    def of_the_vote(self):
        if self.vote is None:
            return []
        account = result_account.account_of(self.vote)
        return [
            of_the_vote.turnout(account, self._of_vote),
            of_the_vote.margin(account, self._of_vote),
            of_the_vote.to_change(account, self._of_vote),
            of_the_vote.without_the_coordinators(self.vote, self.topics, self._of_vote),
        ]

    @property
    def suggestions(self):
        standing = list(self.cycle.suggestions.standing().with_all())
        # Those who said the same stand behind one.
        places = [place_of(one) for one in standing if one.same_as_id is None]
        counts = [places.count(name) for name in ("listed", "joined", "left_off")]
        return measure.suggestions(
            len(places), *counts, [self._at(_("What was suggested"), "suggestion_list")]
        )

    @property
    def _of_stances(self):
        return [self._at(_("The stances"), "stance_list")]

    @property
    def stances(self):
        chosen = [topic.code for topic in self.chosen]
        return measure.stance_among_chosen(self.stance_of, chosen, Stance.choices, self._of_stances)

    @property
    def none_disliked(self):
        if not self.chosen or not self.stance_of:
            return None
        liked = {Stance.DELIGHTED, Stance.COMFORTABLE}
        listed = [topic.code for topic in self.topics if topic.code in self.stance_of]
        return measure.chance_of_none_disliked(
            sum(self.stance_of[code] in liked for code in listed),
            len(listed),
            len(self.chosen),
            [*self._of_stances, *self._of_vote],
        )

    @property
    def forecast(self):
        expected = {code for said in self.opened for code in said.get("forecast", ())}
        hit = expected & {topic.code for topic in self.chosen}
        return measure.forecast(
            len(expected), len(hit), len(self.chosen), len(self.topics), self._of_stances
        )

    @property
    def _of_meeting(self):
        return [self._at(self.meeting, "meeting_detail", self.meeting.number)]

    @property
    def open_minutes(self):
        if self.meeting is None:
            return None
        talked, open_ = talked_and_open(self.meeting.running_order())
        return measure.open_minutes(open_, talked, self._of_meeting)

    @property
    def member_owned(self):
        by_others = sum(
            action.owner_id is not None and action.owner_id not in self.coordinators
            for action in self.actions
        )
        return measure.member_owned(
            by_others, len(self.actions), [self._at(_("The actions"), "action_list")]
        )

    @property
    def perceived(self):
        if self.meeting is None:
            return None
        feedback = Feedback.objects.filter(meeting=self.meeting).select_related("activity").first()
        if feedback is None:
            return None
        feedback.meeting = self.meeting
        scale = feedback_results.of(feedback, self.network).scale("topics_ours")
        if scale is None:
            return None
        spread = [count for _step, count, _share in scale.spread]
        where = [self._at(_("The feedback"), "feedback_results", self.meeting.number)]
        return measure.perceived(scale.mean, scale.n, spread, where)

    @property
    def days_to_action(self):
        first = self.cycle.meetings.held(self.at).order_by("starts_at").first()
        if first is None or not self.actions:
            return None
        zone = self.network.zone
        began = first.starts_at.astimezone(zone).date()
        agreed = self.actions[0].recorded_at.astimezone(zone).date()
        return measure.days_to_first_action(
            (agreed - began) // timedelta(days=1),
            [
                self._at(first, "meeting_detail", first.number),
                self._at(_("The first action"), "action_detail", self.actions[0].pk),
            ],
        )

    @property
    def mandate_gaps(self):
        spans = self.spans
        without = stages_without_a_mandate(self.network, spans)
        return measure.mandate_gaps(
            [str(stage.label) for stage in without],
            len(spans),
            [self._at(_("The mandates"), "mandate_list")],
        )

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
