"""`--fail-on`: how much may be found before a check run counts as failed."""

from typing import NamedTuple

from crmctl.control.checking import Checked
from crmctl.errors import UsageError
from crmctl.i18n import _


class Limit(NamedTuple):
    """When a run counts as failed: any gap, a new one, so many gaps, or so many per cent of the records in scope."""

    kind: str
    number: float = 0

    @classmethod
    def read(cls, text: str) -> "Limit":
        """Of `any`, `new`, `N` or `N%`; raises UsageError."""
        said = text.strip().lower()
        if said in ("any", "new"):
            return cls(said)
        digits = said.removesuffix("%").strip().replace(",", ".")
        if not digits.replace(".", "", 1).isdecimal():
            raise UsageError(_("--fail-on is any, new, a number, or a per cent like 5%."))
        return cls("%" if said.endswith("%") else "n", float(digits))

    def reached(self, found: Checked) -> bool:
        """Whether there are gaps, and as many as this. Without an earlier run nothing is new: it becomes the first."""
        if self.kind == "new":
            return found.baseline_run is not None and found.new + found.reopened > 0
        if self.kind == "%":
            return found.records > 0 and 100 * found.records >= self.number * found.in_scope
        return found.gaps > 0 and found.gaps >= self.number
