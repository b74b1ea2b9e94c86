"""Which words wait to be read before others see them, and who may read them.

What may identify somebody is read by whoever circulates, once the results have come so far: an answer that
appeared by itself, beside the list of who has answered, would give its writer away. What tells of somebody
at risk is read at once, by the person who is named for it, or else by whoever circulates, and by nobody
else.
"""

import re
from dataclasses import dataclass, field

from network.models import User
from proforma import export, flagging
from proforma.results import ViewsResults
from proforma.second_looks import words_of

from .models import Flag, Proforma


@dataclass(frozen=True)
class Reader:
    """What one user may read of the flags of a network. `lead` is who is named, if anybody is."""

    lead: User | None
    circulates: bool
    is_lead: bool

    @property
    def reads_concerns(self):
        return self.is_lead if self.lead else self.circulates

    @property
    def reads_anything(self):
        return self.circulates or self.reads_concerns


def reader(network, user, *, circulates):
    """What `user`, or nobody if it is None, may read. One query, or none."""
    lead = flagging.lead_of(network)
    return Reader(lead, circulates, is_lead=lead is not None and lead == user)


@dataclass(frozen=True)
class Reading:
    """One flagged answer as it is read: `words` are (what they are, [(piece, whether it was found)])."""

    flag: Flag
    question: object
    partner: str  # whose figures they are; nothing is said of who gave a view
    words: list


@dataclass
class Desk:
    """What one reader finds: to read now, and read before. `waiting` is how many come later, and
    `with_lead` how many are for the eyes of somebody else."""

    concerns: list[Reading] = field(default_factory=list)
    identifying: list[Reading] = field(default_factory=list)
    settled: list[Reading] = field(default_factory=list)
    waiting: int = 0
    with_lead: int = 0

    @property
    def to_read(self):
        return [*self.concerns, *self.identifying]

    def find(self, key):
        """The reading of this flag, or None if this reader has none."""
        every = [*self.to_read, *self.settled]
        return next((reading for reading in every if reading.flag.key == key), None)


def desk(proforma, reader, at):
    """The Desk of a pro-forma loaded `with_parts`. The queries do not grow with the flags."""
    parts = list(proforma.parts.all())
    flags = list(
        Flag.objects.filter(response__part__in=parts).select_related(
            "response__partner", "settled_by"
        )
    )
    found, open_to = Desk(), _open_to_reading(flags, parts, at)
    concerns = {(flag.response_id, flag.code): flag for flag in flags if flag.is_concern}
    questions = {
        (part.pk, question.code): question for part in parts for question in part.loaded_questions
    }
    for flag in flags:
        reading = _reading(flag, questions[flag.response.part_id, flag.code])
        concern = concerns.get((flag.response_id, flag.code))
        if flag.is_concern and not reader.reads_concerns:
            found.with_lead += flag.settled_at is None
        elif not flag.is_concern and (not reader.circulates or _is_anothers(concern, reader)):
            continue
        elif flag.settled_at is not None:
            found.settled.append(reading)
        elif flag.is_concern:
            found.concerns.append(reading)
        elif flag.pk in open_to:
            found.identifying.append(reading)
        else:
            found.waiting += _comes_later(flag, parts, at)
    # In no order that could be read against the list of who has answered.
    found.concerns.sort(key=_place)
    found.identifying.sort(key=_place)
    found.settled.sort(key=lambda reading: reading.flag.settled_at, reverse=True)
    return found


def counts(network, at):
    """(pro-forma, how many tell of a risk, how many may identify somebody) of what can be read now.

    Of every cycle: a worry does not end with one. One query if there is nothing to read.
    """
    unsettled = Flag.objects.unsettled().filter(response__part__proforma__cycle__network=network)
    flags = list(unsettled.select_related("response__part"))
    if not flags:
        return
    by_proforma = {}
    for flag in flags:
        by_proforma.setdefault(flag.response.part.proforma_id, []).append(flag)
    proformas = Proforma.objects.filter(pk__in=by_proforma).select_related("cycle__network")
    for proforma in proformas.with_parts():
        mine, parts = by_proforma[proforma.pk], list(proforma.parts.all())
        for part in parts:
            part.proforma = proforma
        held = Flag.objects.concerns().holding_back().filter(response__part__in=parts)
        taken = set(held.values_list("response", "code"))
        open_to = _open_to_reading(mine, parts, at)
        yield (
            proforma,
            sum(flag.is_concern for flag in mine),
            sum(flag.pk in open_to and (flag.response_id, flag.code) not in taken for flag in mine),
        )


def _open_to_reading(flags, parts, at):
    """The keys of the unsettled identifying flags whose words have come so far that they may be read."""
    waiting = [flag for flag in flags if not flag.is_concern and flag.settled_at is None]
    views = {part.pk: part for part in parts if part.is_of_people}
    shown = set()
    for pk in {flag.response.part_id for flag in waiting} & views.keys():
        shown |= ViewsResults(views[pk], at).shown
    return {
        flag.pk
        for flag in waiting
        if flag.response.part_id not in views or (flag.response_id, flag.code) in shown
    }


def _is_anothers(concern, reader):
    """Whether the same words are held by a worry: for the eyes of another, or kept back for good."""
    if concern is None or not concern.holds_back:
        return False
    return not reader.reads_concerns or concern.settled_at is not None


def _comes_later(flag, parts, at):
    """Once all is in, what too few have answered is never shown: it waits for nothing."""
    return any(part.pk == flag.response.part_id and not part.activity.is_over(at) for part in parts)


def _reading(flag, question):
    partner, said = flag.response.partner, flag.response.answers.get(flag.code)
    words = [
        (export.BESIDE[name]() if name in export.BESIDE else "", marked(text, flag.found))
        for name, text in words_of(question.kind, said).items()
    ]
    return Reading(flag, question, partner.name if partner else "", words)


def _place(reading):
    question = reading.question
    is_view = not reading.partner
    text = "".join(piece for _name, pieces in reading.words for piece, _found in pieces)
    return (not is_view, question.section.position, question.position, question.code, text)


def marked(text, found):
    """[(piece, whether it is one of those found)], which together are the text."""
    pieces = sorted(filter(None, found), key=len, reverse=True)
    if not pieces:
        return [(text, False)]
    parts = re.split(f"({'|'.join(map(re.escape, pieces))})", text)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]
