import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.placeholders import is_placeholder
from crmctl.cleaning.values import Cleaner
from crmctl.cleaning.websites import is_made_up_site, normal, sure_sites
from crmctl.vocabulary import PointType, ValueState


def judged(cell: str) -> list[tuple[str, ValueState]]:
    return [(value.normal, value.state) for value in Cleaner().points(PointType.WEBSITE, cell)]


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        ("https://c2.example.com", "https://c2.example.com"),
        ("www.firma.ru", "https://www.firma.ru"),
        ("FIRMA.ru/", "https://firma.ru"),
        ("HTTP://Firma.RU/Path?q=1", "http://firma.ru/Path?q=1"),
        ("сайт: firma.ru", "https://firma.ru"),
        ("кремль.рф", "https://кремль.рф"),
        ("firma.ru:8080/x", "https://firma.ru:8080/x"),
    ],
)
def test_a_site_is_told_with_its_scheme(cell: str, url: str) -> None:
    assert judged(cell) == [(url, ValueState.OK)]


def test_a_cell_of_two_sites_gives_two() -> None:
    assert [url for url, _ in judged("firma.ru, shop.ru")] == ["https://firma.ru", "https://shop.ru"]


@pytest.mark.parametrize(
    "cell",
    ["firma", "ivan@firma.ru", "ftp://firma.ru", "http://фир ма.ru", "http://[::1", "http://1.2.3.4", "firma..ru"],
)
def test_what_is_no_site_is_invalid(cell: str) -> None:
    assert judged(cell) == [("", ValueState.INVALID)]


@pytest.mark.parametrize("cell", ["http://", "https://www.", "www", "http://test.ru", "нет сайта"])
def test_a_site_nobody_has_is_a_placeholder(cell: str) -> None:
    assert judged(cell) == [("", ValueState.PLACEHOLDER)]


@given(st.from_regex(r"https?://([a-z0-9-]{1,8}\.){1,3}[a-z]{2,4}", fullmatch=True))
def test_the_short_way_agrees_with_the_long_one(url: str) -> None:
    if sure_sites([url]) == [url]:
        assert normal(url) == url
        assert not is_placeholder(url)
        assert not is_made_up_site(url)


@given(st.lists(st.sampled_from(["", "https://firma.ru", "http://test.ru", "https://firma.ru\n", "\n", "www"])))
def test_many_cells_at_once_are_judged_as_each_by_itself(cells: list[str]) -> None:
    assert sure_sites(cells) == ["https://firma.ru" if cell == "https://firma.ru" else "" for cell in cells]
