"""A plan: who is to get which gaps, made by reading only; on paper it carries a digest."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from crmctl.checks.wording import Wording
from crmctl.control.distribute import Rule, deal
from crmctl.control.finding import Bundle, bundled, find_gaps, ordered
from crmctl.control.question import Look
from crmctl.errors import BadInput, Drifted
from crmctl.i18n import _, ngettext
from crmctl.store.queries.control import Found
from crmctl.store.reader import Reader
from crmctl.vocabulary import Priority

_VERSION = 1
_SHOWN = 5


class TaskTerms(NamedTuple):
    """What every task of one hand-out has in common; people and the project by id."""

    title: str
    due_at: datetime | None = None
    due_is_day: bool = True
    control_at: datetime | None = None
    controller_id: int | None = None
    project_id: int | None = None
    new_project: str = ""
    """The name of one that is made with the tasks; `project_id` is None then."""
    priority: Priority = Priority.NORMAL


class Portion(NamedTuple):
    """How many clients and rows."""

    clients: int
    rows: int


class ControlPlan(NamedTuple):
    """A hand-out that is not written yet."""

    look: Look
    rule: Rule
    terms: TaskTerms
    shares: Mapping[int, Sequence[Bundle]]
    """By assignee id."""
    nobodys: Sequence[Bundle]
    """What is not handed out because nobody is in charge of it."""
    left: Portion
    """For next time: everybody has as much as was asked for."""
    gaps: Sequence[Found]
    """Everything found, held or not, for the preview."""
    short: Mapping[int, int] = {}
    """How many clients of those asked for by name a person does not get, by id."""

    @property
    def unassigned(self) -> Portion:
        return portion(self.nobodys)

    @property
    def rows(self) -> int:
        return sum(len(bundle.gaps) for bundles in self.shares.values() for bundle in bundles)


def make_plan(  # noqa: PLR0913 - what is found, and how it is dealt out
    reader: Reader,
    look: Look,
    rule: Rule,
    terms: TaskTerms,
    *,
    order: str = "",
    gaps: Sequence[Found] | None = None,
) -> ControlPlan:
    """Deal out the gaps, found already or now, that no open task holds. Raises UsageError for an unknown order."""
    gaps = find_gaps(reader, look) if gaps is None else gaps
    bundles = bundled(gap for gap in gaps if gap.held_by is None)
    if order:
        bundles = ordered(reader, bundles, order)
    dealt = deal([bundle.unit for bundle in bundles], rule)
    shares = {person: [bundles[at] for at in units] for person, units in sorted(dealt.given.items()) if units}
    nobodys = [bundles[at] for at in dealt.nobody]
    left = portion([bundles[at] for at in dealt.left])
    return ControlPlan(look, rule, terms, shares, nobodys, left, gaps, dealt.short)


def portion(bundles: Sequence[Bundle]) -> Portion:
    clients = sum(bundle.client_id is not None for bundle in bundles)
    return Portion(clients, sum(len(bundle.gaps) for bundle in bundles))


def row_key(gap: Found) -> tuple[int | None, int | None, str]:
    return gap.client_id, gap.contact_id, gap.requirement


def plan_text(plan: ControlPlan, answers: Mapping[str, Any], logins: Mapping[int, str]) -> str:
    """The plan as a file: the answers that made it, the rows by assignee, and a digest of both."""
    shares = {
        logins[person]: [list(row_key(gap)) for bundle in bundles for gap in bundle.gaps]
        for person, bundles in plan.shares.items()
    }
    content = {"crmctl_plan": _VERSION, "answers": dict(answers), "shares": shares}
    return json.dumps({**content, "digest": _digest(content)}, ensure_ascii=False, indent=1) + "\n"


class Paper(NamedTuple):
    """A plan file: its answers, and the rows by login."""

    answers: Mapping[str, Any]
    shares: Mapping[str, Sequence[tuple[int | None, int | None, str]]]


def read_plan(text: str, file: str) -> Paper:
    """Raises BadInput when it is no plan file, or was changed after it had been written."""
    try:
        content = json.loads(text)
        digest = content.pop("digest")
        known = content["crmctl_plan"] == _VERSION
        paper = Paper(
            content["answers"],
            {login: [(row[0], row[1], row[2]) for row in rows] for login, rows in content["shares"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        known = False
    if not known:
        raise BadInput(_("This is not a plan."), _("Write one with `crmctl wizard … --plan FILE`."), file=file)
    if digest != _digest(content):
        raise BadInput(_("The plan was changed after it had been written."), _("Write it anew."), file=file)
    return paper


def require_same(paper: Paper, plan: ControlPlan, logins: Mapping[int, str], say: Wording) -> None:
    """Raises Drifted, with the difference, when the data no longer give the plan on paper."""
    before = {row: login for login, rows in paper.shares.items() for row in rows}
    after = {
        row_key(gap): logins[person]
        for person, bundles in plan.shares.items()
        for bundle in bundles
        for gap in bundle.gaps
    }
    if before == after:
        return
    gone = [row for row in before if row not in after]
    new = [row for row in after if row not in before]
    moved = [row for row, login in before.items() if after.get(row, login) != login]
    parts = [
        _difference(
            ngettext("{count} gap is gone or held by now", "{count} gaps are gone or held by now", len(gone)), gone, say
        ),
        _difference(ngettext("{count} gap is new", "{count} gaps are new", len(new)), new, say),
        _difference(
            ngettext("{count} gap goes to somebody else", "{count} gaps go to somebody else", len(moved)), moved, say
        ),
    ]
    said = "\n".join(f"  {part}" for part in parts if part)
    raise Drifted(_("The data have moved since the plan was made:") + f"\n{said}", _("Make a new plan."))


def _difference(text: str, rows: list[tuple[int | None, int | None, str]], say: Wording) -> str:
    if not rows:
        return ""
    rows.sort(key=lambda row: (row[0] or 0, row[1] or 0, row[2]))
    named = ", ".join(_named(row, say) for row in rows[:_SHOWN])
    return f"{text.format(count=len(rows))}: {named}{', …' if len(rows) > _SHOWN else ''}"


def _named(row: tuple[int | None, int | None, str], say: Wording) -> str:
    client, contact, requirement = row
    text = _("contact {id} ({requirement})") if contact else _("client {id} ({requirement})")
    return text.format(id=contact or client, requirement=say(requirement))


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
