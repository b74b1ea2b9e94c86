"""The web server, the worker that sends messages, and the minute's tick, started and stopped together."""

import os
import secrets
import signal
import subprocess
import sys
import threading

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from network.demo_door import demo_door
from network.models import User


class Command(BaseCommand):
    help = "Serve on 127.0.0.1, send messages, and close what is due every minute."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, port, workers, **options):
        address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "PORT": str(port),
            "DEMO": "1" if settings.DEMO else "0",
            "WORKER": "1",
        }
        settings.SITE_URL = os.environ.get("SITE_URL", address)
        if not User.objects.exists():
            environment["FIRST_RUN_CODE"] = secrets.token_hex(4)
        self._say_how_to_get_in(address, environment)
        stopped = threading.Event()
        threading.Thread(target=self._tick, args=[stopped], daemon=True).start()
        # The worker runs beside; if it dies, what waits goes out with the tick.
        worker = subprocess.Popen(
            [sys.executable, sys.argv[0], "db_worker", "--interval=2", "--verbosity=0"],
            env=environment,
        )
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "network.wsgi",
                f"--bind=127.0.0.1:{port}",
                f"--workers={workers}",
                "--no-control-socket",
                "--log-level=warning",
            ],
            env=environment,
        )
        signal.signal(signal.SIGTERM, _stop)
        try:
            raise SystemExit(server.wait())
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            stopped.set()
            for process in (server, worker):
                process.terminate()
            for process in (server, worker):
                process.wait()

    def _say_how_to_get_in(self, address, environment):
        door = demo_door()
        self.stdout.write(f"\nTightrope is at {address}/\n")
        if door:
            self.stdout.write(f"  Coordinator   {door.email}   password {door.password}")
            self.stdout.write(f"  Participant   {door.participant}   {door.link}")
        elif "FIRST_RUN_CODE" in environment:
            self.stdout.write(
                f"  Begin at {address}/first-run/ with the code {environment['FIRST_RUN_CODE']}"
            )
        self.stdout.write("Stop with Ctrl+C.\n")
        self.stdout.flush()

    def _tick(self, stopped):
        while not stopped.wait(60):
            try:
                call_command("tick", stdout=self.stdout)
            except Exception as problem:  # the next minute tries again; the server must not stop
                self.stderr.write(f"The minute's work failed and will be tried again: {problem}")
            finally:
                close_old_connections()


def _stop(signum, frame):
    """Asked to stop by a service manager: as if by Ctrl+C, so that the web server stops as well."""
    raise KeyboardInterrupt
