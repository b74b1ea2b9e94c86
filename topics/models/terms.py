"""A vote's terms: which can be, how they are frozen at the opening, and that they stayed as they were."""

import secrets
from datetime import UTC
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.models import Activity, Sector
from topics import terms_in_words
from topics.digests import digest_of

TOLD = [
    "places",
    "picks",
    "ballot_kind",
    "mode",
    "weights",
    "tie_rule",
    "chair",
    "quorum",
    "voters",
    "band_sectors",
    "hides_voters",
    "method_reason",
]
# What no path changes once people have been told.
FROZEN = {*TOLD, "question", "releases_at", "topic_codes", "lot_secret", "terms", "terms_digest"}


class CannotOpenVote(Exception):
    """Says in a sentence what a vote still lacks."""


class TermsFrozen(Exception):
    """Somebody would change the terms of a vote that has opened."""


class VoteQuerySet(models.QuerySet):
    def main(self):
        """Without the run-offs, which settle what a main vote left open."""
        return self.filter(runoff_of=None)

    def opened(self):
        return self.exclude(activity__opened_at=None)

    def update(self, **fields):
        if FROZEN.intersection(fields) and self.filter(terms__isnull=False).exists():
            raise TermsFrozen(sorted(FROZEN.intersection(fields)))
        return super().update(**fields)


class Termed:
    def save(self, *args, update_fields=None, **kwargs):
        """Refuses to change the terms of a vote that has opened."""
        touched = FROZEN if update_fields is None else FROZEN.intersection(update_fields)
        if touched and not self._state.adding:
            opened = type(self).objects.filter(pk=self.pk, terms__isnull=False)
            before = opened.values(*touched).first() or {}
            changed = [name for name, value in before.items() if value != getattr(self, name)]
            if changed:
                raise TermsFrozen(sorted(changed))
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def lot_digest(self):
        """What the secret of a draw hashes to: shown from the opening on."""
        return sha256(self.lot_secret.encode()).hexdigest() if self.lot_secret else ""

    @property
    def floor(self):
        """The fewest ballots, in all or in a band, of which anything is kept or shown."""
        told = (self.terms or {}).get("floor")
        return told or max(5, self.cycle.network.smallest_group)

    def terms_now(self, topics):
        """All that voters are told, as plain data."""
        shown_at = self.releases_at and self.releases_at.astimezone(UTC).isoformat()
        return {name: getattr(self, name) for name in TOLD} | {
            "question": str(self.question),
            "floor": self.floor,
            "releases_at": shown_at,
            "lot_digest": self.lot_digest,
            "topics": [{"code": topic.code, **topic.wording} for topic in topics],
        }

    def terms_are_kept(self):
        """Whether the vote still says what voters were told, and that is what was hashed. Queries."""
        if not self.terms:
            return False
        topics = {topic.code: topic for topic in self.topics()}
        order = [topics[code] for code in self.topic_codes if code in topics]
        now = self.terms_now(order)
        return (
            digest_of(self.terms) == self.terms_digest
            and [topic["code"] for topic in self.terms["topics"]] == self.topic_codes
            and all(now.get(name) == told for name, told in self.terms.items())
        )

    def terms_in_words(self):
        """The terms as voters read them: as they were told, or as they would be if it opened now."""
        told = self.terms or self.terms_now(self.topics())
        return terms_in_words.lines(told, self.cycle.network)

    def problems(self, topics, people):
        """(field, sentence) of each thing that cannot be; with any of them the vote does not open."""
        if len(topics) <= self.places:
            yield (
                "places",
                _(
                    "List more topics than there are places: a vote needs something to choose between."
                ),
            )
        if self.picks > len(topics):
            yield "picks", _("There are fewer topics than choices. Allow fewer choices each.")
        if self.is_ranked and self.weights != self.Weights.PERSON:
            yield (
                "weights",
                _(
                    "Where people put topics in order, each person counts as one. Change one of the two."
                ),
            )
        if self.tie_rule == self.TieRule.CHAIR and not self.chair:
            yield "chair", _("Name the person who decides if topics are level.")
        if self.tie_rule != self.TieRule.CHAIR and self.chair:
            yield "chair", _("A name stands here, and another rule is chosen for level topics.")
        if not people:
            yield "voters", _("There is nobody who may vote.")
        elif self.quorum > len(people):
            yield (
                "quorum",
                ngettext(
                    "Only %(n)d person may vote, so that many ballots can never come in.",
                    "Only %(n)d people may vote, so that many ballots can never come in.",
                    len(people),
                )
                % {"n": len(people)},
            )
        if set(self.band_sectors) >= set(Sector.values):
            yield "band_sectors", _("Leave out at least one kind: a split has two sides.")

    def _require_ready(self, topics, people, closes_at, at):
        if self.activity.is_opened:
            raise CannotOpenVote(_("This vote is already open."))
        others = Activity.objects.filter(cycle=self.cycle, kind=Activity.Kind.VOTE).opened()
        if others.filter(closed_at=None).exists():
            raise CannotOpenVote(_("A vote is open already. Let it close before you open another."))
        for _field, sentence in self.problems(topics, people):
            raise CannotOpenVote(sentence)
        if closes_at <= at:
            raise CannotOpenVote(_("It would close before it opens. Choose a later day."))
        if self.releases_at and self.releases_at < closes_at:
            raise CannotOpenVote(_("The vote is still open on that day. Choose a later one."))

    def _freeze(self, topics):
        self.topic_codes = [topic.code for topic in topics]
        self.nonce = secrets.token_hex(32)
        self.lot_secret = secrets.token_hex(32) if self.tie_rule == self.TieRule.LOT else ""
        self.hides_voters = not self.cycle.network.shows_who_voted
        self.terms = self.terms_now(topics)
        self.terms_digest = digest_of(self.terms)
        self.save()
