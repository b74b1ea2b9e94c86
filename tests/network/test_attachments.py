"""What goes along with a message is made as it leaves, arrives whole, and is stored nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from meetings import inviting
from meetings.models import Meeting
from network import mail
from network.models import Message
from tests.smtp_server import mail_server

from .test_mail_providers import URLS, api, leave_by

__all__ = ["api", "leave_by"]
pytestmark = pytest.mark.filterwarnings("ignore:django-anymail has dropped official support")


@pytest.fixture
def meeting(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Meeting.call(
        cycle, starts_at=timezone.now() + timedelta(days=9), place="Café, first floor; left"
    )


@pytest.fixture
def message(coast, pat_person, meeting):
    telling = inviting.next_telling(meeting)
    mailing = inviting.tell(
        meeting, about=telling.about, **inviting.proposed(meeting, telling.occasion)
    )
    return mailing.messages.get()


def test_an_invitation_arrives_as_text_as_html_as_something_to_accept_and_as_a_file(
    settings, message, meeting
):
    with mail_server() as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        assert message.send()

    ((_sender, to, arrived),) = server.messages
    both, file = arrived.iter_parts()
    parts = list(both.iter_parts())
    assert (to, arrived.get_content_type()) == ("pat@harbour.example", "multipart/mixed")
    assert both.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    assert parts[2].get_param("method") == "REQUEST"
    assert parts[2].get_content_charset() == "utf-8"
    assert (file.get_content_type(), file.get_filename()) == (
        "application/ics",
        "coast-meeting-1.ics",
    )
    for content in (parts[2].get_payload(decode=True), file.get_payload(decode=True)):
        calendar = Calendar.from_ical(content)
        event = calendar.walk("VEVENT")[0]
        assert calendar["METHOD"] == "REQUEST"
        assert event["UID"] == str(meeting.calendar_uid)
        assert event["LOCATION"] == "Café, first floor; left"
        assert event["ATTENDEE"] == "mailto:pat@harbour.example"


def test_a_cancellation_says_so_in_its_type_and_in_its_file(settings, message, meeting):
    message.send()
    meeting.call_off("Snow.")
    telling = inviting.next_telling(meeting)
    mailing = inviting.tell(
        meeting, about=telling.about, **inviting.proposed(meeting, telling.occasion)
    )

    with mail_server() as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        assert mailing.messages.get().send()

    ((_sender, _to, arrived),) = server.messages
    part = [one for one in arrived.walk() if one.get_content_type() == "text/calendar"][0]
    event = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    assert part.get_param("method") == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["UID"] == str(meeting.calendar_uid)


@pytest.mark.parametrize("provider", URLS)
def test_every_provider_takes_the_file(leave_by, api, message, provider):
    leave_by(provider)
    api.answers("", 202) if provider == "sendgrid" else api.fails(OSError("not there"))

    email = mail.as_email(message)
    message.send()

    (file,) = email.attachments
    assert file.get_content_type() == "text/calendar"
    assert file.get_param("method") == "REQUEST"
    assert [mimetype for _content, mimetype in email.alternatives] == ["text/html"]
    assert len(api.sent) == 1  # what a provider's package cannot say would stop before this
    assert Calendar.from_ical(file.get_payload(decode=True))["METHOD"] == "REQUEST"


def test_the_database_holds_nothing_of_the_file(message):
    message.send()

    stored = Message.objects.values().get(pk=message.pk)
    assert not [value for value in stored.values() if "VCALENDAR" in str(value)]


def test_a_message_of_another_kind_takes_nothing_along(pat_person):
    other = Message.write(pat_person, [], key="test", subject="Please", body="[[link]]")

    assert mail.as_email(other).attachments == []
