from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.deck import framing, own_template, pptx, versions
from meetings.models import Deck, DeckVersion
from network.models import Network, Role, User


class Command(BaseCommand):
    help = "Export the deck that frames a meeting: as it stands, or a version as it was locked."

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Here --version is that of a deck; Django's own number is told by `manage.py version`."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("network", help="the network's address, for example carrowby")
        parser.add_argument(
            "--meeting", type=int, help="its number; the latest that has an agenda if left out"
        )
        parser.add_argument(
            "--version", type=int, help="of the versions that were locked, the one with this number"
        )
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, network, meeting, output, version=None, **options):
        found = Network.objects.filter(slug=network).first()
        if found is None:
            raise CommandError(f"There is no network called “{network}” in this database.")
        chosen = _meeting(found, meeting)
        outline, template = _live(chosen) if version is None else _locked(chosen, version)
        try:
            output.write_bytes(pptx.render(outline, own_template.look_of(template)))
        except own_template.Unusable as problem:
            raise CommandError(f"The template “{template}” cannot be used: {problem}") from None
        except OSError as problem:
            raise CommandError(f"{output} could not be written: {problem.strerror}.") from None
        said = f"{chosen}, version {version}" if version is not None else chosen
        self.stdout.write(f"{output}: {len(outline.slides)} slides for {said}.")


def _meeting(network, number):
    """The one with this number; without it the latest that has an agenda, else the latest of all."""
    meetings = network.meetings.select_related("cycle").order_by("-starts_at")
    if number is not None:
        chosen = meetings.filter(number=number).first()
    else:
        chosen = meetings.filter(items__isnull=False).first() or meetings.first()
    if chosen is None:
        wanted = "no meeting yet" if number is None else f"no meeting {number}"
        raise CommandError(f"{network} has {wanted}.")
    chosen.network = chosen.cycle.network = network
    return chosen


def _live(meeting):
    """The outline as it stands, and the template that was chosen for it."""
    coordinators = User.objects.filter(
        accesses__network=meeting.network, accesses__role=Role.COORDINATOR
    )
    author = str(coordinators.first() or meeting.network)
    deck = Deck.objects.filter(meeting=meeting).select_related("template").first()
    outline = framing.outline_of(meeting, author=author, at=timezone.now())
    return outline, deck and deck.template


def _locked(meeting, number):
    """The outline of a version, and the template that it was locked with."""
    there = DeckVersion.objects.filter(deck__meeting=meeting).select_related("template")
    version = there.filter(number=number).first()
    if version is None:
        numbers = ", ".join(str(one.number) for one in reversed(there))
        told = f"There are: {numbers}." if numbers else "None was locked yet."
        raise CommandError(f"The deck of {meeting} has no version {number}. {told}")
    version.deck.meeting = meeting
    return versions.outline_of(version), version.template
