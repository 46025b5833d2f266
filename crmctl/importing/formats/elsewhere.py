"""Files that hold another kind of record than the one asked for, and the command that reads it."""

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.fields import What


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
