from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from meetings.demo import register, story
from network.demo_door import demo_door
from network.models import Network

DAYS = {-25: "pro-forma open", -12: "vote open", 0: "meeting today", 24: "actions under way"}


class Command(BaseCommand):
    help = "Fill the demo's database with Carrowby, an invented network, as it stands on a day of its story."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=int, default=-12, choices=sorted(DAYS))
        parser.add_argument("--fresh", action="store_true", help="start again")
        parser.add_argument(
            "--now", type=datetime.fromisoformat, help="tell it as if this were now"
        )

    def handle(self, day, fresh, now, **options):
        if not settings.DEMO:
            raise CommandError("This would fill your own database. Set DEMO=1 to fill the demo's.")
        if fresh:
            self._refuse_to_wipe_a_real_network()
            self._start_again()
        call_command("migrate", verbosity=0)
        if Network.objects.filter(slug=register.NETWORK["slug"]).exists():
            self.stdout.write("The demo's data are kept as they are. FRESH=1 starts again.")
        else:
            zone = ZoneInfo(register.NETWORK["time_zone"])
            story.tell(
                now=now.replace(tzinfo=zone) if now else timezone.localtime(None, zone), day=day
            )
            self.stdout.write(f"Carrowby stands on day {day}: {DAYS[day]}.")
        door = demo_door()
        self.stdout.write(f"  Coordinator   {door.email}   password {door.password}")
        self.stdout.write(f"  Participant   {door.participant}   {door.link}")

    def _refuse_to_wipe_a_real_network(self):
        if connection.introspection.table_names():
            others = Network.objects.exclude(slug=register.NETWORK["slug"])
            if others.exists():
                raise CommandError(f"This database holds {others.first()}; nothing was wiped.")

    def _start_again(self):
        database = settings.DATABASES["default"]
        if "sqlite3" in database["ENGINE"]:
            connection.close()
            for ending in ("", "-wal", "-shm"):
                Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
        else:
            call_command("migrate", verbosity=0)
            call_command("flush", interactive=False, verbosity=0)
