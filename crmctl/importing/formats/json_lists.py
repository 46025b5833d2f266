"""Which list of a JSON document holds the records of the kind that is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from crmctl.cleaning.text import key
from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.formats.elsewhere import nothing_for, there_are
from crmctl.importing.formats.json_text import JsonText

_DEEPEST = 4
_NAMES: dict[What, tuple[str, ...]] = {
    "users": ("users", "user", "sales", "managers", "employees", "owners", "пользователи", "сотрудники", "менеджеры"),
    "clients": (
        *("clients", "client", "companies", "company", "accounts", "account", "customers", "customer", "organizations"),
        *("organisations", "partners", "counterparties", "клиенты", "компании", "контрагенты", "партнеры"),
        "организации",
    ),
    "contacts": ("contacts", "contact", "people", "persons", "контакты", "контактные лица", "контактныелица", "люди"),
}
_GENERAL = ("records", "data", "items", "results", "result", "rows", "value", "list", "записи", "данные")


class JsonList(NamedTuple):
    """A list of objects: `path` is the keys that lead to it, with dots; `start` its index in the text."""

    path: str
    start: int

    @property
    def name(self) -> str:
        return key(self.path.rpartition(".")[2])

    @property
    def holds_clients(self) -> bool:
        return self.name in _NAMES["clients"]


def find_list(json: JsonText, what: What, path: str, file: str, is_record: Callable[[Iterable[str]], bool]) -> JsonList:
    """The list of records, or without a path the one record that the document is.

    By `path`, else by its name, else the only one. `is_record` tells by its keys whether an object is a record itself.
    BadInput names the lists to choose from.
    """
    start = json.skip_blank(0)
    if not json.text.startswith(("{", "["), start):
        raise json.broken(start)
    if json.text.startswith("[", start):
        if path:
            raise BadInput(_("the file is one list without a name"), _("Leave --path out."), file=file)
        return JsonList("", start)
    lists = list(_lists(json, start, "", _DEEPEST))
    if path:
        return _named(lists, path, file)
    by_kind = {kind: [one for one in lists if one.name in names] for kind, names in _NAMES.items()}
    for found in (by_kind[what], [one for one in lists if one.name in _GENERAL]):
        if len(found) == 1:
            return found[0]
    own = [member.name for member in json.members(start)]
    if is_record(own) or not lists:
        return JsonList("", start)
    others = [one for found in by_kind.values() for one in found]
    if len(lists) == 1 and not others:
        return lists[0]
    if what == "contacts" and len(by_kind["clients"]) == 1:
        return by_kind["clients"][0]
    raise nothing_for(what, file) if others == lists and not by_kind[what] else _unclear(lists, what, file)


def only_list_of(json: JsonText, what: What) -> JsonList | None:
    """The one list of a document that is named after these records."""
    start = json.skip_blank(0)
    lists = _lists(json, start, "", _DEEPEST) if json.text.startswith("{", start) else ()
    named = [one for one in lists if one.name in _NAMES[what]]
    return named[0] if len(named) == 1 else None


def people_of(client: Mapping[str, Any]) -> list[Any]:
    """The list of contacts that stands within a client's record, also as Salesforce wraps it."""
    for name, value in client.items():
        items = value.get("records") if isinstance(value, dict) else value
        if key(name) in _NAMES["contacts"] and isinstance(items, list):
            return items
    return []


def _lists(json: JsonText, at: int, path: str, deeper: int) -> Iterator[JsonList]:
    """The lists of objects in the object at `at`, and in the objects within."""
    for member in json.members(at):
        inner = f"{path}.{member.name}" if path else member.name
        if json.text.startswith("{", member.start) and deeper:
            yield from _lists(json, member.start, inner, deeper - 1)
        elif json.text.startswith("[", member.start) and json.text.startswith("{", json.skip_blank(member.start + 1)):
            yield JsonList(inner, member.start)


def _named(lists: list[JsonList], path: str, file: str) -> JsonList:
    found = [one for one in lists if key(one.path) == key(path)] or [one for one in lists if one.name == key(path)]
    if len(found) == 1:
        return found[0]
    paths = [one.path for one in lists]
    close = get_close_matches(path, paths, n=1)
    hint = _("Did you mean {name}?").format(name=close[0]) if close else there_are(paths)
    raise BadInput(_("there is no list {path}").format(path=path), hint, file=file)


def _unclear(lists: list[JsonList], what: What, file: str) -> BadInput:
    paths = [one.path for one in lists]
    reason = _("nothing tells which list holds the {what}").format(what=what)
    return BadInput(reason, _("Give --path. {lists}").format(lists=there_are(paths)), file=file)
