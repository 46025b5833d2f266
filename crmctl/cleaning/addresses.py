"""Postal addresses: worth something when they say more than a country."""

import re

from crmctl.cleaning.text import key

_COUNTRIES = (
    "россия|российская федерация|рф|russia|russian federation|беларусь|республика беларусь|белоруссия|belarus",
    "казахстан|республика казахстан|kazakhstan|украина|ukraine|молдова|молдавия|moldova|узбекистан|uzbekistan",
    "киргизия|кыргызстан|kyrgyzstan|таджикистан|tajikistan|туркменистан|туркмения|turkmenistan|снг|армения",
    "armenia|грузия|georgia|азербайджан|azerbaijan|латвия|latvia|литва|lithuania|эстония|estonia|германия|germany",
    "deutschland|франция|france|италия|italy|испания|spain|польша|poland|чехия|czech republic|австрия|austria",
    "великобритания|англия|uk|united kingdom|great britain|england|швейцария|switzerland|швеция|sweden|норвегия",
    "norway|финляндия|finland|нидерланды|netherlands|бельгия|belgium|сербия|serbia|болгария|bulgaria|греция",
    "greece|кипр|cyprus|сша|usa|us|united states|united states of america|канада|canada|бразилия|brazil|мексика",
    "mexico|австралия|australia|китай|кнр|china|турция|turkey|израиль|israel|индия|india|япония|japan|вьетнам",
    "vietnam|таиланд|thailand|корея|korea|монголия|mongolia|оаэ|uae|европа|europe|земля|earth|страна|country",
)
_COUNTRY = re.compile(rf"(?<!\w)(?:{'|'.join(_COUNTRIES)})(?!\w)")
_LABEL = re.compile(r"^(?:(?:юридический|почтовый|фактический|legal|postal)?\s*(?:адрес|address)\s*:)\s*")
_MARKS = re.compile(r"[^\w\s]+")
_SHORTEST_POSTCODE = 4


def is_address(text: str) -> bool:
    """Whether a text that is neither blank nor a placeholder has letters and more than a country."""
    if not any(map(str.isalpha, text)):
        return False
    rest = _COUNTRY.sub("", _MARKS.sub(" ", _LABEL.sub("", key(text))))
    return any(map(str.isalpha, rest)) or sum(map(str.isdigit, rest)) >= _SHORTEST_POSTCODE
