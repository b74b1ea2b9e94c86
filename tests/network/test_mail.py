"""Mail that really leaves: what arrives is whole, what was refused is certain, what broke off is not."""

import smtplib
from email import policy
from email.parser import BytesParser

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.utils import timezone

from network import mail
from network.mail_errors import judged
from network.models import Message
from tests import smtp_server as ways
from tests.smtp_server import mail_server


@pytest.fixture
def letter(coast, pat_person, open_proforma):
    return write(pat_person)


def write(person, key="test", subject="Please", body="Hello [[name]]\n\n[[link]]"):
    return Message.write(person, person.invitations.all(), key=key, subject=subject, body=body)


def unsaved(person, number):
    return Message(
        network=person.network,
        person=person,
        dedupe_key=f"one:{number}",
        to=person.email,
        subject=f"Letter {number}",
        body="[[link]]",
        created_at=timezone.now(),
    )


@pytest.fixture
def served(settings):
    """A mail server that Tightrope is told to use: `with served(way, …) as server`."""

    def start(*plan):
        return _Used(settings, plan)

    return start


class _Used:
    def __init__(self, settings, plan):
        self.settings, self.context = settings, mail_server(*plan)

    def __enter__(self):
        server = self.context.__enter__()
        for name, value in server.settings().items():
            setattr(self.settings, name, value)
        return server

    def __exit__(self, *error):
        return self.context.__exit__(*error)


def as_read(message, text=None):
    return mail.as_html(message, message.text() if text is None else text)


# What arrives


def test_message_arrives_as_text_and_as_html_with_the_link_in_both(served, letter, pat_person):
    letter.subject = "Could you tell us what you see – Zoë’s “view”?"
    letter.save()
    with served() as server:
        assert letter.send()

    ((sender, to, arrived),) = server.messages
    text, html = arrived.get_body(["plain"]), arrived.get_body(["html"])
    assert (sender, to) == ("tightrope@localhost", "pat@harbour.example")
    assert arrived["Subject"].strip() == letter.subject
    assert arrived["Reply-To"] == "data@harbour.example"
    assert arrived["Message-ID"] == letter.message_id() == letter.provider_id
    assert arrived.get_content_type() == "multipart/alternative"
    assert text.get_content().split() == ["Hello", "Pat", pat_person.link]
    assert f'<a href="{pat_person.link}">' in html.get_content()


def test_lines_that_begin_with_a_dot_arrive_whole(served, pat_person):
    with served() as server:
        assert write(pat_person, body=".first\n.\n..third [[link]]").send()

    text = server.messages[0][2].get_body(["plain"]).get_content()
    assert text.splitlines()[:2] == [".first", "."]


def test_text_typed_into_a_page_keeps_its_paragraphs(pat_person):
    html = mail.as_email(write(pat_person, body="One\r\nmore\r\n\r\nTwo [[link]]")).alternatives[0]

    assert html.content.count("<p>") == 2
    assert "One<br>more" in html.content


def test_message_without_an_address_has_not_gone(served, letter):
    letter.to = ""
    with served() as server, pytest.raises(mail.NotDelivered, match="no address"):
        mail.deliver(letter)

    assert server.connections == 0


def test_email_does_not_call_itself_automatic(letter):
    """Shared inboxes put aside what does, and a coordinator wrote it."""
    sent = BytesParser(policy=policy.default).parsebytes(mail.as_email(letter).message().as_bytes())

    assert sent["Auto-Submitted"] is None
    assert sent["Precedence"] is None


# HTML


def test_only_the_persons_own_link_can_be_pressed(letter, pat_person):
    html = as_read(
        letter,
        f"<script>alert(1)</script> http://evil.example/\nhere: {pat_person.link} or "
        f"<a href='http://evil.example'>there</a>",
    )

    assert html.count("<a ") == html.count(f'<a href="{pat_person.link}">') == 1
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "&lt;a href=" in html


def test_link_is_pressed_wherever_it_stands_in_a_line(letter, pat_person):
    link = pat_person.link

    html = as_read(letter, f"Open {link} today.\n{link}\n\n{link}{link}")

    assert f'Open <a href="{link}">{link}</a> today.' in html
    assert f'<a href="{link}">Open your page</a><br>{link}' in html
    assert html.count("<a ") == 4


def test_html_loads_nothing_and_says_its_language(letter):
    html = as_read(letter)

    assert '<html lang="en-GB">' in html
    for word in ("<img", "src=", "<link", "style", "url("):
        assert word not in html


def test_message_about_nobody_has_no_link_to_press(letter):
    letter.person = None

    assert "<a " not in as_read(letter, "Hello\n\n\n\nand goodbye")


# What is certain


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (ways.CONNECTION_REFUSED, "The mail server would not talk to us: 421 4.3.2 Too busy"),
        (
            ways.SENDER_REFUSED,
            "The sender’s address was refused: 550 5.7.1 Not from you, client host …",
        ),
        (ways.RECIPIENT_REFUSED, "The address was refused: 550 5.1.1 No such user here"),
        (ways.MESSAGE_REFUSED, "The message was refused: 554 5.7.1 Looks like spam"),
        (ways.CUT_BEFORE_DATA, "The mail server broke off before it took the message."),
        (ways.HANG_AT_DATA, "The mail server did not answer in time."),
    ],
)
def test_what_was_refused_has_certainly_not_gone_and_says_why(served, letter, way, words):
    with served(way) as server:
        assert not letter.send()
        letter.refresh_from_db()
        assert (letter.state, letter.reason) == (Message.State.FAILED, words)

        assert letter.retry()
    assert len(server.messages) == 1


def test_server_that_is_not_there_has_taken_nothing(letter, settings):
    settings.EMAIL_BACKEND = "network.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(mail.NotDelivered, match=r"^The mail server refused the connection\.$"):
        mail.deliver(letter)


def test_server_whose_name_is_unknown_has_taken_nothing(letter, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "network.smtp.EmailBackend", "nowhere.invalid"

    with pytest.raises(mail.NotDelivered, match="name cannot be found"):
        mail.deliver(letter)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"EMAIL_USE_SSL": True}, "No secure connection"),
        ({"EMAIL_USE_TLS": True}, "cannot do what EMAIL_URL asks"),
        ({"EMAIL_HOST_USER": "u", "EMAIL_HOST_PASSWORD": "p"}, "cannot do what EMAIL_URL asks"),
        ({"EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend"}, "EMAIL_URL does not say"),
    ],
)
def test_trouble_while_connecting_is_certain(served, letter, settings, change, words):
    with served() as server:
        for name, value in change.items():
            setattr(settings, name, value)
        with pytest.raises(mail.NotDelivered, match=words):
            mail.deliver(letter)

    assert server.messages == []


def test_header_that_cannot_be_is_certain(served, letter):
    letter.subject = "Hello\nBcc: everyone@x.example"
    with served() as server, pytest.raises(mail.NotDelivered, match="no email can carry"):
        mail.deliver(letter)

    assert server.messages == []


def test_any_other_yes_is_a_yes(served, letter):
    with served(ways.OTHER_YES):
        assert letter.send()


@pytest.mark.parametrize(
    "words",
    [
        b"no relay for [192.0.2.7]:44012",
        b"blocked [IPv6:2001:db8::1:7]",
        b"from 2001:db8:0:1:1:1:1:1",
    ],
)
def test_reason_tells_nobody_the_address_of_our_machine(words):
    reason = str(judged(smtplib.SMTPDataError(554, words)))

    assert "…" in reason
    assert "192.0.2" not in reason
    assert "db8" not in reason


# What nobody can tell


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (ways.CUT_AFTER_DOT, "The connection broke after the message was handed over"),
        (ways.HANG_AFTER_DOT, "The mail server did not confirm in time"),
        (ways.GARBLED_AFTER_DOT, "The mail server’s answer could not be read"),
    ],
)
def test_message_without_an_answer_may_have_gone_and_is_never_sent_again(
    served, letter, way, words
):
    with served(way) as server:
        assert not letter.send()
        call_command("tick")
        call_command("tick")
        assert not letter.retry()

    letter.refresh_from_db()
    assert letter.state == Message.State.MAY_HAVE_GONE
    assert letter.reason.startswith(words)
    assert len(server.messages) == 1


# Many messages


def test_five_hundred_messages_go_over_one_connection(served, pat_person):
    with served() as server, mail.open_connection() as connection:
        for number in range(500):
            mail.deliver(unsaved(pat_person, number), connection)

    assert (len(server.messages), server.connections) == (500, 1)
    assert len({arrived["Message-ID"] for _sender, _to, arrived in server.messages}) == 500


def test_refusal_leaves_the_connection_to_the_others(served, pat_person):
    outcomes = []
    with served() as server, mail.open_connection() as connection:
        server.refused.add("gone@harbour.example")
        for number in range(4):
            message = unsaved(pat_person, number)
            message.to = "gone@harbour.example" if number % 2 else message.to
            try:
                outcomes.append(bool(mail.deliver(message, connection)))
            except mail.NotDelivered as problem:
                outcomes.append(str(problem))

    refused = "The address was refused: 550 5.1.1 No such user here"
    assert outcomes == [True, refused, True, refused]
    assert (len(server.messages), server.connections) == (2, 1)


@pytest.mark.parametrize("way", [ways.CUT_AFTER_DOT, ways.GARBLED_AFTER_DOT])
def test_connection_that_broke_is_opened_anew_for_the_next_message(served, pat_person, way):
    with served(way) as server, mail.open_connection() as connection:
        with pytest.raises(mail.MayHaveGone):
            mail.deliver(unsaved(pat_person, 1), connection)
        mail.deliver(unsaved(pat_person, 2), connection)
        mail.deliver(unsaved(pat_person, 3), connection)

    assert (len(server.messages), server.connections) == (3, 2)


@pytest.mark.parametrize("way", [ways.HANG_UP_AFTER_ONE, ways.CLOSE_AFTER_ONE])
def test_server_that_ends_a_connection_after_one_message_gets_the_next_by_another(
    served, pat_person, way
):
    with served(way, way, way) as server, mail.open_connection() as connection:
        for number in range(3):
            mail.deliver(unsaved(pat_person, number), connection)

    subjects = [arrived["Subject"] for _sender, _to, arrived in server.messages]
    assert (subjects, server.connections) == (["Letter 0", "Letter 1", "Letter 2"], 3)


def test_server_that_went_away_between_two_messages_has_not_taken_the_second(served, pat_person):
    with (
        served(ways.CLOSE_AFTER_ONE, ways.CONNECTION_REFUSED),
        mail.open_connection() as connection,
    ):
        mail.deliver(unsaved(pat_person, 1), connection)
        with pytest.raises(mail.NotDelivered, match="Too busy"):
            mail.deliver(unsaved(pat_person, 2), connection)


# What is said when a command starts


def said():
    return [one.id for one in run_checks() if one.id.startswith("tightrope.")]


def test_mail_that_only_reaches_the_console_is_warned_of_outside_a_demo(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert said() == ["tightrope.W001"]

    settings.DEMO = True
    assert said() == []


@pytest.mark.parametrize("site", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"])
def test_links_to_this_machine_in_mail_that_leaves_are_warned_of(settings, site):
    settings.EMAIL_BACKEND, settings.SITE_URL = "network.smtp.EmailBackend", site
    assert said() == ["tightrope.W002"]

    settings.SITE_URL = "https://tightrope.example"
    assert said() == []
