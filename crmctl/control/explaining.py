"""What a check says of itself."""

from datetime import date
from inspect import getdoc
from typing import NamedTuple

from crmctl.checks.base import Check, Scope, Terms
from crmctl.checks.discovery import find_check
from crmctl.i18n import _
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

_FOUND, _NOT_FOUND = "Found: ", "Not found: "


class Explanation(NamedTuple):
    """A check's words, and the SELECT that judges each type of record when nothing else is asked."""

    check: str
    title: str
    about: str
    found: list[str]
    not_found: list[str]
    sql: dict[RecordType, str]


def explain(reader: Reader, code: str, *, today: date) -> Explanation:
    """Raises UsageError when there is no such check."""
    check = find_check(code)
    about, found, not_found = docstring(check)
    needs = check.default_needs(reader)
    sql = {record: check.failing(record, needs, Terms(today=today), Scope()).sql for record in check.records}
    return Explanation(check.code, _(check.title), _(about), list(map(_, found)), list(map(_, not_found)), sql)


def docstring(check: Check) -> tuple[str, list[str], list[str]]:
    """What it is for, the examples of what it finds, and of what it does not."""
    lines = [line.strip() for line in (getdoc(type(check)) or "").splitlines()]
    found = [line.removeprefix(_FOUND) for line in lines if line.startswith(_FOUND)]
    not_found = [line.removeprefix(_NOT_FOUND) for line in lines if line.startswith(_NOT_FOUND)]
    about = [line for line in lines if line and not line.startswith((_FOUND, _NOT_FOUND))]
    return " ".join(about), found, not_found
