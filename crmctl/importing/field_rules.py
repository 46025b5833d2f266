"""Whose value of a field wins, the stored one or the file's."""

from typing import Any

from crmctl.cleaning.values import Cleaner
from crmctl.importing.options import OnMatch
from crmctl.vocabulary import State

NEVER_EMPTY = frozenset({"kind", "relation", "name", "key_person"})
_UNJUDGED = frozenset({"kind", "relation", "sex", "key_person", "country"})
"""Words of closed lists: one that is there is good."""


class FieldRules:
    """Decides field by field. `edited(field, given)` tells what was edited here and stays."""

    def __init__(self, cleaner: Cleaner, on_match: OnMatch) -> None:
        self._cleaner = cleaner
        self._mode = on_match

    def wins(self, field: str, stored: Any, given: Any, kind: str, country: str) -> bool:
        """Whether the file's value replaces a stored one that is different; edits here are asked about besides."""
        if self._mode is OnMatch.MIRROR:
            return given is not None or field not in NEVER_EMPTY
        if given is None:
            return False
        good = self._is_good(field, given, kind, country)
        if self._mode is OnMatch.UPDATE and good:
            return True
        return (good or self._mode is OnMatch.UPDATE) and not self._is_good(field, stored, kind, country)

    def fills(self, field: str, stored: Any, given: Any, kind: str, country: str) -> bool:
        """Whether a value that the file only lets one tell goes where there is none."""
        return given is not None and not self._is_good(field, stored, kind, country)

    def leaves(self, field: str, stored: Any, given: Any, kind: str, country: str) -> bool:
        """Whether a good value of the file is left alone, for there is a good one."""
        both = (stored, given)
        return self._mode is OnMatch.FILL_EMPTY and all(self._is_good(field, one, kind, country) for one in both)

    def _is_good(self, field: str, value: Any, kind: str, country: str) -> bool:
        if value is None or field in _UNJUDGED:
            return value is not None
        return self._cleaner.field_state(field, str(value), client_kind=kind, country=country) is State.OK
