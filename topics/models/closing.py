"""The close: all that needs single ballots is worked out, and then no ballot has a voter any more."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from network.models import Access, Activity, Role
from topics import counting, wiping
from topics.counting import Cast
from topics.digests import digest_of

from .ballots import BallotPattern


class Closing:
    def close(self, *, at=None):
        """Count, keep the patterns, and untie every ballot from its voter: all or nothing, once."""
        at = at or timezone.now()
        with transaction.atomic():
            activity = Activity.objects.select_for_update().get(pk=self.activity_id)
            if not activity.is_opened or not activity.close(at=at):
                return False
            self.activity = activity
            casts = self._casts()
            patterns = self._patterns(casts)
            BallotPattern.objects.bulk_create(
                BallotPattern(vote=self, choices=list(codes), band=band, count=count)
                for codes, band, count in patterns
            )
            terms = self.counting_terms()
            kept = counting.keep(terms, casts)
            self.result = counting.result_of(terms, patterns, self.electorate_said(), kept)
            self.result_digest = digest_of(self.result)
            self._let_go(casts)
            self.settle_the_first(at=at)
            for mailing in activity.mailings.filter(hides_people=True):
                mailing.forget_people()
            transaction.on_commit(wiping.overwrite_what_was_deleted, robust=True)
        return True

    def counting_terms(self):
        """What the count needs of the terms, as plain values."""
        return counting.Terms(
            topics=tuple(self.topic_codes),
            places=self.places,
            picks=self.picks,
            is_ranked=self.is_ranked,
            weights=self.weights,
            tie_rule=self.tie_rule,
            quorum=self.quorum,
            floor=self.floor,
            is_named=self.is_named,
            band_labels=self.band_labels() if self.band_sectors else {},
            lot_secret=self.lot_secret,
            lot_name=str(self.pk),
        )

    def electorate_said(self):
        """Who could vote and who did, as numbers. Queries."""
        voted, eligible = self.turnout()
        partners = self.electors.exclude(partner=None)
        heard = partners.filter(voted_on__isnull=False)
        return {
            "eligible": eligible,
            "voted": voted,
            "partners": partners.values("partner").distinct().count(),
            "partners_heard": heard.values("partner").distinct().count(),
        }

    def _casts(self):
        """Every ballot as plain values, in an order that says nothing. Queries, constant in number."""
        voters = {
            self.keyed("voter", elector.person_id): elector
            for elector in self.electors.exclude(person=None).select_related("person")
        }
        own = self._people_who_coordinate()
        casts = []
        for ballot in self.ballots.prefetch_related("choices__topic"):
            chosen = sorted(ballot.choices.all(), key=lambda choice: choice.place)
            elector = voters.get(ballot.voter_key)
            casts.append(
                Cast(
                    choices=tuple(choice.topic.code for choice in chosen),
                    band=ballot.band,
                    organisation=elector.partner_id if elector else None,
                    is_coordinators=elector is not None and elector.person_id in own,
                    order=tuple(self.order_for(elector.person_id)) if elector else (),
                    elector=elector,
                )
            )
        return sorted(casts, key=lambda cast: (cast.choices, cast.band))

    def _people_who_coordinate(self):
        """The register's numbers of the coordinators. An account that is tied to an entry is that person, so
        that no other ballot is looked at once their address stands with somebody else; else emails tell."""
        network = self.cycle.network
        rows = Access.objects.filter(network=network, role=Role.COORDINATOR)
        emails = dict(rows.values_list("user", "user__email"))
        people = list(network.people.values_list("pk", "user", "email"))
        tied = {pk: user for pk, user, _email in people if user in emails}
        loose = {email.lower() for user, email in emails.items() if user not in tied.values()}
        return {
            pk for pk, _user, email in people if pk in tied or (email and email.lower() in loose)
        }

    def _patterns(self, casts):
        """(choices, band, count) for each set of topics that was chosen. Too few ballots leave no pattern
        at all, and a band with too few leaves no bands: what is not kept cannot be found out."""
        if len(casts) < self.floor:
            return []
        sizes = Counter(cast.band for cast in casts)
        has_bands = min(sizes.values()) >= self.floor
        counted = Counter((cast.choices, cast.band if has_bands else "") for cast in casts)
        return [(codes, band, count) for (codes, band), count in sorted(counted.items())]

    def _let_go(self, casts):
        """Of a named vote each voter's choices are kept with them. Of a confidential one, nothing."""
        if self.is_named:
            for cast in casts:
                if cast.elector is not None:
                    cast.elector.choices = list(cast.choices)
            electors = [cast.elector for cast in casts if cast.elector is not None]
            self.electors.model.objects.bulk_update(electors, ["choices"])
        else:
            self.electors.update(partner=None, band="")
        self.ballots.all().delete()
        self.papers.all().delete()
        self.nonce = ""
        self.save(update_fields=["result", "result_digest", "nonce"])
