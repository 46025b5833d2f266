"""The book of contact kinds: the built-in ones and the company's own, as many as fit the masks."""

import re

from crmctl.books.finding import named, nearest
from crmctl.errors import NotFound, Refused, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.store.queries import kinds
from crmctl.store.queries.kinds import Kind
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import PointType

MOST = 62
_CODE = re.compile(r"([a-z]+):([\w-]{1,32})")


def list_kinds(reader: Reader) -> list[Kind]:
    return reader.all(kinds.ALL)


def kind_id(reader: Reader, code: str) -> int:
    """The kind of that code; raises NotFound with the nearest ones."""
    known = {kind.code: kind for kind in list_kinds(reader)}
    found = known.get(code.strip().lower())
    if found is None:
        raise NotFound(
            _("There is no contact kind {code}.").format(code=code),
            nearest(code, known, _("See `crmctl kinds list`.")),
        )
    return found.id


def add_kind(work: Work, actor: Actor, code: str, label: str) -> int:
    """A new kind, `type:name`; returns its id. The number of a kind is its bit, so it is never given twice."""
    from crmctl.store.models import ContactKind

    require(actor)
    code, type_ = _parted(code)
    if any(kind.code == code for kind in list_kinds(work.reader)):
        raise UsageError(_("There is a contact kind {code} already.").format(code=code))
    if work.next_id("contact_kind") > MOST:
        raise Refused(
            _("There is room for {most} contact kinds, and they are all taken.").format(most=MOST),
            _("Rename one that is not used: `crmctl kinds edit CODE --label TEXT`."),
        )
    return work.add(ContactKind(run_id=0, code=code, type=type_, label=named(label or code)))


def edit_kind(work: Work, actor: Actor, code: str, *, label: str = "", active: bool | None = None) -> None:
    """Call a kind otherwise, or take it in or out of use; its values stay."""
    from crmctl.store.models import ContactKind

    require(actor)
    kind = work.session.get_one(ContactKind, kind_id(work.reader, code))
    if label:
        kind.label = named(label)
    if active is not None:
        kind.active = active


def _parted(text: str) -> tuple[str, PointType]:
    found = _CODE.fullmatch(text.strip().lower())
    if found is None or found[1] not in set(PointType):
        types = ", ".join(PointType)
        raise UsageError(_("A contact kind is TYPE:NAME, as in phone:sales."), _("Types: {types}.").format(types=types))
    return found[0], PointType(found[1])
