"""One walk through a file finds what cannot be read, wherever the pieces it is read in happen to end."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.importing import places
from crmctl.importing.places import walk

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251")


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 8])
@given(before=st.text("aяё\n ", max_size=6), behind=st.text("aяё\n ", max_size=6), encoding=st.sampled_from(ENCODINGS))
def test_a_nul_is_met_in_every_encoding(before: str, behind: str, encoding: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "CHUNK", piece)
        with_nul = walk(io.BytesIO(f"{before}\0{behind}".encode(encoding)), encoding)
        without = walk(io.BytesIO(f"{before}{behind}".encode(encoding)), encoding)
    assert (with_nul.why, without.why) == ("nul", "")
    assert without.lines == f"{before}{behind}".count("\n")


@given(st.text("a\r\n", max_size=12), st.sampled_from(["utf-8", "cp1251", "utf-16-le"]))
def test_a_lone_return_is_seen_wherever_a_chunk_ends(text: str, encoding: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "CHUNK", 2)
        met = walk(io.BytesIO(text.encode(encoding)), encoding)
    assert met.lone_returns == ("\r" in text.replace("\r\n", ""))
    assert met.ends_line == text.endswith(("\r", "\n"))
    if not met.lone_returns:
        assert met.lines == text.count("\n")
