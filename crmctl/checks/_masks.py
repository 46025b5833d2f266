"""What is missing by an owner's masks: one text judges, as rows for people or as a number for counting."""

from collections.abc import Sequence

from crmctl.checks._population import Answer, select
from crmctl.checks.base import CODED, Need, Scope, Terms
from crmctl.filters.cond import Cond
from crmctl.vocabulary import Level, RecordType, State

_COLUMNS = "{client} AS client_id, {contact} AS contact_id"
_RESPONSIBLE = "{responsible} AS responsible_id"
_PRESENT = "({owner}.ok_kinds | {owner}.stale_kinds | {owner}.invalid_kinds | {owner}.placeholder_kinds)"
_THROUGH = """EXISTS (SELECT 1 FROM client_contact tl
WHERE tl.client_id = c.id AND (tl.ended IS NULL OR tl.ended > :today) AND {mask} & {bits} <> 0)"""
_FRESH = """EXISTS (SELECT 1 FROM contact_point cp
WHERE cp.{kind}_id = {id} AND cp.state = 'ok' AND cp.is_current AND cp.opted_out_at IS NULL
AND (CAST(1 AS BIGINT) << (cp.kind_id - 1)) & {bits} <> 0 AND COALESCE(cp.verified_at, cp.entered_at) >= :fresh)"""
_CURRENT_CONTACTS = """SELECT tl.contact_id FROM client_contact tl
WHERE tl.client_id = c.id AND (tl.ended IS NULL OR tl.ended > :today)"""


def lacking(record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
    """As `Check.failing`, for needs that are bits."""
    rows = ", ".join(f"(CAST(:need{n} AS TEXT), CAST(:bits{n} AS BIGINT))" for n in range(len(needs)))
    values = _values(terms)
    for n, need in enumerate(needs):
        values |= {f"need{n}": need.requirement, f"bits{n}": need.bits}
    state = _state(record, terms, "need.bits", {state: f"'{state}'" for state in CODED})
    columns = f"{_COLUMNS}, need.requirement, need.bits, {state} AS state, {_RESPONSIBLE}"
    condition = Cond(_fails(record, terms, "need.bits"), values)
    chosen = select(record, Answer(columns, condition, "CROSS JOIN need"), terms, scope)
    return Cond(f"WITH need (requirement, bits) AS (VALUES {rows})\n{chosen.sql}", chosen.values)


def failed(record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
    """As `Check.lacks`, for needs that are bits."""
    columns = ", ".join(f"{_fails(record, terms, str(need.bits))} AS lacks{n}" for n, need in enumerate(needs))
    return select(record, Answer(columns, Cond("TRUE", _values(terms))), terms, scope)


def judged(record: RecordType, needs: Sequence[Need], terms: Terms, scope: Scope) -> Cond:
    """As `Check.verdicts`, for needs that are bits."""
    digits = (_digit(record, terms, str(need.bits), len(CODED) ** n) for n, need in enumerate(needs))
    columns = f"{_COLUMNS}, {{entrusted}} AS entrusted_id,\n" + "\n+ ".join(digits) + " AS verdict"
    return select(record, Answer(columns, Cond("TRUE", _values(terms))), terms, scope)


def _digit(record: RecordType, terms: Terms, bits: str, place: int) -> str:
    codes = {state: f"{place * code}" for code, state in enumerate(CODED)}
    return f"CASE WHEN {_fails(record, terms, bits)}\nTHEN {_state(record, terms, bits, codes)} ELSE 0 END"


def _values(terms: Terms) -> dict[str, object]:
    values: dict[str, object] = {"today": terms.today} if terms.through_contacts else {}
    return values | {"fresh": terms.fresh_since} if _judges_age(terms) else values


def _judges_age(terms: Terms) -> bool:
    return terms.fresh_since is not None and terms.level is Level.VALID


def _fails(record: RecordType, terms: Terms, bits: str) -> str:
    """The requirement applies, and nothing meets it."""
    if _judges_age(terms):
        nothing = f"NOT ({_fresh(record, terms)})"
    else:
        nothing = _has_not(_PRESENT if terms.level is Level.PRESENCE else "{owner}.ok_kinds", record, terms)
    return f"{nothing} AND {{owner}}.opted_out_kinds & {{bits}} <> {{bits}}".replace("{bits}", bits)


def _has(mask: str, record: RecordType, terms: Terms) -> str:
    """The owner, or where it is allowed one of the client's current contacts, has a needed kind in this mask."""
    own = f"{mask} & {{bits}} <> 0"
    if record is not RecordType.CLIENT or not terms.through_contacts:
        return own
    return f"({own} OR {_THROUGH.replace('{mask}', mask.replace('{owner}', 'tl'))})"


def _has_not(mask: str, record: RecordType, terms: Terms) -> str:
    """The opposite, without a NOT around what a million rows are asked."""
    own = f"{mask} & {{bits}} = 0"
    if record is not RecordType.CLIENT or not terms.through_contacts:
        return own
    return f"{own} AND NOT {_THROUGH.replace('{mask}', mask.replace('{owner}', 'tl'))}"


def _fresh(record: RecordType, terms: Terms) -> str:
    if record is RecordType.CONTACT:
        return _FRESH.replace("{kind}", "contact").replace("{id}", "{contact}")
    own = _FRESH.replace("{kind}", "client").replace("{id}", "c.id")
    if not terms.through_contacts:
        return own
    contacts = _FRESH.replace("{kind}", "contact").replace("= {id}", f"IN ({_CURRENT_CONTACTS})")
    return f"{own} OR {contacts}"


def _state(record: RecordType, terms: Terms, bits: str, words: dict[State, str]) -> str:
    """The state of what fails: the best among the owner's values, in these words."""
    if terms.level is Level.PRESENCE:
        return words[State.MISSING]
    stale = _has("{owner}.stale_kinds", record, terms)
    if _judges_age(terms):
        stale = f"{stale} OR {_has('{owner}.ok_kinds', record, terms)}"
    invalid = _has("{owner}.invalid_kinds", record, terms)
    placeholder = _has("{owner}.placeholder_kinds", record, terms)
    case = (
        f"CASE WHEN {stale} THEN {words[State.STALE]} WHEN {invalid} THEN {words[State.INVALID]} "
        f"WHEN {placeholder} THEN {words[State.PLACEHOLDER]} ELSE {words[State.MISSING]} END"
    )
    return case.replace("{bits}", bits)
