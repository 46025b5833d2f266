"""Imports a file of clients, as crmctl does and as its peers would, each in a process of its own, in turns.

    python benchmarks/import_clients.py [--clients 100000] [--rounds 5] [--growth]

Bytecode is compiled first, as an installation does. The file has the fifteen columns of an ordinary export. `sqlite3`
is the shell's `.import`: the cells as they are, into one table without an index. `sqlite-utils` writes the tables that
crmctl filled, with their indexes, from rows that are finished already: it neither reads the file nor cleans anything,
and need not wait for the disk. `again` is crmctl with the same file over the filled base. --growth imports 10,000,
100,000 and 1,000,000 clients instead.
"""

import argparse
import compileall
import csv
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from measuring import Run, timed

import crmctl

HEADER = (
    *("id", "kind", "name", "full_name", "inn", "phone", "email", "website"),
    *("city", "industry", "segment", "source", "manager", "created_at", "comment"),
)
CITIES = ["Самара", "Орёл", "Казань", "Москва", "Тула", "Омск", "Пермь", "Королёв", "Новосибирск"]
INDUSTRIES = ["строительство", "медицина", "торговля", "IT", "услуги", "производство"]
AREAS = ["495", "812", "343", "926", "903", "916"]
LOGINS = [f"m{number:03}" for number in range(5)]
CRMCTL = [sys.executable, "-m", "crmctl"]


def main() -> None:
    options = _options()
    compileall.compile_dir(str(Path(crmctl.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory(prefix="crmctl-") as folder:
        os.environ |= {"CRMCTL_USER": "admin", "CRMCTL_CONFIG": os.devnull, "CRMCTL_LANG": "en"}
        empty = empty_base(Path(folder))
        if options.growth:
            _grow(Path(folder), empty)
        else:
            _race(Path(folder), empty, options.clients, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="import of clients against the sqlite3 shell and sqlite-utils")
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true", help="10,000, 100,000 and 1,000,000 clients, crmctl alone")
    return parser.parse_args()


def _race(folder: Path, empty: Path, clients: int, rounds: int) -> None:
    file = write_clients(folder / "clients.csv", clients)
    base = folder / "crm.db"
    runs: dict[str, list[Run]] = {"crmctl": [], "again": [], "sqlite3": [], "sqlite-utils": []}
    for _round in range(rounds):
        shutil.copy(empty, base)
        for name in ("crmctl", "again"):
            runs[name].append(timed([*CRMCTL, "--db", str(base), "import", "clients", str(file)]))
        runs["sqlite3"].append(_fresh(folder / "shell.db", lambda db: _shell(db, file)))
        runs["sqlite-utils"].append(
            _fresh(folder / "utils.db", lambda db: [sys.executable, __file__, "--peer", str(base), str(db)])
        )
    ours = median(run.seconds for run in runs["crmctl"])
    print(f"{clients} clients, {file.stat().st_size / 1e6:.0f} MB; medians of {rounds} rounds")
    for name, measured in runs.items():
        seconds, memory = median(run.seconds for run in measured), max(run.megabytes for run in measured)
        print(f"{name:14}{seconds:7.2f} s {memory:6.0f} MB   crmctl takes {ours / seconds:5.2f} times as long")


def _grow(folder: Path, empty: Path) -> None:
    for clients in (10_000, 100_000, 1_000_000):
        file, base = write_clients(folder / "clients.csv", clients), folder / "crm.db"
        shutil.copy(empty, base)
        run = timed([*CRMCTL, "--db", str(base), "import", "clients", str(file)])
        each = run.seconds / clients * 1e6
        print(f"{clients:9} clients {run.seconds:7.2f} s {each:6.1f} µs each {run.megabytes:6.0f} MB")


def write_clients(path: Path, count: int) -> Path:
    """An export of `count` clients, the same every time: good, bad, blank and placeholder values."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(_client(chance, number) for number in range(1, count + 1))
    return path


def _client(chance: random.Random, number: int) -> Sequence[object]:
    pick = chance.choice
    name = f"ООО «{pick(['Спектр', 'Вектор', 'Каскад'])}{pick(['Групп', 'Агро', 'Проект', 'Монтаж'])}-{number}»"
    area, local = pick(AREAS), f"{chance.randrange(10**7):07}"
    spaced = f"{area} {local[:3]}-{local[3:5]}-{local[5:]}"
    phone = pick(
        [f"+7{area}{local}", f"8({area}){local}", f"8 {spaced}", f"+7 {spaced} доб. {number % 999}", "", "нет"]
    )
    email = pick([f"info{number}@c{number}.example.com"] * 7 + ["", "-", "info@@x"])
    site = pick([f"https://c{number}.example.com", ""])
    words = pick(CITIES), pick(INDUSTRIES), pick(["A", "B", "C", "VIP", ""]), pick(["сайт", "звонок", "выставка"])
    comment = pick(["", "VIP-клиент", "звонить после 18:00"])
    inn = f"77{number:08}"
    kind = pick(["company"] * 4 + ["person"])
    return [number, kind, name, name, inn, phone, email, site, *words, pick(LOGINS), "2026-01-15 08:23", comment]


def empty_base(folder: Path) -> Path:
    path, users = folder / "empty.db", folder / "users.csv"
    users.write_text("login\n" + "\n".join(LOGINS), "utf-8")
    for words in (["init"], ["import", "users", str(users)]):
        subprocess.run([*CRMCTL, "--db", str(path), *words], check=True, capture_output=True)
    return path


def _shell(db: Path, file: Path) -> list[str]:
    return ["sqlite3", str(db), "-cmd", ".mode csv", "-cmd", ".separator ;", f".import {file} clients"]


def _fresh(db: Path, command: Callable[[Path], list[str]]) -> Run:
    db.unlink(missing_ok=True)
    return timed(command(db))


def _peer(source: str, target: str) -> None:
    """Write with sqlite-utils what is in the tables `client` and `contact_point` of the base at `source`."""
    import sqlite_utils

    db = sqlite_utils.Database(target)
    db.execute("PRAGMA synchronous=OFF")  # it commits every few rows, and would wait for the disk each time
    db.execute("PRAGMA journal_mode=MEMORY")
    with closing(sqlite3.connect(source)) as base:
        base.row_factory = sqlite3.Row
        for table in ("client", "contact_point"):
            rows = map(dict, base.execute(f"SELECT * FROM {table}"))
            db.table(table).insert_all(rows, pk="id", batch_size=1000)
            indexes = base.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
            )
            for (sql,) in indexes.fetchall():
                db.execute(sql)
    db.conn.commit()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        _peer(*sys.argv[2:])
    else:
        main()
