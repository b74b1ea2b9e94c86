"""How many stand behind what is cited, as far as results say so: n of N, and from which sectors.

Plain: what results release in, numbers and labels out. It counts nothing itself.
"""

from dataclasses import dataclass

from django.utils import timezone

from network.models import Sector
from proforma import quoting, reading_room, results, statements
from proforma.models import Proforma, Quote


@dataclass(frozen=True)
class Count:
    """`n` of `of` people, or partners, answered; `groups` of them may be named."""

    n: int
    of: int
    is_of_people: bool
    groups: tuple[str, ...] = ()
    has_others: bool = False


class Sums:
    """The results of a network's pro-formas, each worked out once and only if it is asked for."""

    def __init__(self, network, at=None):
        self.network, self.at = network, at or timezone.now()
        self._proformas, self._results, self._counts = {}, {}, {}
        self._themes, self._quotes, self._statements = {}, {}, {}

    @classmethod
    def of(cls, network, shared):
        """The one that all kinds of a page share."""
        return shared.setdefault("sums", cls(network))

    def know(self, proforma, views, figures):
        """Take results that were worked out already, for they cost the most."""
        self._proformas[proforma.pk], self._results[proforma.pk] = proforma, (views, figures)

    def load(self, keys):
        """Read these pro-formas, with all they ask, at once."""
        missing = set(keys) - set(self._proformas)
        if not missing:
            return
        found = Proforma.objects.with_parts().select_related("cycle")
        for proforma in found.filter(pk__in=missing, cycle__network=self.network):
            proforma.cycle.network = self.network
            for part in proforma.parts.all():
                part.proforma = proforma
            self._proformas[proforma.pk] = proforma

    def proforma(self, key):
        self.load([key])
        return self._proformas[key]

    def views(self, key):
        return self._results_of(key)[0]

    def count(self, question):
        """The Count of a question; None while too few have answered it, or nobody was asked."""
        if question.pk not in self._counts:
            self._counts[question.pk] = self._count(question)
        return self._counts[question.pk]

    def theme(self, theme):
        """[(code of a question, in how many answers it was seen, how many can be read)]."""
        key = theme.proforma_id
        if key not in self._themes:
            self._themes[key] = reading_room.counts(self.proforma(key), self.views(key))
        return [
            (code, n, counted.written)
            for code, counted in self._themes[key].items()
            for seen, n in counted.counts
            if seen.pk == theme.pk
        ]

    def quotes(self, key):
        """{key of a quote: what members may read of it}."""
        if key not in self._quotes:
            leaving = quoting.leaving(self.proforma(key), Quote.Audience.MEMBERS)
            self._quotes[key] = {shown.key: shown for shown in leaving}
        return self._quotes[key]

    def statements(self, cycle):
        """{key of a group statement: what members may read of it}."""
        if cycle.pk not in self._statements:
            self._statements[cycle.pk] = {one.key: one for one in statements.leaving(cycle)}
        return self._statements[cycle.pk]

    def _results_of(self, key):
        if key not in self._results:
            self._results[key] = results.of(self.proforma(key), self.at)
        return self._results[key]

    def _count(self, question):
        views, figures = self._results_of(question.part.proforma_id)
        of_people = question.part_id == views.part.pk
        part = views if of_people else figures
        if not part.part.activity.is_opened:
            return None
        result = next((one for one in part.questions if one.question.pk == question.pk), None)
        if result is None:
            return None
        return _of_people(views, result) if of_people else _of_partners(figures, result)


def _of_people(views, result):
    if result.summary is None:
        return None
    split = views.split(result, "sector")
    labels = [label for label, _n, _summary in split.groups] if split is not None else []
    named = tuple(label for label in labels if label in map(str, Sector.labels))
    answered = result.summary.answered
    return Count(answered, views.asked, True, named, has_others=len(named) < len(labels))


def _of_partners(figures, result):
    gave = max((shown.partners for shown in result.shown.values()), default=0)
    return Count(gave, figures.expected, is_of_people=False) if gave else None
