"""The first steps: what is checked, of whom, and how strictly."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from crmctl.checks.discovery import all_checks
from crmctl.checks.kindwords import words_for, words_of
from crmctl.control.counting import totals
from crmctl.control.profiles import Profile, profiles
from crmctl.control.question import Question
from crmctl.errors import CrmError
from crmctl.i18n import _, ngettext
from crmctl.store.queries import kinds
from crmctl.vocabulary import Level, PointType
from crmctl.wizard.around import Around
from crmctl.wizard.dialog import Choice, Dialog
from crmctl.wizard.planning import Answers

USUAL = ("phone", "email")
ANY_OF = "phone|email"
_OTHER = (PointType.OTHER,)


def which_check(ask: Dialog, around: Around) -> Profile:
    """A check, as a profile without answers, or saved answers; not asked where there is but one."""
    offered = [Profile("", code, {}) for code in all_checks()] + profiles(around.reader)
    if len(offered) == 1:
        return offered[0]
    at: int = ask.pick(
        _("What do we look for?"),
        [Choice(_name(one), at, _open_gaps(around, one)) for at, one in enumerate(offered)],
    )
    return offered[at]


def _name(one: Profile) -> str:
    return _("Profile {name}").format(name=one.name) if one.name else _(all_checks()[one.check].title)


def _open_gaps(around: Around, one: Profile) -> str:
    """How many there are now; why not, where saved answers no longer fit the base."""
    try:
        found = totals(around.reader, around.look(Question.from_json({**one.answers, "check": one.check})))
    except CrmError as error:
        return error.message.partition("\n")[0]
    gaps = sum(number for by_need in found.lacking.values() for number in by_need.values())
    return ngettext("{count} gap", "{count} gaps", gaps).format(count=gaps)


def what_is_checked(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    """Clients, contacts or both; what they must have; what counts as having it."""
    question = answers.question
    if "only" not in known:
        question = question._replace(only=_whose(ask, question))
    if "need" not in known:
        question = question._replace(need=_needs(ask, around, question))
    if "need_contact" not in known:
        question = question._replace(need_contact=_contacts_needs(ask, around, question))
    if "level" not in known:
        question = question._replace(level=_level(ask, question))
    if "through_contacts" not in known:
        question = question._replace(through_contacts=_through(ask, question))
    return answers._replace(question=question)


def _whose(ask: Dialog, question: Question) -> Any:
    choices = [
        Choice(_("Clients and their contacts"), ""),
        Choice(_("Clients only"), "clients"),
        Choice(_("Contacts only"), "contacts"),
    ]
    return ask.pick(_("Whose contact information?"), choices, default=question.only or "") or None


def _needs(ask: Dialog, around: Around, question: Question) -> tuple[str, ...]:
    label = _("What must contacts have?") if question.only == "contacts" else _("What must clients have?")
    ticked = question.need or USUAL
    return tuple(ask.pick_many(label, list(_kinds(around, ticked)), ticked=ticked))


def _contacts_needs(ask: Dialog, around: Around, question: Question) -> tuple[str, ...]:
    """Nothing where they must have the same, or are not looked at."""
    if question.only:
        return ()
    choices = [
        Choice(_("The same as clients"), False, ", ".join(map(around.wording, question.need))),
        Choice(_("Something else"), True),
    ]
    if not ask.pick(_("What must contacts have?"), choices, default=bool(question.need_contact)):
        return ()
    ticked = question.need_contact or question.need
    needed = tuple(ask.pick_many(_("What must a contact have?"), list(_kinds(around, ticked)), ticked=ticked))
    return () if needed == question.need else needed


def _kinds(around: Around, wanted: Collection[str]) -> Iterator[Choice[str]]:
    """Each type of contact, then its kinds, and whatever else was asked for before."""
    known = [kind for kind in around.reader.all(kinds.ALL) if kind.active]
    offered = [
        Choice(around.wording(ANY_OF), ANY_OF, _("one of them will do")),
        *(
            Choice(around.wording(one), one.value, _any_kind(known, one), words_for(one))
            for one in PointType
            if one not in _OTHER
        ),
        *(Choice(f"{around.word(kind.type)}: {kind.label}", kind.code, also=words_of(kind, known)) for kind in known),
    ]
    yield from sorted(offered, key=lambda one: (one.value not in USUAL, one.value != ANY_OF, one.value.count(":")))
    values = {one.value for one in offered}
    yield from (Choice(around.wording(one), one, one) for one in wanted if one not in values)


def _any_kind(known: Sequence[kinds.Kind], one: PointType) -> str:
    return _("of any kind") if sum(kind.type is one for kind in known) > 1 else ""


def _level(ask: Dialog, question: Question) -> Level:
    choices = [
        Choice(_("usable"), Level.VALID, _("a placeholder or an impossible number is no phone")),
        Choice(_("any text"), Level.PRESENCE, _("as 1C has it")),
    ]
    return ask.pick(_("A value has to be"), choices, default=question.level)


def _through(ask: Dialog, question: Question) -> bool:
    if question.only == "contacts":
        return False
    choices = [
        Choice(_("of his own"), False),
        Choice(_("his own or a contact's"), True, _("a client without a phone whose contact has one is no gap")),
    ]
    return ask.pick(_("A client needs a phone or e-mail"), choices, default=question.through_contacts)
