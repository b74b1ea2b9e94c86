from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.deck import framing, pptx
from network.models import Network


class Command(BaseCommand):
    help = "Export the deck that frames a meeting."

    def add_arguments(self, parser):
        parser.add_argument("network", help="the network's address, for example carrowby")
        parser.add_argument(
            "--meeting", type=int, help="its number; the latest with an agenda if left out"
        )
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, network, meeting, output, **options):
        found = Network.objects.filter(slug=network).first()
        if found is None:
            raise CommandError(f"There is no network called “{network}” in this database.")
        meetings = found.meetings.select_related("cycle")
        wanted = (
            meetings.filter(number=meeting)
            if meeting
            else meetings.filter(items__isnull=False).distinct()
        )
        chosen = wanted.order_by("-starts_at").first()
        if chosen is None:
            raise CommandError("That network has no such meeting, or none with an agenda yet.")
        chosen.network = chosen.cycle.network = found
        outline = framing.outline_of(chosen, author=found.name, at=timezone.now())
        try:
            output.write_bytes(pptx.render(outline))
        except OSError as problem:
            raise CommandError(f"{output} could not be written: {problem.strerror}.") from None
        self.stdout.write(f"{output}: {len(outline.slides)} slides for {chosen}.")
