"""What people call kinds of contact: everyday words of both languages, by which a kind is looked for."""

import re
from collections.abc import Iterable, Sequence

from crmctl.cleaning.text import key
from crmctl.store.queries.kinds import Kind
from crmctl.vocabulary import PointType

_MESSENGERS = (
    "telegram телеграм телеграмм тг tg",
    "whatsapp ватсап ватсапп вацап вотсап вотсапп уотсап",
    "viber вайбер",
    "skype скайп",
    "signal сигнал",
    "vk вк вконтакте",
    "max макс",
    "icq аська",
)
_SAME = [
    set(words.split())
    for words in (
        "phone телефон номер",
        "email e-mail mail почта мейл мэйл имейл емейл мыло",
        "address адрес",
        "website site сайт веб web",
        "messenger мессенджер",
        "fax факс",
        "mobile cell мобильный мобильник сотовый",
        "work рабочий рабочая служебный",
        "home домашний домашняя личный личная",
        "legal юридический",
        "postal почтовый",
        *_MESSENGERS,
    )
]
"""Words that mean the same, as keys."""
_LEFTOVERS = "messenger:other"
"""Where a messenger goes that has no kind of its own."""


def words_for(point_type: PointType) -> str:
    """Of a whole type."""
    return _joined(_meanings(point_type.value))


def words_of(kind: Kind, known: Sequence[Kind]) -> str:
    """Of one kind, by what it is called and coded; the type's own words are among them."""
    found = [*_meanings(kind.code), *_meanings(kind.label)]
    if kind.code == _LEFTOVERS:
        others = {word for one in known for word in _tokens(f"{one.code} {one.label}")}
        found += [same for same in map(set, map(str.split, _MESSENGERS)) if not same & others]
    return _joined(found)


def meant(name: str, known: Sequence[Kind]) -> str | None:
    """The code of the one type or kind that is called `name` every day; None where it is none, or several are."""
    said = key(name)
    labelled = [kind.code for kind in known if key(kind.label) == said]
    types = [one.value for one in PointType if said in words_for(one).split()]
    found = labelled or types or [kind.code for kind in known if said in words_of(kind, known).split()]
    return found[0] if len(found) == 1 else None


def _meanings(text: str) -> list[set[str]]:
    tokens = _tokens(text)
    return [same for same in _SAME if same & tokens]


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", key(text)))


def _joined(found: Iterable[set[str]]) -> str:
    return " ".join(sorted({word for same in found for word in same}))
