"""Contact kinds by the names people give them: a type, or one kind's code."""

from collections.abc import Sequence

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.queries.kinds import Kind


def kinds_named(name: str, known: Sequence[Kind]) -> list[Kind]:
    """The kinds that `phone` or `phone:mobile` means, in their order; none when it is no kind's name."""
    return [kind for kind in known if name in (kind.type.value, kind.code)]


def kind_to_write(name: str, known: Sequence[Kind]) -> Kind:
    """The one kind in use that a value given for `phone` or `phone:mobile` goes to: of a type, its main one.

    Raises UsageError with a suggestion.
    """
    kinds = [kind for kind in kinds_named(name, known) if kind.active]
    if kinds:
        return next((kind for kind in kinds if kind.code.endswith(":main")), kinds[0])
    raise UsageError(_("There is no contact kind {name}.").format(name=name), nearest(name, known))


def nearest(name: str, known: Sequence[Kind]) -> str:
    """The hint for a name that no kind has."""
    from difflib import get_close_matches

    names = sorted({kind.type.value for kind in known} | {kind.code for kind in known})
    close = get_close_matches(name, names, 1)
    return _("Did you mean {name}?").format(name=close[0]) if close else _("See `crmctl kinds list`.")
