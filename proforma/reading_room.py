"""What a reader of open answers needs: the answers, the themes that were seen in them, and the counts.

Plain: knows no request. Words come from `ViewsResults.readable` alone, so what is held back or not released
is neither shown nor counted.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from network import disclosure
from proforma import names, splits
from proforma.models import Coding, Theme
from proforma.models.documents import digest

# Of the small groups that rows could tell apart: more could not be checked while somebody waits.
MOST_CELLS = 14


@dataclass(frozen=True)
class Answer:
    """One answer as a reader knows it: by its key. `response` is for verbs, and on no page.

    `themes` were seen in these words. `anew` were seen in words that stood there before: until a reader
    says so again they are not counted.
    """

    key: str
    code: str
    text: str
    digest: str
    themes: list
    anew: list
    is_read: bool
    was_read: bool
    response: object = field(repr=False)

    @property
    def is_changed(self):
        """It was read, and says something else now."""
        return self.was_read and not self.is_read


@dataclass(frozen=True)
class OpenQuestion:
    """A question with the answers to it that may be read, in the order of their keys."""

    question: object
    held: int
    kept: int
    listed: list[Answer]
    themes: list[Theme]

    @property
    def code(self):
        return self.question.code

    @property
    def written(self):
        return len(self.listed)

    @property
    def read(self):
        return sum(answer.is_read for answer in self.listed)

    @property
    def counts(self):
        """[(theme, how many answers)] of every theme of the pro-forma, as they were made."""
        seen = Counter(theme.pk for answer in self.listed for theme in answer.themes)
        return [(theme, seen[theme.pk]) for theme in self.themes]

    def find(self, key):
        return next((answer for answer in self.listed if answer.key == key), None)


@dataclass(frozen=True)
class ThemeCounts:
    """Of one question: [(theme, n)] of the themes that were seen, the most frequent first; how many answers
    were read for it, and how many can be."""

    question: object
    counts: list[tuple[Theme, int]]
    read: int
    written: int
    held: int  # answers whose words wait or are kept back, and so in none of the numbers


class Seen:
    """The themes of a pro-forma, and in which words each was seen. Two queries."""

    def __init__(self, proforma):
        every = {theme.pk: theme for theme in Theme.objects.filter(proforma=proforma)}
        self.themes = [theme for theme in every.values() if theme.merged_into_id is None]
        self._counts_with = {pk: _root(every, pk) for pk in every}
        self._codings = {}
        # Also without a theme an answer can have been read.
        for response, code, theme, words in Coding.objects.filter(
            response__part__proforma=proforma
        ).values_list("response", "code", "theme", "digest"):
            self._codings.setdefault((response, code), []).append((theme, words))

    def answer(self, response, code, text):
        words = digest({"value": text})
        codings = self._codings.get((response.pk, code), [])
        now = {self._counts_with.get(theme) for theme, read in codings if read == words}
        ever = {self._counts_with.get(theme) for theme, _read in codings}
        return Answer(
            key=names.answer_key(response, code),
            code=code,
            text=text,
            digest=words,
            themes=[theme for theme in self.themes if theme.pk in now],
            anew=[theme for theme in self.themes if theme.pk in ever - now],
            is_read=bool(now),
            was_read=bool(codings),
            response=response,
        )


def _root(themes, pk):
    while themes[pk].merged_into_id is not None:
        pk = themes[pk].merged_into_id
    return pk


def open_questions(proforma, views):
    """Every open question with answers that may be read: [OpenQuestion]. Two queries beside the results."""
    seen, found = None, []
    for result in views.questions:
        pairs = views.readable(result.question)
        if pairs:
            seen = seen or Seen(proforma)
            code = result.question.code
            listed = [seen.answer(response, code, text) for response, text in pairs]
            found.append(
                OpenQuestion(result.question, result.held, result.kept, listed, seen.themes)
            )
    return found


def counts(proforma, views):
    """{code: ThemeCounts} of every open question with answers that may be read. For deck and insights."""
    return {
        one.code: ThemeCounts(
            question=one.question,
            counts=sorted((pair for pair in one.counts if pair[1]), key=lambda pair: -pair[1]),
            read=one.read,
            written=one.written,
            held=one.held + one.kept,
        )
        for one in open_questions(proforma, views)
    }


@dataclass(frozen=True)
class ByGroup:
    """Themes by the groups of one split. `left_out` are themes that would tell whose answer is whose."""

    split: splits.Split
    heads: list[tuple[str, int]]  # each group, and how many of it wrote
    rows: list[tuple[Theme, int, list[int]]]
    left_out: list[Theme]


def by_group(open_question, views):
    """The themes of a question by every split that is allowed: [ByGroup]. Two queries."""
    floor = views.floor
    responses = [answer.response for answer in open_question.listed]
    prefetch_related_objects(responses, "person__partner")
    everybody = frozenset(response.pk for response in responses)
    carried = {
        theme: frozenset(a.response.pk for a in open_question.listed if theme in a.themes)
        for theme in open_question.themes
    }
    carried = {theme: members for theme, members in carried.items() if members}
    return [_tabled(split, carried, everybody, floor) for split in views.splits_among(responses)]


def _tabled(split, carried, everybody, floor):
    """A reader sees which answers carry a theme. So a row may tell how many of them each group wrote, and
    must not tell that of a handful of answers, alone or with the other rows."""
    groups = [group.members & everybody for group in split.groups]
    rows, left_out, families = [], [], []
    for theme, members in sorted(carried.items(), key=lambda pair: -len(pair[1])):
        family = [members, everybody - members]
        if _in_two_groups(family, groups) and _tell_little([*families, family], floor):
            families.append(family)
            rows.append((theme, len(members), [len(members & group) for group in groups]))
        else:
            left_out.append(theme)
    heads = [
        (group.label, len(members)) for group, members in zip(split.groups, groups, strict=True)
    ]
    return ByGroup(split, heads, rows, left_out)


def _in_two_groups(family, groups):
    """Neither those with the theme nor those without are all of one group: that would be each one’s."""
    return all(sum(bool(side & group) for group in groups) > 1 for side in family if side)


def _tell_little(families, floor):
    """No handful of answers is set apart by the rows, nor by adding and subtracting them."""
    everybody = frozenset().union(*families[0])
    cells = Counter(
        tuple(person in with_theme for with_theme, _without in families) for person in everybody
    )
    if sum(size < floor for size in cells.values()) > MOST_CELLS:
        return False
    families = [[side for side in family if side] for family in families]
    return not disclosure.gives_away(families, floor=floor)
