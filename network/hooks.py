"""What a mail provider tells us: that a message came back.

The address is there only while EMAIL_URL names a provider and MAIL_HOOK_SECRET is given, for without a
secret anyone could say of any message that it came back. Nothing else is listened to: not who opened what.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path
from django.utils.module_loading import import_string

from .email_url import PROVIDERS
from .models import Message

# A complaint is not among them: who calls a message spam has got it.
CAME_BACK = {"bounced", "rejected", "failed"}
# A full mailbox or a server that is down for the night: these read "bounced" too, and may yet arrive.
SOFT = {
    "postmark": lambda told: told.get("Type") == "SoftBounce",
    "brevo": lambda told: told.get("event") == "soft_bounce",
    "mailjet": lambda told: told.get("event") == "bounce" and not told.get("hard_bounce"),
    "resend": lambda told: told["data"].get("bounce", {}).get("type") == "Transient",
    "sparkpost": lambda told: (
        {str(event.get("bounce_class")) for event in told["msys"].values()}
        & {"20", "21", "22", "23", "24", "40", "70"}
    ),
}
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ImproperlyConfigured)


def tracking_view(provider: str):
    """The view that takes what `provider` says; anymail checks the secret and knows each one's manner."""
    base = import_string(
        f"anymail.webhooks.{provider}.{PROVIDERS[provider].name}TrackingWebhookView"
    )

    class TrackingView(base):
        def post(self, request, *args, **kwargs):
            try:
                self.run_validators(request)  # a wrong secret is answered with 400 by Django
                returned = [_read(event) for event in self.parse_events(request) if _is_back(event)]
            except UNREADABLE:
                return HttpResponseBadRequest()
            for provider_id, reason in returned:
                for message in Message.objects.filter(provider_id=provider_id):
                    message.came_back(reason)
            return HttpResponse()

    def _is_back(event):
        if event.event_type not in CAME_BACK or not event.message_id:
            return False
        return not SOFT.get(provider, lambda told: False)(event.esp_event)

    return TrackingView.as_view()


def _read(event):
    reason = event.description or event.mta_response or event.reject_reason or ""
    return _bare(event.message_id)[:200], _bare(reason)[:300]


def _bare(words):
    return " ".join(str(words).replace("\0", "").split())


def addresses():
    """The one address, or none."""
    provider = settings.MAIL_PROVIDER
    if not provider or not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        return []
    return [path(f"{provider}/tracking/", tracking_view(provider), name="mail_hook")]


urlpatterns = addresses()
