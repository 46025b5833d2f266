"""CommerceML 2: what 1C exchanges with a site, read for its counterparties and their representatives."""

from pathlib import Path
from typing import Any

from crmctl.importing.formats.commerceml_fields import of_client, of_representative, representatives
from crmctl.importing.formats.commerceml_nodes import Node, read_counterparties
from crmctl.importing.formats.elsewhere import nothing_for
from crmctl.importing.formats.flattening import filled
from crmctl.importing.formats.gathering import Entry, GatheredTable, gathered, shared
from crmctl.importing.formats.whole_text import refuse_larger
from crmctl.importing.options import Hints


def open_table(path: Path, hints: Hints) -> GatheredTable:
    """Each counterparty once, however many documents name it, or each representative; raises BadInput."""
    refuse_larger(path)
    records = _Records()
    takes = {"clients": records.take_client, "contacts": records.take_representatives}
    read_counterparties(path, takes.get(hints.what, records.take_nothing))
    if not records.found:
        raise nothing_for(hints.what, str(path), others=records.met)
    entries = list(shared(records.found.values()))
    return gathered(path, lambda: entries)


class _Records:
    """Each record once, by its id, else by what tells it from others; `met`: there were counterparties."""

    def __init__(self) -> None:
        self.found: dict[str, Entry] = {}
        self.met = False

    def take_nothing(self, _node: Node) -> None:
        self.met = True

    def take_client(self, node: Node) -> None:
        fields = of_client(node)
        self._take(fields["Ид"] or "|".join((fields["ИНН"], fields["Наименование"])), node.line, fields)

    def take_representatives(self, node: Node) -> None:
        self.met = True
        client = of_client(node)
        for one in representatives(node):
            fields = of_representative(one, client)
            own = fields["Ид"] or fields["Наименование"]
            self._take("|".join((client["Ид"] or client["Наименование"], own)), one.line, fields)

    def _take(self, key: str, line: int, fields: dict[str, Any]) -> None:
        """What the first mention leaves blank a later one says."""
        texts = filled(fields)
        first = self.found.setdefault(key, Entry(line, texts))
        self.found[key] = Entry(first.line, {**texts, **first.texts})
