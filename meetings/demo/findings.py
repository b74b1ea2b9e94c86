"""What the demo's coordinator read, and what she saw in it all."""

from datetime import timedelta

from meetings.demo import topics
from network import citing
from proforma import insight_desk
from proforma.models import Insight, Question, Reading, Theme

STRENGTHS = {
    "strong": Reading.Strength.STRONG,
    "framework": Reading.Strength.FRAMEWORK,
    "local notes elsewhere": Reading.Strength.LOCAL,
    "values statement": Reading.Strength.VALUES,
}
# What is seen, what it rests on, and the topic that uses it.
INSIGHTS = [
    (
        "16 of the 22 who answered see people stuck between mental health and drug or alcohol services.",
        ["A3", "Passed back and forth", "R5", "R6"],
        "T1",
    ),
    (
        "Four contracts end in the same month, so they could be planned together.",
        ["B7E", "R3"],
        "T7",
    ),
    (
        "Few agree that decisions about support are made close to the person: the mean is 2.4 of 5.",
        ["A6", "R7", "R8"],
        "T5",
    ),
]


def reading_chapters(story):
    """(moment, chapter) of each reading, one a day."""
    for n, row in enumerate(topics.RESEARCH):
        yield story.at(-50 + n, 16), _read(row)


def _read(row):
    def chapter(story, at):
        words, note = _strength(row["strength"])
        found_by = story.people[row["found_by"]]
        Reading.add(
            story.network,
            title=row["source"],
            point=row["point"],
            strength=STRENGTHS[words],
            strength_note=note,
            found_by=found_by if found_by.takes_part else None,
            by=story.coordinator,
            at=at,
        )

    return chapter


def _strength(said):
    """As in “strong, dated”: which strength, and what is to be said with it."""
    words = next(words for words in STRENGTHS if said.startswith(words))
    return words, said.removeprefix(words).strip(", ")


def cite_for_topics(story, at):
    """What each topic rests on: questions and readings, those that are said to support it among them."""
    for data in topics.TOPICS:
        supports = [row["code"] for row in topics.RESEARCH if data["code"] in row["supports"]]
        codes = dict.fromkeys([*data["evidence"], *supports])
        found = [_thing(story, code) for code in codes]
        citing.cite(story.topics[data["code"]], found, by=story.coordinator, at=at)


def write_insights(story, at):
    for n, (text, evidence, topic) in enumerate(INSIGHTS):
        moment, found = at + timedelta(minutes=n), [_thing(story, code) for code in evidence]
        basis = insight_desk.basis_of(story.network, found, moment)
        insight = Insight.write(
            story.cycle, text, found, basis=basis, by=story.coordinator, at=moment
        )
        citing.cite(story.topics[topic], [insight], by=story.coordinator, at=moment)


def _thing(story, code):
    """A reading, a question or a theme, by what the data call it."""
    reading = (
        next((one for one in story.network.readings.all() if one.code == code), None)
        or Question.objects.filter(part__proforma=story.proforma, code=code).first()
    )
    return reading or Theme.objects.get(proforma=story.proforma, name=code)
