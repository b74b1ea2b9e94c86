"""What is written to somebody goes where they are now, and nowhere else."""

import pytest

from network import circulation, reminders
from network.models import DeviceCode, Message
from proforma import copies
from proforma.models import ChangedSince
from tests import factories


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, "person")


@pytest.fixture
def invitation(pat_person, views):
    """A draft that asks Pat for her view."""
    line = views.activity.invitations.get(person=pat_person)
    mailing = circulation.write(
        pat_person.network,
        [circulation.Recipient(pat_person, [line])],
        kind=Message.Kind.INVITATION,
        key="test",
        subject="Please",
        body="[[link]]",
        activities=[views.activity],
        is_draft=True,
    )
    return mailing.messages.get()


def move(ana, person, email):
    boxes = {"name": person.name, "email": email, "partner": person.partner_id, "takes_part": "on"}
    return ana.post(f"/coast/people/{person.pk}/", boxes)


def send(message):
    message.approve()
    return Message.objects.get(pk=message.pk).send()


def test_what_waits_follows_to_the_new_address(ana, pat_person, invitation, mailoutbox):
    move(ana, pat_person, "pat@new.example")

    assert send(invitation)
    assert [sent.to for sent in mailoutbox] == [["pat@new.example"]]


def test_address_that_was_changed_in_this_message_alone_is_kept(
    ana, ana_user, pat_person, invitation, mailoutbox
):
    invitation.edit(subject="Please", body="[[link]]", to="pat@desk.example", by=ana_user)
    move(ana, pat_person, "pat@new.example")

    assert send(invitation)
    assert [sent.to for sent in mailoutbox] == [["pat@desk.example"]]


def test_old_address_gets_no_link_that_works(pat_person, invitation, mailoutbox):
    pat_person.email = "pat@new.example"
    pat_person.save()  # as an import or a script might

    assert not send(invitation)
    invitation.refresh_from_db()
    assert (invitation.state, mailoutbox) == ("set_aside", [])
    assert invitation.reason == "Their address has changed since."


def test_copy_that_failed_is_never_sent_to_an_address_of_before(
    ana, pat_person, views, mailoutbox, settings
):
    response = factories.answer(views, pat_person, A3="My private words.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    copies.send_copy(response, pat_person)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    copy = Message.objects.get(kind="copy")
    assert copy.state == "failed"
    pat_person.email = "stranger@new.example"
    pat_person.save()

    ana.post(f"/coast/outbox/{copy.pk}/send/")

    assert mailoutbox == []


def test_code_that_has_run_out_is_not_sent(pat_person, mailoutbox):
    code = DeviceCode.make(pat_person)
    message = Message.write(
        pat_person, [], key=f"code:{code.pk}", kind="code", subject="Code", body="[[code]]"
    )
    DeviceCode.objects.update(tries=99)

    assert not message.send()
    assert (message.state, mailoutbox) == ("set_aside", [])


def test_somebody_with_a_stopped_link_is_not_counted_on_the_button(
    ana, coast, proforma, pat_person, mailoutbox
):
    other = coast.add_person(name="Kim", email="kim@coast.example")
    other.revoke_link()
    address = f"/coast/proforma/{proforma.pk}/circulate/"

    page = ana.get(address)
    assert page.context["form"].to_send == 1
    boxes = {"closes_on": "2099-01-01", "promised": "1", "subject": "Please", "body": "[[link]]"}
    ana.post(address, boxes)

    assert [sent.to for sent in mailoutbox] == [["pat@harbour.example"]]


def test_draft_of_what_is_handed_in_or_closed_is_put_aside(
    pat_person, views, invitation, mailoutbox
):
    factories.answer(views, pat_person, A1=4)

    assert not send(invitation)
    invitation.refresh_from_db()
    assert (invitation.state, mailoutbox) == ("set_aside", [])


def test_draft_sent_with_what_was_changed_on_the_same_page(ana, pat_person, invitation, mailoutbox):
    ana.post(
        f"/coast/outbox/{invitation.pk}/",
        {"to": pat_person.email, "subject": "Kindly", "body": "Changed: [[link]]", "go": "send"},
    )

    (sent,) = mailoutbox
    assert (sent.subject, "Changed: http" in sent.body) == ("Kindly", True)


def test_page_says_if_the_register_has_another_address(ana, pat_person, invitation):
    page = ana.post(
        f"/coast/outbox/{invitation.pk}/",
        {"to": "pat@desk.example", "subject": "Please", "body": "[[link]]", "go": "keep"},
        follow=True,
    ).content.decode()

    assert "The register still says pat@harbour.example." in page


def test_message_comes_from_the_network_by_name(pat_person, invitation, mailoutbox):
    send(invitation)

    (sent,) = mailoutbox
    assert sent.from_email.startswith("Coast Network <")


# Who stands where, after leads and links have changed


@pytest.fixture
def led(coast, harbour, pat_person, proforma):
    """A part of figures, of which Pat was asked as the lead; Kim is a colleague."""
    harbour.figures_lead = pat_person
    harbour.save()
    kim = coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    factories.open_now(proforma)
    return factories.part_of(proforma, "partner"), kim


def offered(ana, part):
    page = ana.get(f"/coast/proforma/{part.proforma_id}/circulate/")
    return [person.name for person in page.context["leads"]]


def test_new_lead_can_be_asked_when_the_first_has_left(ana, harbour, pat_person, led, mailoutbox):
    part, kim = led
    pat_person.leave()
    harbour.figures_lead = kim
    harbour.save()

    assert offered(ana, part) == ["Kim"]


def test_new_lead_takes_over_from_the_one_before(ana, coast, harbour, pat_person, led, mailoutbox):
    part, kim = led
    harbour.figures_lead = kim
    harbour.save()
    assert offered(ana, part) == ["Kim"]

    ana.post(
        f"/coast/proforma/{part.proforma_id}/circulate/",
        {"promised": "1", "subject": "Figures", "body": "[[asks]] [[link]]"},
    )

    assert [sent.to for sent in mailoutbox] == [["kim@harbour.example"]]
    states = {line.person.name: line.state for line in part.activity.invitations.all()}
    assert states == {"Pat": "handed_over", "Kim": "sent"}
    chase = reminders.chase_of(coast, part.activity)
    asked = [one for one in reminders.waiting_for(chase, coast) for line in one.invitations
             if line.activity_id == part.activity_id]  # fmt: skip
    assert [one.person.name for one in asked] == ["Kim"]


def test_colleague_is_told_who_fills_in_the_figures(coast, led):
    _part, kim = led
    page = factories.phone_of(kim).get(f"/p/{kim.code}/").content.decode()

    assert "Pat was asked for these. You can help." in page


def test_nobody_is_invited_to_help_once_it_is_closed(led, pat, pat_person):
    part, kim = led
    factories.answer(part, pat_person, submit=False, B1=4)
    pat.post(f"/p/{pat_person.code}/answer/{part.pk}/pass/", {"how": "decline"})
    part.activity.close()

    for person in (pat_person, kim):
        page = factories.phone_of(person).get(f"/p/{person.code}/").content.decode()
        assert "Closed. It was not handed in." in page
        assert not [words for words in ("You can help", "You still can") if words in page]


def test_phone_that_knew_one_partners_figures_asks_for_a_code_at_another(coast, harbour, led):
    part, kim = led
    phone = factories.phone_of(kim, knows=False)
    address = f"/p/{kim.code}/answer/{part.pk}/"
    phone.post(address, {"asked": "B1", "B1": "4"})
    other = coast.add_partner(name="Other House")
    colleague = coast.add_person(name="Lou", email="lou@other.example", partner=other)
    factories.answer(part, colleague, submit=False, B1=4242)
    kim.partner = other
    kim.save()

    page = phone.get(address, follow=True).content.decode()

    assert "4242" not in page
    assert "Is it you? A short code will tell." in page


def test_what_is_handed_in_cannot_be_handed_over_any_more(pat, pat_person, coast, harbour, views):
    coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    factories.answer(views, pat_person, A1=4)

    answer = pat.post(f"/p/{pat_person.code}/answer/{views.pk}/pass/", {"how": "decline"})

    assert answer.status_code == 404
    assert views.activity.invitations.get().state == "submitted"


def test_colleague_saving_between_looking_and_handing_in_is_noticed(pat_person, led):
    part, kim = led
    response = factories.answer(part, pat_person, submit=False, B1=5)
    reviewed = response.digest
    part.responses.update(answers={"B1": response.answers["B1"] | {"value": 99, "by": kim.pk}})

    with pytest.raises(ChangedSince):
        response.submit(reviewed=reviewed)

    response.refresh_from_db()
    assert response.submitted_at is None


def test_pages_of_staff_are_not_kept_by_the_browser(ana, pat_person):
    for address in ("/coast/", f"/coast/people/{pat_person.pk}/link/", "/coast/outbox/"):
        assert ana.get(address).headers["Cache-Control"] == "no-store"


def test_person_sees_that_a_code_went_somewhere_else(ana, pat, pat_person):
    move(ana, pat_person, "ana@coast.example")
    DeviceCode.make(type(pat_person).objects.get(pk=pat_person.pk))
    move(ana, pat_person, "pat@harbour.example")

    page = pat.get(f"/p/{pat_person.code}/").content.decode()

    assert "A code for this page was sent to ana@coast.example" in page


def test_codes_asked_for_by_a_stranger_do_not_keep_one_from_being_read_out(ana, pat_person):
    at = None
    for minute in range(5):
        at = factories.minutes_ago(30 - minute)
        DeviceCode.make(pat_person, at=at)

    page = ana.post(f"/coast/people/{pat_person.pk}/code/").content.decode()

    assert "Read this code to them" in page
