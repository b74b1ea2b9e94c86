"""Quotes are picked from what may be read, keep their words, and leave only as far as was agreed."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pptx import Presentation

from meetings.deck.records import of_quotes
from network.disclosure import Sharing
from network.models import Mailing, Message, Person
from proforma import flagging, names, quoting
from proforma.models import Flag, Quote, QuoteEvent, Response
from proforma.results import ViewsResults
from tests import factories
from tests.meetings.test_demo import deck_of, everything_written_in

LETTER = "The letter went to a hostel he left in spring. Nobody told us."
WARD = "A worker rang the ward every day until someone rang back."
REDACTED = {"words": "a hostel", "instead": "place", "why": "It is the only one here."}


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def views(people, open_proforma):
    part = factories.part_of(open_proforma, "person")
    for person, words in zip(people, [LETTER, WARD, *["It worked."] * 4], strict=True):
        factories.answer(part, person, A3=words)
    open_proforma.close()
    part.activity.refresh_from_db()
    return part


@pytest.fixture
def page(open_proforma):
    return f"/coast/proforma/{open_proforma.pk}/quotes/"


def key_of(part, person):
    return names.answer_key(part.responses.get(person=person), "A3")


def pick(client, page, part, person, words, **more):
    address = f"{page}pick/A3/{key_of(part, person)}/"
    return client.post(address, {"words": words}, follow=True, **more)


@pytest.fixture
def letter(ana, page, views, people):
    pick(ana, page, views, people[0], "The letter went to a hostel he left in spring.")
    return Quote.objects.get()


def read(client, page):
    return client.get(page).content.decode()


def agree(quote, audience="members", naming="not_named"):
    assert quote.settle(audience, naming, seen=quote.shown_as)


def leaving(quote, audience="members"):
    return quoting.leaving(quote.proforma, Quote.Audience(audience))


def kinds(quote):
    return list(quote.events.values_list("kind", flat=True))


# Picking


def test_part_of_an_answer_is_picked_with_its_own_words(ana, page, views, people):
    answer = pick(ana, page, views, people[0], "“The letter went\nto a hostel”")

    quote = Quote.objects.get()
    assert (quote.text, quote.code) == ("The letter went to a hostel", "A3")
    assert (quote.person, quote.audience, quote.asked_at) == (people[0], "nobody", None)
    assert kinds(quote) == ["picked"]
    assert "Nobody else reads it before whoever wrote it agrees." in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("The letter came", "do not stand in the answer"),
        ("", "Choose the words to quote."),
        ("x" * 601, "A quote has room for 600 characters, and this is 601."),
        ("The letter\x00", "Null characters are not allowed."),
        ("<script>alert(1)</script>", "do not stand in the answer"),
    ],
)
def test_what_cannot_be_quoted_is_said_and_stays_in_the_box(
    ana, page, views, people, words, sentence
):
    answer = pick(ana, page, views, people[0], words)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not Quote.objects.exists()


def test_the_same_words_are_the_same_quote_even_after_words_were_taken_out(
    ana, page, views, people, letter
):
    letter.redact("a hostel", "[a place]", why="It is the only one.")
    letter.drop()

    pick(ana, page, views, people[0], letter.text.replace("[a place]", "a hostel"))

    letter = Quote.objects.get()
    assert letter.text == "The letter went to [a place] he left in spring."
    assert letter.dropped_at is None


def test_only_what_may_be_read_can_be_picked(ana, vic, olga, page, views, people):
    address = f"{page}pick/A3/{key_of(views, people[0])}/"

    assert ana.get(address).status_code == 200
    assert vic.get(address).status_code == 403
    assert olga.get(address).status_code == 404
    assert ana.get(address.replace("/A3/", "/A9/")).status_code == 404
    assert ana.get(f"{page}pick/A3/{views.responses.first().pk}/").status_code == 404
    flagging.hold_by_hand(views.responses.get(person=people[0]), "A3")
    assert ana.get(address).status_code == 404
    assert ana.post(address, {"words": "The letter"}).status_code == 404


def test_nothing_is_picked_before_enough_have_answered(ana, page, people, open_proforma):
    part = factories.part_of(open_proforma, "person")
    for person in people[:4]:
        factories.answer(part, person, A3=LETTER)

    assert pick(ana, page, part, people[0], "The letter").status_code == 404
    assert not Quote.objects.exists()


def test_opening_the_pages_writes_nothing(ana, page, views, people, letter):
    before = list(QuoteEvent.objects.values()), list(Quote.objects.values())

    for address in (
        page,
        f"{page}pick/A3/{key_of(views, people[0])}/",
        f"{page}{letter.key}/redact/",
    ):
        assert ana.get(address).status_code == 200
    for address in ("ask/", f"{letter.key}/drop/", f"{letter.key}/take-up/"):
        assert ana.get(page + address).status_code == 405

    assert (list(QuoteEvent.objects.values()), list(Quote.objects.values())) == before


# Held back by hand


def test_reader_holds_back_what_no_pattern_found(ana, page, views, people, letter):
    address = f"{page}hold/A3/{key_of(views, people[0])}/"

    ana.post(address, {"note": "Everybody knows that hostel."})

    flag = Flag.objects.get()
    assert (flag.decision, flag.note) == ("kept_back", "Everybody knows that hostel.")
    assert "hostel" not in read(ana, page)
    assert "hostel" not in read(ana, page.replace("quotes", "results"))
    assert ana.get(f"{page}{letter.key}/redact/").status_code == 404


@pytest.mark.parametrize("now", ["", "It worked."])
def test_what_was_kept_back_stays_so_in_the_quote_when_its_writer_takes_it_out(
    ana, page, people, open_proforma, now
):
    """The answer says it no more, and the quote still would."""
    part = factories.part_of(open_proforma, "person")
    for person in people:
        factories.answer(part, person, A3=LETTER)
    pick(ana, page, part, people[0], "The letter went to a hostel he left in spring.")
    quote = Quote.objects.get()
    agree(quote)
    response = part.responses.get(person=people[0])
    flagging.hold_by_hand(response, "A3")
    Flag.objects.update(is_by_hand=False)  # or a pattern found it

    factories.answer(part, people[0], A3=now)

    assert leaving(quote) == []
    assert quote.text not in read(ana, page)
    people[0].delete()
    assert leaving(quote) == []


def test_words_picked_again_once_they_may_be_read_are_a_quote_again(
    ana, page, people, open_proforma
):
    part = factories.part_of(open_proforma, "person")
    for person in people:
        factories.answer(part, person, A3=LETTER)
    pick(ana, page, part, people[0], "Nobody told us.")
    quote = Quote.objects.get()
    agree(quote)
    flagging.hold_by_hand(part.responses.get(person=people[0]), "A3")
    Flag.objects.update(is_by_hand=False)
    factories.answer(part, people[0], A3="Nobody told us. We were sad.")
    assert leaving(quote) == []

    pick(ana, page, part, people[0], "Nobody told us.")

    assert [shown.text for shown in leaving(quote)] == ["Nobody told us."]
    assert "has changed since" not in read(ana, page)


def test_pressing_hold_twice_says_that_it_is_held(ana, olga, page, views, people):
    address = f"{page}hold/A3/{key_of(views, people[0])}/"
    ana.post(address)

    answer = ana.post(address, follow=True)

    assert answer.status_code == 200
    assert "It may be held back already." in answer.content.decode()
    assert Flag.objects.get().note == ""
    assert olga.post(address).status_code == 404


@pytest.mark.parametrize("note", ["x" * 151, "a\x00b"])
def test_note_that_cannot_be_kept_holds_nothing_back(ana, page, views, people, note):
    answer = ana.post(f"{page}hold/A3/{key_of(views, people[0])}/", {"note": note}, follow=True)

    assert answer.status_code == 200
    assert 'class="problem"' in answer.content.decode()
    assert not Flag.objects.exists()


def test_handing_in_again_does_not_set_free_what_was_held_back_by_hand(people, open_proforma):
    part = factories.part_of(open_proforma, "person")
    response = factories.answer(part, people[0], A3=LETTER)
    flagging.hold_by_hand(response, "A3")

    Response.objects.get().submit()
    assert Flag.objects.get().decision == "kept_back"

    factories.answer(part, people[0], A3=f"{LETTER} Still.")
    flag = Flag.objects.get()
    assert (flag.holds_back, flag.settled_at) == (True, None)  # to be read again


# Taking words out


def test_taken_out_words_are_gone_and_the_trail_says_why(ana, page, letter):
    ana.post(f"{page}{letter.key}/redact/", REDACTED)

    letter.refresh_from_db()
    assert letter.text == "The letter went to [a place] he left in spring."
    assert kinds(letter) == ["picked", "redacted"]
    shown = read(ana, page)
    assert "[a place]: It is the only one here. (Ana)" in shown
    stored = str(list(QuoteEvent.objects.values())) + str(Quote.objects.values().get())
    assert "hostel" not in shown + stored + read(ana, f"{page}{letter.key}/redact/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": "the pub"}, "do not stand in the quote"),
        ({"words": ""}, "Say which words to take out."),
        ({"words": "x" * 201}, "at most 200 characters"),
        ({"words": "a\x00hostel"}, "Null characters are not allowed."),
        ({"words": "The letter went to a hostel he left in spring"}, "Nothing would be left."),
        ({"instead": "elsewhere"}, "Choose what stands there instead."),
        ({"instead": "own", "own": "[]"}, "Write what stands there instead."),
        ({"instead": "own", "own": "not A HOSTEL"}, "This repeats the words that you take out."),
        ({"instead": "own", "own": "x" * 41}, "at most 40 characters"),
        ({"why": ""}, "Say why"),
        ({"why": "It names a hostel."}, "This repeats the words that you take out."),
    ],
)
def test_what_cannot_be_taken_out_is_said_and_nothing_changes(ana, page, letter, changes, sentence):
    answer = ana.post(f"{page}{letter.key}/redact/", REDACTED | changes)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    letter.refresh_from_db()
    assert "a hostel" in letter.text
    assert kinds(letter) == ["picked"]


def test_own_words_stand_in_brackets_and_are_text(ana, page, letter):
    own = REDACTED | {"instead": "own", "own": "<b>[home]"}

    ana.post(f"{page}{letter.key}/redact/", own)

    assert "went to [&lt;b&gt;home] he left" in read(ana, page)


def test_consent_stays_when_words_are_taken_out_in_two_tabs(ana, page, letter):
    agree(letter)

    for words in ("a hostel", "spring"):
        ana.post(f"{page}{letter.key}/redact/", REDACTED | {"words": words, "instead": "dots"})

    (shown,) = leaving(letter)
    assert shown.text == "The letter went to […] he left in […]."


# The door


@pytest.mark.parametrize(
    ("agreed", "audience", "leaves"),
    [
        ("nobody", "members", False),
        ("coordinator", "members", False),
        ("members", "members", True),
        ("members", "public", False),
        ("public", "members", True),
        ("public", "public", True),
    ],
)
def test_quote_leaves_as_far_as_was_agreed(letter, agreed, audience, leaves):
    agree(letter, agreed)

    assert [shown.text for shown in leaving(letter, audience)] == [letter.text] * leaves


def test_nothing_leaves_that_was_only_asked_for(ana, page, letter):
    ana.post(f"{page}ask/", {"quote": letter.key})

    assert leaving(letter, "coordinator") == []


def test_withdrawn_quote_leaves_a_gap_where_it_stood(letter, views):
    agree(letter, "public")
    agree(letter, "members")

    assert [(shown.text, shown.is_gone) for shown in leaving(letter, "public")] == [("", True)]
    assert not leaving(letter)[0].is_gone

    letter.settle("nobody", "not_named")

    assert leaving(letter)[0].is_gone
    slides = str(of_quotes.slides(ViewsResults(views, timezone.now())))
    assert "A quote stood here. Whoever said it has taken it back." in slides
    assert "hostel" not in slides


@pytest.mark.parametrize("audience", ["nobody", "coordinator", "members", "public"])
def test_deck_quotes_what_members_may_read_and_says_for_whom_it_is(letter, views, audience):
    agree(letter, audience)

    slides = of_quotes.slides(ViewsResults(views, timezone.now()))

    assert [[one.text for one in slide.quotes] for slide in slides] == (
        [[letter.text]] if audience in {"members", "public"} else []
    )
    said = "".join(slide.notes for slide in slides)
    assert ("take no photograph" in said) == (audience == "members")
    assert ("Anybody may read them." in said) == (audience == "public")


def test_what_was_never_agreed_that_wide_leaves_no_gap(letter):
    agree(letter)
    letter.settle("nobody", "not_named")

    assert leaving(letter, "public") == []


def test_dropped_quote_leaves_nothing_not_even_a_gap(ana, page, letter):
    agree(letter)
    ana.post(f"{page}{letter.key}/drop/")
    ana.post(f"{page}{letter.key}/drop/")
    assert leaving(letter) == []
    assert kinds(letter) == ["picked", "agreed", "dropped"]

    ana.post(f"{page}{letter.key}/take-up/")
    assert len(leaving(letter)) == 1

    letter.settle("nobody", "not_named")
    ana.post(f"{page}{letter.key}/drop/")
    assert leaving(letter) == []


def test_flag_raised_later_holds_the_quote_back(ana, page, views, people, letter):
    agree(letter, "public")
    flagging.hold_by_hand(views.responses.get(person=people[0]), "A3")

    assert leaving(letter) == []
    assert "held back" in read(ana, page)

    letter.settle("nobody", "not_named")
    assert leaving(letter) == []


def test_quote_outlives_its_answer_and_its_writer(letter, people):
    agree(letter, naming="named")

    people[0].leave()
    assert len(leaving(letter)) == 1
    Person.objects.get(pk=people[0].pk).delete()

    (shown,) = leaving(letter)
    assert shown.text == letter.text
    assert shown.signed == "Person 1, Harbour Lights"
    assert not Response.objects.filter(pk=letter.response_id).exists()


def test_held_back_quote_does_not_come_out_when_its_answer_is_deleted(letter, views, people):
    agree(letter)
    flagging.hold_by_hand(views.responses.get(person=people[0]), "A3")

    people[0].delete()

    assert leaving(letter) == []


@pytest.mark.parametrize(
    ("naming", "sharing", "signed"),
    [
        ("not_named", Sharing.NAMED, ""),
        ("sector", Sharing.NAMED, "Charity"),
        ("role", Sharing.NAMED, "Ward nurse"),
        ("named", Sharing.NAMED, "Person 1, Harbour Lights"),
        ("named", Sharing.TOTALS, "Person 1"),
        ("named", Sharing.COORDINATOR, "Person 1"),
    ],
)
def test_signed_as_was_agreed_and_without_partners_that_are_named_nowhere(
    open_proforma, letter, people, naming, sharing, signed
):
    people[0].role = "Ward nurse"
    people[0].save()
    agree(letter, naming=naming)
    share(open_proforma, people[0], sharing)
    people[0].name = "Somebody else"
    people[0].save()

    assert [shown.signed for shown in leaving(letter)] == [signed]


def test_role_that_names_a_hidden_partner_signs_nothing(open_proforma, letter, people):
    people[0].role = "Manager of Harbour lights"
    people[0].save()
    share(open_proforma, people[0], Sharing.TOTALS)

    agree(letter, naming="role")

    assert [shown.signed for shown in leaving(letter)] == [""]


def share(proforma, person, sharing):
    part = factories.part_of(proforma, "partner")
    version = part.versions.get()
    now = timezone.now()
    part.responses.create(
        partner=person.partner, version=version, sharing=sharing, started_at=now, saved_at=now
    )


def test_order_is_by_key_and_queries_do_not_grow(
    ana, page, views, people, letter, django_assert_num_queries
):
    agree(letter)
    proforma = letter.proforma
    with django_assert_num_queries(4):
        quoting.leaving(proforma, Quote.Audience.MEMBERS)
    for person in people[1:]:
        text = views.responses.get(person=person)
        pick(ana, page, views, person, "It worked." if person != people[1] else WARD)
        agree(Quote.objects.get(response=text))

    with django_assert_num_queries(4):
        shown = quoting.leaving(proforma, Quote.Audience.MEMBERS)
    assert len(shown) == 6
    assert [one.key for one in shown] == sorted(one.key for one in shown)


# The coordinator's page


@pytest.mark.parametrize(
    ("audience", "state"),
    [
        (None, "picked, not asked yet"),
        ("members", "agreed: members of the network"),
        ("coordinator", "agreed: the coordinator alone"),
        ("nobody", "not agreed"),
    ],
)
def test_list_says_how_each_stands_and_never_who_wrote_it(ana, page, letter, audience, state):
    if audience:
        agree(letter, audience)

    shown = read(ana, page).split("<main")[1]

    assert f">{state}<" in shown
    assert letter.text in shown
    for said in ("Person 1", "Harbour Lights", "Charity"):
        assert said not in shown


def test_list_says_when_the_answer_changed_and_the_quote_keeps_its_words(
    ana, page, views, people, letter
):
    assert "has changed since" not in read(ana, page)

    response = views.responses.get(person=people[0])
    response.answers["A3"]["value"] = "The letter went to a home."
    response.save()

    shown = read(ana, page)
    assert "The answer has changed since." in shown
    assert letter.text in shown

    del response.answers["A3"]["value"]  # taken out altogether
    response.save()
    assert "The answer has changed since." in read(ana, page)


def test_list_is_the_coordinators_own(vic, olga, page, letter):
    assert vic.get(page).status_code == 403
    assert olga.get(page).status_code == 404
    for path in ("redact/", "drop/", "take-up/"):
        assert vic.post(f"{page}{letter.key}/{path}").status_code == 403
    assert vic.post(f"{page}ask/", {"quote": letter.key}).status_code == 403


def test_quote_of_another_pro_forma_is_not_there(ana, coast, page, letter):
    other = factories.create_proforma(coast, title="Another")
    elsewhere = page.replace(f"/{letter.proforma_id}/", f"/{other.pk}/")

    assert ana.post(f"{elsewhere}{letter.key}/drop/").status_code == 404
    assert ana.get(f"{elsewhere}{letter.key}/redact/").status_code == 404
    ana.post(f"{elsewhere}ask/", {"quote": letter.key})
    letter.refresh_from_db()
    assert (letter.dropped_at, letter.asked_at) == (None, None)


def test_list_asks_the_database_as_often_for_one_as_for_many(
    ana, page, views, people, letter, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(99) as counted:
            assert ana.get(page).status_code == 200
        return len(counted)

    once = count()
    for person in people[1:]:
        pick(ana, page, views, person, "It worked." if person != people[1] else WARD)

    assert count() == once


# Asking tells nobody who wrote what


def test_asking_twice_asks_once(ana, page, letter):
    for _press in range(2):
        answer = ana.post(f"{page}ask/", {"quote": letter.key}, follow=True)

    assert "asked already" in answer.content.decode()
    assert kinds(letter) == ["picked", "asked"]
    assert Message.objects.filter(kind="quote").count() == 1


def test_button_asks_for_as_many_as_it_said(ana, page, views, people, letter):
    pick(ana, page, views, people[1], WARD)

    answer = ana.post(f"{page}ask/", {"promised": "1"}, follow=True)
    assert "Nobody was asked" in answer.content.decode()
    assert not Quote.objects.asked().exists()

    ana.post(f"{page}ask/", {"promised": "2"})
    assert Quote.objects.asked().count() == 2


def test_held_back_quote_is_not_asked_for(ana, page, views, people, letter):
    flagging.hold_by_hand(views.responses.get(person=people[0]), "A3")

    ana.post(f"{page}ask/", {"quote": letter.key})

    assert not Quote.objects.asked().exists()


def test_silence_may_be_asked_again_after_a_week_and_a_refusal_never(ana, page, letter):
    ana.post(f"{page}ask/", {"quote": letter.key})
    long_ago = timezone.now() - 2 * quoting.ASKED_AGAIN_AFTER
    Quote.objects.update(asked_at=long_ago)
    assert "Ask again" in read(ana, page)

    letter.settle("nobody", "not_named")

    assert "Ask again" not in read(ana, page)
    ana.post(f"{page}ask/", {"quote": letter.key})
    assert Quote.objects.get().asked_at == long_ago


def staff_pages(client, network, proforma):
    """Every page by which a coordinator might learn who was asked, without what differs by itself."""
    base = f"/{network.slug}/"
    own = f"{base}proforma/{proforma.pk}/"
    activity = proforma.parts.get(unit="person").activity_id
    addresses = [
        base,
        f"{base}outbox/",
        f"{base}partners/",
        f"{base}ledger/{activity}/",
        f"{own}returns/",
        f"{own}results/",
        f"{own}flags/",
        f"{own}quotes/",
        *(f"{base}outbox/all/{mailing.pk}/" for mailing in network.mailings.all()),
        *(f"{base}people/{person.pk}/" for person in network.people.all()),
    ]
    shown = {}
    for address in addresses:
        page = re.sub(r"/all/\d+/|mailing-\d+", "/all/N/", client.get(address).content.decode())
        shown[re.sub(r"/all/\d+/", "/all/N/", address)] = page
    return shown


def as_if_the_same(page, quote):
    """Without what differs at every look: the time, a form's token, and the quote itself."""
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"\w+"|\d\d:\d\d', "", page)
    return page.replace(quote.key, "KEY").replace(quote.text, "WORDS")


@pytest.mark.parametrize("goes", ["waits", "went", "failed"])
def test_pages_of_staff_are_the_same_whomever_was_asked(
    ana, coast, page, views, people, settings, goes
):
    """The first has an email, the second none."""
    Person.objects.filter(pk=people[1].pk).update(email="")
    if goes == "failed":
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    seen = []
    for person, words in ((people[0], LETTER), (people[1], WARD)):
        with transaction.atomic():
            pick(ana, page, views, person, words)
            quote = Quote.objects.get()
            said = ana.post(f"{page}ask/", {"quote": quote.key}, follow=True).content.decode()
            if goes != "waits":
                for message in Message.objects.filter(kind="quote"):
                    message.send()
            pages = staff_pages(ana, coast, quote.proforma) | {"said": said}
            seen.append({name: as_if_the_same(text, quote) for name, text in pages.items()})
            transaction.set_rollback(True)

    assert seen[0].keys() == seen[1].keys()
    for name in seen[0]:
        assert seen[0][name] == seen[1][name], name
    assert "May we quote you?" in seen[0]["/coast/outbox/"]


def test_message_names_no_words_takes_no_reply_and_is_forgotten(
    ana, page, views, people, letter, mailoutbox
):
    ana.post(f"{page}ask/", {"quote": letter.key})
    assert mailoutbox == []  # not while she waits: how long it takes would tell
    call_command("tick")
    call_command("tick")

    (sent,) = mailoutbox
    assert sent.to == ["person1@coast.example"]
    assert people[0].link in sent.body
    assert "hostel" not in sent.body
    assert not sent.reply_to
    assert not Message.objects.filter(kind="quote").exists()
    assert "Person 1" not in Mailing.objects.get(kind="quote").body


def test_one_person_with_two_quotes_gets_one_message(ana, page, views, people, letter):
    pick(ana, page, views, people[0], "Nobody told us.")

    ana.post(f"{page}ask/", {"promised": "2"})

    assert Message.objects.filter(kind="quote").count() == 1


@pytest.mark.parametrize("state", ["left", "stopped"])
def test_nobody_is_written_to_who_could_not_open_it(ana, page, people, letter, state):
    people[0].leave() if state == "left" else people[0].revoke_link()

    ana.post(f"{page}ask/", {"quote": letter.key})

    assert not Message.objects.filter(kind="quote").exists()
    assert Quote.objects.asked().count() == 1


# The demo


def test_demo_lets_out_nine_quotes_and_none_of_the_three(carrowby):
    quotes = {shown.text for shown in quoting.leaving(carrowby.proforma, Quote.Audience.MEMBERS)}
    public = quoting.leaving(carrowby.proforma, Quote.Audience.PUBLIC)
    deck = deck_of(carrowby, with_all=True)
    words = " ".join(everything_written_in(deck))
    slides = [slide.shapes.title.text for slide in Presentation(io.BytesIO(deck)).slides]

    assert (len(quotes), len(public)) == (9, 4)
    assert "The custody nurse had my number on the wall." in words
    assert sum(title.startswith("In their words") for title in slides) == 4
    for hidden in ("Garrick Row", "one of our houses", "what we have already tried"):
        assert hidden not in words
        assert not any(hidden in text for text in quotes)
