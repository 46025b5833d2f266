"""A base of any size for measuring: deterministic, in the program's own schema, masks made with its contact points."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crmctl.cleaning.text import key
from crmctl.control.settle import settle
from crmctl.store.connect import open_sqlite
from crmctl.store.creation import create
from crmctl.store.founding import found
from crmctl.store.work import write

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = "2026-03-02 09:00:00.000000"
PEOPLE = 20
SEGMENTS = [f"Сегмент {n}" for n in range(10)]
CITIES = ["Москва", "Санкт-Петербург", "Омск", "Орёл", "Самара", "Екатеринбург"]
KINDS = {"phone": (1, 2, 3), "email": (6, 7), "address": (10, 11)}
"""Ids of the kinds that a value of each type may have."""
STATES = ("ok", "stale", "invalid", "placeholder", "opted out")
"""In the order of the masks; who opted out of one value opted out of its whole channel."""
_CHANNELS = {"phone": 0b11111, "email": 0b1111 << 5, "address": 0b111 << 9}
_USER = """INSERT INTO app_user (run_id, login, login_key, name, name_key, role, active)
VALUES (1, ?, ?, ?, ?, 'manager', ?)"""
_CLIENT = """INSERT INTO client (id, run_id, responsible_id, ok_kinds, stale_kinds, invalid_kinds, placeholder_kinds,
opted_out_kinds, kind, relation, city, city_key, segment, segment_key, inn, created_at, no_middle_name, name, name_key,
source_name, external_id, comment, comment_key)
VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'company', 'client', ?, ?, ?, ?, ?, ?, 0, ?, ?, 'bench', ?, ?, ?)"""
_CONTACT = """INSERT INTO contact (id, run_id, ok_kinds, stale_kinds, invalid_kinds, placeholder_kinds, opted_out_kinds,
unlinked, key_person, last_name, first_name, name_key, no_middle_name, created_at, source_name, external_id)
VALUES (?, 1, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, 0, ?, 'bench', ?)"""
_LINK = """INSERT INTO client_contact (id, run_id, ok_kinds, stale_kinds, invalid_kinds, placeholder_kinds,
opted_out_kinds, client_id, contact_id, position) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, 1)"""
_POINT = """INSERT INTO contact_point (run_id, client_id, contact_id, kind_id, state, value, normalized, is_primary,
is_current, entered_at, opted_out_at) VALUES (1, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)"""


def make(path: Path, clients: int, *, contacts: int = 0, seed: int = 1) -> None:
    """Write a base of so many clients and contacts to a new file; contacts come by client, as exports list them."""
    create(str(path))
    with write(
        str(path), kind="init", command="init", now=NOW, today=date(2026, 3, 2), actor_id=None, settle=settle
    ) as work:
        found(work, "admin", "Admin")
    connection = open_sqlite(str(path), read_only=False)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    connection.executemany(
        _USER,
        [(f"m{n:03}", f"m{n:03}", f"Менеджер {n}", f"менеджер {n}", n % 10 != 9) for n in range(PEOPLE)],
    )
    rows = _Rows(random.Random(seed))
    _insert(connection, _CLIENT, (rows.client(n) for n in range(1, clients + 1)), rows)
    _insert(connection, _CONTACT, (rows.contact(n) for n in range(1, contacts + 1)), rows)
    whose = sorted(rows.random.randint(1, clients) for _contact in range(contacts))
    links = ((n, *masks, client, n) for n, (masks, client) in enumerate(zip(rows.contact_masks, whose, strict=True), 1))
    connection.executemany(_LINK, links)
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: sqlite3.Connection, sql: str, owners: Iterator[tuple[Any, ...]], rows: "_Rows") -> None:
    """Owners in pieces, each followed by its contact points."""
    piece = []
    for owner in owners:
        piece.append(owner)
        if len(piece) == 20_000:
            connection.executemany(sql, piece)
            connection.executemany(_POINT, rows.taken_points())
            piece = []
    connection.executemany(sql, piece)
    connection.executemany(_POINT, rows.taken_points())


class _Rows:
    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self.points: list[tuple[Any, ...]] = []
        self.contact_masks: list[list[int]] = []

    def client(self, number: int) -> tuple[Any, ...]:
        chance = self.random
        city, segment = chance.choice(CITIES), chance.choice(SEGMENTS)
        name = f"ООО «Ромашка {number}»"
        comment = f"Заметка о клиенте {number}: звонить после обеда, договор до конца года" if number % 3 == 0 else None
        responsible = chance.randint(2, PEOPLE + 1) if chance.random() < 0.95 else None
        return (number, responsible, *self._masks(number, None), city, key(city), segment, key(segment),
                f"77{number:08}", AT, name, key(name), str(number), comment, comment)  # fmt: skip

    def contact(self, number: int) -> tuple[Any, ...]:
        masks = self._masks(None, number)
        self.contact_masks.append(masks)
        return (number, *masks, "Иванов", "Иван", f"иванов иван {number}", AT, str(number))

    def _masks(self, client: int | None, contact: int | None) -> list[int]:
        """The owner's masks: ok, not current, invalid, placeholder, opted out; its points are remembered."""
        masks = [0, 0, 0, 0, 0]
        for type_, ids in KINDS.items():
            for _point in range(self.random.choice((0, 1, 1, 1, 1, 2))):
                kind = self.random.choice(ids)
                state = self.random.choices(STATES, (80, 4, 7, 7, 2))[0]
                masks[STATES.index(state)] |= _CHANNELS[type_] if state == "opted out" else 1 << (kind - 1)
                stored = state if state in ("invalid", "placeholder") else "ok"
                left = AT if state == "opted out" else None
                text = f"+7916{client or contact:07}"
                self.points.append((client, contact, kind, stored, text, None, state != "stale", AT, left))
        return masks

    def taken_points(self) -> list[tuple[Any, ...]]:
        points, self.points = self.points, []
        return points
