"""Messages leave at most once, keep their reason when they fail, and never store the link's secret."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from network.models import InvitationEvent, Message


@pytest.fixture
def message(coast, pat_person, open_proforma):
    invitations = pat_person.invitations.all()
    return Message.write(
        pat_person, invitations, key="test", subject="Please", body="Hello [[name]]: [[link]]"
    )


def test_sent_message_carries_name_and_link(message, pat_person):
    assert message.send()

    (sent,) = mail.outbox
    assert sent.body == f"Hello Pat: {pat_person.link}"
    assert sent.reply_to == ["data@harbour.example"]


def test_stored_message_holds_a_placeholder_for_the_link(message, pat_person):
    message.send()
    message.refresh_from_db()

    assert message.body == "Hello Pat: [[link]]"
    assert message.text() == f"Hello Pat: {pat_person.link}"


def test_message_is_sent_once_however_often_it_is_asked_to(message):
    assert message.send()
    assert not message.send()
    assert not Message.objects.get(pk=message.pk).send()

    assert len(mail.outbox) == 1


def test_message_claimed_by_another_process_is_left_alone(message):
    Message.objects.claim(message.pk, at=message.created_at)

    assert not message.send()
    assert mail.outbox == []


def test_failure_keeps_its_reason_and_can_be_tried_again(message, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert not message.send()
    message.refresh_from_db()
    assert (message.state, "refused" in message.reason) == (Message.State.FAILED, True)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert message.retry()
    assert len(mail.outbox) == 1


def test_ledger_says_when_each_person_was_sent_it(message, pat_person):
    message.send()

    kinds = InvitationEvent.objects.filter(invitation__person=pat_person).values_list(
        "kind", flat=True
    )
    assert sorted(set(kinds)) == ["drafted", "sent"]
    assert all(invitation.sent_at for invitation in pat_person.invitations.all())


def test_subject_cannot_carry_a_second_header(pat_person):
    subject = "Hello\r\nBcc: everyone@x.example"

    Message.write(pat_person, [], key="test", subject=subject, body="[[link]]").send()

    (sent,) = mail.outbox
    assert sent.subject == "Hello Bcc: everyone@x.example"
    assert sent.recipients() == ["pat@harbour.example"]


def test_what_was_left_waiting_goes_out_with_the_minutes_work(message):
    call_command("tick")
    call_command("tick")

    assert len(mail.outbox) == 1


def test_message_caught_half_way_may_have_gone_and_is_not_sent_again(message):
    Message.objects.claim(message.pk, at=timezone.now() - timedelta(minutes=11))

    call_command("tick")
    call_command("tick")

    message.refresh_from_db()
    assert (message.state, mail.outbox) == (Message.State.MAY_HAVE_GONE, [])


def test_message_without_a_place_for_the_link_is_not_sent(ana, proforma, pat_person):
    page = ana.post(
        f"/coast/proforma/{proforma.pk}/circulate/",
        {"closes_on": "2099-01-01", "promised": "1", "subject": "Please", "body": "No link here."},
    )

    assert "Without [[link]] in it nobody could answer." in page.content.decode()
    assert not Message.objects.exists()


def test_message_id_stays_at_every_try_and_differs_between_messages(message, pat_person):
    other = Message.write(pat_person, [], key="other", subject="Please", body="[[link]]")

    assert message.message_id() == Message.objects.get(pk=message.pk).message_id()
    assert message.message_id() != other.message_id()
