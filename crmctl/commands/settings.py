"""`crmctl settings`: what holds for the whole company."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmctl.commands._books import done, reading
from crmctl.commands._offers import Offers, offered
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.ui.view import Column, Table

if TYPE_CHECKING:
    from crmctl.books.company import SettingEntry

app = typer.Typer(help=_("Settings of the company, kept in the base."))

JUDGED_BY = ("default_country", "placeholder_words")
"""What stored values were judged by: a change counts for them after `db revalidate`."""


def _codes(ctx: typer.Context, incomplete: str) -> Offers:
    from crmctl.settings import DEFINITIONS

    return offered(ctx, incomplete, lambda _crm: ((one.code, _(one.meaning)) for one in DEFINITIONS.values()))


@app.command(name="list", help=_("Show all settings."))
def list_(ctx: typer.Context) -> None:
    from crmctl.books.company import list_settings

    crm: Context = ctx.obj
    crm.show(list_settings(reading(crm)), _table)


@app.command(name="set", help=_("Change a setting; setting its default value undoes the change."))
def set_(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar=_("CODE"), autocompletion=_codes, help=_("Which setting."))],
    value: Annotated[
        str, typer.Argument(metavar=_("VALUE"), help=_("The new value; several of a list with commas between."))
    ],
) -> None:
    from crmctl.books.company import set_setting

    crm: Context = ctx.obj
    with crm.write("settings set") as work:
        now = set_setting(work, crm.actor, code, value)
    done(crm, work, code=code, value=now)
    if work.written and code in JUDGED_BY:
        crm.say(_("Values that are already in the base are judged anew by `crmctl db revalidate`."))


def _table(settings: "list[SettingEntry]") -> Table:
    columns = [Column("code", _("Setting")), Column("value", _("Value")), Column("meaning", _("Meaning"), wrap=True)]
    return Table(columns, [[one.code, _text(one.value), one.meaning] for one in settings])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
