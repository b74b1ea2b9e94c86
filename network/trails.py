"""Trails: from a sentence back to what it rests on, and forward to what was made of it."""

from dataclasses import dataclass, field

from network import citing
from network.models import Citation

# Deeper than this a trail goes on at the page of the thing itself.
MOST_STEPS = 8


@dataclass
class Branch:
    """One thing in a trail, and what lies behind it. `is_repeated`: it stands above with all that is
    behind it; `goes_on`: more lies behind it than is shown."""

    cited: citing.Cited
    role: str = ""
    branches: list = field(default_factory=list)
    is_repeated: bool = False
    goes_on: bool = False


@dataclass
class Trail:
    cited: citing.Cited
    rests_on: list[Branch]
    used_by: list[Branch]


def trail(network, citable) -> Trail:
    """What a thing rests on and what used it, step by step. As many queries for a long trail as a short."""
    edges = list(
        Citation.objects.filter(source__network=network, target__network=network).select_related(
            "source", "target"
        )
    )
    down, up = {}, {}
    for edge in edges:
        down.setdefault(edge.source_id, []).append((edge.get_role_display(), edge.target))
        up.setdefault(edge.target_id, []).append((edge.get_role_display(), edge.source))
    reached = {citable.pk: citable} | _reached(citable, down) | _reached(citable, up)
    said = citing.described(network, reached.values())
    leaves = citing.uses(network, list(reached))
    return Trail(
        said[citable.pk],
        _branches(citable.pk, down, said, {}, {citable.pk}),
        _branches(citable.pk, up, said, leaves, {citable.pk}),
    )


def _reached(start, steps):
    found, waiting = {}, [start.pk]
    while waiting:
        for _role, citable in steps.get(waiting.pop(), ()):
            if citable.pk not in found:
                found[citable.pk] = citable
                waiting.append(citable.pk)
    return found


def _branches(key, steps, said, leaves, seen, depth=1):
    """The things one step from this one. Each is opened once only, so that circles and crossings end."""
    found = []
    for role, citable in steps.get(key, ()):
        branch = Branch(said[citable.pk], str(role), is_repeated=citable.pk in seen)
        found.append(branch)
        if branch.is_repeated:
            continue
        if depth == MOST_STEPS:
            branch.goes_on = bool(steps.get(citable.pk) or leaves.get(citable.pk))
            continue
        seen.add(citable.pk)
        branch.branches = _branches(citable.pk, steps, said, leaves, seen, depth + 1)
    found.extend(Branch(cited) for cited in leaves.get(key, ()))
    return found
