"""The ledger: who was asked what, and everything that became of it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activities import Activity
from .networks import User
from .register import Person


class InvitationQuerySet(models.QuerySet):
    def put(self, activity, people, *, by=None, at=None):
        """Put each of `people` on the ledger of an activity, once. Returns their invitations."""
        at = at or timezone.now()
        with transaction.atomic():
            if self._not_on_it(people):
                type(activity).objects.select_for_update().get(pk=activity.pk)  # two at once queue
            new = self.bulk_create(
                Invitation(activity=activity, person=person) for person in self._not_on_it(people)
            )
            InvitationEvent.objects.bulk_create(
                InvitationEvent(
                    invitation=invitation, kind=InvitationEvent.Kind.DRAFTED, at=at, by=by
                )
                for invitation in new
            )
        return self.filter(person__in=people)

    def _not_on_it(self, people):
        known = set(self.values_list("person_id", flat=True))
        return [person for person in people if person.pk not in known]

    def asked(self):
        """The N of “n of N”: everyone asked, and whoever was asked in somebody's place only once."""
        return self.filter(handed_to=None)

    def finished(self):
        return self.exclude(submitted_at=None)

    def unfinished(self):
        return self.asked().filter(submitted_at=None, declined_at=None, handed_over_at=None)

    def waited_for(self):
        """Of those unfinished, who is still here and takes part."""
        return self.unfinished().filter(person__takes_part=True, person__left_at=None)

    def unopened(self, at):
        """Of what is open, those whose page nobody has touched. A vote keeps no such note."""
        open_now = Activity.objects.open(at).exclude(kind=Activity.Kind.VOTE)
        return self.filter(activity__in=open_now, opened_at=None, started_at=None)

    def with_person(self):
        return self.select_related("person__partner")

    def with_history(self):
        """With each line's events as `history`: one query more."""
        events = InvitationEvent.objects.select_related("by")
        return self.prefetch_related(models.Prefetch("events", events, to_attr="history"))

    def with_state(self):
        # See also Invitation.state
        return self.annotate(
            stands=models.Case(
                *(
                    models.When(**{f"{column}__isnull": False}, then=models.Value(kind.value))
                    for kind, column in InvitationEvent.Kind.by_weight()
                ),
                default=models.Value(InvitationEvent.Kind.DRAFTED.value),
            )
        )

    def in_state(self, kind):
        return self.with_state().filter(stands=kind)

    def tally(self):
        """[(kind, how many)] of what people stand at, in the order of weight. One query."""
        rows = dict(
            self.order_by().with_state().values_list("stands").annotate(n=models.Count("pk"))
        )
        kinds = [kind for kind, _column in InvitationEvent.Kind.by_weight()]
        kinds.append(InvitationEvent.Kind.DRAFTED)
        return [(kind, rows[kind.value]) for kind in kinds if kind.value in rows]


class Invitation(models.Model):
    """That a person was asked to do something. Never deleted: it is the N of every “n of N”."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    helped_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    # The line of whoever was asked in this person's place, if they had not been asked already.
    handed_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="handed_from"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="a_person_is_asked_once")
        ]

    @property
    def state(self):
        """Where it stands, as the kind of the event that counts most."""
        # See also InvitationQuerySet.with_state()
        kinds = InvitationEvent.Kind
        return next(
            (kind for kind, column in kinds.by_weight() if getattr(self, column) is not None),
            kinds.DRAFTED,
        )

    @property
    def waits(self):
        # See also InvitationQuerySet.unfinished()
        return not (self.submitted_at or self.declined_at or self.handed_over_at)

    def note(self, kind, *, at=None, by=None, text=""):
        """Write `kind` into the ledger, and when beside the person."""
        at, kind = at or timezone.now(), InvitationEvent.Kind(kind)
        with transaction.atomic():
            self.events.create(kind=kind, at=at, by=by, text=text[:300])
            changed = {name: None for name in kind.ends if getattr(self, name) is not None}
            if kind.column and (kind.is_latest or getattr(self, kind.column) is None):
                changed[kind.column] = at
            for name, moment in changed.items():
                setattr(self, name, moment)
            if changed:
                self.save(update_fields=list(changed))
            if kind in {InvitationEvent.Kind.SUBMITTED, InvitationEvent.Kind.TAKEN_UP}:
                # Somebody else was suggested meanwhile: nobody need be asked in this person's place.
                waiting = self.activity.handovers.filter(person=self.person_id, settled_at=None)
                waiting.update(settled_at=at)

    def decline(self, reason="", *, at=None, by=None):
        """Take a person's no; what they saved stays. False if there is nothing left to decline."""
        if not self.waits:
            return False
        self.note(InvitationEvent.Kind.DECLINED, at=at, by=by, text=reason)
        return True

    def take_up_again(self, *, at=None, by=None):
        """A person who had declined, or handed it over, will do it after all."""
        if self.declined_at is not None or self.handed_over_at is not None:
            self.note(InvitationEvent.Kind.TAKEN_UP, at=at, by=by)

    def hand_over(self, colleague, *, at=None, by=None):
        """Ask a colleague in this person's place; returns the colleague's line of the ledger.

        A colleague who was asked already answers for themselves: then this person is still counted among
        those asked.
        """
        with transaction.atomic():
            known = self.activity.invitations.filter(person=colleague).first()
            theirs = known or self.activity.invite([colleague], at=at, by=by).get()
            self.note(InvitationEvent.Kind.HANDED_OVER, at=at, by=by, text=colleague.name)
            comes_back = known is not None and known.has_passed_it_on_to(self)
            if known is not None:
                theirs.take_up_again(at=at, by=by)
            if known is None or comes_back:
                self.handed_to = theirs
                self.save(update_fields=["handed_to"])
        return theirs

    def has_passed_it_on_to(self, other):
        """Whether what this line was asked has come to the other, directly or by others' hands."""
        line, seen = self, set()
        while line is not None and line.pk not in seen:
            if line == other:
                return True
            seen.add(line.pk)
            line = line.handed_to
        return False


class InvitationEvent(models.Model):
    """A line of the ledger. Only ever added to."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        SENT = "sent", _("sent")
        REMINDED = "reminded", _("reminded")
        FAILED = "failed", _("could not be sent")
        BOUNCED = "bounced", _("came back")
        OPENED = "opened", _("opened")
        STARTED = "started", _("started")
        HELPED = "helped", _("answered with help")
        SUBMITTED = "submitted", _("handed in")
        DECLINED = "declined", _("would rather not")
        TAKEN_UP = "taken_up", _("will do it after all")
        HANDED_OVER = "handed_over", _("handed to a colleague")

        @property
        def column(self):
            return {
                "sent": "sent_at",
                "reminded": "sent_at",
                "failed": "failed_at",
                "bounced": "bounced_at",
                "opened": "opened_at",
                "started": "started_at",
                "helped": "helped_at",
                "submitted": "submitted_at",
                "declined": "declined_at",
                "handed_over": "handed_over_at",
            }.get(self.value)

        @classmethod
        def by_weight(cls):
            """(kind, column) of what a line can stand at, what counts most first."""
            return [
                (cls.SUBMITTED, "submitted_at"),
                (cls.HANDED_OVER, "handed_over_at"),
                (cls.DECLINED, "declined_at"),
                (cls.STARTED, "started_at"),
                (cls.OPENED, "opened_at"),
                (cls.BOUNCED, "bounced_at"),
                (cls.FAILED, "failed_at"),
                (cls.SENT, "sent_at"),
            ]

        @property
        def is_of_the_person(self):
            """What the person did, rather than we. It is shown by its day: to the minute, it could be held
            against words that appear somewhere else at that minute."""
            return self.value in {"opened", "started", "helped", "submitted"}

        @property
        def is_latest(self):
            """Whether the column says when it last happened; the others say when it first did."""
            return self.value in {"failed", "bounced"}

        @property
        def ends(self):
            """The columns that hold no more once this has happened."""
            return {
                "sent": ["failed_at", "bounced_at"],
                "reminded": ["failed_at", "bounced_at"],
                "submitted": ["declined_at", "handed_over_at", "handed_to"],
                "started": ["declined_at", "handed_over_at", "handed_to"],
                "taken_up": ["declined_at", "handed_over_at", "handed_to"],
            }.get(self.value, [])

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    @property
    def is_of_the_person(self):
        return self.Kind(self.kind).is_of_the_person
