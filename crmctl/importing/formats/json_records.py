"""JSON and JSONL: a list of objects, or an object on each line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import TooDeepError, flattened
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered
from crmctl.importing.formats.json_lists import find_list
from crmctl.importing.formats.json_text import JsonText
from crmctl.importing.formats.salesforce import is_of_kind, without_attributes
from crmctl.importing.formats.whole_text import refuse_larger, text_encoding
from crmctl.importing.headers import names_record
from crmctl.importing.options import Hints

_BLANK = " \t\r\n"


class _Value(NamedTuple):
    """A value that should be a record, and where it starts in its text."""

    json: JsonText
    at: int
    value: Any


def open_table(path: Path, hints: Hints) -> GatheredTable:
    """The records of the kind that the hints ask for; raises BadInput, UncertainEncoding, UsageError."""
    encoding = text_encoding(path, hints.encoding)
    values = _lines if _is_lines(path, encoding) else _document
    return gathered(path, lambda: _entries(values(path, encoding, hints), hints.what, str(path)))


def _is_lines(path: Path, encoding: str) -> bool:
    """Whether the first line is an object by itself and another one follows."""
    with path.open(encoding=encoding, newline="\n") as file:
        filled = (line.strip(_BLANK) for line in file if line.strip(_BLANK))
        first = next(filled, "")
        if not first.startswith("{") or not next(filled, "").startswith("{"):
            return False
    try:
        return JsonText(first, "").value(0)[1] == len(first)
    except BadInput:
        return False


def _lines(path: Path, encoding: str, hints: Hints) -> Iterator[_Value]:
    if hints.path:
        raise UsageError(_("--path is for JSON documents; this file has a record on each line."))
    with path.open(encoding=encoding, newline="\n") as file:
        for number, line in enumerate(file, 1):
            json = JsonText(line, str(path), number)
            start = json.skip_blank(0)
            if start == len(line):
                continue
            value, end = json.value(start)
            if json.skip_blank(end) < len(line):
                raise json.broken(json.skip_blank(end))
            yield _Value(json, start, value)


def _document(path: Path, encoding: str, hints: Hints) -> Iterator[_Value]:
    file = str(path)
    refuse_larger(path, _("Save it as JSONL: a record on each line."))
    json = JsonText(path.read_text(encoding), file)
    json.check_end()
    start = find_list(json, hints.what, hints.path, file, lambda keys: names_record(keys, hints.what))
    single = json.text.startswith("{", start)
    for at, value in [(start, json.value(start)[0])] if single else json.items(start):
        yield _Value(json, at, value)


def _entries(values: Iterator[_Value], what: What, file: str) -> Iterator[Entry]:
    """The values as records, if they are of the kind that is asked for."""
    others = found = 0
    for json, at, value in values:
        if not isinstance(value, dict):
            raise json.refusal(_("an object was expected here: a record"), at)
        if not is_of_kind(value, what):
            others += 1
            continue
        found += 1
        try:
            yield Entry(json.line(at), flattened(without_attributes(value)))
        except TooDeepError:
            raise json.refusal(_("lists and objects are nested too deeply"), at) from None
    if others and not found:
        raise nothing_for(what, file)
