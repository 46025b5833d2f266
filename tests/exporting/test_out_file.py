"""A file is there whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from crmctl.errors import BadInput, Refused
from crmctl.exporting.out_file import whole_file


def write(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    with whole_file(path, overwrite=overwrite) as stream:
        stream.write(data)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def failing(path: Path) -> None:
    with whole_file(path, overwrite=True) as stream:
        stream.write(b"1")
        raise ZeroDivisionError


def test_it_gets_its_name_at_the_end_and_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with whole_file(path, overwrite=False) as stream:
        stream.write(b"1")
        assert not path.exists()
    assert path.read_bytes() == b"1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["x.csv"]


def test_what_goes_wrong_leaves_nothing_and_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        failing(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["x.csv"]


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write(path, b"old")
    with pytest.raises(Refused):
        write(path, b"new")
    write(path, b"newer", overwrite=True)
    assert path.read_bytes() == b"newer"


def test_nor_is_one_that_came_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with pytest.raises(Refused), whole_file(path, overwrite=False):
        path.write_bytes(b"theirs")
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["x.csv"]


def test_without_links_the_file_still_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    write(tmp_path / "x.csv", b"1")
    assert (tmp_path / "x.csv").read_bytes() == b"1"
    with pytest.raises(Refused), whole_file(tmp_path / "y.csv", overwrite=False):
        (tmp_path / "y.csv").write_bytes(b"theirs")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "x.csv").symlink_to(tmp_path / "real" / "x.csv")
    write(tmp_path / "x.csv", b"1")
    write(tmp_path / "x.csv", b"2", overwrite=True)
    assert (tmp_path / "x.csv").is_symlink()
    assert (tmp_path / "real" / "x.csv").read_bytes() == b"2"


@pytest.mark.parametrize("path", [Path("/dev/full"), Path("/nowhere/x.csv"), Path("/tmp")])
def test_what_cannot_be_written_is_one_clear_line(path: Path) -> None:
    if path == Path("/dev/full") and not path.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(BadInput) as error:
        write(path, b"1" * 100_000)
    assert str(path) in error.value.message


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(Path(os.devnull), b"1")
    assert not Path(os.devnull).is_file()


def test_a_closed_pipe_is_no_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), whole_file(tmp_path / "x", overwrite=False):
        raise BrokenPipeError
