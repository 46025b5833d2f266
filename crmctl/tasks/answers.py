"""What is typed for a row: the kind of contact point it is, its values, and whether they fill the row."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from crmctl.cleaning.reasons import Reason, why_invalid
from crmctl.cleaning.text import is_blank
from crmctl.cleaning.values import Cleaner, Value
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.settings import read_settings
from crmctl.store.kinds import kind_to_write, kinds_named
from crmctl.store.queries import kinds
from crmctl.store.queries.kinds import Kind
from crmctl.store.reader import Reader
from crmctl.vocabulary import Level, PointType, RecordType, ValueState

_BY_LOOK = (PointType.PHONE, PointType.EMAIL, PointType.WEBSITE, PointType.FAX, PointType.MESSENGER)
"""In this order a value is tried; what anything may be, an address or other, comes last."""


class Asked(Protocol):
    """What a row asks for: contact kinds as bits, and the country by whose rules its values are judged."""

    @property
    def requirement(self) -> str: ...
    @property
    def bits(self) -> int: ...
    @property
    def country(self) -> str | None: ...


class Leveled(Asked, Protocol):
    @property
    def level(self) -> Level: ...


class Verdict(NamedTuple):
    """What would be stored, and whether it would fill the row; `problem` says why nothing can be stored."""

    kind: Kind | None = None
    values: Sequence[Value] = ()
    fills: bool = False
    problem: str = ""
    reason: Reason = Reason.UNKNOWN
    """What is wrong with a value that is invalid."""


class AnswerReader:
    """Reads answers by the company's kinds and settings; asks the database once, when it is made."""

    def __init__(self, reader: Reader) -> None:
        settings = read_settings(reader)
        self.known = reader.all(kinds.ALL)
        self.cleaner = Cleaner(settings["default_country"], settings["placeholder_words"])

    def read(self, asked: Asked, text: str) -> tuple[Kind, list[Value]]:
        """The kind and the values of `VALUE` or `KIND=VALUE`; raises UsageError."""
        needed = [kind for kind in self.known if kind.bit & asked.bits and kind.active]
        name, sign, rest = text.partition("=")
        named = kinds_named(_meant(name.strip()), self.known) if sign else []
        if named:
            kind, value = _asked(asked, _meant(name.strip()), [one for one in named if one in needed]), rest
        else:
            kind, value = self._by_look(asked, needed, text), text
        if is_blank(value):
            raise UsageError(_("The value is blank."), _("To empty a value, use --clear of the card's edit."))
        return kind, self._judged(asked, kind, value)

    def verdict(self, asked: Leveled, text: str) -> Verdict:
        """What the text would do to the row."""
        try:
            kind, values = self.read(asked, text)
        except UsageError as error:
            return Verdict(problem=error.message)
        good = any(value.state is ValueState.OK for value in values)
        fills = good or asked.level is Level.PRESENCE
        invalid = next((value.text for value in values if value.state is ValueState.INVALID), None)
        country = asked.country or self.cleaner.country
        reason = Reason.UNKNOWN if fills or invalid is None else why_invalid(kind.type, invalid, country)
        return Verdict(kind, values, fills, reason=reason)

    def _by_look(self, asked: Asked, needed: Sequence[Kind], text: str) -> Kind:
        """Of the kinds the row asks for, the main one of the first type that the value is good for, or means."""
        if not needed:
            raise UsageError(
                _("The row asks for {requirement}: change the card itself.").format(requirement=asked.requirement)
            )
        types = list(dict.fromkeys(kind.type for kind in needed))
        types.sort(key=lambda one: _BY_LOOK.index(one) if one in _BY_LOOK else len(_BY_LOOK))
        first = [kind_to_write(one.value, needed) for one in types]
        meant = [kind for kind in first if kind.type is PointType.EMAIL and "@" in text]
        return next((kind for kind in first if self._is_good(asked, kind, text)), (meant or first)[0])

    def _is_good(self, asked: Asked, kind: Kind, text: str) -> bool:
        values = self._judged(asked, kind, text)
        return bool(values) and all(value.state is ValueState.OK for value in values)

    def _judged(self, asked: Asked, kind: Kind, text: str) -> list[Value]:
        return self.cleaner.points(kind.type, text, asked.country or "")


def _meant(name: str) -> str:
    """A contact type as a filter may spell it, `телефон`, by its code; any other name as it is."""
    from crmctl.filters.fields import find

    meant = find(RecordType.CLIENT, name)
    return meant.code if meant else name


def _asked(asked: Asked, name: str, kinds: Sequence[Kind]) -> Kind:
    if not kinds:
        raise UsageError(
            _("The row asks for {requirement}, not for {name}.").format(requirement=asked.requirement, name=name)
        )
    return kind_to_write(name, kinds)
