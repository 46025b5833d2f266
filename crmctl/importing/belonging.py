"""Whose rows are whose in a file that mixes companies and their people, as Odoo and amoCRM export them."""

from collections.abc import Callable, Sequence

from crmctl.cleaning.text import key
from crmctl.importing.fields import IS_COMPANY, PARENT, What
from crmctl.importing.headers import Recognised

RowFilter = Callable[[Sequence[str]], bool]

_COMPANY = frozenset(("1", "true", "yes", "y", "t", "да", "истина", "+", "company", "компания", "организация"))
_PERSON = frozenset(("0", "false", "no", "n", "f", "нет", "ложь", "-", "person", "individual", "contact", "контакт"))


def row_filter(recognised: Recognised, what: What) -> RowFilter | None:
    """Tells whether a row is for this import; None when every row is.

    Clients are the companies and the people without one; contacts are the people who have one.
    """
    flag = recognised.index_of(IS_COMPANY)
    if what == "clients":
        return _clients(flag if flag is not None else recognised.index_of("kind"), recognised.index_of(PARENT))
    owners = [index for code in ("client", "client_name") if (index := recognised.index_of(code)) is not None]
    return _contacts(flag, owners) if what == "contacts" and flag is not None else None


def _clients(flag: int | None, parent: int | None) -> RowFilter | None:
    if parent is None:
        return None
    return lambda cells: not cells[parent].strip() or (flag is not None and key(cells[flag]) in _COMPANY)


def _contacts(flag: int, owners: Sequence[int]) -> RowFilter:
    """A row whose flag says nothing stays: if it has no client either, the import says so."""

    def belongs(cells: Sequence[str]) -> bool:
        said = key(cells[flag])
        if said in _COMPANY:
            return False
        return said not in _PERSON or any(cells[owner].strip() for owner in owners)

    return belongs
