"""The records of a JSON or JSONL file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crmctl.errors import BadInput, UsageError
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.flattening import TooDeepError, flattened
from crmctl.importing.gathering import Entry
from crmctl.importing.headers import names_record
from crmctl.importing.json_lists import find_list
from crmctl.importing.json_text import JsonText
from crmctl.importing.salesforce import is_of_kind, without_attributes

LARGEST = 256 << 20
"""Bytes of a document, which has to be in memory as text. JSONL is read line by line."""
_PLAIN, _BLANK = "[{", " \t\r\n"


class JsonFile(NamedTuple):
    """A file that is to be read for one kind of record; `list_path` names the list where there are several."""

    path: Path
    encoding: str
    what: What
    list_path: str = ""

    def entries(self) -> Iterator[Entry]:
        """The records, again each time; raises BadInput with line and column."""
        return self._line_entries() if self._is_lines() else self._document_entries()

    def _is_lines(self) -> bool:
        """Whether the first line is an object by itself and another one follows."""
        with self.path.open(encoding=self.encoding, newline="\n") as file:
            filled = (line for line in file if line.strip(_BLANK))
            first = next(filled, "").strip(_BLANK)
            if not first.startswith("{") or not next(filled, "").strip(_BLANK).startswith("{"):
                return False
        try:
            return JsonText(first, "").value(0)[1] == len(first)
        except BadInput:
            return False

    def _line_entries(self) -> Iterator[Entry]:
        if self.list_path:
            raise UsageError(_("--path is for JSON documents; this file has a record on each line."))
        with self.path.open(encoding=self.encoding, newline="\n") as file:
            for number, line in enumerate(file, 1):
                if not line.strip(_BLANK):
                    continue
                json = JsonText(line, str(self.path), number)
                start = json.skip_blank(0)
                value, end = json.value(start)
                if json.skip_blank(end) < len(line):
                    raise json.broken(json.skip_blank(end))
                yield from self._entry(json, start, value)

    def _document_entries(self) -> Iterator[Entry]:
        if self.path.stat().st_size > LARGEST:
            reason = _("a JSON document over {size} MB").format(size=LARGEST >> 20)
            raise BadInput(reason, _("Save it as JSONL: a record on each line."), file=str(self.path))
        json = JsonText(self.path.read_text(self.encoding), str(self.path))
        self._check_end(json)
        start = find_list(json, self.what, self.list_path, str(self.path), lambda keys: names_record(keys, self.what))
        if json.text.startswith("{", start):
            yield from self._entry(json, start, json.value(start)[0])
            return
        for at, value in json.items(start):
            yield from self._entry(json, at, value)

    @staticmethod
    def _check_end(json: JsonText) -> None:
        start = json.skip_blank(0)
        if json.text.startswith(tuple(_PLAIN), start) and (end := json.skip_blank(json.end(start))) < len(json.text):
            raise json.broken(end)

    def _entry(self, json: JsonText, at: int, value: Any) -> Iterator[Entry]:
        """The record at `at`, if it is of the kind that is asked for."""
        if not isinstance(value, dict):
            raise json.refusal(_("an object was expected here: a record"), at)
        if is_of_kind(value, self.what):
            try:
                yield Entry(json.line(at), flattened(without_attributes(value)))
            except TooDeepError:
                raise json.refusal(_("lists and objects are nested too deeply"), at) from None
