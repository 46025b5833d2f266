"""The check of contact information."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from crmctl.checks.base import Check, Need, Scope, Terms
from crmctl.checks.population import select
from crmctl.errors import UsageError
from crmctl.filters.cond import Cond
from crmctl.i18n import N_, _
from crmctl.store.queries import kinds
from crmctl.store.reader import Reader
from crmctl.vocabulary import Level, RecordType

_COLUMNS = """{client} AS client_id, {contact} AS contact_id, need.requirement, need.bits,
CASE {stale} WHEN {invalid} THEN 'invalid' WHEN {placeholder} THEN 'placeholder' ELSE 'missing' END AS state,
{responsible} AS responsible_id"""
_PRESENT = "({owner}.ok_kinds | {owner}.stale_kinds | {owner}.invalid_kinds | {owner}.placeholder_kinds)"
_THROUGH = """EXISTS (SELECT 1 FROM client_contact tl
WHERE tl.client_id = c.id AND (tl.ended IS NULL OR tl.ended > :today) AND {mask} & need.bits <> 0)"""
_FRESH = """EXISTS (SELECT 1 FROM contact_point cp
WHERE cp.{kind}_id = {id} AND cp.state = 'ok' AND cp.is_current AND cp.opted_out_at IS NULL
AND (CAST(1 AS BIGINT) << (cp.kind_id - 1)) & need.bits <> 0 AND COALESCE(cp.verified_at, cp.entered_at) >= :fresh)"""


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
        rows = ", ".join(f"(CAST(:need{n} AS TEXT), CAST(:bits{n} AS BIGINT))" for n in range(len(needs)))
        values: dict[str, object] = {"today": terms.today}
        for n, need in enumerate(needs):
            values |= {f"need{n}": need.requirement, f"bits{n}": need.bits}
        if terms.fresh_since:
            values["fresh"] = terms.fresh_since
        condition = Cond(f"{_fails(record, terms)} AND need.bits & ~{{owner}}.opted_out_kinds <> 0", values)
        chosen = select(record, _columns(record, terms), condition, terms, scope, "CROSS JOIN need")
        return Cond(f"WITH need (requirement, bits) AS (VALUES {rows})\n{chosen.sql}", chosen.values)

    def population(self, record: RecordType, terms: Terms, scope: Scope) -> Cond:
        columns = "{client} AS client_id, {contact} AS contact_id, {responsible} AS responsible_id"
        return select(record, columns, Cond("TRUE"), terms, scope)


def _has(mask: str, record: RecordType, terms: Terms) -> str:
    """The owner, or where it is allowed one of the client's current contacts, has a needed kind in this mask."""
    own = f"{mask} & need.bits <> 0"
    if record is not RecordType.CLIENT or not terms.through_contacts:
        return own
    return f"({own} OR {_THROUGH.replace('{mask}', mask.replace('{owner}', 'tl'))})"


def _fails(record: RecordType, terms: Terms) -> str:
    if terms.level is Level.PRESENCE:
        return f"NOT ({_has(_PRESENT, record, terms)})"
    if not terms.fresh_since:
        return f"NOT ({_has('{owner}.ok_kinds', record, terms)})"
    return f"NOT ({_fresh(record, terms)})"


def _fresh(record: RecordType, terms: Terms) -> str:
    if record is RecordType.CONTACT:
        return _FRESH.replace("{kind}", "contact").replace("{id}", "{contact}")
    own = _FRESH.replace("{kind}", "client").replace("{id}", "c.id")
    if not terms.through_contacts:
        return own
    link = "SELECT tl.contact_id FROM client_contact tl WHERE tl.client_id = c.id AND (tl.ended IS NULL OR tl.ended > :today)"
    contacts = _FRESH.replace("{kind}", "contact").replace("= {id}", f"IN ({link})")
    return f"{own} OR {contacts}"


def _columns(record: RecordType, terms: Terms) -> str:
    """The state of what fails: the best among the owner's values."""
    present = terms.level is Level.PRESENCE
    has = {name: "FALSE" if present else _has(f"{{owner}}.{name}_kinds", record, terms)
           for name in ("stale", "invalid", "placeholder")}  # fmt: skip
    aged = f" OR {_has('{owner}.ok_kinds', record, terms)}" if terms.fresh_since and not present else ""
    has["stale"] = f"WHEN {has['stale']}{aged} THEN 'stale'"
    text = _COLUMNS
    for name, sql in has.items():
        text = text.replace(f"{{{name}}}", sql)
    return text


def _bits(text: str, known: list[kinds.Kind]) -> int:
    """The mask of `phone`, `phone:mobile` or `phone|email:work`."""
    bits = 0
    for name in (part.strip() for part in text.split("|")):
        meant = [kind for kind in known if name in (kind.type.value, kind.code)]
        if not meant:
            names = sorted({kind.type.value for kind in known} | {kind.code for kind in known})
            close = get_close_matches(name, names, 1)
            hint = _("Did you mean {name}?").format(name=close[0]) if close else _("See `crmctl kinds list`.")
            raise UsageError(_("There is no contact kind {name}.").format(name=name or "''"), hint)
        for kind in meant:
            bits |= kind.bit
    return bits
