import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmctl.cleaning.placeholders import is_placeholder

NOTHING_SAID = {
    "signs": "- -- — – ― − -/- . .. … ? ?? ??? ¿ _ ___ * *** + / # № !!! : ; ~ • 🙂 (-) [—]",
    "digits": "0 00 000 0-00 00-00-00 0.0 111 1111111 999999 123 1234 12345 123456789 1234567890 0987654321 54321 321",
    "letters": "xxx XXX ххх xx хх aaa ааа ййй abc абв abcdef xyz qwerty asdf qwe йцукен фыва asdasd qweqwe zxcvbn "
    "qwerty123",
    "negations": "нет НЕТ Нет. нет! (нет) -нет- нету нееет no No. nope none NONE null <null> (null) nil unknown",
    "spaced out": "н_е_т Н.Е.Т. н-е-т n.o.n.e T.B.D. н\u200bет н̵е̵т",
    "look-alikes": "HET нeт нEт HЕT nоne nο N0NE N0 нeизвecтнo ОТСУТСTВУЕТ ＮＯＮＥ ytn",
    "abbreviations": "н/д Н/Д н\\д н.д. НД н/у б/н n/a N/A N\\A N.A. n.a n/d w/o",
    "sheet errors": "#Н/Д #N/A #REF! #ССЫЛКА! #ЗНАЧ! #ИМЯ? #VALUE! #DIV/0! #NULL!",
    "later": "уточнить Уточнить! уточняется уточн. выяснить узнать спросить позже потом TBD tbc tba later",
    "absence": "неизвестно неизвестен неуказан отсутствует отсутсвует отсутств. пусто (пусто) прочерк empty blank "
    "жоқ незнаю",
    "stand-ins": "тест Тест TEST test1 example пример образец бла-бла-бла",
    "mailboxes": "test@test.ru no@mail.ru noemail@noemail.com 1@1.ru a@a.a none@none.com email@email.com "
    "example@example.com test@mail.ru aaa@aaa.ru 123@123.ru asd@asd.ru qwerty@qwerty.com nomail@nomail.ru "
    "no-email@company.ru нет@нет.рф xxx@xxx.xx mail@mail.ru name@domain.com a@b.c net@net.ru 111@mail.ru "
    "TEST@TEST.RU ivanov@nomail.ru",
}
PHRASES = """
    н е т | Н Е Т | n / a | ? ? ? | . . . | Нет телефона | НЕТ ТЕЛ. | без телефона | Без почты | телефона нет
    нет e-mail | нет эл. почты | нет данных | данных нет | нет информации | не указан | не указано | Не указана
    не указ. | не известно | не знаю | не имеется | отсутствует на данный момент | не определен | не задано
    не заполнено | не выбрано | не применимо | не предоставил | клиент не дал | пока нет | нет пока
    пока неизвестно | телефон уточняется | тел. уточнить | надо уточнить | нужно уточнить у клиента
    спросить у клиента | будет позже | будет уточнено позже | сообщит позже | to be confirmed | to be defined
    ask later | will be provided later | not yet | need to clarify | no phone | No e-mail | none given | not known
    not available | not applicable | not provided | no data | don't know | тестовый клиент | Test Client | test test
    нет, нет | нет/нет | тел.: нет | e-mail: - | phone: none | tel: n/a | нет\u00a0данных | «нет» | '-
"""
REAL = """
    Ан | Нея | Нетания | A | B | C | AAA | VIP | IT | 000 Ромашка | Нетудыхатка | Безруков | Ю | Ли | На | Но | Не
    Хо | Ким | Ия | Яя | Ng | Нестеров | Неизвестных Иван | Потомак | Тестов | Пустовойт | Уточкин | Позднякова
    Нетребко | Неверов | Смит | Мить | Wert | Hett | ООО Нет проблем | Безымянный | ул. Ленина, 1 | Нетто
    АБВГДейка | 12 | 22 | 2024 | 12.34 | 1.23 | 50% | C++ | R&D | A+ | 24/7 | B2B | 3M | No Limits LLC
    None Better Inc | Unknown Worlds | Test Drive LLC | Ask.com | Later Gator | Ne-Yo | Пример-Строй | Без границ
    строительство | услуги | торговля | медицина | сайт | звонок | Секретарь | ЛПР | телефон | почта | Россия
    Контакт | Менеджер | info3@x.example.com | u8@mail.example.org | ivanov@ivanov.ru | office@mail.ru | a@iana.org
    test@iana.org | mail@ivanov.ru | info@example.com | 790000000261 | 7700000016 | позвонить Ивану
    Не звонить после 18:00
"""


def _listed(text: str) -> list[str]:
    return [item.strip(" ") for line in text.strip("\n ").split("\n") for item in line.split("|")]


@pytest.mark.parametrize("text", [word for words in NOTHING_SAID.values() for word in words.split()])
def test_a_word_that_says_nothing_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", _listed(PHRASES))
def test_a_phrase_that_says_nothing_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", _listed(REAL))
def test_a_real_value_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["", " ", "\u00a0\t", "\u200b"])
def test_a_blank_text_is_missing_and_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["звонить Маше", "ЗВОНИТЬ  МАШЕ!", "звонить-маше", "3вонить Mашe"])
def test_a_word_of_the_company_counts_in_any_spelling(text: str) -> None:
    assert not is_placeholder(text)
    assert is_placeholder(text, {"звонить Маше"})


def test_a_long_text_says_something() -> None:
    assert not is_placeholder("нет " * 30)
    assert is_placeholder("-" * 300)


@given(st.text(alphabet="-–—.,?!*_/\\|~#+ ", min_size=1).filter(str.strip))
def test_signs_alone_are_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@given(st.sampled_from("0123456789"), st.integers(3, 20), st.sampled_from(["", " ", "-", "."]))
def test_one_repeated_digit_is_a_placeholder(digit: str, count: int, between: str) -> None:
    assert is_placeholder(between.join(digit * count))


@given(
    st.sampled_from(["нет", "не указан", "n/a", "TBD", "уточнить"]),
    st.sampled_from(["{}", "({})", "-{}-", " {} ", "«{}»", "{}!", "[{}]"]),
)
def test_case_and_brackets_hide_nothing(word: str, around: str) -> None:
    for spelling in (word.lower(), word.upper(), word.title()):
        assert is_placeholder(around.format(spelling))


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert is_placeholder(text) in {True, False}
