"""The options that say what is checked; those given win over those of a profile."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmctl.commands._offers import Offers, kinds, offered, several
from crmctl.control.question import Look, Question, look, split_needs
from crmctl.i18n import _
from crmctl.vocabulary import Level, PointType

if TYPE_CHECKING:
    from crmctl.control.profiles import Profile


def needs(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    types = [(word.value, "") for word in PointType if word.value.startswith(incomplete)]
    return types + kinds(ctx, incomplete)


class Only(StrEnum):
    CLIENTS = "clients"
    CONTACTS = "contacts"


def profile_names(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from crmctl.control.profiles import profiles

    return offered(ctx, incomplete, lambda crm: ((one.name, one.check) for one in profiles(crm.reader)))


def check_codes(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    def known(_crm: Any) -> Offers:
        from crmctl.checks.discovery import all_checks

        return ((code, _(check.title)) for code, check in all_checks().items())

    return offered(ctx, incomplete, known)


def checks_and_profiles(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    return check_codes(ctx, incomplete) + profile_names(ctx, incomplete)


NeedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--need",
        metavar=_("KIND"),
        autocompletion=several(needs),
        show_default=False,
        help=_(
            "What each record must have: phone, phone:mobile, phone|email; several by commas or repeated. "
            "By default what the check itself wants: phone and email in contact-info."
        ),
    ),
]
NeedContactOption = Annotated[
    list[str] | None,
    typer.Option(
        "--need-contact",
        metavar=_("KIND"),
        autocompletion=several(needs),
        show_default=False,
        help=_("What contacts must have, when it differs."),
    ),
]
OnlyOption = Annotated[
    Only | None, typer.Option("--only", show_default=False, help=_("Look at clients or at contacts only."))
]
LevelOption = Annotated[
    Level | None,
    typer.Option(
        "--level",
        show_default=False,
        help=_("presence: any text will do, as in 1C. valid (default): the value must be usable."),
    ),
]
ThroughOption = Annotated[
    bool, typer.Option("--through-contacts", help=_("A client is reached through a current contact too."))
]
WhereOption = Annotated[
    str | None,
    typer.Option("--where", metavar=_("FILTER"), show_default=False, help=_("Which clients; their contacts follow.")),
]
WhereContactOption = Annotated[
    str | None,
    typer.Option("--where-contact", metavar=_("FILTER"), show_default=False, help=_("Which contacts.")),
]


class Given:
    """The options of one command line, over the answers of a profile."""

    def __init__(self, answers: Mapping[str, Any], **given: Any) -> None:
        for name in ("need", "need_contact"):
            if name in given:
                given[name] = split_needs(given[name] or ()) or None
        self.answers = {**answers, **{name: value for name, value in given.items() if value not in (None, False)}}

    def question(self, check: str) -> Question:
        return Question.from_json({**self.answers, "check": check})


def asked_by(crm: Any, name: str, **given: Any) -> "tuple[Profile, Look]":
    """What a check's code or a profile's name asks, with the options that were given over it, made ready."""
    from crmctl.control.profiles import check_or_profile

    chosen = check_or_profile(crm.reader, name)
    return chosen, look_for(crm, Given(chosen.answers, **given).question(chosen.check))


def look_for(crm: Any, question: Question) -> Look:
    """The question, made ready for whoever runs this command, now."""
    return look(crm.reader, question, actor=crm.actor, now=crm.now, today=crm.today, zone=crm.zone)


def nothing_in_scope(crm: Any, question: Question) -> str:
    """Why nothing was looked at, and what to do about it where the base is empty."""
    from crmctl.control.counting import is_empty

    if not (question.where or question.where_contact) and is_empty(crm.reader):
        return _("There is no client or contact yet. Bring them in with `crmctl import clients FILE`.")
    return _("The filters match no record.")
