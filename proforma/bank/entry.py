"""What an entry of the question bank is made of.

The data modules beside this one hold their sentences in English, marked for translation; the package
translates them when it is asked for the bank.
"""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_noop as _

from proforma.kinds import OTHER
from proforma.plain import PlainOption, PlainQuestion


@dataclass
class BankEntry:
    """One entry: a lead question, and the follow-ups that go with it.

    Codes are local ("1", "2", …): `follows`, `show_if` and the setting `not_above` mean them, and whoever
    adds the entry to a part gives every question a code of that part. `note` is for the coordinator.
    """

    code: str
    theme: str
    unit: str  # person or partner
    questions: list[PlainQuestion]
    note: str = ""

    @property
    def lead(self):
        return self.questions[0]


def _ask(steer, kind, text, why, *, code="1", options=(), rows=(), **more):
    """A question of the bank; (code, text) pairs for its options, to which “other, please say” is added.

    A grid has a box for words beside it, and a column “other” would not say which row it is about.
    """
    options = [PlainOption(text, code) for code, text in options]
    if options and not rows:
        options.append(PlainOption(_("Other, please say"), OTHER))
    return PlainQuestion(
        kind,
        text,
        why=why,
        code=code,
        follows="" if code == "1" else "1",
        options=options,
        rows=[PlainOption(text, code) for code, text in rows],
        origin="question_bank",
        steer=steer,
        options_origin="question_bank" if options or rows else "",
        options_steer=steer if options or rows else "",
        **more,
    )


# How far the wording or the options carry our own view.
low, medium, high = (partial(_ask, steer) for steer in ("low", "medium", "high"))
