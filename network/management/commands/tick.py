from django.core.management.base import BaseCommand
from django.utils import timezone

from network.contributions import due_work


class Command(BaseCommand):
    help = "Do what is due: close what has reached its time. Safe to run as often as you like."

    def handle(self, **options):
        for sentence in due_work.gather(timezone.now()):
            self.stdout.write(sentence)
