"""What the commands of the small books share."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Cell, Tone

if TYPE_CHECKING:
    from crmctl.store.reader import Reader
    from crmctl.store.work import Work

Active = Annotated[bool | None, typer.Option("--active/--inactive", help=_("Whether it is in use."))]


def done(crm: Context, work: "Work", **data: Any) -> None:
    """After the write door has closed: the run and `data` as JSON, or a sentence on stderr."""
    if crm.json:
        crm.show_json({"run": work.run_id if work.written else None, **data})
    elif work.written:
        crm.say(_("Done, as run {run}.").format(run=work.run_id))
    else:
        crm.say(_("There was nothing to change."))


def require_changes(ctx: typer.Context) -> None:
    """Raises UsageError that names the command's options when none was given; one without any needs none."""
    options = [param for param in ctx.command.params if param.param_type_name == "option" and param.name in ctx.params]
    if not options or any(ctx.params[str(one.name)] not in (one.default, None, (), []) for one in options):
        return
    from crmctl.errors import UsageError

    names = ", ".join("/".join([*one.opts, *one.secondary_opts]) for one in options)
    raise UsageError(_("What is to be changed?"), _("Say it with {options}.").format(options=names))


def reading(crm: Context) -> "Reader":
    """The reader; raises UnknownUser for who is no user of this base."""
    _known = crm.actor
    return crm.reader


def yes_or_no(value: bool) -> Cell:
    return Cell(_("yes")) if value else Cell(_("no"), Tone.DIM)


def split(text: str) -> list[str]:
    """`a,b` as written on the command line."""
    return [part.strip() for part in text.split(",") if part.strip()]
