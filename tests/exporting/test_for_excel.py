"""A file for Excel: nothing calculates, nothing is hidden, and the import knows its headers."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category, normalize
from xml.dom.minidom import parseString
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmctl.cleaning.text import guarded, typed, unguarded
from crmctl.errors import Refused
from crmctl.exporting import xlsx_file
from crmctl.exporting.card_sheets import Style, card_sheet
from crmctl.exporting.csv_file import Dress
from crmctl.exporting.excel_text import LONGEST, harmless
from crmctl.exporting.sheet import Column, Kind, Sheet
from crmctl.exporting.xlsx_file import write_xlsx
from tests.builders import NOW, Base
from tests.exporting.companies import NASTY, fresh
from tests.exporting.files import RECORDS, chosen, for_excel, rows, saved, written
from tests.importing.loads import load, one
from tests.importing.loads import rows as in_base

CLIENT, CONTACT = RECORDS
texts = st.text(st.sampled_from("=+-@＝＋－＠﹢\t\r\n '\u200b\ufeff\u00a0\x00\x1b\x9b\u202eab1;\"") | st.characters())
nasty = st.sampled_from(NASTY) | texts


@given(st.lists(st.tuples(nasty, nasty), max_size=5))
@settings(deadline=None)
def test_no_cell_of_csv_is_a_formula_or_hides_anything(table: list[tuple[str, str]]) -> None:
    data = written(Sheet("s", [Column("a"), Column("b")], table), Dress.EXCEL)
    assert data.startswith(b"\xef\xbb\xbf")
    assert len(rows(data)) == len(table) + 1
    for cell in (cell for row in rows(data) for cell in row):
        bare = cell.lstrip()
        assert normalize("NFKC", bare[:1])[:1] not in ("=", "+", "-", "@", "\u2212")
        assert not {ch for ch in cell if category(ch) in ("Cc", "Cs") and ch != "\n"}
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", cell)


@given(nasty)
@settings(deadline=None)
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(typed(text)) == text


def test_a_guarded_phone_keeps_every_sign() -> None:
    assert guarded("+7 916 240-18-33") == "'+7 916 240-18-33"
    assert guarded("8 916 240-18-33") == "8 916 240-18-33"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(harmless("я" * 40_000)) == LONGEST


def workbook(sheet: Sheet) -> list[list[object]]:
    calamine = pytest.importorskip("python_calamine")
    stream = io.BytesIO()
    write_xlsx(sheet, stream, now=NOW)
    stream.seek(0)
    found: list[list[object]] = calamine.CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    return found


def test_a_workbook_has_texts_as_texts_and_days_as_days() -> None:
    day = datetime(2001, 5, 23)  # noqa: DTZ001
    sheet = Sheet("s", [Column("=a"), Column("b", Kind.DAY), Column("c", Kind.NUMBER)],
                  [("=1+1", day.date(), 7), ("+7 916", datetime(1850, 1, 1), None), ("0012", None, 0)])  # fmt: skip  # noqa: DTZ001
    assert workbook(sheet) == [
        ["=a", "b", "c"], ["=1+1", day.date(), 7.0], ["+7 916", "1850-01-01 00:00:00", ""], ["0012", "", 0.0],
    ]  # fmt: skip


@given(nasty)
@settings(deadline=None, max_examples=30)
def test_a_workbook_takes_any_text(text: str) -> None:
    stream = io.BytesIO()
    write_xlsx(Sheet("s", [Column("a")], [[text]]), stream, now=NOW)
    with ZipFile(stream) as book:
        page = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page
    assert parseString(page)


def test_the_same_export_is_the_same_workbook() -> None:
    made = []
    for _time in range(2):
        stream = io.BytesIO()
        write_xlsx(Sheet("s", [Column("a")], [["x"]]), stream, now=NOW)
        made.append(stream.getvalue())
    assert made[0] == made[1]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 2)
    with pytest.raises(Refused):
        write_xlsx(Sheet("s", [Column("a")], [["x"]] * 3), io.BytesIO(), now=NOW)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_import_knows_every_header(base: Base, founded: Path, tmp_path: Path, language: str) -> None:
    client = base.client(
        "=Рога", kind="sole_trader", relation="supplier", source_name="", external_id="К-1", birth_date=NOW.date(),
        phone=["+7 926 125-04-05", "8 800 555-35-35", "нет"], email="a@b.example.com", website="romashka.example.com",
        address="Омск, ул. Ленина, 1", fax="+7 812 309-09-75", messenger="@romashka", other="skype: roga",
    )  # fmt: skip
    base.contact(client, external_id="7", sex="f", key_person=True, phone="+7 926 125-04-06", job_title="-")
    with fresh(founded, tmp_path, "new.db") as new:
        for record, what in ((CLIENT, "clients"), (CONTACT, "contacts")):
            outcome = load(new, what, saved(tmp_path, "x.csv", for_excel(base, record, language)))  # type: ignore[arg-type]
            assert outcome.unknown_columns == []
            assert outcome.warnings == []
        assert (
            one(new, "SELECT name || kind || relation || birth_date FROM client")
            == "=Рогаsole_tradersupplier2026-03-02"
        )
        assert one(new, "SELECT sex || key_person || job_title FROM contact") == "f1-"
        for table in ("client", "contact"):
            sql = f"SELECT kind_id, normalized FROM contact_point WHERE {table}_id IS NOT NULL ORDER BY 1, 2"
            assert in_base(new, sql) == in_base(base, sql)
        assert one(new, "SELECT client_id FROM client_contact") == 1


def test_values_that_stand_aside_have_columns_of_their_own(base: Base) -> None:
    base.client(phone=["+7 926 125-04-05", "+7 926 125-04-06", "+7 926 125-04-07"])
    with base.write() as work:
        work.execute("UPDATE contact_point SET is_current = FALSE WHERE id = 1")
        work.execute("UPDATE contact_point SET opted_out_at = :now WHERE id = 2", {"now": base.now})
    header, row = rows(for_excel(base, CLIENT))
    assert row[header.index("Телефон") :] == ["'+7 926 125-04-07", "'+7 926 125-04-05", "'+7 926 125-04-06"]


def test_many_values_of_a_kind_share_the_last_column(base: Base) -> None:
    base.client(other=[f"value {at}" for at in range(12)])
    header, row = rows(for_excel(base, CLIENT, "en"))
    assert header[-1] == "Other contact information 9"
    assert row[-1] == "value 8; value 9; value 10; value 11"


def test_moments_are_those_of_the_zone(base: Base) -> None:
    from zoneinfo import ZoneInfo

    base.client()
    sheet = card_sheet(chosen(base, CLIENT), Style("en", ZoneInfo("Europe/Moscow")), lambda _done: None)
    (row,) = sheet.rows
    assert datetime(2026, 3, 2, 12, 0) in row  # noqa: DTZ001
    assert NOW.astimezone(UTC).hour == 9
