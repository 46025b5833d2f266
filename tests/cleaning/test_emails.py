import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from crmctl.cleaning.emails import normal, sure_addresses
from crmctl.cleaning.mailboxes import (
    _FAKE_DOMAINS,
    _NO_DOMAIN,
    _NOBODY,
    _PROVIDERS,
    _RUNS,
    _SECOND_LEVEL,
    _STAND_INS,
    is_made_up,
    is_plainly_somebodys,
)
from crmctl.cleaning.values import Cleaner, Value
from crmctl.vocabulary import PointType, ValueState

CLEANER = Cleaner()


def emails(cell: str) -> list[Value]:
    return CLEANER.points(PointType.EMAIL, cell)


def state(cell: str) -> ValueState:
    (value,) = emails(cell)
    return value.state


@pytest.mark.parametrize(
    "cell",
    [
        "ivan@x1.example.com",
        " ivan@x1.example.com ",
        "IVAN@X1.EXAMPLE.COM\u00a0",
        "<ivan@x1.example.com>",
        "Иван Петров <ivan@x1.example.com>",
        '"Петров, Иван" <ivan@x1.example.com>',
        "mailto:ivan@x1.example.com",
        "e-mail: ivan@x1.example.com",
        "Эл. почта: ivan@x1.example.com",
        "ivan@x1.example.com;",
        "ivan@x1.example.com,",
        "'ivan@x1.example.com",
        '"ivan@x1.example.com"',
    ],
)
def test_one_address_in_the_wrappings_people_leave(cell: str) -> None:
    assert [(value.normal, value.state) for value in emails(cell)] == [("ivan@x1.example.com", ValueState.OK)]


@pytest.mark.parametrize("cell", ["noemail=@co.org", "no-mail:@co.org", "gmail:ivan@x1.example.com"])
def test_the_end_of_a_word_is_no_label(cell: str) -> None:
    assert [value.normal for value in emails(cell)] == [""]


@pytest.mark.parametrize("between", [", ", ";", " ", "\n", " / ", " или ", "; и "])
def test_a_cell_of_two_good_addresses_gives_two(between: str) -> None:
    cell = f"ivan@x1.example.com{between}petr@x2.example.com"
    assert [value.normal for value in emails(cell)] == ["ivan@x1.example.com", "petr@x2.example.com"]


def test_a_cell_with_a_bad_piece_stays_whole() -> None:
    assert emails("ivan@x1.example.com, petr") == [Value("ivan@x1.example.com, petr", "", ValueState.INVALID)]


@pytest.mark.parametrize(
    "cell",
    [
        "info14@@x14.example.com",
        "info52 x52.example.com",
        "@x111.example.com",
        "u223@mail,example,org",
        "info232@-x232.example.com",
        "info243x243.example.com",
        "info360@akenergo360",
        "u844@mail",
        "info384@",
        "info541@x541.example.com.",
        "info903..x@x903.example.com",
        "ivan.p" * 11 + "@x.example.com",
        "a@" + "x" * 300 + ".com",
        "позвонить",
        "ivan@firma.local",
    ],
)
def test_what_is_no_address_is_invalid(cell: str) -> None:
    assert state(cell) is ValueState.INVALID


@pytest.mark.parametrize(
    "cell", ["test@test.ru", "no@mail.ru", "1@1.ru", "noemail@noemail.com", "Нет", ".", "n/a", "xxx"]
)
def test_an_address_nobody_has_is_a_placeholder(cell: str) -> None:
    assert state(cell) is ValueState.PLACEHOLDER


def test_addresses_at_domains_of_words_for_nothing_are_addresses() -> None:
    assert [value.normal for value in emails("info@telefon.no, ivan@romashka.net")] == [
        "info@telefon.no",
        "ivan@romashka.net",
    ]


def test_international_addresses_are_good() -> None:
    assert emails("иван@пример-почта.рф")[0].normal == "иван@пример-почта.рф"
    assert emails("ivan@xn--e1afmkfd.xn--p1ai")[0].normal == "ivan@пример.рф"


def test_letters_of_two_scripts_before_the_at_are_flagged() -> None:
    (value,) = emails("ivаn@x1.example.com")
    assert (value.state, value.note) == (ValueState.OK, "mixed-script")


def test_a_line_break_is_no_part_of_an_address() -> None:
    assert state("ivan@x1.example.com\n") is ValueState.INVALID


@given(st.emails())
def test_the_short_way_never_contradicts_the_library(address: str) -> None:
    try:
        expected = validate_email(address, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        expected = ""
    (sure,) = sure_addresses([address])
    assert sure in {"", expected}


_SIGNS = "abz019._-+@'xn"


@given(
    st.text(_SIGNS, min_size=1, max_size=20),
    st.text(_SIGNS, min_size=1, max_size=20),
    st.sampled_from(["ru", "test", "c", "1", "рф", "local"]),
)
def test_the_short_way_is_no_laxer_than_the_library(local: str, name: str, top: str) -> None:
    address = f"{local}@{name}.{top}"
    if sure_addresses([address]) != [""]:
        assert normal(address) == address


@given(st.lists(st.text(_SIGNS + "\n\r", max_size=8).map("{}@mail.ru".format) | st.text(max_size=3), max_size=5))
def test_many_cells_at_once_are_judged_as_each_by_itself(cells: list[str]) -> None:
    assert sure_addresses(cells) == [address for cell in cells for address in sure_addresses([cell])]


_NAMES = st.sampled_from(sorted(_NOBODY | _STAND_INS | _RUNS)) | st.text("abqwe12._-", min_size=1, max_size=6)
_LABELS = st.sampled_from(sorted(_NO_DOMAIN | _FAKE_DOMAINS | _PROVIDERS | _SECOND_LEVEL)) | st.text(
    "abmqwe12", max_size=5
)


@settings(max_examples=1000)
@given(_NAMES, st.text("1.-", max_size=2), st.lists(_LABELS, min_size=1, max_size=3), st.text("12", max_size=1))
def test_who_is_plainly_somebody_is_not_made_up(name: str, behind: str, labels: list[str], digit: str) -> None:
    domain = f"{'.'.join(labels)}{digit}.ru"
    if is_plainly_somebodys(name + behind, domain.split(".")[-2]):
        assert not is_made_up(name + behind, domain)
