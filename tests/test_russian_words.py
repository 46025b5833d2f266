"""One word for one thing in Russian, on the screen and in the files that are made."""

import re

from crmctl.importing.headers import field_of, recognise, usual
from crmctl.importing.spellings import OUR_WORDS, SPELLINGS
from crmctl.importing.table import as_columns
from tests.translations import CATALOGUES, read

_OTHERS = re.compile(r"эл\.\s*почт|электронн\w+ почт", re.IGNORECASE)


def test_mail_has_one_name_in_the_catalogue() -> None:
    (russian,) = (path for path in CATALOGUES if path.parts[-3] == "ru")
    said = [str(message.string) for message in read(russian) if message.id]
    assert "Почта" in said
    assert [text for text in said if _OTHERS.search(text)] == []


def test_what_we_call_a_field_is_recognised_when_it_comes_back() -> None:
    for what, fields in SPELLINGS.items():
        for code in OUR_WORDS.keys() & fields:
            assert field_of(usual(code, fields[code], "ru"), what) == code


def test_a_column_called_mail_gives_way_to_one_that_says_it_is_electronic() -> None:
    header = as_columns(["Наименование", "Почта", "Эл. почта"])
    assert recognise(header, "clients").columns[2] == "email:main"
