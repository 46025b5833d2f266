"""Countries as files write them, and as phones tell them."""

import re
from collections.abc import Sequence
from functools import cache

from crmctl.cleaning.phone_patterns import main_country
from crmctl.cleaning.text import key

_NAMES = """
RU Россия|Российская Федерация|РФ|Russia|Russian Federation|RUS;BY Беларусь|Белоруссия|Республика Беларусь|Belarus;
KZ Казахстан|Республика Казахстан|Kazakhstan;UA Украина|Ukraine;UZ Узбекистан|Uzbekistan;KG Киргизия|Кыргызстан|
Kyrgyzstan;TJ Таджикистан|Tajikistan;TM Туркменистан|Turkmenistan;AM Армения|Armenia;AZ Азербайджан|Azerbaijan;
GE Грузия|Georgia;MD Молдова|Молдавия|Moldova;LV Латвия|Latvia;LT Литва|Lithuania;EE Эстония|Estonia;
US США|Соединённые Штаты Америки|United States|United States of America|USA|U.S.A.|U.S.;CA Канада|Canada;
GB Великобритания|Англия|United Kingdom|Great Britain|England|UK;DE Германия|Germany|Deutschland;FR Франция|France;
IT Италия|Italy|Italia;ES Испания|Spain|España;PT Португалия|Portugal;NL Нидерланды|Голландия|Netherlands;
BE Бельгия|Belgium;LU Люксембург|Luxembourg;CH Швейцария|Switzerland;AT Австрия|Austria;PL Польша|Poland;
CZ Чехия|Czech Republic|Czechia;SK Словакия|Slovakia;HU Венгрия|Hungary;RO Румыния|Romania;BG Болгария|Bulgaria;
RS Сербия|Serbia;HR Хорватия|Croatia;SI Словения|Slovenia;GR Греция|Greece;CY Кипр|Cyprus;TR Турция|Turkey|Türkiye;
FI Финляндия|Finland;SE Швеция|Sweden;NO Норвегия|Norway;DK Дания|Denmark;IE Ирландия|Ireland;IL Израиль|Israel;
AE ОАЭ|Объединённые Арабские Эмираты|United Arab Emirates|UAE;SA Саудовская Аравия|Saudi Arabia;IN Индия|India;
CN Китай|КНР|China;HK Гонконг|Hong Kong;JP Япония|Japan;KR Южная Корея|Корея|South Korea|Republic of Korea;
VN Вьетнам|Vietnam;TH Таиланд|Thailand;MN Монголия|Mongolia;AU Австралия|Australia;NZ Новая Зеландия|New Zealand;
BR Бразилия|Brazil;MX Мексика|Mexico;AR Аргентина|Argentina;ZA ЮАР|South Africa;EG Египет|Egypt
"""
_CODE = re.compile("[A-Za-z]{2}")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_KAZAKH = ("+76", "+77")
_KAZAKH_LINES = tuple(f"\n{prefix}" for prefix in _KAZAKH)
_WRITE_CYRILLIC = frozenset({"RU", "BY", "KZ", "UA", "UZ", "KG", "TJ", "MN", "RS", "BG", "MD", "AM", "GE", "AZ"})


@cache
def _known() -> dict[str, str]:
    countries = (entry.strip().partition(" ") for entry in _NAMES.replace("\n", "").split(";"))
    return {key(name): code for code, _space, names in countries for name in names.split("|")}


def country_code(text: str) -> str:
    """ISO 3166 alpha-2 of a country by name or code; empty when it is none that is known here."""
    found = _known().get(key(text))
    return found or (text.strip().upper() if _CODE.fullmatch(text.strip()) else "")


def may_be_foreign(numbers: Sequence[str], home: str) -> bool:
    """Whether an E.164 number may be of another country than that of the prefix `home`; +7 is two countries'."""
    together = "\n".join(["", *numbers])
    return together.count(f"\n{home}") < len(numbers) or any(map(together.__contains__, _KAZAKH_LINES))


def country_of_phone(number: str, name: str) -> str:
    """The country that the prefix of an E.164 number tells, empty when it cannot be.

    A name in Cyrillic with a number from where Cyrillic is not written is somebody's foreign number, not a foreigner.
    """
    region = "KZ" if number.startswith(_KAZAKH) else main_country(number[1:4])
    if not region.isalpha() or (_CYRILLIC.search(name) and region not in _WRITE_CYRILLIC):
        return ""
    return region
