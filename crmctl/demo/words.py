"""What the invented company is made of, in both languages. No name, number or address is anybody's."""

from collections.abc import Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """Lists to draw from; people are (login, name), the last of `managers` works here no more."""

    managers: Sequence[tuple[str, str]]
    supervisor: tuple[str, str]
    team: str
    group: str
    project: str
    firm: Sequence[str]
    """`{}` is filled with a name."""
    firms: Sequence[str]
    sole_trader: str
    last_names: Sequence[str]
    first_names: Sequence[str]
    middle_names: Sequence[str]
    name_order: Sequence[int]
    """Which of last (0), first (1) and middle name (2) a whole name is made of, in the order of writing."""
    cities: Sequence[str]
    segments: Sequence[str]
    industries: Sequence[str]
    job_titles: Sequence[str]
    streets: Sequence[str]
    phones: Sequence[str]
    """Ways to write a number; `#` is a digit."""
    bad_phones: Sequence[str]
    bad_emails: Sequence[str]
    nothing: Sequence[str]
    """What people write to get past an empty field."""
    tasks: Sequence[str]
    no_use: str
    """Why a task was cancelled."""


RUSSIAN = Words(
    managers=(
        ("anna", "Анна Белова"),
        ("boris", "Борис Громов"),
        ("vera", "Вера Зимина"),
        ("gleb", "Глеб Орлов"),
        ("igor", "Игорь Лесной"),
    ),
    supervisor=("sofia", "София Власова"),
    team="продажи",
    group="Звонари",
    project="Весенняя сверка",
    firm=("ООО «{}»", "АО «{}»", "ООО «Торговый дом «{}»", "ООО «{}-Сервис»"),
    firms=("Ромашка", "Вектор", "Лютик", "Северный ветер", "Печатный двор", "Гранит", "Меридиан", "Сосновый бор",
           "Маяк", "Лазурит", "Тёплый дом", "Искра", "Полёт", "Берег", "Зерно", "Родник"),
    sole_trader="ИП {}",
    last_names=("Соколов", "Морозов", "Волков", "Лебедев", "Козлов", "Новиков", "Фёдоров", "Павлов"),
    first_names=("Алексей", "Дмитрий", "Михаил", "Николай", "Пётр", "Сергей"),
    middle_names=("Андреевич", "Иванович", "Львович", "Олегович", "Юрьевич"),
    name_order=(0, 1, 2),
    cities=("Москва", "Санкт-Петербург", "Казань", "Омск", "Орёл", "Пермь"),
    segments=("A", "B", "C"),
    industries=("Торговля", "Строительство", "Печать", "Перевозки"),
    job_titles=("Директор", "Главный бухгалтер", "Закупщик", "Инженер", ""),
    streets=("ул. Лесная, д. {}", "пр-т Мира, д. {}, оф. 4", "наб. Речная, д. {}"),
    phones=("+7 495 73#-##-##", "8 (812) 30#-##-##", "8926 12# ## ##", "+7 (843) 29#-##-##, доб. 1#"),
    bad_phones=("8 926 12", "+7 (495)", "спросить у Маши"),
    bad_emails=("info@", "sales romashka", "почта.example.com"),
    nothing=("нет", "-", "н/д", "уточнить", "000", "нет данных"),
    tasks=("Сверить реквизиты", "Позвонить молчащим", "Обновить адреса", "Поздравить с праздником",
           "Проверить сегменты"),
    no_use="Уже не нужно",
)  # fmt: skip
ENGLISH = Words(
    managers=(
        ("anna", "Anna Bell"),
        ("ben", "Ben Grant"),
        ("vera", "Vera Winter"),
        ("greg", "Greg Hawk"),
        ("ian", "Ian Forest"),
    ),
    supervisor=("sofia", "Sofia Reeve"),
    team="sales",
    group="Callers",
    project="Spring cleaning",
    firm=("{} Ltd", "{} plc", "{} & Sons", "{} Services Ltd"),
    firms=("Daisy", "Vector", "Buttercup", "North Wind", "Print Yard", "Granite", "Meridian", "Pinewood", "Lighthouse",
           "Azure", "Warm House", "Spark", "Flight", "Shore", "Grain", "Spring"),
    sole_trader="{} Trading",
    last_names=("Falcon", "Frost", "Wolfe", "Swan", "Newman", "Goodwin", "Paulson", "Theodore"),
    first_names=("Alex", "Martin", "Michael", "Nicholas", "Peter", "Simon"),
    middle_names=("",),
    name_order=(1, 0),
    cities=("London", "Leeds", "Cardiff", "Bristol", "York", "Bath"),
    segments=("A", "B", "C"),
    industries=("Retail", "Building", "Printing", "Transport"),
    job_titles=("Director", "Accountant", "Buyer", "Engineer", ""),
    streets=("{} Forest Street", "{} Peace Avenue", "{} River Walk"),
    phones=("+44 20 7946 0###", "+44 161 496 0###", "+44 113 496 0###"),
    bad_phones=("020 79", "+44 (0)", "ask Mary"),
    bad_emails=("info@", "sales daisy", "mail.example.com"),
    nothing=("none", "-", "n/a", "tbd", "000", "unknown"),
    tasks=("Check the registration numbers", "Call the silent ones", "Bring addresses up to date",
           "Send the season's greetings", "Look through the segments"),
    no_use="No longer needed",
)  # fmt: skip
