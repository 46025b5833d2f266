"""Files written for people: private, whole, and never in the place of something else."""

import os
import stat
from pathlib import Path

import pytest

from crmctl.files import whole


@pytest.fixture
def no_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("no_umask")
@pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")
def test_it_is_for_its_owner_only_even_where_an_older_one_was_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o666)
    with whole(path) as fresh:
        fresh.write_text("new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (path.read_text(), names(tmp_path)) == ("new", {"out.csv"})


def test_it_stays_as_it_was_when_the_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def fail(fresh: Path) -> None:
        fresh.write_text("half")
        raise OSError("full")

    with pytest.raises(OSError, match="full"), whole(path) as fresh:
        fail(fresh)
    assert (path.read_text(), names(tmp_path)) == ("old", {"out.csv"})


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with whole(tmp_path / "link.csv") as fresh:
        fresh.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_what_is_no_ordinary_file_is_written_to_and_not_replaced() -> None:
    with whole(Path(os.devnull)) as fresh:
        fresh.write_text("gone")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole(tmp_path / "none" / "out.csv"):
        pass
