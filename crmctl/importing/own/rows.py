"""Rows of an export as cards: nothing is cleaned, told or guessed, only contact points are judged anew."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from crmctl.i18n import _
from crmctl.importing.fields import What
from crmctl.importing.fitting import Block
from crmctl.importing.known import Known
from crmctl.importing.options import Orphans
from crmctl.importing.outcome import Reject
from crmctl.importing.own import cells as read
from crmctl.importing.own.cards import OwnCards
from crmctl.importing.own.cells import BadCell, OwnLink
from crmctl.importing.own.form import COLUMNS, LINKS, POINTS, identity
from crmctl.importing.own.judging import PointJudge
from crmctl.importing.table import Table
from crmctl.store.codec import encode_time
from crmctl.vocabulary import ClientKind, Relation, Sex

_READERS: Mapping[str, Callable[[str], Any]] = {
    "id": read.number,
    "name": read.required,
    "kind": read.one_of(ClientKind),
    "relation": read.one_of(Relation),
    "sex": read.optional(read.one_of(Sex)),
    "country": read.country,
    "no_middle_name": read.flag,
    "key_person": read.flag,
    "birth_date": read.optional(read.day),
    "created": read.when,
    "archived": read.optional(read.moment),
    "source_name": str,
    "responsible": str,
    POINTS: read.points,
    LINKS: read.links,
}
"""Every other column is text."""
_MADE = ("no_middle_name", "archive_reason", "source_name")
_APART = frozenset({"id", "created", "archived", "external_id", "responsible", POINTS, LINKS, *_MADE})
_Row = dict[str, Any]


class OwnRows:
    """Reads the rows of one export."""

    told: Collection[str] = ()

    def __init__(self, what: What, table: Table, known: Known, orphans: Orphans) -> None:
        self.known = known
        self._table = table
        self._orphans = orphans
        self._columns = COLUMNS[what]
        self._lines: dict[str, int] = {}
        self._logins: Mapping[str | None, int] = {user.login: user.id for user in known.people.all}
        self._judge = PointJudge(known.kinds, known.cleaner)

    @property
    def point_kinds(self) -> Collection[int]:
        return frozenset(kind.id for kind in self.known.kinds.values())

    def cards(self, block: Block) -> OwnCards:
        """What the rows say; rows that no export has are among the rejects."""
        lines, rows, rejects = list[int](), list[_Row](), list[Reject]()
        for line, cells in zip(block.lines, zip(*block.columns, strict=True), strict=True):
            row: _Row = {}
            try:
                self._read(cells, row)
                self._check(line, row)
            except BadCell as error:
                column = error.column or self._columns[len(row)]
                rejects.append(Reject(line, column, cells[self._columns.index(column)], error.reason))
            else:
                lines.append(line)
                rows.append(row)
        found = self._filled(lines, rows)
        found.rejects, found.read = rejects, len(block.lines)
        return found

    def _read(self, cells: Sequence[str], row: _Row) -> None:
        for name, cell in zip(self._columns, cells, strict=True):
            row[name] = _READERS.get(name, read.text)(cell)

    def _check(self, line: int, row: _Row) -> None:
        """What no cell can tell by itself."""
        if (row["archived"] is None) != (row["archive_reason"] is None):
            raise BadCell(_("is there without the other"), "archive_reason")
        unknown = next((point.kind for point in row[POINTS] if point.kind not in self.known.kinds), None)
        if unknown:
            raise BadCell(_("there is no contact kind {name}").format(name=unknown), POINTS)
        if LINKS in row:
            row["linked"] = self._linked(row[LINKS])
        row["identity"] = identity(row["id"], row["created"], row["source_name"], row["external_id"])
        first = self._lines.setdefault(row["identity"], line)
        if first != line:
            place = self._table.at(first)
            raise BadCell(_("the id is there already, with other values: {place}").format(place=place), "id")

    def _linked(self, links: Sequence[OwnLink]) -> list[tuple[int, OwnLink]]:
        """The clients by their numbers here, with the links to them."""
        found = [(self.known.clients.get(self._client(link)), link) for link in links]
        if self._orphans is Orphans.REJECT and any(client is None for client, _link in found):
            raise BadCell(_("there is no such client, or several"), LINKS)
        there = [(client, link) for client, link in found if client is not None]
        if len(dict(there)) < len(there):
            raise BadCell(_("names a client twice"), LINKS)
        return there

    def _client(self, link: OwnLink) -> str:
        return identity(link.client, link.created, link.source, link.external_id)

    def _filled(self, lines: Sequence[int], rows: Sequence[_Row]) -> OwnCards:
        fields: dict[str, Sequence[Any]] = {
            name: [row[name] for row in rows] for name in self._columns if name not in _APART
        }
        fields["created_at"] = [encode_time(row["created"]) for row in rows]
        cards = OwnCards(lines, [row["identity"] for row in rows], fields)
        cards.logins = self._logins
        cards.wanted = [row["id"] for row in rows]
        cards.made = {name: [row[name] for row in rows] for name in (*_MADE, "external_id")}
        cards.made["archived_at"] = [row["archived"] for row in rows]
        if "responsible" in self._columns:
            self._charge(cards, rows)
            countries = [row["country"] for row in rows]
        else:
            cards.links = [tuple(client for client, _link in row["linked"]) for row in rows]
            cards.link_details = [[link for _client, link in row["linked"]] for row in rows]
            countries = [self.known.countries.get(clients[0]) if clients else None for clients in cards.links]
        self._judge.judge(cards, [row[POINTS] for row in rows], countries)
        return cards

    def _charge(self, cards: OwnCards, rows: Sequence[_Row]) -> None:
        """By login, whether the user is active or not; other texts stay texts."""
        names = [row["responsible"] for row in rows]
        cards.fields["responsible_id"] = [self._logins.get(name) for name in names]
        cards.fields["responsible_text"] = [None if name in self._logins else name or None for name in names]
        cards.unknown_responsible = list(filter(None, cards.fields["responsible_text"]))
