"""Spreadsheets that nobody should make: their parts bent before they are packed."""

import io
import re
import zipfile
from collections.abc import Sequence
from random import Random
from xml.sax.saxutils import escape, quoteattr

import xlwt

from tests.importing.formats.books import content_of_ods, parts

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"<[^>]*>")
_ODD = (
    "",
    "0",
    "-1",
    "1e308",
    "NaN",
    "1048576",
    "1048577",
    "16384",
    "4294967296",
    "99999999999999999999",
    "7.5",
    "AAAA1",
)
_TYPES = ("s", "n", "b", "e", "d", "str", "inlineStr", "x", "")
_SPANS = ("rowspan", "colspan")
_SMALL = 5000
"""Characters of a bent part: one that repeats a big one for ever is tried elsewhere."""


def xlsx(chance: Random, header: Sequence[str], cells: Sequence[str]) -> bytes:
    """A workbook whose parts were bent."""
    rows = [header, *(chance.choices(cells, k=len(header)) for _row in range(chance.choice((0, 1, 30))))]
    oddly = chance.choice((0, 0, 0.01, 0.5))
    body = ""
    for at, row in enumerate(rows, 1):
        odd = oddly if at > 1 else 0
        body += f'<row r="{at}">'
        body += "".join(_cell(chance, at, column, text, odd) for column, text in enumerate(row)) + "</row>"
    merged = '<mergeCells count="1"><mergeCell ref="A2:A9"/></mergeCells>' if chance.random() < 0.2 else ""
    made = parts(body, "".join(f"<si><t>{_clean(text)}</t></si>" for text in cells), behind=merged)
    return _packed(made, chance)


def ods(chance: Random, header: Sequence[str], cells: Sequence[str]) -> bytes:
    """An OpenDocument sheet whose parts were bent."""
    rows = [header, *(chance.choices(cells, k=len(header)) for _row in range(chance.choice((0, 1, 30))))]
    return _packed(content_of_ods([[_clean(text) for text in row] for row in rows]), chance)


def xls(chance: Random, header: Sequence[str], cells: Sequence[str]) -> bytes:
    """An old workbook; what bends it bends bytes."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    for column, name in enumerate(header):
        sheet.write(0, column, name)
        for row in range(1, chance.choice((1, 2, 30))):
            sheet.write(row, column, chance.choice((chance.choice(cells)[:500], 79161234567.0, 1.5, True)))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def html(chance: Random, header: Sequence[str], cells: Sequence[str]) -> bytes:
    """A page with a table, some of it left open or spanning more than there is."""
    rows = [header, *(chance.choices(cells, k=len(header)) for _row in range(chance.choice((0, 1, 30))))]
    ends = chance.random() < 0.5
    body = ""
    for row in rows:
        span = (
            f" {chance.choice(('rowspan', 'colspan'))}={quoteattr(chance.choice(_ODD))}"
            if chance.random() < 0.1
            else ""
        )
        body += "<tr>" + "".join(f"<td{span}>{escape(text)}{'</td>' if ends else ''}" for text in row)
    nested = "<table>" * chance.choice((0, 0, 0, 50))
    charset = chance.choice(("utf-8", "windows-1251", "koi8-r", "martian"))
    page = f"<html><meta charset={charset}><style>td {{}}</style><table border=1>{nested}{body}</table></html>"
    return page.encode("utf-8" if charset == "martian" else charset, "xmlcharrefreplace")


def _cell(chance: Random, row: int, column: int, text: str, oddly: float) -> str:
    place = f"{chr(65 + column)}{row}"
    if chance.random() < oddly / 9:
        place = f"{chance.choice(('XFD', 'A', 'ZZZZ'))}{chance.choice(_ODD)}"
    if chance.random() >= oddly:
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{_clean(text)}</t></is></c>'
    kind, value = chance.choice(_TYPES), chance.choice((*_ODD, "3", _clean(text)))
    return f'<c r="{place}" s="{chance.choice((0, 1, 99))}" t="{kind}"><f>A1</f><v>{value}</v></c>'


def _clean(text: str) -> str:
    return _CONTROLS.sub("", escape(text))


def _packed(made: dict[str, str], chance: Random) -> bytes:
    for _bend in range(chance.choice((0, 0, 0, 1, 1, 3))):
        name = chance.choice(list(made))
        made[name] = chance.choice((_odd_number, _lost_tag, _repeated, _cut, _emptied))(made[name], chance)
    if chance.random() < 0.03:
        del made[chance.choice(list(made))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, text in made.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return packed.getvalue()


def _odd_number(text: str, chance: Random) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + chance.choice(_ODD) + text[one.end() :]


def _lost_tag(text: str, chance: Random) -> str:
    found = list(_TAG.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + text[one.end() :]


def _repeated(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + _SMALL] * chance.choice((2, 20)) + text[at:]


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _emptied(_text: str, _chance: Random) -> str:
    return ""
