"""The place somebody left off at is kept where that can be, and losing it harms nothing."""

import os
from pathlib import Path

import pytest

from crmctl.tasks.leftoff import LeftOff


@pytest.fixture
def places(tmp_path: Path) -> LeftOff:
    return LeftOff(tmp_path / "new" / "places", "/crm.db", "bob")


def test_a_place_is_recalled_by_whom_and_where_it_was_left(places: LeftOff, tmp_path: Path) -> None:
    places.remember(7, 12)
    assert LeftOff(places.folder, "/crm.db", "bob").recall(7) == 12
    assert places.recall(8) is None
    assert LeftOff(places.folder, "/other.db", "bob").recall(7) is None
    assert LeftOff(places.folder, "/crm.db", "ann").recall(7) is None


def test_the_latest_place_counts_and_none_is_one(places: LeftOff) -> None:
    for client in (123456, 7):
        places.remember(7, client)
        assert places.recall(7) == client
    places.remember(7, None)
    assert places.recall(7) is None


def test_nothing_about_people_is_written(places: LeftOff) -> None:
    places.remember(7, 12)
    (file,) = places.folder.iterdir()
    assert file.read_bytes().strip() == b"12"
    assert "bob" not in file.name


def test_a_damaged_place_is_none(places: LeftOff) -> None:
    places.remember(7, 12)
    next(places.folder.iterdir()).write_bytes(b"\xffx")
    assert places.recall(7) is None


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    places = LeftOff(tmp_path / "file" / "places", "/crm.db", "bob")
    places.remember(7, 12)
    assert places.recall(7) is None


def test_only_so_many_are_kept(places: LeftOff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmctl.tasks.leftoff._MOST", 3)
    for task in range(6):
        places.remember(task, 1)
        for at, file in enumerate(sorted(places.folder.iterdir(), key=lambda one: one.stat().st_mtime)):
            os.utime(file, (at, at))
    assert [places.recall(task) for task in range(6)] == [None, None, None, 1, 1, 1]


def test_a_base_whose_name_is_no_text_has_places_too(tmp_path: Path) -> None:
    places = LeftOff(tmp_path / "places", "/\udcff.db", "bob")
    places.remember(7, 12)
    assert places.recall(7) == 12
