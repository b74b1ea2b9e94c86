"""The minute's work, killed before its first statement, then its second, and so on to the end.

Each run is a process of its own that ends by SIGKILL. A line of JSON for each: what was left behind.
"""

import io
import json
import os
import signal

import django

django.setup()

from django.core.management import call_command  # noqa: E402 Django must know its settings first
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402

from topics.models import Ballot, BallotPattern, Elector, Vote  # noqa: E402


def in_a_process(job, *arguments):
    """Run `job` in a process of its own; whether it was killed."""
    child = os.fork()
    if not child:
        try:
            job(*arguments)
        finally:
            os._exit(0)
    _pid, ended = os.waitpid(child, 0)
    return os.WIFSIGNALED(ended)


def tick_until(last):
    taken = 0

    def statement(execute, *arguments):
        nonlocal taken
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(statement):
        call_command("tick", stdout=io.StringIO())


def say_what_is_there(killed):
    vote = Vote.objects.select_related("activity").get()
    left = {
        "killed": killed,
        "closed": vote.activity.closed_at is not None,
        "nonce": bool(vote.nonce),
        "result": vote.result is not None,
        "digest": vote.result_digest,
        "ballots": Ballot.objects.count(),
        "counted": BallotPattern.objects.aggregate(n=Sum("count"))["n"] or 0,
        "tied": Elector.objects.exclude(partner=None).count(),
    }
    print(json.dumps(left), flush=True)


if __name__ == "__main__":
    killed, statement = True, 0
    while killed:
        statement += 1
        killed = in_a_process(tick_until, statement)
        in_a_process(say_what_is_there, killed)
