"""A specimen for each check: a complete record, what can be taken away from it, and its docstring's examples.

A new check is put under every law by adding its specimen here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from crmctl.cleaning.values import Cleaner
from crmctl.store.models import Client
from crmctl.store.points import refresh_masks, replace
from crmctl.store.queries import kinds
from crmctl.vocabulary import PointType, RecordType
from tests.builders import EMAIL, PHONE, TODAY, Base

ADDRESS = "Москва, ул. Тверская, 1"
VALUES: dict[str, Any] = {"phone": PHONE, "email": EMAIL, "address": ADDRESS}


class Pair(NamedTuple):
    """A complete client and his complete contact."""

    client: int
    contact: int

    def id_of(self, record: RecordType) -> int:
        return self.client if record is RecordType.CLIENT else self.contact


class Specimen(NamedTuple):
    """What the laws need to know about a check."""

    needs: list[str]
    complete: Callable[[Base], Pair]
    write: Callable[[Base, Pair, RecordType, str, str], None]
    """Put a text where a requirement looks; blank takes away."""
    good: Mapping[str, str]
    opt_out: Callable[[Base, Pair, RecordType, str], None]
    examples: Mapping[str, Callable[[Base], object]]
    """What makes each Found and Not found of the docstring."""


def _complete(base: Base) -> Pair:
    client = base.client(**VALUES)
    return Pair(client, base.contact(client, **VALUES))


def _write(base: Base, pair: Pair, record: RecordType, need: str, text: str) -> None:
    with base.write() as work:
        kind = next(kind for kind in work.reader.all(kinds.ALL) if kind.type == need)
        replace(work, record, pair.id_of(record), kind, Cleaner().points(PointType(need), text))


def _opt_out(base: Base, pair: Pair, record: RecordType, need: str) -> None:
    with base.write() as work:
        sql = f"""UPDATE contact_point SET opted_out_at = :now WHERE {record}_id = :owner
                  AND kind_id IN (SELECT k.id FROM contact_kind k WHERE k.type = :type)"""
        work.execute(sql, {"now": base.now, "owner": pair.id_of(record), "type": need})
        refresh_masks(work, **{f"{record}s": [pair.id_of(record)]})


def archive(base: Base, client: int) -> None:
    with base.write() as work:
        row = work.session.get_one(Client, client)
        row.archived_at, row.archive_reason = base.now, "gone"


def end_link(base: Base, contact: int) -> None:
    with base.write() as work:
        work.execute("UPDATE client_contact SET ended = :today WHERE contact_id = :id", {"today": TODAY, "id": contact})


SPECIMENS = {
    "contact-info": Specimen(
        needs=["phone", "email", "address"],
        complete=_complete,
        write=_write,
        good=VALUES,
        opt_out=_opt_out,
        examples={
            "a client whose only e-mail is a row of spaces.": lambda base: base.client(phone=PHONE, email=" \u00a0 "),
            "a client with one good e-mail among bad ones.": lambda base: base.client(
                phone=PHONE, email=["нет", EMAIL, "office@"]
            ),
        },
    )
}
