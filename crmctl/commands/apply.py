"""`crmctl apply`: hand out a plan that `wizard --plan` wrote."""

from pathlib import Path
from typing import Annotated

import typer

from crmctl.commands._handing import Draft, write_tasks
from crmctl.context import Context
from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.system import reason_of

app = typer.Typer()


@app.command(help=_("Hand out a plan written by `wizard --plan`; refused when the data have moved since."))
def apply(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The plan."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
) -> None:
    from crmctl.checks.wording import wording
    from crmctl.commands._handing import question
    from crmctl.control.plan import read_plan, require_same
    from crmctl.wizard.planning import Answers, logins, plan_for

    crm: Context = ctx.obj
    paper = read_plan(_text(file), str(file))
    answers = Answers.from_json(paper.answers)
    plan = plan_for(crm.reader, answers, actor=crm.actor, now=crm.now, today=crm.today, zone=crm.zone)
    require_same(paper, plan, logins(crm.reader), wording(crm.reader))
    if plan.shares:
        crm.confirm(question(plan), yes)
    write_tasks(crm, plan, Draft(answers, applied=True))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(_("cannot be read: {reason}").format(reason=reason_of(error)), file=str(file)) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            _("This is not a plan."), _("Write one with `crmctl wizard … --plan FILE`."), file=str(file)
        ) from error
