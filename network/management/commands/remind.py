from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network import reminders, sending
from network.contributions import chases
from network.models import Network


class Command(BaseCommand):
    help = (
        "Remind everyone who has not finished, as the page does: never too often, never too soon. "
        "Stopped at any moment and run again, it sends nothing twice."
    )

    def add_arguments(self, parser):
        parser.add_argument("--network", metavar="SLUG", help="only this network")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say how many would be reminded, and send nothing",
        )

    def handle(self, network, dry_run, **options):
        networks = Network.objects.filter(slug=network) if network else Network.objects.all()
        if network and not networks.exists():
            raise CommandError(f"There is no network “{network}” here.")
        for one in networks:
            self._remind(one, dry_run)

    def _remind(self, network, dry_run):
        at = timezone.now()
        lost = 0 if dry_run else sending.mark_the_lost(at)
        if lost:
            self.stdout.write(f"{lost} messages of an earlier run may or may not have gone.")
        for chase in chases.gather(network, at):
            if dry_run:
                n = len(reminders.due(chase, network, at=at))
                self.stdout.write(f"{network.slug}: {n} to remind of “{chase.title}”.")
                continue
            left = network.messages.to_send().filter(
                kind="reminder", mailing__activities__in=chase.activities
            )
            self._say(network, chase, sending.send_each(left.distinct()), "left from before")
            mailing = reminders.remind(chase, network, at=at)
            if mailing is not None:
                self._say(network, chase, sending.send_each(mailing.messages.to_send()))

    def _say(self, network, chase, outcome, what=""):
        if outcome.sent or outcome.failed:
            failed = f", {outcome.failed} could not go" if outcome.failed else ""
            aside = f" {what}" if what else ""
            self.stdout.write(
                f"{network.slug}: {outcome.sent} reminded of “{chase.title}”{aside}{failed}."
            )
