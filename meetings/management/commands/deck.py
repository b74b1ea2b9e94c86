from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.deck import framing, pptx
from network.models import Network, Role, User


class Command(BaseCommand):
    help = "Export the deck that frames a meeting."

    def add_arguments(self, parser):
        parser.add_argument("network", help="the network's address, for example carrowby")
        parser.add_argument(
            "--meeting", type=int, help="its number; the latest that has an agenda if left out"
        )
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, network, meeting, output, **options):
        found = Network.objects.filter(slug=network).first()
        if found is None:
            raise CommandError(f"There is no network called “{network}” in this database.")
        chosen = _meeting(found.meetings.select_related("cycle").order_by("-starts_at"), meeting)
        if chosen is None:
            raise CommandError("That network has no such meeting.")
        chosen.network = chosen.cycle.network = found
        author = User.objects.filter(
            accesses__network=found, accesses__role=Role.COORDINATOR
        ).first()
        outline = framing.outline_of(chosen, author=str(author or found), at=timezone.now())
        try:
            output.write_bytes(pptx.render(outline))
        except OSError as problem:
            raise CommandError(f"{output} could not be written: {problem.strerror}.") from None
        self.stdout.write(f"{output}: {len(outline.slides)} slides for {chosen}.")


def _meeting(meetings, number):
    """The one with this number; without it the latest that has an agenda, else the latest of all."""
    if number is not None:
        return meetings.filter(number=number).first()
    return meetings.filter(items__isnull=False).first() or meetings.first()
