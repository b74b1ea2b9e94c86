"""Views that were locked, beside the views as they are now: which of them may still be shown.

Two tables of the same question over nearly the same people differ by what the few others said. The list of
who has answered says who those are. So a locked table is hidden while it, the tables shown beside it and
the groups that are shown apart give away any group under the floor.
"""

from functools import cached_property

from network import disclosure
from proforma import keeping_results
from proforma.models import Response
from proforma.offered import OPTION

FIGURES = {
    "mean", "median", "quartiles", "bars", "steps", "rows", "n", "answered", "unknown", "unrecorded",
    "blank", "not_asked", "not_counted", "not_shown",
}  # fmt: skip


class ViewsBeside:
    """The views as they are now, and the locked ones that were found to be safe beside them."""

    def __init__(self, views):
        self.views = views
        self.floor = views.part.proforma.cycle.network.smallest_group
        questions = views.questions if views.released else []
        self.now = {one.question.code: one for one in questions if one.summary is not None}
        self.shown = {}  # {code: [(marks of all who were asked, marks of their answers)]}

    def read(self, kept):
        """A question as it was kept; `hidden` says why, where its figures may not be shown."""
        made_from = kept.get("made_from")
        kept = {name: value for name, value in kept.items() if name != "made_from"}
        if made_from is None or len(made_from["answered"]) < self.floor:
            kept = {name: kept[name] for name in kept.keys() - FIGURES}
            return kept | {"hidden": "few"}
        answered = frozenset(made_from["answered"])
        everybody = answered | set(made_from["others"])
        if not self._is_safe(kept["code"], everybody, answered):
            return {name: kept[name] for name in kept.keys() - FIGURES} | {"hidden": "moved"}
        self.shown.setdefault(kept["code"], []).append((everybody, answered))
        return kept | {"hidden": ""}

    def _is_safe(self, code, everybody, answered):
        beside = list(self.shown.get(code, []))
        result, givens = self.now.get(code), {}
        if result is not None:
            givens, others = keeping_results.answers_of(result)
            beside.append((frozenset(givens.keys() | others.keys()), frozenset(givens)))
        differing = [one for one in beside if one[0] != everybody]
        if any(_people(one[0] ^ everybody) < self.floor for one in differing):
            return False
        if not differing:
            return True
        tables = [answered, *(marks for _all, marks in beside)]
        return not any(
            disclosure.gives_away(
                [*self._groups(result, givens, one), *_halves(tables, one)], floor=self.floor
            )
            for one in _sets(result, givens, frozenset().union(*tables))
        )

    def _groups(self, result, givens, among):
        """The groups shown apart now, each as marks of `among`."""
        if result is None:
            return []
        by_key = {one.key: name for name, one in givens.items()}
        responses = [response for response in self._responses if response.pk in by_key]
        sets = [
            {givens[name].key for name in one & givens.keys()}
            for one in _sets(result, givens, givens.keys())
        ]
        made = []
        for split in self.views.splits_among(responses, [keys for keys in sets if keys]):
            groups = [
                {by_key[key] for key in group.members if key in by_key} & among
                for group in split.groups
            ]
            made.append([group for group in [*groups, among - givens.keys()] if group])
        return made

    @cached_property
    def _responses(self):
        """One query, and only where something has changed."""
        keys = {key for key, _code in self.views.shown}
        found = Response.objects.filter(part=self.views.part.pk, pk__in=keys)
        return list(found.select_related("person__partner"))


def _people(names):
    return len({name.split(":")[0] for name in names})


def _halves(tables, among):
    """Whom each table is made from, and the rest."""
    halves = [[table & among, among - table] for table in tables]
    return [[half for half in pair if half] for pair in halves]


def _sets(result, givens, names):
    """The marks in each table there is: each row of a grid is one, and so is each choice that stood before
    some only. An answer that is not among those of now may be in any."""
    names = set(names)
    if result is None:
        return [names]
    gone = names - givens.keys()
    sets = [names]
    if result.shape == "grid":
        sets = [
            {name for name, one in givens.items() if code in one.entry["value"]} | gone
            for code, _text in result.base.rows
        ]
    for code in dict(result.base.options).keys() & result.base.offered[OPTION].keys():
        sets.append({name for name, one in givens.items() if code in one.options} | gone)
    return sets
