"""A message as it leaves: its words filled in, as plain text and as HTML, and handed to the mail server.

No picture, no pixel and no address but the person's own link: nothing tells anybody that it was read.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .contributions import message_words

LINK_PLACEHOLDER = "[[link]]"


class NotDelivered(Exception):
    """Says why a message has certainly not gone."""


class MayHaveGone(Exception):
    """Says what cut the sending off after the message was handed over and before that was confirmed."""


def fill_in(message) -> str:
    """The body with the person's link, and what each app fills in, in the place of its [[word]]."""
    text = message.body.replace(LINK_PLACEHOLDER, message.person.link if message.person else "")
    for word, fill in message_words.items():
        if f"[[{word}]]" in text:
            text = text.replace(f"[[{word}]]", fill(message))
    return text


def as_html(message, text: str) -> str:
    """The same words as HTML: paragraphs, and the person's link to press. Nothing is loaded."""
    link = message.person.link if message.person else ""
    paragraphs = [
        [(line, line.strip() == link and bool(link)) for line in paragraph.splitlines()]
        for paragraph in text.split("\n\n")
    ]
    return render_to_string(
        "mail/message.html", {"message": message, "paragraphs": paragraphs, "link": link}
    )


def deliver(message) -> str:
    """Hand the message to the mail server; returns what that calls it. Raises NotDelivered.

    What is not known to have failed is not caught: the message then stays claimed, and is never resent
    by itself.
    """
    text = fill_in(message)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        reply_to=[message.network.contact] if message.network.contact else None,
        headers={"Message-ID": message.message_id()},
    )
    email.attach_alternative(as_html(message, text), "text/html")
    try:
        email.send()
    # smtplib's errors are OSErrors, a bad header's a ValueError: nothing has gone.
    except (OSError, ValueError) as error:
        raise NotDelivered(_in_words(error)) from error
    status = getattr(email, "anymail_status", None)
    return (getattr(status, "message_id", None) or "") if status else message.message_id()


def _in_words(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{address}: {code} {words.decode(errors='replace')}"
            for address, (code, words) in error.recipients.items()
        )[:300]
    return str(error)[:300]
