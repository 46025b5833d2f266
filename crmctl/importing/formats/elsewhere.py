"""Files that hold another kind of record than the one asked for, or several: what there is, and what reads it."""

import re
from collections.abc import Iterable

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.fields import What

_SHOWN = 40
_DATA = re.compile(r"@|\d{5}")


def nothing_for(what: What, file: str, *, others: bool = True) -> BadInput:
    """The refusal of a file without any clients, contacts or users; `others`: there is something else in it."""
    reasons = {
        "users": _("the file holds no users"),
        "clients": _("the file holds no clients"),
        "contacts": _("the file holds no contacts"),
    }
    return BadInput(reasons[what], other_command(what) if others else "", file=file)


def other_command(what: What) -> str:
    """Where the other half of a client base is read."""
    if what == "contacts":
        return _("`crmctl import clients` reads the clients in it.")
    return _("`crmctl import contacts` reads the people in it.")


def there_are(names: Iterable[str]) -> str:
    """What there is to choose from, a screenful of it; names that hold data themselves are left out."""
    shown = [name for name in names if not _DATA.search(name)]
    more = ["…"] if len(shown) > _SHOWN else []
    return _("There are: {names}.").format(names=", ".join([*shown[:_SHOWN], *more]) or "-")
