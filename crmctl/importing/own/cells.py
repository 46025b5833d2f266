"""The cells of an export read back; what crmctl did not write is refused."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from crmctl.i18n import _
from crmctl.store.codec import encode_time

MOST = 2_000_000_000
_COUNTRY = re.compile("[A-Za-z]{2}")
T = TypeVar("T")


class BadCell(Exception):
    """A cell that no export has; `reason` is for the list of rejects, `column` is empty for the one being read."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


class OwnPoint(NamedTuple):
    """A contact point; moments as they are stored, who verified it by his login."""

    kind: str
    value: str
    primary: bool
    current: bool
    entered: str
    verified: str | None
    verified_by: str | None
    verified_how: str | None
    opted_out: str | None
    opt_out_reason: str | None


class OwnLink(NamedTuple):
    """A link to the client of this identity's parts."""

    client: int
    created: datetime
    source: str
    external_id: str | None
    position: int
    roles: str | None
    started: str | None
    ended: str | None


def number(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and 0 < int(cell[:12]) < MOST):
        raise BadCell(_("is no number"))
    return int(cell)


def flag(cell: str) -> bool:
    if cell not in ("yes", ""):
        raise BadCell(_("is neither yes nor empty"))
    return cell == "yes"


def text(cell: str) -> str | None:
    return cell or None


def required(cell: str) -> str:
    if not cell:
        raise BadCell(_("is empty"))
    return cell


def country(cell: str) -> str | None:
    if cell and not _COUNTRY.fullmatch(cell):
        raise BadCell(_("is no code of a country"))
    return cell or None


def one_of(words: type[StrEnum]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell not in set(words):
            raise BadCell(_("is none of {values}").format(values=", ".join(words)))
        return cell

    return read


def optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda cell: read(cell) if cell else None


def day(cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise BadCell(_("is no day")) from None


def moment(cell: str) -> str:
    """As it is stored."""
    return encode_time(when(cell))


def when(cell: str) -> datetime:
    try:
        found = datetime.fromisoformat(cell)
        encode_time(found)
    except (ValueError, OverflowError):
        raise BadCell(_("is no moment with its offset")) from None
    return found


def points(cell: str) -> list[OwnPoint]:
    return [_point(_Members(one)) for one in _objects(cell)]


def links(cell: str) -> list[OwnLink]:
    return [_link(_Members(one), at) for at, one in enumerate(_objects(cell), 1)]


def _point(one: "_Members") -> OwnPoint:
    return OwnPoint(
        kind=one.text("kind"),
        value=one.text("value"),
        primary=one.flag("primary", usual=False),
        current=one.flag("current", usual=True),
        entered=moment(one.text("entered")),
        verified=optional(moment)(one.text("verified", "")),
        verified_by=one.text("verified_by", "") or None,
        verified_how=one.text("verified_how", "") or None,
        opted_out=optional(moment)(one.text("opted_out", "")),
        opt_out_reason=one.text("opt_out_reason", "") or None,
    )


def _link(one: "_Members", at: int) -> OwnLink:
    return OwnLink(
        client=one.number("client", 0),
        created=when(one.text("created")),
        source=one.text("source", ""),
        external_id=one.text("external_id", "") or None,
        position=one.number("position", at),
        roles=one.text("roles", "") or None,
        started=optional(day)(one.text("started", "")),
        ended=optional(day)(one.text("ended", "")),
    )


class _Members:
    """An object's members, each of the type it must have."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        self._members = members

    def text(self, name: str, usual: str | None = None) -> str:
        found = self._members.get(name, usual)
        if not isinstance(found, str) or (usual is None and not found) or "\0" in found or not _encodes(found):
            raise BadCell(_("has no proper {name}").format(name=name))
        return found

    def flag(self, name: str, *, usual: bool) -> bool:
        found = self._members.get(name, usual)
        if not isinstance(found, bool):
            raise BadCell(_("has no proper {name}").format(name=name))
        return found

    def number(self, name: str, usual: int) -> int:
        found = self._members.get(name, usual)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < MOST:
            raise BadCell(_("has no proper {name}").format(name=name))
        return found


def _encodes(found: str) -> bool:
    return found.isascii() or not any("\ud800" <= ch <= "\udfff" for ch in found)


def _objects(cell: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(cell or "[]")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadCell(_("is no list of objects as an export writes it"))
    return found
