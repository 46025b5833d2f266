"""The options that say who gets the work of a wizard, and on what terms; those given win over those of a profile."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from crmctl.commands._offers import groups, logins, projects, several
from crmctl.commands._question import profile_names
from crmctl.i18n import _
from crmctl.vocabulary import Priority


class By(StrEnum):
    RESPONSIBLE = "responsible"


def _text(*names: str, metavar: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)


ByOption = Annotated[By | None, typer.Option("--by", show_default=False, help=_("Each client to its responsible."))]
AmongOption = Annotated[
    list[str] | None,
    _text(
        "--among",
        metavar=_("LOGIN[:WEIGHT],…"),
        autocompletion=several(logins),
        help=_("Share among these people by weight."),
    ),
]
GroupOption = Annotated[
    str | None,
    _text(
        "--group",
        metavar=_("NAME"),
        autocompletion=groups,
        help=_("Share among a group; --among gives some of them a weight."),
    ),
]
NobodyOption = Annotated[
    str | None,
    _text(
        "--nobody",
        metavar=_("skip|share|LOGIN"),
        help=_("Clients nobody is in charge of: left out (default), shared, or all to one person."),
    ),
]
PerAssigneeOption = Annotated[
    int | None, typer.Option("--per-assignee", min=1, show_default=False, help=_("At most this many clients each."))
]
CountsOption = Annotated[
    list[str] | None,
    _text(
        "--counts",
        metavar=_("LOGIN:N,…"),
        help=_("So many clients for these people, whatever their weight; --by responsible, at most."),
    ),
]
OrderOption = Annotated[
    str | None,
    _text("--order", metavar=_("FIELD"), help=_("Which clients come first; -FIELD from the greatest down.")),
]
ProjectOption = Annotated[
    str | None,
    _text("--project", metavar=_("NAME"), autocompletion=projects, help=_("The project the tasks belong to.")),
]
DueOption = Annotated[
    str | None, _text("--due", metavar=_("DATE"), help=_("By when: 2026-12-01, tomorrow, +3bd, end of month."))
]
ControlOption = Annotated[str | None, _text("--control", metavar=_("DATE"), help=_("When the controller looks at it."))]
ControllerOption = Annotated[
    str | None,
    _text("--controller", metavar=_("LOGIN"), autocompletion=logins, help=_("Who controls; the author by default.")),
]
PriorityOption = Annotated[
    Priority | None, typer.Option("--priority", show_default=False, help=_("How urgent it is; normal by default."))
]
TitleOption = Annotated[
    str | None,
    _text("--title", metavar=_("TEXT"), help=_("The tasks' title; by default the check and what it asks for.")),
]
ProfileOption = Annotated[
    str | None,
    _text("--profile", metavar=_("NAME"), autocompletion=profile_names, help=_("Start from saved answers.")),
]
SaveOption = Annotated[str | None, _text("--save", metavar=_("NAME"), help=_("Save these answers."))]
PlanOption = Annotated[
    Path | None, _text("--plan", metavar=_("FILE"), help=_("Write the plan for `crmctl apply`, and no task."))
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Show what would be handed out, and write nothing."))]
EverythingOption = Annotated[bool, typer.Option("--all", help=_("Show every record, not the first clients only."))]
YesOption = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
