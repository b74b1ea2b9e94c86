"""What is deleted at a close is overwritten in the files of the database as well.

To delete a row is not to destroy it. SQLite keeps the page of before in the file until the write-ahead log is
put into it, and in the log until that is cut. PostgreSQL keeps rows of before until a table is vacuumed, and
each says which transaction wrote it: that ties a ballot to its voter without any key.
"""

import logging
import time

from django.db import connection

logger = logging.getLogger(__name__)

# Tables whose rows tell of a ballot while a vote is open.
HELD = ["topics_ballotchoice", "topics_ballot", "topics_paper", "topics_elector", "topics_vote"]
LONGEST_WAIT = 20  # seconds: whoever closes a vote by hand waits for it


def overwrite_what_was_deleted() -> None:
    """To be called after the closing transaction: no transaction can do it within itself."""
    if connection.vendor == "sqlite":
        _cut_the_log()
    elif connection.vendor == "postgresql":
        _write_tables_anew()


def _cut_the_log():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write_tables_anew():
    """In the order of their keys, so that not even the order of the rows says who voted before whom."""
    with connection.cursor() as cursor:
        _wait_for_who_may_still_read(cursor)
        cursor.execute("SET lock_timeout = '10s'")
        try:
            for table in HELD:
                cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
                # The planner keeps samples of what stood there.
                cursor.execute(f'ANALYZE "{table}"')
        finally:
            cursor.execute("RESET lock_timeout")


def _wait_for_who_may_still_read(cursor):
    """A deleted row is kept as long as a transaction runs that began before it went: somebody's long query,
    a backup, or the worker that takes the planner's samples."""
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    (now,) = cursor.fetchone()
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid)",
            [now],
        )
        if cursor.fetchone() == (0,):
            return
        time.sleep(0.05)
    logger.warning(
        "A transaction has been open for long. Until a table is vacuumed, rows that a vote deleted may"
        " stay in the files of the database. Run: manage.py dbshell, then VACUUM FULL."
    )
