"""Where a person's answer went: what was made of each answer, told to whoever gave it and to nobody else.

Walked on citations, from the question, the themes that a reader saw in this answer and the quotes picked from
it, up to slides, topics and actions. It tells only what members may know: of other answers nothing, of a deck
whose meeting has not begun, a list that is not frozen or a result that is not released nothing.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Action
from meetings.on_slides import Slides
from network.models import Citable, Citation
from proforma.evidence import Sums
from proforma.models import Coding, Question, Quote
from proforma.models.documents import content, digest
from topics.models import Topic, Vote


@dataclass(frozen=True)
class Went:
    """What became of one answer: a sentence each. `is_used` if something rests on it."""

    question: Question
    lines: list[str]
    is_used: bool


def of(response, *, at=None) -> list[Went]:
    """What became of each answer of a response that was handed in, in the order of the form.

    Reads the questions loaded on its part. The number of queries does not grow with the answers.
    """
    at = at or timezone.now()
    part = response.part
    asked = [question for question in part.asked_questions() if question.kind_of_answer.asks]
    given = [question for question in asked if content(response.answers.get(question.code))]
    walk = Walk(part.proforma.cycle.network, at)
    words = _Words(response, given)
    return [_went(question, words, walk) for question in given]


def _went(question, words, walk):
    own = words.citables(question)
    shown = walk.slides.lines(words.response, question, words.citables_shown(question))
    uses = shown + walk.up({question.citable_id, *own} - {None})
    lines = [walk.counted(question), *words.read(question), *uses]
    if not uses:
        lines.append(_nothing_yet(walk, words.was_read(question)))
    return Went(question, [line for line in lines if line], bool(uses))


def _nothing_yet(walk, was_read):
    if walk.goes_on:
        return _("Nothing rests on it yet.")
    said = _("Your answer was read and not used.") if was_read else _("Your answer was not used.")
    return f"{said} {_('No reason was written down. You can ask the coordinator for it.')}"


class _Words:
    """What a reader saw in the answers of one response, and what was quoted. Three queries."""

    def __init__(self, response, questions):
        self.response = response
        self.codings = {}
        self.all_themes = {theme.pk: theme for theme in response.part.proforma.themes.all()}
        for coding in Coding.objects.filter(response=response):
            entry = response.answers.get(coding.code)
            if entry and coding.digest == digest(entry):  # what says something else now is unread
                self.codings.setdefault(coding.code, []).append(coding)
        self.quotes = {}
        for quote in Quote.objects.in_use().filter(response=response):
            self.quotes.setdefault(quote.code, []).append(quote)

    def themes(self, question):
        """Those that are listed: what was merged counts with the one it was merged into."""
        keys = [one.theme_id for one in self.codings.get(question.code, ()) if one.theme_id]
        found = [self.all_themes[key] for key in keys]
        while any(theme.merged_into_id for theme in found):
            found = [self.all_themes.get(theme.merged_into_id, theme) for theme in found]
        return list(dict.fromkeys(found))

    def was_read(self, question):
        return question.code in self.codings or question.kind_of_answer.summary != "text"

    def citables(self, question):
        agreed = [quote for quote in self.quotes.get(question.code, []) if quote.is_agreed]
        return {thing.citable_id for thing in [*self.themes(question), *agreed]}

    def citables_shown(self, question):
        """The same as far as a slide may show them: without quotes that members may not read."""
        may = Quote.reaching(Quote.Audience.MEMBERS)
        quotes = [one for one in self.quotes.get(question.code, []) if one.audience in may]
        things = [*self.themes(question), *quotes]
        return {thing.citable_id for thing in things} - {None}

    def read(self, question):
        names = ", ".join(f"“{theme}”" for theme in self.themes(question))
        if names:
            yield _("Whoever read it saw this in it: %(themes)s.") % {"themes": names}
        quotes = self.quotes.get(question.code, [])
        if any(quote.is_agreed for quote in quotes):
            yield _("Words of it are quoted, as you agreed.")
        elif quotes:
            yield _("Words of it were picked to be quoted. Without your yes nobody is shown them.")


class Walk:
    """The way up from what was said to slides, topics and actions, loaded once: nine queries."""

    def __init__(self, network, at):
        self.network, self.at = network, at
        self.sums = Sums(network, at)
        self.sources = {}
        cited = Citation.objects.filter(target__network=network)
        edges = list(cited.values_list("source_id", "target_id"))
        for source, target in edges:
            self.sources.setdefault(target, []).append(source)
        self.kinds = dict(network.citables.values_list("pk", "kind"))
        self.slides = Slides(network, at, edges, self.kinds)
        topics = Topic.objects.filter(cycle__network=network, citable__isnull=False)
        self.topics = {
            topic.citable_id: topic
            for topic in topics.select_related("cycle", "joined_into__joined_into")
        }
        self.actions = list(Action.objects.filter(network=network).order_by("recorded_at", "pk"))
        self.votes = {vote.cycle_id: vote for vote in self._votes()}

    def _votes(self):
        found = Vote.objects.filter(cycle__network=self.network, runoff_of=None)
        return found.select_related("activity", "cycle").order_by("pk")

    @property
    def goes_on(self):
        """Whether something may still be made of what was said in this cycle."""
        current = self.network.current_cycle()
        vote = self.votes.get(current.pk)
        return vote is None or not vote.is_released

    def counted(self, question):
        count = self.sums.count(question)
        if count is None:
            return _("It is counted, once enough have answered for a result to be shown.")
        if count.is_of_people:
            said = _("It is counted in the results: %(n)d of %(of)d people answered.")
        else:
            said = _("It is counted in the results: %(n)d of %(of)d partners gave this.")
        return said % {"n": count.n, "of": count.of}

    def up(self, keys):
        """The sentences for all that rests on any of these citables, however many steps away."""
        reached, waiting = set(), list(keys)
        while waiting:
            for source in self.sources.get(waiting.pop(), ()):
                if source not in reached:
                    reached.add(source)
                    waiting.append(source)
        topics = [self.topics[key] for key in sorted(reached) if key in self.topics]
        lines = self._insights(reached)
        lines += [line for topic in topics if (line := self._topic(topic))]
        return lines + self._actions(topics, reached)

    def _insights(self, reached):
        n = sum(self.kinds.get(key) == Citable.Kind.INSIGHT for key in reached)
        said = ngettext(
            "With other answers, it is behind a sentence that the coordinator wrote about them.",
            "With other answers, it is behind %(n)d sentences that the coordinator wrote about them.",
            n,
        )
        return [said % {"n": n}] if n else []

    def _topic(self, topic):
        """Nothing before the list was frozen; nothing of the count before it was released."""
        whole, vote = topic.whole, self.votes.get(topic.cycle_id)
        if vote is None or not vote.activity.is_opened:
            return ""
        said = {"topic": whole.title}
        if not whole.is_on_longlist:
            return _(
                "With others, it is behind the topic “%(topic)s”, which was left off: %(why)s"
            ) % {
                **said,
                "why": whole.left_off_reason,
            }
        if not vote.is_released:
            return _("With others, it is behind the topic “%(topic)s”.") % said
        if whole.code in vote.chosen_codes:
            return _("With others, it is behind the topic “%(topic)s”, which members chose.") % said
        return _("With others, it is behind the topic “%(topic)s”, which was not chosen.") % said

    def _actions(self, topics, reached):
        wholes = {topic.whole.pk for topic in topics}
        came = [
            action
            for action in self.actions
            if action.topic_id in wholes or action.citable_id in reached
        ]
        return [
            _("An action came of it: %(what)s (%(status)s).")
            % {"what": action.what, "status": action.get_status_display()}
            for action in came
        ]
