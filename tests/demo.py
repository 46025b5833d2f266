"""A command group made for the tests of the shell: it shows, refuses, asks and breaks on request."""

import enum
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crmctl.commands._offers import groups, kinds, logins
from crmctl.errors import Busy, NoPermission, NotFound
from crmctl.i18n import _
from crmctl.ui.view import Align, Cell, Column, Row, Table, Tone

HOSTILE = "ООО «Рога» [red]\x1b[31m\u202eабв\x00 :id:"
ERRORS = {
    "busy": Busy("Somebody else writes.", "Try again."),
    "found": NotFound("No such task."),
    "permission": NoPermission("That is for supervisors."),
    "pipe": BrokenPipeError(),
    "ctrl-c": KeyboardInterrupt(),
    "ctrl-d": EOFError(),
    "memory": MemoryError(),
    "mistake": ValueError("Иванов +79161234567"),
}


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("a date is wanted")) from None


app = typer.Typer(help=_("A demonstration."))


class Level(enum.StrEnum):
    PRESENCE = "presence"
    VALID = "valid"


class Status(enum.StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"


@app.command(name="list", help=_("Show a table."))
def list_(
    ctx: typer.Context,
    limit: Annotated[
        int, typer.Option(help=_("How many at most, of all that there are in the whole base."), min=1)
    ] = 2,
    level: Annotated[Level, typer.Option(help=_("How strict."))] = Level.VALID,
    need: Annotated[list[str] | None, typer.Option(help=_("What is needed."))] = None,
    file: Annotated[Path | None, typer.Option(help=_("Where to."))] = None,
) -> None:
    columns = [Column("id", "No", Align.RIGHT), Column("name", "Name"), Column("status", "Status")]
    rows: list[Row] = [
        ["7", HOSTILE, Cell("done", Tone.GOOD)],
        ["12", "Long name " * 7 + "end", Cell("late", Tone.BAD)],
    ]
    table = Table(columns, rows[:limit], title="Demo", footer=["that is all"], empty="There is nothing.")
    data = {"level": level, "need": need, "file": file, "now": ctx.obj.now, "rows": rows[:limit]}
    ctx.obj.show(data, lambda _data: table)


@app.command(help=_("Say what was understood."))
def flags(  # noqa: PLR0917
    ctx: typer.Context,
    number: Annotated[int | None, typer.Argument(help=_("Any number."))] = None,
    share: Annotated[float, typer.Option(help=_("A part."), min=0, max=1)] = 0.5,
    status: Annotated[Status, typer.Option(help=_("The state."), case_sensitive=False)] = Status.NEW,
    who: Annotated[str, typer.Option(help=_("Whose."), metavar=_("LOGIN"), autocompletion=logins)] = "",
    group: Annotated[str, typer.Option(help=_("A group."), autocompletion=groups)] = "",
    kind: Annotated[str, typer.Option(help=_("A kind."), autocompletion=kinds)] = "",
    due: Annotated[date | None, typer.Option(help=_("The day."), parser=day, metavar=_("DATE"))] = None,
    sizes: Annotated[list[int] | None, typer.Option("--size", help=_("Sizes."))] = None,
    pair: Annotated[tuple[str, int], typer.Option(help=_("Two values."))] = ("a", 1),
) -> None:
    ctx.obj.show_json(
        {"flags": ctx.obj.flags, "command": ctx.obj.command, "number": number, "share": share, "status": status}
        | {"who": who, "group": group, "kind": kind, "due": due, "sizes": sizes, "pair": pair}
    )


@app.command(help=_("Fail in a given way."))
def fail(ctx: typer.Context, way: Annotated[str, typer.Argument(help=_("Which way."))]) -> None:
    if way.isdecimal():
        ctx.obj.exit(int(way))
    raise ERRORS[way]


@app.command(help=_("Ask before doing."))
def ask(ctx: typer.Context, yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False) -> None:
    ctx.obj.confirm("Remove all?", yes)
    ctx.obj.say("removed")


@app.command(help=_("Write much."))
def much(ctx: typer.Context) -> None:
    for number in range(100_000):
        sys.stdout.write(f"line {number}\n")


@app.command(help=_("Work for long."))
def work(ctx: typer.Context) -> None:
    with ctx.obj.progress("working", 3) as advance:
        for _step in range(3):
            advance(1)
    ctx.obj.say(os.environ.get("TERM", ""))
