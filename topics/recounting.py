"""Deriving a stored result again from what was kept, to see that nobody has touched it.

At the close ballots lose their voters, and voters of a confidential vote their partners. So not everything
can be derived again: what only single ballots told (`kept`) and how many partners were heard are taken from
the stored result, and the digest that was stored with it says whether they are still what they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from topics import counting
from topics.digests import canonical, digest_of

VERSION = 2
# What cannot be derived again once the vote has closed.
TAKEN = ["kept", "partners", "partners_heard", "position"]
RESULT_DIGEST, TERMS = "the digest of the result", "the terms"
UNREADABLE = "what was kept, which cannot be counted"


class CannotRecount(Exception):
    """Says in a sentence why there is nothing to count again."""


@dataclass(frozen=True)
class Recount:
    """`derived` was worked out again, `taken` only held against the digest. `differs` names what does not
    agree: keys of the result, its digest, or the terms."""

    result: Mapping
    differs: list[str] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    @property
    def agrees(self):
        return not self.differs


def recount(vote) -> Recount:
    """Count a closed vote again. Raises CannotRecount where there is nothing to count. Queries."""
    stored = vote.result
    if stored is None:
        raise CannotRecount("That vote has not been counted yet.")
    if not isinstance(stored, dict) or stored.get("version") != VERSION:
        raise CannotRecount(
            "That vote was counted by an earlier version, which kept too little for this."
        )
    again = counting.result_of(
        _terms(vote, stored), _patterns(vote), _said(vote, stored), _kept(stored)
    )
    differs = sorted(
        key
        for key in stored.keys() | again.keys()
        if key not in stored or key not in again or canonical(stored[key]) != canonical(again[key])
    )
    if digest_of(stored) != vote.result_digest:
        differs.append(RESULT_DIGEST)
    if not vote.terms_are_kept():
        differs.append(TERMS)
    taken = [key for key in TAKEN if key in stored]
    return Recount(
        result=again,
        differs=differs,
        derived=sorted(again.keys() - set(taken)),
        taken=taken,
    )


def _kept(stored):
    kept = stored.get("kept")
    return kept if isinstance(kept, dict) else {}


def _patterns(vote):
    rows = vote.patterns.values_list("choices", "band", "count")
    return sorted((tuple(choices), band, count) for choices, band, count in rows)


def _said(vote, stored):
    """Who could vote and who did, from the list of voters; how many partners, as it is stored."""
    voted, eligible = vote.turnout()
    return {
        "eligible": eligible,
        "voted": voted,
        "partners": stored.get("partners"),
        "partners_heard": stored.get("partners_heard"),
    }


def _terms(vote, stored):
    """The terms of the count. Bands keep the words they were shown in, in whatever language that was."""
    terms = vote.counting_terms()
    labels = [band["label"] for band in stored.get("bands") or []]
    if len(labels) != len(terms.band_labels):
        return terms
    return replace(terms, band_labels=dict(zip(terms.band_labels, labels, strict=True)))
