"""The register: partners and people."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import links

from .networks import Network, User


class Sector(models.TextChoices):
    STATUTORY = "statutory", _("Statutory")
    CHARITY = "charity", _("Charity")
    HOUSING = "housing", _("Housing")
    PEER = "peer", _("Peer-led")
    VOICE = "voice", _("Independent voice")
    OTHER = "other", _("Other")


class Level(models.TextChoices):
    FRONT_LINE = "front_line", _("Front line")
    MANAGER = "manager", _("Manager")
    STRATEGIC = "strategic", _("Strategic or commissioner")
    LIVED_EXPERIENCE = "lived_experience", _("Lived experience")


class Partner(models.Model):
    """An organisation in the network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=160)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.OTHER)
    work = models.CharField(
        _("what it does"), max_length=120, blank=True, help_text=_("For example: housing, police.")
    )
    is_convenor = models.BooleanField(_("one of the convenors"), default=False)
    holds_figures = models.BooleanField(
        _("asked for figures"),
        default=True,
        help_text=_("Untick for a partner without a caseload; it is then not counted as missing."),
    )
    figures_lead = models.ForeignKey(
        "network.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads_figures_of",
        verbose_name=_("who fills in the figures"),
    )
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"), "network", name="partner_names_differ_in_a_network"
            )
        ]

    def __str__(self):
        return self.name

    def lead(self):
        """Who fills in the figures, as long as they are still here. Reads the figures lead."""
        lead = self.figures_lead
        return lead if lead and lead.is_participant and lead.partner_id == self.pk else None


class PersonQuerySet(models.QuerySet):
    def on_register(self):
        return self.filter(left_at=None)

    def taking_part(self):
        # See also Person.is_participant
        return self.on_register().filter(takes_part=True)

    def with_partner(self):
        return self.select_related("partner")


def new_code():
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _n in range(10))


class Person(models.Model):
    """Somebody on the register. Seen from their own link, a participant."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="people")
    partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("partner"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=Level,
        blank=True,
        help_text=_("Only if they told you. Lived experience is for each person to say, or not."),
    )
    access_needs = models.CharField(
        _("access needs"), max_length=300, blank=True, help_text=_("Seen only by the organisers.")
    )
    takes_part = models.BooleanField(
        _("takes part"), default=True, help_text=_("Is sent the pro-forma and may vote.")
    )
    helper = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="helps",
        verbose_name=_("who helps them answer"),
        help_text=_("If they asked for it: that person can type in their answers for them."),
    )
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="register_entries"
    )
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    link_generation = models.PositiveIntegerField(default=1)
    link_revoked_at = models.DateTimeField(null=True, blank=True)
    # Raised to make every device that was known to this person ask for a code again.
    device_generation = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "network",
                condition=~models.Q(email=""),
                name="emails_differ_in_a_network",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def key(self):
        """Its own number, as a form sends it."""
        return str(self.pk)

    @property
    def can_be_written_to(self):
        return bool(self.email) and self.link_revoked_at is None

    def follow_address(self, old):
        """What waits goes to the new address; what came back from the old one says nothing of this."""
        for message in self.messages.unsent().filter(to__iexact=old):
            if self.email:
                message.to = self.email
                message.save(update_fields=["to"])
            else:
                message.set_aside(str(_("They have no email any more.")))
        self.invitations.exclude(bounced_at=None).update(bounced_at=None)

    @property
    def is_participant(self):
        # See also PersonQuerySet.taking_part()
        return self.takes_part and self.left_at is None

    @property
    def link(self):
        """Where this person's own page is opened, secret included. Never store or log it."""
        return links.address(self)

    def reissue_link(self):
        """Make a new link; the old one stops working, on every device."""
        self.link_generation += 1
        self.link_revoked_at = None
        self.save(update_fields=["link_generation", "link_revoked_at"])

    def revoke_link(self, *, at=None):
        self.link_revoked_at = at or timezone.now()
        self.save(update_fields=["link_revoked_at"])

    def forget_devices(self):
        """Every device asks for a code again before it shows what was saved."""
        self.device_generation += 1
        self.save(update_fields=["device_generation"])

    def leave(self, *, at=None):
        self.left_at = at or timezone.now()
        self.save(update_fields=["left_at"])
