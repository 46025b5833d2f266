"""What kind of client a row is: a company, a person or a sole trader."""

import re
from collections.abc import Sequence

from crmctl.cleaning.text import is_blank, key
from crmctl.filters.choices import KINDS, YES_NO
from crmctl.importing.memo import Memo
from crmctl.importing.noticed import Noticed

COMPANY, PERSON, SOLE_TRADER = "company", "person", "sole_trader"
_WORDS = {
    **KINDS,
    **dict.fromkeys(("юр лицо", "юр. лицо", "юр", "фирма", "предприятие", "учреждение", "legal entity"), COMPANY),
    **dict.fromkeys(("organization", "organisation", "business", "юрлицо, обособленное подразделение"), COMPANY),
    **dict.fromkeys(("физ лицо", "физ. лицо", "физ", "individual", "частный клиент", "человек"), PERSON),
    **dict.fromkeys(("sole trader", "sole proprietor", "self-employed"), SOLE_TRADER),
}
_TRADER = re.compile(r"^\W*(?:ип|индивидуальный предприниматель)(?!\w)\W*|[\s,(]+ип\)?$", re.IGNORECASE)


class ClientKinds:
    """Tells kinds by what the columns say."""

    def __init__(self) -> None:
        self._kinds: Memo[str | None] = Memo(lambda cell: _WORDS.get(key(cell)))
        self._flags: Memo[str | None] = Memo(_by_flag)

    def told(
        self, kinds: Sequence[str] | None, flags: Sequence[str] | None, names: Sequence[str | None], noticed: Noticed
    ) -> list[str | None]:
        """By the column of kinds, else by whether it is a company; «ИП …» is a sole trader. None: nothing tells."""
        said: list[str | None] = [None] * len(names)
        if kinds is not None:
            said = list(map(self._kinds.__getitem__, kinds))
            if None in said:
                _notice_unknown(kinds, said, noticed)
        if flags is not None:
            said = [kind or self._flags[flag] for kind, flag in zip(said, flags, strict=True)]
        together = "\n".join(filter(None, names)).lower()
        if "ип" not in together and "предпр" not in together:
            return said
        return [SOLE_TRADER if name and _TRADER.search(name) else kind for kind, name in zip(said, names, strict=True)]


def _notice_unknown(kinds: Sequence[str], said: Sequence[str | None], noticed: Noticed) -> None:
    for at, (kind, cell) in enumerate(zip(said, kinds, strict=True)):
        if kind is None and not is_blank(cell):
            noticed.add("kind", at)


def bare_name(name: str) -> str:
    """The name without «ИП»."""
    return _TRADER.sub("", name)


def _by_flag(cell: str) -> str | None:
    flag = YES_NO.get(key(cell))
    return None if flag is None else COMPANY if flag == "yes" else PERSON
