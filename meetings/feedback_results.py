"""What may be told of the replies to a feedback: counts, means, spreads, words.

Pure, but for `of`, which reads the replies. Each question is judged by itself, through the disclosure door,
and so are those who replied by link: whoever typed the slips of paper knows what stands on them, and could
take them away from a total that holds only a few others. While people can still reply, both move in steps.
"""

from collections import Counter
from dataclasses import dataclass, field
from statistics import mean, median

from network.disclosure import released

from .models import FeedbackReply, Lead
from .models.feedback import closing_questions, more_questions

STEP = 5
CHOICES = "wants_next"


@dataclass(frozen=True)
class Scale:
    """A question answered from 1 to 5, as it may be shown."""

    name: str
    title: str
    n: int
    mean: float
    median: float
    spread: list[tuple[int, int, float]]  # step, how many, which share


@dataclass(frozen=True)
class Choices:
    """A question with choices, as it may be shown."""

    title: str
    n: int
    counts: list[tuple[str, str, int, float]]  # code, words, how many, which share


@dataclass(frozen=True)
class Results:
    """All that may be told of one feedback. `shown` is how many replies it was made from."""

    replied: int
    on_paper: int
    shown: int
    scales: list[Scale] = field(default_factory=list)
    wants: Choices | None = None
    too_few: list[str] = field(default_factory=list)  # names of questions that fewer answered
    words: list[tuple[str, int]] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    change: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    links_wait: bool = False  # a few came by link, and hide although there are slips

    def scale(self, name: str) -> Scale | None:
        """One question of it, or None if it may not be shown."""
        return next((one for one in self.scales if one.name == name), None)

    @property
    def too_few_titles(self) -> list[str]:
        return [title_of(name) for name in self.too_few]


def of(feedback, network) -> Results:
    """What may be told of a feedback now. Reads its replies, unless they were prefetched in order."""
    return tell(
        feedback.replies.order_by("at", "pk"),
        kind=feedback.meeting.kind,
        over=feedback.activity.is_over(),
        floor=network.smallest_group,
    )


def tell(replies, *, kind: str, over: bool, floor: int = 5) -> Results:
    """What may be told of `replies`, the earliest first, to a meeting of this kind."""
    replies = list(replies)
    on_paper = sum(reply.is_paper for reply in replies)
    shown = seen([(reply, reply.is_paper) for reply in replies], over=over, floor=floor)
    asked = {*closing_questions(kind), *more_questions(kind)}
    scales, too_few, wants = [], [], None
    for name in (*FeedbackReply.SCALES, CHOICES):
        answers = answers_to(name, replies)
        values = seen(answers, over=over, floor=floor)
        if not values and (answers or name in asked):
            too_few.append(name)
        elif values and name == CHOICES:
            wants = choices_of(name, values)
        elif values:
            scales.append(scale_of(name, values))
    return Results(
        len(replies),
        on_paper,
        len(shown),
        scales,
        wants,
        too_few,
        words=words_of(seen(answers_to("word", replies), over=over, floor=floor), floor=floor),
        **{name: _texts(shown, name) for name in ("keep", "change", "better")},
        links_wait=bool(on_paper) and 0 < len(replies) - on_paper < floor,
    )


def answers_to(name: str, replies) -> list[tuple]:
    """The answers to one question, each with whether it came on paper. Who left it out is left out."""
    return [(answer, one.is_paper) for one in replies if (answer := getattr(one, name))]


def seen(answers, *, over: bool, floor: int = 5) -> list:
    """Of `answers`, as (what, whether it is on paper), the earliest first, what results are made from."""
    by_link = [what for what, is_paper in answers if not is_paper]
    on_paper = [what for what, is_paper in answers if is_paper]
    of_links = by_link[: released(len(by_link), over=over, floor=floor)]
    of_papers = on_paper if over else on_paper[: len(on_paper) // STEP * STEP]
    found = of_links + of_papers
    return found if len(found) >= floor else []


def title_of(name: str) -> str:
    """A question as it was asked."""
    return FeedbackReply._meta.get_field(name).verbose_name


def scale_of(name: str, values: list[int]) -> Scale:
    """Mean, median and spread of answers from 1 to 5."""
    spread = [(step, values.count(step), values.count(step) / len(values)) for step in range(1, 6)]
    return Scale(name, title_of(name), len(values), mean(values), median(values), spread)


def choices_of(name: str, values: list[str]) -> Choices:
    """How often each choice was taken, in the order they were asked in."""
    counts = [
        (lead.value, lead.label, values.count(lead), values.count(lead) / len(values))
        for lead in Lead
    ]
    return Choices(title_of(name), len(values), counts)


def words_of(words: list[str], *, floor: int = 5) -> list[tuple[str, int]]:
    """The words that were given and how often, by alphabet. None at all from fewer people than the floor."""
    said = Counter(plain for word in words if (plain := word.strip(" .,!").lower()))
    return sorted(said.items()) if said.total() >= floor else []


def _texts(replies, name):
    """By alphabet, which tells nothing of who wrote them."""
    return sorted(text for reply in replies if (text := getattr(reply, name)))
