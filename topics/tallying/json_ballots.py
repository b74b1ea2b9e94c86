"""Ballots from JSON: an object with `candidates` and `ballots`, or one with several such `instances`.

A ballot has `approve` (topics), `rank` (topics, the most wanted first) or `rank_tiers` (lists of topics that
are level), and may have `count` (1), `weight_each` (“1”, “p/q”) and `group`.
"""

import json
import re
from collections import Counter

from django.utils.translation import gettext as _

from . import json_totals
from .count import MOST_PLACES
from .plain import Paper, Poll, Unreadable, exact, first_twice, shown

MOST = 10**9  # of ballots in one entry
_HALVES = re.compile("[\ud800-\udfff]")
_KINDS = ("approve", "rank", "rank_tiers")


def polls_of(text: str, picks: int | None = None) -> list[Poll]:
    """The polls of the file. Raises Unreadable, with the line or the place."""
    try:
        held = _loaded(text)
        if isinstance(held, dict) and "instances" in held:
            return _instances(held["instances"], picks)
        return [poll_of(held, "", picks)]
    except RecursionError:
        raise Unreadable(_("This JSON has lists within lists without end.")) from None


def _loaded(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        said = {"line": problem.lineno, "problem": problem.msg}
        raise Unreadable(_("Line %(line)d: this is broken JSON (%(problem)s).") % said) from None
    except ValueError:
        raise Unreadable(_("This JSON has a number of thousands of digits.")) from None


def _instances(instances, picks):
    if not isinstance(instances, list) or not instances:
        raise Unreadable(_("“instances” is no list of polls."))
    return [
        poll_of(instance, f"instances[{place}]", picks) for place, instance in enumerate(instances)
    ]


def poll_of(instance: object, place: str, picks: int | None = None) -> Poll:
    """One poll. Raises Unreadable, also where totals in it are not those of its ballots."""
    if not isinstance(instance, dict) or not isinstance(instance.get("ballots"), list):
        raise _refusal(place, _("there is no list “ballots”"))
    limit = picks if picks is not None else _limit(instance, place)
    papers, first = _papers(instance["ballots"], f"{place}.ballots".lstrip("."), limit)
    chosen = {topic for paper in papers for tier in paper.tiers for topic in tier}
    topics = _topics(instance, place) if "candidates" in instance else sorted(chosen)
    unknown = _first_unknown(first, frozenset(topics))
    if problem := json_totals.problem_of(instance, papers):
        raise _refusal(place, f"{problem} ({unknown})" if unknown else problem)
    if unknown:
        raise Unreadable(f"{unknown}.")
    title = next((one for one in (instance.get("title"), instance.get("id")) if _is_name(one)), "")
    places = _number(instance["k"], place, "k") if instance.get("k") is not None else None
    if places is not None and places > MOST_PLACES:
        raise _refusal(place, _("“k” is more than %d places") % MOST_PLACES)
    return Poll(tuple(topics), papers, title, places, limit)


def _first_unknown(first, topics):
    for paper, place in first.items():
        for name in sorted(paper.choices - topics):
            said = {"place": place, "name": shown(name)}
            return _("%(place)s: “%(name)s” is not among the candidates") % said
    return None


def _refusal(place, problem):
    return Unreadable(f"{place}: {problem}." if place else f"{problem[0].upper()}{problem[1:]}.")


def _is_name(value):
    """Text that can be written out: JSON can hold halves of letters."""
    return isinstance(value, str) and bool(value.strip()) and not _HALVES.search(value)


def _topics(instance, place):
    topics = instance["candidates"]
    if not isinstance(topics, list) or not all(_is_name(topic) for topic in topics):
        raise _refusal(place, _("“candidates” is no list of names"))
    if twice := first_twice(topics):
        raise _refusal(place, _("“%s” is twice among the candidates") % shown(twice))
    return topics


def _limit(instance, place):
    """The most choices a ballot may have, as the file says; None where it does not."""
    limits = instance.get("ballot_limits") or {}
    most = limits.get("max") if isinstance(limits, dict) else limits
    if isinstance(most, str) and most.isascii() and most.isdigit() and len(most) < 10:
        most = int(most)
    return None if most is None else _number(most, place, "ballot_limits.max")


def _number(value, place, name):
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST:
        raise _refusal(place, _("“%s” is not a whole number from 1 up") % name)
    return value


def _papers(entries, place, picks):
    """(how many there are of each kind of ballot, {kind: where it is first})"""
    known, found, names, first, papers = {}, Counter(), set(), {}, Counter()
    for number, entry in enumerate(entries):
        as_written = repr(entry)  # where 1, True and 1.0, which are equal, differ
        if as_written not in known:
            at = f"{place}[{number}]"
            known[as_written] = _paper(entry, at, picks)
            first.setdefault(known[as_written][0], at)
        if "ballot" in entry or "id" in entry:
            _check_name(entry, f"{place}[{number}]", names)
        found[as_written] += 1
    for as_written, times in found.items():
        paper, ballots = known[as_written]
        papers[paper] += ballots * times
    return papers, first


def _paper(entry, at, picks):
    """(Paper, ballots)"""
    kinds = [kind for kind in _KINDS if kind in entry] if isinstance(entry, dict) else []
    if len(kinds) != 1:
        raise _refusal(at, _("a ballot has one of “approve”, “rank” and “rank_tiers”"))
    tiers = _tiers(entry[kinds[0]], at, kinds[0])
    choices = [topic for tier in tiers for topic in tier]
    if twice := first_twice(choices):
        raise _refusal(at, _("“%s” is chosen twice") % shown(twice))
    if picks is not None and len(choices) > picks:
        said = {"n": len(choices), "picks": picks}
        raise _refusal(at, _("%(n)d choices, where at most %(picks)d fit") % said)
    group = entry.get("group")
    if group is not None and not _is_name(group):
        raise _refusal(at, _("“group” is no name"))
    weight = _weight(entry["weight_each"], at) if "weight_each" in entry else 1
    ballots = _number(entry.get("count", 1), at, "count")
    return Paper(tuple(map(frozenset, tiers)), group, weight), ballots


def _tiers(value, at, kind):
    levels = value if kind == "rank_tiers" else None
    if kind != "rank_tiers" and isinstance(value, list):
        levels = [[topic] for topic in value]
    if not isinstance(levels, list) or not all(
        isinstance(level, list) and level and all(map(_is_name, level)) for level in levels
    ):
        raise _refusal(at, _("“%s” is no list of names") % kind)
    return levels


def _weight(value, at):
    weight = exact(value)
    if not weight:
        said = shown(str(value)) if isinstance(value, str | int | float) else "…"
        problem = _("the weight %s is neither a whole number from 1 up nor written “p/q”")
        raise _refusal(at, problem % said)
    return weight


def _check_name(entry, at, names):
    """Files need not name their ballots; where one does, each name stands for one."""
    name = entry.get("ballot", entry.get("id"))
    if name is None:
        return
    name = str(name)
    if name in names:
        raise _refusal(at, _("ballot “%s” is there already") % shown(name))
    names.add(name)
