"""Archiving: a card that is gone leaves every check, and keeps its history."""

from crmctl.cards.finding import Card, require_seen, stored_card
from crmctl.cleaning.text import key
from crmctl.errors import Refused, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor
from crmctl.settings import read_settings
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import RecordType


def archive_card(work: Work, actor: Actor, card: Card, *, reason: str) -> None:
    """Put the card away; a contact's links end today. Rows of open tasks about it are settled as gone.

    Raises NotFound, NoPermission, UsageError for a reason the settings do not list, Refused when it is archived.
    """
    require_seen(work.reader, actor, card)
    chosen = _reason(work.reader, reason)
    if stored_card(work.reader, card).archived:
        raise Refused(_("It is archived already."))
    values = {"now": work.now, "reason": chosen, "id": card.id, "today": work.today}
    work.execute(f"UPDATE {card.record.value} SET archived_at = :now, archive_reason = :reason WHERE id = :id", values)
    if card.record is RecordType.CONTACT:
        work.execute(
            "UPDATE client_contact SET ended = :today WHERE contact_id = :id AND (ended IS NULL OR ended > :today)",
            values,
        )


def archive_reasons(reader: Reader) -> list[str]:
    """The reasons the settings list."""
    return list(read_settings(reader)["archive_reasons"])


def _reason(reader: Reader, text: str) -> str:
    from difflib import get_close_matches

    reasons = archive_reasons(reader)
    known = {key(reason): reason for reason in reasons}
    if key(text) in known:
        return known[key(text)]
    close = get_close_matches(key(text), known, 1)
    hint = (
        _("Did you mean {name}?").format(name=known[close[0]])
        if close
        else _("Reasons: {names}.").format(names=", ".join(reasons))
    )
    raise UsageError(_("There is no such reason for archiving."), hint)
