"""Files that nobody should write: good ones of every kind that is read, bent and broken at random."""

import csv
import io
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Literal
from xml.sax.saxutils import escape

from tests import hostile_books

PHONE, EMAIL = "79162401833", "kanarejkin@secret.example.com"
"""Canaries: found in no error."""
_HEADERS = (
    ("Код", "Наименование", "ИНН", "Телефон", "E-mail", "Город", "Ответственный", "Комментарий"),
    ("id", "name", "inn", "phone", "email", "city", "responsible", "comment"),
    ("ID", "Last Name", "First Name", "Mobile Phone", "Email", "Company", "Job Title", "Notes"),
)
_CELLS = (
    *("", " ", "Ромашка", 'ООО "Ромашка"', "Иванов Иван Иванович", PHONE, EMAIL, "7707083893", "=1+1", "@SUM(A1)"),
    *(
        "[red]x[/red]",
        "\x1b[31mx",
        "\u202eabc",
        "a\u0301" * 50,
        "\u2028",
        "\x0b",
        "\U0001f600",
        "1e308",
        "نص",
        "x" * 5000,
    ),
    *(
        "2026-13-45",
        "31.12.1999",
        "-1",
        "нет",
        "NULL",
        "../../etc/passwd",
        "'; DROP TABLE client; --",
        "a\nb",
        "a;b,c\td",
    ),
)
_TOKENS = (
    *(b"\0", b'"', b'""', b'"""', b"\r", b"\n", b"\r\n", b";", b",", b"\t", b"|", b"\x1b[2J", b"\x1b]0;x\x07", b"\xff"),
    *(b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x85", b"\x1a"),
    *(
        b"sep=;\n",
        b";" * 3000,
        b'"' * 1001,
        b"\n" * 500,
        b"x" * 40_000,
        b"=cmd|' /C calc'!A0",
        b"\xd0",
        b"{",
        b"}",
        b"[",
    ),
    *(
        b"]",
        b":",
        b"\\",
        b"\\u0000",
        b"\\ud800",
        b"1e999",
        b"NaN",
        b"<",
        b">",
        b"&",
        b"<!DOCTYPE a>",
        b"&lol;",
        b"<![CDATA[",
    ),
    *(
        b"<![CDATA[",
        b"BEGIN:VCARD\r\n",
        b"END:VCARD\r\n",
        b"=\r\n",
        b"ENCODING=QUOTED-PRINTABLE",
        b"[" * 2000,
        b'{"a":' * 2000,
    ),
)
_ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-32", "cp1252")


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def hostile(kind: str, chance: Random) -> bytes:
    """The bytes of one bad file; `kind` is one of KINDS."""
    made = KINDS[kind](chance)
    for _time in range(chance.choice(_BENT[kind])):
        made = chance.choice(_BENDS)(made, chance)
    return made


def _csv(chance: Random) -> bytes:
    out = io.StringIO(newline="")
    quoting: Literal[0, 1, 2] = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
    sign, end = chance.choice(";,\t|"), chance.choice(("\n", "\r\n", "\r"))
    writer = csv.writer(out, delimiter=sign, lineterminator=end, quoting=quoting)
    header = list(chance.choice(_HEADERS))
    if chance.random() < 0.2:
        header[chance.randrange(len(header))] = chance.choice((*_CELLS, header[1]))
    writer.writerow(header)
    for at in range(chance.choice((0, 1, 3, 30, 250))):
        width = len(header) if chance.random() < 0.95 else chance.randrange(2 * len(header))
        writer.writerow([chance.choice((at, at % 7)), *(chance.choice(_CELLS) for _cell in range(width - 1))])
    return _encoded(out.getvalue(), chance)


def _json(chance: Random) -> bytes:
    records = [_object(chance, 0) for _record in range(chance.choice((0, 1, 5, 40)))]
    if chance.random() < 0.3:
        return _encoded("\n".join(map(_dumped, records)), chance)
    name = chance.choice(("records", "clients", "contacts", "x"))
    shapes: tuple[Any, ...] = (records, {name: records}, {name: records, "clients": records}, {"data": {name: records}})
    return _encoded(_dumped(chance.choice(shapes), indent=chance.choice((None, 2))), chance)


def _object(chance: Random, depth: int) -> dict[str, Any]:
    fields = chance.sample(chance.choice(_HEADERS), 5)
    return {field: _value(chance, depth) for field in fields} | {chance.choice(_CELLS): _value(chance, depth)}


def _value(chance: Random, depth: int) -> Any:
    odd = (
        chance.choice(_CELLS),
        chance.choice(_CELLS),
        None,
        True,
        -1,
        10**30,
        1.5,
        float("nan"),
        int(PHONE),
        "\ud800",
    )
    if depth < 3 and chance.random() < 0.15:
        return chance.choice((_object(chance, depth + 1), [_value(chance, depth + 1) for _item in range(3)], [], {}))
    return chance.choice(odd)


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, indent=indent).replace("10000000000000000000", "1" * 5000)


def _vcard(chance: Random) -> bytes:
    lines = [
        *(
            "FN:Иван",
            "N:Петров;Иван;;;",
            f"TEL;TYPE=cell:{PHONE}",
            f"EMAIL:{EMAIL}",
            "ORG:Ромашка;Склад",
            "UID:1",
            "KIND:org",
        ),
        *(
            "NOTE;ENCODING=QUOTED-PRINTABLE:=D0=98=\r\n=D0=",
            "PHOTO;ENCODING=b:AAAA\r\n BBBB",
            "ADR:;;ул. Мира;Омск;;1;",
            "BDAY:x",
        ),
        *(
            "item1.TEL:1",
            "item1.X-ABLabel:_$!<Home>!$_",
            "X:\\",
            'TEL;TYPE="a:b',
            ";:",
            "AGENT:BEGIN:VCARD",
            " folded",
            "N:" + ";" * 999,
        ),
    ]
    cards = []
    for _card in range(chance.choice((0, 1, 3, 40))):
        cards += ["BEGIN:VCARD", f"VERSION:{chance.choice(('2.1', '3.0', '4.0', 'x'))}"]
        cards += chance.choices([*lines, *(f"NOTE:{cell}" for cell in _CELLS)], k=8)
        cards += ["END:VCARD"]
    return _encoded(chance.choice(("\r\n", "\n")).join(cards), chance)


def _commerceml(chance: Random) -> bytes:
    encoding = chance.choice(("utf-8", "utf-8", "windows-1251", "windows-1251", "utf-16", "martian"))
    body = ""
    for at in range(chance.choice((0, 1, 3, 40))):
        cells = "".join(
            f"<{name}>{_CONTROLS.sub('', escape(chance.choice(_CELLS)))}</{name}>"
            for name in ("Наименование", "ИНН", "КПП", "Фамилия", "Роль", "Комментарий")
        )
        contact = f"<Контакты><Контакт><Тип>Телефон</Тип><Значение>{PHONE}</Значение></Контакт></Контакты>"
        body += f"<Контрагент><Ид>{at % 5}</Ид>{cells}{contact}</Контрагент>"
    text = f'<?xml version="1.0" encoding="{encoding}"?><КоммерческаяИнформация>{body}</КоммерческаяИнформация>'
    return text.encode("utf-8" if encoding == "martian" else encoding, "xmlcharrefreplace")


def _sqlite(chance: Random) -> bytes:
    header = chance.choice(_HEADERS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.db")
        with closing(sqlite3.connect(path)) as connection:
            names = ", ".join(f'"{name}"' for name in header)
            connection.execute(f"CREATE TABLE t ({names})")
            marks = ", ".join("?" * len(header))
            values: tuple[Any, ...] = (*_CELLS, None, 1.5, float("inf"), b"\xff", 10**18)
            rows = [chance.choices(values, k=len(header)) for _row in range(chance.choice((0, 1, 30)))]
            connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
            if chance.random() < 0.3:
                connection.execute("CREATE VIEW v AS SELECT * FROM t, t AS u, t AS w")
            connection.commit()
        return path.read_bytes()


def _encoded(text: str, chance: Random) -> bytes:
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _place(data: bytes, chance: Random) -> int:
    return chance.randrange(len(data) + 1)


def _flipped(data: bytes, chance: Random) -> bytes:
    bent = bytearray(data)
    for _flip in range(chance.choice((1, 1, 5, 50)) if data else 0):
        bent[chance.randrange(len(bent))] = chance.randrange(256)
    return bytes(bent)


def _inserted(data: bytes, chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 1, 2)) + data[at:]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)]


def _without(data: bytes, chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice((1, 1, 2, 10, 300)) :]


def _doubled(data: bytes, chance: Random) -> bytes:
    at, size = _place(data, chance), chance.choice((1, 20, 500))
    return data[:at] + data[at : at + size] * 2 + data[at + size :]


def _mixed(data: bytes, chance: Random) -> bytes:
    """The end of it in another encoding."""
    at = _place(data, chance)
    return data[:at] + data[at:].decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


_BENDS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flipped,
    _inserted,
    _inserted,
    _cut,
    _without,
    _doubled,
    _mixed,
)
KINDS: Mapping[str, Callable[[Random], bytes]] = {
    "csv": _csv,
    "json": _json,
    "vcf": _vcard,
    "xml": _commerceml,
    "sqlite": _sqlite,
    "xlsx": lambda chance: hostile_books.xlsx(chance, chance.choice(_HEADERS), _CELLS),
    "xls": lambda chance: hostile_books.xls(chance, chance.choice(_HEADERS), _CELLS),
    "ods": lambda chance: hostile_books.ods(chance, chance.choice(_HEADERS), _CELLS),
    "html": lambda chance: hostile_books.html(chance, chance.choice(_HEADERS), _CELLS),
}
"""By the ending of the file's name."""
_BENT = {kind: (0, 1, 1, 1, 2, 3, 5) if kind == "csv" else (0, 0, 0, 1, 1, 2) for kind in KINDS}
"""How often a file is bent: of what has a grammar, one time is enough."""
