"""Gaps and tasks as sheets: the keys of the JSON contract, for Excel under captions and in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from crmctl.control.checking import GapLine, gap_lines
from crmctl.control.question import Look
from crmctl.exporting.sheet import Column, Kind, Sheet
from crmctl.filters.cond import Cond
from crmctl.i18n import N_, _
from crmctl.store.queries.exporting import LAST_IDS
from crmctl.store.reader import Reader
from crmctl.tasks.listing import TaskLine
from crmctl.vocabulary import RecordType

_AT_ONCE = 5000
_NUMBER, _DAY, _MOMENT, _TEXT = Kind.NUMBER, Kind.DAY, Kind.MOMENT, Kind.TEXT
_ALIAS = {RecordType.CLIENT: "c", RecordType.CONTACT: "p"}
_Captions = Mapping[str, tuple[str, Kind, int]]
GAPS: _Captions = {
    "gap": (N_("Gap"), _NUMBER, 8),
    "check": (N_("Check"), _TEXT, 14),
    "record": (N_("Record"), _TEXT, 10),
    "id": (N_("No."), _NUMBER, 8),
    "external_id": (N_("External id"), _TEXT, 14),
    "client_id": (N_("Client no."), _NUMBER, 10),
    "name": (N_("Name"), _TEXT, 34),
    "requirement": (N_("Needed"), _TEXT, 14),
    "state": (N_("State"), _TEXT, 14),
    "value": (N_("Value"), _TEXT, 26),
    "responsible": (N_("Responsible"), _TEXT, 16),
    "held_by": (N_("In task"), _NUMBER, 10),
    "client": (N_("Client"), _TEXT, 34),
}
TASKS: _Captions = {
    "id": (N_("No."), _NUMBER, 8),
    "kind": (N_("Kind"), _TEXT, 14),
    "title": (N_("Task"), _TEXT, 40),
    "status": (N_("Status"), _TEXT, 14),
    "assignee": (N_("Assignee"), _TEXT, 16),
    "author": (N_("Author"), _TEXT, 16),
    "controller": (N_("Controller"), _TEXT, 16),
    "project": (N_("Project"), _TEXT, 20),
    "priority": (N_("Priority"), _TEXT, 12),
    "clients": (N_("Clients"), _NUMBER, 10),
    "rows": (N_("Rows"), _NUMBER, 8),
    "filled": (N_("Filled"), _NUMBER, 10),
    "waived": (N_("Waived"), _NUMBER, 10),
    "not_applicable": (N_("Not applicable"), _NUMBER, 10),
    "percent": (N_("Done, %"), _NUMBER, 10),
    "due": (N_("Due"), _DAY, 18),
    "control": (N_("Control date"), _DAY, 14),
    "done_at": (N_("Done at"), _MOMENT, 18),
    "overdue": (N_("Overdue"), _TEXT, 12),
}


class Words(NamedTuple):
    """How values are written for people; `local` takes a moment to the zone, `word` says one of a closed list."""

    word: Callable[[StrEnum], str]
    local: Callable[[datetime], datetime]
    requirement: Callable[[str], str]

    def written(self, name: str, value: Any) -> Any:
        if name == "requirement":
            return self.requirement(value)
        if isinstance(value, StrEnum):
            return self.word(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return self.local(value) if isinstance(value, datetime) else value


def gap_sheet(lines: Iterable[GapLine], words: Words | None) -> Sheet:
    """The gaps; without words by the keys and values of the JSON contract."""
    return _sheet("gaps", GAPS, lines, words)


def task_sheet(lines: Iterable[TaskLine], words: Words | None) -> Sheet:
    """The same of tasks."""
    return _sheet("tasks", TASKS, lines, words)


def gaps_in_parts(reader: Reader, look: Look) -> Iterator[GapLine]:
    """Every gap; while some are written nothing is being read."""
    last = reader.one(LAST_IDS)
    for record in look.needs:
        alias, end = _ALIAS[record], last.client if record is RecordType.CLIENT else last.contact
        for start in range(0, end, _AT_ONCE):
            bounds = {"after": start, "up_to": start + _AT_ONCE}
            among = Cond(f"{alias}.id > :after AND {alias}.id <= :up_to", bounds)
            part = look._replace(needs={record: look.needs[record]})
            yield from list(gap_lines(reader, part, {record: among}))


def _sheet(name: str, captions: _Captions, lines: Iterable[Any], words: Words | None) -> Sheet:
    if words is None:
        return Sheet(name, [Column(key) for key in captions], (_exact(line, captions) for line in lines))
    columns = [Column(_(caption), kind, width) for caption, kind, width in captions.values()]
    return Sheet(name, columns, (_in_words(line, captions, words) for line in lines))


def _exact(line: Any, keys: Iterable[str]) -> Sequence[Any]:
    return [_plain(getattr(line, key)) for key in keys]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.value if isinstance(value, StrEnum) else value


def _in_words(line: Any, keys: Iterable[str], words: Words) -> Sequence[Any]:
    return [words.written(key, getattr(line, key)) for key in keys]
