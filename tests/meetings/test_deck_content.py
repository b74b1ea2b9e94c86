"""What a deck says before anybody has chosen: which slides, in which order, in how many words, from which
figures. Figures are parsed out of the file and held against the database."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pptx import Presentation

from meetings.deck import framing, pptx
from meetings.deck.outline import Label, Place, Slide, SlideKind
from meetings.deck.records import offering, wall
from meetings.demo import story
from meetings.models import Mandate, Meeting
from network import citing
from network.disclosure import Sharing
from proforma.models import Insight, Part, Proforma, Question, Quote, Response
from tests import factories
from topics.models import DeclaredLimit, Topic, Vote

# Alone, too, the file must ask for a database.
pytestmark = pytest.mark.django_db
TODAY = factories.CARROWBY_TODAY
TOTALS_ONLY = ["Adults and Public Health", "Mental Health NHS Trust", "Probation Service"]
# X8, X11 and X12 of the demo's words: held back, or not agreed to.
HELD_BACK = ["Garrick Row", "already tried and why", "one of our houses right now"]
ROOM = {
    "why": "Why we are here: Carrowby Multiple Needs Network",
    "mandate": "You asked us: Bring evidence and propose topics and a running order",
    "framed": "10 of 16 questions and 6 of 7 topics began with the coordinator or funder",
    "stances": "Bronagh was delighted with 3 of 7 topics; 2 seemed a distraction",
    "answered": "22 of 27 people answered, and 12 of 13 partners",
    "view:A2": "The middle answer is 4, on a scale from 0 to 10",
    "view:A3": "16 of 22 chose: Between mental health and drug or alcohol services",
    "quotes": "In your words: 4 quotes, each with consent",
    "figure:B2": "1,832 records held, which is not a number of people",
    "gap": "The middle wait is 15 days, and 27.2% of referrals were declined",
    "ending:B7": "4 contracts, £2,755,000 a year, end in June 2027",
    "unknown": "12 people told us what we should have asked",
    "vote": "24 of 27 people voted, and 3 topics go forward",
    "topics": "3 questions for today",
    "limits": "What stood in the way before could stop us too",
    "before": "Before you go: three questions, and the next date",
}
PACK = {"sources": "Sources and definitions", "small": "How small numbers were handled"}
LABELS = "fact fact fact fact fact fact reading fact reading fact fact reading fact proposal reading proposal"


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests put back what they change."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


def meeting_of(carrowby, number=2):
    meeting = carrowby.network.meetings.get(number=number)
    meeting.network = meeting.cycle.network = carrowby.network
    return meeting


@pytest.fixture
def offered(carrowby):
    """{key: slide} of all that the records offer."""
    return {slide.key: slide for slide in offering.slides_of(meeting_of(carrowby), TODAY)}


def placed(offered, place):
    return [slide for slide in offered.values() if slide.place == place]


# Which slides, and how they are told


def test_a_room_sees_sixteen_slides_in_order_and_two_are_for_the_pack(offered):
    room, pack = placed(offered, Place.ROOM), placed(offered, Place.PACK)

    assert {slide.key: slide.title for slide in room} == ROOM
    assert [slide.key for slide in room] == list(ROOM)
    assert {slide.key: slide.title for slide in pack} == PACK
    assert list(offered)[-2:] == list(PACK)


def test_no_slide_of_the_room_has_more_than_forty_words(offered):
    counted = {slide.key: wall.words_on(slide) for slide in placed(offered, Place.ROOM)}

    assert all(count <= 40 for count in counted.values()), counted


def test_each_slide_of_the_room_has_notes_minutes_a_source_and_its_label(offered):
    room = placed(offered, Place.ROOM)

    assert " ".join(slide.label for slide in room) == LABELS
    assert all(slide.notes and slide.minutes for slide in room)
    assert all(slide.source for slide in room[1:])  # the first has its details instead
    assert 23 <= sum(slide.minutes for slide in room[:12]) <= 28


def test_figures_say_how_many_of_how_many_on_which_day(offered):
    for key in ("view:A2", "view:A3"):
        assert "22 of 27 people answered · as at 21 November 2026" in offered[key].source
    for key in ("figure:B2", "gap", "ending:B7"):
        assert re.search(r"\d+ partners · .*as at 21 November 2026", offered[key].source)
    assert "last 12 months, last quarter" in offered["gap"].source
    assert "Data as at 21 November 2026" in offered["sources"].body[0]


def test_slides_beside_the_sixteen_are_there_to_be_put_in(offered):
    out = {slide.key for slide in placed(offered, Place.OUT)}

    assert len(offered) == len(set(offered))
    assert out >= {
        *("agenda", "forecast", "words", "left_off", "actions", "wall"),
        *(f"view:{code}" for code in ("A1", "A6", "A7", "A8")),
        *(f"themes:{code}" for code in ("A4", "A5", "A9")),
        *("quotes:A4:1", "quotes:A5:1", "quotes:A5:2", "quotes:A9:1"),
        *("figure:B1", "figure:B3", "figure:B4", "figure:B5", "figure:B7", "rate:B2", "rate:B5"),
        *("insight:I1", "insight:I2", "insight:I3", "topic:T1", "topic:T2", "topic:T3"),
    }
    assert any(key.startswith("statement:") for key in out)


def test_what_is_read_aloud_is_in_the_notes_of_the_first_slide(offered):
    notes = offered["why"].notes

    assert offered["why"].kind == SlideKind.TITLE
    assert offered["why"].body[0].startswith("Make it easier for adults in Carrowby")
    for said in ("Break at 10:50, for 15 minutes.", "quiet room", "no speaker", "off the record"):
        assert said in notes


def test_notes_hold_the_exact_wording_of_every_question_counted(offered, carrowby):
    texts = dict(Question.objects.values_list("code", "text"))

    for key, codes in [
        ("view:A2", ["A2"]),
        ("view:A3", ["A3"]),
        ("quotes", ["A4", "A5"]),
        ("figure:B2", ["B2"]),
        ("gap", ["B4", "B5"]),
        ("ending:B7", ["B7E"]),
        ("unknown", ["A9"]),
    ]:
        assert all(texts[code] in offered[key].notes for code in codes), key


def test_choices_that_we_wrote_are_called_ours(offered):
    assert "We wrote the choices ourselves." in offered["view:A3"].body


def test_every_slide_says_what_it_rests_on(offered, carrowby):
    network = carrowby.network
    resting = [slide for slide in offered.values() if slide.cites]

    assert {"view:A2", "quotes", "gap", "vote", "topics", "limits", "unknown"} <= {
        slide.key for slide in resting
    }
    for token in {token for slide in resting for token in slide.cites}:
        assert citing.resolve(network, token) is not None, token


def test_a_slide_of_figures_knows_whom_it_names(offered, carrowby):
    names = dict(carrowby.network.partners.values_list("pk", "name"))

    for key in ("figure:B2", "gap", "ending:B7"):
        slide = offered[key]
        known = {names[pk] for pk in slide.names}
        written = repr(slide)
        assert {name for name in names.values() if name in written} <= known
        assert known


def test_an_insight_is_signed_and_says_what_it_rests_on(offered):
    slide = offered["insight:I1"]

    assert slide.title.startswith("16 of the 22 who answered")
    assert (slide.written_by, slide.label) == ("Bronagh", Label.READING)
    assert "Question A3: Where do people most often get stuck? 22 of 27 people answered." in (
        slide.notes
    )
    assert "Reading R6: York network notes, 2019" in slide.notes


# Every figure of the file


@pytest.fixture(scope="module")
def drawn(carrowby, django_db_blocker):
    """{title: (categories, {series: values}, every text of the slide)} of the file, as the records offer it."""
    with django_db_blocker.unblock():
        meeting = meeting_of(carrowby)
        outline = framing.outline_of(meeting, author="Bronagh", at=TODAY)
        slides = [one for one in offering.slides_of(meeting, TODAY) if one.place != Place.OUT]
    outline = replace(outline, slides=slides)
    found = {}
    for slide in Presentation(io.BytesIO(pptx.render(outline))).slides:
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        series, categories = {}, []
        if charts:
            plot = charts[0].plots[0]
            categories = list(plot.categories)
            series = {one.name: [v and float(v) for v in one.values] for one in plot.series}
            assert in_the_workbook(charts[0]) == list(series.values())
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found[slide.shapes.title.text] = (categories, series, "\n".join(texts))
    return found


def in_the_workbook(chart):
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    columns = list(book.active.columns)[1:]
    return [[cell.value and float(cell.value) for cell in column[1:]] for column in columns]


def figures_in(text):
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def given(code, *, unit="person"):
    """[(who answered, the value)] as it lies in the database."""
    rows = Response.objects.filter(part__unit=unit).exclude(submitted_at=None)
    return [
        (row, row.answers[code]["value"])
        for row in rows.select_related("partner", "part", "version")
        if "value" in row.answers.get(code, {})
    ]


def by_name(code, row=None):
    return {
        response.partner.name: value[row] if row else value
        for response, value in given(code, unit="partner")
        if response.sharing == Sharing.NAMED
    }


def test_who_framed_is_what_the_records_say(drawn, carrowby):
    ours = ["coordinator", "framework"]
    asked = Question.objects.counted().filter(part__proforma=carrowby.proforma)
    own_questions = asked.filter(origin__in=ours).count()
    own_topics = Topic.objects.filter(
        origin__in=["coordinator", "supported", "required"], left_off_at=None
    ).count()
    _categories, series, text = drawn[ROOM["framed"]]

    assert series["Coordinator or funder"] == [own_questions, own_topics] == [10, 6]
    assert [sum(pair) for pair in zip(*series.values(), strict=True)] == [
        asked.count(),
        Topic.objects.filter(left_off_at=None).count(),
    ]
    seen = carrowby.proforma.readers.count()
    assert f"{seen} of {carrowby.network.participants().count()} people saw the form" in text
    assert "3 suggestions were left off the list." in text


def test_who_answered_is_what_the_records_say(drawn, carrowby):
    asked, answered = Counter(), Counter()
    part = carrowby.proforma.parts.get(unit=Part.Unit.PERSON)
    for line in part.activity.invitations.select_related("person__partner"):
        label = line.person.partner.get_sector_display()
        asked[label] += 1
        answered[label] += line.submitted_at is not None
    categories, series, text = drawn[ROOM["answered"]]

    assert dict(zip(categories, series["Answered"], strict=True)) == answered
    assert {k: asked[k] - answered[k] for k in asked} == dict(
        zip(categories, series["Not yet"], strict=True)
    )
    assert (sum(answered.values()), sum(asked.values())) == (22, 27)
    assert "2 partners’ figures are in part." in text
    assert "1 partner’s figures are still to come.\nCarrowby Infirmary" in text


def test_the_first_scale_is_what_lies_in_the_database(drawn):
    counted = Counter(value for _row, value in given("A2"))
    categories, series, text = drawn[ROOM["view:A2"]]

    assert categories == [str(step) for step in range(11)]
    assert list(series.values()) == [[counted[step] for step in range(11)]]
    values = list(counted.elements())
    assert (len(values), median(values)) == (22, 4)
    assert f"Mean: {sum(values) / len(values):.1f}" in text


def test_the_first_choices_are_what_lies_in_the_database(drawn):
    counted = Counter(code for _row, codes in given("A3") for code in codes)
    (values,) = drawn[ROOM["view:A3"]][1].values()

    assert values == sorted(counted.values(), reverse=True) == [16, 13, 9, 8, 7, 5, 2]


def test_records_are_what_lies_in_the_database(drawn):
    categories, series, _text = drawn[ROOM["figure:B2"]]
    complete = [value for row, value in given("B2", unit="partner") if row.is_complete()]

    assert dict(zip(categories, *series.values(), strict=True)) == by_name("B2")
    assert sum(complete) == 1832


def test_waits_and_refusals_are_what_lies_in_the_database(drawn):
    waits, named = [value for _row, value in given("B4", unit="partner")], by_name("B4")
    rows = [value for row, value in given("B5", unit="partner") if row.is_complete()]
    received, declined = (sum(row[key] for row in rows) for key in ("received", "declined"))
    categories, series, text = drawn[ROOM["gap"]]

    assert (len(waits), median(waits)) == (9, 15)
    assert dict(zip(categories, *series.values(), strict=True)) == named
    assert f"{len(waits)} partners gave a wait." in text
    assert f"run from {min(named.values())} to {max(named.values())} days" in text
    assert f"{declined:,} of {received:,}" in text
    assert f"{100 * declined / received:.1f}%" in text


def test_what_ends_together_is_what_lies_in_the_database(drawn):
    money, ends = by_name("B7"), by_name("B7E")
    totals = Counter()
    for name, month in ends.items():
        totals[month[:7]] += int(money[name])
    (values,) = drawn[ROOM["ending:B7"]][1].values()

    assert values == [totals[month] for month in sorted(totals)]
    assert max(totals.values()) == 2755000


def test_the_vote_is_what_was_counted(drawn):
    result = Vote.objects.get().result
    _categories, series, text = drawn[ROOM["vote"]]

    assert list(series.values()) == [[float(total) for total in result["totals"].values()]]
    assert f"settled by {result['margin']} votes" in text
    assert f"{result['ballots_to_change']} people voting differently" in text
    assert "Suggested: 4. Joined: 1. Left off: 3." in text


def test_no_chart_has_a_figure_that_no_test_above_has_counted(drawn):
    assert {title for title, (_c, series, _t) in drawn.items() if series} == {
        ROOM[key]
        for key in (
            *("framed", "answered", "view:A2", "view:A3"),
            *("figure:B2", "gap", "ending:B7", "vote"),
        )
    }


@pytest.mark.parametrize("with_all", [False, True])
def test_what_is_hidden_is_in_no_slide_and_no_note(carrowby, with_all):
    meeting = meeting_of(carrowby)
    if with_all:
        factories.put_in_every_slide(meeting, TODAY)
    slides = framing.outline_of(meeting, author="Bronagh", at=TODAY).slides
    said = repr(slides)

    assert len(slides) == (18 if not with_all else len(offering.slides_of(meeting, TODAY)))
    assert not [hidden for hidden in [*TOTALS_ONLY, *HELD_BACK] if hidden in said]
    of_waits = " ".join(
        repr(all_it_says(slide)) for slide in slides if slide.key in {"gap", "figure:B4"}
    )
    assert not {5, 34, 71} & set(figures_in(of_waits))
    assert not re.search(r"\b(5|34|71) days", said)


def all_it_says(slide: Slide):
    """All that a slide says, without the codes and keys behind it."""
    chart = (slide.chart.categories, slide.chart.series, slide.chart.alt)
    source = re.sub(r"Questions? .*?·", "", slide.source)
    return [slide.title, slide.body, chart, source, re.sub(r"\b[AB]\d\b", "", slide.notes)]


def test_a_late_partner_that_shares_totals_only_is_not_named_as_missing(carrowby):
    infirmary = carrowby.network.partners.get(name="Carrowby Infirmary")
    part = carrowby.proforma.parts.get(unit=Part.Unit.PARTNER)
    started = Response.objects.create(
        part=part, partner=infirmary, started_at=TODAY, saved_at=TODAY, version=part.versions.last()
    )
    started.choose_sharing(Sharing.TOTALS)

    slides = {slide.key: slide for slide in offering.slides_of(meeting_of(carrowby), TODAY)}

    assert "1 partner’s figures are still to come." in slides["answered"].body
    assert "Infirmary" not in repr(slides["answered"])


def test_quotes_of_the_room_come_two_from_each_of_two_questions_and_agreed(offered, carrowby):
    quotes = offered["quotes"].quotes
    agreed = Quote.objects.exclude(audience=Quote.Audience.NOBODY).filter(
        proforma=carrowby.proforma
    )
    codes = Counter(agreed.get(key=quote.key).code for quote in quotes)

    assert codes == {"A4": 2, "A5": 2}
    assert {quote.text for quote in quotes} <= set(agreed.values_list("text", flat=True))


# Stances: only what everyone may read now


def test_stances_stay_sealed_until_their_day(carrowby):
    meeting = meeting_of(carrowby)
    eve = meeting.starts_at - timedelta(hours=12)

    slides = {slide.key: slide for slide in offering.slides_of(meeting, eve)}

    stances = slides["stances"]
    assert stances.title == "What we would each like is sealed until Wednesday 28 October, 09:30"
    assert carrowby.cycle.seals.get().digest_in_blocks in stances.notes
    assert "forecast" not in slides
    for word in ("delighted", "distraction", "My funder cares", "Spending together"):
        assert word not in repr(stances)


def test_limits_said_openly_stand_beside_sealed_stances(carrowby):
    DeclaredLimit.declare(carrowby.cycle, carrowby.coordinator, what="A hub", reason="No money")

    meeting = meeting_of(carrowby)
    slides = offering.slides_of(meeting, meeting.starts_at - timedelta(hours=12))
    said = next(slide for slide in slides if slide.key == "stances")

    assert "Cannot be part of: A hub" in said.body


def test_what_the_funder_will_not_pay_for_stands_beside_the_stances(offered):
    body, notes = offered["stances"].body, offered["stances"].notes

    assert "Funder: Will not fund buildings or enforcement" in body
    assert "Delighted: Telling your story once; Who decides; Spending together" in body
    assert "Cannot be part of: Joint enforcement approach to begging and street drinking" in body
    assert "What they want of it: People affected share power" in notes


# Networks that are not the demo


def deck_of(meeting):
    meeting.cycle.network = meeting.network
    return {slide.key: slide for slide in offering.slides_of(meeting, timezone.now())}


def call(network, **fields):
    starts = timezone.now() + timedelta(days=3)
    return Meeting.call(network.current_cycle(), starts_at=starts, **fields)


def test_a_meeting_with_nothing_behind_it_has_a_sensible_deck(coast):
    slides = deck_of(call(coast))

    room = [slide.key for slide in slides.values() if slide.place == Place.ROOM]
    assert room == ["why", "mandate", "vote", "before"]
    assert slides["mandate"].title == "Nobody has asked us to lead yet"
    assert slides["vote"].title == "The topics are not chosen yet"
    assert "Who should lead next?" in slides["before"].body


def test_an_open_session_shows_its_purpose_and_its_end(coast):
    slides = deck_of(call(coast, kind=Meeting.Kind.OPEN))

    room = [slide.key for slide in slides.values() if slide.place == Place.ROOM]
    assert room == ["why", "mandate", "before"]
    assert slides["why"].body == ["To meet, and to find out what there is to do together."]
    assert "vote" not in slides


def test_an_open_session_of_carrowby_puts_no_results_on_the_wall(carrowby):
    slides = offering.slides_of(meeting_of(carrowby, 1), TODAY)

    assert [s.key for s in slides if s.place == Place.ROOM] == ["why", "mandate", "before"]
    assert "view:A3" in [slide.key for slide in slides if slide.place == Place.OUT]


def test_too_few_answers_are_said_to_be_too_few(coast, open_proforma, pat_person):
    factories.answer(factories.part_of(open_proforma, "person"), pat_person, A1=4)

    slides = deck_of(call(coast))

    assert slides["few"].place == Place.ROOM
    assert not [key for key in slides if key.startswith("view:")]
    assert all(wall.words_on(s) <= 40 for s in slides.values() if s.place == Place.ROOM)


def test_the_scale_comes_before_the_choices_whatever_the_order_of_the_form(coast, proforma):
    scale, choices = proforma.parts.get(unit=Part.Unit.PERSON).questions.order_by("position")[:2]
    Question.objects.filter(pk=scale.pk).update(position=choices.position + 9)
    people = factories.create_people(coast, 5)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for person in people:
        factories.answer(part, person, A1=4, A2=["A"])

    room = [slide.key for slide in deck_of(call(coast)).values() if slide.place == Place.ROOM]

    assert room.index("view:A1") < room.index("view:A2")


def test_a_mandate_that_has_lapsed_is_none(coast):
    today = timezone.localdate()
    given = {"how": Mandate.How.POLL, "given_on": today, "asked_by": "All"}
    mandate = Mandate.objects.create(
        network=coast, cycle=coast.current_cycle(), purpose="Lead", limits="Not alone", **given
    )
    meeting = call(coast)

    assert deck_of(meeting)["mandate"].title == "You asked us: Lead"
    assert "Limits: Not alone" in deck_of(meeting)["mandate"].body
    mandate.given_on, mandate.lapses_on = today - timedelta(days=9), today - timedelta(days=1)
    mandate.save()
    assert deck_of(meeting)["mandate"].title == "Nobody has asked us to lead yet"


def test_what_is_too_long_for_the_wall_is_for_whoever_speaks(coast):
    coast.purpose, purpose = "word " * 60, "other " * 20
    coast.save()
    slide = deck_of(call(coast, purpose=purpose))["why"]

    assert wall.words_on(slide) <= 40
    assert slide.body == [purpose]
    assert "word word" in slide.notes


def test_questions_too_long_to_stand_side_by_side_are_cut_and_noted():
    cut = wall.shared_out(["one two three four five six", "seven eight nine ten eleven"], 8)

    assert cut == ["one two three four…", "seven eight nine ten…"]
    assert wall.shared_out(["one two", "three"], 8) == ["one two", "three"]


# Queries


def queries_of(meeting):
    with CaptureQueriesContext(connection) as captured:
        deck_of(meeting)
    return len(captured)


def test_as_many_queries_however_many_answers_quotes_and_insights(coast, open_proforma):
    part, meeting = factories.part_of(open_proforma, "person"), call(coast)
    counted = []
    for start in (1, 7):
        for person in factories.create_people(coast, 6, start=start):
            response = factories.answer(part, person, A1=4, A3=f"It took {person.pk} weeks.")
            Quote.objects.create(
                response=response,
                code="A3",
                proforma=open_proforma,
                person=person,
                text=f"It took {person.pk} weeks.",
                words_digest=str(person.pk),
                audience=Quote.Audience.MEMBERS,
            )
            Insight.write(
                coast.current_cycle(), f"This is insight {person.pk}.", [question(part, "A1")]
            )
        assert "quotes" in deck_of(meeting)
        counted.append(queries_of(meeting))

    assert counted[0] == counted[1]


def question(part, code):
    return Proforma.objects.get(pk=part.proforma_id).parts.get(pk=part.pk).questions.get(code=code)


def test_agenda_in_the_deck_tells_nothing_of_the_plan(carrowby):
    """Whoever may look at the deck need not be somebody who may read the plan."""
    meeting = carrowby.network.meetings.get(number=2)
    planned = [item for item in meeting.items.all() if item.fallback and item.lead]
    with factories.on_day_of_carrowby():
        agenda = next(one for one in offering.slides_of(meeting, TODAY) if one.key == "agenda")

    assert planned
    for item in planned:
        assert item.fallback not in agenda.notes
        assert item.lead not in agenda.notes
