"""Where somebody's answer went: told to whoever gave it, on a device that knows them, and nothing more."""

import pytest
from django.utils import timezone

from meetings import where_it_went
from meetings.deck import framing
from meetings.deck.outline import Place
from meetings.models import Action, Deck
from network import citing
from network.models import Citation
from proforma.models import Coding, Insight, Proforma, Quote, Response, Theme
from proforma.models.documents import digest
from tests import factories
from topics.models import Topic, Vote


@pytest.fixture
def people(coast):
    return factories.create_people(coast, 8)


@pytest.fixture
def proforma(coast, people):
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(part, person, A1=n % 5, A3=f"Words of number {n} and theirs alone.")
    return proforma


def response_of(person):
    response = Response.objects.get(person=person)
    proforma = Proforma.objects.with_parts().get(parts=response.part_id)
    response.part = next(part for part in proforma.parts.all() if part.pk == response.part_id)
    response.part.proforma = proforma
    return response


def lines_of(person, code):
    went = where_it_went.of(response_of(person))
    return next(one for one in went if one.question.code == code).lines


def question(proforma, code):
    return factories.part_of(proforma, "person").questions.get(code=code)


def closed(proforma):
    proforma.close()
    return proforma


def theme_in(proforma, person, name="Being passed on"):
    theme, _is_new = Theme.named(proforma, name)
    response = Response.objects.get(person=person)
    Coding.see(response, "A3", theme, digest=digest(response.answers["A3"]))
    return theme


def topic_of(coast, thing, title="One front door", **fields):
    topic = Topic.list_on(coast.current_cycle(), title=title, question="What?", **fields)
    citing.cite(topic, [thing], Citation.Role.EVIDENCE)
    return topic


def voted(coast, topic, *, choose=True, release=True):
    """A vote on the list; its first topic is chosen, or all the others are."""
    factories.create_longlist(coast, 6)
    vote = Vote.draft(coast.current_cycle())
    vote.open(closes_at=timezone.now() + timezone.timedelta(days=3))
    others = [one for one in vote.topics() if one.pk != topic.pk][:3]
    choose = choose and topic in vote.topics()
    for person in coast.participants():
        vote.cast(person, [topic.code, *(one.code for one in others[:2])] if choose else [one.code for one in others])  # fmt: skip
    vote.close()
    if release:
        vote.release()
    return vote


def test_what_only_was_counted_says_so(proforma, people):
    lines = lines_of(people[0], "A1")

    assert "counted" in lines[0]
    assert lines[-1] == "Nothing rests on it yet."


def test_theme_that_a_reader_saw_in_this_answer_is_told(proforma, people):
    theme_in(closed(proforma), people[0])

    assert "Whoever read it saw this in it: “Being passed on”." in lines_of(people[0], "A3")
    assert not any("Being passed on" in line for line in lines_of(people[1], "A3"))


def test_theme_goes_by_the_one_it_was_merged_into(proforma, people):
    theme_in(closed(proforma), people[0]).merge_into(Theme.named(proforma, "Doors")[0])

    assert "Whoever read it saw this in it: “Doors”." in lines_of(people[0], "A3")


def test_words_that_changed_since_are_not_read_yet(proforma, people):
    theme_in(proforma, people[0])
    part = factories.part_of(proforma, "person")
    entry = Response.objects.get(person=people[0]).answers["A3"]
    seen = {"A3": (entry["rev"], digest(entry))}
    Response.record(part, people[0], {"A3": {"value": "Something else."}}, seen=seen)
    assert Response.objects.get(person=people[0]).answers["A3"]["value"] == "Something else."

    assert not any("saw this" in line for line in lines_of(people[0], "A3"))


def test_topic_is_told_once_its_list_is_frozen(coast, proforma, people):
    topic = topic_of(coast, question(closed(proforma), "A1"))

    assert not any("topic" in line for line in lines_of(people[0], "A1"))
    voted(coast, topic, release=False)
    said = "With others, it is behind the topic “One front door”."
    assert said in lines_of(people[0], "A1")


@pytest.mark.parametrize(("choose", "end"), [(True, "which members chose."), (False, "which was not chosen.")])  # fmt: skip
def test_what_became_of_the_topic_is_told_once_the_result_is_released(
    coast, proforma, people, choose, end
):
    topic = topic_of(coast, question(closed(proforma), "A1"))
    voted(coast, topic, choose=choose)

    assert f"With others, it is behind the topic “One front door”, {end}" in lines_of(
        people[0], "A1"
    )


def test_topic_left_off_is_told_with_its_reason(coast, proforma, people):
    topic = topic_of(coast, question(closed(proforma), "A1"))
    topic.leave_off(reason="Outside what we are for.")
    voted(coast, topic)

    assert any(
        line.endswith("which was left off: Outside what we are for.")
        for line in lines_of(people[0], "A1")
    )


def test_action_that_came_of_it_is_told(coast, proforma, people):
    theme = theme_in(closed(proforma), people[0])
    topic = topic_of(coast, theme)
    voted(coast, topic)
    Action.record(coast.current_cycle(), what="Share one list", topic=topic)

    assert "An action came of it: Share one list (not started)." in lines_of(people[0], "A3")
    assert not any("Share one list" in line for line in lines_of(people[1], "A3"))


def test_action_taken_back_is_not_told(coast, proforma, people):
    topic = topic_of(coast, question(closed(proforma), "A1"))
    voted(coast, topic)
    Action.record(coast.current_cycle(), what="A slip", topic=topic).take_back()

    assert not any("A slip" in line for line in lines_of(people[0], "A1"))


def test_insight_is_counted_and_its_words_are_not_shown(coast, proforma, people):
    closed(proforma)
    Insight.write(
        coast.current_cycle(), text="Nobody owns the gap", evidence=[question(proforma, "A1")]
    )

    lines = lines_of(people[0], "A1")
    assert any("behind a sentence that the coordinator wrote" in line for line in lines)
    assert not any("Nobody owns" in line for line in lines)


def test_quote_without_a_yes_is_behind_nothing(coast, proforma, people):
    closed(proforma)
    response = Response.objects.get(person=people[0])
    quote = Quote.objects.create(
        proforma=proforma,
        response=response,
        person=people[0],
        code="A3",
        text="Words of number 0",
        answer_digest=digest(response.answers["A3"]),
    )
    topic = topic_of(coast, quote)
    voted(coast, topic)

    lines = lines_of(people[0], "A3")
    assert any("Without your yes nobody is shown them." in line for line in lines)
    assert not any("One front door" in line for line in lines)
    Quote.objects.update(audience="members", naming="none")
    assert any("One front door" in line for line in lines_of(people[0], "A3"))


# On slides


def met(coast, *, minutes=30):
    meeting = coast.meetings.model.call(
        coast.current_cycle(), starts_at=factories.minutes_ago(minutes)
    )
    meeting.network = meeting.cycle.network = coast
    return meeting


def locked(meeting, *left_out):
    """A version with every slide there is, but for those."""
    now = timezone.now()
    deck = Deck.of(meeting)
    for one in framing.arranged_of(meeting, now):
        place = Place.OUT if one.slide.key in left_out else Place.ROOM
        deck.choose(one.slide.key, place=place)
    return framing.lock(meeting, at=now)


def on_slides(person, code):
    return [line for line in lines_of(person, code) if "slide" in line]


def numbers(version, *keys):
    found = version.slides.filter(key__in=keys).values_list("number", flat=True)
    return ", ".join(map(str, found))


def quoted(proforma, person, *, audience="members"):
    response = Response.objects.get(person=person)
    quote = Quote.objects.create(
        proforma=proforma,
        response=response,
        person=person,
        code="A3",
        text=f"Words of {person.name}",
        words_digest=str(person.pk),
        answer_digest=digest(response.answers["A3"]),
    )
    quote.settle(audience, "not_named", seen=quote.shown_as)
    return quote


def test_slide_that_counts_an_answer_is_told_once_its_meeting_has_begun(coast, proforma, people):
    closed(proforma)
    meeting = met(coast, minutes=-60)
    version = locked(meeting)
    assert not on_slides(people[0], "A1")

    meeting.starts_at = factories.minutes_ago(1)
    meeting.save()
    n = numbers(version, "view:A1")
    assert on_slides(people[0], "A1") == [f"It is on slide {n} of the deck for meeting 1."]
    assert "Nothing rests on it yet." not in lines_of(people[0], "A1")


def test_last_version_of_each_deck_is_the_one_that_is_told(coast, proforma, people):
    closed(proforma)
    told = []
    for meeting in (met(coast), met(coast)):
        first = numbers(locked(meeting), "view:A1")
        told.append(numbers(locked(meeting, "why"), "view:A1"))
        assert first != told[-1]

    assert on_slides(people[0], "A1") == [
        f"It is on slide {n} of the deck for meeting {number}."
        for number, n in enumerate(told, start=1)
    ]


def test_meeting_that_was_called_off_showed_nothing(coast, proforma, people):
    closed(proforma)
    meeting = met(coast)
    locked(meeting)
    meeting.called_off_at = timezone.now()
    meeting.save()

    assert not on_slides(people[0], "A1")


def test_answer_that_came_after_the_lock_is_not_on_the_slide(coast, proforma, people):
    meeting = met(coast)
    locked(meeting)
    assert not on_slides(people[0], "A1")  # open, it shows a part of all

    closed(proforma)
    locked(meeting)
    Response.objects.filter(person=people[0]).update(submitted_at=timezone.now())
    assert not on_slides(people[0], "A1")
    assert on_slides(people[1], "A1")


def test_slide_left_out_is_not_told(coast, proforma, people):
    closed(proforma)
    locked(met(coast), "view:A1")

    assert not on_slides(people[0], "A1")


def test_own_quote_is_on_its_slide_and_nobody_elses_says_anything(coast, proforma, people):
    quote = quoted(closed(proforma), people[0])
    version = locked(met(coast), "words")
    n = numbers(version, "quotes", "quotes:A3:1")

    assert on_slides(people[0], "A3") == [f"It is on slides {n} of the deck for meeting 1."]
    assert not on_slides(people[1], "A3")
    quote.settle("nobody", "not_named")
    assert not on_slides(people[0], "A3")


@pytest.mark.parametrize("audience", ["nobody", "coordinator"])
def test_quote_that_members_may_not_read_is_on_no_slide(coast, proforma, people, audience):
    quoted(closed(proforma), people[0], audience=audience)
    quoted(proforma, people[1])
    locked(met(coast), "words")

    assert not on_slides(people[0], "A3")
    Quote.objects.filter(person=people[1]).update(audience=audience)
    assert not on_slides(people[1], "A3")


def test_theme_on_a_slide_is_told_to_whoever_has_it(coast, proforma, people):
    theme_in(closed(proforma), people[0])
    version = locked(met(coast), "words", "unknown")

    n = numbers(version, "themes:A3")
    assert on_slides(people[0], "A3") == [f"It is on slide {n} of the deck for meeting 1."]
    assert not on_slides(people[1], "A3")


def test_sentence_of_the_coordinators_is_no_slide_of_an_answer(coast, proforma, people):
    asked = question(closed(proforma), "A1")
    Insight.write(coast.current_cycle(), "Nobody owns the gap", [asked])
    version = locked(met(coast), "view:A1")

    assert version.slides.filter(key__startswith="insight:").exists()
    assert not on_slides(people[0], "A1")


@pytest.mark.parametrize(("then", "now", "is_told"), [("named", "named", True), ("totals", "totals", True), ("totals", "coordinator", False), ("named", "totals", False), ("coordinator", "named", False)])  # fmt: skip
def test_figures_are_on_a_slide_as_far_as_they_are_shared(
    coast, proforma, people, then, now, is_told
):
    for n, person in enumerate(people[:6]):
        person.partner = coast.add_partner(name=f"Shore {n}", figures_lead=person)
        person.save()
    part = factories.part_of(proforma, "partner")
    for n, person in enumerate(people[:6]):
        response = factories.answer(part, person, submit=False, B1=50 + n)
        response.choose_sharing("named" if n else then)
        response.submit()
    closed(proforma)
    locked(met(coast))
    response = Response.objects.get(partner=people[0].partner)
    Response.objects.filter(pk=response.pk).update(sharing=now)

    response.refresh_from_db()
    proforma = Proforma.objects.with_parts().get(pk=proforma.pk)
    response.part = next(one for one in proforma.parts.all() if one.pk == part.pk)
    response.part.proforma = proforma
    (went,) = where_it_went.of(response)
    assert any("of the deck for meeting 1" in line for line in went.lines) == is_told


def test_what_came_to_nothing_says_so_once_the_result_is_out(coast, proforma, people):
    topic = topic_of(coast, question(closed(proforma), "A1"))
    voted(coast, topic)

    assert "Your answer was not used. No reason was written down." in lines_of(people[0], "A3")[-1]
    theme_in(proforma, people[0])
    assert "Your answer was read and not used." in lines_of(people[0], "A3")[-1]


def test_nothing_of_another_answer_is_on_the_page(coast, proforma, people):
    for n, person in enumerate(people):
        theme_in(closed(proforma), person, name=f"Seen in {n}")
    phone = factories.phone_of(people[0])

    page = phone.get(f"/p/{people[0].code}/answers/").content.decode()
    assert "Seen in 0" in page
    assert not any(f"Seen in {n}" in page or f"Words of number {n}" in page for n in range(1, 8))
    assert not any(person.name in page for person in people[1:])


def test_new_device_is_asked_for_a_code(proforma, people):
    stranger = factories.phone_of(people[0], knows=False)

    answer = stranger.get(f"/p/{people[0].code}/answers/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/p/{people[0].code}/code/")


def test_page_is_offered_once_something_was_handed_in(coast, proforma, people):
    nobody = coast.add_person(name="New", email="new@coast.example")

    assert (
        "/answers/" in factories.phone_of(people[0]).get(f"/p/{people[0].code}/").content.decode()
    )
    phone = factories.phone_of(nobody)
    assert f"/p/{nobody.code}/answers/" not in phone.get(f"/p/{nobody.code}/").content.decode()
    assert phone.get(f"/p/{nobody.code}/answers/").status_code == 302


def test_figures_are_for_whoever_leads_them(coast, proforma, people):
    partner = coast.add_partner(name="Shore", figures_lead=people[0])
    for person in people[:2]:
        person.partner = partner
        person.save()
    factories.answer(factories.part_of(proforma, "partner"), people[0], B1=50)

    pages = [
        factories.phone_of(person).get(f"/p/{person.code}/answers/").content.decode()
        for person in people[:2]
    ]
    assert ["How many adults did you support?" in page for page in pages] == [True, False]


@pytest.mark.parametrize("answers", [1, 3])
def test_queries_do_not_grow_with_the_answers(
    coast, proforma, people, answers, django_assert_num_queries
):
    for n in range(answers):
        theme_in(closed(proforma), people[0], name=f"Theme {n}")
        topic_of(coast, question(proforma, "A1"), title=f"Front door {n}")
        locked(met(coast))
    phone, page = factories.phone_of(people[0]), f"/p/{people[0].code}/answers/"

    with django_assert_num_queries(24):
        phone.get(page)
