"""Somebody who cannot answer says so, hands it to a colleague, or says that the link came to the wrong hands."""

import pytest

from network import reminders
from network.models import HandOver, Invitation, Message, Person
from tests import factories
from tests.forms import as_sent


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, "person")


@pytest.fixture
def figures(coast, harbour, pat_person, proforma):
    """A part of figures, of which Pat is asked as the lead of Harbour Lights."""
    harbour.figures_lead = pat_person
    harbour.save()
    factories.open_now(proforma)
    return factories.part_of(proforma, "partner")


@pytest.fixture
def kim(coast, harbour):
    """A colleague who came onto the register after the opening."""
    return coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)


@pytest.fixture
def own(pat_person):
    return f"/p/{pat_person.code}/"


def page_of(own, part):
    return f"{own}answer/{part.pk}/pass/"


def read(answer):
    return answer.content.decode()


def line_of(part, person):
    return Invitation.objects.get(activity=part.activity, person=person)


def waits_for(network, part):
    """Names of whoever a reminder of this part could still go to."""
    chase = reminders.chase_of(network, part.activity)
    return [
        one.person.name
        for one in reminders.waiting_for(chase, network)
        if any(line.activity_id == part.activity_id for line in one.invitations)
    ]


def returns_of(part):
    return f"/coast/proforma/{part.proforma_id}/returns/"


# Declining


def test_whoever_declines_gets_no_more_reminders_and_keeps_what_they_saved(
    coast, pat, pat_person, own, views
):
    factories.answer(views, pat_person, submit=False, A1=5)

    pat.post(page_of(own, views), {"how": "decline", "reason": "I am on leave"})

    assert waits_for(coast, views) == []
    assert line_of(views, pat_person).events.get(kind="declined").text == "I am on leave"
    assert views.responses.get().answers["A1"]["value"] == 5


def test_reason_may_stay_blank(pat, pat_person, own, views):
    pat.post(page_of(own, views), {"how": "decline"})

    assert line_of(views, pat_person).state == "declined"


def test_whoever_declined_can_take_it_up_again(coast, pat, pat_person, own, views):
    pat.post(page_of(own, views), {"how": "decline"})
    pat.post(page_of(own, views), {"how": "again"})

    assert waits_for(coast, views) == ["Pat"]


def test_whoever_declined_can_simply_answer(coast, pat, pat_person, own, views):
    pat.post(page_of(own, views), {"how": "decline"})

    factories.answer(views, pat_person, A1=5)

    assert line_of(views, pat_person).state == "submitted"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reason": ""}, "Choose one of these."),
        ({"how": "person-999999"}, "Choose one of these."),
        ({"how": "new"}, "Write their name."),
        ({"how": "new", "name": "Kim", "email": "nowhere"}, "Enter a valid email address."),
        ({"how": "new", "name": "Kim", "email": ""}, "Write their email"),
        ({"how": "decline", "reason": "a\0b"}, "Null characters are not allowed."),
        ({"how": "decline", "reason": "x" * 301}, "at most 300 characters"),
        ({"how": "new", "name": "x" * 121, "email": "x@x.example"}, "at most 120 characters"),
    ],
    ids=["empty", "nobody", "no name", "bad email", "no email", "nul", "long", "long name"],
)
def test_odd_press_is_told_and_changes_nothing(pat, pat_person, own, views, sent, sentence):
    answer = pat.post(page_of(own, views), sent)

    assert answer.status_code == 200
    assert sentence in read(answer)
    assert line_of(views, pat_person).waits
    assert not HandOver.objects.exists()


def test_closed_part_is_handed_to_nobody(pat, own, open_proforma, views, kim):
    open_proforma.close()

    answer = pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    assert answer.status_code == 404
    assert not kim.invitations.exists()


# Handing to a colleague


def test_colleague_is_asked_by_a_message_and_on_their_own_page(
    coast, pat, own, views, kim, mailoutbox
):
    assert "Kim" in read(pat.get(page_of(own, views)))

    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    (sent,) = mailoutbox
    assert sent.to == ["kim@harbour.example"]
    assert "Pat suggests that you answer" in sent.body
    assert kim.link in sent.body
    assert waits_for(coast, views) == ["Kim"]
    assert views.title in read(factories.phone_of(kim).get(f"/p/{kim.code}/"))


def test_colleague_becomes_the_lead_of_the_figures(coast, pat, own, harbour, figures, kim):
    pat.post(page_of(own, figures), {"how": f"person-{kim.pk}"})

    harbour.refresh_from_db()
    assert harbour.figures_lead == kim
    assert waits_for(coast, figures) == ["Kim"]


def test_lead_stays_if_it_is_views_that_are_handed_on(pat, pat_person, own, harbour, figures, kim):
    views = figures.proforma.parts.get(unit="person")

    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    harbour.refresh_from_db()
    assert harbour.figures_lead == pat_person


@pytest.mark.parametrize("presses", [2, 3])
def test_pressed_again_it_sends_no_second_message(pat, own, views, kim, mailoutbox, presses):
    for _n in range(presses):
        pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    assert len(mailoutbox) == 1
    assert views.activity.invitations.count() == 2


def test_handed_to_and_fro_each_time_is_written(
    coast, pat, own, pat_person, views, kim, mailoutbox
):
    hers = factories.phone_of(kim)

    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})
    hers.post(page_of(f"/p/{kim.code}/", views), {"how": f"person-{pat_person.pk}"})
    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    assert [message.to[0] for message in mailoutbox] == [kim.email, pat_person.email, kim.email]
    assert waits_for(coast, views) == ["Kim"]


def test_taken_up_again_both_are_waited_for(coast, pat, own, views, kim):
    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    pat.post(page_of(own, views), {"how": "again"})

    assert waits_for(coast, views) == ["Kim", "Pat"]
    assert views.activity.invitations.asked().count() == 2


def test_colleague_who_declined_is_asked_again(coast, pat, own, views, kim, mailoutbox):
    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})
    factories.phone_of(kim).post(page_of(f"/p/{kim.code}/", views), {"how": "decline"})
    assert waits_for(coast, views) == []

    pat.post(page_of(own, views), {"how": f"person-{kim.pk}"})

    assert waits_for(coast, views) == ["Kim"]
    assert len(mailoutbox) == 2


def test_only_people_of_ones_own_partner_who_can_be_reached_by_a_link_are_offered(
    coast, hills, pat, own, views, kim
):
    elsewhere = coast.add_partner(name="Elsewhere", sector="charity")
    others = [
        coast.add_person(name="Of another partner", email="a@x.example", partner=elsewhere),
        coast.add_person(name="Of none", email="b@x.example"),
        hills.add_person(name="Of another network", email="c@x.example"),
    ]
    kim.revoke_link()

    page = read(pat.get(page_of(own, views)))

    for person in [*others, kim]:
        assert person.name not in page
        answer = pat.post(page_of(own, views), {"how": f"person-{person.pk}"})
        assert "Choose one of these." in read(answer)
    assert not Message.objects.exists()


# Somebody new


@pytest.fixture
def suggestion(pat, own, views):
    pat.post(page_of(own, views), {"how": "new", "name": "Lou", "email": "lou@harbour.example"})
    return HandOver.objects.get()


def test_somebody_new_waits_for_the_coordinator(coast, ana, views, suggestion, mailoutbox):
    assert mailoutbox == []
    assert not Person.objects.filter(name="Lou").exists()
    assert waits_for(coast, views) == []

    page = read(ana.get(returns_of(views)))
    assert "Pat says: ask Lou instead" in page
    assert "lou@harbour.example" in page


def test_accepted_they_are_put_on_the_register_and_asked(
    ana, coast, harbour, pat_person, views, suggestion, mailoutbox
):
    ana.post(f"/coast/handovers/{suggestion.pk}/ask/")

    lou = Person.objects.get(name="Lou")
    assert lou.partner == harbour
    assert [message.to for message in mailoutbox] == [["lou@harbour.example"]]
    assert waits_for(coast, views) == ["Lou"]
    assert line_of(views, pat_person).state == "handed_over"
    assert views.activity.invitations.asked().count() == 1
    assert "ask Lou instead" not in read(ana.get(returns_of(views)))


def test_accepted_twice_asks_once(ana, suggestion, mailoutbox):
    first = ana.post(f"/coast/handovers/{suggestion.pk}/ask/")
    second = ana.post(f"/coast/handovers/{suggestion.pk}/ask/")

    assert (first.status_code, second.status_code) == (302, 404)
    assert len(mailoutbox) == 1


def test_suggested_twice_waits_once(pat, own, views, suggestion):
    pat.post(page_of(own, views), {"how": "new", "name": "Lou", "email": "LOU@harbour.example"})

    assert HandOver.objects.count() == 1


def test_left_as_it_is_asks_nobody(ana, coast, views, suggestion, mailoutbox):
    ana.post(f"/coast/handovers/{suggestion.pk}/leave/")

    assert (mailoutbox, Person.objects.filter(name="Lou").exists()) == ([], False)
    assert waits_for(coast, views) == []
    assert "ask Lou instead" not in read(ana.get(returns_of(views)))


def test_somebody_known_by_that_address_is_asked_and_not_added_twice(
    ana, coast, views, suggestion, harbour, mailoutbox
):
    known = coast.add_person(name="Louise", email="LOU@harbour.example", partner=harbour)

    ana.post(f"/coast/handovers/{suggestion.pk}/ask/")

    assert Person.objects.filter(email__iexact="lou@harbour.example").get() == known
    assert waits_for(coast, views) == ["Louise"]


def test_somebody_of_another_partner_is_not_asked_for_these_figures(
    ana, coast, pat, own, figures, mailoutbox
):
    other = coast.add_partner(name="Other House")
    coast.add_person(name="Lou", email="lou@other.example", partner=other)
    pat.post(page_of(own, figures), {"how": "new", "name": "Lou", "email": "lou@other.example"})
    waiting = HandOver.objects.get()

    answer = read(ana.post(f"/coast/handovers/{waiting.pk}/ask/", follow=True))

    assert "Lou is on the register for Other House. Change that first, or leave it." in answer
    waiting.refresh_from_db()
    assert (waiting.settled_at, mailoutbox) == (None, [])


def test_somebody_who_takes_no_part_is_not_asked(ana, coast, views, suggestion, mailoutbox):
    coast.add_person(name="Someone", email=suggestion.email, takes_part=False)

    answer = read(ana.post(f"/coast/handovers/{suggestion.pk}/ask/", follow=True))

    assert "takes no part or has no link. Change that first." in answer
    assert (HandOver.objects.unsettled().count(), mailoutbox) == (1, [])


def test_after_the_close_nobody_is_asked(ana, open_proforma, suggestion, mailoutbox):
    open_proforma.close()

    answer = ana.post(f"/coast/handovers/{suggestion.pk}/ask/", follow=True)

    assert "Nobody was asked." in read(answer)
    assert mailoutbox == []


def test_suggestion_is_settled_by_the_networks_own_coordinator(olga, vic, hills, suggestion):
    for verb in ["ask", "leave"]:
        assert vic.post(f"/coast/handovers/{suggestion.pk}/{verb}/").status_code == 403
        assert olga.post(f"/coast/handovers/{suggestion.pk}/{verb}/").status_code == 404
        assert olga.post(f"/hills/handovers/{suggestion.pk}/{verb}/").status_code == 404

    suggestion.refresh_from_db()
    assert suggestion.settled_at is None


# The wrong hands


def test_this_is_not_me_stops_the_link_and_tells_the_coordinator(
    ana, coast, pat, pat_person, own, views, mailoutbox
):
    page = read(pat.get(f"{own}not-me/"))
    assert "You are not Pat?" in page

    told = pat.post(f"{own}not-me/", {"why": "stranger"})

    assert told.status_code == 200
    assert pat.get(own).status_code == 403
    assert pat.get(pat_person.link.split("127.0.0.1:8000")[-1]).status_code == 404
    assert "The link of Pat is stopped" in read(ana.get("/coast/"))
    pat_person.refresh_from_db()
    assert reminders.due(reminders.chase_of(coast, views.activity), coast) == []


@pytest.mark.parametrize("sent", [{}, {"why": ""}, {"why": "x"}, {"why": "a\0b"}])
def test_press_without_a_reason_stops_nothing(pat, own, sent):
    pat.post(f"{own}not-me/", sent)

    assert pat.get(own).status_code == 200
    assert not HandOver.objects.exists()


def test_wrong_person_is_no_suggestion_that_could_be_accepted(ana, pat, own):
    pat.post(f"{own}not-me/", {"why": "left"})
    handover = HandOver.objects.get()

    assert ana.post(f"/coast/handovers/{handover.pk}/ask/").status_code == 404
    assert ana.post(f"/coast/handovers/{handover.pk}/leave/").status_code in {302, 404}


def test_page_as_it_stands_sent_without_a_choice_hands_nothing_on(pat, pat_person, own, views, kim):
    page = page_of(own, views)

    pat.post(page, as_sent(read(pat.get(page))))

    assert line_of(views, pat_person).waits
    assert line_of(views, pat_person).events.count() == 1


def test_neither_page_is_open_to_a_device_without_the_link(client, own, views):
    assert client.post(page_of(own, views), {"how": "decline"}).status_code == 403
    assert client.post(f"{own}not-me/", {"why": "left"}).status_code == 403
