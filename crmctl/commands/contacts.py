"""`crmctl contacts`: people at clients."""

from enum import StrEnum
from typing import Annotated

import typer

from crmctl.commands import _cards
from crmctl.commands._cards import Adds, Archived, Clears, Limit, Reason, Sets, Where, Words
from crmctl.commands._offers import clients, contacts
from crmctl.context import Context
from crmctl.i18n import _
from crmctl.vocabulary import RecordType

app = typer.Typer(help=_("Contacts: people at clients."))

ContactId = Annotated[int, typer.Argument(metavar=_("ID"), autocompletion=contacts, help=_("The contact's number."))]
Links = Annotated[
    list[str] | None,
    typer.Option("--link", metavar=_("CLIENT_ID[:ROLE]"), help=_("A client they work for, and as what.")),
]


class Order(StrEnum):
    NAME = "name"
    ID = "id"
    NEWEST = "newest"


@app.command(name="list", help=_("The contacts that you may see."))
def list_(
    ctx: typer.Context,
    words: Words = None,
    where: Where = "",
    client: Annotated[
        int | None,
        typer.Option("--client", metavar=_("ID"), autocompletion=clients, help=_("Of this client only.")),
    ] = None,
    order: Annotated[Order, typer.Option("--order", help=_("What comes first."))] = Order.NAME,
    limit: Limit = None,
    archived: Archived = False,
) -> None:
    crm: Context = ctx.obj
    which = _cards.wanted(crm, RecordType.CONTACT, words, where, archived)._replace(client=client)
    _cards.show_list(crm, RecordType.CONTACT, which, order=order, limit=limit)


@app.command(help=_("A contact's card: fields, contact points, clients, what is still asked for."))
def show(
    ctx: typer.Context,
    contact: Annotated[
        str, typer.Argument(metavar=_("ID|NAME"), autocompletion=contacts, help=_("The contact's number, or its name."))
    ],
) -> None:
    _cards.show_called(ctx.obj, RecordType.CONTACT, contact)


@app.command(help=_("Add a contact; a whole name is taken apart when it is sure how."))
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The whole name."), show_default=False)] = "",
    sets: Sets = None,
    adds: Adds = None,
    links: Links = None,
) -> None:
    from crmctl.cards.adding import add_contact

    crm: Context = ctx.obj
    with crm.write("contacts add") as work:
        added = add_contact(work, crm.actor, name, sets=sets or (), adds=adds or (), links=links or ())
    _cards.say_saved(crm, added.card, written=True, doubts=added.doubts)
    if added.parts and added.parts.confidence in ("low", "none"):
        crm.say(_("The name was not taken apart: {reason}.").format(reason=added.parts.reason))
        crm.say(_("Give its parts with --set last_name=…, first_name=…, middle_name=…."))


@app.command(help=_("Change a contact: what is cleared, then set, then added; then its links."))
def edit(
    ctx: typer.Context,
    contact: ContactId,
    sets: Sets = None,
    adds: Adds = None,
    clears: Clears = None,
    links: Links = None,
    ends: Annotated[
        list[str] | None, typer.Option("--end-link", metavar=_("CLIENT_ID"), help=_("A client they left today."))
    ] = None,
) -> None:
    from crmctl.cards.edit import edit_card
    from crmctl.cards.finding import Card
    from crmctl.cards.links import link_contact

    crm: Context = ctx.obj
    card = Card(RecordType.CONTACT, contact)
    _cards.require_changes(card, sets, adds, clears, links, ends)
    with crm.write("contacts edit") as work:
        doubts = edit_card(work, crm.actor, card, sets=sets or (), adds=adds or (), clears=clears or ())
        if links or ends:
            link_contact(work, crm.actor, contact, links or (), ends or ())
    _cards.say_saved(crm, card, written=work.written, doubts=doubts)


@app.command(help=_("What happened to a contact: when, who, from what to what."))
def history(ctx: typer.Context, contact: ContactId) -> None:
    from crmctl.cards.finding import Card

    _cards.show_history(ctx.obj, Card(RecordType.CONTACT, contact))


@app.command(help=_("Put a contact away: every link ends today. `undo` takes it back."))
def archive(ctx: typer.Context, contact: ContactId, reason: Reason = "") -> None:
    from crmctl.cards.finding import Card

    _cards.put_away(ctx.obj, Card(RecordType.CONTACT, contact), reason)
