"""Requirements as people say them: `phone|email:work` is «phone or Work e-mail»."""

from collections.abc import Mapping

from crmctl.i18n import N_, _
from crmctl.store.queries import kinds
from crmctl.store.reader import Reader
from crmctl.vocabulary import PointType

TYPES = {
    PointType.PHONE: N_("phone"),
    PointType.EMAIL: N_("e-mail"),
    PointType.ADDRESS: N_("address"),
    PointType.WEBSITE: N_("website"),
    PointType.MESSENGER: N_("messenger"),
    PointType.FAX: N_("fax"),
    PointType.OTHER: N_("other"),
}


class Wording:
    """`labels` has what the company calls its contact kinds, by their codes; what has no label stands for itself."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    def __call__(self, requirement: str) -> str:
        """As it stands within a sentence."""
        return _(" or ").join(map(self.kind, requirement.split("|")))

    def title(self, requirement: str) -> str:
        """As it stands by itself: at the head of a column, in a cell."""
        said = self(requirement)
        return said[:1].upper() + said[1:]

    def kind(self, code: str) -> str:
        """One contact kind, or a whole type."""
        return _(TYPES[PointType(code)]) if code in set(PointType) else self.labels.get(code, code)


def wording(reader: Reader) -> Wording:
    """In the words of this base."""
    return Wording({kind.code: kind.label for kind in reader.rows(kinds.ALL)})
