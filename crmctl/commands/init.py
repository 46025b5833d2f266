"""`crmctl init`: a new base, with whoever makes it as its admin."""

from typing import Annotated

import typer

from crmctl.errors import UsageError
from crmctl.i18n import _

app = typer.Typer()


@app.command(help=_("Make a new base; whoever makes it becomes its admin."))
def init(
    ctx: typer.Context,
    shared: Annotated[
        str, typer.Option("--shared", metavar=_("GROUP"), help=_("Let every account of this group use the file."))
    ] = "",
) -> None:
    from crmctl.opening import found_base
    from crmctl.store.connect import shown

    crm = ctx.obj
    if not crm.login:
        raise UsageError(_("Nobody knows who you are here."), _("Say it with --as LOGIN."))
    found_base(crm.db, crm.login, now=crm.now, today=crm.today, group=shared)
    if crm.json:
        crm.show_json({"db": shown(crm.db), "admin": crm.login, "demo": False})
    crm.say(_("{db} is made; {login} is its admin.").format(db=shown(crm.db), login=crm.login))
    crm.say(_("Next: `crmctl users add LOGIN`, `crmctl import clients FILE`, `crmctl check run contact-info`."))
