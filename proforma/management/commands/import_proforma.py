import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from network.models import Network
from network.tables import MOST_BYTES
from proforma import xlsform
from proforma.models import Part, copying


class Command(BaseCommand):
    help = "Read an XLSForm into a draft pro-forma, and say what became of each row."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", required=True, help="the network's address")
        parser.add_argument(
            "--part",
            choices=Part.Unit.values,
            default=Part.Unit.PERSON,
            help="whom its questions are asked of, where the file does not say",
        )
        parser.add_argument("--report", type=Path, help="write the report here, as JSON")

    def handle(self, file, network, part, report, **options):
        found = Network.objects.filter(slug=network).first()
        if found is None:
            raise CommandError(f"There is no network called “{network}” in this database.")
        try:
            with file.open("rb") as opened:
                reading = xlsform.read(file.name, opened.read(MOST_BYTES + 1), unit=part)
        except OSError as problem:
            raise CommandError(f"{file} could not be read: {problem.strerror}.") from None
        except xlsform.UnreadableForm as problem:
            raise CommandError(str(problem)) from None
        told = reading.report.as_json()
        proforma = copying.begin(found.current_cycle(), reading.proforma, report=told)
        if report is not None:
            _write(report, {"proforma": proforma.pk, **told})
        for line in reading.report.lines:
            if line.outcome != "imported":
                where = f"{line.sheet}, row {line.row}" if line.row else line.sheet
                self.stdout.write(f"{where}: {line.outcome}: {line.words}")
        asked = sum(len(half.questions()) for half in reading.proforma.parts)
        self.stdout.write(
            ngettext(
                "“%(title)s” (%(pk)d) is a draft with %(n)d question.",
                "“%(title)s” (%(pk)d) is a draft with %(n)d questions.",
                asked,
            )
            % {"title": proforma.title, "pk": proforma.pk, "n": asked}
        )


def _write(path, told):
    try:
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2))
    except OSError as problem:
        raise CommandError(f"{path} could not be written: {problem.strerror}.") from None
