"""Asks a check directly, as every reader of it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import NamedTuple

from crmctl.checks.base import CODED, Check, Scope, Terms
from crmctl.store.reader import Query
from crmctl.vocabulary import RecordType, State
from tests.builders import TODAY, Base


class Asking(NamedTuple):
    """A question to a check."""

    check: Check
    needs: list[str]
    terms: Terms = Terms(today=TODAY)
    scope: Scope = Scope()


class Gap(NamedTuple):
    client_id: int | None
    contact_id: int | None
    requirement: str
    state: State
    responsible_id: int | None


class Verdict(NamedTuple):
    client_id: int | None
    contact_id: int | None
    entrusted_id: int | None
    verdict: int


def gaps(base: Base, asking: Asking, record: RecordType) -> list[Gap]:
    """What the check's SELECT returns."""
    check, needs, terms, scope = asking
    sql = check.failing(record, check.needs(base.reader, needs), terms, scope)
    query = Query(Gap, "SELECT g.client_id, g.contact_id, g.requirement, g.state, g.responsible_id FROM ({gaps}) g")
    Query.registry.remove(query)
    return base.reader.all(query, {"gaps": sql})


def every_gap(base: Base, asking: Asking) -> list[Gap]:
    return [gap for record in asking.check.records for gap in gaps(base, asking, record)]


def judged(base: Base, asking: Asking, record: RecordType) -> list[Gap]:
    """The same by the check's verdicts, each digit read out."""
    check, needs, terms, scope = asking
    asked = check.needs(base.reader, needs)
    query = Query(Verdict, "SELECT v.client_id, v.contact_id, v.entrusted_id, v.verdict FROM ({verdicts}) v")
    Query.registry.remove(query)
    found = []
    for one in base.reader.rows(query, {"verdicts": check.verdicts(record, asked, terms, scope)}):
        rest = one.verdict
        for need in asked:
            rest, digit = divmod(rest, len(CODED))
            if digit:
                found.append(Gap(one.client_id, one.contact_id, need.requirement, CODED[digit], one.entrusted_id))
    return found


@contextmanager
def company(founded: Path) -> Iterator[Base]:
    """A fresh base for one example of a law."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        copy(founded, path)
        with Base(str(path)) as base:
            yield base
