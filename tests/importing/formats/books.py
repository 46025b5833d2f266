"""Workbooks the tests make: ordinary ones by a library, odd ones part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(path: Path, sheets: Sheets, *, hidden: Sequence[str] = ()) -> Path:
    """Numbers as numbers, dates as dates, text as text."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
    return path


def parts(rows: str, shared: str = "", behind: str = "") -> dict[str, str]:
    """The parts of a workbook whose only sheet has these `rows`, and what comes `behind` them, as XML."""
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    made = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData>{behind}</worksheet>",
    }
    return made | {"xl/sharedStrings.xml": f"<sst {_MAIN}>{shared}</sst>"}


def _relations(*targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def archive(path: Path, content: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in content.items():
            made.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def odd(path: Path, rows: str, shared: str = "") -> Path:
    """A workbook with these rows, as XML."""
    return archive(path, parts(rows, shared))


def cell(place: str, number: float) -> str:
    return f'<c r="{place}"><v>{number}</v></c>'


def content_of_ods(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The parts of an OpenDocument sheet of texts, which are XML already."""
    kinds = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{kind}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for kind in kinds)
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Лист1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }


def _ods_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def old_workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """The format of before 2007."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    dates = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value, *[dates] * isinstance(value, date))
    book.save(str(path))
    return path


def binary_workbook(path: Path, sheets: Mapping[str, bytes]) -> Path:
    """An XLSB whose sheets have these rows, as records."""
    names = "".join(f"{at}" for at in range(1, len(sheets) + 1))
    listed = b"".join(
        record(156, bytes(4) + number(at) + wide(f"r{at}") + wide(name)) for at, name in enumerate(sheets, 1)
    )
    made: dict[str, str | bytes] = {
        "xl/workbook.bin": record(131) + record(143) + listed + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": _relations(*(("worksheet", f"worksheets/sheet{at}.bin") for at in names)),
    }
    for at, rows in zip(names, sheets.values(), strict=True):
        size = record(148, number(0) + number(99) + number(0) + number(9))
        made[f"xl/worksheets/sheet{at}.bin"] = record(129) + size + record(145) + rows + record(146) + record(130)
    return archive(path, made)


def record(kind: int, data: bytes = b"") -> bytes:
    """One of an XLSB: the kind in one byte or two, the length in seven bits a byte."""
    long = len(data) >= 128
    length = bytes([len(data) & 127 | 128, len(data) >> 7]) if long else bytes([len(data)])
    return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + length + data


def number(value: int) -> bytes:
    return value.to_bytes(4, "little")


def wide(text: str) -> bytes:
    return number(len(text)) + text.encode("utf-16-le")
