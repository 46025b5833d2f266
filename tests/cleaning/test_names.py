import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.names import patronymic_sex, split_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванов Иван Иванович", ("Иванов", "Иван", "Иванович", "m", "high")),
        ("Иван Иванович Иванов", ("Иванов", "Иван", "Иванович", "m", "high")),
        ("Максим Ковалёв Михайлович", ("Ковалёв", "Максим", "Михайлович", "m", "high")),
        ("Роман Аркадьевич Абрамович", ("Абрамович", "Роман", "Аркадьевич", "m", "high")),
        ("Абрамович Роман Аркадьевич", ("Абрамович", "Роман", "Аркадьевич", "m", "high")),
        ("Пётр Ильич Чайковский", ("Чайковский", "Пётр", "Ильич", "m", "high")),
        ("Ким Татьяна Викторвна", ("Ким", "Татьяна", "Викторвна", "f", "high")),
        ("Игорь Романович", ("", "Игорь", "Романович", "m", "high")),
        ("Мария Петрова", ("Петрова", "Мария", "", "f", "high")),
        ("Максимова Мария", ("Максимова", "Мария", "", "f", "high")),
        ("Лев Толстой", ("Толстой", "Лев", "", "m", "high")),
        ("Салтыков-Щедрин Михаил Евграфович", ("Салтыков-Щедрин", "Михаил", "Евграфович", "m", "high")),
        ("фон Мекк Надежда Филаретовна", ("фон Мекк", "Надежда", "Филаретовна", "f", "high")),
        ("Алиев Вагиф Гасан оглы", ("Алиев", "Вагиф", "Гасан оглы", "m", "high")),
        ("Вагиф Гасан оглы Алиев", ("Алиев", "Вагиф", "Гасан оглы", "m", "high")),
        ("Мамедова Севда Рауф кызы", ("Мамедова", "Севда", "Рауф кызы", "f", "high")),
        ("Асанов Бакыт Темир уулу", ("Асанов", "Бакыт", "Темир уулу", "m", "high")),
        ("Иванов И.И.", ("Иванов", "И.", "И.", "m", "medium")),
        ("И. И. Иванов", ("Иванов", "И.", "И.", "m", "medium")),
        ("ИВАНОВ ИВАН ИВАНОВИЧ", ("Иванов", "Иван", "Иванович", "m", "high")),
        ("петрова-сидорова анна ивановна", ("Петрова-Сидорова", "Анна", "Ивановна", "f", "high")),
        ("ГЁДЕЛЬ Курт", ("Гёдель", "Курт", "", "", "medium")),
        ("Иванов Иван Иванович (бухгалтер)", ("Иванов", "Иван", "Иванович", "m", "high")),
        ("Иванов Иван, директор", ("Иванов", "Иван", "", "m", "high")),
        ("Иванов Иван - менеджер", ("Иванов", "Иван", "", "m", "high")),
        ("Иванов Иван Иванович главный инженер", ("Иванов", "Иван", "Иванович", "m", "high")),
        ("ИП Филиппов С.Д.", ("Филиппов", "С.", "Д.", "m", "medium")),
        ("г-н Петров", ("Петров", "", "", "m", "medium")),
        ("John Smith", ("Smith", "John", "", "m", "medium")),
        ("JAMES MILLER", ("Miller", "James", "", "m", "medium")),
        ("Smith, John R", ("Smith", "John", "R", "m", "high")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig", "", "", "medium")),
        ("Ivanov Ivan Ivanovich", ("Ivanov", "Ivan", "Ivanovich", "m", "high")),
        ("Иван", ("", "Иван", "", "m", "medium")),
        ("Иванова", ("Иванова", "", "", "f", "medium")),
        ("Ивановна", ("", "", "Ивановна", "f", "medium")),
        ("Нгуен Ван Хунг", ("Нгуен", "Ван Хунг", "", "", "low")),
    ],
)  # fmt: skip
def test_a_whole_name_is_taken_apart(text: str, parts: tuple[str, ...]) -> None:
    assert split_name(text)[:5] == parts


@pytest.mark.parametrize(
    "text",
    ["ООО Ромашка", "666", "нет", "", " \u00a0", "Отдел продаж", "Директор", "+7 903 124-24-86", "a@b.ru", "x" * 500],
)
def test_what_is_no_person_has_no_parts(text: str) -> None:
    parts = split_name(text)
    assert parts[:5] == ("", "", "", "", "none")
    assert parts.reason


@pytest.mark.parametrize(
    ("text", "sex"), [("Ильич", "m"), ("Кузьминична", "f"), ("Николавна", "f"), ("Али-оглы", "m"), ("Петров", "")]
)
def test_a_patronymics_ending_tells_the_sex(text: str, sex: str) -> None:
    assert patronymic_sex(text) == sex


@given(st.text(alphabet="ИванПетров ич.-'оглыanSmith,()1", max_size=40))
def test_no_text_raises_and_every_answer_has_a_reason(text: str) -> None:
    parts = split_name(text)
    assert parts.reason
    assert (parts.confidence == "none") == (not any(parts[:3]))


@given(
    st.sampled_from(["Иванов", "Петрова", "Ким", "Смирнов"]),
    st.sampled_from(["Иван", "Анна", "Олег"]),
    st.sampled_from(["Ильич", "Петровна", "Олегович"]),
)
def test_the_order_of_a_name_with_a_patronymic_does_not_matter(last: str, first: str, middle: str) -> None:
    assert split_name(f"{last} {first} {middle}") == split_name(f"{first} {middle} {last}")
