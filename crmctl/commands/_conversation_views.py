"""How the wizard's conversation looks."""

from collections.abc import Callable, Mapping
from typing import Any

from crmctl.commands._check_views import RECORDS
from crmctl.commands._wizard_views import (
    counted,
    distribution_table,
    loads,
    nobodys_words,
    records_table,
    sentences,
    short_words,
    sums_tables,
)
from crmctl.commands._words import word
from crmctl.context import Context
from crmctl.control.distribute import Nobody
from crmctl.i18n import N_, _
from crmctl.settings import read_settings
from crmctl.store.dues import day_of
from crmctl.ui.view import Card, Cell, Field, Lines, Table, Tone, View
from crmctl.vocabulary import Level, RecordType
from crmctl.wizard.around import Around, Matching, filter_of
from crmctl.wizard.conversation import LastLook
from crmctl.wizard.days import spoken_ahead
from crmctl.wizard.dealing import Dealt, Nobodys, dealt
from crmctl.wizard.handing import Handing
from crmctl.wizard.looking import Grid, Seen, Sums
from crmctl.wizard.reading import readable
from crmctl.wizard.weights import read_weight, shown_number

_MATCHING = {
    RecordType.CLIENT: N_("Clients: {matching} of {total}"),
    RecordType.CONTACT: N_("Contacts: {matching} of {total}"),
}


_LEVELS = {
    Level.VALID: N_("a value has to be usable"),
    Level.PRESENCE: N_("any text will do"),
}


class Views:
    """Makes views of what a conversation shows."""

    def __init__(self, crm: Context, around: Around) -> None:
        self.around = around
        self.minutes_per_row = read_settings(crm.reader)["minutes_per_row"]
        self._by_type: Mapping[type, Callable[[Any], list[View]]] = {
            Matching: self._matching,
            Grid: lambda what: [records_table(what.rows, (), around.wording)],
            Sums: lambda what: sums_tables(what.found),
            Seen: lambda what: [Lines(sentences(what.found, around.wording))],
            Nobodys: _nobodys,
            Dealt: lambda what: [self._distribution(what)],
            LastLook: self._last_look,
        }

    def __call__(self, what: Any) -> list[View]:
        return self._by_type[type(what)](what)

    def _distribution(self, what: Dealt) -> Table:
        found = loads(what.plan, self.around.logins, self.around.names, self.minutes_per_row)
        return distribution_table(what.plan, found, what.nobodys)._replace(
            footer=short_words(what.plan, self.around.logins)
        )

    def _last_look(self, what: LastLook) -> list[View]:
        question, handing = what.answers
        fields = [
            Field("need", _("Needed"), self._needed(what)),
            Field("level", _("Level"), _(_LEVELS[question.level])),
            Field("where", _("Clients"), self._filter(what, RecordType.CLIENT) or _("no filter")),
            Field("where_contact", _("Contacts"), self._filter(what, RecordType.CONTACT) or _("no filter")),
            Field("who", _("Who"), _who(handing)),
            Field("nobody", _("Nobody's clients"), _instead(handing.nobody)),
            Field("project", _("Project"), _project(what)),
            Field("due", _("Due"), self._day(what.plan.terms.due_at) or Cell(_("none"), Tone.WARN)),
            Field("control", _("Control date"), self._day(what.plan.terms.control_at)),
            Field("controller", _("Controller"), self.around.logins.get(what.plan.terms.controller_id or 0, "")),
            Field("priority", _("Priority"), word(handing.priority)),
            Field("title", _("Title"), what.plan.terms.title),
        ]
        shown = [one for one in fields if one.value and (one.key != "where_contact" or question.only != "clients")]
        return [Card(_("Everything once more"), shown), self._distribution(dealt(self.around, what.answers))]

    def _matching(self, what: Matching) -> list[View]:
        found = _(_MATCHING[what.record]).format(matching=what.matching, total=what.total)
        lacking = counted({need: number for need, number in what.lacking.items() if number}, self.around.wording)
        said = _("{found}; lacking {lacking}").format(found=found, lacking=lacking) if lacking else found
        text = readable(self.around, what.text, what.record)
        return [Lines([Cell(text, Tone.DIM), said] if text else [said])]

    def _filter(self, what: LastLook, record: RecordType) -> str:
        return readable(self.around, filter_of(what.answers.question, record), record)

    def _needed(self, what: LastLook) -> str:
        """What is asked of whom."""
        return "; ".join(
            f"{_(RECORDS[record])}: {', '.join(self.around.wording(need.requirement) for need in needs)}"
            for record, needs in what.plan.look.needs.items()
        )

    def _day(self, moment: Any) -> str:
        if not moment:
            return ""
        return spoken_ahead(day_of(moment, self.around.zone), self.around.today, self.around.calendar)


def _nobodys(what: Nobodys) -> list[View]:
    said = _("{why}: clients {clients}, rows {rows}")
    return [
        Lines(
            [
                Cell(said.format(why=nobodys_words(one), clients=one.portion.clients, rows=one.portion.rows), Tone.WARN)
                for one in what.lines
            ]
        )
    ]


def _instead(nobody: str | None) -> str:
    """What was chosen for the clients nobody is in charge of; empty where nothing had to be."""
    said = {Nobody.SKIP.value: _("left for now"), Nobody.SHARE.value: _("shared among the others")}
    return said.get(nobody, nobody) if nobody else ""


def _sharing(text: str) -> str:
    login, _sign, said = text.partition(":")
    weight = read_weight(said)
    return _("{login} (weight {weight})").format(login=login, weight=shown_number(weight)) if weight else login


def _project(what: LastLook) -> str:
    new = what.plan.terms.new_project
    return _("{name}, made with the tasks").format(name=new) if new else what.answers.handing.project or ""


def _who(handing: Handing) -> str:
    ways = [
        _("each client to its responsible") if handing.by else "",
        _("group {name}").format(name=handing.group) if handing.group else "",
        ", ".join(map(_sharing, handing.among)),
        _("counts {counts}").format(counts=", ".join(handing.counts)) if handing.counts else "",
        _("at most {count} clients each").format(count=handing.per_assignee) if handing.per_assignee else "",
    ]
    return "; ".join(way for way in ways if way)
