from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from proforma import xlsform
from proforma.models import Proforma, copying


class Command(BaseCommand):
    help = "Write a pro-forma as an XLSForm."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, id, output, **options):
        proforma = Proforma.objects.with_pages().filter(pk=id).first()
        if proforma is None:
            raise CommandError(f"There is no pro-forma {id} in this database.")
        content = xlsform.write(copying.proforma_as_plain(proforma))
        try:
            output.write_bytes(content)
        except OSError as problem:
            raise CommandError(f"{output} could not be written: {problem.strerror}.") from None
        self.stdout.write(f"{output}: {proforma.title}.")
