"""What the six lights are made from. It reads results through the disclosure door, and never an answer."""

from collections import namedtuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from network import words
from network.models import Activity, Invitation, Level
from proforma import results
from proforma.bank import bank
from proforma.models import Theme
from topics import likeness, sureness
from topics.models import Vote

from . import exploring, feedback_results, mandate
from .light import Spread
from .models import Action, AgendaItem, Cluster, Correction, Feedback, MandateRenewal, Note

READINESS = "Q29"  # of the bank
Point = namedtuple("Point", "title question where url")


class Facts:
    """The facts of one cycle at one moment. Queries, constant in number."""

    def __init__(self, cycle, at, *, scale=""):
        self.cycle, self.at, self.network = cycle, at, cycle.network
        self.today = words.date_of(at, self.network)
        self.meeting = self.network.meetings.held(at).filter(cycle=cycle).first()
        proforma = cycle.proformas.with_parts().first()
        self.views = None
        if proforma is not None:
            proforma.cycle = cycle
            for part in proforma.parts.all():
                part.proforma = proforma
            self.views, _figures = results.of(proforma, at)
        self.proforma = proforma
        self.scale = self._readiness_question(scale)

    def lights(self):
        return [
            self._readiness(),
            self._repetition(),
            self._authority(),
            exploring.absence(self._absence()),
            exploring.dispute(self._dispute()),
            exploring.gift(self._gift()),
        ]

    @property
    def scales(self):
        """The questions of the cycle that are answered on a scale."""
        asking = self.views.asking if self.views is not None else []
        return [question for question in asking if question.kind == "scale"]

    def _readiness_question(self, code):
        """The one that was chosen; else the bank's own, if the cycle asks it."""
        chosen = next((one for one in self.scales if one.code == code), None)
        known = next(entry.lead.text for entry in bank() if entry.code == READINESS)
        return chosen or next((one for one in self.scales if one.text == known), None)

    def _address(self, name, *args):
        return reverse(name, args=[self.network.slug, *args])

    @property
    def _meeting_url(self):
        return self._address("meeting_detail", self.meeting.number) if self.meeting else ""

    # Whether people say they are ready

    def _readiness(self):
        found, withheld = [], ""
        if self.scale is not None:
            result = next(one for one in self.views.questions if one.question == self.scale)
            spread = self._spread(result)
            found += [spread] if spread else []
            withheld = "" if spread else self._why_not()
        feedback = Feedback.objects.filter(meeting=self.meeting).select_related("activity").first()
        if feedback is not None:
            feedback.meeting = self.meeting
            found += self._said_in_feedback(feedback)
        return exploring.readiness(found, withheld=withheld)

    def _why_not(self):
        return _("%(code)s: too few have answered to show it.") % {"code": self.scale.code}

    def _said_in_feedback(self, feedback):
        ready = feedback_results.of(feedback, self.network).scale("ready")
        if ready is None:
            return []
        return [
            Spread(
                _("After %(meeting)s") % {"meeting": self.meeting},
                {step: n for step, n, _share in ready.spread},
                self._address("feedback_results", self.meeting.number),
                is_moving=not feedback.activity.is_over(self.at),
            )
        ]

    def _spread(self, result):
        """The steps of a scale, as far as they may be shown."""
        if result.is_empty:
            return None
        split = self.views.split(result, "level")
        return Spread(
            f"{result.question.code} “{Truncator(result.question.text).chars(80)}”",
            {int(step): int(n) for step, n in self._steps(result.summary.table)},
            self._address("proforma_results", self.proforma.pk),
            is_moving=not self.views.part.activity.is_over(self.at),
            groups=[(label, n) for label, n, _summary in split.groups] if split else (),
        )

    def _steps(self, table):
        return zip(table["code"], table["count"], strict=True)

    # Whether the same points keep coming up

    def _repetition(self):
        points = [*self._of_meetings(), *self._of_answers()]
        alike = [
            exploring.Again(
                pair.one.title, pair.one.where, pair.other.title, pair.other.where, pair.other.url
            )
            for pair in likeness.pairs(points)
            if pair.one.where != pair.other.where
        ]
        return exploring.repetition(alike, places=len({point.where for point in points}))

    def _of_meetings(self):
        """Clusters of this cycle and the one before, that hold something on the record."""
        clusters = Cluster.objects.filter(
            meeting__network=self.network,
            meeting__cycle__number__gte=self.cycle.number - 1,
            notes__in=Note.objects.on_record(),
        )
        for cluster in clusters.select_related("meeting").distinct():
            url = self._address("meeting_detail", cluster.meeting.number)
            yield Point(cluster.name, "", str(cluster.meeting), url)

    def _of_answers(self):
        themes = Theme.objects.standing().filter(
            proforma__cycle__network=self.network,
            proforma__cycle__number__gte=self.cycle.number - 1,
        )
        for theme in themes.select_related("proforma__cycle"):
            where = _("the pro-forma of %(cycle)s") % {"cycle": theme.proforma.cycle}
            url = self._address("proforma_results", theme.proforma_id)
            yield Point(theme.name, "", where, url)

    def _authority(self):
        live = mandate.live_mandates(self.network, self.today)
        said = [f"{Truncator(one.purpose).chars(120)}: {how.words}" for one, how in live]
        ever = bool(live) or self.network.mandates.standing().exists()
        return exploring.authority(said, ever=ever, url=self._address("mandate_list"))

    # Who is missing

    def _absence(self):
        asked = Invitation.objects.asked().filter(
            activity__cycle=self.cycle,
            activity__kind__in=[Activity.Kind.VIEWS, Activity.Kind.FIGURES],
            activity__opened_at__isnull=False,
        )
        partners = (
            asked.filter(person__partner__isnull=False)
            .values("person__partner")
            .annotate(n=Count("pk", filter=Q(submitted_at__isnull=False)))
        )
        answered = [row["n"] for row in partners.order_by("person__partner")]
        late = asked.unfinished().filter(
            activity__kind=Activity.Kind.FIGURES, activity__closes_at__lte=self.at
        )
        return exploring.Absence(
            partners=len(answered) or None,
            silent=sum(not n for n in answered),
            late=late.count(),
            levels=self._absent_levels(),
            answers_url=self._address("return_list", self.proforma.pk) if self.proforma else "",
            meeting_url=self._meeting_url,
        )

    def _absent_levels(self):
        """Levels of which somebody takes part and nobody came. None if nobody was ticked off."""
        if self.meeting is None:
            return None
        came = set(self.meeting.attendances.values_list("person__level", flat=True))
        taking_part = set(self.network.participants().values_list("level", flat=True))
        if not came:
            return None
        return [str(label) for level, label in Level.choices if level in taking_part - came]

    # Whether people disagree

    def _dispute(self):
        vote = Vote.of_cycle(self.cycle)
        result = vote.result if vote is not None and vote.is_counted else {}
        renewal = (
            MandateRenewal.objects.filter(
                mandate__network=self.network, mandate__mistaken_at=None, mistaken_at=None
            )
            .order_by("-asked_on", "-pk")
            .first()
        )
        unsettled = Correction.objects.unsettled().filter(meeting__cycle=self.cycle).count()
        return exploring.Dispute(
            spreads=self._all_spreads(),
            corrections=unsettled if self.meeting else None,
            voted=result.get("voted"),
            to_change=result.get("ballots_to_change"),
            to_change_words=sureness.to_change(result) if result else "",
            renewal=renewal and (renewal.no, renewal.asked),
            corrections_url=self._meeting_url,
            vote_url=self._address("vote_result", vote.pk) if vote is not None else "",
            mandate_url=self._address("mandate_list"),
        )

    def _all_spreads(self):
        if self.views is None:
            return []
        spreads = [self._spread(one) for one in self.views.questions if one.shape == "scale"]
        return [spread for spread in spreads if spread is not None and spread.n]

    def _gift(self):
        actions = self.network.actions
        return exploring.Gift(
            owned=actions.open().exclude(owner=None).count(),
            nobodys=actions.open().filter(owner=None).count(),
            done=self.cycle.actions.filter(status=Action.Status.DONE).count(),
            narrowed=self._narrowed(),
            has_met=self.meeting is not None,
            actions_url=self._address("action_list"),
            meeting_url=self._meeting_url,
        )

    def _narrowed(self):
        """Notes that were caught while options were narrowed down at the last meeting."""
        if self.meeting is None:
            return 0
        items = self.meeting.items.filter(step=AgendaItem.Step.NARROW, ended_at__isnull=False)
        spells = list(items.values_list("started_at", "ended_at"))
        moments = self.meeting.notes.on_record().values_list("at", flat=True) if spells else []
        return sum(any(began <= at < ended for began, ended in spells) for at in moments)
