"""Exports clients and what was changed of them, as crmctl does and as its peers write the same rows, in turns.

    python benchmarks/exports.py [--clients 100000] [--rounds 3]

The clients of `import_clients.py` are imported; then every city and every phone is changed, as a person would. The
peers get the finished rows, from a file: XlsxWriter in its constant-memory mode writes the cells of the workbook, the
csv module the lines of the two other files. So they neither read a base nor make a row of a card. Each export is a
process of its own; processor time is compared, which other work on the machine disturbs least.
"""

import argparse
import compileall
import csv
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from import_clients import CRMCTL, empty_base, write_clients
from measuring import Run, timed

import crmctl

IMPORTED = 3
"""The run of the import."""
FORMS = {
    "clients.xlsx": ("clients", "--for", "excel"),
    "clients.csv": ("clients", "--for", "crmctl"),
    "changes.csv": ("changes", "--since", str(IMPORTED), "--for", "1c"),
}
EDITS = (
    "UPDATE client SET city = 'Псков', city_key = 'псков'",
    "UPDATE contact_point SET value = value || ' доб. 7' WHERE kind_id = 1",
)
_AT_ONCE = 500


def main() -> None:
    options = _options()
    compileall.compile_dir(str(Path(crmctl.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory(prefix="crmctl-") as folder:
        os.environ |= {"CRMCTL_USER": "admin", "CRMCTL_CONFIG": os.devnull, "CRMCTL_LANG": "en"}
        base = _base(Path(folder), options.clients)
        for name, words in FORMS.items():
            _race(base, Path(folder) / name, words, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="exports against XlsxWriter and the csv module")
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _base(folder: Path, clients: int) -> Path:
    base, file = empty_base(folder), write_clients(folder / "import.csv", clients)
    line = [*CRMCTL, "--db", str(base), "import", "clients", str(file), "--source", "1c"]
    subprocess.run(line, check=True, capture_output=True)
    _apart("--edit", base)
    return base


def _apart(step: str, *files: Path) -> None:
    """Do a step in a process of its own: the memory of this one would count for whatever it starts."""
    subprocess.run([sys.executable, __file__, step, *map(str, files)], check=True)


def _edit(base: str) -> None:
    from crmctl.control.settle import settle
    from crmctl.store.work import write

    now = datetime.now(UTC)
    with write(base, kind="edit", command="edit", now=now, today=now.date(), actor_id=1, settle=settle) as work:
        for edit in EDITS:
            work.execute(edit)


def _race(base: Path, file: Path, words: Sequence[str], rounds: int) -> None:
    ours = [*CRMCTL, "--db", str(base), "export", *words, "--force", "--out", str(file)]
    timed(ours)
    rows, peer = file.with_suffix(".rows"), file.with_name(f"peer.{file.name}")
    _apart("--keep", file, rows)
    theirs = [sys.executable, __file__, "--peer", str(rows), str(peer)]
    runs: dict[str, list[Run]] = {"crmctl": [], "peer": []}
    for _round in range(rounds):
        runs["crmctl"].append(timed(ours))
        runs["peer"].append(timed(theirs))
    print(f"{file.name}: {file.stat().st_size / 1e6:.0f} MB; medians of {rounds} rounds")
    mine = median(run.processor for run in runs["crmctl"])
    for name, measured in runs.items():
        seconds, processor = median(run.seconds for run in measured), median(run.processor for run in measured)
        memory = max(run.megabytes for run in measured)
        print(
            f"{name:8}{seconds:7.2f} s {processor:7.2f} s of a processor {memory:6.0f} MB {mine / processor:6.2f}",
            flush=True,
        )


def _read(file: Path) -> Iterable[Sequence[Any]]:
    """The rows of an export, cells as they are."""
    if file.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        return CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def _keep(file: str, kept: str) -> None:
    """Write the rows of an export to a file from which they come back some hundred at a time."""
    left = iter(_read(Path(file)))
    with Path(kept).open("wb") as stream:
        while part := [list(row) for row in islice(left, _AT_ONCE)]:
            pickle.dump(part, stream)


def _kept(file: str) -> Iterator[list[Any]]:
    with Path(file).open("rb") as stream:
        while stream.peek(1):
            yield from pickle.load(stream)


def _peer(rows: str, target: str) -> None:
    write_rows = _workbook if target.endswith(".xlsx") else _lines
    write_rows(_kept(rows), target)


def _workbook(rows: Iterable[list[Any]], target: str) -> None:
    from xlsxwriter import Workbook

    book = Workbook(target, {"constant_memory": True})
    page, text, moment = book.add_worksheet(), *(book.add_format({"num_format": one}) for one in ("@", "yyyy-mm-dd"))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    page.write_string(at, column, value, text)
            else:
                page.write_datetime(at, column, value, moment)
    book.close()


def _lines(rows: Iterable[list[Any]], target: str) -> None:
    with Path(target).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


STEPS: dict[str, Callable[..., None]] = {"--edit": _edit, "--keep": _keep, "--peer": _peer}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        STEPS[sys.argv[1]](*sys.argv[2:])
    else:
        main()
