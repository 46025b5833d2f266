"""A filter's text made into a condition over the fixed aliases."""

from datetime import date, tzinfo

from crmctl.filters.comparisons import Scope, compare
from crmctl.filters.cond import EVERYTHING, Cond
from crmctl.filters.field import COMPARISONS, Field
from crmctl.filters.fields import FIELDS, Filtered, by_name, find
from crmctl.filters.language import parse
from crmctl.filters.refusal import Refusal, did_you_mean, pointing_into, printable
from crmctl.filters.tree import POSITIVE, AllOf, AnyOf, Comparison, Not, Op, Tree, Word
from crmctl.i18n import _


def condition(text: str, record: Filtered, *, today: date, zone: tzinfo, prefix: str = "f") -> Cond:
    """The condition over c (client), p (contact) or t (task); a blank text is everything.

    Values are named `prefix_N`: give two filters of one query different prefixes. `today` and the days of moments are
    those of `zone`. A denial (`not`, `!=`, `not in` …) is true where what it denies is unknown: `city != Омск` finds
    clients without a city too. Raises FilterError that points into the text.
    """
    if not text.strip():
        return EVERYTHING
    tree = parse(text)
    scope = Scope(today, zone, prefix)
    with pointing_into(text):
        return Cond(_sql(tree, record, scope), scope.bound)


def _sql(tree: Tree, record: Filtered, scope: Scope) -> str:
    match tree:
        case Comparison():
            return _comparison(tree, record, scope)
        case Not(part):
            return f"({_sql(part, record, scope)}) IS NOT TRUE"
        case AllOf(parts):
            return " AND ".join(f"({_sql(part, record, scope)})" for part in parts)
        case AnyOf(parts):
            return " OR ".join(f"({_sql(part, record, scope)})" for part in parts)


def _comparison(one: Comparison, record: Filtered, scope: Scope) -> str:
    asked = _field(one.field, record)
    positive = POSITIVE.get(one.op, one.op)
    known = COMPARISONS[asked.type]
    if positive not in known:
        names = [op for op in Op if POSITIVE.get(op, op) in known]
        reason = _("“{field}” cannot be compared by “{op}”.").format(field=asked.code, op=one.op)
        raise Refusal(reason, one.op_position, _("Comparisons: {names}.").format(names=", ".join(names)))
    sql = compare(asked, positive, one.values, scope)
    return sql if positive is one.op else f"({sql}) IS NOT TRUE"


def _field(name: Word, record: Filtered) -> Field:
    found = find(record, name.text)
    if found:
        return found
    reason = _("There is no field “{name}”.").format(name=printable(name.text[:40]))
    names = by_name(record)
    listing = _("Fields: {names}.").format(names=", ".join(one.code for one in FIELDS[record]))
    raise Refusal(reason, name.position, did_you_mean(name.text.replace("_", " "), names) or listing)
