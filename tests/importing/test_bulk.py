"""Indexes that are built after a big load are those that were there before."""

import pytest

from crmctl.errors import BadInput
from crmctl.store import bulk
from tests.builders import Base
from tests.importing.loads import load, rows

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
FILE = [{"id": str(at), "name": f"Р{at}", "email": f"info@romashka-{at}.ru"} for at in range(300)]


def test_all_indexes_are_there_again(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(base, INDEXES)
    monkeypatch.setattr(bulk, "WORTH_REBUILDING", 1)
    load(base, "clients", FILE)
    assert rows(base, INDEXES) == before
    assert rows(base, "PRAGMA integrity_check") == [("ok",)]


def test_a_refused_load_leaves_them_as_they_were(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(base, INDEXES)
    monkeypatch.setattr(bulk, "WORTH_REBUILDING", 1)
    with pytest.raises(BadInput):
        load(base, "clients", [*FILE, {**FILE[0], "name": "Лютик"}])
    assert rows(base, INDEXES) == before
    assert rows(base, "SELECT id FROM client") == []


def test_a_small_file_keeps_the_indexes_of_a_big_base(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    load(base, "clients", FILE)
    monkeypatch.setattr(bulk, "WORTH_REBUILDING", 1)
    load(base, "clients", [{"id": "new", "name": "Лютик"}])
    assert rows(base, "SELECT name FROM client WHERE source_name = '' AND external_id = 'new'") == [("Лютик",)]
