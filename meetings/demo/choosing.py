"""The demo's way to three topics: what people asked for, the longlist, the sealed stances, and the vote."""

from datetime import timedelta

from meetings.demo import topics
from network import citing, sending, words
from network.models import Citation
from proforma.models import Question
from topics import circulation
from topics.models import Seal, Suggestion, Topic, Vote

ORIGINS = {
    "coordinator": Topic.Origin.SUPPORTED,
    "framework": Topic.Origin.COORDINATOR,
    "participant": Topic.Origin.REWORDED,
}


def suggestions_in_order(story):
    """(moment, chapter) for each person who asked for something."""
    said = [(data, code) for data in topics.SUGGESTIONS for code in data["raised_by"]]
    for n, (data, code) in enumerate(said):
        yield story.at(-20, 14) + timedelta(hours=5 * n), _suggested(data, code)


def _suggested(data, code):
    def chapter(story, at):
        made = Suggestion.make(
            story.cycle, text=data["text"], person=story.people[code], named_to="nobody", at=at
        )
        first = story.suggestions.setdefault(data["code"], made)
        if first != made:
            made.same_idea_as(first, by=story.coordinator, at=at)

    return chapter


def longlist(story, at):
    for data in topics.TOPICS:
        topic = story.topics[data["code"]] = Topic.list_on(
            story.cycle,
            code=data["code"],
            **{name: data[name] for name in ("title", "question", "open_up", "narrow_down")},
            commit=data["commit"],
            origin=ORIGINS[data["origin"][0]],
            origin_note=data["origin_note"],
            follows_funder="framework" in data["origin"],
            by=story.coordinator,
            at=at,
        )
        began = Question.objects.filter(
            part__proforma=story.proforma, code__in=data["began_in"]
        ).order_by("code")
        citing.cite(topic, began, Citation.Role.ORIGIN, by=story.coordinator, at=at)


def suggestions_decided(story, at):
    for data in topics.SUGGESTIONS:
        suggestion = story.suggestions[data["code"]]
        if data["joined"]:
            suggestion.join_into(story.topics[data["joined"]], by=story.coordinator, at=at)
        else:
            suggestion.leave_off(
                reason=data["reason"], comes_back=data["comes_back"], by=story.coordinator, at=at
            )


def stances_sealed(story, at):
    stances = {code: (one["stance"], one["reason"], "") for code, one in topics.STANCES.items()}
    openly = []
    for data in topics.SUGGESTIONS:
        code = Seal.code_of(story.suggestions[data["code"]])
        stances[code] = (data["stance"], data["reason"], "")
        if data["stance"] == "cannot":
            openly.append(code)
    Seal.seal(
        story.cycle,
        story.coordinator,
        stances,
        forecast=topics.FORECAST,
        openly=openly,
        opens_at=story.at(0, 9, 30),
        at=at,
    )
    sending.send_each(story.network.messages.to_send(), at=at)


def vote_opened(story, at):
    story.vote = Vote.draft(
        story.cycle,
        band_sectors=["statutory"],
        method_reason="Three topics are what one morning can hold. One person has one ballot.",
    )
    mailing = circulation.open_and_invite(
        story.vote,
        closes_at=words.end_of(story.day_0 - timedelta(days=9), story.network),
        **circulation.proposed(story.cycle),
        by=story.coordinator,
        at=at,
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def ballots_in_order(story):
    codes = list(topics.BALLOTS)
    for n, code in enumerate(codes):
        yield story.at(-16, 13) + timedelta(hours=n * 150 // len(codes)), _ballot(code)


def _ballot(code):
    def chapter(story, at):
        _group, chosen = topics.BALLOTS[code]
        story.vote.cast(story.people[topics.VOTER_OF_BALLOT[code]], chosen, at=at)

    return chapter


def vote_closed(story, at):
    story.vote.close(at=at)


def result_released(story, at):
    story.vote.release(at=at)
