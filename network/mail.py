"""A message as it leaves: its words filled in, as plain text and as HTML, and handed to the mail server.

No picture, no pixel and no address but the person's own link: nothing tells anybody that it was read.
"""

import re
from contextlib import contextmanager, suppress
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .contributions import message_files, message_words
from .email_url import PROVIDERS
from .mail_errors import (
    REFUSALS,
    SENDING_ERRORS,
    MayHaveGone,
    NotDelivered,
    has_hung_up,
    judged,
    refused_by_provider,
)

LINK_PLACEHOLDER = "[[link]]"
NOT_TAKEN = {"failed", "invalid", "rejected"}  # as anymail says it of a recipient


def fill_in(message) -> str:
    """The body with the person's link, and what each app fills in, in the place of its [[word]]."""
    text = message.body.replace(LINK_PLACEHOLDER, message.person.link if message.person else "")
    for word, fill in message_words.items():
        if f"[[{word}]]" in text:
            text = text.replace(f"[[{word}]]", fill(message))
    return text


def as_html(message, text: str) -> str:
    """The same words as HTML: paragraphs, and the person's own link to press. Nothing is loaded."""
    link = message.person.link if message.person else ""
    paragraphs = [
        [_pieces(line, link) for line in paragraph.splitlines()]
        for paragraph in re.split(r"\n\s*\n", text.strip())
    ]
    return render_to_string("mail/message.html", {"message": message, "paragraphs": paragraphs})


def _pieces(line, link):
    """(words, what they are) of a line: plain text, the link in a sentence, or the link alone."""
    if not link or link not in line:
        return [(line, "text")]
    if line.strip() == link:
        return [(link, "button")]
    pieces = [(piece, "text") for piece in line.split(link)]
    for place in range(len(pieces) - 1, 0, -1):
        pieces.insert(place, (link, "link"))
    return [(words, kind) for words, kind in pieces if words]


def _sender(network):
    """The network's name over the installation's address: few partners know what Tightrope is."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((" ".join(network.name.split()), address))


def as_email(message) -> EmailMultiAlternatives:
    """The email as it leaves.

    What hides its people has nobody to reply to: a notice of absence would tell who got it.
    It does not call itself "Auto-Submitted": a coordinator wrote it, and the shared inboxes of many
    partners put aside unread what says so. Replies, an absence notice among them, go to the contact.
    """
    # A text typed into a page has line breaks of its own kind.
    text = fill_in(message).replace("\r\n", "\n").replace("\r", "\n")
    hides = message.kind == "quote" or bool(message.mailing and message.mailing.hides_people)
    provider = PROVIDERS.get(settings.MAIL_PROVIDER)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        from_email=_sender(message.network),
        to=[message.to],
        reply_to=None if hides or not message.network.contact else [message.network.contact],
        headers={"Message-ID": message.message_id()}
        if not provider or provider.keeps_message_id
        else None,
    )
    email.attach_alternative(as_html(message, text), "text/html")
    _attach_files(email, message)
    return email


def _attach_files(email, message):
    """What goes along. Providers take text and HTML and no third way to read a message: through them it is a
    file of the type that the third way has."""
    make = message_files.get(message.kind)
    for file in make(message) if make else []:
        if file.read_as and settings.MAIL_PROVIDER:
            email.attach(_as_part(file))
            continue
        if file.read_as:
            email.attach_alternative(file.content.decode(), file.read_as)
        email.attach(file.name, file.content, file.mimetype)


def _as_part(file):
    """The file with all that its type says: what is given by name and type alone, some providers refuse."""
    kind, *params = file.read_as.split("; ")
    part = MIMEText(file.content.decode(), kind.removeprefix("text/"), "utf-8")
    for param in params:
        part.set_param(*param.split("="))
    part.add_header("Content-Disposition", "attachment", filename=file.name)
    return part


@contextmanager
def open_connection():
    """A connection for many messages. The first opens it, and the first after one that broke it again."""
    connection = get_connection()
    try:
        yield connection
    finally:
        _close(connection)


def deliver(message, connection=None) -> str:
    """Hand the message to the mail server or provider; returns what that calls it.

    Raises NotDelivered if it has certainly not gone, and MayHaveGone if nobody can tell. Without a
    connection, one is made for this message alone.
    """
    if not message.to:
        raise NotDelivered(_("There is no address to send it to."))
    email = as_email(message)
    if connection is not None:
        _hand_over(email, connection)
    else:
        try:
            with open_connection() as own:
                _hand_over(email, own)
        except SENDING_ERRORS as error:  # EMAIL_URL's backend cannot be made: nothing was begun
            raise judged(error) from error
    status = getattr(email, "anymail_status", None)
    if status is None:
        return message.message_id()
    # anymail passes over some refusals in silence: what it cannot make out of them reads "unknown".
    if status.esp_response.status_code >= 400 or status.status <= NOT_TAKEN:
        raise refused_by_provider(status.esp_response)
    return str(status.message_id or "")


def _hand_over(email, connection):
    reused = False
    try:
        reused = connection.open() is False
        connection.send_messages([email])
    except MayHaveGone:
        _close(connection)
        raise
    except SENDING_ERRORS as error:
        if not isinstance(error, REFUSALS) or has_hung_up(error):
            _close(connection)
        # A server may end a connection that has carried many messages, or none for a while. This one
        # was not handed over yet, so it can go by a new connection.
        if reused and has_hung_up(error):
            return _hand_over(email, connection)
        raise judged(error) from error


def _close(connection):
    with suppress(OSError):  # what was said is said: a farewell that fails changes nothing
        connection.close()
