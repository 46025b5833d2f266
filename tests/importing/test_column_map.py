"""Mapping files."""

from pathlib import Path

import pytest

from crmctl.errors import BadInput
from crmctl.importing.column_map import load_map


def mapping_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "m.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_mapping_is_headers_and_fields(tmp_path: Path) -> None:
    path = mapping_file(tmp_path, '\ufeff# ours\n[columns]\n"Тел. 1" = "phone:main"\nName = "name"\n')
    assert load_map(path) == {"Тел. 1": "phone:main", "Name": "name"}
    assert load_map(path).line_of("Name") == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[columns]\nТел = 1\n", r"m\.toml, line 2, column 1: this is not TOML"),
        ('[columns]\n"a" = "b', r"m\.toml(, line 2, column \d+)?: this is not TOML"),
        ('[columns]\n"a" = 1\n', r"m\.toml, line 2: the field of a is not in quotes"),
        ('[colums]\n"a" = "b"\n', r"m\.toml: a mapping file has one table"),
        ('"a" = "b"\n', r"m\.toml: a mapping file has one table"),
        ('columns = "b"\n', r"m\.toml: a mapping file has one table"),
        ("[columns]\n", r"m\.toml: a mapping file has one table"),
        (b"[columns]\n\xff = 1", r"m\.toml: a mapping file is UTF-8"),
    ],
)
def test_a_bad_mapping_file_is_refused_with_its_place(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        load_map(mapping_file(tmp_path, content))


def test_a_mapping_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        load_map(tmp_path / "none.toml")
