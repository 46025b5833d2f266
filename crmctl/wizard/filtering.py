"""The filters for clients and contacts: conditions added and taken away one by one, or typed, each time counted."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from crmctl.control.profiles import profiles
from crmctl.errors import CrmError
from crmctl.filters.language import parse
from crmctl.filters.tree import AllOf, AnyOf, Tree, to_text
from crmctl.i18n import _
from crmctl.vocabulary import RecordType
from crmctl.wizard.around import Around, filter_of, with_filter
from crmctl.wizard.conditions import pick_condition
from crmctl.wizard.dialog import Choice, Dialog, refusal
from crmctl.wizard.planning import Answers
from crmctl.wizard.reading import readable

GO, AND, OR, DROP, TEXT, PROFILE = "go", "and", "or", "drop", "text", "profile:"


class Joined(NamedTuple):
    """A condition, and how it is joined to all those before it."""

    how: str
    tree: Tree


def whole(parts: Sequence[Joined]) -> str:
    """The filter's text; empty where there is no condition."""
    if not parts:
        return ""
    tree = parts[0].tree
    for part in parts[1:]:
        kind = AllOf if part.how == AND else AnyOf
        before = tree.parts if isinstance(tree, kind) else (tree,)
        tree = kind((*before, part.tree))
    return to_text(tree)


def parts_of(text: str) -> list[Joined]:
    """A filter written by hand is one condition."""
    return [Joined(AND, parse(text))] if text.strip() else []


def which_clients(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    return answers if "where" in known else _which(ask, around, answers, RecordType.CLIENT)


def which_contacts(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    if "where_contact" in known or answers.question.only == "clients":
        return answers
    return _which(ask, around, answers, RecordType.CONTACT)


def _which(ask: Dialog, around: Around, answers: Answers, record: RecordType) -> Answers:
    parts = parts_of(filter_of(answers.question, record))
    while True:
        question = with_filter(answers.question, record, whole(parts))
        found = around.matching(question, record)
        if not (found.total or parts):
            return answers
        ask.show(found)
        label = _("Which clients?") if record is RecordType.CLIENT else _("Which contacts?")
        step = ask.pick(label, _steps(around, record, parts))
        if step == GO:
            return answers._replace(question=question)
        parts = _changed(ask, around, record, parts, step)


def _steps(around: Around, record: RecordType, parts: Sequence[Joined]) -> list[Choice[str]]:
    everything = _("All clients") if record is RecordType.CLIENT else _("All contacts")
    steps = [Choice(_("These") if parts else everything, GO)]
    if parts:
        steps += [Choice(_("and …"), AND, _("one more condition")), Choice(_("or …"), OR, _("another way to belong"))]
        steps.append(Choice(_("Take the last condition away"), DROP))
    else:
        steps.append(Choice(_("Only those with …"), AND, _("pick a field, a comparison and a value")))
    steps.append(Choice(_("Write the filter as text"), TEXT))
    return steps + _of_profiles(around, record)


def _of_profiles(around: Around, record: RecordType) -> list[Choice[str]]:
    name = "where" if record is RecordType.CLIENT else "where_contact"
    return [
        Choice(
            _("As in profile {name}").format(name=one.name),
            PROFILE + str(one.answers[name]),
            _readable(around, str(one.answers[name]), record),
        )
        for one in profiles(around.reader)
        if one.answers.get(name)
    ]


def _readable(around: Around, text: str, record: RecordType) -> str:
    """As it stands where it can be read no more."""
    try:
        return readable(around, text, record)
    except CrmError:
        return text


def _changed(ask: Dialog, around: Around, record: RecordType, parts: list[Joined], step: str) -> list[Joined]:
    if step in (AND, OR):
        return [*parts, Joined(step, pick_condition(ask, around, record))]
    if step == DROP:
        return parts[:-1]
    if step.startswith(PROFILE):
        return parts_of(step.removeprefix(PROFILE))
    check = refusal(lambda text: around.read_filter(text, record))
    return parts_of(ask.text(_("Filter"), default=whole(parts), check=check, filled=True))
