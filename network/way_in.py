"""How somebody who signs in comes to a password: a link that works once, for some days."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from .contributions import message_words
from .models import Message, User

MOST_AN_HOUR = 3  # messages of one sort with a way in, to one user
FORGOTTEN = "forgotten"  # begins the key of a message that somebody asked for


def address_for(user) -> str:
    """Where this user chooses a password, secret included. Never store or log it.

    The secret is Django's: a keyed hash of the user, the password of now and the hour. It works once, and
    for as long as settings.PASSWORD_RESET_TIMEOUT says.
    """
    key = urlsafe_base64_encode(str(user.pk).encode())
    path = reverse("welcome", args=[key, default_token_generator.make_token(user)])
    return settings.SITE_URL.rstrip("/") + path


def user_of(key, secret) -> User | None:
    """The user whose link this is, while it is good."""
    try:
        pk = int(urlsafe_base64_decode(key).decode())
    except (ValueError, OverflowError):
        return None
    if pk >= 2**63:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and default_token_generator.check_token(user, secret) else None


def write(user, network, *, key, subject, body, at=None):
    """A message in which [[way_in]] becomes their way in; None if they were sent several within the hour."""
    at = at or timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # those who ask at once queue here
        mine = Message.objects.filter(
            kind=Message.Kind.WAY_IN, dedupe_key__endswith=f":user:{user.pk}"
        )
        # Of its own sort: whoever presses “forgotten” for others keeps nobody from being welcomed.
        alike = mine.filter(dedupe_key__startswith=f"{key}:")
        if alike.filter(created_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
            return None
        return Message.write_to_user(
            user,
            network,
            key=f"{key}:{mine.count() + 1}",
            kind=Message.Kind.WAY_IN,
            subject=subject,
            body=body,
            at=at,
        )


def forgotten(email, *, at=None):
    """Send a way in to whoever has this email. What is answered is the same for everyone."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    access = user and user.accesses.select_related("network").order_by("pk").first()
    if access is None:
        return
    write(
        user,
        access.network,
        key=FORGOTTEN,
        subject=_("A new password for Tightrope"),
        body=_(
            "Hello [[name]]\n\n"
            "Somebody, perhaps you, said that you forgot your password. Choose another here:\n"
            "[[way_in]]\n\n"
            "It works once, within three days. If it was not you, do nothing: your password stays as it is."
        ),
        at=at,
    )


def _as_it_leaves(message):
    """A link to choose a password with, or where to sign in for one who has chosen already.

    Which of the two is nobody's business but the reader's: it would tell whether an email has an account.
    """
    user = User.objects.filter(email=message.to.lower(), is_active=True).first()
    if user is None:
        return ""
    if user.has_usable_password() and not message.dedupe_key.startswith(FORGOTTEN):
        return settings.SITE_URL.rstrip("/") + reverse("sign_in")
    return address_for(user)


message_words["way_in"] = _as_it_leaves
