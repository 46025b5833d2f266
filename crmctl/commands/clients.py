"""`crmctl clients`: clients and their cards."""

from enum import StrEnum
from typing import Annotated

import typer

from crmctl.commands import _cards
from crmctl.commands._cards import Adds, Archived, Clears, Limit, Reason, Sets, Where, Words
from crmctl.commands._offers import clients
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.vocabulary import RecordType

app = typer.Typer(help=_("Clients and their cards."))

ClientId = Annotated[int, typer.Argument(metavar=_("ID"), autocompletion=clients, help=_("The client's number."))]


class Order(StrEnum):
    NAME = "name"
    ID = "id"
    NEWEST = "newest"
    CITY = "city"
    RESPONSIBLE = "responsible"


@app.command(name="list", help=_("The clients that you may see."))
def list_(
    ctx: typer.Context,
    words: Words = None,
    where: Where = "",
    order: Annotated[Order, typer.Option("--order", help=_("What comes first."))] = Order.NAME,
    limit: Limit = None,
    archived: Archived = False,
) -> None:
    crm: Context = ctx.obj
    which = _cards.wanted(crm, RecordType.CLIENT, words, where, archived)
    _cards.show_list(crm, RecordType.CLIENT, which, order=order, limit=limit)


@app.command(help=_("A client's card: fields, contact points, contacts, what is still asked for."))
def show(
    ctx: typer.Context,
    client: Annotated[
        str, typer.Argument(metavar=_("ID|NAME"), autocompletion=clients, help=_("The client's number, or its name."))
    ],
) -> None:
    _cards.show_called(ctx.obj, RecordType.CLIENT, client)


@app.command(help=_("Add a client."))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What it is called."))],
    sets: Sets = None,
    adds: Adds = None,
) -> None:
    from crmctl.cards.adding import add_client

    crm: Context = ctx.obj
    with crm.write("clients add") as work:
        added = add_client(work, crm.actor, name, sets=sets or (), adds=adds or ())
    _cards.say_saved(crm, added.card, written=True, doubts=added.doubts)


@app.command(help=_("Change a client: what is cleared, then set, then added."))
def edit(ctx: typer.Context, client: ClientId, sets: Sets = None, adds: Adds = None, clears: Clears = None) -> None:
    from crmctl.cards.edit import edit_card
    from crmctl.cards.finding import Card

    crm: Context = ctx.obj
    card = Card(RecordType.CLIENT, client)
    _cards.require_changes(card, sets, adds, clears)
    with crm.write("clients edit") as work:
        doubts = edit_card(work, crm.actor, card, sets=sets or (), adds=adds or (), clears=clears or ())
    _cards.say_saved(crm, card, written=work.written, doubts=doubts)


@app.command(help=_("What happened to a client: when, who, from what to what."))
def history(ctx: typer.Context, client: ClientId) -> None:
    from crmctl.cards.finding import Card

    _cards.show_history(ctx.obj, Card(RecordType.CLIENT, client))


@app.command(help=_("Put a client away: it leaves every check and keeps its history. `undo` takes it back."))
def archive(ctx: typer.Context, client: ClientId, reason: Reason = "") -> None:
    from crmctl.cards.finding import Card

    _cards.put_away(ctx.obj, Card(RecordType.CLIENT, client), reason)
