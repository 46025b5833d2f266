"""One comparison as SQL, by the type of its field; values are always bound."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from crmctl.filters import days, values
from crmctl.filters.field import Field, FieldType
from crmctl.filters.tree import Op, Word


@dataclass(frozen=True)
class Scope:
    """What a filter is compiled with, and the values it has bound so far."""

    today: date
    zone: tzinfo
    prefix: str
    bound: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        name = f"{self.prefix}_{len(self.bound)}"
        self.bound[name] = value
        return f":{name}"

    def bind_all(self, several: Iterable[Any]) -> str:
        """A list for IN, each value once."""
        return "({})".format(", ".join(self.bind(value) for value in dict.fromkeys(several)))


Compare = Callable[[Field, Op, tuple[Word, ...], Scope], str]


def compare(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    """SQL, in brackets where needed, of a positive comparison that the field's type knows; may be unknown for a row."""
    return _BY_TYPE[asked.type](asked, op, words, scope)


def _either(parts: Iterable[str]) -> str:
    return "({})".format(" OR ".join(parts))


def _like(columns: Sequence[str], patterns: Iterable[str], scope: Scope) -> str:
    names = [scope.bind(one) for one in dict.fromkeys(patterns)]
    return _either(f"{column} LIKE {name} ESCAPE '{values.ESCAPE}'" for column in columns for name in names)


def _pattern(op: Op, text: str) -> str:
    return values.pattern(text) if op is Op.LIKE else values.containing(text)


def _ordered(sql: str, op: Op, found: Sequence[Any], scope: Scope) -> str:
    if op is Op.EMPTY:
        return f"({sql} IS NULL)"
    if op in (Op.EQ, Op.IN):
        return f"{sql} IN {scope.bind_all(found)}"
    return f"{sql} {op} {scope.bind(found[0])}"


def _text(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    if op is Op.EMPTY:
        return _blank(asked.sql)
    keys = [values.text_key(word) for word in words]
    if op in (Op.LIKE, Op.CONTAINS):
        return _like([asked.sql], [_pattern(op, keys[0])], scope)
    return _ordered(asked.sql, op, keys, scope)


def _blank(sql: str) -> str:
    return f"({sql} IS NULL OR {sql} = '')"


def _written(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    if op is Op.EMPTY:
        return _blank(asked.sql)
    spelled = [spelling for word in words for spelling in values.spellings(word)]
    if op in (Op.LIKE, Op.CONTAINS):
        patterns = [values.ascii_lower(_pattern(op, spelling)) for spelling in spelled]
        return _like([f"lower({asked.sql})"], patterns, scope)
    return _ordered(asked.sql, op, spelled, scope)


def _number(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    return _ordered(asked.sql, op, [values.number(word) for word in words], scope)


def _choice(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    return _ordered(asked.sql, op, [values.choice(asked, word) for word in words], scope)


def _yes_no(asked: Field, _op: Op, words: tuple[Word, ...], _scope: Scope) -> str:
    wanted = {values.choice(asked, word) for word in words}
    return _either({"yes": asked.sql, "no": f"({asked.sql}) IS NOT TRUE"}[one] for one in sorted(wanted))


def _date(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    return _ordered(asked.sql, op, [days.day(word, scope.today) for word in words], scope)


def _moment(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    """A day is all its moments, a minute too: `<=` reaches to its end, `>` begins after it."""
    if op is Op.EMPTY:
        return f"({asked.sql} IS NULL)"
    bounds = list(dict.fromkeys(days.span(word, scope.today, scope.zone) for word in words))
    start, end = bounds[0]
    match op:
        case Op.LT:
            return f"{asked.sql} < {scope.bind(start)}"
        case Op.LE:
            return f"{asked.sql} < {scope.bind(end)}"
        case Op.GT:
            return f"{asked.sql} >= {scope.bind(end)}"
        case Op.GE:
            return f"{asked.sql} >= {scope.bind(start)}"
    return _either(f"({asked.sql} >= {scope.bind(a)} AND {asked.sql} < {scope.bind(b)})" for a, b in bounds)


def _named(columns: Sequence[str], op: Op, words: Iterable[Word], scope: Scope) -> str:
    """A row of a small book found by its keys."""
    keys = [values.text_key(word) for word in words]
    if op in (Op.LIKE, Op.CONTAINS):
        return _like(columns, [_pattern(op, keys[0])], scope)
    names = scope.bind_all(keys)
    return _either(f"{column} IN {names}" for column in columns)


def _user(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    if op is Op.EMPTY:
        return f"({asked.sql} IS NULL)"
    users, groups = values.split_groups(words) if op in (Op.EQ, Op.IN) else (words, ())
    parts = []
    if users:
        found = _named(("u2.login_key", "u2.name_key"), op, users, scope)
        parts.append(f"{asked.sql} IN (SELECT u2.id FROM app_user u2 WHERE {found})")
    if groups:
        found = _named(("g2.name_key",), op, groups, scope)
        members = "SELECT m2.user_id FROM user_group_member m2 JOIN user_group g2 ON g2.id = m2.group_id"
        parts.append(f"{asked.sql} IN ({members} WHERE {found})")
    return _either(parts)


def _project(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    if op is Op.EMPTY:
        return f"({asked.sql} IS NULL)"
    found = _named(("j2.name_key",), op, words, scope)
    return f"{asked.sql} IN (SELECT j2.id FROM project j2 WHERE {found})"


def _point(asked: Field, op: Op, words: tuple[Word, ...], scope: Scope) -> str:
    """Empty: no current value is ok, which is what a check asks. Compared: with every current value, good or bad."""
    if op is Op.EMPTY:
        usable = _point_exists(asked, "cp2.state = 'ok'")
        return f"({usable}) IS NOT TRUE"
    spelled = [spelling for word in words for spelling in values.spellings(word)]
    if asked.code in ("phone", "fax"):
        spelled += [values.as_phone(word.text) for word in words]
    if op in (Op.LIKE, Op.CONTAINS):
        patterns = [values.ascii_lower(_pattern(op, spelling)) for spelling in spelled]
        found = _like(("lower(cp2.value)", "lower(cp2.normalized)"), patterns, scope)
    else:
        names = scope.bind_all(spelled)
        found = f"(cp2.value IN {names} OR cp2.normalized IN {names})"
    return _point_exists(asked, found)


def _point_exists(asked: Field, found: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM contact_point cp2 JOIN contact_kind ck2 ON ck2.id = cp2.kind_id"
        f" WHERE {asked.sql} AND ck2.type = '{asked.code}' AND cp2.is_current AND {found})"
    )


_BY_TYPE: dict[FieldType, Compare] = {
    FieldType.TEXT: _text,
    FieldType.WRITTEN: _written,
    FieldType.NUMBER: _number,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.USER: _user,
    FieldType.PROJECT: _project,
    FieldType.POINT: _point,
}
