"""What the shell offers after an option or argument when Tab is pressed: logins, names, numbers."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from crmctl.store.queries.offers import Offered
    from crmctl.store.reader import Query

Offers = Iterable[tuple[str, str]]
"""What may be written there, and a line that explains it."""
MOST = 50
"""Numbers offered at once."""


def offered(ctx: typer.Context, incomplete: str, find: Callable[[Any], Offers]) -> list[tuple[str, str]]:
    """What `find` makes of the Context, if it begins with `incomplete`. Without a base, nothing."""
    from crmctl.errors import CrmError

    try:
        return [(word, line) for word, line in find(ctx.find_root().obj) if word.startswith(incomplete)]
    except CrmError:
        return []


def logins(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.users import PEOPLE

    return offered(ctx, incomplete, lambda crm: ((p.login, p.name) for p in crm.reader.rows(PEOPLE) if p.active))


def groups(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.users import GROUPS

    return offered(ctx, incomplete, lambda crm: ((group.name, "") for group in crm.reader.rows(GROUPS)))


def kinds(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.kinds import ALL

    return offered(ctx, incomplete, lambda crm: ((k.code, k.label) for k in crm.reader.rows(ALL) if k.active))


def projects(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.books import PROJECTS

    return offered(ctx, incomplete, lambda crm: ((one.name, "") for one in crm.reader.rows(PROJECTS)))


def absences(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.absences import ALL

    def lines(crm: Any) -> Offers:
        return ((str(one.id), f"{one.login} {one.first_day}") for one in crm.reader.rows(ALL, today=crm.today))

    return offered(ctx, incomplete, lines)


def tasks(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.offers import TASKS

    return _numbers(ctx, incomplete, TASKS, "task")


def task_rows(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.offers import ROWS

    return _numbers(ctx, incomplete, ROWS, "task")


def clients(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.offers import CLIENTS

    return _numbers(ctx, incomplete, CLIENTS, "client")


def contacts(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.store.queries.offers import CONTACTS

    return _numbers(ctx, incomplete, CONTACTS, "contact")


def several(offers: Callable[[typer.Context, str], list[tuple[str, str]]]) -> Callable[..., list[tuple[str, str]]]:
    """The same for what is written in a row, with commas between."""

    def last(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        before, comma, begun = incomplete.rpartition(",")
        return [(f"{before}{comma}{word}", line) for word, line in offers(ctx, begun)]

    return last


def _numbers(ctx: typer.Context, incomplete: str, query: "Query[Offered]", record: str) -> list[tuple[str, str]]:
    """The newest of those the user may see."""
    from crmctl.rights import visible

    if incomplete.strip("0123456789."):
        return []

    def find(crm: Any) -> Offers:
        seen = {"visible": visible(crm.actor, record)}
        found: list[Offered] = crm.reader.all(query, seen, prefix=f"{incomplete}%", limit=MOST)
        return found

    return offered(ctx, incomplete, find)
