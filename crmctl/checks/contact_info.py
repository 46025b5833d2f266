"""The check of contact information."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from crmctl.checks import _masks
from crmctl.checks.base import Check, Need, Scope, Terms
from crmctl.checks.kindwords import meant
from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.i18n import N_, _
from crmctl.store.queries import kinds
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType


class ContactInfo(Check):
    """A client nobody can reach is a client nobody can sell to.

    Found: a client whose only e-mail is a row of spaces.
    Not found: a client with one good e-mail among bad ones.
    """

    code = "contact-info"
    title = N_("Contact information")

    def needs(self, reader: Reader, texts: Iterable[str]) -> list[Need]:
        known = reader.all(kinds.ALL)
        return list(dict.fromkeys(Need(text.strip(), _bits(text, known)) for text in texts))

    def default_needs(self, reader: Reader) -> list[Need]:
        return self.needs(reader, ["phone", "email"])

    def failing(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        return _masks.lacking(record, needs, terms, scope)

    def lacks(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        return _masks.failed(record, needs, terms, scope)

    def verdicts(self, record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
        return _masks.judged(record, needs, terms, scope)


def _bits(text: str, known: list[kinds.Kind]) -> int:
    """The mask of `phone`, `phone:mobile` or `phone|email:work`."""
    bits = 0
    for name in (part.strip() for part in text.split("|")):
        named = [kind for kind in known if name in (kind.type.value, kind.code)]
        if not named:
            raise UsageError(_("There is no contact kind {name}.").format(name=name or "''"), _nearest(name, known))
        for kind in named:
            bits |= kind.bit
    return bits


def _nearest(name: str, known: list[kinds.Kind]) -> str:
    """A hint at the kind that is called so every day, or is spelled much the same."""
    names = sorted({kind.type.value for kind in known} | {kind.code for kind in known})
    close = meant(name, known) or next(iter(get_close_matches(name, names, 1)), None)
    return _("Did you mean {name}?").format(name=close) if close else _("See `crmctl kinds list`.")
