import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.values import Cleaner, SureOfMany
from crmctl.vocabulary import PointType, State, ValueState

CLEANER = Cleaner()
TYPES = st.sampled_from(list(PointType))
BLANKS = st.text(alphabet=" \t\u00a0\u2003\u200b\ufeff", max_size=6)
_SIGNS = "0123456789+-() .,;@/абвнетabcxyz\u00a0'\"«»\n"
CELLS = st.one_of(
    st.text(max_size=40),
    st.text(_SIGNS, max_size=40),
    st.from_regex(r"(\+7|8) ?\(?9[0-9]{2}\)?[ -]?[0-9]{3}-[0-9]{2}-[0-9]{2}( доб\. [0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"[a-z]{2,9}@[a-z]{3,9}\.(ru|com|example\.org)", fullmatch=True),
    st.from_regex(r"(https?://)?(www\.)?[a-z]{3,9}\.ru(/[a-z]{0,5})?", fullmatch=True),
)


@given(TYPES, CELLS)
def test_a_normal_value_is_its_own_normal_value(kind: PointType, cell: str) -> None:
    for value in CLEANER.points(kind, cell):
        if value.state is ValueState.OK:
            again = CLEANER.points(kind, value.normal)
            assert [(one.normal, one.state) for one in again] == [(value.normal, ValueState.OK)]


@given(TYPES, CELLS)
def test_only_ok_values_have_a_normal_form_and_several_are_all_ok(kind: PointType, cell: str) -> None:
    values = CLEANER.points(kind, cell)
    assert all(bool(value.normal) == (value.state is ValueState.OK) for value in values)
    assert len(values) < 2 or all(value.state is ValueState.OK for value in values)


@given(TYPES, BLANKS)
def test_white_space_is_always_missing(kind: PointType, cell: str) -> None:
    assert CLEANER.points(kind, cell) == []
    assert CLEANER.field_state("inn", cell) is State.MISSING
    assert CLEANER.field_state("segment", cell) is State.MISSING


@given(TYPES, CELLS, BLANKS, BLANKS)
def test_blanks_around_change_nothing(kind: PointType, cell: str, before: str, behind: str) -> None:
    plain, padded = CLEANER.points(kind, cell), CLEANER.points(kind, before + cell + behind)
    assert [value[1:] for value in padded] == [value[1:] for value in plain]


@given(
    st.from_regex(r"8 ?9[0-9]{2} ?[0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.sampled_from(["тел.: {}", "Тел {}", "моб. {}", "'{}", '"{}"', "phone: {}", "{};", "\u00a0{}"]),
)
def test_a_label_around_a_phone_changes_nothing(number: str, label: str) -> None:
    plain, labelled = CLEANER.points(PointType.PHONE, number), CLEANER.points(PointType.PHONE, label.format(number))
    assert [value[1:] for value in labelled] == [value[1:] for value in plain]


@given(TYPES, CELLS)
def test_asking_twice_gives_the_same(kind: PointType, cell: str) -> None:
    assert CLEANER.points(kind, cell) == CLEANER.points(kind, cell) == Cleaner().points(kind, cell)


@given(st.sampled_from(["inn", "kpp", "ogrn", "name", "segment", "birth_date", "comment"]), st.text(max_size=40))
def test_a_cleaned_field_has_the_state_of_the_raw_one_and_is_clean(field: str, text: str) -> None:
    cleaned = CLEANER.clean_field(field, text)
    assert CLEANER.clean_field(field, cleaned) == cleaned
    if cleaned:
        assert CLEANER.field_state(field, cleaned) is CLEANER.field_state(field, text)


@pytest.mark.parametrize("kind", list(PointType))
@pytest.mark.parametrize("cell", ["нет", "-", "n/a", "не указан", "уточнить", "???"])
def test_a_word_that_says_nothing_is_a_placeholder_of_every_type(kind: PointType, cell: str) -> None:
    assert [value.state for value in CLEANER.points(kind, cell)] == [ValueState.PLACEHOLDER]


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("segment", "A", State.OK),
        ("segment", "VIP", State.OK),
        ("industry", "IT", State.OK),
        ("city", "Нея", State.OK),
        ("city", "???", State.PLACEHOLDER),
        ("segment", "не указано", State.PLACEHOLDER),
        ("birth_date", "23.05.2001", State.OK),
        ("birth_date", "31.02.2001", State.INVALID),
        ("birth_date", "нет", State.PLACEHOLDER),
    ],
)
def test_the_state_of_a_plain_field(field: str, text: str, expected: State) -> None:
    assert CLEANER.field_state(field, text) is expected


def test_the_companys_words_are_placeholders_in_points_and_fields() -> None:
    cleaner = Cleaner(words={"спросить Машу", "info@office.ru"})
    assert cleaner.points(PointType.PHONE, "Спросить  машу!")[0].state is ValueState.PLACEHOLDER
    assert cleaner.points(PointType.EMAIL, "INFO@office.ru")[0].state is ValueState.PLACEHOLDER
    assert cleaner.field_state("segment", "СПРОСИТЬ МАШУ") is State.PLACEHOLDER


def test_quotes_belong_to_a_name_and_not_to_other_fields() -> None:
    assert CLEANER.clean_field("name", " «Ромашка»\u00a0") == "«Ромашка»"
    assert CLEANER.clean_field("city", "«Москва»") == "Москва"


_LABELS = ["info", "not", "test", "a", "telefon", "contact", "no", "romashka", "xn--p1ai", "a-b", "mail", "1"]
_TOPS = ["ru", "net", "info", "no", "name", "test", "co.uk", "рф"]
_MARKS = st.sampled_from(["", "", "", " ", ".", "\n", "K", "x5", "доб7", "ext1234567", "@", "/", "_", "-"])
_HOSTS = st.builds("{}.{}".format, st.sampled_from(_LABELS), st.sampled_from(_TOPS))
_NEARLY_SURE = {
    PointType.EMAIL: st.builds("{}{}@{}{}".format, st.sampled_from(_LABELS), _MARKS, _HOSTS, _MARKS),
    PointType.WEBSITE: st.builds("https://{}{}{}".format, st.sampled_from(["", "www."]), _HOSTS, _MARKS),
    PointType.PHONE: st.builds(
        "{}{}{}".format, st.sampled_from(["+7 ", "8", "+44", ""]), st.from_regex(r"[2-9]\d{9}", fullmatch=True), _MARKS
    ),
}


class _Slow(Cleaner):
    """A judge who is sure of nothing at first sight."""

    def sure_of_many(self, type: PointType) -> SureOfMany:  # noqa: A002, ARG002
        return lambda cells, _country: [""] * len(cells)


@pytest.mark.parametrize("kind", _NEARLY_SURE)
@given(data=st.data())
def test_what_the_quick_judge_is_sure_of_the_slow_one_holds_good_too(kind: PointType, data: st.DataObject) -> None:
    slow = _Slow()
    cell = data.draw(_NEARLY_SURE[kind])
    (sure,) = CLEANER.sure_of_many(kind)([cell], "RU")
    if sure:
        assert [(value.normal, value.state) for value in slow.points(kind, cell)] == [(sure, ValueState.OK)]
