from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# First parts of our own addresses, which no network may take.
RESERVED_SLUGS = {
    "i",
    "p",
    "sign-in",
    "sign-out",
    "first-run",
    "mail",
    "static",
    "networks",
    "health",
    "about",
    "join",
    "welcome",
    "forgotten",
    "published",
}


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: a coordinator, a facilitator, a convenor or an observer."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name or self.email


class Capability(StrEnum):
    """What a page asks for. A role is a list of these."""

    LOOK = "look"
    EDIT = "edit"  # the register, the pro-forma, topics, meetings
    CIRCULATE = "circulate"  # open, close and send
    RUN = "run"  # capture in the room, record actions
    EXPORT = "export"
    SEAL = "seal"  # say, before a vote, what one wants of it


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator")
    CONVENOR = "convenor", _("Convenor")
    OBSERVER = "observer", _("Observer")

    @property
    def capabilities(self):
        return {
            Role.COORDINATOR: set(Capability),
            Role.FACILITATOR: {Capability.LOOK, Capability.RUN, Capability.EXPORT},
            Role.CONVENOR: {Capability.LOOK, Capability.EXPORT, Capability.SEAL},
            Role.OBSERVER: {Capability.LOOK},
        }[self]


def known_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone we know."), params={"name": name})


class LawfulBasis(models.TextChoices):
    """The bases of Article 6 of the UK GDPR that a network can have."""

    LEGITIMATE_INTERESTS = "interests", _("Legitimate interests")
    PUBLIC_TASK = "public_task", _("A public task")
    CONSENT = "consent", _("Consent")


class Network(models.Model):
    """A local network of organisations, and the settings its people agreed."""

    slug = models.SlugField(
        _("address"),
        unique=True,
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, figures and hyphens."))],
    )
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=120)
    purpose = models.TextField(
        _("purpose"),
        blank=True,
        help_text=_("One sentence the members agreed on. It opens the deck."),
    )
    ground_rules = models.TextField(
        _("ground rules"),
        blank=True,
        help_text=_("One a line. They are shown at the start of a meeting."),
    )
    funder = models.CharField(_("who pays the coordinator"), max_length=120, blank=True)

    controller = models.CharField(
        _("who is responsible for the data"),
        max_length=120,
        blank=True,
        help_text=_(
            "The organisation named in the privacy notice. A pro-forma cannot open without it."
        ),
    )
    contact = models.EmailField(
        _("contact for questions about data"),
        blank=True,
        help_text=_("Shown to everyone who is asked for an answer."),
    )

    lawful_basis = models.CharField(
        _("why the law allows it"),
        max_length=20,
        choices=LawfulBasis,
        default=LawfulBasis.LEGITIMATE_INTERESTS,
        help_text=_("The controller decides this, and writes the reasons down."),
    )
    keeps_answers = models.PositiveSmallIntegerField(
        _("months that answers are kept"),
        default=12,
        help_text=_("Counted from the end of the cycle. It is told to everyone we ask."),
    )
    regulator = models.CharField(
        _("where to complain"),
        max_length=160,
        default=_("the Information Commissioner’s Office, ico.org.uk"),
        help_text=_("The regulator for data protection where the controller is."),
    )
    safeguarding_lead = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is told when somebody may be at risk"),
        help_text=_("Somebody who signs in here. If nobody is named, the coordinator is told."),
    )

    asks_code = models.BooleanField(
        _("ask for a code on a new device"),
        default=True,
        help_text=_(
            "So that a forwarded link does not show somebody’s saved answers. "
            "Without it, whoever has the link can read them."
        ),
    )
    most_reminders = models.PositiveSmallIntegerField(
        _("reminders at most"),
        default=3,
        validators=[MaxValueValidator(10)],
        help_text=_("To one person, about one thing."),
    )
    reminder_gap = models.PositiveSmallIntegerField(
        _("days between reminders"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("At least so many days after the message before."),
    )
    reminds_itself = models.BooleanField(
        _("send reminders without being asked"),
        default=False,
        help_text=_("To those who have not finished, as often as you allow above."),
    )
    shows_who_voted = models.BooleanField(
        _("show the coordinator who has not voted yet"),
        default=False,
        help_text=_(
            "From the next vote on. Members should have agreed to this. What they chose is never shown."
        ),
    )

    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/London", validators=[known_time_zone]
    )
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=5,
        help_text=_("Results of a group of respondents smaller than this are never shown."),
    )
    smallest_total = models.PositiveSmallIntegerField(
        _("fewest partners in a total"),
        default=3,
        help_text=_(
            "A total is shown only if at least this many partners are hidden in it, or none."
        ),
    )
    smallest_count = models.PositiveSmallIntegerField(
        _("smallest count of people supported that is shown"),
        default=5,
        help_text=_("A count of people above 0 and below this reads “fewer than …”."),
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(smallest_count__gte=5), name="counts_shown_are_five_or_more"
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_group__gte=3), name="groups_shown_have_three_or_more"
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_total__gte=3), name="totals_hide_three_or_more"
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def found(cls, *, name, place, coordinator, at=None, **fields):
        """Begin a network with its first cycle and its coordinator."""
        at = at or timezone.now()
        with transaction.atomic():
            fields.setdefault("slug", cls.free_slug(place or name))
            network = cls.objects.create(name=name, place=place, created_at=at, **fields)
            network.accesses.create(user=coordinator, role=Role.COORDINATOR, given_at=at)
            network.cycles.create(number=1, started_at=at)
        return network

    @classmethod
    def free_slug(cls, words):
        stem = slugify(words)[:32].strip("-") or "network"
        stem = stem if stem[0].isalpha() else f"n-{stem}"
        taken = RESERVED_SLUGS | set(
            cls.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
        )
        return next(
            slug
            for slug in (f"{stem}-{n}" if n > 1 else stem for n in range(1, len(taken) + 2))
            if slug not in taken
        )

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def has_controller(self):
        return bool(self.controller and self.contact)

    def current_cycle(self):
        """Queries."""
        return self.cycles.order_by("-number").first()

    def participants(self):
        return self.people.taking_part()

    def people_out_of_reach(self, at):
        """How many people were asked something that is open, and their message came back. Queries."""
        lines = self.people.on_register().filter(
            invitations__bounced_at__isnull=False,
            invitations__activity__closed_at=None,
            invitations__activity__closes_at__gt=at,
            invitations__submitted_at=None,
        )
        return lines.distinct().count()

    def add_partner(self, *, name, at=None, **fields):
        return self.partners.create(name=name, joined_at=at or timezone.now(), **fields)

    def add_person(self, *, name, at=None, **fields):
        return self.people.create(name=name, joined_at=at or timezone.now(), **fields)


class Access(models.Model):
    """A user's role in a network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="accesses")
    user = models.ForeignKey(User, models.CASCADE, related_name="accesses")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    partner = models.ForeignKey(
        "network.Partner", models.CASCADE, null=True, blank=True, related_name="accesses"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "user"], name="one_role_a_user_and_network")
        ]

    def allows(self, capability):
        return capability in Role(self.role).capabilities
