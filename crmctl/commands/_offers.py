"""What the shell offers after an option or argument when Tab is pressed: logins, groups, kinds."""

from collections.abc import Callable, Iterable
from typing import Any

import typer

Offers = Iterable[tuple[str, str]]
"""What may be written there, and a line that explains it."""


def offered(ctx: typer.Context, incomplete: str, find: Callable[[Any], Offers]) -> list[tuple[str, str]]:
    """What `find` makes of the Context, if it begins with `incomplete`. Without a base, nothing."""
    from crmctl.errors import CrmError
    from crmctl.ui.safe import safe

    try:
        return [(safe(word), safe(line)) for word, line in find(ctx.find_root().obj) if word.startswith(incomplete)]
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
