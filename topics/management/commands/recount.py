import json

from django.core.management.base import BaseCommand, CommandError

from topics import recounting
from topics.models import Vote


class Command(BaseCommand):
    help = "Count a closed vote again from what was kept, and say whether it agrees with what is stored."

    def add_arguments(self, parser):
        parser.add_argument("vote", help="its number, as in the address of its page")
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, vote, **options):
        found = _vote(vote)
        try:
            recount = recounting.recount(found)
        except recounting.CannotRecount as why:
            raise CommandError(str(why), returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(_plain(found, recount), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_in_words(found, recount))
        if not recount.agrees:
            raise CommandError("It does not agree.", returncode=1)


def _vote(number):
    """Plain digits only: what else Python reads as a number is no address."""
    votes = Vote.objects.select_related("activity", "cycle__network")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    found = votes.filter(pk=int(number)).first() if is_number else None
    if found is None:
        raise CommandError(f"There is no vote {number} in this database.", returncode=2)
    return found


def _plain(vote, recount):
    return {
        "vote": vote.pk,
        "network": vote.cycle.network.slug,
        "agrees": recount.agrees,
        "differs": recount.differs,
        "derived": recount.derived,
        "taken": recount.taken,
        "digest": vote.result_digest,
        "terms_digest": vote.terms_digest,
    }


def _in_words(vote, recount):
    lines = [f"Vote {vote.pk} of {vote.cycle.network} ({vote.cycle.network.slug}): {vote}"]
    if recount.derived:
        lines.append(f"Worked out again from the patterns: {', '.join(recount.derived)}.")
    lines.append(
        f"Only held against the digest: {', '.join(recount.taken)}. "
        "They took single ballots and partners, which the close does not keep. What the checks say of "
        "partners and of the coordinator's ballot rests on them."
    )
    lines.append(f"Digest of the result: {vote.result_digest}")
    lines.append(f"Digest of the terms: {vote.terms_digest}")
    lines.append(
        "It agrees, byte for byte." if recount.agrees else f"Differs: {', '.join(recount.differs)}."
    )
    return "\n".join(lines)
