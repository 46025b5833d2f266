"""The journal's triggers, generated from the models: every change and deletion is kept with old and new."""

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlmodel import SQLModel

from crmctl.store.models import JOURNALLED, Client, Contact
from crmctl.store.models.base import Record

if TYPE_CHECKING:
    from crmctl.store.reader import Reader

_CURRENT_RUN = "(SELECT MAX(id) FROM run)"  # the writer made its run first, and there is one writer at a time


def journalled_columns(model: type[Record]) -> list[str]:
    """The columns whose changes are kept: all but the derived ones, the key and the run."""
    left_out = model.derived | {"id", "run_id"}
    return [column.name for column in _table(model).columns if column.name not in left_out]


def _table(model: type[SQLModel]):  # type: ignore[no-untyped-def] # noqa: ANN202
    return SQLModel.metadata.tables[str(model.__tablename__)]


def owners(model: type[Record], row: str) -> tuple[str, str]:
    """SQL for the client and the contact on whose card a change of `row` shows."""
    columns = _table(model).columns
    client = f"{row}.id" if model is Client else f"{row}.client_id" if "client_id" in columns else "NULL"
    contact = f"{row}.id" if model is Contact else f"{row}.contact_id" if "contact_id" in columns else "NULL"
    return client, contact


def sqlite_triggers() -> Iterator[str]:
    """Statements that replace every journal trigger of an SQLite file.

    Their text is short, for every command reads it: a column is a row that is compared and written like all others.
    """
    for model in JOURNALLED:
        name = model.__tablename__
        columns = journalled_columns(model)
        changed = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns)
        both = ", ".join(f"('{c}', OLD.{c}, NEW.{c})" for c in columns)
        whole = ", ".join(f"('{c}', OLD.{c})" for c in ("run_id", *columns))
        yield f"DROP TRIGGER IF EXISTS journal_{name}_change"
        yield f"DROP TRIGGER IF EXISTS journal_{name}_delete"
        yield (
            f"CREATE TRIGGER journal_{name}_change AFTER UPDATE ON {name} WHEN {changed} BEGIN "
            f"{_entry(model, 'NEW', '~', _json('was'), _json('now'))} "
            f"FROM (SELECT 'id' AS name, OLD.id AS was, NEW.id AS now UNION ALL VALUES {both}) "
            "WHERE was IS NOT now; END"
        )
        yield (
            f"CREATE TRIGGER journal_{name}_delete AFTER DELETE ON {name} BEGIN "
            f"{_entry(model, 'OLD', '-', _json('was'), 'NULL')} "
            f"FROM (SELECT 'id' AS name, OLD.id AS was UNION ALL VALUES {whole}); END"
        )


def _entry(model: type[Record], row: str, op: str, old: str, new: str) -> str:
    client, contact = owners(model, row)
    return (
        "INSERT INTO journal (run_id, entity, row_id, op, client_id, contact_id, old, new) SELECT "
        f"{_CURRENT_RUN}, '{model.__tablename__}', {row}.id, '{op}', {client}, {contact}, {old}, {new}"
    )


def _json(value: str) -> str:
    """The rows of `name` and `value` as one JSON object, by plain text functions.

    SQLite's own JSON functions may not run in a trigger under trusted_schema=OFF. Control characters stay as they are,
    so it is read with strict=False.
    """
    text = f"""'"' || replace(replace({value}, '\\', '\\\\'), '"', '\\"') || '"'"""
    one = f"CASE typeof({value}) WHEN 'text' THEN {text} ELSE COALESCE({value}, 'null') END"
    return f"""'{{' || group_concat('"' || name || '":' || {one}) || '}}'"""


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION crmctl_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD) - COALESCE(TG_ARGV, '{}');
    after jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(NEW) - COALESCE(TG_ARGV, '{}') END;
    changed text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(e.key) INTO changed FROM jsonb_each(before) e WHERE e.value IS DISTINCT FROM after -> e.key;
        IF changed IS NULL THEN RETURN NULL; END IF;
        before := (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(before) e WHERE e.key = ANY(changed));
        after := (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(after) e WHERE e.key = ANY(changed));
    END IF;
    INSERT INTO journal (run_id, entity, row_id, op, client_id, contact_id, old, new) VALUES (
        (SELECT MAX(id) FROM run), TG_TABLE_NAME, OLD.id, CASE WHEN TG_OP = 'UPDATE' THEN '~' ELSE '-' END,
        CASE WHEN TG_TABLE_NAME = 'client' THEN OLD.id ELSE (to_jsonb(OLD) ->> 'client_id')::integer END,
        CASE WHEN TG_TABLE_NAME = 'contact' THEN OLD.id ELSE (to_jsonb(OLD) ->> 'contact_id')::integer END,
        before::text, after::text);
    RETURN NULL;
END $$
"""


def postgres_triggers() -> Iterator[str]:
    """Statements that replace every journal trigger of a PostgreSQL database."""
    yield _POSTGRES_FUNCTION
    for model in JOURNALLED:
        name = model.__tablename__
        left_out = ", ".join(f"'{column}'" for column in sorted(model.derived))
        yield f"DROP TRIGGER IF EXISTS journal_{name} ON {name}"
        yield (
            f"CREATE TRIGGER journal_{name} AFTER UPDATE OR DELETE ON {name} "
            f"FOR EACH ROW EXECUTE FUNCTION crmctl_journal({left_out})"
        )


def missing_triggers(reader: "Reader") -> list[str]:
    """The tables whose changes are not journalled as the models want it."""
    if isinstance(reader.connection, sqlite3.Connection):
        found = {row[0] for row in reader.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'", {})}
        wanted = {statement: statement.split()[2] for statement in sqlite_triggers() if statement.startswith("CREATE")}
        return sorted({wanted[statement].split("_", 1)[1] for statement in wanted.keys() - found})
    sql = """SELECT event_object_table FROM information_schema.triggers
             WHERE trigger_schema = current_schema() AND trigger_name LIKE 'journal_%'"""
    there = {row[0] for row in reader.execute(sql, {})}
    return sorted({str(model.__tablename__) for model in JOURNALLED} - there)
