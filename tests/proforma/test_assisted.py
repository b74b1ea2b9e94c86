"""An answer that came by phone, on paper or sitting together: typed in for a named person who agrees,
marked as such, counted separately, copied to her, and shown to nobody whom it is not for."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from network.models import InvitationEvent, Role, User
from proforma import typing_in, waiting_to_help
from proforma.models import CannotTypeIn, Help, Part, Response
from proforma.models.documents import content, digest
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

AGREED = "?way=phone&agreed=yes"
HTMX = {"HX-Request": "true"}
HERS = "These are her very own words."


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PERSON)


@pytest.fixture
def figures(harbour, pat_person, open_proforma):
    harbour.figures_lead = pat_person
    harbour.save()
    part = factories.part_of(open_proforma, Part.Unit.PARTNER)
    part.activity.invite([pat_person])
    return part


@pytest.fixture
def kim(coast, harbour, pat_person):
    """Kim helps Pat answer, as the register says."""
    kim = coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)
    pat_person.helper = kim
    pat_person.save()
    return kim


@pytest.fixture
def kims(kim):
    return factories.phone_of(kim, knows=False)


def at_desk(part, person):
    return f"/coast/proforma/{part.proforma_id}/assist/{part.pk}/{person.pk}/"


def by_helper(part, person):
    return f"/p/{person.helper.code}/for/{person.pk}/answer/{part.pk}/"


def own(part, person):
    return f"/p/{person.code}/answer/{part.pk}/"


def read(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def type_in(client, address, **answers):
    """Say that she agrees, and type these answers in, as from a page that was opened just now."""
    boxes = as_sent(client.get(address + AGREED).content.decode())
    return client.post(address, boxes | answers, headers=HTMX)


def hand_in(client, address, **answers):
    """All the way, as a browser would go."""
    boxes = as_sent(client.get(address + AGREED).content.decode())
    looked = client.post(address, boxes | answers | {"go": "review"}, follow=True)
    page = as_sent(looked.content.decode())
    assert "reviewed" in page, looked.content.decode()
    return client.post(f"{address}submit/", page, follow=True)


def is_asked_for_a_code(answer):
    return answer.status_code == 302 and "/code/" in answer.url


def events(person, part):
    line = part.activity.invitations.get(person=person)
    return [(event.kind, event.text, event.by) for event in line.events.all()]


# Before the first answer


@pytest.mark.parametrize("said", ["", "?way=phone", "?agreed=yes", "?way=fax&agreed=yes"])
def test_nothing_is_typed_in_before_the_way_is_said_and_that_she_agrees(
    ana, views, pat_person, said
):
    address = at_desk(views, pat_person) + said

    page = read(ana.get(address))
    ana.post(address, {"asked": "A1", "A1": "7"})
    ana.post(address, {"only": "A1", "A1": "7"}, headers=HTMX)

    assert "You are about to type in an answer for Pat." in page
    assert "They know that I type this in for them, and agree." in page
    assert ("Nothing was saved." in page) == bool(said)
    assert not Response.objects.exists()


def test_opening_and_an_empty_press_write_nothing(ana, views, pat_person, kim, kims):
    for client, address in (
        (ana, at_desk(views, pat_person)),
        (kims, by_helper(views, pat_person)),
    ):
        boxes = as_sent(client.get(address + AGREED).content.decode())
        for go in ("", "on", "review"):
            client.post(address, boxes | {"go": go}, follow=True)
        client.post(f"{address}review/{AGREED}")
        client.post(f"{address}submit/{AGREED}", boxes)

    assert not Response.objects.exists()
    assert not InvitationEvent.objects.exclude(kind="drafted").exists()


def test_what_was_said_goes_along_until_the_first_answer(ana, views, pat_person):
    second = views.add_section(title="In your own words")
    views.reorder([(second.pk, [views.questions.get(code="A3").pk])])
    address = at_desk(views, pat_person)
    first = as_sent(ana.get(address + AGREED).content.decode())

    moved = ana.post(address, first | {"go": "on"})

    assert moved.url == f"{address}?section={second.pk}&way=phone&agreed=yes"
    page = as_sent(ana.get(moved.url).content.decode())
    moved = ana.post(f"{address}?section={second.pk}", page | {"A3": "Said.", "go": "back"})
    assert moved.url == f"{address}?section={views.sections.first().pk}"
    assert "A1" in as_sent(ana.get(moved.url).content.decode())["asked"]


def test_every_page_says_for_whom_it_is_typed_in(ana, views, pat_person, kim, kims):
    for client, address in (
        (kims, by_helper(views, pat_person)),
        (ana, at_desk(views, pat_person)),
    ):
        Response.objects.all().delete()
        type_in(client, address, A1="7")

        for page in (address, f"{address}review/"):
            assert "You type this in for Pat. It came by phone." in read(client.get(page)), page


# Marked


def test_answer_typed_in_by_a_user_is_marked_for_ever(ana, ana_user, views, pat_person):
    type_in(ana, at_desk(views, pat_person), A1="7")

    response = Response.objects.get()
    assert (response.person, response.typed_by, response.helped_by) == (pat_person, ana_user, None)
    assert (response.way, response.is_helped) == ("phone", True)
    entry = response.answers["A1"]
    assert (entry["value"], entry["by"], entry["typed"]) == (
        7,
        pat_person.pk,
        f"user:{ana_user.pk}",
    )


def test_answer_typed_in_by_a_helper_is_marked_for_ever(views, pat_person, kim, kims):
    type_in(kims, by_helper(views, pat_person), A1="7")

    response = Response.objects.get()
    assert (response.person, response.typed_by, response.helped_by) == (pat_person, None, kim)
    assert response.answers["A1"]["typed"] == f"person:{kim.pk}"


def test_mark_is_no_part_of_what_was_answered(ana, views, pat_person):
    type_in(ana, at_desk(views, pat_person), A1="7")

    entry = Response.objects.get().answers["A1"]
    assert content(entry) == {"value": 7}
    assert digest(entry) == digest({"value": 7})


def test_ledger_notes_help_once_with_the_way_and_the_user(ana, ana_user, views, pat_person):
    address = at_desk(views, pat_person)
    type_in(ana, address, A1="7")
    hand_in(ana, address, A3="Said by phone.")

    assert events(pat_person, views) == [
        ("drafted", "", None),
        ("started", "", None),
        ("helped", "by phone", ana_user),
        ("submitted", "", None),
    ]
    assert views.activity.invitations.get(person=pat_person).helped_at


def test_ledger_does_not_name_a_helper(views, pat_person, kim, kims, ana):
    hand_in(kims, by_helper(views, pat_person), A1="7")

    assert ("helped", "by phone", None) in events(pat_person, views)
    line = read(ana.get(f"/coast/ledger/{views.activity_id}/")).split('id="line-')[1]
    assert "with help" in line
    assert "Kim" not in line


# Confidential


def test_views_that_a_person_began_are_shown_to_nobody_who_helps(ana, views, pat_person, kim, kims):
    factories.answer(views, pat_person, submit=False, A3=HERS)
    before = Response.objects.get().answers

    for client, address in (
        (ana, at_desk(views, pat_person)),
        (kims, by_helper(views, pat_person)),
    ):
        for page in ("", AGREED, f"review/{AGREED}"):
            words = read(client.get(address + page))
            assert "Pat has begun to answer without help." in words
            assert HERS not in words
        for page in ("", "submit/", "review/"):
            words = read(client.post(f"{address}{page}{AGREED}", {"asked": "A3", "A3": "Mine."}))
            assert "Not saved." in words
            assert "Mine." in words
            assert HERS not in words
    assert HERS not in read(kims.get(f"/p/{kim.code}/"))
    assert Response.objects.get().answers == before


def test_page_that_was_open_while_she_began_saves_nothing_and_shows_what_was_typed(
    ana, views, pat_person
):
    address = at_desk(views, pat_person)
    boxes = as_sent(ana.get(address + AGREED).content.decode())
    factories.answer(views, pat_person, submit=False, A3=HERS)

    for headers in ({}, HTMX):
        words = read(ana.post(address, boxes | {"A3": "As I typed it."}, headers=headers))
        assert "Pat has begun to answer without help." in words
        assert HERS not in words
        assert ("As I typed it." in words) == (headers == {})
    assert Response.objects.get().answers["A3"]["value"] == HERS


def test_the_rule_holds_under_the_lock_too(ana_user, views, pat_person):
    factories.answer(views, pat_person, submit=False, A3=HERS)

    with pytest.raises(CannotTypeIn):
        Response.record(
            views, pat_person, {"A1": {"value": 7}}, help=Help(user=ana_user, way="phone")
        )
    with pytest.raises(CannotTypeIn):
        Response.objects.get().submit(person=pat_person, help=Help(user=ana_user, way="phone"))
    response = Response.objects.get()
    assert (list(response.answers), response.way, response.submitted_at) == (["A3"], "", None)


def test_once_she_has_changed_it_herself_nobody_who_helped_can_open_it(
    ana, views, pat, pat_person, kim, kims
):
    for client, address in (
        (ana, at_desk(views, pat_person)),
        (kims, by_helper(views, pat_person)),
    ):
        Response.objects.all().delete()
        type_in(client, address, A1="7")
        boxes = as_sent(pat.get(own(views, pat_person)).content.decode())
        pat.post(own(views, pat_person), boxes | {"A3": HERS})

        words = read(client.get(address))
        assert HERS not in words
        assert "Pat has changed it since, or somebody else types it in." in words


def test_clearing_an_answer_is_a_change_of_her_own_too(ana, views, pat, pat_person):
    type_in(ana, at_desk(views, pat_person), A1="7", A3="Said by phone.")
    boxes = as_sent(pat.get(own(views, pat_person)).content.decode())
    pat.post(own(views, pat_person), boxes | {"A3": ""})

    assert "Only Pat can go on" in read(ana.get(at_desk(views, pat_person)))


def test_one_who_helps_sees_nothing_of_what_another_typed_in(
    ana, coast, views, pat_person, kim, kims
):
    ben = User.objects.create_user("ben@coast.example", "a long enough word", name="Ben")
    coast.accesses.create(user=ben, role=Role.COORDINATOR)
    type_in(ana, at_desk(views, pat_person), A3="Said to Ana.")

    for client, address in (
        (sign_in(ben), at_desk(views, pat_person)),
        (kims, by_helper(views, pat_person)),
    ):
        words = read(client.get(address + AGREED))
        assert "Said to Ana." not in words
        assert "Only Pat can go on with this answer." in words


def test_user_who_may_not_circulate_cannot_type_in(vic, views, pat_person):
    assert vic.get(at_desk(views, pat_person)).status_code == 403
    assert (
        vic.post(at_desk(views, pat_person) + AGREED, {"asked": "A1", "A1": "7"}).status_code == 403
    )


def test_only_somebody_of_the_network_who_takes_part_can_be_typed_in_for(
    ana, hills, coast, views, pat_person
):
    stranger = hills.add_person(name="Hal", email="hal@hills.example")
    guest = coast.add_person(name="Gus", takes_part=False)

    assert ana.get(at_desk(views, stranger)).status_code == 404
    answer = ana.get(at_desk(views, guest))
    assert answer.status_code == 404
    assert "This is not something asked of Gus." in answer.content.decode()


def test_helper_is_let_in_only_while_the_register_says_so(views, pat_person, kim, kims, coast):
    address = by_helper(views, pat_person)
    type_in(kims, address, A3=HERS)
    assert HERS in read(kims.get(address))
    lou = coast.add_person(name="Lou")
    assert kims.get(address.replace(f"/{pat_person.pk}/", f"/{lou.pk}/", 1)).status_code == 404

    pat_person.helper = lou
    pat_person.save()

    answer = kims.get(address)
    assert answer.status_code == 404
    assert HERS not in answer.content.decode()
    assert HERS not in read(factories.phone_of(lou).get(by_helper(views, pat_person)))


def test_helpers_own_answer_is_another(views, pat_person, kim, kims):
    type_in(kims, by_helper(views, pat_person), A1="7")

    assert "7" not in as_sent(read(kims.get(own(views, kim)))).get("A1", [])
    assert kims.get(own(views, pat_person)).status_code == 403
    assert list(Response.objects.values_list("person", flat=True)) == [pat_person.pk]


def test_new_device_of_a_helper_asks_for_a_code_of_the_helpers(views, pat_person, kim, kims):
    type_in(kims, by_helper(views, pat_person), A3=HERS)
    other = factories.phone_of(kim, knows=False)

    assert is_asked_for_a_code(other.get(by_helper(views, pat_person)))
    other.post(f"/p/{kim.code}/code/", {"code": kim.device_codes.model.make(kim).code})
    assert HERS in read(other.get(by_helper(views, pat_person)))


def test_knowing_one_person_helped_is_not_knowing_another(coast, views, pat_person, kim, kims):
    lou = coast.add_person(name="Lou", helper=kim)
    type_in(kims, by_helper(views, pat_person), A1="7")
    type_in(factories.phone_of(kim, knows=False), by_helper(views, lou), A3=HERS)

    assert is_asked_for_a_code(kims.get(by_helper(views, lou)))


# Going on, handing in, and the copy


def test_user_goes_on_with_what_he_began_until_it_is_handed_in(ana, views, pat_person):
    address = at_desk(views, pat_person)
    type_in(ana, address, A3="Said by phone.")
    assert "Said by phone." in read(ana.get(address))

    done = read(hand_in(ana, address, A1="7"))

    assert "The answer of Pat is in." in done
    assert "Said by phone." in done
    assert "Print the copy for them" in done
    for page in ("", AGREED, "review/", "submit/"):
        words = read(ana.get(address + page))
        assert "Said by phone." not in words
        assert "The answer of Pat is handed in. Nobody else is shown what is in it." in words


def test_copy_goes_to_the_person_and_says_who_when_and_how_to_correct_it(ana, views, pat_person):
    hand_in(ana, at_desk(views, pat_person), A3="Said by phone.")

    (message,) = mail.outbox
    assert message.to == ["pat@harbour.example"]
    assert "Ana typed in your answer for you on" in message.body
    assert "It came by phone." in message.body
    assert "Said by phone." in message.body
    assert pat_person.link in message.body
    assert "A device that is new to us asks for a code first." in message.body
    stored = pat_person.messages.get()
    assert "Said by phone." not in stored.body
    assert pat_person.link not in stored.body


def test_helper_sends_the_person_a_copy_and_can_correct_it(views, pat_person, kim, kims):
    address = by_helper(views, pat_person)
    done = read(hand_in(kims, address, A3="Said by phone."))

    assert "The answer of Pat is in." in done
    assert "a copy is on its way to them" in done
    (message,) = mail.outbox
    assert message.to == ["pat@harbour.example"]
    assert "Kim typed in your answer for you on" in message.body
    assert "Said by phone." in read(kims.get(address))


def test_without_email_the_page_says_so_and_leads_to_a_letter(ana, views, pat_person):
    pat_person.email = ""
    pat_person.save()

    done = read(hand_in(ana, at_desk(views, pat_person), A3="Said by phone."))

    assert "We have no email of Pat, so no copy was sent." in done
    assert f"/coast/people/{pat_person.pk}/letter/" in done
    assert mail.outbox == []
    assert "Said by phone." not in read(ana.get(f"/coast/people/{pat_person.pk}/letter/"))


def test_copy_that_cannot_be_sent_takes_nothing_back(ana, views, pat_person, kim, kims, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there

    done = read(hand_in(ana, at_desk(views, pat_person), A3="Said by phone."))
    assert "The copy could not be sent." in done
    assert Response.objects.get().submitted_at

    Response.objects.all().delete()
    done = read(hand_in(kims, by_helper(views, pat_person), A3="Said by phone."))
    assert "It is in, but the copy could not be sent to them." in done
    assert Response.objects.get().submitted_at


def test_name_that_looks_like_a_placeholder_lets_nothing_out(ana, ana_user, views, pat_person):
    ana_user.name = "[[link]]"
    ana_user.save()

    hand_in(ana, at_desk(views, pat_person), A3="Said by phone.")

    assert mail.outbox[0].body.count(pat_person.link) == 1


def test_person_without_email_corrects_it_with_a_code_that_was_read_out(ana, views, pat_person):
    pat_person.email = ""
    pat_person.save()
    hand_in(ana, at_desk(views, pat_person), A3="Misheard.")
    phone = factories.phone_of(pat_person, knows=False)
    address = own(views, pat_person)
    assert is_asked_for_a_code(phone.get(address))

    page = read(ana.post(f"/coast/people/{pat_person.pk}/code/"))
    code = re.search(r"\b(\d{3}) (\d{3})\b", re.sub(r"<[^>]+>", " ", page))
    phone.post(f"/p/{pat_person.code}/code/", {"code": code.group(0), "back": address})
    words = read(phone.get(address))
    assert "Misheard." in words
    assert "Some of this was typed in with help. It came by phone." in words
    phone.post(address, as_sent(words) | {"A3": "As I said it."})

    response = Response.objects.get()
    entry = response.answers["A3"]
    assert (entry["value"], entry["by"], entry.get("typed")) == (
        "As I said it.",
        pat_person.pk,
        None,
    )
    assert response.is_helped
    assert "As I said it." not in read(ana.get(at_desk(views, pat_person)))


def test_two_pages_at_once_are_told_from_each_other(ana, views, pat, pat_person):
    address = at_desk(views, pat_person)
    type_in(ana, address, A3="Said by phone.")
    open_on_her_phone = as_sent(pat.get(own(views, pat_person)).content.decode())
    boxes = as_sent(ana.get(address).content.decode())
    ana.post(address, boxes | {"A3": "Said again."}, headers=HTMX)

    words = read(pat.post(own(views, pat_person), open_on_her_phone | {"A3": HERS}))

    assert "Somebody who types in for Pat changed this" in words
    assert Response.objects.get().answers["A3"]["value"] == "Said again."


def test_each_answer_is_saved_as_it_is_typed(ana, views, pat_person):
    words = read(type_in(ana, at_desk(views, pat_person), only="A3", A3="Said by phone."))

    assert "✓ Saved" in words
    assert "<html" not in words
    assert list(Response.objects.get().answers) == ["A3"]


def test_after_the_close_it_is_refused_and_can_be_copied(ana, views, pat_person, kim, kims):
    pages = [
        (client, address, as_sent(client.get(address + AGREED).content.decode()))
        for client, address in (
            (ana, at_desk(views, pat_person)),
            (kims, by_helper(views, pat_person)),
        )
    ]
    views.proforma.close()

    for client, address, boxes in pages:
        words = read(client.post(address, boxes | {"A3": "Too late."}))
        assert "This came after the close." in words
        assert "Too late." in words
        assert "was not counted" in read(client.post(address, boxes | {"A3": "x"}, headers=HTMX))
        assert "This is closed now." in read(client.get(address))
    assert not Response.objects.exists()


def test_after_the_close_nobody_is_shown_what_she_wrote(ana, views, pat_person):
    address = at_desk(views, pat_person)
    boxes = as_sent(ana.get(address + AGREED).content.decode())
    factories.answer(views, pat_person, A3=HERS)
    views.proforma.close()

    assert HERS not in read(ana.get(address))
    assert HERS not in read(ana.post(address, boxes | {"A3": "Too late."}))


def test_nul_and_too_much_get_a_sentence(ana, views, pat_person):
    words = read(type_in(ana, at_desk(views, pat_person), A3="a\0b"))
    assert "500" not in words
    words = read(type_in(ana, at_desk(views, pat_person), A3="so " * 9000))
    assert "text-danger-emphasis" in words


# Figures


def test_figures_that_a_partner_began_can_be_gone_on_with_and_are_marked(
    ana, ana_user, figures, pat_person
):
    factories.answer(figures, pat_person, submit=False, B1=40)
    address = at_desk(figures, pat_person)
    figures.add_question(kind="whole_number", text="And young people?")
    figures.freeze()

    assert "You are about to type in an answer for Pat." in read(ana.get(address))
    ana.post(address, as_sent(ana.get(address + AGREED).content.decode()))
    assert not Response.objects.get().is_helped
    type_in(ana, address, B2="12")

    response = Response.objects.get()
    assert (response.typed_by, response.way) == (ana_user, "phone")
    assert [response.answers[code].get("typed") for code in ("B1", "B2")] == [
        None,
        f"user:{ana_user.pk}",
    ]
    assert response.writers() == {"B1": "Pat", "B2": "Pat, with help"}
    assert "Pat, with help" in read(ana.get(address))


def test_choice_of_a_partner_is_entered_as_the_partner_said_it(ana, figures, pat_person):
    address = at_desk(figures, pat_person)
    type_in(ana, address, B1="40")
    page = read(ana.get(f"{address}review/"))
    assert "What did they say: how may we show these figures?" in page

    lacking = read(ana.post(f"{address}submit/", as_sent(page)))
    assert "Please choose one before you hand the figures in." in lacking
    ana.post(f"{address}submit/", as_sent(page) | {"sharing": "totals"})

    response = Response.objects.get()
    assert (response.sharing, bool(response.submitted_at)) == ("totals", True)
    assert "40" in read(ana.get(address))


def test_helper_is_not_shown_the_figures_that_colleagues_began(figures, pat_person, kim, kims):
    factories.answer(figures, pat_person, submit=False, B1=4711)

    words = read(kims.get(by_helper(figures, pat_person) + AGREED))

    assert "4711" not in words
    assert "Only Pat can go on with this answer." in words


# Where it is offered, and how it is counted


def test_return_list_offers_it_beside_those_who_have_not_begun(ana, vic, coast, views, pat_person):
    kim, lou, deb = (coast.add_person(name=name) for name in ("Kim", "Lou", "Deb"))
    views.activity.invite([kim, lou, deb])
    factories.answer(views, kim, submit=False, A1=4)
    type_in(ana, at_desk(views, lou), A1="7")
    views.activity.invitations.get(person=deb).decline("No time.")
    returns = f"/coast/proforma/{views.proforma_id}/returns/"

    page = read(ana.get(returns))

    assert at_desk(views, pat_person) in page
    assert at_desk(views, lou) in page
    assert "Go on typing for them" in page
    assert at_desk(views, kim) not in page
    assert at_desk(views, deb) not in page
    assert "/assist/" not in read(vic.get(returns))
    hand_in(ana, at_desk(views, lou))
    assert at_desk(views, lou) not in read(ana.get(returns))
    views.proforma.close()
    assert "/assist/" not in read(ana.get(returns))


def test_ledger_offers_it_for_views_and_figures_and_never_for_a_vote(
    ana, coast, views, figures, pat_person
):
    vote = factories.open_vote(coast)

    assert at_desk(views, pat_person) in read(ana.get(f"/coast/ledger/{views.activity_id}/"))
    assert at_desk(figures, pat_person) in read(ana.get(f"/coast/ledger/{figures.activity_id}/"))
    assert "/assist/" not in read(ana.get(f"/coast/ledger/{vote.activity_id}/"))


def test_answers_with_help_are_counted_separately(ana, coast, views, figures, pat_person):
    others = factories.create_people(coast, 4)
    views.activity.invite(others)
    for person in others[:2]:
        factories.answer(views, person, A1=4)
    type_in(ana, at_desk(views, others[3]), A1="5")
    pages = [f"/coast/proforma/{views.proforma_id}/{name}/" for name in ("returns", "results")]
    for page in pages:
        assert "of them with help" not in read(ana.get(page))
    hand_in(ana, at_desk(views, pat_person), A1="7")
    type_in(ana, at_desk(figures, pat_person), B1="40")
    submitted = as_sent(ana.get(f"{at_desk(figures, pat_person)}review/").content.decode())
    ana.post(f"{at_desk(figures, pat_person)}submit/", submitted | {"sharing": "named"})

    for page in pages:
        words = read(ana.get(page))
        assert "3 of 5, 1 of them with help." in words
        assert "1 of 1, 1 of them with help." in words


def test_helper_finds_it_on_their_own_page(views, pat_person, kim, kims, pat):
    home = f"/p/{kim.code}/"
    assert "Help Pat answer: Your view" in read(kims.get(home))
    assert by_helper(views, pat_person) in read(kims.get(home))
    assert "Help Pat" not in read(pat.get(f"/p/{pat_person.code}/"))

    hand_in(kims, by_helper(views, pat_person), A1="7")
    assert "Handed in. It can be changed until it closes." in read(kims.get(home))

    pat_person.helper = None
    pat_person.save()
    assert "Help Pat answer" not in read(kims.get(home))


def test_what_she_answers_without_help_waits_for_no_helper(views, pat_person, kim, kims):
    factories.answer(views, pat_person, submit=False, A1=7)

    assert "Help Pat answer" not in read(kims.get(f"/p/{kim.code}/"))


def test_figures_of_the_helpers_own_partner_stand_there_once(figures, pat_person, kim, kims, coast):
    home = f"/p/{kim.code}/"
    assert "Help Pat answer: Your organisation" not in read(kims.get(home))

    kim.partner = coast.add_partner(name="Second Chances")
    kim.save()
    assert "Help Pat answer: Your organisation" in read(kims.get(home))


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_helper_asks_as_often_for_one_as_for_three(
    coast, views, kim, kims, count, django_assert_num_queries
):
    coast.people.filter(helper=kim).update(helper=None)
    for n, person in enumerate(factories.create_people(coast, count)):
        coast.people.filter(pk=person.pk).update(helper=kim)
        views.activity.invite([person])
        factories.answer(views, person, submit=bool(n), A1=n)
    kim.refresh_from_db()
    kim.network.current_cycle()
    with django_assert_num_queries(4):
        list(waiting_to_help.people_to_help(kim, timezone.now()))


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_often_for_one_as_for_three(
    ana, coast, views, figures, count, django_assert_num_queries
):
    for n in range(count):
        partner = coast.add_partner(name=f"Partner {n}")
        partner.figures_lead = coast.add_person(name=f"Lead {n}", partner=partner)
        partner.save()
        for part in (views, figures):
            part.activity.invite([partner.figures_lead])
        type_in(ana, at_desk(views, partner.figures_lead), A1="7")
    user = User.objects.get(name="Ana")
    for part in (views, figures):
        with django_assert_num_queries(1):
            assert len(typing_in.can_be_helped(part, user)) == count + 1
    with django_assert_num_queries(12):
        ana.get(f"/coast/ledger/{views.activity_id}/")


def test_page_of_the_questions_costs_a_query_or_two_more_than_her_own(
    ana, views, pat_person, django_assert_max_num_queries
):
    type_in(ana, at_desk(views, pat_person), A1="7")

    with django_assert_max_num_queries(11):
        read(ana.get(at_desk(views, pat_person)))


def test_shona_answers_with_help_in_the_demo(carrowby):
    shona, corin = carrowby.people["P26"], carrowby.people["P25"]
    response = shona.responses.get()

    assert shona.helper == corin
    assert (response.helped_by, response.typed_by, response.way) == (corin, None, "phone")
    coordinator = sign_in(carrowby.coordinator)
    for page in ("returns", "results"):
        words = read(coordinator.get(f"/carrowby/proforma/{carrowby.proforma.pk}/{page}/"))
        assert "22 of 27, 1 of them with help." in words
