"""A kind of contact is found by what people call it every day, in both languages."""

import pytest

from crmctl.checks.kindwords import meant, words_for, words_of
from crmctl.store.queries import kinds
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import PointType
from tests.builders import Base

TELEGRAM = Kind(1, "messenger:telegram", PointType.MESSENGER, "Telegram", active=True)
CHANNEL = Kind(2, "messenger:1", PointType.MESSENGER, "Телеграм-канал", active=True)
OTHER = Kind(3, "messenger:other", PointType.MESSENGER, "Messenger", active=True)
VIBER = Kind(4, "messenger:2", PointType.MESSENGER, "Viber", active=True)
MOBILE = Kind(5, "phone:mobile", PointType.PHONE, "Mobile phone", active=True)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (TELEGRAM, ("телеграм", "тг", "мессенджер")),
        (CHANNEL, ("telegram",)),
        (VIBER, ("вайбер",)),
        (MOBILE, ("сотовый", "телефон")),
    ],
)
def test_a_kind_is_found_by_everyday_words(kind: Kind, words: tuple[str, ...]) -> None:
    assert set(words) <= set(words_of(kind, [kind]).split())


def test_a_messenger_without_a_kind_of_its_own_is_found_where_it_is_kept() -> None:
    assert "вайбер" in words_of(OTHER, [TELEGRAM, OTHER]).split()
    assert "вайбер" not in words_of(OTHER, [VIBER, OTHER]).split()


def test_a_type_is_found_in_both_languages() -> None:
    assert {"phone", "телефон"} <= set(words_for(PointType.PHONE).split())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("телеграм", "messenger:telegram"),
        ("ВАТСАП", "messenger:whatsapp"),
        ("почта", "email"),
        ("Mobile phone", "phone:mobile"),
        ("рабочий", None),
        ("голубь", None),
    ],
)
def test_one_kind_is_meant_or_none(base: Base, name: str, code: str | None) -> None:
    assert meant(name, base.reader.all(kinds.ALL)) == code
