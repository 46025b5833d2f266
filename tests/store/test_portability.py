"""The same history on SQLite and on a real PostgreSQL: every query answers the same, every write does the same."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from crmctl.checks.base import Need, Scope, Terms
from crmctl.checks.discovery import find_check
from crmctl.filters.cond import Cond
from crmctl.rights import Actor, visible
from crmctl.store import codec, queries
from crmctl.store.models import Absence, Client, ClientContact, Contact, Gap, Profile, Project, Setting
from crmctl.store.points import refresh_masks
from crmctl.store.queries import control
from crmctl.store.reader import Query, Reader
from crmctl.store.undo import undo
from crmctl.store.work import write
from crmctl.vocabulary import Level, PointType, Priority, RecordType, Role, Source, TaskStatus
from tests.builders import NOW, TODAY, Base
from tests.store.histories import Contents, Step, contents, take

HISTORY = [
    Step("client", 0, 6), Step("client", 0, 0), Step("client", 0, 13), Step("contact", 0, 1), Step("contact", 1, 4),
    Step("contact", 1, 3), Step("hand out", 0, 0),
    Step("set", 1, 0), Step("field", 1, 5), Step("accept", 0, 0), Step("set", 1, 6),
    Step("hand out", 0, 1), Step("hand out", 0, 2), Step("finish", 1, 0), Step("cancel", 2, 0), Step("add", 0, 4),
    Step("clear", 0, 1), Step("link", 0, 2), Step("opt out", 0, 0), Step("group", 0, 0), Step("user", 1, 1),
    Step("archive", 5, 0), Step("unlink", 0, 2), Step("client", 0, 4), Step("client", 0, 1),
]  # fmt: skip


def live(base: Base) -> None:
    """A company with something in every table, the same whatever the database."""
    base.user("ann")
    base.user("sup", role=Role.SUPERVISOR, team="north")
    with base.write("various") as work:
        work.add(Project(run_id=0, name="Весна", name_key="весна"))
        work.add(Setting(run_id=0, code="minutes_per_row", value="5"))
        for deputy in (None, 2):
            work.add(Absence(run_id=0, user_id=1, first_day=TODAY, last_day=TODAY, deputy_id=deputy))
        work.add(Profile(run_id=0, name="p", name_key="p", check_code="contact-info", answers="{}"))
        work.summary = {"gaps": 1}
    for step in HISTORY:
        assert take(base, step), step
    with base.write("undo") as work:
        undo(work, work.run_id - 1)
    with base.write("import", source=Source.IMPORT) as work:
        work.summary = {"what": "clients", "source": "1c"}
        work.add(Client(run_id=0, name="Лютик", name_key="лютик", created_at=base.now, source_name="1c",
                        external_id="7", inn="7707083893"))  # fmt: skip
        contact = Contact(run_id=0, name_key="петров", last_name="Петров", created_at=base.now, source_name="1c",
                          external_id="8")  # fmt: skip
        work.add(ClientContact(run_id=0, client_id=2, contact_id=work.add(contact)))
        refresh_masks(work, contacts=[4])
    take(base, Step("hand out", 0, 0))
    with base.write("check") as work:
        work.summary = {"signature": "s", "gaps": 1}
        for client in (1, 2):
            work.add(Gap(run_id=0, check_code="contact-info", client_id=client, requirement="phone",
                         level=Level.VALID, is_open=client == 1))  # fmt: skip
    with write(base.db, kind="waive", command="waive", now=base.now, today=TODAY, actor_id=1,
               settle=lambda _work: None) as work:  # fmt: skip
        work.execute(
            "UPDATE task_row SET state = 'waived', closed_at = :now WHERE id = (SELECT MAX(id) FROM task_row)",
            {"now": base.now},
        )


@pytest.fixture(scope="module")
def both(
    founded: Any, tmp_path_factory: pytest.TempPathFactory, postgres_server: str, founded_postgres: str
) -> Iterator[tuple[Base, Base]]:
    """The two bases; nobody writes to them any more."""
    import shutil

    from tests import postgres

    path = tmp_path_factory.mktemp("both") / "crm.db"
    shutil.copy(founded, path)
    name = f"{founded_postgres}_both"
    postgres.execute(postgres_server, f"CREATE DATABASE {name} TEMPLATE {founded_postgres}")
    with Base(str(path)) as sqlite, Base(postgres.database(postgres_server, name)) as server:
        for base in (sqlite, server):
            live(base)
        yield sqlite, server
    postgres.execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def every_query() -> dict[str, Query[Any]]:
    found: dict[int, str] = {}
    for module in iter_modules(queries.__path__):
        for name, value in vars(import_module(f"{queries.__name__}.{module.name}")).items():
            for key, one in value.items() if isinstance(value, dict) else [("", value)]:
                if isinstance(one, Query):
                    found.setdefault(id(one), f"{module.name}.{name}{key and f'[{key}]'}")
    return {found.get(id(query), query.sql): query for query in Query.registry}


VALUES: dict[str, Any] = {
    "about_contact": False, "after": 0, "as_of": NOW + timedelta(days=30), "assignee_id": 1, "author_id": 1,
    "base": 25, "check": "contact-info", "control_at": None, "controller_id": None, "created_at": NOW,
    "due_at": NOW + timedelta(days=3), "entity": "client", "id": 2, "key": "admin", "kind": "manual",
    "level": Level.VALID, "limit": 50, "number": 1, "priority": Priority.NORMAL, "project_id": 1, "row": 1, "run": 7,
    "since": NOW, "source": "1c", "start": datetime(2026, 3, 1, tzinfo=UTC), "status": TaskStatus.NEW, "task": 1,
    "through": False, "title_key": "t", "today": TODAY, "type": PointType.PHONE, "undo": 0, "user": 1,
    "login": "admin", "client": 1, "contact": 1, "now": NOW, "own": True, "first": TODAY, "last": date(2026, 3, 31),
    "prefix": "%", "undoes": 1,
}  # fmt: skip
"""What a name stands for in every query; a new query's new name wants its line here."""
FOR_ONE: dict[str, dict[str, Any]] = {
    "users.MEMBERS": {"key": "group 0"},
    "undoing.ENTRIES": {"run": 12},
    "undoing.OWNERS": {"run": 12},
}


def slots(reader: Reader, alias: str) -> dict[str, Cond]:
    """What fills the slots that are no conditions; a condition is left true."""
    check = find_check("contact-info")
    terms, needs = Terms(TODAY), check.default_needs(reader)

    def verdicts(record: RecordType) -> Cond:
        return check.verdicts(record, needs, terms, Scope())

    return {
        "gaps": check.failing(RecordType.CLIENT, [Need("phone", 31)], terms, Scope()),
        "verdicts": verdicts(RecordType.CLIENT),
        "contact_verdicts": verdicts(RecordType.CONTACT),
        "lacks": check.lacks(RecordType.CLIENT, needs, terms, Scope()),
        "counts": control.counts_of(len(needs)),
        "field": Cond(f"{alias}.name_key"),
        "shown": Cond(f"{alias}.name_key"),
    }


def answer(base: Base, name: str) -> list[Any]:
    query, values = every_query()[name], {**VALUES, **FOR_ONE.get(name, {})}
    alias = "p" if "FROM contact p" in query.sql else "c"
    filled = {name: cond for name, cond in slots(base.reader, alias).items() if name in query.slots}
    wanted = set(re.findall(r"(?<![:\w]):([a-z]\w*)", query.text(filled, {})[0]))
    bound = {name for cond in filled.values() for name in cond.values}
    rows = base.reader.all(query, filled, **{name: values[name] for name in wanted - bound})
    return rows if _ordered(query) else sorted(rows, key=repr)


def _ordered(query: Query[Any]) -> bool:
    """Whether the outermost SELECT says in which order."""
    outermost = query.sql
    while (inner := re.sub(r"\([^()]*\)", "", outermost)) != outermost:
        outermost = inner
    return "ORDER BY" in outermost


@pytest.mark.parametrize("name", every_query())
def test_a_query_gives_the_same_rows_on_both(both: tuple[Base, Base], name: str) -> None:
    sqlite, server = (answer(base, name) for base in both)
    assert [tuple(map(_plain, row)) for row in sqlite] == [tuple(map(_plain, row)) for row in server]
    assert all(type(row) is every_query()[name].row for row in sqlite + server)


def _plain(value: Any) -> Any:
    """The journal's JSON parsed: the databases write it each in its own way."""
    if not (isinstance(value, str) and value.startswith("{")):
        return value
    return {name: _moment(one) for name, one in json.loads(value, strict=False).items()}


def _moment(value: Any) -> Any:
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d[T ]", value):
        return codec.decode_time(value)
    return value


SILENT = {"settling.FINISHED"}
"""What only a run that is not over yet would find."""


def test_the_other_queries_have_something_to_say(both: tuple[Base, Base]) -> None:
    assert {name for name in every_query() if not answer(both[0], name)} == SILENT


def test_every_table_holds_something_and_the_same(both: tuple[Base, Base]) -> None:
    sqlite, server = (comparable(contents(base)) for base in both)
    assert sqlite == server
    assert all(sqlite.values())


def comparable(tables: Contents) -> dict[str, list[tuple[Any, ...]]]:
    """Rows as both databases would write them."""
    return {table: [tuple(map(_written, row)) for row in rows] for table, rows in tables.items()}


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize("team", [None, "north"])
@pytest.mark.parametrize("record", [RecordType.CLIENT, RecordType.CONTACT, "task"])
def test_rights_are_the_same_on_both(both: tuple[Base, Base], role: Role, team: str | None, record: str) -> None:
    table, alias = {"client": ("client", "c"), "contact": ("contact", "p"), "task": ("task", "t")}[record]
    seen = visible(Actor(2, "ann", "Ann", role, team), record)
    sql = f"SELECT {alias}.id FROM {table} {alias} WHERE {seen.sql} ORDER BY {alias}.id"
    sqlite, server = ([row[0] for row in base.reader.execute(sql, seen.values)] for base in both)
    assert sqlite == server


def test_undoing_all_of_it_backwards_ends_in_the_first_state_on_both(base: Base, postgres_base: Base) -> None:
    ends = []
    for one in (base, postgres_base):
        one.user("ann")
        one.contact(one.client(phone="8 926 125-04-05"), email="нет")
        first = contents(one)
        runs = [run for run in (take(one, step) for step in HISTORY) if run]
        assert len(runs) > len(HISTORY) * 2 / 3
        for run in reversed(runs):
            with one.write("undo") as work:
                assert undo(work, run) == []
        assert contents(one) == first
        ends.append(comparable(first))
    assert ends[0] == ends[1]
