"""Django's mail server connection, which also knows whether a message was handed over before it broke."""

import smtplib

from django.core.mail.backends import smtp

from .mail_errors import unconfirmed


class _TellsWhenHandedOver:
    """Until the server says 354 ("go ahead") nothing can have gone. After it, only an answer tells."""

    handed_over = False

    def getreply(self):
        code, words = super().getreply()
        if code == 354:
            self.handed_over = True
        return code, words

    def data(self, msg):
        self.handed_over = False
        try:
            code, words = super().data(msg)
        except OSError as error:  # smtplib's own errors are OSErrors as well
            if self.handed_over:
                raise unconfirmed(error) from error
            raise
        if 200 <= code < 300:
            return 250, words  # smtplib takes any other 2xx for a refusal
        if not 400 <= code < 600:
            raise unconfirmed(None)
        return code, words


class Smtp(_TellsWhenHandedOver, smtplib.SMTP):
    pass


class SmtpOverTls(_TellsWhenHandedOver, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self):
        return SmtpOverTls if self.use_ssl else Smtp
