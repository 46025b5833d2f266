"""Rows of clients as cards."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from crmctl.cleaning.codes import is_inn
from crmctl.cleaning.phone_patterns import sure_pattern
from crmctl.cleaning.text import is_blank, key, unguarded
from crmctl.filters.choices import RELATIONS
from crmctl.importing.cards import Cards, Points
from crmctl.importing.client_kinds import COMPANY, PERSON, SOLE_TRADER, ClientKinds
from crmctl.importing.columns import Texts
from crmctl.importing.countries import country_code, country_of_phone, may_be_foreign
from crmctl.importing.fitting import Block
from crmctl.importing.headers import Recognised
from crmctl.importing.known import Known
from crmctl.importing.memo import Memo
from crmctl.importing.noticed import Noticed
from crmctl.importing.row_reader import Fields, RowReader
from crmctl.importing.table import Table
from crmctl.importing.whole_names import split_names
from crmctl.vocabulary import PointType, RecordType

_PERSONAL = (PERSON, SOLE_TRADER)
_PLAIN_LENGTHS = {"inn": frozenset({10, 12}), "kpp": frozenset({9}), "ogrn": frozenset({13, 15})}
"""Digits of these lengths, and nothing else, need no cleaning."""
_RELATIONS = RELATIONS | {
    "customer": "client", "покупатель": "client", "prospect": "lead", "потенциальный клиент": "lead",
    "получатель": "client", "плательщик": "client", "продавец": "supplier", "исполнитель": "supplier",
    "vendor": "supplier", "партнер": "other", "partner": "other",
    "customer - direct": "client", "customer - channel": "client", "technology partner": "other",
    "installation partner": "other", "channel partner / reseller": "other", "integrator": "other", "investor": "other",
}  # fmt: skip


class ClientRows(RowReader):
    """Reads rows of clients."""

    record = RecordType.CLIENT

    def __init__(self, table: Table, recognised: Recognised, known: Known, zone: tzinfo, now: datetime) -> None:
        super().__init__(table, recognised, known, zone, now)
        self._people = Memo(lambda cell: known.people.responsible(unguarded(cell)))
        self._countries = Memo(lambda cell: country_code(cell) or None)
        self._relations = Memo(lambda cell: _RELATIONS.get(key(cell)))
        self._kinds = ClientKinds()
        if not (self.columns.has("kind") or self.columns.has("is_company")):
            self.told.add("kind")
        if not self.columns.has("country"):
            self.told.add("country")
        self._phones = {kind.id for kind in known.kinds.values() if kind.type is PointType.PHONE}

    def filled(self, block: Block, ids: list[str], noticed: Noticed) -> Cards:
        fields = self.common_fields(block, noticed)
        parts = self.parts(block)
        names = self._names(block, fields, parts, noticed)
        if fields.get("legal_name") == names:
            fields["legal_name"] = names  # one list instead of two goes over to the process that writes
        kinds = self._kinds.told(
            self.columns.cells(block, "kind"), self.columns.cells(block, "is_company"), names, noticed
        )
        fields |= {"name": names, "kind": kinds}
        persons = ((at, names[at] or "") for at, kind in enumerate(kinds) if kind in _PERSONAL)
        fields |= split_names(persons, parts, len(names), noticed)
        fields.pop("sex", None)
        fields |= self._codes(block, kinds)
        fields |= self._told_words(block, noticed)
        cards = Cards(block.lines, ids, fields)
        fields |= self._responsible(block, cards)
        cards.points, cards.masks = self.points.read(block, fields.get("country"))
        if "country" not in fields:
            fields |= self._countries_of(cards.points, names, fields.get("inn"))
        return cards

    def _names(self, block: Block, fields: Fields, parts: dict[str, Texts], noticed: Noticed) -> Texts:
        """The name, else the legal one, else that of the person."""
        names: Texts = self.columns.texts(block, "name") or [None] * len(block.lines)
        if None in names:
            legal: Sequence[str | None] = fields.get("legal_name") or names
            persons = [" ".join(filter(None, row)) for row in zip(*parts.values(), strict=True)] or names
            for at, name in enumerate(names):
                names[at] = name or legal[at] or persons[at] or None
                if names[at] is None:
                    noticed.add("nameless", at)
        return names

    def _codes(self, block: Block, kinds: Sequence[str | None]) -> Fields:
        """INN, KPP and OGRN as they should have been entered."""
        fields: Fields = {}
        clean = self.known.cleaner.clean_field
        for code, lengths in _PLAIN_LENGTHS.items():
            cells = self.columns.cells(block, code)
            if cells is None:
                continue
            together = "".join(cells)
            if together.isdecimal() and together.isascii() and lengths.issuperset(map(len, cells)):
                fields[code] = cells
            else:
                fields[code] = [
                    cell
                    if len(cell) in lengths and cell.isdecimal() and cell.isascii()
                    else None
                    if not cell or is_blank(cell)
                    else clean(code, cell, client_kind=kind or COMPANY) or None
                    for cell, kind in zip(cells, kinds, strict=True)
                ]
        return fields

    def _told_words(self, block: Block, noticed: Noticed) -> Fields:
        """Relation and country by the words for them; blank is a client of the company's own country."""
        fields: Fields = {}
        for code, words in (("relation", self._relations), ("country", self._countries)):
            cells = self.columns.cells(block, code)
            if cells is not None:
                found = list(map(words.__getitem__, cells))
                for at, word in enumerate(found):
                    if word is None and not is_blank(cells[at]):
                        noticed.add(code, at)
                fields[code] = found
        return fields

    def _responsible(self, block: Block, cards: Cards) -> Fields:
        cells = self.columns.cells(block, "responsible")
        if cells is None:
            return {}
        found = list(map(self._people.__getitem__, cells))
        texts = [text for _id, text in found]
        cards.unknown_responsible = list(filter(None, texts))
        return {"responsible_id": [one for one, _text in found], "responsible_text": texts}

    def _countries_of(self, points: Points, names: Sequence[str | None], inns: Sequence[str | None] | None) -> Fields:
        """Countries told by the prefixes of phones, where they are not the company's own and no good INN says so."""
        told: dict[int, str] = {}
        home = sure_pattern(self.known.country)[1] or "?"
        numbers = [(at, normal) for at, kind, _ok, _text, normal, _note in points.others if kind in self._phones]
        for kind in self._phones & points.good.keys():
            places, _values, normals = points.good[kind]
            if may_be_foreign(normals, home):
                numbers += zip(places, normals, strict=True)
        for at, number in numbers:
            if number and number[0] == "+" and may_be_foreign([number], home):
                told.setdefault(at, country_of_phone(number, names[at] or ""))
        foreign = {
            at: country
            for at, country in told.items()
            if country not in ("", self.known.country) and not (inns and is_inn(inns[at] or ""))
        }
        return {"country": [foreign.get(at) for at in range(len(names))]} if foreign else {}
