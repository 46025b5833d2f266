"""Questions about contact kinds."""

from typing import NamedTuple

from crmctl.store.reader import Query
from crmctl.vocabulary import PointType


class Kind(NamedTuple):
    """A kind of contact point."""

    id: int
    code: str
    type: PointType
    label: str
    active: bool

    @property
    def bit(self) -> int:
        """Its place in the masks."""
        return 1 << (self.id - 1)


ALL = Query(Kind, "SELECT k.id, k.code, k.type, k.label, k.active FROM contact_kind k ORDER BY k.id")
