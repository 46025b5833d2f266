"""Exports into bytes, and what a reader of them finds."""

import csv
import io
from pathlib import Path

from crmctl.exporting.card_sheets import Style, card_sheet
from crmctl.exporting.chosen import Chosen
from crmctl.exporting.csv_file import Dress, write_csv
from crmctl.exporting.own_sheets import own_sheet
from crmctl.exporting.sheet import Sheet
from crmctl.filters.cond import EVERYTHING
from crmctl.rights import Actor
from crmctl.vocabulary import RecordType, Role
from tests.builders import Base

ADMIN = Actor(1, "admin", "Admin", Role.ADMIN, None)
RECORDS = (RecordType.CLIENT, RecordType.CONTACT)


def chosen(base: Base, record: RecordType, *, archived: bool = True) -> Chosen:
    return Chosen(base.reader, ADMIN, record, EVERYTHING, archived)


def written(sheet: Sheet, dress: Dress) -> bytes:
    stream = io.BytesIO()
    write_csv(sheet, stream, dress)
    return stream.getvalue()


def own(base: Base, record: RecordType) -> bytes:
    """The cards in crmctl's own form."""
    return written(own_sheet(chosen(base, record), lambda _done: None), Dress.EXACT)


def for_excel(base: Base, record: RecordType, language: str = "ru") -> bytes:
    from datetime import UTC

    return written(card_sheet(chosen(base, record), Style(language, UTC), lambda _done: None), Dress.EXCEL)


def rows(data: bytes) -> list[list[str]]:
    """What a reader of CSV finds in it."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
