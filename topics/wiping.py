"""What is deleted at a close is overwritten in the files of the database as well.

To delete a row is not to destroy it. SQLite keeps the page of before in the file until the write-ahead log is
put into it, and in the log until that is cut. PostgreSQL keeps rows of before until a table is vacuumed, and
each says which transaction wrote it: that ties a ballot to its voter without any key.
"""

from django.db import connection

# Tables whose rows tell of a ballot while a vote is open.
HELD = ["topics_ballotchoice", "topics_ballot", "topics_paper", "topics_elector", "topics_vote"]


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
        cursor.execute("SET lock_timeout = '10s'")
        try:
            for table in HELD:
                cursor.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
                # The planner keeps samples of what stood there.
                cursor.execute(f'ANALYZE "{table}"')
        finally:
            cursor.execute("RESET lock_timeout")
