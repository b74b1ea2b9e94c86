"""A mail server for tests: it takes messages on 127.0.0.1, and misbehaves as it is told."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser

CONNECTION_REFUSED = "busy"  # 421 instead of a greeting
SENDER_REFUSED = "sender refused"
RECIPIENT_REFUSED = "recipient refused"
MESSAGE_REFUSED = "message refused"  # 554 after the final dot
CUT_BEFORE_DATA = "cut before data"
CUT_AFTER_DOT = "cut after the dot"
HANG_AT_DATA = "hang at data"  # never says "go ahead"
HANG_AFTER_DOT = "hang after the dot"
GARBLED_AFTER_DOT = "garbled"
OTHER_YES = "other yes"  # 251 for 250
HANG_UP_AFTER_ONE = "hang up"  # 421 to the second message of a connection
CLOSE_AFTER_ONE = "close"  # no word at all to the second


@dataclass
class MailServer:
    """`plan` says how each connection is treated, in their order; those after the last are served well."""

    port: int = 0
    plan: list = field(default_factory=list)
    refused: set = field(default_factory=set)  # recipients who are refused on any connection
    messages: list = field(default_factory=list)  # as (sender, recipient, parsed message)
    connections: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def settings(self):
        return {
            "EMAIL_BACKEND": "network.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.port,
            "EMAIL_TIMEOUT": 1,
        }


class _Connection(socketserver.StreamRequestHandler):
    def handle(self):
        server = self.server.mail
        self.way = server.plan[server.connections] if server.connections < len(server.plan) else ""
        server.connections += 1
        self.taken = 0
        if self.way == CONNECTION_REFUSED:
            return self.say("421 4.3.2 Too busy")
        self.say("220 mail.example")
        while line := self.rfile.readline():
            verb, _space, rest = line.decode("latin-1").strip().partition(" ")
            if not getattr(self, f"on_{verb.lower()}", self.on_unknown)(rest):
                return None
        return None

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
        return True

    def hang(self):
        self.server.mail.released.wait(10)
        return False

    def on_unknown(self, rest):
        return self.say("502 5.5.2 What?")

    def on_ehlo(self, rest):
        return self.say("250-mail.example\r\n250 8BITMIME")

    def on_rset(self, rest):
        return self.say("250 2.0.0 Forgotten")

    def on_quit(self, rest):
        self.say("221 2.0.0 Bye")

    def on_mail(self, rest):
        if self.taken and self.way == HANG_UP_AFTER_ONE:
            self.say("421 4.7.0 Too many messages on this connection")
            return False
        if self.taken and self.way == CLOSE_AFTER_ONE:
            return False
        if self.way == SENDER_REFUSED:
            return self.say("550 5.7.1 Not from you, client host [192.0.2.7]")
        self.sender = rest
        return self.say("250 2.1.0 Ok")

    def on_rcpt(self, rest):
        if self.way == RECIPIENT_REFUSED or _address(rest) in self.server.mail.refused:
            return self.say("550 5.1.1 No such user here")
        self.recipient = rest
        return self.say("250 2.1.5 Ok")

    def on_data(self, rest):
        if self.way == CUT_BEFORE_DATA:
            return False
        if self.way == HANG_AT_DATA:
            return self.hang()
        self.say("354 Go ahead")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        if self.way == MESSAGE_REFUSED:
            return self.say("554 5.7.1 Looks like spam")
        parsed = BytesParser(policy=policy.default).parsebytes(b"".join(lines))
        self.server.mail.messages.append((_address(self.sender), _address(self.recipient), parsed))
        self.taken += 1
        if self.way == CUT_AFTER_DOT:
            return False
        if self.way == HANG_AFTER_DOT:
            return self.hang()
        if self.way == GARBLED_AFTER_DOT:
            return self.say("???")
        return self.say("251 2.0.0 Ok" if self.way == OTHER_YES else "250 2.0.0 Ok")


def _address(rest):
    return rest.partition("<")[2].partition(">")[0]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False


@contextmanager
def mail_server(*plan):
    """A server for the length of a `with`; `plan` says how each connection is treated."""
    mail = MailServer(plan=list(plan))
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.mail, mail.port = mail, server.server_address[1]
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield mail
        finally:
            mail.released.set()
            server.shutdown()
