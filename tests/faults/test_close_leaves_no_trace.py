"""What lies in the files of the database, byte for byte, once a vote has closed."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from .processes import installation
from .test_votes_at_once import fill

VOTERS = 60
TABLES = ["topics_ballot", "topics_ballotchoice", "topics_elector", "topics_paper", "topics_vote"]


@pytest.fixture
def here(tmp_path):
    with installation(tmp_path) as here:
        yield here


def is_sqlite(here):
    return here.database_url.startswith("sqlite")


def files_of_sqlite(here):
    path = Path(here.database_url[10:])
    return {one.name: one.read_bytes() for one in path.parent.glob(f"{path.name}*")}


def files_of_postgres(here):
    """The files of the tables a vote is in, of their indexes, and of what the planner knows of them."""
    here.ask("CHECKPOINT")
    named = ", ".join(f"'{table}'::regclass" for table in TABLES)
    rows = here.ask(
        "SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c"
        f" WHERE c.oid IN ({named}, 'pg_statistic'::regclass)"
        f" OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN ({named}))"
    )
    return {name: bytes(held) for name, held in rows}


def holding(files, secrets):
    """{file: how many of the secrets stand in it}, of those that hold any."""
    found = {name: sum(one.encode() in held for one in secrets) for name, held in files.items()}
    return {name: n for name, n in found.items() if n}


def unused_space(here):
    """What is left in the pages of SQLite that hold nothing any more, and beside the rows of tables that are
    empty now."""
    held = Path(here.database_url[10:]).read_bytes()
    size = int.from_bytes(held[16:18], "big")
    left, trunk = [], int.from_bytes(held[32:36], "big")
    while trunk:
        page = _page(held, size, trunk)
        count = int.from_bytes(page[4:8], "big")
        leaves = [int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count)]
        left += [page[8 + 4 * count :], *(_page(held, size, leaf) for leaf in leaves)]
        trunk = int.from_bytes(page[:4], "big")
    # Not of the index of voters' keys, which come in any order: those are searched for, one by one.
    roots = here.ask(
        "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'topics_ballotchoice'"
        " OR name = 'topics_ballot'"
    )
    # At its beginning such a page says where rows began, and nothing of what was in them.
    return left + [_page(held, size, root)[size // 4 :] for (root,) in roots]


def _page(held, size, number):
    return held[(number - 1) * size : number * size]


def test_no_file_of_the_database_holds_a_key_of_a_voter_or_the_nonce(here):
    read = files_of_sqlite if is_sqlite(here) else files_of_postgres
    made = fill(here, "due", VOTERS)
    secrets = [made["nonce"], *made["keys"]]
    if not is_sqlite(here):
        here.ask("ANALYZE")
    assert sum(holding(read(here), secrets).values()) > len(made["keys"])

    # Somebody else stays connected, as a worker does: SQLite then keeps its write-ahead log.
    with closing(
        sqlite3.connect(here.database_url[10:] if is_sqlite(here) else ":memory:")
    ) as other:
        other.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.run("manage.py", "tick")
        left = holding(read(here), secrets)
        empty = unused_space(here) if is_sqlite(here) else []

    assert left == {}
    # Two lengths may stand where a block of free space began; no row is so short.
    assert max((len(run) for space in empty for run in space.split(b"\0")), default=0) <= 4


def test_somebody_who_still_reads_keeps_no_key_in_the_files(here):
    """A backup that began before the close, or the worker that takes the planner's samples."""
    made = fill(here, "due", VOTERS)
    read = files_of_sqlite if is_sqlite(here) else files_of_postgres
    with here.reading("network_network") as end:
        closing_it = here.begin("manage.py", "tick")
        time.sleep(4)  # it has deleted by then, and cannot let go of the rows
        end()
        said, _nothing = closing_it.communicate(timeout=60)

    assert closing_it.returncode == 0, said
    assert here.ask("SELECT count(*) FROM topics_ballot") == [(0,)]
    assert holding(read(here), [made["nonce"], *made["keys"]]) == {}


def test_rows_do_not_lie_in_the_order_in_which_people_voted(here):
    """PostgreSQL writes a row anew when it changes, and says in each which transaction wrote it."""
    fill(here, "due", VOTERS)
    here.run("manage.py", "tick")
    if is_sqlite(here):
        rows = here.ask("SELECT id, 0 FROM topics_elector ORDER BY rowid")
        kept = here.ask("SELECT choices FROM topics_ballotpattern ORDER BY rowid")
    else:
        rows = here.ask("SELECT id, xmin::text FROM topics_elector ORDER BY ctid")
        kept = here.ask("SELECT choices FROM topics_ballotpattern ORDER BY ctid")

    assert rows == sorted(rows)
    assert len({written for _pk, written in rows}) == 1
    kept = [json.loads(one) if isinstance(one, str) else one for (one,) in kept]
    assert len(kept) > 7
    assert kept == sorted(kept)
