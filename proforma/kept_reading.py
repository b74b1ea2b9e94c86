"""Results that were locked, as they may be shown today.

What is shown of them never changes, but it can come to be hidden. A partner that has chosen to share less
since is shown no more. And they stand beside the results as they are now, and beside others that were
locked: of two tables whose difference would give few away, the earlier is hidden.
"""

from dataclasses import dataclass, field

from network.disclosure import Sharing
from network.disclosure_figures import sums_are_safe
from proforma import keeping_results
from proforma.kept_views import ViewsBeside

HOW_MUCH = {Sharing.TOTALS: 1, Sharing.NAMED: 2}
OF_ALL = {"total", "median", "lowest", "highest"}


@dataclass
class ReadResults:
    """One KeptResults: its questions as they were kept, each with what may be shown of it."""

    kept: object
    views: list[dict] = field(default_factory=list)
    figures: list[dict] = field(default_factory=list)
    rates: list[dict] = field(default_factory=list)
    more_people: int = 0
    more_partners: int = 0


def read(every, number, views, figures):
    """What may be shown of the locked results of this number: ReadResults, or None if there are none.

    `every` are all KeptResults of a pro-forma; `views` and `figures` are its results now. Which of two
    tables is hidden is settled from the newest to the oldest.
    """
    views_beside, figures_beside = ViewsBeside(views), FiguresBeside(figures)
    for kept in sorted(every, key=lambda one: -one.number):
        found = ReadResults(kept)
        found.views = [views_beside.read(one) for one in kept.shown["views"]["questions"]]
        of_figures = kept.shown["figures"]
        found.figures = [figures_beside.read(one, kept) for one in of_figures["questions"]]
        if kept.number == number:
            found.rates = _rates(of_figures["rates"], found.figures)
            found.more_people = max(0, views.released - kept.people)
            found.more_partners = sum(
                response.submitted_at > kept.made_at for response in figures.responses
            )
            return found
    return None


class FiguresBeside:
    """The figures as they are now, and the locked sums that were found to be safe beside them."""

    def __init__(self, figures):
        self.figures = figures
        self.now = {result.question.code: result for result in figures.questions}
        self.sharing = {str(one.partner_id): one.sharing for one in figures.responses}
        self.names = {str(one.partner_id): one.partner.name for one in figures.responses}
        self.fewest = figures.network.smallest_total
        self.shown = {}  # {(code, row): [marks of what nobody is shown, of each sum shown beside it]}

    def read(self, kept, results):
        less = {key for key, then in results.partners.items() if self._shares_less(key, then)}
        printed = results.shown["figures"]["smallest_count"]
        if kept["counts_people"] and printed < self.figures.network.smallest_count:
            return kept | {"rows": [], "less": False, "small": True}
        rows = [self._row(kept["code"], row, less) for row in kept["rows"]]
        return kept | {"rows": rows, "less": any(row["hidden"] == "less" for row in rows)}

    def _shares_less(self, key, then):
        return HOW_MUCH.get(self.sharing.get(key), 0) < HOW_MUCH[then]

    def _row(self, code, row, less):
        made_from, unseen = row["made_from"], row["unseen"]
        told = [
            (self.names[key], text, basis) for key, text, basis in row["named"] if key not in less
        ]
        shown = {name: row[name] for name in ("key", "label", "partners", *OF_ALL)} | {
            "named": sorted(told),
            "hidden": "",
        }
        if less & (made_from.keys() | {key for key, *_rest in row["named"]}):
            return shown | dict.fromkeys(OF_ALL) | {"hidden": "less"}
        sum_then = {f"{key}:{made_from[key]}" for key in unseen}
        if row["total"] is None and row["median"] is None:
            return shown | {"hidden": "few" if unseen else ""}
        if not self._is_safe(code, row["key"], sum_then):
            return shown | dict.fromkeys(("total", "median")) | {"hidden": "moved"}
        self.shown.setdefault((code, row["key"]), []).append(sum_then)
        return shown

    def _is_safe(self, code, row, sum_then):
        """Whether this sum may stand beside the others of the same figure."""
        sum_now, known, has_rate = self._now(code, row)
        sums = [*self.shown.get((code, row), []), *([] if sum_now is None else [sum_now]), sum_then]
        sums = [one - known for one in sums]
        if has_rate and sum_now is not None and sums[-1] != sums[-2]:
            return False
        hidden = {
            name
            for one in sums
            for name in one
            if self.sharing[name.split(":")[0]] == Sharing.TOTALS
        }
        return sums_are_safe(sums, hidden=hidden, fewest=self.fewest)

    def _now(self, code, row):
        """Of this figure now: the marks of what nobody is shown in its sum (None without one), the marks of
        what all are shown, and whether some of it is also in a rate over fewer partners."""
        result = self.now.get(code)
        if result is None or row not in result.shown:
            return None, set(), False
        shown = result.shown[row]
        summed, unseen = keeping_results.sum_of(self.figures, result.question, row or None)
        names = {f"{key}:{name}" for key, name in summed.items()}
        sum_now = {f"{key}:{summed[key]}" for key in unseen}
        has_rate = any(
            (code, row or None) in [figure.key for figure in rate.figures]
            and rate.part is not None
            and rate.partners != shown.partners
            for rate in self.figures.rates
        )
        is_told = shown.total is not None or shown.median is not None
        return (sum_now if is_told else None), names - sum_now, has_rate


def _rates(rates, figures):
    """The rates whose two totals are both shown."""
    totals = {
        (figure["code"], row["key"] or None)
        for figure in figures
        for row in figure["rows"]
        if row["total"] is not None
    }
    return [rate for rate in rates if {tuple(key) for key in rate["of"]} <= totals]
