"""A filter is said in the words of whoever reads it; how it looks in Russian stands in the screens of the wizard."""

import pytest

from crmctl.vocabulary import RecordType
from crmctl.wizard.reading import readable
from tests.builders import Base
from tests.wizard.talking import around_of


@pytest.mark.parametrize(
    ("text", "record", "said"),
    [
        ("", RecordType.CLIENT, ""),
        ("город = Омск", RecordType.CLIENT, "city = Омск"),
        ("legal_name пусто и вид = ип", RecordType.CLIENT, "legal name is empty and kind = sole trader"),
        ("legal_name not contains Рога", RecordType.CLIENT, "legal name does not contain Рога"),
        ('city in (Омск, "Орёл и Ко")', RecordType.CLIENT, 'city in (Омск, "Орёл и Ко")'),
        ("not (inn filled or created < today-30d)", RecordType.CLIENT, "not (INN is filled or created < today-30d)"),
        ("ключевое лицо = да", RecordType.CONTACT, "key person = yes"),
    ],
)
def test_fields_and_comparisons_are_in_the_users_words(base: Base, text: str, record: RecordType, said: str) -> None:
    assert readable(around_of(base), text, record) == said
