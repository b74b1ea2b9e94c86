"""How mail leaves, as EMAIL_URL says it: nowhere, by a mail server, or through a provider."""

from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

TIMEOUT = 20  # seconds


@dataclass(frozen=True)
class Provider:
    """What we know of a mail provider. `name` is how anymail spells it, also in its class names."""

    name: str
    example: str
    key: str = "API_KEY"
    secret: str = ""
    domain: str = ""
    eu: str = ""
    # Some refuse a Message-ID of ours, and some write their own over it: those are not given one.
    keeps_message_id: bool = False
    # Where it cannot be asked message by message, only the provider's own pages can switch following off.
    follows_if_told: bool = True


PROVIDERS = {
    "postmark": Provider("Postmark", "TOKEN", key="SERVER_TOKEN", keeps_message_id=True),
    "mailgun": Provider(
        "Mailgun",
        "KEY@domain",
        domain="SENDER_DOMAIN",
        eu="https://api.eu.mailgun.net/v3",
        keeps_message_id=True,
    ),
    "sendgrid": Provider("SendGrid", "KEY", keeps_message_id=True),
    "brevo": Provider("Brevo", "KEY", follows_if_told=False),
    "mailjet": Provider("Mailjet", "KEY:SECRET", secret="SECRET_KEY"),
    "resend": Provider("Resend", "KEY", follows_if_told=False),
    "sparkpost": Provider("SparkPost", "KEY", eu="https://api.eu.sparkpost.com/api/v1"),
}
SCHEMES = ["outbox", "console", "smtp", "smtps", "smtp+tls", *PROVIDERS]


def email(url: str, *, hook_secret: str = "") -> dict:
    """Django's mail settings for outbox://, smtp://user:pw@host:port, smtps://, smtp+tls:// or a provider.

    outbox:// sends nothing: messages are read on the outbox page. It is what a demo uses. `hook_secret`
    (user:password) lets a provider tell us what came back.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port if parts.scheme.startswith("smtp") else None
    except ValueError as error:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read. Write signs such as / : @ [ ] in a password as %2F and so on."
        ) from error
    if parts.scheme == "outbox":
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme in {"smtp", "smtps", "smtp+tls"}:
        return {
            "EMAIL_BACKEND": "network.smtp.EmailBackend",
            "EMAIL_HOST": host or "localhost",
            "EMAIL_PORT": port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": TIMEOUT,
        }
    if parts.scheme in PROVIDERS:
        return _through_provider(parts, hook_secret)
    raise ImproperlyConfigured(
        f"EMAIL_URL should begin with {'://, '.join(SCHEMES[:-1])}:// or {SCHEMES[-1]}://."
    )


def _through_provider(parts, hook_secret):
    provider = PROVIDERS[parts.scheme]
    if find_spec("anymail") is None:
        raise ImproperlyConfigured(
            f"EMAIL_URL names {provider.name}, which needs one more package: pip install django-anymail"
        )
    if hook_secret and not all(hook_secret.partition(":")):
        raise ImproperlyConfigured("MAIL_HOOK_SECRET should look like user:password.")
    prefix = provider.name.upper()
    told = {f"{prefix}_{name}": value for name, value in _keys(parts, provider).items()}
    anymail = {"REQUESTS_TIMEOUT": TIMEOUT, **told}
    if provider.follows_if_told:
        # Whether somebody opened or pressed is nobody's business, and a link that is rewritten is not
        # the person's own any more.
        anymail["SEND_DEFAULTS"] = {"track_opens": False, "track_clicks": False}
    if parts.scheme == "postmark":  # asked for its leave to keep our Message-ID
        anymail["POSTMARK_SEND_DEFAULTS"] = {"extra_headers": {"X-PM-KeepID": "true"}}
    if hook_secret:
        anymail["WEBHOOK_SECRET"] = hook_secret
    return {
        "EMAIL_BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend",
        "EMAIL_TIMEOUT": TIMEOUT,
        "MAIL_PROVIDER": parts.scheme,
        "ANYMAIL": anymail,
    }


def _keys(parts, provider):
    """{what anymail calls it: value} of the keys in the address, with their capitals."""
    credentials, _, domain = (
        parts.netloc.rpartition("@") if "@" in parts.netloc else (parts.netloc, "", "")
    )
    key, _, secret = credentials.partition(":")
    keys = {provider.key: key}
    if provider.secret:
        keys[provider.secret] = secret
    if provider.domain:
        keys[provider.domain] = domain
    if not all(keys.values()):
        raise ImproperlyConfigured(
            f"EMAIL_URL for {provider.name} should look like {parts.scheme}://{provider.example}."
        )
    keys = {name: unquote(value) for name, value in keys.items()}
    return {**keys, **_options(parts, provider)}


def _options(parts, provider):
    told = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    options = {}
    if provider.eu and told.get("region") == "eu":
        options["API_URL"] = provider.eu
        del told["region"]
    if parts.scheme == "mailgun" and "signing_key" in told:
        options["WEBHOOK_SIGNING_KEY"] = told.pop("signing_key")
    if told:
        raise ImproperlyConfigured(
            f"EMAIL_URL for {provider.name} does not know “{urlencode(told)}”."
            + (" Its region may be eu, or left out." if provider.eu else "")
        )
    return options
