"""The outbox: drafts are read, changed and sent one by one or together; what could not go keeps its reason."""

import pytest
from django.core.management import call_command

from network.models import InvitationEvent, Mailing, Message
from network.views import sending as sending_views
from tests import factories
from tests.forms import as_sent

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 3, partner=harbour)


@pytest.fixture
def mailing(ana, coast, people):
    """A pro-forma circulated to three people, as drafts."""
    proforma = factories.create_proforma(coast)
    page = f"/coast/proforma/{proforma.pk}/circulate/"
    ana.post(page, {**as_sent(ana.get(page).content.decode()), "go": "drafts"})
    return Mailing.objects.get()


@pytest.fixture
def message(mailing, people):
    return mailing.messages.get(person=people[0])


def page_of(mailing):
    return f"/coast/outbox/all/{mailing.pk}/"


def read(client, page):
    return client.get(page).content.decode()


def no_mail_server(settings):
    settings.EMAIL_BACKEND = "network.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1


def states(mailing):
    return {state.value: n for state, n in mailing.messages.tally().items()}


def test_drafts_open_the_pro_forma_and_wait(ana, mailing, people, mailoutbox):
    assert mailoutbox == []
    assert states(mailing) == {"draft": 3}
    assert all(person.invitations.exists() for person in people)
    assert "3 drafts wait for you to read and send them." in read(ana, "/coast/outbox/")


def test_draft_reads_as_it_goes_but_for_the_link(ana, message, people):
    page = read(ana, f"/coast/outbox/{message.pk}/")

    assert "Hello Person 1" in page
    assert "[[link]]" in page
    assert people[0].link not in page


def test_changed_draft_goes_out_as_it_was_changed(ana, message, mailoutbox):
    page = f"/coast/outbox/{message.pk}/"
    ana.post(page, {"to": "other@coast.example", "subject": "For\nyou", "body": "Hi. [[link]]"})

    ana.post(f"{page}send/")

    (sent,) = mailoutbox
    assert (sent.to, sent.subject) == (["other@coast.example"], "For you")
    assert sent.body == f"Hi. {message.person.link}"
    message.refresh_from_db()
    assert (message.state, str(message.edited_by)) == ("sent", "Ana")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": "No link here."}, "Without [[link]] in it nobody could answer."),
        ({"body": "[[link]] nothing\0ness"}, "Null characters are not allowed."),
        ({"subject": "x" * 201}, "at most 200 characters"),
        ({"to": "nobody"}, "Enter a valid email address."),
        ({"to": ""}, "This field is required."),
    ],
    ids=["no link", "nul", "long subject", "no address", "empty"],
)
def test_change_that_cannot_go_is_told_and_what_was_written_is_kept(ana, message, change, sentence):
    before = Message.objects.values().get(pk=message.pk)
    sent = {"to": message.to, "subject": "Mine", "body": "My words. [[link]]", **change}

    page = ana.post(f"/coast/outbox/{message.pk}/", sent).content.decode()

    assert sentence in page
    assert "My words." in page or "Mine" in page
    assert Message.objects.values().get(pk=message.pk) == before


def test_message_that_has_gone_stays_as_it_was(ana, message, mailoutbox):
    page = f"/coast/outbox/{message.pk}/"
    ana.post(f"{page}send/")

    answer = ana.post(
        page, {"to": "x@x.example", "subject": "New", "body": "[[link]]"}, follow=True
    )

    assert "This message has gone meanwhile" in answer.content.decode()
    message.refresh_from_db()
    assert message.to == "person1@coast.example"


def test_draft_is_sent_once_however_often_it_is_pressed(ana, message, mailoutbox):
    for _n in range(3):
        ana.post(f"/coast/outbox/{message.pk}/send/")

    assert len(mailoutbox) == 1


def test_all_drafts_go_together_as_many_as_the_button_says(ana, mailing, mailoutbox):
    page = read(ana, page_of(mailing))
    assert "Send 3 messages" in page

    ana.post(f"{page_of(mailing)}send/", {"promised": as_sent(page)["promised"]})

    assert len(mailoutbox) == 3
    assert states(mailing) == {"sent": 3}


def test_another_number_than_the_button_said_sends_nothing(ana, mailing, message, mailoutbox):
    ana.post(f"/coast/outbox/{message.pk}/aside/")

    for promised in ["3", "", "x", "-1"]:
        answer = ana.post(f"{page_of(mailing)}send/", {"promised": promised}, follow=True)
        assert "Nothing was sent: please look again." in answer.content.decode()

    assert mailoutbox == []
    assert states(mailing) == {"draft": 2, "set_aside": 1}


def test_what_is_put_aside_does_not_go(ana, mailing, message, mailoutbox):
    ana.post(f"/coast/outbox/{message.pk}/aside/")
    ana.post(f"/coast/outbox/{message.pk}/send/")
    ana.post(f"{page_of(mailing)}send/", {"promised": "2"})
    call_command("tick")

    assert sorted(one.to[0] for one in mailoutbox) == [
        "person2@coast.example",
        "person3@coast.example",
    ]


def test_all_drafts_are_put_aside_together(ana, mailing, mailoutbox):
    ana.post(f"{page_of(mailing)}aside/")
    call_command("tick")

    assert states(mailing) == {"set_aside": 3}
    assert mailoutbox == []


def test_failure_keeps_its_reason_and_is_tried_again_once(
    ana, mailing, message, mailoutbox, settings
):
    no_mail_server(settings)
    ana.post(f"{page_of(mailing)}send/", {"promised": "3"})
    page = read(ana, page_of(mailing))
    assert "3 messages could not be sent." in page
    assert "The mail server refused the connection." in page
    assert "could not be sent" in read(ana, "/coast/")
    assert {line.state for line in message.invitations.all()} == {"failed"}

    settings.EMAIL_BACKEND = LOCMEM
    ana.post(f"/coast/outbox/{message.pk}/send/")
    ana.post(f"/coast/outbox/{message.pk}/send/")
    assert len(mailoutbox) == 1
    ana.post(f"{page_of(mailing)}retry/")
    ana.post(f"{page_of(mailing)}retry/")

    assert sorted(one.to[0] for one in mailoutbox) == [
        f"person{n}@coast.example" for n in (1, 2, 3)
    ]
    assert states(mailing) == {"sent": 3}
    assert {line.state for line in message.invitations.all()} == {"sent"}


def test_failed_message_is_changed_and_then_goes(ana, mailing, message, mailoutbox, settings):
    no_mail_server(settings)
    ana.post(f"/coast/outbox/{message.pk}/send/")
    settings.EMAIL_BACKEND = LOCMEM
    page = f"/coast/outbox/{message.pk}/"

    ana.post(page, {**as_sent(read(ana, page)), "to": "right@coast.example"})
    ana.post(f"{page}send/")

    assert [one.to for one in mailoutbox] == [["right@coast.example"]]


def test_what_failed_is_not_tried_again_by_itself(ana, mailing, mailoutbox, settings):
    no_mail_server(settings)
    ana.post(f"{page_of(mailing)}send/", {"promised": "3"})
    settings.EMAIL_BACKEND = LOCMEM

    call_command("tick")
    call_command("remind")

    assert mailoutbox == []


def test_what_may_have_gone_is_never_sent_again(ana, mailing, message, mailoutbox):
    Message.objects.filter(pk=message.pk).update(state="may_have_gone")

    ana.post(f"/coast/outbox/{message.pk}/send/")
    ana.post(f"{page_of(mailing)}retry/")
    ana.post(f"{page_of(mailing)}send/", {"promised": "2"})
    call_command("tick")

    assert "person1@coast.example" not in {one.to[0] for one in mailoutbox}
    assert "They may have arrived" in read(ana, page_of(mailing))


def test_bounce_is_marked_by_hand_and_stops_the_reminders(ana, coast, message, mailoutbox):
    ana.post(f"/coast/outbox/{message.pk}/send/")
    back = f"/coast/outbox/{message.pk}/back/"

    ana.post(back, {"reason": "No such user"})
    ana.post(back, {"reason": "Again"})

    message.refresh_from_db()
    assert (message.state, message.reason) == ("bounced", "No such user")
    assert InvitationEvent.objects.filter(kind="bounced").count() == message.invitations.count()
    assert {line.state for line in message.invitations.all()} == {"bounced"}
    assert "No such user" in read(ana, f"/coast/outbox/{message.pk}/")
    assert "1 address does not work" in read(ana, "/coast/")


def test_draft_cannot_come_back(ana, message):
    ana.post(f"/coast/outbox/{message.pk}/back/", {"reason": "No such user"})

    message.refresh_from_db()
    assert (message.state, InvitationEvent.objects.filter(kind="bounced").count()) == ("draft", 0)


@pytest.mark.parametrize("reason", ["x" * 301, "nothing\0ness"], ids=["long", "nul"])
def test_odd_reason_does_not_keep_a_bounce_from_being_marked(ana, message, reason, mailoutbox):
    ana.post(f"/coast/outbox/{message.pk}/send/")

    ana.post(f"/coast/outbox/{message.pk}/back/", {"reason": reason})

    message.refresh_from_db()
    assert message.state == "bounced"


def test_what_takes_too_long_goes_out_with_the_minutes_work(ana, mailing, mailoutbox, monkeypatch):
    monkeypatch.setattr(sending_views.sending, "LONGEST_WAIT", -1)

    answer = ana.post(f"{page_of(mailing)}send/", {"promised": "3"}, follow=True)
    assert "3 messages are on their way." in answer.content.decode()
    assert mailoutbox == []

    call_command("tick")
    assert len(mailoutbox) == 3


def test_newest_stand_at_the_top(ana, coast, mailing):
    later = Mailing.objects.create(network=coast, kind="reminder", subject="The later one", body="")
    earlier = Mailing.objects.create(
        network=coast, kind="reminder", subject="The first one", body="", made_at=coast.created_at
    )

    page = read(ana, "/coast/outbox/")

    places = [page.index(f'id="mailing-{one.pk}"') for one in (later, mailing, earlier)]
    assert places == sorted(places)


def test_mailing_shows_only_one_state_if_asked(ana, mailing, message):
    ana.post(f"/coast/outbox/{message.pk}/send/")

    sent = read(ana, f"{page_of(mailing)}?state=sent")
    assert ("Person 1" in sent, "Person 2" in sent) == (True, False)
    for odd in ["nonsense", "%00", "x" * 500]:
        assert "Person 2" in read(ana, f"{page_of(mailing)}?state={odd}")


@pytest.mark.parametrize("page", ["x", "-1", "0", "99999999999999999999", "%00"])
def test_odd_page_number_shows_a_page(ana, mailing, page):
    assert ana.get(f"/coast/outbox/?page={page}&alone={page}").status_code == 200
    assert ana.get(f"{page_of(mailing)}?page={page}").status_code == 200


def test_other_networks_messages_are_not_found(ana, olga, mailing, message, hills):
    pages = [
        f"/{slug}/outbox/{pk}/"
        for slug in ("coast", "hills")
        for pk in (message.pk, f"all/{mailing.pk}")
    ]
    for page in pages:
        assert olga.get(page).status_code == 404
        for verb in ["send/", "aside/", "retry/", "back/"]:
            assert olga.post(page + verb, {"promised": "3"}).status_code == 404

    assert states(mailing) == {"draft": 3}


def test_observer_reads_nobodys_messages(vic, mailing, message):
    for page in ["/coast/outbox/", page_of(mailing), f"/coast/outbox/{message.pk}/"]:
        assert vic.get(page).status_code == 403


def test_link_stands_on_no_page_of_the_outbox_and_in_no_table(ana, mailing, people):
    ana.post(f"{page_of(mailing)}send/", {"promised": "3"})
    secrets = [person.link.rstrip("/").rpartition("/")[2] for person in people]
    pages = ["/coast/outbox/", page_of(mailing)]
    pages += [f"/coast/outbox/{one.pk}/" for one in mailing.messages.all()]

    stored = str(list(Message.objects.values_list())) + str(list(Mailing.objects.values_list()))
    read_by_her = " ".join(read(ana, page) for page in pages)
    assert not any(secret in stored + read_by_her for secret in secrets)
