"""JSON and JSONL: a list of objects, or an object on each line."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.formats.amocrm import as_fields, is_amocrm
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import TooDeepError, flattened
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered
from crmctl.importing.formats.json_lists import find_list, people_of
from crmctl.importing.formats.json_owners import owners_in, with_owner
from crmctl.importing.formats.json_text import JsonText
from crmctl.importing.formats.salesforce import is_of_kind, without_attributes
from crmctl.importing.formats.whole_text import refuse_larger, text_encoding
from crmctl.importing.headers import field_of, names_record
from crmctl.importing.options import Hints
from crmctl.importing.spellings import COMPANY

_BLANK = " \t\r\n"
NOBODY: Mapping[str, str] = {}


class _Value(NamedTuple):
    """A value that should be a record, and where it starts in its text; `client`: its list says that it is one.

    `owners` are the users that the document lists, by number.
    """

    json: JsonText
    at: int
    value: Any
    client: bool = False
    owners: Mapping[str, str] = NOBODY


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
    found = find_list(json, hints.what, hints.path, file, lambda keys: names_record(keys, hints.what))
    owners = owners_in(json)
    single = json.text.startswith("{", found.start)
    for at, value in [(found.start, json.value(found.start)[0])] if single else json.items(found.start):
        yield _Value(json, at, value, found.holds_clients, owners)


def _entries(values: Iterator[_Value], what: What, file: str) -> Iterator[Entry]:
    """The values as records, if they are of the kind that is asked for; of clients that hold their contacts, those."""
    others = found = 0
    for one in values:
        if not isinstance(one.value, dict):
            raise one.json.refusal(_("an object was expected here: a record"), one.at)
        fits = is_of_kind(one.value, what) and not (what == "contacts" and one.client)
        records = [one.value] if fits else _people(one.value) if what == "contacts" else []
        found += len(records)
        others += not records
        for record in records:
            try:
                yield Entry(one.json.line(one.at), flattened(with_owner(_plain(record), one.owners)))
            except TooDeepError:
                raise one.json.refusal(_("lists and objects are nested too deeply"), one.at) from None
    if others and not found:
        raise nothing_for(what, file)


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what only the program that wrote it means by its form."""
    return as_fields(record) if is_amocrm(record) else without_attributes(record)


def _people(client: dict[str, Any]) -> list[dict[str, Any]]:
    """The contacts within a client's record, each with the client's id and name."""
    own = without_attributes(client)
    said = {field_of(name, "clients"): value for name, value in reversed(own.items())}
    named = {"Client ID": said.get("external_id"), "Client name": said.get("name") or said.get(COMPANY)}
    owner = {name: value for name, value in named.items() if isinstance(value, str)}
    return [{**owner, **one} for one in people_of(own) if isinstance(one, dict) and names_record(one, "contacts")]
