"""Decks of what people really write: too long, in any script, hostile, or nothing at all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.deck import clean, framing, measure
from meetings.deck.outline import Chart, ChartKind, Quote, Slide, SlideKind, Table
from meetings.deck.records import offering
from meetings.models import Action, Meeting
from tests import factories
from tests.meetings.sound_deck import drawn_in, outline, sound

K = SlideKind
LONG = "Nobody told us where the letter went after he left in spring, and so we waited. "
ARABIC = "لم يخبرنا أحد أين ذهبت الرسالة بعد أن غادر في الربيع"
HEBREW = "איש לא אמר לנו לאן הלך המכתב"
CHINESE = "没有人告诉我们那封信去了哪里所以我们一直在等"
AWKWARD = {
    "long title": (LONG * 4)[:300],
    "long quote": (LONG * 26)[:2000],
    "arabic": ARABIC * 3,
    "hebrew": HEBREW,
    "both ways": f"{ARABIC} (A3) {HEBREW} said 3 of 9",
    "emoji": "👩🏽‍🚒 👨‍👩‍👧‍👦 🏳️‍🌈 🇬🇧🇫🇷 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f ❤️ 1️⃣ "
    * 6,
    "marks": "Zoe\u0308 a\u0301\u0323b" + "\u0300\u0301\u0302" * 60 + " done",
    "chinese": CHINESE * 12,
    "mixed wide": f"{CHINESE} and then {CHINESE}",
    "controls": "bell\x07 null\x00 back\x08 escape\x1b line\x0b\x0c\r\n\u2028end",
    "surrogates": "half \ud83d and \udc00 non \ufffe \uffff done",
    "overrides": "safe \u202egnp.exe \u2066shown\u2069 \ufeffhere",
    "formula": "=cmd|' /C calc'!A0 {=1+1} +1 -1 @SUM(A1) =HYPERLINK(\"http://evil.example\")",
    "markup": "<b>&amp;</b> <a:t>]]> <!-- <?xml ?> &#x41; _x0041_ \"'",
    "template": "{{ 7*7 }} {% url %} %s %(n)d {0} ${HOME} \\n",
    "one word": "x" * 500,
    "address": "http://evil.example/" + "a" * 300,
    "tamil": "யாரும் எங்களிடம் கடிதம் எங்கே போனது என்று சொல்லவில்லை " * 4,
}
KINDS = [K.TEXT, K.COLUMNS, K.TOPIC, K.SECTION, K.TITLE, K.QUOTE, K.CHART, K.TABLE, K.AGENDA]


def everywhere(text):
    """The text in every place of a slide that holds any, in every kind of slide."""
    bars = Chart(ChartKind.BAR, [text, "Second"], {text: [1, 2]}, text)
    stack = Chart(ChartKind.STACKED, [text, "Second"], {text: [1, 2], "Other": [3, 4]}, text)
    table = Table([text, "When"], [[text, text], ["a", "b"]], text)
    more = {"source": text, "notes": text, "body": [text, "Short"]}
    return outline(
        *(Slide(kind, f"{kind}: {text}", table=table if kind in (K.TABLE, K.AGENDA) else None, **more) for kind in KINDS),
        Slide(K.CHART, f"Bars: {text}", chart=bars, source=text),
        Slide(K.VOTE, "Vote", chart=stack, body=[text]),
        Slide(K.CHART_WITH_QUOTES, "Quoted", chart=bars, quotes=[Quote(text, text)] * 2),
        Slide(K.QUOTE, "In your words", quotes=[Quote(text, text), Quote("Short", "")]),
        title=text,
        network=text,
        author=text,
    )  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_text_fits_everywhere_and_is_not_lost(text):
    deck = sound(everywhere(text))

    assert len(deck.slides) >= len(KINDS)


def test_no_sign_is_cut_in_two():
    family, flag, letter = "👨‍👩‍👧‍👦", "🇬🇧", "\u1eb9\u0308"

    for sign in (family, flag, letter, "👩🏽‍🚒", "1️⃣"):
        for length in range(1, 80):
            left = clean.cut(sign * 30, length).rstrip("…")
            assert left == sign * left.count(sign), (sign, length)
        assert all(word == sign * word.count(sign) for word in clean.one_line(sign * 90).split())


def test_line_breaks_put_nothing_into_what_is_written_without_spaces():
    text = CHINESE * 20

    assert "".join(measure.portions(text, 300, 24, 2)) == text


def test_flag_of_scotland_is_kept_and_hidden_letters_are_not():
    scotland = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    hidden = "fine\U000e0068\U000e0069"

    assert clean.one_line(f"{scotland} {hidden}") == f"{scotland} fine"


def test_marks_on_one_letter_are_few_enough_for_a_line():
    assert len(clean.one_line("b" + "\u0300" * 90)) <= 8


def test_wide_table_continues_to_the_right_with_its_first_column():
    table = Table([f"Column {n}" for n in range(30)], [[f"r{m}c{n}" for n in range(30)] for m in range(4)], "Wide")  # fmt: skip

    deck = sound(outline(Slide(K.TABLE, "Wide", table=table)))

    parts = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(parts) > 3
    assert {part.cell(1, 0).text for part in parts} == {"r0c0"}


@pytest.mark.parametrize("kind", SlideKind)
def test_slide_of_nothing_at_all_is_still_a_slide(kind):
    empty = Chart(ChartKind.BAR, [], {}, "")

    deck = sound(outline(Slide(kind, "", chart=empty, table=Table([], [], ""), quotes=[Quote("", "")]), title="", subtitle="", author="", network="", dated=""))  # fmt: skip

    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)


@pytest.fixture
def meeting(coast):
    starts_at = timezone.now() + timedelta(days=9)
    return Meeting.call(coast.current_cycle(), starts_at=starts_at, length=60)


@pytest.fixture
def people(coast, harbour, pat_person):
    return [pat_person, *factories.create_people(coast, 8, partner=harbour)]


def deck_of(meeting):
    """The deck with every slide that the records offer, those that are left out at first among them."""
    meeting = Meeting.objects.select_related("cycle__network").get(pk=meeting.pk)
    now = timezone.now()
    offered = [one.slide for one in framing.arranged_of(meeting, now)]
    sound(framing.outline_of(meeting, author="Ana", at=now))
    return sound(replace(framing.outline_of(meeting, author="Ana", at=now), slides=offered))


def ask_awkwardly(coast, text, options=6):
    proforma = factories.create_proforma(coast, title=text[:100])
    views = factories.part_of(proforma, "person")
    named = [(f"O{n}", f"{n} {text}"[:200]) for n in range(options)]
    views.add_question(kind="choose_several", text=text[:400], options=named)
    views.add_question(kind="choose_one", text=f"One: {text}"[:400], options=named)
    factories.open_now(proforma)
    return proforma


@pytest.mark.parametrize(
    "name", ["long title", "both ways", "emoji", "formula", "markup", "chinese"]
)
def test_awkward_questions_and_answers_go_all_the_way_to_the_deck(coast, meeting, people, name):
    text = AWKWARD[name]
    proforma = ask_awkwardly(coast, text, options=40)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A1=n, A2=["A"], A3=text, A4=[f"O{n}", "O39"], A5=f"O{n % 3}")
    proforma.close()
    meeting.purpose, meeting.outcomes = text[:300], f"{text}\n{text}"
    meeting.save()

    deck = deck_of(meeting)

    assert drawn_in(deck)


@pytest.mark.parametrize("answers", [0, 1, 4])
def test_deck_of_nobody_one_or_too_few_answers(coast, meeting, people, answers):
    proforma = ask_awkwardly(coast, "Where?")
    for person in people[:answers]:
        factories.answer(
            factories.part_of(proforma, "person"), person, A1=3, A3="Alone.", A4=["O1"]
        )
    proforma.close()

    deck = deck_of(meeting)

    assert "Alone." not in " ".join(
        slide.notes_slide.notes_text_frame.text for slide in deck.slides
    )


def test_deck_without_proforma_vote_agenda_or_anything(meeting):
    assert len(deck_of(meeting).slides) >= 3


def test_deck_of_a_vote_that_is_not_counted_yet(coast, meeting, people):
    vote = factories.open_vote(coast)
    vote.cast(people[0], ["T1"])

    assert drawn_in(deck_of(meeting)) is not None


@pytest.mark.parametrize(
    "ballots",
    [
        [["T1", "T2"], ["T2", "T3"], ["T3", "T1"], ["T4"], ["T4"], ["T5"]],
        [["T1"]] * 9,
        [],
    ],
)
def test_deck_of_a_vote_with_ties_or_without_ballots(coast, meeting, people, ballots):
    vote = factories.open_vote(coast)
    for person, codes in zip(people, ballots, strict=False):
        vote.cast(person, codes)
    vote.close()

    assert deck_of(meeting).slides


def vote_slide(meeting):
    slides = framing.outline_of(meeting, author="Ana", at=timezone.now()).slides
    return next(slide for slide in slides if slide.key == "vote")


def test_deck_without_a_vote_speaks_of_none(meeting):
    slide = vote_slide(meeting)
    assert slide.body == ["No vote has been held."]
    assert "counted" not in slide.notes


def test_deck_of_an_earlier_cycle_lists_no_action_of_a_later_one(coast, meeting, pat_person):
    first = coast.current_cycle()
    first.network = coast
    Action.record(first, what="Share one list", owner=pat_person)
    second = coast.cycles.create(number=first.number + 1)
    second.network = coast
    Action.record(second, what="Mend the lift", owner=pat_person)
    later = Meeting.call(second, starts_at=timezone.now())
    later.network = coast

    def listed(of):
        made = offering.slides_of(of, timezone.now())
        return [row[0] for one in made if one.key == "actions" for row in one.table.rows]

    assert listed(meeting) == ["Share one list"]
    assert listed(later) == ["Share one list", "Mend the lift"]


def test_vote_by_order_is_told_in_points(coast, meeting, people):
    vote = factories.open_vote(coast, ballot_kind="rank")
    for person in people:
        vote.cast(person, ["T2", "T1"])
    vote.close()

    slide = vote_slide(meeting)
    n = len(people)
    assert list(slide.chart.series) == ["Points"]
    assert sorted(slide.chart.series["Points"])[-2:] == [2 * n, 3 * n]
    assert slide.chart.alt.startswith("Bars of points: ")
    assert "choices each in order" in slide.source
    assert f"Choices on the others: {2 * n} in all." in slide.notes
    assert "A first choice counts 3, each next one less, down to 1." in slide.notes
    assert "Votes:" not in slide.notes


def test_vote_in_which_a_partner_counts_as_one_says_so(coast, meeting, people):
    vote = factories.open_vote(coast, weights="capped")
    for person in people:
        vote.cast(person, ["T2"])
    vote.close()

    slide = vote_slide(meeting)
    assert "a partner as three at most." in slide.notes
    assert not slide.chart or list(slide.chart.series) == ["Votes"]


def test_vote_in_which_each_counts_as_one_explains_nothing_more(coast, meeting, people):
    vote = factories.open_vote(coast)
    for person in people:
        vote.cast(person, ["T2"])
    vote.close()

    notes = vote_slide(meeting).notes
    assert "counts" not in notes
    assert "Votes:" in notes


def test_deck_of_forty_items_and_sixty_actions(coast, meeting, pat_person):
    for n in range(40):
        meeting.add_item(title=f"{n} {LONG}"[:200], minutes=5, lead=AWKWARD["arabic"][:120])
    cycle = coast.current_cycle()
    cycle.network = coast
    for n in range(60):
        Action.record(cycle, what=f"{n} {LONG * 3}"[:300], owner=pat_person, meeting=meeting)

    deck = deck_of(meeting)

    rows = [len(shape.table.rows) - 1 for slide in deck.slides for shape in slide.shapes if shape.has_table]  # fmt: skip
    assert sum(rows) >= 40
