import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from textwrap import fill

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.deck import checking, framing
from meetings.deck.checking.finding import RULES
from network.models import Network

HELP = """Check a deck: what a room could not read, and what PowerPoint would not open.

Prints a line for each thing to put right, and ends with 1 if one of them is an error.

--json prints {"file", "slides", "ready", "findings"}. A finding is {"rule", "slide", "error", "text"}:
"rule" is a stable name, "slide" a number or null for the file as a whole, "error" false for advice.
"ready" is true if no finding is an error. The rules are:
{rules}.

--network and --meeting also compare each figure with the records as they stand now."""


class Command(BaseCommand):
    help = HELP.replace("{rules}", fill(", ".join(sorted(RULES)), 100, break_on_hyphens=False))

    def create_parser(self, *args, **options):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **options)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--network", help="the address of the network the deck is of")
        parser.add_argument(
            "--meeting", type=int, help="its number; the latest with an agenda if left out"
        )

    def handle(self, file, network, meeting, **options):
        if meeting is not None and not network:
            raise CommandError("Say which network the meeting is of: --network SLUG.")
        try:
            data = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} could not be read: {problem.strerror}.") from None
        outline = _outline(network, meeting) if network else None
        findings = checking.check(data, outline)
        count = checking.slides_in(data)
        is_ready = not any(finding.is_error for finding in findings)
        if options["json"]:
            self.stdout.write(_as_json(file, count, is_ready, findings))
        else:
            self._say(count, findings, is_ready)
        if not is_ready:
            raise SystemExit(1)

    def _say(self, count, findings, is_ready):
        for finding in findings:
            advice = "" if finding.is_error else " (advice)"
            self.stdout.write(f"{finding}{advice}")
        if is_ready:
            rest = "advice only" if findings else "nothing to put right"
            self.stdout.write(f"Ready: {count} slide{'' if count == 1 else 's'}, {rest}.")


def _as_json(file, count, is_ready, findings) -> str:
    told = [
        {"rule": f.rule, "slide": f.slide, "error": f.is_error, "text": f.text} for f in findings
    ]
    about = {"file": str(file), "slides": count, "ready": is_ready, "findings": told}
    return json.dumps(about, ensure_ascii=False, indent=2)


def _outline(slug, number):
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        raise CommandError(f"There is no network called “{slug}” in this database.")
    meetings = network.meetings.select_related("cycle").order_by("-starts_at")
    if number is not None:
        meeting = meetings.filter(number=number).first()
    else:
        meeting = meetings.filter(items__isnull=False).first() or meetings.first()
    if meeting is None:
        raise CommandError("That network has no such meeting.")
    meeting.network = meeting.cycle.network = network
    return framing.outline_of(meeting, author=str(network), at=timezone.now())
