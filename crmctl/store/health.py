"""What is wrong with a base, and what to do about it."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from crmctl.errors import BadDatabase
from crmctl.i18n import _, ngettext
from crmctl.quoting import quoted
from crmctl.store.backup import damage
from crmctl.store.connect import is_url, open_connection, open_sqlite
from crmctl.store.queries import health
from crmctl.store.reader import Reader
from crmctl.store.revision import HEAD, revision_of
from crmctl.store.sharing import OWN_FILE, OWN_FOLDER, SHARED_FILE, SHARED_FOLDER


class Finding(NamedTuple):
    """Something looked at: `problem` says whether it must be put right, `hint` how."""

    what: str
    found: str
    problem: bool = False
    hint: str = ""


def examine(db: str) -> Iterator[Finding]:
    """Everything there is to look at; a base that is behind is looked at as far as it can be.

    Raises NoDatabase, BadDatabase for a foreign or newer one, Busy.
    """
    of_the_file = [] if is_url(db) else list(examine_file(db))
    yield from of_the_file
    try:
        yield from _examine_inside(db)
    except BadDatabase:
        if not any(finding.what == "integrity" and finding.problem for finding in of_the_file):
            raise
    yield examine_program()


def _examine_inside(db: str) -> Iterator[Finding]:
    with Reader(open_connection(db, read_only=True), db) as reader:
        found = revision_of(reader.connection, db)
        yield _schema(found)
        if found == HEAD:
            yield from examine_data(reader)


def examine_file(db: str) -> Iterator[Finding]:
    """The file of an SQLite base: its rights, its soundness, how it keeps its journal."""
    problems = damage(db)
    yield from _rights(Path(db))
    yield from (_damaged(problem) for problem in problems)
    if not problems:
        yield Finding("integrity", _("SQLite finds the file sound."))
    yield _journal(db)


def examine_data(reader: Reader) -> Iterator[Finding]:
    """What is derived, recomputed and compared; triggers; somebody who may let others in."""
    from crmctl.store.keys import wrong_keys

    for table, query in health.DERIVED.items():
        yield _derived(f"masks of {table}", reader.one(query).number)
    yield _derived("keys", sum(1 for _wrong in wrong_keys(reader)))
    yield _triggers(reader)
    if reader.one(health.ADMINS).number:
        yield Finding("admins", _("There is an active admin."))
    else:
        yield Finding("admins", _("Nobody active is an admin."), True, _("Restore a backup in which somebody is."))


def examine_program() -> Finding:
    """Whether the texts came along with the program."""
    from crmctl import i18n

    if i18n.spoken():
        return Finding("translations", _("The texts are there in every language."))
    return Finding("translations", _("The Russian texts are not installed."), hint=_("Install crmctl again."))


def problems(reader: Reader) -> list[str]:
    """The problems of the data, by what was looked at."""
    return [finding.what for finding in examine_data(reader) if finding.problem]


def _rights(path: Path) -> Iterator[Finding]:
    """On Windows rights lie with the folder, and these numbers say nothing."""
    if os.name != "posix":
        return
    file, folder = (stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent))
    if file == SHARED_FILE and folder == SHARED_FOLDER:
        group = _group(path)
        yield Finding(
            "rights",
            _("The file is shared: everyone in the group {group} sees everything, whatever their role.").format(
                group=group
            ),
        )
    elif file & 0o077:
        yield Finding(
            "rights",
            _("Others than its owner may use the file ({mode}).").format(mode=f"{file:04o}"),
            True,
            f"chmod {OWN_FILE:o} {quoted(str(path))}",
        )
    else:
        yield Finding("rights", _("Only its owner may use the file."))
    if folder & 0o022 and folder != SHARED_FOLDER:
        yield Finding(
            "folder",
            _("Others may put files beside the base ({mode}).").format(mode=f"{folder:04o}"),
            True,
            f"chmod {OWN_FOLDER:o} {quoted(str(path.absolute().parent))}",
        )


def _schema(found: str) -> Finding:
    if found == HEAD:
        return Finding("schema", _("The schema is this program's ({revision}).").format(revision=found))
    text = _("The schema is older ({revision}); the next command backs the file up and upgrades it.")
    return Finding("schema", text.format(revision=found))


def _group(path: Path) -> str:
    try:
        return path.group()
    except KeyError:
        return str(path.stat().st_gid)


def _damaged(problem: str) -> Finding:
    return Finding("integrity", problem, True, _("Keep the file, and go on with the last backup that passes."))


def _journal(db: str) -> Finding:
    connection = open_sqlite(db, read_only=True)
    try:
        mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    finally:
        connection.close()
    found = _("SQLite {version}, journal mode {mode}.").format(version=sqlite3.sqlite_version, mode=mode)
    if mode != "wal":
        return Finding("sqlite", found)
    turned = f"`sqlite3 {quoted(db)} 'PRAGMA journal_mode=DELETE'`"
    hint = _(
        "WAL is not what crmctl keeps a base in: a read-only or full disk makes it unreadable, and SQLite before 3.51.3"
        " can damage it. {command} turns it off while nobody uses the base."
    )
    return Finding("sqlite", found, True, hint.format(command=turned))


def _derived(what: str, wrong: int) -> Finding:
    if not wrong:
        return Finding(what, _("Derived data agree with their source."))
    rows = ngettext("{count} derived value does not agree with its source.",
                    "{count} derived values do not agree with their source.", wrong)  # fmt: skip
    return Finding(what, rows.format(count=wrong), True, _("Run `crmctl db revalidate`."))


def _triggers(reader: Reader) -> Finding:
    """The journal's triggers, compared with those the models give."""
    from crmctl.store.journal import missing_triggers

    missing = missing_triggers(reader)
    if not missing:
        return Finding("journal", _("Every change is journalled."))
    return Finding(
        "journal",
        _("Changes are not journalled for: {tables}.").format(tables=", ".join(missing)),
        True,
        _("Restore a backup; what was changed meanwhile cannot be undone."),
    )
