from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.contributions import due_work


class Command(BaseCommand):
    requires_system_checks = []  # every minute is too often to say what is set up badly
    help = "Do what is due: close what has reached its time. Safe to run as often as you like."

    def handle(self, **options):
        now, failures = timezone.now(), []
        for work in due_work.functions:
            try:
                for sentence in work(now):
                    self.stdout.write(sentence)
            except (
                Exception
            ) as problem:  # one app's trouble must not keep the others from their work
                failures.append(f"{work.__module__}.{work.__name__}: {problem!r}")
        if failures:
            raise CommandError("\n".join(failures))
