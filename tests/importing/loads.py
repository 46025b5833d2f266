"""Imports of small files for the tests, and what lies in a base afterwards."""

import csv
import io
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import UTC
from pathlib import Path
from typing import Any

from crmctl.importing.fields import What
from crmctl.importing.formats.opening import NO_HINTS, open_table
from crmctl.importing.headers import recognise
from crmctl.importing.loading import load_file
from crmctl.importing.options import Hints, MatchBy, OnMatch, Options
from crmctl.importing.outcome import Outcome
from crmctl.importing.reading import Source
from crmctl.vocabulary import Source as RunSource
from tests.builders import Base
from tests.connected import connected

Rows = Iterable[Mapping[str, Any]]
_VOLATILE = {"run", "journal", "sqlite_sequence"}


def written(path: Path, rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """A file of these rows; its columns are the keys of the first."""
    rows = list(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def load(
    base: Base, what: What, file: Path | Rows, *, dry_run: bool = False, hints: Hints = NO_HINTS, **options: Any
) -> Outcome:
    """Import a file, or rows, with these Options; the run's number is in the outcome, as the command puts it there."""
    path = file if isinstance(file, Path) else written(Path(base.db).with_name(f"{what}.csv"), file)
    table = open_table(path, hints._replace(what=what))
    source = Source(table, recognise(table.header, what, where=table.header_place), what, UTC, base.now, base.today)
    options["on_match"] = OnMatch(options.get("on_match", OnMatch.FILL_EMPTY))
    options["match"] = tuple(map(MatchBy, options.get("match", ())))
    chosen = Options(**options)
    if dry_run:
        return load_file(base.reader, None, source, chosen, nullcontext(lambda _done: None))
    with base.write("import", source=RunSource.MANUAL if chosen.by_hand else RunSource.IMPORT) as work:
        outcome = load_file(work.reader, work, source, chosen, nullcontext(lambda _done: None))
        work.summary = {"what": what, **outcome.remembered()}
    outcome.run = work.run_id if work.written else None
    return outcome


def rows(base: Base, sql: str) -> list[tuple[Any, ...]]:
    """What a query of the test's own finds."""
    with connected(base.db) as connection:
        return connection.execute(sql).fetchall()


def one(base: Base, sql: str) -> Any:
    """The only value of the only row."""
    ((value,),) = rows(base, sql)
    return value


def dump(base: Base, *, without_runs: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """All tables but runs and journal; by default without the column that names the run."""
    with connected(base.db) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in sorted(set(names) - _VOLATILE):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            kept = [column for column in columns if not (without_runs and column == "run_id")]
            found[name] = connection.execute(f"SELECT {', '.join(kept)} FROM {name} ORDER BY 1").fetchall()
    return found
