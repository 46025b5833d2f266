"""CommerceML 2: what 1C exchanges with a site, read for its counterparties and their representatives."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crmctl.importing.formats.commerceml_fields import of_client, of_representative, representatives
from crmctl.importing.formats.commerceml_nodes import Node, counterparties
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import filled
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered
from crmctl.importing.formats.whole_text import refuse_larger
from crmctl.importing.options import Hints


class _Record(NamedTuple):
    """`id` is that of the file, else what else tells it from others."""

    id: str
    line: int
    fields: dict[str, Any]


def open_table(path: Path, hints: Hints) -> GatheredTable:
    """Each counterparty once, however many documents name it, or each representative; raises BadInput."""
    refuse_larger(path)
    nodes = counterparties(path)
    read = {"clients": _clients, "contacts": _contacts}.get(hints.what)
    records = list(_once(read(nodes))) if read else []
    if not records:
        raise nothing_for(hints.what, str(path), others=bool(nodes))
    entries = [Entry(record.line, filled(record.fields)) for record in records]
    return gathered(path, lambda: entries)


def _clients(nodes: list[Node]) -> Iterator[_Record]:
    for node in nodes:
        fields = of_client(node)
        yield _Record(fields["Ид"] or "|".join((node.first("ИНН"), fields["Наименование"])), node.line, fields)


def _contacts(nodes: list[Node]) -> Iterator[_Record]:
    for node in nodes:
        client = of_client(node)
        for one in representatives(node):
            fields = of_representative(one, client)
            own = fields["Ид"] or fields["Наименование"]
            yield _Record("|".join((client["Ид"] or client["Наименование"], own)), one.line, fields)


def _once(records: Iterator[_Record]) -> Iterator[_Record]:
    """Each record once; what the first mention leaves blank a later one says."""
    found: dict[str, _Record] = {}
    for record in records:
        first = found.setdefault(record.id, record)
        first.fields.update({name: value for name, value in record.fields.items() if not first.fields[name]})
    return iter(found.values())
