"""What the commands of clients and contacts share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.vocabulary import RecordType

if TYPE_CHECKING:
    from crmctl.cards.documents import Document
    from crmctl.cards.edit import Doubt
    from crmctl.cards.finding import Card
    from crmctl.cards.listing import Wanted

PAGE = 50

Words = Annotated[list[str] | None, typer.Argument(metavar=_("WORD"), help=_("Words of the name."), show_default=False)]
Where = Annotated[str, typer.Option("--where", metavar=_("FILTER"), help=_("Which: a filter over their fields."))]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, help=_("How many at most: 50, with --json or --plain all."), show_default=False),
]
Archived = Annotated[bool, typer.Option("--all", help=_("Archived ones too."))]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar=_("NAME=VALUE"), help=_("A field or a contact point: comment=VIP, phone:mobile=+7….")
    ),
]
Adds = Annotated[
    list[str] | None,
    typer.Option("--add", metavar=_("KIND=VALUE"), help=_("One more value: email=office@example.com.")),
]
Clears = Annotated[
    list[str] | None, typer.Option("--clear", metavar=_("NAME"), help=_("A field or contact kind to empty: phone."))
]
Reason = Annotated[
    str, typer.Option("--reason", metavar=_("TEXT"), help=_("The reason for archiving; `settings list` has them."))
]


def wanted(crm: Context, record: RecordType, words: Sequence[str] | None, where: str, archived: bool) -> "Wanted":
    """Which cards the options ask for."""
    from crmctl.cards.listing import Wanted
    from crmctl.filters.compile import condition

    chosen = condition(where, record, today=crm.today, zone=crm.zone)
    return Wanted(chosen, " ".join(words or ()), archived)


def show_list(crm: Context, record: RecordType, which: "Wanted", *, order: str, limit: int | None) -> None:
    """The list: a person gets a page, a script all, unless it is said how many."""
    from crmctl.cards.documents import as_object
    from crmctl.cards.listing import count_cards, list_cards

    cut = limit or (None if crm.json or crm.plain else PAGE)
    found = list(list_cards(crm.reader, crm.actor, record, which, order=order, limit=cut))
    if crm.json:
        crm.show_json([as_object(one) for one in found])
    else:
        from crmctl.commands._card_views import card_table

        crm.show_view(card_table(record, found))
    more = count_cards(crm.reader, crm.actor, record, which) - cut if cut is not None and len(found) == cut else 0
    if more:
        crm.say(ngettext("{count} more: see --limit.", "{count} more: see --limit.", more).format(count=more))


def show_one(crm: Context, card: "Card") -> None:
    from crmctl.cards.documents import as_object
    from crmctl.cards.listing import show_card

    document = show_card(crm.reader, crm.actor, card)
    if crm.json:
        crm.show_json(as_object(document))
    else:
        from crmctl.checks.wording import wording
        from crmctl.commands._card_views import document_views

        crm.show_view(*document_views(crm, card.record, document, wording(crm.reader)))


def show_called(crm: Context, record: RecordType, said: str) -> None:
    """The card of that number or name. Raises NotFound; Ambiguous, with the list of them, where there are several."""
    from crmctl.cards.finding import Card
    from crmctl.cards.listing import cards_called
    from crmctl.errors import Ambiguous, NotFound

    if said.isascii() and said.isdecimal():
        show_one(crm, Card(record, int(said)))
        return
    found = cards_called(crm.reader, crm.actor, record, said, limit=PAGE)
    if len(found) == 1:
        show_one(crm, Card(record, found[0].fields.id))
    elif found:
        raise Ambiguous(_several(crm, record, found), _("Give the number of one."))
    else:
        is_client = record is RecordType.CLIENT
        raise NotFound(
            _("There is no client of that name.") if is_client else _("There is no contact of that name."),
            _("See `crmctl clients list`.") if is_client else _("See `crmctl contacts list`."),
        )


def _several(crm: Context, record: RecordType, found: "Sequence[Document]") -> str:
    """Their numbers, for an error holds no names; who reads for himself gets the list first."""
    if not crm.json:
        from crmctl.commands._card_views import card_table

        crm.show_view(card_table(record, found))
    numbers = ", ".join(str(one.fields.id) for one in found) + (", …" if len(found) == PAGE else "")
    text = _("Several clients go by that name: {numbers}.")
    if record is RecordType.CONTACT:
        text = _("Several contacts go by that name: {numbers}.")
    return text.format(numbers=numbers)


def show_history(crm: Context, card: "Card") -> None:
    from crmctl.cards.history import card_history
    from crmctl.checks.wording import wording
    from crmctl.commands._history_views import history_table

    lines = card_history(crm.reader, crm.actor, card)
    crm.show(lines, lambda lines: history_table(crm, card.record, lines, wording(crm.reader).labels))


def put_away(crm: Context, card: "Card", reason: str) -> None:
    """Archive; the reason is asked for by name, for nobody can guess it."""
    from crmctl.cards.archive import archive_card
    from crmctl.errors import MissingAnswer

    if not reason:
        raise MissingAnswer(_("Why is it archived?"), "--reason")
    with crm.write(f"{card.record.value}s archive") as work:
        archive_card(work, crm.actor, card, reason=reason)
    say_saved(crm, card, written=True)


def require_changes(card: "Card", *options: Sequence[str] | None) -> None:
    """Raises UsageError that names the options when none of them says what to change."""
    if any(options):
        return
    from crmctl.errors import UsageError

    links = ", --link, --end-link" if card.record is RecordType.CONTACT else ""
    hint = _("Say it with {options}, for example `{line}`.").format(
        options=f"--set, --add, --clear{links}", line=f"crmctl {card.record}s edit {card.id} --set phone=+7…"
    )
    raise UsageError(_("What is to be changed?"), hint)


def say_saved(crm: Context, card: "Card", *, written: bool, doubts: "Sequence[Doubt]" = ()) -> None:
    """After the write door has closed: the card as JSON or a sentence, and what was stored though it will not do."""
    if crm.json:
        from crmctl.cards.documents import as_object
        from crmctl.cards.listing import changed_card

        crm.show_json(as_object(changed_card(crm.reader, crm.actor, card)))
    else:
        crm.say(_saved(card) if written else _("There was nothing to change."))
    for doubt in doubts:
        from crmctl.commands._words import state_word

        crm.say(_("{name}: stored as it is, but {state}.").format(name=doubt.name, state=state_word(doubt.state)))


def _saved(card: "Card") -> str:
    text = _("Client {id} is saved.") if card.record is RecordType.CLIENT else _("Contact {id} is saved.")
    return text.format(id=card.id)
