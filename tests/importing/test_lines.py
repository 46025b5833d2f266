"""The lines of a file, however they are taken and however they end."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmctl.importing.lines import open_lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text("aж\r\n", max_size=60),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"]),
    st.lists(st.sampled_from([0, 1, 2, 5])),
)
def test_the_lines_are_those_of_the_text(tmp_path: Path, text: str, encoding: str, steps: list[int]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    lone, taken = "\r" in text.replace("\r\n", ""), ""
    with open_lines(path, encoding, lone_returns=lone) as lines:
        for step in steps:
            some = lines.some(step) if step else lines.one()
            assert len(list(io.StringIO(some, newline=""))) <= max(step, 1)
            taken += some
        while rest := lines.some(2):
            taken += rest
        assert lines.one() == ""
    assert taken == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_long_lines_are_taken_few_at_a_time(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{'a' * 999_999}\n" * 8, encoding)
    with open_lines(path, encoding, lone_returns=False) as lines:
        sizes = [len(text) for text in iter(lambda: lines.some(200), "")]
    assert sum(sizes) == 8_000_000
    assert max(sizes) <= 2_000_000


def test_a_line_may_go_on_in_the_letters_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x1b$BF|\nK\\\x1b(B\n")
    with open_lines(path, "iso2022_jp", lone_returns=False) as lines:
        assert [lines.some(1), lines.some(1)] == ["日\n", "本\n"]
