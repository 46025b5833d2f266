"""`crmctl doctor`: what is wrong, and what to do."""

from typing import TYPE_CHECKING

import typer

from crmctl.context import Context
from crmctl.exitcodes import ExitCode
from crmctl.i18n import N_, _
from crmctl.ui.view import Cell, Column, Row, Table, Tone

if TYPE_CHECKING:
    from crmctl.store.health import Finding

app = typer.Typer()

_LOOKED_AT = {
    "rights": N_("rights"),
    "folder": N_("folder"),
    "integrity": N_("soundness"),
    "sqlite": N_("SQLite"),
    "schema": N_("schema"),
    "masks of client": N_("masks of clients"),
    "masks of contact": N_("masks of contacts"),
    "masks of client_contact": N_("masks of links"),
    "keys": N_("keys"),
    "journal": N_("journal"),
    "admins": N_("admins"),
    "translations": N_("translations"),
}


@app.command(help=_("Tell what is wrong and what to do; exit code 1 when something is."))
def doctor(ctx: typer.Context) -> None:
    from crmctl.store.health import examine

    crm: Context = ctx.obj
    findings = list(examine(crm.db))
    crm.show(findings, _table)
    if any(finding.problem for finding in findings):
        crm.exit(ExitCode.FOUND)


def _table(findings: "list[Finding]") -> Table:
    columns = [
        Column("what", _("Looked at")),
        Column("found", _("Found"), wrap=True),
        Column("hint", _("What to do"), wrap=True),
    ]
    return Table(columns, [_row(finding) for finding in findings])


def _row(finding: "Finding") -> Row:
    return [
        _(_LOOKED_AT.get(finding.what, finding.what)),
        Cell(finding.found, Tone.BAD if finding.problem else Tone.GOOD),
        finding.hint,
    ]
