"""What the page of insights needs: each with what it rests on, how many stand behind that, and what is
doubtful about it now.

Plain: knows no request.
"""

from dataclasses import dataclass

from network import citing
from network.models import Citable, Citation

from .evidence import Sums
from .models import Insight, Reading


@dataclass(frozen=True)
class Standing:
    """An insight as it stands now. `more` have answered since it was written; `own_only`: it rests on
    nothing but what the coordinator read or noted."""

    insight: Insight
    evidence: list[citing.Cited]
    used_by: list[citing.Cited]
    more: int
    own_only: bool

    @property
    def gone(self):
        return [cited for cited in self.evidence if cited.is_gone]


def standings(cycle, shared=None):
    """The insights of a cycle in use, and those that were dropped: ([Standing], [Insight])."""
    every = list(cycle.insights.select_related("citable", "written_by"))
    in_use = [insight for insight in every if insight.dropped_at is None]
    dropped = [insight for insight in every if insight.dropped_at is not None]
    keys = [insight.citable_id for insight in in_use if insight.citable_id]
    down = _edges(cycle.network, "source", keys)
    up = _edges(cycle.network, "target", keys)
    ends = [edge.target for edge in down] + [edge.source for edge in up]
    said = citing.described(cycle.network, ends, shared)
    own = _own_readings(cycle.network, down)
    return [
        Standing(
            insight,
            [said[edge.target_id] for edge in down if edge.source_id == insight.citable_id],
            [said[edge.source_id] for edge in up if edge.target_id == insight.citable_id],
            _more(insight, [said[e.target_id] for e in down if e.source_id == insight.citable_id]),
            _own_only([edge.target for edge in down if edge.source_id == insight.citable_id], own),
        )
        for insight in in_use
    ], dropped


def _edges(network, side, keys):
    edges = Citation.objects.filter(
        **{f"{side}__in": keys, "source__network": network, "target__network": network}
    )
    return list(edges.select_related("source", "target"))


def _own_readings(network, edges):
    """The keys of the citables of readings that no member found."""
    keys = [edge.target_id for edge in edges if edge.target.kind == Citable.Kind.READING]
    found = Reading.objects.filter(network=network, citable__in=keys, is_from_member=False)
    return set(found.values_list("citable", flat=True))


def _own_only(citables, own):
    return bool(citables) and all(
        citable.kind == Citable.Kind.NOTE or citable.pk in own for citable in citables
    )


def basis_of(network, things, at=None):
    """How many had answered the questions it rests on, on the day it is written: {kind:code: n}."""
    shared = {"sums": Sums(network, at)}
    said = citing.described(network, [citing.citable_of(thing) for thing in things], shared)
    return {_key(cited): cited.n or 0 for cited in said.values() if _is_question(cited)}


def _more(insight, evidence):
    """How many more answered than on that day: of the question that grew most, for people answer several."""
    grown = (
        (cited.n or 0) - insight.basis[_key(cited)]
        for cited in evidence
        if _is_question(cited) and _key(cited) in insight.basis
    )
    return max([0, *grown])


def _key(cited):
    return f"{cited.kind}:{cited.code}"


def _is_question(cited):
    return cited.kind == Citable.Kind.QUESTION
