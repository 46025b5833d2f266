"""Rows of users: what each says of whom."""

import re
from typing import Any, NamedTuple

from crmctl.cleaning.text import clean, is_blank, key
from crmctl.filters.choices import YES_NO
from crmctl.i18n import _
from crmctl.importing.headers import Recognised
from crmctl.importing.outcome import Reject
from crmctl.importing.records import Row
from crmctl.importing.table import Table
from crmctl.vocabulary import Role

TEXTS = ("name", "email", "extension", "team")
_ROLES = {role.value: role.value for role in Role} | {
    "менеджер": "manager", "руководитель": "supervisor", "супервайзер": "supervisor", "администратор": "admin",
    "administrator": "admin", "user": "manager", "пользователь": "manager",
}  # fmt: skip
_BETWEEN_GROUPS = re.compile(r"\s*[,;|\n]\s*")
_LOGIN = re.compile(r"[\w.@+-]{1,64}")
_HOURS_IN_A_WEEK = 168


class UserRow(NamedTuple):
    """`values` by column, None where a cell is blank; only of columns the file has."""

    line: int
    login: str
    values: dict[str, Any]
    groups: list[str]


class UserRows:
    """Reads the rows of one file of users."""

    def __init__(self, table: Table, recognised: Recognised) -> None:
        self._table = table
        self._indexes = {code: index for index, code in recognised.columns.items()}
        self._lines: dict[str, int] = {}
        self.noticed: dict[str, list[int]] = {}

    def read(self, row: Row) -> UserRow | Reject:
        line, cells = row
        login = clean(self._cell(cells, "login"))
        if not _LOGIN.fullmatch(login):
            return self._reject(line, login, _("a login is letters, digits and . _ @ + - without spaces"))
        first = self._lines.setdefault(key(login), line)
        if first != line:
            return self._reject(
                line, login, _("the login is there already: {place}").format(place=self._table.at(first))
            )
        values: dict[str, Any] = {code: self._text(cells, code) for code in TEXTS if code in self._indexes}
        values |= self._told(line, cells)
        groups = [one for one in _BETWEEN_GROUPS.split(clean(self._cell(cells, "group"))) if one]
        return UserRow(line, login, values, groups)

    def _told(self, line: int, cells: list[str]) -> dict[str, Any]:
        """Role, activity and capacity, where the cell says one that can be understood."""
        said: dict[str, Any] = {
            "role": _ROLES.get(key(self._cell(cells, "role"))),
            "active": YES_NO.get(key(self._cell(cells, "active"))),
            "capacity": _minutes(self._cell(cells, "capacity")),
        }
        if said["role"] is None and not is_blank(self._cell(cells, "role")):
            self.noticed.setdefault("role", []).append(line)
        if said["active"] is not None:
            said["active"] = said["active"] == "yes"
        return {code: value for code, value in said.items() if code in self._indexes}

    def _text(self, cells: list[str], code: str) -> str | None:
        return clean(self._cell(cells, code)) or None

    def _cell(self, cells: list[str], code: str) -> str:
        return cells[self._indexes[code]] if code in self._indexes else ""

    def _reject(self, line: int, value: str, reason: str) -> Reject:
        return Reject(line, self._table.header[self._indexes["login"]].label, value, reason)


def _minutes(cell: str) -> int | None:
    """Minutes a week; a number that fits into a week is hours."""
    text = cell.strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return round(number * 60 if number <= _HOURS_IN_A_WEEK else number) if number >= 0 else None
