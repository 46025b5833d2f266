"""The words of a file in its language: captions and closed lists, all of which the import knows."""

from collections.abc import Mapping
from typing import Any

from crmctl.importing.headers import usual
from crmctl.importing.spellings import SPELLINGS
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import RecordType

_WHAT: Mapping[RecordType, Any] = {RecordType.CLIENT: "clients", RecordType.CONTACT: "contacts"}
_OWN_CAPTIONS = {
    (RecordType.CLIENT, "external_id"): ("Client ID", "Код"),
    (RecordType.CONTACT, "external_id"): ("Contact ID", "Код"),
    (RecordType.CONTACT, "client"): ("Client ID", "Код клиента"),
}
"""Where the first spelling would mislead: an Excel that meets ID at the head of a file takes it for another format."""
_POINT_CAPTIONS = {
    "messenger:other": ("Messenger", "Мессенджер"),
    "other:other": ("Other contact information", "Другая контактная информация"),
}
_WORDS = {
    "company": "Юридическое лицо",
    "person": "Физическое лицо",
    "sole_trader": "Индивидуальный предприниматель",
    "client": "Клиент",
    "lead": "Лид",
    "supplier": "Поставщик",
    "competitor": "Конкурент",
    "other": "Прочее",
}
_SEXES = {"m": ("male", "Мужской"), "f": ("female", "Женский")}
_YES_NO = {True: ("yes", "Да"), False: ("no", "Нет")}


def caption(record: RecordType, code: str, language: str) -> str:
    """The usual header of a field."""
    own = _OWN_CAPTIONS.get((record, code))
    if own:
        return own[language == "ru"]
    return usual(code, SPELLINGS[_WHAT[record]][code], language)


def kind_caption(kind: Kind, language: str) -> str:
    """The usual header of a contact kind; one that the company added is called by its code."""
    if kind.code in _POINT_CAPTIONS:
        return _POINT_CAPTIONS[kind.code][language == "ru"]
    spellings = SPELLINGS["clients"].get(kind.code)
    return usual(kind.code, spellings, language) if spellings else kind.code


def word(field: str, value: str | bool, language: str) -> str:  # noqa: FBT001
    """A value of a closed list: kind, relation, sex, yes and no."""
    russian = language == "ru"
    if isinstance(value, bool):
        return _YES_NO[value][russian]
    if field == "sex":
        return _SEXES[value][russian]
    return _WORDS[value] if russian else value.replace("_", " ")
