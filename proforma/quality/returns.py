"""The checks of figures put to the returns that came in, each finding as what may be said of it."""

from decimal import Decimal

from django.utils.functional import cached_property

from network import disclosure
from network.disclosure import Sharing
from proforma import offered
from proforma.offered import ROW
from proforma.results import counts_people

from . import missing, outliers, totals


class Returns:
    """The returns of a FiguresResults. What a finding says is a dict of texts; `figure` is empty where the
    partner does not share its figures by name."""

    def __init__(self, figures):
        self.asking = figures.asking
        self.network = figures.part.proforma.cycle.network
        self.of = {response.pk: response for response in figures.responses}
        self.given = {response.pk: answers for response, answers in figures.answers}
        self.by_code = {question.code: question for question in self.asking}

    def far_off(self):
        """[(what is said, by how many times it looks too large)].

        Of a partner that is not named it is said once, and not of which figure: beside a total, which one
        is large would tell how large.
        """
        found, unnamed = [], {}
        for question, row, given in self._numbers:
            for who in outliers.far_off(given):
                if not self._is_named(who):
                    unnamed[who] = self._said(who)
                    continue
                said = self._said(who, question=self._called(question, row))
                said["figure"] = self._figure(question, given[who])
                others = [number for key, number in given.items() if key != who]
                found.append((said, outliers.slip(given[who], others)))
        return found + [(said, 0) for said in unnamed.values()]

    def above(self):
        asked = [(q.code, q.settings) for q in self.asking if q.kind_of_answer.is_number]
        found = []
        for who, answers in self.given.items():
            values = {code: (entry or {}).get("value") for code, entry in answers.items()}
            found += [self._above(who, one) for one in totals.above(asked, values)]
        return found

    def noughts(self):
        """Of partners that share by name only: that somebody's figure is 0 is that figure."""
        return [
            self._said(who, question=self._called(question, row))
            for question, row, given in self._numbers
            for who in missing.noughts(given, self._not_recorded(question))
            if self._is_named(who)
        ]

    def left_blank(self):
        return [
            self._said(who, questions=", ".join(self._name(key) for key in keys))
            for who, keys in missing.left_blank(*self._said_and_asked()).items()
        ]

    @cached_property
    def _numbers(self):
        """[(question, row, {who: number})] of every figure asked, row by row of a grid."""
        found = []
        for question in self.asking:
            shape = question.kind_of_answer.summary
            rows = offered.ever_asked(question, ROW) if shape == "grid_number" else {}
            for row in rows or ([""] if shape == "number" else []):
                given = {
                    who: Decimal(number)
                    for who, answers in self.given.items()
                    if (number := _number(answers.get(question.code), row)) is not None
                }
                found.append((question, row, given))
        return found

    def _said_and_asked(self):
        """({key: who gave it or said that they have none}, {key: who was asked}), a key being a question, or
        a row of a grid that was begun. A follow-up may stay blank."""
        said, asked = {}, {}
        for question in self.asking:
            if question.is_follow_up:
                continue
            code, entries = question.code, self._entries(question)
            asked[code] = list(entries)
            said[code] = {who for who, entry in entries.items() if entry.keys() & _SAYS}
            begun = {
                who: entry["value"]
                for who, entry in entries.items()
                if isinstance(entry.get("value"), dict)
            }
            for row in offered.ever_asked(question, ROW) if begun else ():
                key = f"{code}/{row}"
                asked[key] = [
                    who for who in begun if row in offered.given(question, self.of[who]).rows
                ]
                said[key] = {who for who, rows in begun.items() if row in rows}
        return said, asked

    def _entries(self, question):
        """{who: entry, empty if there is none} of those the question was put to."""
        return {
            who: self.given[who].get(question.code) or {}
            for who, codes in self._codes.items()
            if question.code in codes
        }

    @cached_property
    def _codes(self):
        return {who: offered.codes_asked(one, self.asking) for who, one in self.of.items()}

    def _not_recorded(self, question):
        entries = self._entries(question)
        return [who for who, entry in entries.items() if entry.get("state") == "not_recorded"]

    def _above(self, who, one):
        part, whole = self.by_code[one.code], self.by_code.get(one.limit_code)
        said = self._said(
            who,
            part=self._called(part, one.row),
            whole=self._called(whole, one.limit_row) if whole else one.limit_code,
        )
        if self._is_named(who) and whole:
            said["figure"] = self._figure(part, one.value)
            said["limit"] = self._figure(whole, one.limit)
        return said

    def _said(self, who, **texts):
        return {"partner": self.of[who].partner.name, "figure": "", **texts}

    def _is_named(self, who):
        return self.of[who].sharing == Sharing.NAMED

    def _figure(self, question, number):
        text = disclosure.as_text(
            number, counts_people=counts_people(question), smallest=self.network.smallest_count
        )
        return f"£{text}" if question.kind == "money" else text

    def _name(self, key):
        code, _slash, row = key.partition("/")
        return self._called(self.by_code[code], row) if row else code

    def _called(self, question, row):
        text = question.row_texts().get(row, row) if row else question.text
        return f"{question.code} “{text}”"


_SAYS = {"value", "state"}


def _number(entry, row):
    value = (entry or {}).get("value")
    return (value or {}).get(row) if row else value
