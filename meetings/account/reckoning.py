"""The figures of the account of one cycle, made from the records as they stand.

Everything that members gave comes through the rules of its own kind: results of feedback through the
disclosure door, stances only where they are open. Nothing here reads an answer or a ballot.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from meetings import feedback_results
from meetings.agenda_minutes import talked_and_open
from meetings.models import Feedback
from proforma.models import DraftReader
from topics import result_account
from topics.models import Stance
from topics.suggesting import place_of

from . import measure, of_the_vote
from .mandated import stages_without_a_mandate
from .measure import Record
from .records import BROUGHT_BY_FUNDER, OURS, Records


class Reckoning(Records):
    """The figures of a cycle at one moment. Queries, constant in number."""

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
        return Record(str(label), self.address(name, *args))

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
        echoes = {topic.pk for _question, topics in self.echoed for topic in topics}
        ours = sum(topic.pk in echoes for topic in self.chosen)
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
        places = [place_of(one) for one in self.suggested]
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
