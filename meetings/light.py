"""What a light of explore-or-act is made of: how it stands, what it says, what it rests on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class State(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"

    @property
    def label(self):
        return {
            State.YES: _("yes"),
            State.PARTLY: _("partly"),
            State.NO: _("no"),
            State.NOT_KNOWN: _("not known"),
        }[self]

    @property
    def shape(self):
        return {State.YES: "●", State.PARTLY: "◐", State.NO: "○", State.NOT_KNOWN: "?"}[self]


MOVING = gettext_lazy("People could still answer, so the numbers are not kept here.")
MANY, FEW = 0.75, 0.25  # of those who answered a scale


@dataclass(frozen=True)
class Evidence:
    """What a light rests on. `is_moving` says that people can still change it."""

    text: str
    url: str = ""
    is_moving: bool = False


@dataclass(frozen=True)
class Light:
    title: str
    state: State
    said: str
    rule: str
    evidence: list[Evidence] = field(default_factory=list)

    def kept(self) -> dict:
        """As it is kept beside a decision: words only, and no number that was still moving."""
        rests_on = [str(MOVING) if one.is_moving else one.text for one in self.evidence]
        return {
            "title": self.title,
            "state": str(self.state),
            "said": self.said,
            "evidence": list(dict.fromkeys(rests_on)),
        }


@dataclass(frozen=True)
class Spread:
    """How a scale was answered, as far as it may be shown: {step: how many}."""

    label: str
    counts: Mapping[int, int]
    url: str = ""
    is_moving: bool = False
    groups: Sequence[tuple[str, int]] = ()  # who answered, where that may be told

    @property
    def n(self):
        return sum(self.counts.values())

    @property
    def top(self):
        return self._steps(lambda place: place >= MANY)

    @property
    def bottom(self):
        return self._steps(lambda place: place <= FEW)

    def _steps(self, wanted):
        low, high = min(self.counts), max(self.counts)
        width = max(high - low, 1)
        return [step for step in sorted(self.counts) if wanted((step - low) / width)]

    @property
    def high(self):
        return sum(self.counts[step] for step in self.top)

    @property
    def low(self):
        return sum(self.counts[step] for step in self.bottom)

    @property
    def is_divided(self):
        """At least a quarter at either end."""
        return bool(self.n) and min(self.high, self.low) >= FEW * self.n

    @property
    def words(self):
        said = _("%(label)s: %(high)d of %(n)d chose %(top)s, and %(low)d chose %(bottom)s.") % {
            "label": self.label,
            "high": self.high,
            "n": self.n,
            "top": _between(self.top),
            "low": self.low,
            "bottom": _between(self.bottom),
        }
        if not self.groups:
            return said
        who = ", ".join(f"{label} {n}" for label, n in self.groups)
        return f"{said} {_('Who answered: %(who)s.') % {'who': who}}"

    def as_evidence(self):
        return Evidence(self.words, self.url, self.is_moving)


def _between(steps):
    if len(steps) == 1:
        return str(steps[0])
    return _("%(low)d to %(high)d") % {"low": steps[0], "high": steps[-1]}
