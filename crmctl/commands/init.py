"""`crmctl init`: a new base, with whoever makes it as its admin."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.context import Context
from crmctl.errors import UsageError
from crmctl.i18n import _

if TYPE_CHECKING:
    from crmctl.rights import Actor
    from crmctl.store.work import Work

app = typer.Typer()


@app.command(help=_("Make a new base; whoever makes it becomes its admin."))
def init(
    ctx: typer.Context,
    shared: Annotated[
        str, typer.Option("--shared", metavar=_("GROUP"), help=_("Let every account of this group use the file."))
    ] = "",
    demo: Annotated[bool, typer.Option("--demo", help=_("With an invented company to try everything on."))] = False,
) -> None:
    from crmctl.opening import found_base
    from crmctl.store.connect import shown

    crm: Context = ctx.obj
    if not crm.login:
        raise UsageError(_("Nobody knows who you are here."), _("Say it with --as LOGIN."))
    with found_base(crm.db, crm.login, now=crm.now, today=crm.today, group=shared) as (fresh, admin):
        if demo:
            _fill(crm, fresh, admin)
    if crm.json:
        crm.show_json({"db": shown(crm.db), "admin": crm.login, "demo": demo})
    crm.say(_("{db} is made; {login} is its admin.").format(db=shown(crm.db), login=crm.login))
    crm.say(_next(demo=demo))


def _next(*, demo: bool) -> str:
    if demo:
        return _("Next: `crmctl check run contact-info`, `crmctl wizard contact-info --dry-run`, `crmctl tasks list`.")
    return _("Next: `crmctl users add LOGIN`, `crmctl import clients FILE`, `crmctl check run contact-info`.")


def _fill(crm: Context, db: str, admin: "Actor") -> None:
    from crmctl import i18n
    from crmctl.demo.company import build
    from crmctl.opening import open_for_writing

    def write(moment: datetime) -> "AbstractContextManager[Work]":
        today = moment.astimezone(crm.zone).date()
        return open_for_writing(db, actor=admin, kind="demo", command="init --demo", now=moment, today=today)

    build(write, admin, now=crm.now, zone=crm.zone, language=i18n.language)
