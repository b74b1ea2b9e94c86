"""What was answered: one document a person or a partner, saved key by key."""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.disclosure import Sharing
from network.models import InvitationEvent, Partner, Person, User
from proforma import conditions
from proforma.entries import is_given

from .documents import content, digest
from .helping import CannotTypeIn, Way
from .parts import Part
from .versions import Version


class PartIsClosed(Exception):
    """An answer came after the close, or before the opening."""


@dataclass(frozen=True)
class Conflict:
    """Somebody changed an answer after the page in hand was opened. `stored` is what stands."""

    code: str
    stored: dict | None
    by_name: str
    offered: dict | None


class ChangedSince(Exception):
    """Somebody saved something after it was looked over."""


class ResponseQuerySet(models.QuerySet):
    def with_help(self):
        # See also Response.is_helped
        return self.exclude(way="")

    def submitted(self):
        return self.exclude(submitted_at=None).order_by("submitted_at", "pk")

    def of(self, person):
        """The response a person may write: their own, or their partner's."""
        return self.filter(
            models.Q(person=person) | models.Q(partner__isnull=False, partner=person.partner)
        )


class Response(models.Model):
    """A person's views or a partner's figures: exactly one a part."""

    SHARING = [
        (Sharing.NAMED, _("Show our figures with our name")),
        (Sharing.TOTALS, _("Use our figures in totals only, never with our name")),
        (Sharing.COORDINATOR, _("For the coordinator only")),
    ]

    part = models.ForeignKey(Part, models.CASCADE, related_name="responses")
    version = models.ForeignKey(Version, models.PROTECT, related_name="responses")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="responses")
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, related_name="responses")
    # code -> {value | state, basis, other, caveat, by, typed, at, rev, page}
    answers = models.JSONField(default=dict)
    sharing = models.CharField(max_length=12, choices=SHARING, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    # The number of the version it was last handed in under.
    handed_in_under = models.PositiveSmallIntegerField(null=True)
    # Numbers of versions whose new questions are not put to it: it was handed in, and so it was chosen.
    passed_over = models.JSONField(default=list)
    # Who typed it in for the person it is of, and by which way it came. Both empty: she answered herself.
    typed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="responses_typed"
    )
    helped_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="responses_helped"
    )
    way = models.CharField(max_length=12, choices=Way, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, partner__isnull=False)
                | models.Q(person__isnull=False, partner=None),
                name="a_response_is_of_a_person_or_of_a_partner",
            ),
            models.UniqueConstraint(
                fields=["part", "person"],
                condition=models.Q(person__isnull=False),
                name="one_response_a_person",
            ),
            models.UniqueConstraint(
                fields=["part", "partner"],
                condition=models.Q(partner__isnull=False),
                name="one_response_a_partner",
            ),
        ]
        indexes = [models.Index(fields=["part", "submitted_at"])]

    @property
    def is_helped(self):
        # See also ResponseQuerySet.with_help()
        return bool(self.way)

    @property
    def digest(self):
        """A short name for all that is answered, by which a page remembers what it showed."""
        given = {code: content(entry) for code, entry in self.answers.items() if content(entry)}
        return digest(given)

    def writers(self):
        """{code: who gave it}, for a return that colleagues fill in together. One query."""
        given = {code: entry for code, entry in self.answers.items() if content(entry)}
        people = Person.objects.in_bulk({entry["by"] for entry in given.values()})
        return {
            code: _("%(name)s, with help") % {"name": people[entry["by"]].name}
            if entry.get("typed")
            else people[entry["by"]].name
            for code, entry in given.items()
            if entry["by"] in people
        }

    def answered(self):
        return sum(is_given(content(entry)) for entry in self.answers.values())

    def unanswered(self):
        """The questions this response is asked that have neither an answer nor “not recorded”.

        A follow-up may stay blank. Reads the questions loaded on its part.
        """
        given = {code for code, entry in self.answers.items() if entry.keys() & {"value", "state"}}
        asked = conditions.asked_of(self.part.questions_for(self), self.answers)
        return [
            question
            for question in asked
            if question.kind_of_answer.asks
            and not question.is_follow_up
            and question.code not in given
        ]

    def is_complete(self):
        return not self.unanswered()

    def added_since(self):
        """Unanswered questions of the versions made since this was last handed in."""
        under = self.handed_in_under
        if self.submitted_at is None or under is None or under >= self.version.number:
            return []
        return [question for question in self.unanswered() if question.since > under]

    @classmethod
    def record(cls, part, person, changes, *, seen=None, page="", help=None, at=None):
        """Save the answers named in `changes` (None clears one); returns the response and the conflicts.

        `seen` says of each answer what the writer's page had shown: (revision, digest of its content).
        What the writer left as it was shown is not touched. What was changed since by somebody else, or on
        another page of the writer's own, is left as it stands and comes back as a Conflict; `page` is the
        name of the page in hand, whose own earlier saves never conflict. Two writers at once queue: on the
        row in PostgreSQL, on the immediate transaction in SQLite.

        `help` says who types it in for the person, and marks what they type. Raises CannotTypeIn where that
        would show or change what is not theirs to see.
        """
        at = at or timezone.now()
        with transaction.atomic():
            part.activity.refresh_from_db(fields=["opened_at", "closes_at", "closed_at"])
            if not part.activity.is_open(at):
                raise PartIsClosed
            response, is_new = cls._locked(part, person, help, at)
            writer = _Writer(person, page, at, help.mark if help else "")
            conflicts = response._apply(changes, seen or {}, writer)
            if help is not None and (is_new or help.has_begun(response)):
                response.note_help(person, help, at=at)
            if changes:  # an empty press is no visit
                response.saved_at = at
                response.save(update_fields=["answers", "saved_at"])
            if response.submitted_at is not None:  # its words are read as they stand
                _raise_flags(response, at)
        return response, conflicts

    @classmethod
    def _locked(cls, part, person, help, at):
        whose = {"person": person} if part.is_of_people else {"partner": person.partner}
        version = part.versions.order_by("-number").first()
        response, created = cls.objects.get_or_create(
            part=part, **whose, defaults={"version": version, "started_at": at, "saved_at": at}
        )
        if created:
            if part.is_of_people:
                part.activity.invite([person], at=at)  # somebody who joined after the opening
            for invitation in response.invitations():
                invitation.note(InvitationEvent.Kind.STARTED, at=at)
        response = cls.objects.select_for_update().get(pk=response.pk)
        if help is not None and not created and not help.may_open(response):
            raise CannotTypeIn
        return response, created

    def note_help(self, person, help, *, at=None):
        """Mark it as typed in, once, and write that into the ledger beside the person."""
        if not self.way:
            self.way, self.typed_by, self.helped_by = Way(help.way), help.user, help.helper
            self.save(update_fields=["way", "typed_by", "helped_by"])
        line = self.part.activity.invite([person], at=at).get()
        if line.helped_at is None:
            text = str(Way(help.way or self.way).label)
            line.note(InvitationEvent.Kind.HELPED, at=at, by=help.user, text=text)

    def _apply(self, changes, seen, writer):
        conflicts = []
        for code, offered in changes.items():
            stored = self.answers.get(code)
            revision, shown = seen.get(code, (0, digest(None)))
            if content(stored) == offered or digest(offered) == shown:
                continue
            changed_since = stored is not None and stored["rev"] != revision
            if changed_since and not (writer.page and stored.get("page") == writer.page):
                conflicts.append(self._conflict(code, stored, offered, writer))
                continue
            # A cleared answer keeps its revision, so that an old page cannot bring it back unnoticed.
            self.answers[code] = {
                **(offered or {}),
                "by": writer.person.pk,
                **({"typed": writer.typed} if writer.typed else {}),
                "at": writer.at.isoformat(),
                "rev": (stored["rev"] if stored else 0) + 1,
                "page": writer.page,
            }
        return conflicts

    def _conflict(self, code, stored, offered, writer):
        mine = (stored["by"], stored.get("typed", "")) == (writer.person.pk, writer.typed)
        if mine:
            return Conflict(code, content(stored), "", offered)
        whose = Person.objects.filter(pk=stored["by"], network=writer.person.network_id).first()
        name = str(whose or "")
        if stored.get("typed"):
            name = _("Somebody who types in for %(name)s") % {"name": name}
        return Conflict(code, content(stored), name, offered)

    def invitations(self):
        """The ledger's lines of whoever may give this response. Queries."""
        invitations = self.part.activity.invitations
        if self.person_id:
            return list(invitations.filter(person=self.person_id))
        return list(invitations.filter(person__partner=self.partner_id))

    def choose_sharing(self, sharing, *, was=None):
        """Keep the partner's choice. False if a colleague chose otherwise since `was` was shown."""
        chosen = type(self).objects.filter(pk=self.pk)
        if was is not None:
            chosen = chosen.filter(sharing__in={was, Sharing(sharing)})
        kept = bool(chosen.update(sharing=Sharing(sharing)))
        self.refresh_from_db(fields=["sharing"])
        return kept

    def submit(self, *, person=None, help=None, reviewed=None, at=None):
        """Hand it in. It can still be changed until the close; the first time is what counts.

        `help` says who hands it in for the person. Raises ChangedSince if what is answered is not what was
        looked over, which `reviewed` names.
        """
        at = at or timezone.now()
        with transaction.atomic():
            self.part.activity.refresh_from_db(fields=["opened_at", "closes_at", "closed_at"])
            if not self.part.activity.is_open(at):
                raise PartIsClosed
            stands = Response.objects.select_for_update().get(pk=self.pk)
            if reviewed is not None and reviewed != stands.digest:
                raise ChangedSince
            if help is not None:
                if not help.may_open(stands):
                    raise CannotTypeIn
                self.note_help(person, help, at=at)
            mine = Response.objects.filter(pk=self.pk)
            first = mine.filter(submitted_at=None).update(submitted_at=at)
            mine.update(handed_in_under=models.Subquery(mine.values("version__number")[:1]))
            if first:
                for invitation in self.invitations():
                    invitation.note(InvitationEvent.Kind.SUBMITTED, at=at)
            self.refresh_from_db()
            _raise_flags(self, at)
        return bool(first)


def _raise_flags(response, at):
    from proforma import flagging  # noqa: PLC0415 flags are of responses, which raise them

    flagging.raise_flags(response, at=at)


@dataclass(frozen=True)
class _Writer:
    person: Person
    page: str
    at: object
    typed: str = ""  # the mark of whoever types it in for the person
