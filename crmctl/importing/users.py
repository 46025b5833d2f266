"""A file of users into the base: known by their logins, never deleted; the groups they name are made."""

from typing import Any

from crmctl.cleaning.text import key
from crmctl.errors import Refused
from crmctl.i18n import _
from crmctl.importing.options import OnMatch, Options
from crmctl.importing.outcome import AbsentCard, Outcome, Reject
from crmctl.importing.user_rows import UserRow
from crmctl.store.queries import importing
from crmctl.store.queries.importing import UserBefore
from crmctl.store.reader import Reader
from crmctl.store.work import Work

_EMPTIABLE = ("email", "extension", "team", "capacity")
_DEFAULTS = {"email": None, "extension": None, "role": "manager", "team": None, "capacity": None, "active": True}
_INSERT = """INSERT INTO app_user
(run_id, login, login_key, name, name_key, email, extension, role, team, capacity, active) VALUES
(:run, :login, :login_key, :name, :name_key, :email, :extension, :role, :team, :capacity, :active) RETURNING id"""
_NEW_GROUP = "INSERT INTO user_group (run_id, name, name_key) VALUES (:run, :name, :key) RETURNING id"
_JOIN = "INSERT INTO user_group_member (run_id, group_id, user_id) VALUES (:run, :group, :user)"


class Users:
    """The users there are; takes the rows of a file one by one. Without `work` it only counts."""

    def __init__(self, reader: Reader, work: Work | None, options: Options) -> None:
        self._work = work
        self._options = options
        self._before = {key(user.login): user for user in reader.rows(importing.USERS)}
        self._absent = dict(self._before)
        self._admins = {user.id for user in self._before.values() if user.role == "admin" and user.active}
        self._groups: dict[str, int] = {}
        self._members: set[tuple[int, int]] = set()
        for member in reader.rows(importing.MEMBERSHIPS):
            self._groups[key(member.name)] = member.group_id
            if member.user_id is not None:
                self._members.add((member.group_id, member.user_id))

    def take(self, row: UserRow, outcome: Outcome) -> Reject | None:
        """Create or change the user of this row, and count it; a reject when the row must not come in."""
        before = self._absent.pop(key(row.login), None)
        if before is None:
            outcome.created += 1
            self._join(self._create(row), row)
            return None
        if self._options.on_match is OnMatch.FAIL:
            return Reject(row.line, "", row.login, _("there is such a user already"))
        changed = self._options.on_match is not OnMatch.SKIP and self._change(before, row)
        outcome.updated += changed
        outcome.unchanged += not changed
        return None

    def finish(self, outcome: Outcome) -> None:
        """After the last row: who is absent is listed; an admin must be left."""
        if not self._admins:
            raise Refused(_("No active admin would be left."), _("Nothing was changed."))
        if self._options.on_match is OnMatch.MIRROR:
            outcome.absent = [
                AbsentCard(user.id, user.login, user.name) for user in self._absent.values() if user.active
            ]

    def _create(self, row: UserRow) -> int:
        values = _DEFAULTS | {name: value for name, value in row.values.items() if value is not None}
        name = row.values.get("name") or row.login
        if self._work is None:
            return 0
        values |= {"run": self._work.run_id, "login": row.login, "login_key": key(row.login), "name": name,
                   "name_key": key(name)}  # fmt: skip
        return int(self._work.execute(_INSERT, values).fetchone()[0])

    def _change(self, before: UserBefore, row: UserRow) -> bool:
        new = {name: value for name, value in row.values.items() if self._wins(before, name, value)}
        if {"role", "active"} & new.keys() and before.id in self._admins:
            after = {"role": before.role, "active": before.active, **new}
            if after["role"] != "admin" or not after["active"]:
                self._admins.discard(before.id)
        if new.get("name"):
            new["name_key"] = key(new["name"])
        if new and self._work is not None:
            columns = ", ".join(f"{name} = :{name}" for name in new)
            self._work.execute(f"UPDATE app_user SET {columns} WHERE id = :id", {**new, "id": before.id})
        return self._join(before.id, row) or bool(new)

    def _wins(self, before: UserBefore, name: str, value: Any) -> bool:
        stored = getattr(before, name)
        if value == stored:
            return False
        mode = self._options.on_match
        if mode is OnMatch.FILL_EMPTY:
            return value is not None and (stored is None or (name == "name" and stored == before.login))
        return value is not None or (mode is OnMatch.MIRROR and name in _EMPTIABLE)

    def _join(self, user: int, row: UserRow) -> bool:
        """Put the user into the groups of the row; says whether that was news."""
        news = False
        for name in row.groups:
            group = self._groups.get(key(name)) or self._new_group(name)
            if not user or (group, user) not in self._members:
                news = True
                self._members.add((group, user))
                if self._work is not None:
                    self._work.execute(_JOIN, {"run": self._work.run_id, "group": group, "user": user})
        return news

    def _new_group(self, name: str) -> int:
        if self._work is None:
            return 0
        values = {"run": self._work.run_id, "name": name, "key": key(name)}
        group = self._groups[key(name)] = int(self._work.execute(_NEW_GROUP, values).fetchone()[0])
        return group
