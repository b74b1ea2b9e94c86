"""What people said, as far as it may be shown."""

from dataclasses import dataclass, field, replace

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from network import disclosure
from proforma import analysis, flagging, kinds, names, offered, splits
from proforma.models import Part
from proforma.offered import OPTION, ROW

from .handed_in import handed_in

SPLIT = {"count", "scale", "grid", "rank"}  # what can be said of a group


@dataclass(frozen=True)
class ViewResult:
    """One question asked of each person. `summary` is None while too few have answered.

    `not_asked` counts those released for whom its condition did not hold, or who came before it. `base`
    says whom it is counted over, and what of it is held back. `held` counts the answers whose words wait to
    be read, `kept` those whose words are kept back.
    """

    question: object
    summary: analysis.Summary | None
    texts: list[str] = field(default_factory=list)
    not_asked: int = 0
    base: offered.Base | None = None
    held: int = 0
    kept: int = 0

    @property
    def shape(self):
        return self.question.kind_of_answer.summary

    @property
    def is_empty(self):
        """Whether there is nothing to draw: too few answered, or all that could be drawn is held back."""
        return self.summary is None or not self.summary.answered or self.summary.table.empty

    @property
    def bars(self):
        """(label, count, of how many) by option or step."""
        rows = self.summary.table.itertuples(index=False)
        return [
            (label, count, self.base.offered[OPTION].get(code, self.summary.n))
            for code, label, count in rows
        ]

    def answered_with(self, code):
        """How many answered with this option (or row, of a grid) before them."""
        axis = ROW if self.question.kind_of_answer.has_rows else OPTION
        if code not in self.base.offered[axis]:
            return self.summary.answered
        return self.base.answered_with(code, axis)

    @property
    def width(self):
        """How many columns of figures its table has."""
        return len(self.summary.steps) + bool(self.summary.means)

    def without_words(self):
        summary = self.summary and replace(self.summary, others=[])
        return replace(self, summary=summary, texts=[])


@dataclass(frozen=True)
class ShownSplit:
    """What groups said to one question: (label, how many answered, Summary) each."""

    label: str
    groups: list[tuple]
    merged: bool


@dataclass
class ViewsResults:
    """The views part: who was asked, how many answered, and what is released of it."""

    part: Part
    at: object

    @cached_property
    def asked(self):
        return self.part.activity.invitations.asked().count()

    @cached_property
    def submitted(self):
        return self.part.responses.submitted().count()

    @cached_property
    def released(self):
        network = self.part.proforma.cycle.network
        return disclosure.released(
            self.submitted, over=self.part.activity.is_over(self.at), floor=network.smallest_group
        )

    @property
    def is_partial(self):
        return self.released < self.submitted

    @cached_property
    def asking(self):
        return [q for q in self.part.asked_questions() if q.kind_of_answer.asks]

    @cached_property
    def _responses(self):
        """The released responses, each with the codes it was asked."""
        responses = handed_in(self.part, self.asking, self.released)
        return [(response, offered.codes_asked(response, self.asking)) for response in responses]

    @cached_property
    def questions(self):
        return [self._result(question) for question in self.asking]

    @cached_property
    def shown(self):
        """{(key of a response, code)} of every answer that these results are made from."""
        codes_shown = {one.question.code for one in self.questions if one.summary is not None}
        return {
            (response.pk, code)
            for response, codes in self._responses
            for code in codes & codes_shown
        }

    def readable(self, question):
        """[(response, words)] of what was written to an open question and may be read, in an order that
        says nothing of who handed in when. Empty while too few have answered it."""
        result = next((one for one in self.questions if one.question == question), None)
        if result is None or result.summary is None or result.shape != "text":
            return []
        said = [
            (response, response.answers[question.code]["value"])
            for response, codes in self._responses
            if question.code in codes and "value" in (response.answers.get(question.code) or {})
        ]
        said = [(each, text) for each, text in said if not isinstance(text, flagging.HeldBack)]
        return sorted(said, key=lambda pair: names.answer_key(pair[0], question.code))

    @property
    def splits_offered(self):
        """The ways of splitting these results that can be chosen; a question may still allow none."""
        ways = {split.by for split in self.splits_among([each for each, _codes in self._responses])}
        return [offer for offer in splits.offers() if offer.by in ways]

    def splits_among(self, responses, answered=None):
        """The splits of some of these responses that may be shown (see splits.allowed).

        None until the close: from one step to the next a group grows by one or two, and the list of who
        has answered would say who they are.
        """
        if not self.part.activity.is_over(self.at) or not responses:
            return []
        return splits.allowed(responses, self.floor, answered)

    def split(self, result, by):
        """What the groups of one way say to one question: ShownSplit, or None if that cannot be shown."""
        if result.is_empty or result.shape not in SPLIT:
            return None
        answered = {one.key: one for one in result.base.given if one.is_answered}
        responses = [each for each, _codes in self._responses if each.pk in answered]
        for split in self.splits_among(responses, _answered_sets(result, answered)):
            if split.by == by:
                return _shown_split(split, result, answered)
        return None

    @property
    def floor(self):
        return self.part.proforma.cycle.network.smallest_group

    def _result(self, question):
        """Few may answer one question though many answered others: the floor holds for each, and for
        each of its options and rows."""
        floor = self.floor
        asked = [
            offered.given(question, response)
            for response, codes in self._responses
            if question.code in codes
        ]
        not_asked = self.released - len(asked)
        if sum(one.is_answered for one in asked) < floor:
            return ViewResult(question, None, not_asked=not_asked)
        base = offered.base(question, asked, floor)
        if sum(one.is_answered for one in base.given) < floor:
            return ViewResult(question, None, not_asked=not_asked, base=base)
        entries = analysis.frame([{"": one.entry} for one in base.given], [""])[""]
        texts = analysis.values(entries) if question.kind_of_answer.summary == "text" else []
        # In no order that could be read against the return list.
        texts = sorted(str(text) for text in texts if not isinstance(text, flagging.HeldBack))
        summary = _summary(question, entries, base)
        others = [one for one in summary.others if not isinstance(one, flagging.HeldBack)]
        summary = replace(summary, others=others)
        counted = flagging.held_back(one.entry for one in base.given)
        return ViewResult(question, summary, texts, not_asked, base, **counted)


def _answered_sets(result, answered):
    """The keys of whoever is counted in each table there is: each row of a grid is one, and so is each
    choice that stood before some only."""
    sets = [set(answered)]
    if result.shape == "grid":
        sets = [
            {key for key, one in answered.items() if code in one.entry["value"]}
            for code, _text in result.base.rows
        ]
    for code, _text in result.base.options:
        if code in result.base.offered[OPTION]:
            sets.append({key for key, one in answered.items() if code in one.options})
    return [keys for keys in sets if keys]


def _shown_split(split, result, answered):
    groups = []
    for group in split.groups:
        entries = [answered[key].entry for key in answered if key in group.members]
        frame = analysis.frame([{"": entry} for entry in entries], [""])[""]
        summary = _summary(result.question, frame, result.base)
        groups.append((group.label, summary.n, replace(summary, others=[])))
    return ShownSplit(split.label, groups, split.is_merged)


def _summary(question, entries, base):
    """What a question's entries come to, drawn together as its kind says."""
    shape = question.kind_of_answer.summary
    options = _with_own_base(base.options, base.offered[OPTION])
    rows = _with_own_base(base.rows, base.offered[ROW])
    steps = [(step, str(step)) for step in kinds.scale_steps(question)]
    if shape == "count":
        return analysis.count_choices(entries, options)
    if shape == "scale":
        return analysis.count_steps(entries, kinds.scale_steps(question))
    if shape == "grid":
        columns = options if question.kind_of_answer.has_options else steps
        return analysis.count_grid(entries, rows, columns)
    if shape == "rank":
        places = min(question.settings.get("most") or len(options), len(options))
        return analysis.count_places(entries, options, places)
    if shape == "number":
        return analysis.count_numbers(entries)
    return analysis.count_texts(entries)


def _with_own_base(pairs, stood_before):
    """(code, label), the label saying before how many it stood, where that is not everybody."""
    return [
        (
            code,
            _("%(label)s (asked of %(n)d)") % {"label": text, "n": stood_before[code]}
            if code in stood_before
            else text,
        )
        for code, text in pairs
    ]
