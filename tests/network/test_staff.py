"""Who signs in: added, given another role, gone again; and how each comes to a password."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from network import email_url, sending, staff, way_in
from network.links import MaskLinks
from network.models import Access, Message, Role, User

GOOD = "the tide comes in twice"
PAGE = "/coast/staff/"


@pytest.fixture
def added(ana, coast):
    """A function that adds somebody by the page, and returns their access."""

    def add(**fields):
        fields = {"name": "Kit", "email": "kit@coast.example", "role": "facilitator"} | fields
        answer = ana.post(PAGE, fields)
        assert answer.status_code == 302, answer.context["form"].errors
        return coast.accesses.get(user__email=fields["email"].lower())

    return add


def way_in_of_last_mail():
    return re.search(r"/welcome/\S+/", mail.outbox[-1].body).group()


def test_somebody_is_added_and_comes_in_by_the_link_in_their_mail(added):
    access = added()
    sending.send_each(Message.objects.to_send())
    kit, page = Client(), way_in_of_last_mail()

    assert "Choose a password" in kit.get(page).content.decode()
    kit.post(page, {"password": GOOD}, follow=True)
    assert kit.get("/coast/meetings/").status_code == 200
    assert kit.get("/coast/settings/").status_code == 403
    access.user.refresh_from_db()
    assert access.user.check_password(GOOD)


def test_link_is_stored_nowhere(added):
    access = added()

    message = Message.objects.get(kind="way_in")
    assert "[[way_in]]" in message.body
    assert "/welcome/" not in message.body
    assert "/welcome/" in message.text()
    assert not message.can_be_edited
    assert access.role == Role.FACILITATOR


def test_opening_the_link_changes_nothing_and_it_works_once(added):
    user = added().user
    page = way_in.address_for(user).split("testserver")[-1]
    page = page[page.index("/welcome/") :]

    for _n in range(20):
        Client().get(page)
        Client().head(page)
    Client().post(page, {})
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert Client().post(page, {"password": GOOD}).status_code == 302
    again = Client().post(page, {"password": "another sentence here"})
    assert again.status_code == 404
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_link_is_over_after_three_days(added, monkeypatch):
    user = added().user
    page = "/welcome/" + way_in.address_for(user).split("/welcome/")[1]
    tokens = way_in.default_token_generator
    later = tokens._now() + timedelta(days=3, seconds=1)
    monkeypatch.setattr(tokens, "_now", lambda: later)

    assert Client().get(page).status_code == 404
    later -= timedelta(seconds=2)
    assert Client().get(page).status_code == 200


@pytest.mark.parametrize("page", ["/welcome/x/y/", "/welcome/MQ/z/", "/welcome/LTE/z/", "/welcome/OTk5OTk5OTk5OTk5OTk5OTk5OTk5/z/", "/welcome/%00/%00/"])  # fmt: skip
def test_a_link_that_is_none_says_so(page, coast):
    answer = Client().get(page)

    assert answer.status_code == 404
    assert "This link works no more." in answer.content.decode()


@pytest.mark.parametrize("weak", ["short", "password1234", "kit@coast.example", ""])
def test_weak_password_is_refused_with_a_sentence(added, weak):
    user = added().user
    page = "/welcome/" + way_in.address_for(user).split("/welcome/")[1]

    answer = Client().post(page, {"password": weak})
    assert answer.context["form"].errors["password"]
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_nothing_tells_whether_an_email_has_an_account_elsewhere(ana, added, hills):
    """Olga coordinates another network; whoever adds her reads and keeps the same as of somebody new."""
    olga = User.objects.get(email="olga@hills.example")
    known, new = added(name="Olga", email="Olga@Hills.example"), added()

    written = list(Message.objects.filter(kind="way_in").order_by("pk"))
    bodies = {one.body.replace(one.to, "").replace("Olga", "Kit") for one in written}
    assert len(bodies) == 1
    pages = [ana.get(f"{PAGE}{one.pk}/").content.decode() for one in (known, new)]
    assert [("/welcome/" in page) for page in pages] == [False, False]
    assert "/sign-in/" in written[0].text()
    assert "/welcome/" in written[1].text()
    olga.refresh_from_db()
    assert olga.check_password("a long enough word")


@pytest.mark.parametrize("scheme", ["console", "outbox"])
def test_way_in_is_handed_over_only_where_no_mail_leaves(ana, added, settings, scheme):
    access = added()
    settings.EMAIL_BACKEND = email_url.email(f"{scheme}://")["EMAIL_BACKEND"]

    assert "/welcome/" in ana.get(f"{PAGE}{access.pk}/").content.decode()
    access.user.set_password(GOOD)
    access.user.save()
    assert "/welcome/" not in ana.get(f"{PAGE}{access.pk}/").content.decode()


def test_nobody_is_added_twice(ana, added, coast):
    added()

    answer = ana.post(PAGE, {"name": "Kit", "email": "KIT@coast.example", "role": "observer"})
    assert "signs in here already" in answer.content.decode()
    assert coast.accesses.filter(user__email="kit@coast.example").count() == 1


def test_entry_of_the_register_is_found_by_the_email(added, coast):
    person = coast.add_person(name="Kit", email="Kit@Coast.example")

    user = added().user
    person.refresh_from_db()
    assert person.user == user


def test_entry_can_be_chosen_and_let_go(ana, added, coast):
    person, other = coast.add_person(name="Kit"), coast.add_person(name="Sam")
    access = added(person=person.pk)

    ana.post(f"{PAGE}{access.pk}/", {"role": "facilitator", "person": other.pk})
    assert list(coast.people.filter(user=access.user)) == [other]
    ana.post(f"{PAGE}{access.pk}/", {"role": "facilitator", "person": ""})
    assert not coast.people.filter(user=access.user).exists()


def test_partner_of_a_convenor_is_of_this_network(ana, added, coast, hills):
    ours, theirs = coast.add_partner(name="Shore"), hills.add_partner(name="Peak")

    assert added(role="convenor", partner=ours.pk).partner == ours
    answer = ana.post(
        PAGE,
        {"name": "Lee", "email": "lee@x.example", "role": "convenor", "partner": theirs.pk},
    )
    assert answer.context["form"].errors["partner"]
    assert added(email="no@x.example", role="observer", partner=ours.pk).partner is None


def test_access_ends_at_once(ana, added, coast):
    access = added()
    kit = Client()
    kit.force_login(access.user)
    coast.safeguarding_lead = access.user
    coast.save()
    assert kit.get("/coast/").status_code == 200

    ana.post(f"{PAGE}{access.pk}/end/")
    assert kit.get("/coast/").status_code == 404
    coast.refresh_from_db()
    assert coast.safeguarding_lead is None
    assert User.objects.filter(pk=access.user.pk).exists()


def test_last_coordinator_stays(ana, coast, added):
    own = coast.accesses.get(role=Role.COORDINATOR)

    ana.post(f"{PAGE}{own.pk}/end/")
    assert (
        "needs a coordinator" in ana.post(f"{PAGE}{own.pk}/", {"role": "observer"}).content.decode()
    )
    own.refresh_from_db()
    assert own.role == Role.COORDINATOR

    other = added(role="coordinator")
    ana.post(f"{PAGE}{own.pk}/", {"role": "observer"})
    own.refresh_from_db()
    assert own.role == Role.OBSERVER
    with pytest.raises(staff.NotPossible):
        staff.end(other)


def test_second_of_two_coordinators_who_press_at_once_is_told(added, coast):
    added(role="coordinator")
    access = coast.accesses.get(user__email="kit@coast.example")
    Access.objects.filter(pk=access.pk).delete()

    for press in (
        lambda: staff.end(access),
        lambda: staff.change(access, role=Role.COORDINATOR),
        lambda: staff.change(access, role=Role.OBSERVER),
    ):
        with pytest.raises(staff.NotPossible, match="any more"):
            press()


def test_email_that_fits_in_no_box_is_refused_with_a_sentence(ana):
    email = f"kit@{'.'.join(['a' * 60] * 4)}.{'b' * 30}.example"
    assert 254 < len(email) < 320

    answer = ana.post(PAGE, {"name": "Kit", "email": email, "role": "observer"})

    assert answer.context["form"].errors["email"]
    assert not User.objects.filter(name="Kit").exists()


def test_nobody_raises_themself(added, coast, hills):
    access = added()
    kit = Client()
    kit.force_login(access.user)

    answers = [
        kit.get(PAGE),
        kit.post(f"{PAGE}{access.pk}/", {"role": "coordinator"}),
        kit.post(f"{PAGE}{access.pk}/end/"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    access.refresh_from_db()
    assert access.role == Role.FACILITATOR


def test_access_of_another_network_is_out_of_reach(ana, hills):
    theirs = hills.accesses.get()

    for page, data in (
        (f"{PAGE}{theirs.pk}/", {"role": "observer"}),
        (f"{PAGE}{theirs.pk}/end/", {}),
    ):
        assert ana.post(page, data).status_code == 404
    assert Access.objects.filter(pk=theirs.pk, role=Role.COORDINATOR).exists()


def test_forgotten_password(ana_user, coast):
    client = Client()
    known = client.post("/forgotten/", {"email": "Ana@coast.example"})
    unknown = client.post("/forgotten/", {"email": "nobody@coast.example"})

    strip = re.compile(r'(name="csrfmiddlewaretoken" value|X-CSRFToken)[^>]*')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    sending.send_each(Message.objects.to_send())
    assert [message.to for message in mail.outbox] == [["ana@coast.example"]]
    client.post(way_in_of_last_mail(), {"password": GOOD})
    ana_user.refresh_from_db()
    assert ana_user.check_password(GOOD)


def test_no_more_than_three_an_hour(ana_user, coast):
    for _n in range(5):
        Client().post("/forgotten/", {"email": "ana@coast.example"})

    assert Message.objects.filter(kind="way_in").count() == 3
    way_in.forgotten("ana@coast.example", at=timezone.now() + timedelta(minutes=61))
    assert Message.objects.filter(kind="way_in").count() == 4


def test_whoever_presses_forgotten_for_others_keeps_nobody_from_being_welcomed(ana, added, hills):
    for _n in range(4):
        Client().post("/forgotten/", {"email": "olga@hills.example"})

    added(email="olga@hills.example")
    assert Message.objects.filter(network__slug="coast", to="olga@hills.example").exists()


def test_forgotten_by_somebody_without_a_network_writes_nothing(db):
    User.objects.create_user("lone@coast.example", GOOD, name="Lone")

    assert Client().post("/forgotten/", {"email": "lone@coast.example"}).status_code == 200
    assert not Message.objects.exists()


def test_log_keeps_no_way_in():
    record = logging.LogRecord("x", 20, "x", 1, '"GET /welcome/MQ/abc-def/ HTTP/1.1" 200', (), None)
    MaskLinks().filter(record)
    assert "abc-def" not in record.getMessage()
