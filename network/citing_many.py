"""Citing at once what many things rest on: as many queries for a whole deck as for one slide."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from .citing import free_code, kind_named, kind_of
from .models import Citable, Citation, Network


def resolve_each(network, tokens: Iterable[str]) -> dict:
    """{token: the thing it names}, of those that name one of this network. One query for each kind."""
    by_kind = {}
    for token in tokens:
        name, _colon, key = token.partition(":")
        by_kind.setdefault(name, set()).add(key)
    kinds = {name: kind for name in by_kind if (kind := kind_named(name)) is not None}
    return {
        kind.token(thing): thing
        for name, kind in kinds.items()
        for thing in kind.found_each(network, by_kind[name])
    }


def cite_each(cited, role=Citation.Role.EVIDENCE, *, by=None, at=None):
    """Keep what each thing cites: [(source, targets)], all of one network. Said twice, it is kept once."""
    at = at or timezone.now()
    with transaction.atomic():
        _make_citable([thing for source, targets in cited for thing in (source, *targets)])
        edges = [
            (source.citable_id, target.citable_id)
            for source, targets in cited
            for target in targets
        ]
        Citation.objects.bulk_create(
            [
                Citation(source_id=source, target_id=target, role=role, by=by, at=at)
                for source, target in edges
                if source != target
            ],
            ignore_conflicts=True,
        )


def _make_citable(things):
    """Give each of these things, all of one network, the citable that it lacks."""
    by_kind = {}
    for thing in things:
        if thing.citable_id is None:
            by_kind.setdefault(kind_of(thing), {})[thing.pk] = thing
    if not by_kind:
        return
    some_kind, some = next(iter(by_kind.items()))
    owner = some_kind.network_of(next(iter(some.values())))
    network = Network.objects.select_for_update(no_key=True).get(pk=owner.pk)
    for kind, lacking in by_kind.items():
        _make_citable_of_kind(network, kind, lacking)


def _make_citable_of_kind(network, kind, lacking):
    mine = kind.model._default_manager.filter(pk__in=lacking)
    for pk, held in mine.exclude(citable=None).values_list("pk", "citable"):
        lacking.pop(pk).citable_id = held  # made meanwhile
    taken = set(network.citables.filter(kind=kind.kind).values_list("code", flat=True))
    made = []
    for thing in lacking.values():
        made.append(
            Citable(network=network, kind=kind.kind, code=free_code(kind.code(thing), taken))
        )
        taken.add(made[-1].code)
    for thing, citable in zip(lacking.values(), Citable.objects.bulk_create(made), strict=True):
        thing.citable = citable
    kind.model._default_manager.bulk_update(lacking.values(), ["citable"])
