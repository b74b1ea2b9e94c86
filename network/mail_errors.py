"""What an error of sending means: the message has certainly not gone, or nobody can tell. In one sentence."""

import re
import smtplib
import socket
import ssl

from django.core.exceptions import ImproperlyConfigured
from django.core.mail.utils import DNS_NAME
from django.utils.translation import gettext as _

try:  # the extra `mail`
    from anymail.exceptions import AnymailError, AnymailRecipientsRefused
    from requests.exceptions import ConnectTimeout, ProxyError, RequestException, Timeout
    from urllib3.exceptions import NewConnectionError
except ImportError:
    AnymailError = None

# smtplib's errors are OSErrors, a bad header's a ValueError.
SENDING_ERRORS = (OSError, ValueError, ImproperlyConfigured) + (
    (AnymailError,) if AnymailError else ()
)
REFUSALS = (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
# Somebody between us and the provider answered: whether the provider has the message is not known.
ANSWERED_BY_A_GATEWAY = {502, 504}


class NotDelivered(Exception):
    """Says why a message has certainly not gone."""


class MayHaveGone(Exception):
    """Says what cut the sending off after the message was handed over and before that was confirmed."""


def judged(error: Exception) -> NotDelivered | MayHaveGone:
    """What the error means for the message.

    An SMTP error is taken for certain: our connection (network/smtp.py) raises MayHaveGone by itself.
    """
    if AnymailError and isinstance(error, AnymailError):
        return _from_provider(error)
    return NotDelivered(_from_server(error))


def unconfirmed(error: Exception | None) -> MayHaveGone:
    """The message was handed over, and what came then was no answer."""
    if error is None:
        words = _("The mail server’s answer could not be read, so the message may have arrived.")
    elif _timed_out(error):
        words = _("The mail server did not confirm in time, so the message may have arrived.")
    else:
        words = _(
            "The connection broke after the message was handed over, so the message may have arrived."
        )
    return MayHaveGone(words)


def has_hung_up(error: Exception) -> bool:
    """Whether the server ended a connection before the message was handed over, as when it was idle long."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return 421 in {code for code, _words in error.recipients.values()}
    if isinstance(error, smtplib.SMTPDataError):
        return False
    return isinstance(error, smtplib.SMTPServerDisconnected) or (
        getattr(error, "smtp_code", None) == 421
    )


def _from_server(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _("The address was refused: {words}").format(words=_tidy(code, words))
    if isinstance(error, smtplib.SMTPResponseException):
        said = {
            smtplib.SMTPAuthenticationError: _(
                "The mail server did not accept our user name and password: {words}"
            ),
            smtplib.SMTPSenderRefused: _("The sender’s address was refused: {words}"),
            smtplib.SMTPDataError: _("The message was refused: {words}"),
        }.get(type(error), _("The mail server would not talk to us: {words}"))
        return said.format(words=_tidy(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _("The mail server cannot do what EMAIL_URL asks: a secure connection or a sign-in.")
    if isinstance(error, ImproperlyConfigured):
        return _("EMAIL_URL does not say how mail can leave.")
    if isinstance(error, OSError):
        return _unreachable(error)
    return _("The subject or an address holds something that no email can carry.")


def _unreachable(error):
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The mail server’s certificate cannot be trusted.")
    if isinstance(error, ssl.SSLError):
        return _("No secure connection to the mail server could be made.")
    if isinstance(error, socket.gaierror):
        return _("The mail server’s name cannot be found.")
    if isinstance(error, ConnectionRefusedError):
        return _("The mail server refused the connection.")
    if _timed_out(error):
        return _("The mail server did not answer in time.")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _("The mail server broke off before it took the message.")
    return _("The mail server cannot be reached.")


def _timed_out(error):
    """smtplib says "disconnected" and keeps the time-out as what it was doing."""
    return any(isinstance(one, TimeoutError) for one in (error, error.__cause__, error.__context__))


def _from_provider(error):
    response = getattr(error, "response", None)
    if response is None:
        return _without_answer(error)
    said = _tidy(response.status_code, _first_message(response) or response.reason or "")
    if isinstance(error, AnymailRecipientsRefused):
        return NotDelivered(_("The address was refused: {words}").format(words=said))
    if 200 <= response.status_code < 300:
        return MayHaveGone(
            _("The mail provider’s answer could not be read, so the message may have arrived.")
        )
    if response.status_code in ANSWERED_BY_A_GATEWAY:
        return MayHaveGone(
            _(
                "The mail provider did not confirm ({words}), so the message may have arrived."
            ).format(words=said)
        )
    return NotDelivered(_("The mail provider refused the message: {words}").format(words=said))


def refused_by_provider(response) -> NotDelivered:
    """The provider answered, and took the message for nobody."""
    said = _tidy(response.status_code, _first_message(response) or "")
    return NotDelivered(_("The mail provider refused the message: {words}").format(words=said))


def _without_answer(error):
    """The request was not made, never reached the provider, or broke off on the way back."""
    cause = error.__cause__
    if not isinstance(cause, RequestException):
        return NotDelivered(_("The mail provider cannot take this message as it is."))
    reason = getattr(cause.args[0], "reason", None) if cause.args else None
    if isinstance(cause, ConnectTimeout):
        return NotDelivered(_("The mail provider did not answer in time."))
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in getattr(reason, "args", ())):
        return NotDelivered(_("The mail provider’s certificate cannot be trusted."))
    if isinstance(cause, ProxyError | ValueError) or isinstance(reason, NewConnectionError):
        return NotDelivered(_("The mail provider cannot be reached."))
    if isinstance(cause, Timeout):
        return MayHaveGone(
            _("The mail provider did not confirm in time, so the message may have arrived.")
        )
    return MayHaveGone(
        _(
            "The connection broke after the message was handed over, so the message may have arrived."
        )
    )


def _first_message(response):
    """What an API says went wrong: each provider puts it elsewhere in its JSON."""
    try:
        return _look_for_message(response.json())
    except ValueError:
        return ""


def _look_for_message(told):
    if isinstance(told, dict):
        named = {str(name).lower(): value for name, value in told.items()}
        for name in ("message", "errormessage", "description", "error"):
            if named.get(name) and isinstance(named[name], str):
                return named[name]
        told = list(told.values())
    if isinstance(told, list):
        return next(filter(None, map(_look_for_message, told)), "")
    return ""


OUR_OWN = re.compile(
    r"\[?\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d+)?\]?"  # 192.0.2.1
    r"|\[?(?:IPv6:)?(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\]?",  # 2001:db8::1
    re.IGNORECASE,
)


def _tidy(code, words):
    """A server's answer in one line, without the network addresses and the name of this machine."""
    if isinstance(words, bytes):
        words = words.decode(errors="replace")
    words = OUR_OWN.sub("…", " ".join(words.replace("\0", "").split()))
    return f"{code} {words.replace(DNS_NAME.get_fqdn(), '…')}".strip()[:220]
