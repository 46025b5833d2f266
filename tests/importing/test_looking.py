"""A look through a file finds the same whether a second process takes it or this one."""

import os
import signal
from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing import looking
from crmctl.importing.ahead import ReaderGone, can_fork
from crmctl.importing.formats.opening import NO_HINTS, open_table
from crmctl.importing.looking import begin, look


@pytest.fixture(params=[0, 1 << 20], ids=["second process", "this one"])
def _process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_WORTH_A_PROCESS", request.param)


@pytest.mark.usefixtures("_process")
def test_a_good_file_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("имя\nИван\n", "utf-8")
    begin(path, "")
    decoded = look(path, "")
    assert (decoded.encoding, decoded.certain, decoded.lines, decoded.ends_line) == ("utf-8", True, 2, True)


@pytest.mark.usefixtures("_process")
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("имя\nИв\0ан\n".encode())
    begin(path, "")
    with pytest.raises(BadInput, match="line 2, column 3"):
        look(path, "")


@pytest.mark.usefixtures("_process")
def test_what_is_not_there_is_left_to_the_look(tmp_path: Path) -> None:
    begin(tmp_path / "none.csv", "")
    begin(tmp_path, "")
    with pytest.raises(FileNotFoundError):
        look(tmp_path / "none.csv", "")


@pytest.mark.skipif(not can_fork(), reason="no second process here")
def test_a_look_that_is_killed_is_not_taken_for_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("имя\nИван\n", "utf-8")
    monkeypatch.setattr(looking, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(looking, "detect_in", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    begin(path, "")
    with pytest.raises(ReaderGone):
        open_table(path, NO_HINTS)


def test_only_what_is_read_as_csv_is_looked_through_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(looking, "ahead", lambda _items: pytest.fail("a process for nothing"))
    path = tmp_path / "a.csv"
    path.write_text('[{"имя": "Иван"}]', "utf-8")
    begin(path, "")


def test_another_encoding_is_looked_at_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_WORTH_A_PROCESS", 0)
    path = tmp_path / "a.csv"
    path.write_bytes("имя\nИван\n".encode("cp1251"))
    begin(path, "")
    assert look(path, "cp1251").encoding == "cp1251"
    assert look(path, "").preview == "имя\nИван"
