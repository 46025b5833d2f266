"""Which field each column of a file holds: by a mapping, else by the dictionary of headers."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from crmctl import i18n
from crmctl.cleaning.text import key
from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.importing.column_map import ColumnMap
from crmctl.importing.fields import (
    FIELDS,
    IGNORE,
    KINDS,
    PARENT,
    REQUIRED,
    What,
    belongs_only_to_address,
    is_repeatable,
)
from crmctl.importing.nested_headers import LIST, nested_labels, plain_forms
from crmctl.importing.own.form import is_own
from crmctl.importing.spellings import COMPANY, OUR_WORDS, SPELLINGS
from crmctl.importing.table import Column

_PREFIX = re.compile(r"^реквизит(?: ?\([^)]*\))?: *")
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\b\d+\b")
_CAMEL = re.compile(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ])")
_DATA = re.compile(r"@|\d{5}")
_LABEL = re.compile(r"(label|type|service)$")


class Recognised(NamedTuple):
    """What the columns of a file hold.

    `columns` is field code or contact kind by column index; contact kinds and comments may repeat. `unused` columns
    are known, but a surer one has the field, or the mapping ignores them; `unknown` ones nobody knows. `labels` gives
    for a column of contact points the column that says in each row which kind it is (Google's "Phone 1 - Type").
    """

    columns: dict[int, str]
    unknown: list[Column]
    unused: list[Column]
    labels: dict[int, int]
    own: bool = False
    """It is an export of crmctl, whose columns are not a matter of dictionaries."""

    def index_of(self, code: str) -> int | None:
        """The first column that holds `code`."""
        return next((index for index, held in self.columns.items() if held == code), None)

    def names(self, what: What) -> bool:
        """Whether a column could name a record."""
        return self.own or any(code in REQUIRED[what] for code in self.columns.values())


class _Claim(NamedTuple):
    rank: int
    column: Column


_Claims = dict[str, list[_Claim]]


def recognise(  # noqa: PLR0913 - what is told, and what is known of it
    header: list[Column],
    what: What,
    mapping: Mapping[str, str] | None = None,
    *,
    kinds: Collection[str] = KINDS,
    where: str = "",
    known_by_id: bool = False,
) -> Recognised:
    """Settle every column of `header`; `kinds` are the base's contact kind codes; `where` it stands, for errors.

    BadInput where a mapping names a header or a field that does not exist, or no column could name a record, unless its
    records are `known_by_id`.
    """
    recognised = settle(header, what, mapping, kinds=kinds, where=where)
    if not (known_by_id or recognised.names(what)):
        raise _nothing_to_name_by(header, what, where)
    return recognised


def settle(
    header: list[Column],
    what: What,
    mapping: Mapping[str, str] | None = None,
    *,
    kinds: Collection[str] = KINDS,
    where: str = "",
) -> Recognised:
    """As `recognise`, whether or not a column could name a record."""
    if is_own([column.name for column in header], what, where):
        return Recognised({}, [], [], {}, own=True)
    mapped = _mapped(header, what, mapping or {}, kinds)
    claims: _Claims = {}
    unknown = []
    for column in header:
        said = (mapped[column.index], -1) if column.index in mapped else None
        found = said or _kind_named(column.name, what, kinds) or _find(column.name, what)
        if found:
            claims.setdefault(found[0], []).append(_Claim(found[1], column))
        elif column.name:
            unknown.append(column)
    _refuse_repeated(claims, where)
    _settle_names(claims, what)
    _drop_parts_of_whole_address(claims)
    columns = dict(sorted(_winners(claims)))
    labels = _labels(header, columns)
    free = [column for column in unknown if column.index not in labels.values()]
    taken = {*columns, *labels.values(), *(column.index for column in free)}
    unused = [column for column in header if column.name and column.index not in taken]
    return Recognised(columns, free, unused, labels)


def spelling(header: str) -> str:
    """The form headers are compared by: `E-mail 1 - Value` → `e mail 1 value`."""
    return _SIGNS.sub(" ", _PREFIX.sub("", key(header))).strip()


@cache
def _dictionary(what: What) -> dict[str, tuple[str, int]]:
    """Field code and rank, 0 the surest, by spelling."""
    found: dict[str, tuple[str, int]] = {}
    for code, spellings in SPELLINGS[what].items():
        for rank, text in enumerate(spellings.split(";")):
            found.setdefault(spelling(text), (code, rank))
            found.setdefault(spelling(text).replace(" ", ""), (code, rank))
    return found


def _kind_named(header: str, what: What, kinds: Collection[str]) -> tuple[str, int] | None:
    """A kind by its code, as an export heads one that the company made: `phone:reception`, `phone:reception 2`."""
    code = header.partition(" ")[0]
    return (code, 0) if ":" in code and code in kinds and what != "users" else None


def _find(header: str, what: What) -> tuple[str, int] | None:
    """As it stands, with camelCase taken apart, then without the number of `Phone 2`."""
    known = _dictionary(what)
    plain = spelling(header)
    forms = (plain, spelling(_CAMEL.sub(" ", header)), " ".join(_NUMBER.sub(" ", plain).split()))
    if found := next((known[form] for form in forms if form in known), None):
        return found
    return next(filter(None, (_find(form, what) for form in plain_forms(header) if form != header)), None)


def field_of(header: str, what: What) -> str:
    """The field that a column of this header holds where it stands alone; empty where nobody knows."""
    found = _find(header, what)
    return found[0] if found else ""


def names_record(headers: Iterable[str], what: What) -> bool:
    """Whether one of these headers could name a record."""
    return any(field_of(header, what) in {*REQUIRED[what], COMPANY} for header in headers)


def _settle_names(claims: _Claims, what: What) -> None:
    """What a column means where only its neighbours tell.

    Among clients a company beside a person's or another name is the one the row belongs to, alone it is the client;
    a full name is the name where there is no other. Among contacts a first name without a last name is the whole one.
    """
    if what == "clients":
        if company := claims.pop(COMPANY, None):
            personal = claims.keys() & {"name", "last_name", "first_name"}
            claims.setdefault(PARENT if personal else "name", []).extend(company)
        if "name" not in claims and "legal_name" in claims:
            claims["name"] = claims.pop("legal_name")
    if what == "contacts" and not claims.keys() & {"last_name", "display_name"} and "first_name" in claims:
        claims["display_name"] = claims.pop("first_name")


def _drop_parts_of_whole_address(claims: _Claims) -> None:
    if "address:main" in claims:
        for code in [code for code in claims if belongs_only_to_address(code)]:
            del claims[code]


def _winners(claims: _Claims) -> Iterator[tuple[int, str]]:
    for code, claimed in claims.items():
        if code == IGNORE:
            continue
        by_sureness = sorted(claimed, key=lambda claim: (claim.rank, LIST in claim.column.name, claim.column.index))
        for claim in by_sureness if is_repeatable(code) else by_sureness[:1]:
            yield claim.column.index, code


def _refuse_repeated(claims: _Claims, where: str) -> None:
    """The same header twice over a field of one value: nobody can tell which of the two is meant."""
    for code, claimed in claims.items():
        if code == IGNORE or is_repeatable(code):
            continue
        seen: set[str] = set()
        for claim in sorted(claimed, key=lambda claim: claim.column.index):
            if LIST in claim.column.name:
                continue
            if spelling(claim.column.name) in seen:
                label = claim.column.label
                hint = _('Say which one counts: `"{column}" = "ignore"` in a file for --map.').format(column=label)
                raise BadInput(_("this column stands twice"), hint, file=where, column=label)
            seen.add(spelling(claim.column.name))


def _labels(header: list[Column], columns: dict[int, str]) -> dict[int, int]:
    """For each `… Value` column of contact points its `… Type` or `… Label` of the same number."""
    sayers = {
        _LABEL.sub("value", form): column.index
        for column in header
        if LIST not in column.name and (form := spelling(column.name)) != _LABEL.sub("value", form)
    }
    values = ((column.index, spelling(column.name)) for column in header if ":" in columns.get(column.index, ""))
    nested = nested_labels(header)
    return {index: sayers[form] for index, form in values if form in sayers} | {
        index: nested[index] for index, code in columns.items() if ":" in code and index in nested
    }


def _mapped(header: list[Column], what: What, mapping: Mapping[str, str], kinds: Collection[str]) -> dict[int, str]:
    """Field code by column index, as the mapping says; `Header#2` is the second column of that name."""
    known = {*FIELDS[what], *kinds, IGNORE}
    result: dict[int, str] = {}
    for name, code in mapping.items():
        if code not in known:
            reason = _("there is no field {field} for {what}").format(field=code, what=what)
            raise _wrong_entry(reason, code, known, name, mapping)
        columns = [column.index for column in header if name in {column.name, column.label}] or [
            column.index for column in header if column.name and spelling(column.name) == spelling(name)
        ]
        if not columns:
            reason = _("the file has no column {header}").format(header=name)
            raise _wrong_entry(reason, name, [column.label for column in header if column.name], name, mapping)
        if not is_repeatable(code) and code in result.values() and code != IGNORE:
            reason = _("the field {field} is given to a second column").format(field=code)
            raise BadInput(reason, file=_source(mapping).file, line=_source(mapping).line_of(name))
        result.update(dict.fromkeys(columns, code))
    return result


def _wrong_entry(reason: str, wrong: str, right: Iterable[str], header: str, mapping: Mapping[str, str]) -> BadInput:
    names = sorted(right)
    close = get_close_matches(wrong, names, n=1)
    hint = (
        _("Did you mean {name}?").format(name=close[0])
        if close
        else _("There are: {names}.").format(names=", ".join(names))
    )
    return BadInput(reason, hint, file=_source(mapping).file, line=_source(mapping).line_of(header))


def _source(mapping: Mapping[str, str]) -> ColumnMap:
    return mapping if isinstance(mapping, ColumnMap) else ColumnMap({})


def usual_name(what: What, code: str) -> str:
    """What a column of this field is usually called in the language of whoever reads it; empty where nobody says."""
    return usual(code, SPELLINGS[what].get(code, ""), i18n.language)


def usual(code: str, spellings: str, language: str) -> str:
    """Our word for that field, or the first of its spellings in that language."""
    if language == "ru" and code in OUR_WORDS:
        return OUR_WORDS[code]
    names = [name.strip() for name in spellings.split(";")]
    return next((name for name in names if name.isascii() == (language == "en")), names[0])


def holds_data(header: Sequence[Column]) -> bool:
    """Whether the first row is no header but a record."""
    return any(_DATA.search(column.name) for column in header)


def _nothing_to_name_by(header: list[Column], what: What, where: str) -> BadInput:
    """Names the headers found, unless the first row is data, which must not get into an error."""
    wanted = ", ".join(f"{usual_name(what, code)} ({code})" for code in REQUIRED[what])
    names = [column.name for column in header if column.name]
    if holds_data(header):
        reason = _("the first row holds data; a row with column names was looked for, such as {names}")
        return BadInput(reason.format(names=wanted), file=where)
    reason = _("no column could name a record: looked for {wanted}; found {found}")
    return BadInput(
        reason.format(wanted=wanted, found=", ".join(names)),
        _("Say which column is which with --map FILE.toml."),
        file=where,
    )
