"""Counts contact-info over a million clients and over their contacts, as crmctl does and as DuckDB does, in one run.

    python benchmarks/contact_info.py [--clients 1000000] [--rounds 9] [--base FILE]

Both answer the same questions about the same rows, in turns, and their answers are compared. DuckDB has the normalised
rows (clients, links, contact points) in its own tables in memory, and is asked in the form it answers fastest, one
GROUP BY over the contact points. crmctl has its SQLite file, and is asked by the functions that its commands call.
"""

import argparse
import csv
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
from million import KINDS, NOW, SEGMENTS, make

from crmctl.control.counting import count, totals
from crmctl.control.question import Look, Only, Question, look
from crmctl.opening import open_for_reading
from crmctl.rights import Actor
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType, Role

NEEDS = tuple(KINDS)
LEFT_OUT = SEGMENTS[3]
ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
CODES = {"stale": 4, "invalid": 3, "placeholder": 2, "missing": 0}
"""What DuckDB's query calls each state; the best of an owner's values is the greatest."""
_FINE = 5
"""From here on nothing is wanting: opted out of the channel, or ok."""
TABLES = {
    "client": "id, responsible_id, segment_key, archived_at",
    "app_user": "id, active",
    "client_contact": "client_id, contact_id, ended",
    "contact_point": "client_id, contact_id, kind_id, state, is_current, opted_out_at",
}
_OK = "state = 'ok' AND is_current AND opted_out_at IS NULL"
_OUT = "opted_out_at IS NOT NULL"
_BEST = f"""max(CASE WHEN kind_id NOT IN {{kinds}} THEN 0 WHEN {_OK} THEN 6 WHEN {_OUT} THEN 5
    WHEN state = 'ok' THEN 4 WHEN state = 'invalid' THEN 3 ELSE 2 END)"""
_FROM = {
    RecordType.CLIENT: "client c LEFT JOIN have h ON h.owner = c.id",
    RecordType.CONTACT: """client_contact l JOIN client c ON c.id = l.client_id AND l.ended IS NULL
        LEFT JOIN have h ON h.owner = l.contact_id""",
}
_WHERE = "WHERE c.archived_at IS NULL AND c.segment_key <> ?"


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        base = options.base or Path(folder) / "crm.db"
        if not base.exists():
            print(f"making {options.clients} clients and as many contacts")
            make(base, options.clients, contacts=options.clients)
        duck = _duck(base, Path(folder))
        with open_for_reading(str(base)) as reader:
            print(f"{'question':42} {'crmctl':>8} {'DuckDB':>8}   ratio")
            for record in (RecordType.CLIENT, RecordType.CONTACT):
                ours = partial(_lacking, reader, _look(reader, record))
                _race(f"how many {record}s lack what", ours, partial(_duck_lacking, duck, record), options.rounds)
            whole = partial(_counts, reader, _look(reader)), partial(_duck_counts, duck)
            _race("both by state, clients by responsible", *whole, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="contact-info against DuckDB")
    parser.add_argument("--clients", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--base", type=Path, help="keep the base in this file, and use it when it is there")
    return parser.parse_args()


def _race(name: str, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> None:
    """Interleaved, so that whatever else the machine does meets both."""
    times: dict[Callable[[], Any], list[float]] = {ours: [], theirs: []}
    if ours() != theirs():
        sys.exit(f"{name}: the answers differ\n{ours()}\n{theirs()}")
    for _round in range(rounds):
        for ask, spent in times.items():
            start = time.perf_counter()
            ask()
            spent.append(time.perf_counter() - start)
    mine, others = median(times[ours]), median(times[theirs])
    print(f"{name:42} {mine * 1000:5.0f} ms {others * 1000:5.0f} ms   {mine / others:.2f}")


def _look(reader: Reader, record: RecordType | None = None) -> Look:
    only: Only | None = None if record is None else "clients" if record is RecordType.CLIENT else "contacts"
    question = Question(need=NEEDS, only=only, where=f'segment != "{LEFT_OUT}"')
    return look(reader, question, actor=ADMIN, now=NOW, today=NOW.date(), zone=UTC)


def _lacking(reader: Reader, asked: Look) -> tuple[int, ...]:
    found = totals(reader, asked)
    return found.in_scope, *(number for by_need in found.lacking.values() for number in by_need.values())


def _counts(reader: Reader, asked: Look) -> dict[str, Any]:
    """All that `check run` says of the base as it is."""
    found = count(reader, asked)
    return {
        "in_scope": found.in_scope,
        "records": found.records,
        "states": {
            (record, need): tuple(getattr(states, state) for state in CODES)
            for record, by_need in found.by_record.items()
            for need, states in by_need.items()
        },
        "charged": sorted(found.by_responsible.values()),
    }


def _duck(base: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """The normalised rows in DuckDB's own tables."""
    duck = duckdb.connect()
    with closing(sqlite3.connect(base)) as source:
        for table, columns in TABLES.items():
            file = folder / f"{table}.csv"
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(columns.split(", "))
                writer.writerows(source.execute(f"SELECT {columns} FROM {table}"))
            duck.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{file}', header = true, sample_size = -1)")
    return duck


def _duck_lacking(duck: duckdb.DuckDBPyConnection, record: RecordType) -> tuple[int, ...]:
    has = ", ".join(
        f"bool_or(kind_id IN {kinds} AND {_OK}) AS {need}, bool_or(kind_id IN {kinds} AND {_OUT}) AS no_{need}"
        for need, kinds in KINDS.items()
    )
    lacks = ", ".join(f"count(*) FILTER (WHERE {need} IS NOT TRUE AND no_{need} IS NOT TRUE)" for need in NEEDS)
    sql = f"""WITH have AS (SELECT {record}_id AS owner, {has} FROM contact_point
              WHERE {record}_id IS NOT NULL GROUP BY 1)
              SELECT count(*), {lacks} FROM {_FROM[record]} {_WHERE}"""
    return tuple(duck.execute(sql, [LEFT_OUT.lower()]).fetchall()[0])


def _duck_counts(duck: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Verdicts of every record in scope, kept for the two questions that are asked of them."""
    for record in RecordType.CLIENT, RecordType.CONTACT:
        best = ", ".join(f"{_BEST.format(kinds=kinds)} AS {need}" for need, kinds in KINDS.items())
        columns = ", ".join(f"coalesce({need}, 0) AS {need}" for need in NEEDS)
        sql = f"""CREATE OR REPLACE TEMP TABLE {record}_verdict AS
                  WITH have AS (SELECT {record}_id AS owner, {best} FROM contact_point
                                WHERE {record}_id IS NOT NULL GROUP BY 1)
                  SELECT c.id, u.id AS responsible, {columns}
                  FROM {_FROM[record]} LEFT JOIN app_user u ON u.id = c.responsible_id AND u.active {_WHERE}"""
        duck.execute(sql, [LEFT_OUT.lower()])
    found: dict[str, Any] = {"in_scope": 0, "records": 0, "states": Counter()}
    gaps: Counter[int | None] = Counter()
    for record in RecordType.CLIENT, RecordType.CONTACT:
        sql = f"SELECT responsible, {', '.join(NEEDS)}, count(*) FROM {record}_verdict GROUP BY ALL"
        for responsible, *best_of, number in duck.execute(sql).fetchall():
            found["in_scope"] += number
            found["records"] += number * (min(best_of) < _FINE)
            gaps[responsible] += number * sum(code < _FINE for code in best_of)
            for need, code in zip(NEEDS, best_of, strict=True):
                found["states"][record, need, code] += number
    lacking = " OR ".join(f"{need} < {_FINE}" for need in NEEDS)
    both = " UNION ".join(
        f"SELECT id, responsible FROM {record}_verdict WHERE {lacking}" for record in ("client", "contact")
    )
    clients = dict(duck.execute(f"SELECT responsible, count(*) FROM ({both}) GROUP BY 1").fetchall())
    states = found["states"]
    found["states"] = {
        (record, need): tuple(states[record, need, code] for code in CODES.values())
        for record in (RecordType.CLIENT, RecordType.CONTACT)
        for need in NEEDS
    }
    return {**found, "charged": sorted((clients[one], number) for one, number in gaps.items())}


if __name__ == "__main__":
    main()
