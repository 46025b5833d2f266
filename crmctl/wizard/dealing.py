"""Who gets what: by responsible or among people, nobody's clients, and changes by hand before going on."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from crmctl.cleaning.text import key
from crmctl.control.distribute import Nobody
from crmctl.control.finding import is_ordering
from crmctl.control.nobodys import Line as NobodysLine
from crmctl.control.nobodys import nobodys_lines, skipped_lines
from crmctl.control.plan import ControlPlan
from crmctl.errors import UsageError
from crmctl.filters.fields import FIELDS
from crmctl.i18n import _, ngettext
from crmctl.store.queries.users import GROUPS, MEMBERS
from crmctl.vocabulary import RecordType
from crmctl.wizard.around import Around
from crmctl.wizard.conditions import code_note
from crmctl.wizard.dialog import Amount, Choice, Dialog, Line, refusal
from crmctl.wizard.handing import RESPONSIBLE, Handing
from crmctl.wizard.planning import Answers
from crmctl.wizard.weights import read_weight, shown_number, weight_text

WAYS = frozenset({"by", "among", "group"})
AMONG, GROUP = "among", "group"
GO, WHO, NOBODYS, WEIGHTS, COUNTS, FIRST = "go", "who", "nobody", "weights", "counts", "first"


class Dealt(NamedTuple):
    """A distribution to look at, with the lines of what nobody is in charge of and of who is passed over."""

    plan: ControlPlan
    nobodys: Sequence[NobodysLine]


class Nobodys(NamedTuple):
    """What somebody has to be found for."""

    lines: Sequence[NobodysLine]


def who_gets_it(ask: Dialog, around: Around, answers: Answers, known: Collection[str]) -> Answers:
    """Ask who, then what becomes of nobody's clients, then show it until it is right."""
    if not WAYS & set(known):
        answers = _with(answers, _who(ask, around, answers.handing))
    if "nobody" not in known and around.plan(answers).nobodys:
        answers = _nobodys(ask, around, answers)
    return _until_right(ask, around, answers)


def dealt(around: Around, answers: Answers) -> Dealt:
    plan = around.plan(answers)
    return Dealt(plan, [*_unhanded(around, plan), *skipped_lines(plan, around.logins)])


def _with(answers: Answers, handing: Handing) -> Answers:
    return answers._replace(handing=handing)


def _who(ask: Dialog, around: Around, before: Handing) -> Handing:
    groups = [one for one in around.reader.all(GROUPS) if one.members]
    choices = [
        Choice(_("Each client to its responsible"), RESPONSIBLE),
        Choice(_("Share among people"), AMONG),
        *([Choice(_("Share among a group"), GROUP)] if groups else []),
    ]
    usual = GROUP if before.group else AMONG if before.among else RESPONSIBLE
    way = ask.pick(_("Who gets the work?"), choices, default=usual)
    bare = before._replace(by=None, among=(), group=None, counts=())
    if way == RESPONSIBLE:
        return bare._replace(by=RESPONSIBLE)
    if way == GROUP:
        names = [Choice(one.name, one.name, _members(one.members)) for one in groups]
        return bare._replace(group=ask.pick(_("Which group?"), names, default=before.group))
    weights = dict(_parted(text) for text in before.among)
    found = ask.pick_many(_("Among whom?"), _people(around), ticked=list(weights))
    return bare._replace(among=tuple(f"{login}:{weights[login]}" if weights.get(login) else login for login in found))


def _members(number: int) -> str:
    return ngettext("{count} member", "{count} members", number).format(count=number)


def _people(around: Around) -> list[Choice[str]]:
    away = _("{name}, away today")
    return [
        Choice(one.login, one.login, away.format(name=one.name) if one.id in around.away else one.name)
        for one in around.people
    ]


def _parted(text: str) -> tuple[str, str]:
    login, _sign, said = text.partition(":")
    return login.strip(), said.strip()


def _unhanded(around: Around, plan: ControlPlan) -> list[NobodysLine]:
    return nobodys_lines(around.reader, around.actor, plan.nobodys, around.logins)


def _nobodys(ask: Dialog, around: Around, answers: Answers) -> Answers:
    """What becomes of them; they are named, so that none is dropped unseen."""
    bare = _with(answers, answers.handing._replace(nobody=Nobody.SKIP.value))
    plan = around.plan(bare)
    ask.show(Nobodys(_unhanded(around, plan)))
    choices = [Choice(_("Leave them for now"), Nobody.SKIP.value)]
    if plan.shares:
        choices.append(Choice(_("Share them among the others"), Nobody.SHARE.value))
    choices += [one._replace(label=_("All to {login}").format(login=one.label)) for one in _people(around)]
    said = ask.pick(_("Clients nobody is in charge of"), choices, default=answers.handing.nobody)
    usual = None if said == Nobody.SKIP and answers.handing.by else said
    return _with(answers, answers.handing._replace(nobody=usual))


def _until_right(ask: Dialog, around: Around, answers: Answers) -> Answers:
    while True:
        found = dealt(around, answers)
        ask.show(found)
        step = ask.pick(_("Hand out like this?"), _steps(found, answers.handing))
        if step == GO:
            return answers
        answers = _CHANGES[step](ask, around, answers)


def _steps(found: Dealt, handing: Handing) -> list[Choice[str]]:
    shared = bool(handing.among or handing.group)
    return [
        *([Choice(_("Yes"), GO)] if found.plan.shares else []),
        *([Choice(_("Change the weights"), WEIGHTS)] if shared else []),
        *([Choice(_("Change the numbers of clients"), COUNTS)] if found.plan.shares or handing.counts else []),
        Choice(_("Only the first clients of each"), FIRST, _("the rest is left for next time")),
        *([Choice(_("Nobody's clients"), NOBODYS)] if found.plan.nobodys or handing.nobody else []),
        Choice(_("Somebody else gets it"), WHO),
        *([] if found.plan.shares else [Choice(_("Go on without tasks"), GO)]),
    ]


def _anew(ask: Dialog, around: Around, answers: Answers) -> Answers:
    answers = _with(answers, _who(ask, around, answers.handing)._replace(nobody=None))
    return _nobodys(ask, around, answers) if around.plan(answers).nobodys else answers


def _weights(ask: Dialog, around: Around, answers: Answers) -> Answers:
    handing = answers.handing
    spelled = {key(login): login for login in around.logins.values()}
    said = {spelled[key(login)]: read_weight(text) for login, text in map(_parted, handing.among)}
    members = [one.login for one in around.reader.all(MEMBERS, key=key(handing.group))] if handing.group else []
    people = list(dict.fromkeys([*members, *said]))
    named = {around.logins[person]: name for person, name in around.names.items()}
    lines = [Line(login, said.get(login) or 1, is_weight=True, note=named[login]) for login in people]
    found = ask.amounts(_("Weights"), lines, says=_sum)
    weights = zip(people, found, strict=True)
    among = tuple(f"{login}:{weight_text(weight)}" if weight != 1 else login for login, weight in weights)
    if handing.group:
        among = tuple(text for text in among if ":" in text)
    return _with(answers, handing._replace(among=among, counts=()))


def _sum(weights: Sequence[Amount]) -> str:
    return _("in all {sum}").format(sum=shown_number(sum(weights)))


def _counts(ask: Dialog, around: Around, answers: Answers) -> Answers:
    """So many clients as are asked for; what nobody gets is left for next time."""
    free = around.plan(_with(answers, answers.handing._replace(counts=(), per_assignee=None)))
    now = {person: len(bundles) for person, bundles in around.plan(answers).shares.items()}
    people = free.rule.weights or free.shares
    there = sum(map(len, free.shares.values()))
    lines = [
        Line(
            around.logins[person],
            now.get(person, 0),
            there if free.rule.weights else len(free.shares[person]),
            note=around.names[person],
        )
        for person in people
    ]

    def says(counts: Sequence[Amount]) -> str:
        return _counted(int(sum(counts)), there)

    def check(counts: Sequence[Amount]) -> str | None:
        return says(counts) if sum(counts) > there else None

    found = ask.amounts(_("Clients each"), lines, says=says, check=check)
    if found == [line.amount for line in lines]:
        return answers
    counts = tuple(
        f"{line.label}:{count}"
        for line, count in zip(lines, found, strict=True)
        if free.rule.weights or count != line.most  # his own, all of them: no limit for next time
    )
    return _with(answers, answers.handing._replace(counts=counts, per_assignee=None))


def _counted(given: int, there: int) -> str:
    if given > there:
        return _("{given} asked for, but there are {there}").format(given=given, there=there)
    said = ngettext("{given} of {there} client", "{given} of {there} clients", there)
    left = _("; {left} left for next time").format(left=there - given) if there > given else ""
    return said.format(given=given, there=there) + left


def _first(ask: Dialog, _around: Around, answers: Answers) -> Answers:
    handing = answers.handing._replace(counts=())
    said = ask.text(
        _("At most so many clients each (0: all)"), default=str(handing.per_assignee or 0), check=refusal(_limit)
    )
    limit = _limit(said) or None
    if limit is None:
        return _with(answers, handing._replace(per_assignee=None, order=None))
    fields = [one for one in FIELDS[RecordType.CLIENT] if is_ordering(one) and one.code != "id"]
    choices = [Choice(_("by number"), ""), *(Choice(_(one.caption), one.code, code_note(one)) for one in fields)]
    order = ask.pick(_("Which come first?"), choices, default=(handing.order or "").removeprefix("-"))
    if order:
        ways = [Choice(_("the smallest or oldest"), ""), Choice(_("the greatest or newest"), "-")]
        order = ask.pick(_("First"), ways, default="-" if (handing.order or "").startswith("-") else "") + order
    return _with(answers, handing._replace(per_assignee=limit, order=order or None))


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):  # noqa: PLR2004
        raise UsageError(_("A whole number, please."))
    return int(text)


_CHANGES = {NOBODYS: _nobodys, WHO: _anew, WEIGHTS: _weights, COUNTS: _counts, FIRST: _first}
