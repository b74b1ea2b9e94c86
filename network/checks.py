"""What would go wrong in silence on a real installation, said whenever a command starts."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

THIS_MACHINE = {"localhost", "127.0.0.1", "::1", "0.0.0.0", None}


@checks.register
def mail_leaves_this_machine(app_configs, **kwargs):
    """W001: no message reaches anybody."""
    if settings.DEMO or not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.console."):
        return []
    return [
        checks.Warning(
            "Messages are printed on the console and reach nobody.",
            hint="Say in EMAIL_URL how mail leaves, as in smtp+tls://user:password@host:587. "
            "outbox:// sends nothing and is quiet about it.",
            id="tightrope.W001",
        )
    ]


@checks.register
def links_lead_back_here(app_configs, **kwargs):
    """W002: people get links that open nothing on their own machines."""
    leaves = settings.MAIL_PROVIDER or settings.EMAIL_BACKEND == "network.smtp.EmailBackend"
    if settings.DEMO or not leaves or urlsplit(settings.SITE_URL).hostname not in THIS_MACHINE:
        return []
    return [
        checks.Warning(
            f"Mail leaves, but the links in it lead to {settings.SITE_URL}, which only this machine opens.",
            hint="Say in SITE_URL where people reach this installation, as in https://tightrope.example.",
            id="tightrope.W002",
        )
    ]
