"""Filling a row: the value goes to the record it is about, and settling decides what it is worth."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.cleaning.text import is_blank
from crmctl.cleaning.values import Cleaner, Value
from crmctl.errors import Refused, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, visible
from crmctl.settings import read_settings
from crmctl.store import points
from crmctl.store.kinds import kind_to_write, kinds_named
from crmctl.store.queries import kinds, task_rows
from crmctl.store.queries.kinds import Kind
from crmctl.store.queries.task_rows import Target
from crmctl.store.work import Work
from crmctl.tasks.showing import no_such_row, require_task
from crmctl.vocabulary import OPEN_STATUSES, PointType, State, ValueState

_BY_LOOK = (PointType.PHONE, PointType.EMAIL, PointType.WEBSITE, PointType.FAX, PointType.MESSENGER)
"""In this order a value is tried; what anything may be, an address or other, comes last."""


class RowId(NamedTuple):
    """Row 7 of task 12 is written 12.7."""

    task: int
    number: int

    @classmethod
    def read(cls, text: str) -> "RowId":
        task, _dot, number = text.partition(".")
        if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (task, number)):  # noqa: PLR2004
            raise UsageError(_("A row is written TASK.ROW, for example 12.7."), _("See `crmctl tasks show TASK`."))
        return cls(int(task), int(number))


def fill_row(work: Work, actor: Actor, row: RowId, texts: Sequence[str]) -> list[State]:
    """Give the row's record the values, each `VALUE` or `KIND=VALUE`; returns the states of those that will not do.

    They take the place of the record's values of that kind. Raises NotFound, NoPermission, Refused for a closed task
    or a record that is gone, UsageError.
    """
    standing = require_task(work.reader, actor, row.task)
    slots = {"visible": visible(actor, "task")}
    target = work.reader.first(task_rows.TARGET, slots, task=row.task, number=row.number)
    if target is None:
        raise no_such_row(row.task, row.number)
    if standing.status not in OPEN_STATUSES:
        raise Refused(_("Task {task} is closed.").format(task=row.task), _("Change the card itself."))
    if target.state is State.GONE:
        raise Refused(_("What the row is about is gone."))
    return _Filler(work, target).all(texts)


class _Filler:
    def __init__(self, work: Work, target: Target) -> None:
        settings = read_settings(work.reader)
        self.work = work
        self.target = target
        self.known = work.reader.all(kinds.ALL)
        self.needed = [kind for kind in self.known if kind.bit & target.bits and kind.active]
        self.cleaner = Cleaner(settings["default_country"], settings["placeholder_words"])

    def all(self, texts: Sequence[str]) -> list[State]:
        found: dict[Kind, list[Value]] = {}
        for text in texts:
            kind, values = self._read(text)
            found.setdefault(kind, []).extend(values)
        for kind, values in found.items():
            points.replace(self.work, self.target.record, self.target.id, kind, values)
        return [State(v.state.value) for values in found.values() for v in values if v.state is not ValueState.OK]

    def _read(self, text: str) -> tuple[Kind, list[Value]]:
        name, sign, rest = text.partition("=")
        named = kinds_named(name.strip(), self.known) if sign else []
        if named:
            kind, value = self._asked(name.strip(), named), rest
        else:
            kind, value = self._by_look(text), text
        if is_blank(value):
            raise UsageError(_("The value is blank."), _("To empty a value, use --clear of the card's edit."))
        return kind, self._judged(kind, value)

    def _asked(self, name: str, named: Sequence[Kind]) -> Kind:
        asked = [kind for kind in named if kind in self.needed]
        if not asked:
            raise UsageError(
                _("The row asks for {requirement}, not for {name}.").format(
                    requirement=self.target.requirement, name=name
                )
            )
        return kind_to_write(name, asked)

    def _by_look(self, text: str) -> Kind:
        """Of the kinds the row asks for, the main one of the first type for which the value is good."""
        if not self.needed:
            raise UsageError(_("The row asks for {requirement}: change the card itself.").format(
                requirement=self.target.requirement))  # fmt: skip
        types = list(dict.fromkeys(kind.type for kind in self.needed))
        types.sort(key=lambda one: _BY_LOOK.index(one) if one in _BY_LOOK else len(_BY_LOOK))
        first = [kind_to_write(one.value, self.needed) for one in types]
        return next((kind for kind in first if self._is_good(kind, text)), first[0])

    def _is_good(self, kind: Kind, text: str) -> bool:
        values = self._judged(kind, text)
        return bool(values) and all(value.state is ValueState.OK for value in values)

    def _judged(self, kind: Kind, text: str) -> list[Value]:
        return self.cleaner.points(kind.type, text, self.target.country or "")
