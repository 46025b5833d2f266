"""An entry of a small book by the name a person wrote, and the nearest one when there is none."""

from collections.abc import Iterable
from difflib import get_close_matches

from crmctl.cleaning.text import key
from crmctl.errors import UsageError
from crmctl.i18n import _


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the known names most like this one, or what to do otherwise."""
    names = {key(one): one for one in known}
    close = [names[one] for one in get_close_matches(key(name), names, n=3)]
    return _("Did you mean {names}?").format(names=", ".join(close)) if close else otherwise


def named(text: str) -> str:
    """A name as it is stored; raises UsageError when nothing is left of it."""
    name = " ".join(text.split())
    if not name:
        raise UsageError(_("A name cannot be empty."))
    return name
