"""Mail through a provider: its address is read, nobody is followed, and what comes back is marked."""

import base64
import hashlib
import hmac
import json
import ssl
from types import ModuleType
from unittest import mock

import pytest
import requests
import urllib3.exceptions as urllib3
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path
from django.utils import timezone

from network import email_url, hooks, mail
from network.models import InvitationEvent, Message

from .test_settings import SAFE, told

pytestmark = pytest.mark.filterwarnings("ignore:django-anymail has dropped official support")

SECRET = "hook:a long word"
URLS = {
    "postmark": "postmark://0c3f-Token",
    "mailgun": "mailgun://key-ABC@mg.example",
    "sendgrid": "sendgrid://SG.Abc-1.def_2",
    "brevo": "brevo://xkeysib-Abc",
    "mailjet": "mailjet://KeyA:SecretB",
    "resend": "resend://re_Abc",
    "sparkpost": "sparkpost://Abc",
}
# What each answers when it takes a message, and what it then calls it.
TAKEN = {
    "postmark": ({"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc-1", "To": "pat@harbour.example"}, "b7bc-1"),
    "mailgun": ({"id": "<1@mg.example>", "message": "Queued. Thank you."}, "<1@mg.example>"),
    "sendgrid": ("", None),
    "brevo": ({"messageId": "<1@smtp-relay.example>"}, "<1@smtp-relay.example>"),
    "mailjet": (
        {"Messages": [{"Status": "success", "To": [{"Email": "pat@harbour.example", "MessageID": 456}]}]},
        "456",
    ),
    "resend": ({"id": "49a3-1"}, "49a3-1"),
    "sparkpost": (
        {"results": {"total_accepted_recipients": 1, "total_rejected_recipients": 0, "id": "1180"}},
        "1180",
    ),
}  # fmt: skip


@pytest.fixture
def letter(coast, pat_person, open_proforma):
    invitations = pat_person.invitations.all()
    return Message.write(pat_person, invitations, key="t", subject="Please", body="[[link]]")


@pytest.fixture
def leave_by(settings):
    def say(provider, **options):
        for name, value in email_url.email(URLS[provider], **options).items():
            setattr(settings, name, value)
        settings.DEFAULT_FROM_EMAIL = "Coast <ask@mg.example>"

    return say


@pytest.fixture
def api():
    """What leaves for the network, and what is answered: `api.answers(…)`, `api.sent`."""
    fake = _Api()
    with mock.patch("requests.Session.send", fake.send):
        yield fake


class _Api:
    def __init__(self):
        self.sent, self.answer = [], None

    def answers(self, told, status=200):
        self.answer = requests.Response()
        self.answer.status_code = status
        self.answer.headers["Content-Type"] = "application/json"
        self.answer._content = (told if isinstance(told, str) else json.dumps(told)).encode()

    def fails(self, error):
        self.answer = error

    def send(self, request, **how):
        self.sent.append((request, how))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    @property
    def body(self):
        body = self.sent[-1][0].body
        return body.decode() if isinstance(body, bytes) else body


# EMAIL_URL


@pytest.mark.parametrize(
    ("url", "keys"),
    [
        (URLS["postmark"], {"POSTMARK_SERVER_TOKEN": "0c3f-Token"}),
        (URLS["mailgun"], {"MAILGUN_API_KEY": "key-ABC", "MAILGUN_SENDER_DOMAIN": "mg.example"}),
        (
            "mailgun://Key@mg.example?region=eu&signing_key=S1",
            {"MAILGUN_API_URL": "https://api.eu.mailgun.net/v3", "MAILGUN_WEBHOOK_SIGNING_KEY": "S1"},
        ),
        (URLS["sendgrid"], {"SENDGRID_API_KEY": "SG.Abc-1.def_2"}),
        (URLS["brevo"], {"BREVO_API_KEY": "xkeysib-Abc"}),
        (URLS["mailjet"], {"MAILJET_API_KEY": "KeyA", "MAILJET_SECRET_KEY": "SecretB"}),
        (URLS["resend"], {"RESEND_API_KEY": "re_Abc"}),
        ("sparkpost://a%2Fb?region=eu", {"SPARKPOST_API_KEY": "a/b"}),
    ],
)  # fmt: skip
def test_provider_is_read_from_the_address_with_its_capitals(url, keys):
    read = email_url.email(url)

    assert keys.items() <= read["ANYMAIL"].items()
    assert read["EMAIL_BACKEND"] == f"anymail.backends.{url.partition(':')[0]}.EmailBackend"
    assert (read["EMAIL_TIMEOUT"], read["ANYMAIL"]["REQUESTS_TIMEOUT"]) == (20, 20)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postmark://", "should look like postmark://TOKEN"),
        ("mailgun://KEY", "should look like mailgun://KEY@domain"),
        ("mailjet://KEY", "should look like mailjet://KEY:SECRET"),
        ("mailgun://KEY@d?region=us", "Its region may be eu, or left out"),
        ("postmark://T?region=eu", "does not know “region=eu”"),
        ("smtp://host:port", "cannot be read"),
        ("smtp://u:p[w@host", "cannot be read"),
        ("pigeon://", "sparkpost://"),
    ],
)
def test_address_that_cannot_be_read_gets_a_sentence(url, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        email_url.email(url)


def test_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(email_url, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match="pip install django-anymail"):
        email_url.email(URLS["postmark"])


def test_secret_of_the_hook_has_two_halves():
    with pytest.raises(ImproperlyConfigured, match="user:password"):
        email_url.email(URLS["postmark"], hook_secret="one-word")


def test_tightrope_runs_without_the_package(tmp_path):
    code = (
        "import sys; sys.modules['anymail'] = sys.modules['anymail.exceptions'] = None\n"
        "import django; django.setup()\n"
        "from network import mail_errors; from django.urls import get_resolver\n"
        "print(mail_errors.AnymailError, len(get_resolver().url_patterns) > 9)"
    )

    assert told(tmp_path, code, DJANGO_SETTINGS_MODULE="network.settings", **SAFE) == "None True\n"


def test_links_to_this_machine_are_warned_of_here_as_well(leave_by):
    leave_by("postmark")

    assert "tightrope.W002" in [one.id for one in run_checks()]


# Sending


@pytest.mark.parametrize("provider", URLS)
def test_message_leaves_through_each_provider_with_its_link(
    api, leave_by, letter, pat_person, provider
):
    leave_by(provider)
    answer, called = TAKEN[provider]
    api.answers(answer, 202 if provider == "sendgrid" else 200)

    assert letter.send()

    letter.refresh_from_db()
    assert (letter.state, len(api.sent)) == (Message.State.SENT, 1)
    assert letter.provider_id == called if called else letter.provider_id
    assert pat_person.link.rstrip("/").rpartition("/")[2] in api.body
    assert api.sent[0][1]["timeout"] == 20


@pytest.mark.parametrize(
    ("provider", "words"),
    [
        ("postmark", ['"TrackLinks": "None"', '"TrackOpens": false']),
        ("mailgun", ["o%3Atracking-clicks=no", "o%3Atracking-opens=no"]),
        (
            "sendgrid",
            ['"click_tracking": {"enable": false}', '"open_tracking": {"enable": false}'],
        ),
        ("mailjet", ['"TrackClicks": "disabled"', '"TrackOpens": "disabled"']),
        ("sparkpost", ['"click_tracking": false', '"open_tracking": false']),
    ],
)
def test_provider_is_told_not_to_follow_anybody(api, leave_by, letter, provider, words):
    leave_by(provider)
    api.answers(TAKEN[provider][0], 202 if provider == "sendgrid" else 200)
    letter.send()

    for word in words:
        assert word in api.body


def test_every_provider_is_told_or_cannot_be():
    """A provider that is added must be asked not to follow; those that cannot be asked are in the README."""
    untold = {
        name for name, provider in email_url.PROVIDERS.items() if not provider.follows_if_told
    }

    assert untold == {"brevo", "resend"}
    assert set(URLS) == set(email_url.PROVIDERS)


@pytest.mark.parametrize("provider", URLS)
def test_message_id_is_given_where_the_provider_keeps_it(api, leave_by, letter, provider):
    leave_by(provider)
    api.answers(TAKEN[provider][0], 202 if provider == "sendgrid" else 200)
    letter.send()

    local_part = letter.message_id().strip("<>").partition("@")[0]
    keeps = provider in {"postmark", "mailgun", "sendgrid"}
    assert (local_part in api.body) == keeps
    assert ("X-PM-KeepID" in api.body) == (provider == "postmark")


@pytest.mark.parametrize(
    ("provider", "status", "answer", "words"),
    [
        ("postmark", 401, {"ErrorCode": 10, "Message": "Bad token."}, "refused the message: 401 Bad token."),
        (
            "postmark",
            422,
            {"ErrorCode": 406, "Message": "You tried to send to an inactive recipient: Found inactive addresses: pat@harbour.example."},
            "refused the message: 422 You tried",
        ),
        (
            "postmark",
            422,
            {"ErrorCode": 406, "Message": "You tried to send to a recipient that is inactive.\n Found inactive addresses: pat@harbour.example.\n Inactive recipients are ones that have bounced. "},
            "The address was refused: 422 You tried",
        ),
        ("mailgun", 400, {"message": "to parameter is not a valid address"}, "400 to parameter"),
        ("sendgrid", 401, {"errors": [{"message": "No access", "field": None}]}, "401 No access"),
        (
            "mailjet",
            400,
            {"Messages": [{"Status": "error", "Errors": [{"ErrorCode": "send-0011", "ErrorMessage": "Not so."}]}]},
            "400 Not so.",
        ),
        ("mailjet", 200, {"Messages": [{"Status": "error", "Errors": [{"ErrorMessage": "Not so."}]}]}, "200 Not so."),
        ("mailjet", 401, {"StatusCode": 401, "ErrorMessage": "Who are you?"}, "401 Who are you?"),
        ("sparkpost", 420, {"errors": [{"message": "Exceed limit"}]}, "420 Exceed limit"),
        ("resend", 500, "<html>", "refused the message: 500"),
    ],
)  # fmt: skip
def test_what_the_provider_refuses_has_certainly_not_gone(
    api, leave_by, letter, provider, status, answer, words
):
    leave_by(provider)
    api.answers(answer, status)

    assert not letter.send()

    letter.refresh_from_db()
    assert letter.state == Message.State.FAILED
    assert words in letter.reason
    assert "\n" not in letter.reason


def pool(reason):
    return urllib3.MaxRetryError(None, "https://api.example/", reason)


UNREACHED = [
    requests.ConnectTimeout(pool(urllib3.ConnectTimeoutError())),
    requests.ConnectionError(pool(urllib3.NewConnectionError(None, "refused"))),
    requests.ConnectionError(pool(urllib3.NameResolutionError("api.example", None, OSError()))),
    requests.exceptions.SSLError(pool(urllib3.SSLError(ssl.SSLCertVerificationError("expired")))),
    requests.exceptions.ProxyError(pool(urllib3.ProxyError("no", OSError()))),
    requests.exceptions.InvalidHeader("a line break in the token"),
]
CUT_OFF = [
    requests.ReadTimeout(),
    requests.ConnectionError(urllib3.ProtocolError("Connection aborted.", ConnectionResetError())),
    requests.exceptions.ChunkedEncodingError(),
    requests.exceptions.SSLError(pool(urllib3.SSLError(ssl.SSLEOFError("eof")))),
]


@pytest.mark.parametrize("error", UNREACHED, ids=lambda error: type(error).__name__)
def test_provider_that_was_never_reached_has_taken_nothing(api, leave_by, letter, error):
    leave_by("postmark")
    api.fails(error)

    with pytest.raises(mail.NotDelivered, match="^The mail provider") as problem:
        mail.deliver(letter)
    assert "0x" not in str(problem.value)


@pytest.mark.parametrize("error", CUT_OFF, ids=lambda error: type(error).__name__)
def test_provider_that_was_cut_off_may_have_taken_the_message(api, leave_by, letter, error):
    leave_by("postmark")
    api.fails(error)

    assert not letter.send()

    letter.refresh_from_db()
    assert letter.state == Message.State.MAY_HAVE_GONE
    assert "may have arrived" in letter.reason


@pytest.mark.parametrize(("status", "answer"), [(200, "<html>"), (200, {}), (502, "x"), (504, "x")])
def test_answer_that_says_nothing_leaves_it_open(api, leave_by, letter, status, answer):
    leave_by("postmark")
    api.answers(answer, status)

    with pytest.raises(mail.MayHaveGone, match="may have arrived"):
        mail.deliver(letter)


def test_sender_that_is_no_address_is_certain(api, leave_by, letter, settings):
    leave_by("postmark")
    settings.DEFAULT_FROM_EMAIL = "Coast <ask@@x"

    with pytest.raises(mail.NotDelivered, match="cannot take this message"):
        mail.deliver(letter)
    assert api.sent == []


def test_many_messages_go_by_one_session(api, leave_by, letter, pat_person):
    leave_by("postmark")
    api.answers(TAKEN["postmark"][0])
    with (
        mail.open_connection() as connection,
        mock.patch("requests.Session", wraps=requests.Session) as made,
    ):
        for number in range(5):
            letter.dedupe_key = f"n{number}"
            mail.deliver(letter, connection)

    assert (len(api.sent), made.call_count) == (5, 1)


# What came back


@pytest.fixture
def hook(leave_by, settings, client):
    """Tightrope with a provider's hook: `hook("postmark", payload)` is the provider speaking."""

    def listen(provider, payload, *, secret=SECRET):
        leave_by(provider, hook_secret=SECRET)
        patterns = ModuleType("patterns")
        patterns.urlpatterns = [
            path("mail/hooks/", include(hooks.addresses())),
            path("", include("network.urls")),
        ]
        settings.ROOT_URLCONF = patterns
        return client.post(
            f"/mail/hooks/{provider}/tracking/",
            payload if isinstance(payload, str) else json.dumps(payload),
            content_type="application/json",
            headers={"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"},
        )

    return listen


@pytest.fixture
def gone(letter):
    """A message that has left, and that the provider calls <1@mg.example>."""

    def call(provider_id):
        letter.state, letter.sent_at, letter.provider_id = "sent", timezone.now(), provider_id
        letter.save()
        return letter

    return call


def postmark_bounce(**changes):
    return {
        "RecordType": "Bounce",
        "ID": 42,
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "ServerID": 23,
        "MessageStream": "outbound",
        "Name": "Hard bounce",
        "Tag": "",
        "Metadata": {},
        "Description": "The server was unable to deliver your message (ex: unknown user).",
        "Details": "smtp;550 5.1.1 The account does not exist.",
        "Email": "pat@harbour.example",
        "From": "ask@mg.example",
        "BouncedAt": "2026-11-05T16:33:54Z",
        "DumpAvailable": True,
        "Inactive": True,
        "CanActivate": True,
        "Subject": "Please",
        **changes,
    }


def mailgun_failure(key="key-ABC", **changes):
    signed = {"token": "t" * 50, "timestamp": "1529006854"}
    words = f"{signed['timestamp']}{signed['token']}".encode()
    return {
        "signature": {**signed, "signature": hmac.new(key.encode(), words, hashlib.sha256).hexdigest()},
        "event-data": {
            "event": "failed",
            "severity": "permanent",
            "reason": "bounce",
            "id": "G9Bn5sl1TC6nu79C8C0bwg",
            "timestamp": 1521233195.375624,
            "log-level": "error",
            "recipient": "pat@harbour.example",
            "recipient-domain": "harbour.example",
            "tags": [],
            "user-variables": {},
            "flags": {"is-test-mode": False},
            "message": {"headers": {"message-id": "1@mg.example", "to": "pat@harbour.example"}},
            "delivery-status": {"code": 550, "message": "No Such User Here", "description": ""},
            **changes,
        },
    }  # fmt: skip


def test_bounce_of_postmark_marks_the_message_and_the_ledger(hook, gone, pat_person):
    letter = gone("883953f4-6105-42a2-a16a-77a8eac79483")

    assert hook("postmark", postmark_bounce()).status_code == 200

    letter.refresh_from_db()
    assert (letter.state, letter.reason[:32]) == ("bounced", "The server was unable to deliver")
    events = InvitationEvent.objects.filter(invitation__person=pat_person, kind="bounced")
    assert events.count() == pat_person.invitations.count() > 0


def test_failure_of_mailgun_marks_the_message(hook, gone):
    letter = gone("<1@mg.example>")

    assert hook("mailgun", mailgun_failure()).status_code == 200

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("bounced", "No Such User Here")


def test_rejection_before_sending_counts_as_come_back(hook, gone):
    letter = gone("<1@mg.example>")

    hook("mailgun", mailgun_failure(event="rejected", reject={"reason": "Not allowed"}))

    letter.refresh_from_db()
    assert letter.state == "bounced"


@pytest.mark.parametrize(
    ("provider", "payload"),
    [
        ("postmark", postmark_bounce(Type="SoftBounce")),
        ("postmark", postmark_bounce(Type="Transient")),
        ("postmark", postmark_bounce(Type="AutoResponder")),
        ("postmark", postmark_bounce(RecordType="SpamComplaint", Type="SpamComplaint")),
        ("postmark", postmark_bounce(RecordType="Delivery")),
        ("postmark", postmark_bounce(RecordType="Open")),
        ("mailgun", mailgun_failure(severity="temporary")),
        ("mailgun", mailgun_failure(event="delivered")),
        ("brevo", {"event": "soft_bounce", "message-id": "ID", "email": "p@x.example"}),
        ("brevo", {"event": "deferred", "message-id": "ID", "email": "p@x.example"}),
        ("mailjet", [{"event": "bounce", "MessageID": "ID", "hard_bounce": False, "error": "x"}]),
        ("resend", {"type": "email.bounced", "data": {"email_id": "ID", "bounce": {"message": "full", "type": "Transient"}}}),
        ("resend", {"type": "email.delivery_delayed", "data": {"email_id": "ID"}}),
        ("sparkpost", [{"msys": {"message_event": {"type": "bounce", "bounce_class": "22", "transmission_id": "ID"}}}]),
        ("sendgrid", [{"event": "deferred", "anymail_id": "ID", "timestamp": 1}]),
    ],
)  # fmt: skip
def test_what_may_yet_arrive_or_has_arrived_is_not_marked(hook, gone, provider, payload):
    ids = {"postmark": "883953f4-6105-42a2-a16a-77a8eac79483", "mailgun": "<1@mg.example>"}
    letter = gone(ids.get(provider, "ID"))

    assert hook(provider, payload).status_code == 200

    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize(
    ("provider", "payload"),
    [
        ("brevo", {"event": "hard_bounce", "message-id": "ID", "reason": "gone"}),
        ("mailjet", [{"event": "bounce", "MessageID": "ID", "hard_bounce": True, "error": "x"}]),
        ("resend", {"type": "email.bounced", "data": {"email_id": "ID", "bounce": {"message": "a hard bounce message", "type": "Permanent"}}}),
        ("sparkpost", [{"msys": {}}, {"msys": {"message_event": {"type": "bounce", "bounce_class": "10", "transmission_id": "ID"}}}]),
        ("sendgrid", [{"event": "bounce", "anymail_id": "ID", "timestamp": 1, "reason": "550"}]),
    ],
)  # fmt: skip
def test_hard_bounce_of_the_other_providers_marks_the_message(hook, gone, provider, payload):
    letter = gone("ID")

    assert hook(provider, payload).status_code == 200

    letter.refresh_from_db()
    assert letter.state == "bounced"


@pytest.mark.parametrize("strange", ["an id of somebody else", "", None, "with a \0", "x" * 999, 7])
def test_unknown_message_is_passed_over(hook, gone, strange):
    letter = gone("")  # as one that was read on the outbox page only

    assert hook("postmark", postmark_bounce(MessageID=strange)).status_code == 200

    letter.refresh_from_db()
    assert letter.state == "sent"


def test_same_bounce_told_twice_is_marked_once(hook, gone, pat_person):
    gone("<1@mg.example>")

    hook("mailgun", mailgun_failure())
    assert hook("mailgun", mailgun_failure()).status_code == 200

    events = InvitationEvent.objects.filter(kind="bounced")
    assert events.count() == pat_person.invitations.count()


@pytest.mark.parametrize(
    "secret", ["", "hook:wrong", "hook", "x\udce9".encode("utf-8", "replace").decode()]
)
def test_wrong_secret_writes_nothing(hook, gone, secret):
    letter = gone("883953f4-6105-42a2-a16a-77a8eac79483")

    assert hook("postmark", postmark_bounce(), secret=secret).status_code == 400

    letter.refresh_from_db()
    assert letter.state == "sent"


def test_wrong_signature_of_mailgun_writes_nothing(hook, gone):
    letter = gone("<1@mg.example>")

    assert hook("mailgun", mailgun_failure(key="another")).status_code == 400

    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", "null", '"x"', "[1]", '{"RecordType": "Inbound"}']
)
@pytest.mark.parametrize("provider", URLS)
def test_what_cannot_be_read_is_answered_with_a_refusal_not_a_fault(hook, coast, provider, payload):
    assert hook(provider, payload).status_code in {200, 400}


def test_hook_has_no_page_to_read(hook, client, coast):
    hook("postmark", "{}")

    assert client.get("/mail/hooks/postmark/tracking/").status_code == 405


@pytest.mark.parametrize(
    ("variables", "there"),
    [
        ({"EMAIL_URL": URLS["postmark"], "MAIL_HOOK_SECRET": SECRET}, ["postmark/tracking/"]),
        ({"EMAIL_URL": URLS["postmark"]}, []),
        ({"EMAIL_URL": "smtp://localhost", "MAIL_HOOK_SECRET": SECRET}, []),
        ({}, []),
    ],
)
def test_hook_is_there_only_with_a_provider_and_a_secret(tmp_path, variables, there):
    code = (
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "(hooks,) = [p for p in get_resolver().url_patterns if str(p.pattern) == 'mail/hooks/']\n"
        "print([str(p.pattern) for p in hooks.url_patterns])"
    )
    said = told(tmp_path, code, DJANGO_SETTINGS_MODULE="network.settings", **SAFE, **variables)

    assert said == f"{there}\n"
