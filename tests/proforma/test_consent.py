"""Whoever wrote the words says who reads them: on a device that knows them, and at any time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network.contributions import participant_tasks
from proforma import names, quoting
from proforma.models import Quote
from tests import factories

WORDS = "The letter went to a hostel he left in spring."
KEEP = {"go": "save", "audience": "members", "naming": "not_named"}


@pytest.fixture
def views(coast, harbour, pat_person, open_proforma):
    part = factories.part_of(open_proforma, "person")
    for person in [pat_person, *factories.create_people(coast, 5, partner=harbour)]:
        factories.answer(part, person, A3=WORDS)
    open_proforma.close()
    part.activity.refresh_from_db()
    return part


@pytest.fixture
def quote(views, pat_person, ana_user):
    """Some words of Pat's, asked for."""
    return asked_for(views, pat_person, WORDS, by=ana_user)


def asked_for(views, person, words, *, by=None):
    question = next(one for one in views.loaded_questions if one.code == "A3")
    question.part = views
    response = views.responses.get(person=person)
    quote, _is_new = quoting.pick(response, question, WORDS, words, by=by)
    quoting.ask([quote], by=by)
    quote.refresh_from_db()
    return quote


@pytest.fixture
def page(quote, pat_person):
    return reverse("consent_edit", args=[pat_person.code, quote.key])


def read(client, page):
    return client.get(page, follow=True).content.decode()


def say(client, page, quote, **changes):
    quote.refresh_from_db()
    return client.post(page, KEEP | {"seen": quote.shown_as} | changes, follow=True)


def kinds(quote):
    return list(quote.events.values_list("kind", flat=True))


def test_person_is_asked_on_her_own_page_and_agrees(pat, pat_person, page, quote):
    home = read(pat, f"/p/{pat_person.code}/")
    assert "May we quote you?" in home
    assert page in home

    shown = read(pat, page)
    assert WORDS in shown
    assert "We asked: “Tell us about a time it worked.”" in shown
    assert 'value="nobody" checked' in shown
    assert shown.count(" checked") == 1  # nothing is chosen for her

    answer = say(pat, page, quote)

    quote.refresh_from_db()
    assert (quote.audience, quote.naming, quote.signed) == ("members", "not_named", "")
    assert quote.settled_at is not None
    assert kinds(quote) == ["picked", "asked", "agreed"]
    assert "May be read by: members of the network." in answer.content.decode()
    assert "You can change it, or take it back" in read(pat, f"/p/{pat_person.code}/")


@pytest.mark.parametrize(
    ("naming", "signed"),
    [("sector", "Charity"), ("role", "Ward nurse"), ("named", "Pat, Harbour Lights")],
)
def test_page_shows_how_it_would_be_signed_and_keeps_it_so(
    pat, pat_person, page, quote, naming, signed
):
    pat_person.role = "Ward nurse"
    pat_person.save()
    assert f": “{signed}”" in read(pat, page)

    say(pat, page, quote, naming=naming)

    quote.refresh_from_db()
    assert quote.signed == signed
    assert f"<footer>{signed}</footer>" in read(pat, page)


def test_what_cannot_be_signed_is_not_offered(pat, pat_person, page, quote):
    pat_person.partner = None
    pat_person.save()

    assert 'value="role"' not in read(pat, page)
    assert 'value="sector"' not in read(pat, page)
    answer = say(pat, page, quote, naming="sector")

    assert "Choose how it is signed." in answer.content.decode()
    quote.refresh_from_db()
    assert quote.audience == "nobody"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"audience": ""}, "Choose who may read it."),
        ({"audience": "everybody\x00"}, "Choose who may read it."),
        ({"naming": ""}, "Choose how it is signed."),
        ({"naming": "<script>"}, "Choose how it is signed."),
        ({"seen": "x" * 99}, "Nothing is kept yet."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_agreed(pat, page, quote, changes, sentence):
    answer = say(pat, page, quote, **changes)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    quote.refresh_from_db()
    assert (quote.audience, quote.settled_at) == ("nobody", None)


def test_doing_nothing_agrees_to_nothing(pat, page, quote):
    read(pat, page)
    pat.post(page, KEEP | {"seen": quote.shown_as, "go": ""})  # as a mail scanner sends it

    quote.refresh_from_db()
    assert (quote.audience, quote.settled_at) == ("nobody", None)
    assert quoting.leaving(quote.proforma, Quote.Audience.COORDINATOR) == []


def test_saying_no_is_kept_and_not_asked_again(pat, pat_person, page, quote):
    for _press in range(2):
        say(pat, page, quote, audience="nobody", naming="")

    assert kinds(quote) == ["picked", "asked", "declined"]
    assert "You did not agree." in read(pat, page)
    assert "Say what may be read" not in read(pat, f"/p/{pat_person.code}/")


def test_taken_back_at_any_time(pat, page, quote):
    say(pat, page, quote, audience="public")

    for _press in range(2):
        pat.post(page, {"go": "take_back"})

    assert kinds(quote) == ["picked", "asked", "agreed", "withdrawn"]
    (shown,) = quoting.leaving(quote.proforma, Quote.Audience.PUBLIC)
    assert (shown.is_gone, shown.text, shown.signed) == (True, "", "")

    say(pat, page, quote, audience="members")
    assert not quoting.leaving(quote.proforma, Quote.Audience.MEMBERS)[0].is_gone


def test_the_same_again_notes_nothing(pat, page, quote):
    for _press in range(3):
        say(pat, page, quote)

    assert kinds(quote) == ["picked", "asked", "agreed"]


def test_old_tab_cannot_undo_what_the_new_one_took_back(pat, page, quote):
    say(pat, page, quote, audience="public")
    quote.refresh_from_db()
    old = {"seen": quote.shown_as, "audience": "members", "naming": "named"}
    pat.post(page, {"go": "take_back"})

    answer = pat.post(page, KEEP | old, follow=True)

    assert "Nothing was kept: please look again." in answer.content.decode()
    quote.refresh_from_db()
    assert quote.audience == "nobody"


def test_nobody_agrees_to_words_that_changed_before_their_eyes(pat, page, quote, ana_user):
    seen = quote.shown_as
    quote.redact("a hostel", "[a pub]", why="It is the only one.", by=ana_user)

    pat.post(page, KEEP | {"seen": seen})
    quote.refresh_from_db()
    assert quote.audience == "nobody"

    pat.post(page, {"go": "save", "audience": "nobody", "seen": seen})
    assert kinds(quote)[-1] == "declined"


def test_person_is_told_what_was_taken_out_after_she_agreed(pat, pat_person, page, quote, ana_user):
    say(pat, page, quote)

    quote.redact("a hostel", "[a place]", why="It is the only one.", by=ana_user)

    assert "taken out since you agreed" in read(pat, f"/p/{pat_person.code}/")
    shown = read(pat, page)
    assert "[a place]: It is the only one." in shown
    assert "That was after you agreed." in shown
    assert "a hostel" not in shown


def test_dropped_quote_can_still_be_taken_back(pat, pat_person, page, quote):
    say(pat, page, quote)
    quote.drop()

    assert "does not use these words" in read(pat, page)
    assert "May we quote" not in read(pat, f"/p/{pat_person.code}/")
    pat.post(page, {"go": "take_back"})

    quote.take_up()
    assert quote.audience == "nobody"


# Whose words they are


def test_forwarded_link_on_a_new_device_sees_and_changes_nothing(pat_person, page, quote):
    phone = factories.phone_of(pat_person, knows=False)
    own = f"/p/{pat_person.code}/"

    home = read(phone, own)
    assert "quote" not in home.split("<main")[1].split("<footer")[0]
    assert "enter a code" in home
    for address in (page, f"{own}quotes/"):
        assert WORDS not in read(phone, address)
        assert phone.get(address).status_code == 302
    for data in (KEEP | {"seen": quote.shown_as}, {"go": "take_back"}):
        answer = phone.post(page, data)
        assert answer.status_code == 403
        assert WORDS not in answer.content.decode()
    quote.refresh_from_db()
    assert quote.settled_at is None


def test_new_device_is_not_told_whether_anything_is_asked(coast, views, quote, pat_person):
    other = coast.people.exclude(pk=pat_person.pk).first()

    pages = [
        factories.phone_of(person, knows=False).get(f"/p/{person.code}/quotes/")
        for person in (pat_person, other)
    ]

    assert [page.status_code for page in pages] == [302, 302]


def test_device_that_handed_in_the_answer_shows_what_is_quoted_of_it(views, page, pat_person):
    phone = factories.phone_of(pat_person, knows=False)
    person = pat_person
    phone.cookies.update(device_that_knows(person, f"answer:{views.pk}"))

    assert WORDS in read(phone, page)
    assert "May we quote you?" in read(phone, f"/p/{person.code}/")


def device_that_knows(person, thing):
    device, answer = factories.Device(person), factories.HttpResponse()
    device.remember(thing)
    device.keep(answer)
    return answer.cookies


def test_quote_of_somebody_else_is_not_there(coast, views, quote, pat_person):
    other = coast.people.exclude(pk=pat_person.pk).first()
    phone, address = factories.phone_of(other), f"/p/{other.code}/quotes/{quote.key}/"

    assert phone.get(address).status_code == 404
    assert phone.post(address, KEEP | {"seen": quote.shown_as}).status_code == 404
    assert phone.post(address, {"go": "take_back"}).status_code == 404
    assert WORDS not in read(phone, f"/p/{other.code}/quotes/")


def test_quote_that_was_not_asked_for_is_not_there(pat, pat_person, page, quote):
    Quote.objects.update(asked_at=None)

    assert pat.get(page).status_code == 404
    assert "Nobody has asked to quote you." in read(pat, f"/p/{pat_person.code}/quotes/")


def test_several_quotes_are_one_task_and_each_has_its_own_consent(
    pat, pat_person, views, page, quote
):
    second = asked_for(views, pat_person, "The letter went to a hostel")
    pat_person.device = None
    waiting = [task.title for task in participant_tasks.gather(pat_person, timezone.now())]
    assert waiting == ["Your view", "What should we meet about?"]  # and nothing about quotes

    home = read(pat, f"/p/{pat_person.code}/")
    assert "You wrote 2 things" in home
    listed = read(pat, f"/p/{pat_person.code}/quotes/")
    assert listed.count("Say what may be read") == 2
    say(pat, page, quote)

    second.refresh_from_db()
    assert second.audience == "nobody"


def test_opening_the_pages_writes_nothing(pat, pat_person, page, quote):
    before = list(Quote.objects.values()), kinds(quote)

    for address in (page, f"/p/{pat_person.code}/quotes/", f"/p/{pat_person.code}/"):
        assert pat.get(address).status_code == 200

    assert (list(Quote.objects.values()), kinds(quote)) == before


def test_what_somebody_wrote_is_text_on_every_page(ana, pat, pat_person, views, quote, page):
    Quote.objects.update(text="<script>alert(1)</script> {{ 7|add:7 }}", signed="<b>x</b>")

    shown = [
        read(pat, page),
        read(pat, f"/p/{pat_person.code}/quotes/"),
        read(ana, f"/coast/proforma/{quote.proforma_id}/quotes/"),
        read(ana, f"/coast/proforma/{quote.proforma_id}/quotes/{quote.key}/redact/"),
    ]

    for text in shown:
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in text
    answer = views.responses.get(person=pat_person)
    assert names.answer_key(answer, "A3") not in "".join(shown)
