"""The gaps of a look as a hand-out sees them: by client, in the order asked for, those in open tasks apart."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from crmctl.control.distribute import Unit
from crmctl.control.question import Look
from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.filters.field import Field, FieldType
from crmctl.filters.fields import FIELDS, find
from crmctl.i18n import _
from crmctl.store.queries import control
from crmctl.store.queries.control import Found
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType

_NOT_ORDERED = (FieldType.POINT, FieldType.USER, FieldType.PROJECT)


class Bundle(NamedTuple):
    """The gaps of a client and of his contacts, or of one contact who has no client."""

    client_id: int | None
    responsible_id: int | None
    gaps: Sequence[Found]

    @property
    def unit(self) -> Unit:
        return Unit(self.client_id, self.responsible_id, len(self.gaps))


def find_gaps(reader: Reader, look: Look) -> list[Found]:
    """All gaps, held ones too."""
    return [
        gap
        for record in look.needs
        for gap in reader.rows(control.FOUND, {"gaps": look.failing(record)}, check=look.check.code)
    ]


def bundled(gaps: Iterable[Found]) -> list[Bundle]:
    """By client number; contacts without a client come last."""
    by_client: dict[tuple[bool, int], list[Found]] = {}
    for gap in gaps:
        whose = (False, gap.client_id) if gap.client_id else (True, gap.contact_id or 0)
        by_client.setdefault(whose, []).append(gap)
    return [
        Bundle(None if alone else number, found[0].responsible_id, sorted(found, key=_row_order))
        for (alone, number), found in sorted(by_client.items())
    ]


def _row_order(gap: Found) -> tuple[int, str]:
    """The client's own first."""
    return gap.contact_id or 0, gap.requirement


def is_ordering(field: Field) -> bool:
    """Whether clients can be put in its order."""
    return field.type not in _NOT_ORDERED


def ordered(reader: Reader, bundles: list[Bundle], order: str) -> list[Bundle]:
    """By a client's field, `-field` from the greatest down; clients without a value last. Raises UsageError."""
    name = order.removeprefix("-")
    field = find(RecordType.CLIENT, name)
    if field is None or not is_ordering(field):
        names = ", ".join(one.code for one in FIELDS[RecordType.CLIENT] if is_ordering(one))
        raise UsageError(_("--order: there is no such field to order by."), _("Fields: {names}.").format(names=names))
    ranks: dict[int | None, Any] = {
        one.client_id: one.rank
        for one in reader.rows(control.RANKS, {"field": Cond(field.sql)})
        if one.rank is not None
    }
    known = [one for one in bundles if one.client_id in ranks]
    known.sort(key=lambda one: ranks[one.client_id], reverse=order.startswith("-"))
    return known + [one for one in bundles if one.client_id not in ranks]
