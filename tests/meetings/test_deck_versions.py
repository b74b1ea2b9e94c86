"""A locked deck keeps faith: it stays as it was, but for what somebody has taken back since."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db.models import RestrictedError
from django.utils import timezone
from openpyxl import load_workbook
from pptx import Presentation

from meetings.deck import checking, framing, plain, pptx, versions
from meetings.deck.outline import Place, Slide, SlideKind
from meetings.deck.taking_back import Today, as_of_today
from meetings.models import Action, Deck, DeckVersion, LockedSlide
from network import citing, trails
from network.models import Citable, Citation
from proforma import flagging
from proforma.models import GroupStatement, Insight, Quote, Response
from proforma.models.documents import digest
from tests import factories

WORDS = "They rang the office thrice before anybody came."
OTHERS = "A kettle and a chair were all it took."
TOGETHER = "Ask us before you write about us, not after it."


@pytest.fixture
def people(coast):
    """Eight people, the first six each the lead of a partner of their own."""
    people = factories.create_people(coast, 8)
    for n, person in enumerate(people[:6]):
        person.partner = coast.add_partner(name=f"Quay {n} Trust", sector="charity")
        person.partner.figures_lead = person
        person.partner.save()
        person.save()
    return people


@pytest.fixture
def proforma(coast, people):
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    views, figures = (factories.part_of(proforma, unit) for unit in ("person", "partner"))
    for n, person in enumerate(people):
        factories.answer(views, person, A1=n, A2=["A"], A3=f"{WORDS} {OTHERS} Number {n}.")
    for n, person in enumerate(people[:6]):
        sharing = "named" if n < 3 else "totals"
        factories.answer(figures, person, submit=False, B1=1711 + n).choose_sharing(sharing)
        Response.objects.get(partner=person.partner).submit()
    proforma.close()
    return proforma


def agreed(proforma, person, text=WORDS, *, audience="members", naming="named"):
    response = Response.objects.get(person=person)
    quote = Quote.objects.create(
        proforma=proforma,
        response=response,
        person=person,
        code="A3",
        text=text,
        words_digest=digest({"text": text}),
        answer_digest=digest(response.answers["A3"]),
    )
    quote.settle(audience, naming, seen=quote.shown_as, at=factories.minutes_ago(60))
    return quote


@pytest.fixture
def quote(proforma, people):
    return agreed(proforma, people[0])


@pytest.fixture
def statement(coast, people):
    statement = GroupStatement.begin(
        coast.current_cycle(),
        who="Those who wait longest",
        text=TOGETHER,
        audience="members",
        people=people[:2],
    )
    for member in statement.members.all():
        member.agree(seen=1)
    assert statement.publish(seen=1)
    return statement


@pytest.fixture
def meeting(coast):
    meeting = coast.meetings.model.call(coast.current_cycle(), starts_at=factories.minutes_ago(30))
    meeting.network = meeting.cycle.network = coast
    return meeting


def locked(meeting, **choices):
    """A version with everything in it that the records offer."""
    now = timezone.now()
    deck = Deck.of(meeting)
    for one in framing.arranged_of(meeting, now):
        deck.choose(one.slide.key, place=Place.ROOM)
    for key, changes in choices.items():
        deck.choose(key, **changes)
    return framing.lock(meeting, at=now)


def today(version):
    return versions.outline_of(type(version).objects.get(pk=version.pk))


def her_notes(version, key):
    """What she wrote; the notes of the records follow it."""
    return slide(version, key).notes.partition("\n\n")[0]


def slide(version, key):
    return next(one for one in today(version).slides if one.key == key)


def everything_in(version):
    """Every text of the exported file: slides, notes, charts, and the workbooks inside charts."""
    words = []
    with ZipFile(io.BytesIO(pptx.render(today(version)))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                words.append(package.read(name).decode())
            elif name.endswith(".xlsx"):
                book = load_workbook(io.BytesIO(package.read(name)))
                words += [str(cell.value) for sheet in book for row in sheet for cell in row]
    return "\n".join(words)


# It stays as it was


def test_locked_deck_is_what_was_locked(meeting, quote, statement):
    version = locked(meeting)

    kept = [plain.slide_of(one.content) for one in version.slides.all()]
    assert len(kept) > 10
    assert today(version).slides == kept


def test_nothing_that_changes_later_changes_it(coast, meeting, proforma, people, quote, ana_user):
    version = locked(meeting)
    before = pptx.render(today(version))

    coast.name = "Another name"
    coast.save()
    Response.objects.filter(person=people[1]).update(answers={})
    question = factories.part_of(proforma, "person").questions.get(code="A1")
    question.text = "Another wording?"
    question.save()
    deck = Deck.of(meeting)
    deck.choose("why", title="Another title", written_by=ana_user)
    deck.template = coast.deck_templates.create(name="Ours", file=b"not read")
    deck.save()
    meeting.purpose = "Another purpose"
    meeting.save()
    Action.record(coast.current_cycle(), what="A new one")

    assert version.template is None
    assert pptx.render(today(version)) == before


def test_deck_from_which_all_was_taken_back_can_still_be_shown(
    coast, meeting, proforma, people, quote, statement
):
    Insight.write(coast.current_cycle(), "Nobody picks up.", [quote])
    keeper = coast.add_person(name="Morwenna Tull", email="m@coast.example")
    action = held_by(coast, keeper)
    version = locked(meeting)
    action.take_back()
    keeper.delete()
    quote.settle("nobody", "not_named")
    statement.withdraw()
    Response.objects.exclude(partner=None).update(sharing="coordinator")

    outline = today(version)
    found = checking.check(pptx.render(outline), outline)
    assert not [one for one in found if one.is_error]


def test_template_stays_as_long_as_a_version_needs_it(coast, meeting):
    deck, now = Deck.of(meeting), timezone.now()
    deck.template = coast.deck_templates.create(name="Ours", file=b"not read")
    deck.save()
    version = deck.lock(({}, []), template=deck.template, at=now)

    with pytest.raises(RestrictedError):
        version.template.delete()
    coast.delete()
    assert not DeckVersion.objects.exists()


def test_each_lock_is_a_version_of_its_own(meeting, quote):
    first, second = locked(meeting), locked(meeting)
    quote.settle("nobody", "not_named")

    assert (first.number, second.number) == (1, 2)
    third = framing.lock(meeting, at=timezone.now())
    assert all(WORDS not in everything_in(one) for one in (first, second, third))


# Words that were taken back


def test_quote_taken_back_leaves_a_sentence_in_past_decks(meeting, proforma, people, quote):
    agreed(proforma, people[1], OTHERS)
    version = locked(meeting)
    assert WORDS in everything_in(version)

    quote.settle("nobody", "not_named")
    said = slide(version, "quotes:A3:1")
    file = everything_in(version)
    assert [one.text for one in said.quotes] == [OTHERS]
    assert said.body == ["A quote stood here. Whoever said it has taken it back."]
    assert WORDS not in file
    assert people[0].name not in file


def test_slide_of_which_every_quote_was_taken_back_still_stands(meeting, quote):
    version = locked(meeting)
    quote.settle("nobody", "not_named")

    said = slide(version, "quotes:A3:1")
    assert (said.kind, said.quotes) == ("text", [])
    assert "taken it back" in said.body[0]


@pytest.mark.parametrize("how", ["held back", "dropped", "deleted"])
def test_quote_shown_no_more_says_no_more_than_that(meeting, people, quote, ana_user, how):
    version = locked(meeting)

    if how == "held back":
        response = Response.objects.get(person=people[0])
        assert flagging.hold_by_hand(response, "A3", note="It names somebody", by=ana_user)
    elif how == "dropped":
        quote.drop(by=ana_user)
    else:
        quote.delete()
    assert slide(version, "quotes:A3:1").body == ["A quote stood here. It is shown no more."]
    assert WORDS not in everything_in(version)


def test_quote_is_signed_as_it_was_agreed_last(meeting, people, quote):
    version = locked(meeting)
    assert slide(version, "quotes:A3:1").quotes[0].attribution == "Person 1, Quay 0 Trust"

    quote.settle("members", "not_named", seen=quote.shown_as)
    assert slide(version, "quotes:A3:1").quotes[0].attribution == ""
    assert "Person 1" not in everything_in(version)


def test_words_taken_out_of_a_quote_leave_past_decks_too(meeting, quote):
    version = locked(meeting, why={"notes": f"Read aloud: {WORDS}"})

    quote.redact("the office", "[a service]", why="It is the only one")
    assert "[a service]" in slide(version, "quotes:A3:1").quotes[0].text
    assert "the office" not in everything_in(version)


def test_quote_that_she_copied_into_her_notes_goes_with_it(meeting, quote):
    version = locked(meeting, why={"notes": f"Read aloud: {WORDS} Then wait."})

    quote.settle("nobody", "not_named")
    assert her_notes(version, "why") == "Read aloud: […] Then wait."


def test_quote_for_members_alone_now_is_said_to_be(meeting, proforma, people):
    quote = agreed(proforma, people[0], audience="public")
    version = locked(meeting)
    before = slide(version, "quotes:A3:1").notes

    quote.settle("members", "named", seen=quote.shown_as)
    assert slide(version, "quotes:A3:1").notes.removeprefix(before).strip() == (
        "Since then, words on this slide are for members of the network alone."
    )


def test_quote_that_was_for_members_alone_already_is_left_as_it_stood(meeting, proforma, people):
    quote = agreed(proforma, people[0], audience="public")
    quote.settle("members", "named", seen=quote.shown_as, at=factories.minutes_ago(5))
    version = locked(meeting)

    assert today(version).slides == [plain.slide_of(one.content) for one in version.slides.all()]


def test_statement_taken_back_leaves_neither_who_spoke_nor_what(
    coast, meeting, proforma, statement
):
    version = locked(meeting)
    kept = version.slides.get(key=f"statement:{statement.key}")

    statement.members.first().take_back()
    said, file = slide(version, kept.key), everything_in(version)
    assert said.body == ["Words of a group stood here. They have been taken back."]
    assert TOGETHER not in file
    assert "wait longest" not in file
    label = citing.described(coast, [kept.citable])[kept.citable_id].label
    assert label == "In their own words: a group"


@pytest.mark.parametrize("how", ["taken back", "signed otherwise"])
def test_sentence_of_hers_stands_without_the_words_it_rests_on(coast, meeting, quote, how):
    insight = Insight.write(coast.current_cycle(), "Nobody picks up.", [quote])
    version = locked(meeting)
    key = f"insight:{insight.code}"
    assert any(WORDS in line for line in slide(version, key).body)

    audience = "nobody" if how == "taken back" else "members"
    quote.settle(audience, "not_named", seen=quote.shown_as)
    said = slide(version, key)
    assert (said.title, said.body) == (
        "Nobody picks up.",
        ["It rested on words that were taken back since."],
    )
    assert "Person 1" not in everything_in(version)


def test_sentence_rests_on_words_of_an_earlier_cycle_as_well(coast, quote):
    second = coast.cycles.create(number=coast.current_cycle().number + 1)
    insight = Insight.write(second, "Nobody picks up.", [quote])
    later = coast.meetings.model.call(second, starts_at=factories.minutes_ago(30))
    later.network = later.cycle.network = coast
    version = locked(later)
    assert any(WORDS in line for line in slide(version, f"insight:{insight.code}").body)

    quote.settle("nobody", "not_named")
    assert slide(version, f"insight:{insight.code}").body == [
        "It rested on words that were taken back since."
    ]


def test_note_off_the_record_since_is_in_no_past_deck(coast, meeting):
    note = meeting.catch("point", "The lift has been broken since June.")
    insight = Insight.write(coast.current_cycle(), "Getting in is hard.", [note])
    version = locked(meeting)
    assert "lift has been broken" in everything_in(version)

    note.change(off_record=True)
    assert slide(version, f"insight:{insight.code}").title == "Words that are shown no more"
    assert "lift has been broken" not in everything_in(version)


# Figures that are shared no more


@pytest.mark.parametrize("now", ["totals", "coordinator", "deleted"])
def test_partner_that_shares_less_leaves_past_decks_without_being_named(
    meeting, proforma, people, now
):
    version = locked(meeting)
    partner = people[0].partner
    assert "1,711" in everything_in(version)

    if now == "deleted":
        partner.delete()
    else:
        Response.objects.filter(partner=partner).update(sharing=now)
    said, file = slide(version, "figure:B1"), everything_in(version)
    assert said.chart is said.table is None
    assert said.body == ["Somebody whose figures stood here shares less than on that day."]
    assert "Quay 0" not in file
    assert not [figure for figure in ("1711", "1,711", "10281", "10,281") if figure in file]


def test_total_goes_with_whoever_was_in_it_without_a_name(meeting, proforma, people):
    version = locked(meeting)
    assert not set(slide(version, "figure:B1").names) & {people[4].partner_id}

    Response.objects.filter(partner=people[4].partner).update(sharing="coordinator")
    assert slide(version, "figure:B1").title == "Figures that are shown no more"


def test_partner_that_is_named_goes_from_a_slide_that_cites_no_figure():
    named = Slide(SlideKind.TEXT, "Quay 0 Trust waits longest", body=["71 days"], names=(7,))

    (said,) = as_of_today([named], Today(not_named=frozenset({7})))
    assert "Quay" not in f"{said}"
    assert "71" not in f"{said}"
    assert as_of_today([named], Today(not_named=frozenset({8}))) == [named]


def test_partner_that_shares_more_changes_nothing(meeting, proforma, people):
    version = locked(meeting)
    before = today(version)

    Response.objects.filter(partner=people[4].partner).update(sharing="named")
    assert today(version) == before


# People, and what they hold


def held_by(coast, person, what="Share one list of who to ring"):
    return Action.record(coast.current_cycle(), what=what, owner=person)


def owners(version):
    return [row[1] for row in slide(version, "actions").table.rows]


def test_owner_who_is_on_no_register_any_more_is_not_named(coast, meeting, people):
    keeper = coast.add_person(name="Morwenna Tull", email="m@coast.example")
    held_by(coast, keeper)
    version = locked(meeting, why={"notes": "Thank Morwenna Tull for the room."})

    keeper.delete()
    assert owners(version) == ["somebody who is not here any more"]
    assert her_notes(version, "why") == "Thank somebody who is not here any more for the room."
    assert "Tull" not in everything_in(version)


def test_owner_who_left_held_it_all_the_same(coast, meeting, pat_person):
    held_by(coast, pat_person)
    version = locked(meeting)
    before = today(version)

    pat_person.leave()
    assert today(version) == before


def test_owner_is_called_by_the_name_they_have_now(coast, meeting, pat_person):
    held_by(coast, pat_person)
    version = locked(meeting, why={"notes": "Pat the dog will come too."})

    pat_person.name = "Sam"
    pat_person.save()
    assert owners(version) == ["Sam"]
    # A single word is a name only where it stands by itself.
    assert her_notes(version, "why") == "Pat the dog will come too."


def test_action_taken_back_stands_in_no_past_deck(coast, meeting, pat_person):
    action = held_by(coast, pat_person)
    held_by(coast, None, what="Share one list")
    version = locked(meeting)

    action.take_back()
    assert [row[0] for row in slide(version, "actions").table.rows] == [
        "An action stood here. It was taken back.",
        "Share one list",
    ]
    assert action.what not in everything_in(version)


# What a slide rests on


def test_locked_slide_says_what_it_used(coast, meeting, proforma, quote):
    version = locked(meeting)
    question = factories.part_of(proforma, "person").questions.get(code="A2")

    trail = trails.trail(coast, question.citable)
    slides = [one.cited for one in trail.used_by if one.cited.kind == Citable.Kind.SLIDE]
    n = version.slides.get(key="view:A2").number
    assert [(one.name, one.label) for one in slides if "chose" in one.label] == [
        (f"slide {n} of version 1, meeting 1", "8 of 8 chose: At the door")
    ]
    assert slides[0].url.startswith("/coast/meetings/1/deck/versions/1/")
    assert {edge.role for edge in Citation.objects.filter(target=question.citable)} == {"used"}


def test_slides_of_each_version_have_codes_of_their_own(coast, meeting, proforma):
    coast.citables.create(kind=Citable.Kind.SLIDE, code="1.2.1")
    locked(meeting)
    locked(meeting)

    first = LockedSlide.objects.filter(number=1).order_by("version__number")
    assert [one.citable.code for one in first] == ["1.1.1", "1.2.1.2"]


def test_slide_has_the_number_of_its_page_in_the_file(coast, meeting, ana_user):
    body = "\n".join(f"Point {n} of many that do not fit on one page of a deck." for n in range(40))
    Deck.of(meeting).write_slide(kind="text", title="Many points", body=body, written_by=ana_user)
    Deck.of(meeting).put_in_order(["own:1", "why"])
    version = framing.lock(meeting, at=timezone.now())

    deck = Presentation(io.BytesIO(pptx.render(today(version))))
    on_page = [one.shapes.title.text_frame.text for one in deck.slides]
    assert version.slides.get(key="own:1").number == 1
    second = version.slides.get(key="why")
    assert second.number > 2
    assert on_page[second.number - 1] == second.title


def test_what_resolves_to_nothing_is_not_cited(coast, hills, meeting):
    version = Deck.of(meeting).lock(
        ({}, [{"key": "x", "title": "x", "cites": ["question:999", "no:1", "", "theme:x"]}])
    )
    versions.cite(version)

    assert version.slides.get().citable is not None
    assert not Citation.objects.exists()


def test_trail_of_a_quote_taken_back_tells_none_of_its_words(coast, meeting, quote):
    locked(meeting, why={"title": f"They said: {WORDS}"})
    quote.refresh_from_db()
    quote.settle("nobody", "not_named")

    trail = trails.trail(coast, quote.citable)
    told = [trail.cited, *(one.cited for one in trail.used_by)]
    assert len(told) > 1
    assert not [one for one in told if WORDS in f"{one.label}{one.note}"]
    assert not [one for one in told if "Person 1" in f"{one.label}{one.note}"]


@pytest.mark.parametrize("count", [1, 6])
def test_locking_and_reading_ask_as_often_for_one_quote_as_for_six(
    coast, meeting, proforma, people, count, django_assert_num_queries
):
    for n in range(count):
        agreed(proforma, people[n], f"{WORDS} It is number {n}.")
        held_by(coast, people[n], what=f"Action number {n}")
    version = locked(meeting)
    cited = LockedSlide.objects.filter(version=version)
    cited.update(citable=None)
    Citable.objects.all().delete()

    with django_assert_num_queries(24):
        versions.cite(version)
    fresh = type(version).objects.get(pk=version.pk)
    with django_assert_num_queries(20):
        versions.outline_of(fresh)
    of_slides = [one.citable for one in cited.select_related("citable")]
    with django_assert_num_queries(17):
        citing.described(coast, of_slides)


def test_versions_locked_long_after_each_other_are_read_at_once(
    coast, meeting, proforma, quote, django_assert_num_queries
):
    for _n in range(3):
        locked(meeting)
    of_slides = [one.citable for one in LockedSlide.objects.select_related("citable")]

    with django_assert_num_queries(17):
        citing.described(coast, of_slides)


def test_meeting_that_moves_on_keeps_its_versions(meeting, proforma):
    version = locked(meeting)
    before = today(version)
    meeting.starts_at += timedelta(days=7)
    meeting.save()

    assert today(version) == before
