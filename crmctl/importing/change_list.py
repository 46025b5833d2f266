"""The list of changes that an export makes for 1C, read back: a row for each card instead of one for each value."""

from collections.abc import Iterator

from crmctl.cleaning.text import unguarded
from crmctl.importing.fields import What
from crmctl.importing.records import Row
from crmctl.importing.table import ListedTable, Table, as_columns
from crmctl.importing.units import Unit

COLUMNS = (
    "Вид",
    "Код",
    "Наименование",
    "Код клиента",
    "Реквизит",
    "Было",
    "Стало",
    "Когда",
    "Кто",
    "Источник",
    "Номер",
)
SORTS: dict[What, str] = {"clients": "Клиент", "contacts": "Контактное лицо"}
_SORT, _ID, _NAME, _CLIENT, _FIELD, _NEW, _NUMBER = 0, 1, 2, 3, 4, 6, 10


class _Turned(ListedTable):
    unit = Unit.LINE


def is_change_list(table: Table) -> bool:
    return tuple(column.name for column in table.header) == COLUMNS


def turned(table: Table, what: What) -> Table:
    """The cards of this type, a column for each field that changed somewhere, under its header."""
    cards: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
    fields: dict[str, None] = {}
    for line, written in table.rows():
        cells = list(map(unguarded, written))
        if cells[_SORT] != SORTS.get(what):
            continue
        own = {"Код": cells[_ID], **_whose(cells, what)}
        _line, values = cards.setdefault((cells[_ID], cells[_NUMBER]), (line, own))
        values[cells[_FIELD]] = cells[_NEW]
        fields |= dict.fromkeys(values)
    header = list(fields) or ["Код", *_whose([""] * len(COLUMNS), what)]

    def read() -> Iterator[Row]:
        return ((line, [values.get(name, "") for name in header]) for line, values in cards.values())

    return _Turned(path=table.path, lines=len(cards), header=as_columns(header), read=read)


def _whose(cells: list[str], what: What) -> dict[str, str]:
    """What names a client, and says whose contact a contact is."""
    return {"Наименование": cells[_NAME]} if what == "clients" else {"Код клиента": cells[_CLIENT]}
