"""What a command gets from outside, each found when first used: flags, then environment, then configuration file."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from crmctl import config
from crmctl.errors import MissingAnswer, Refused
from crmctl.i18n import _
from crmctl.ui import output, terminal
from crmctl.vocabulary import Source

if TYPE_CHECKING:
    from crmctl.rights import Actor
    from crmctl.store.reader import Reader
    from crmctl.store.work import Work
    from crmctl.ui.progress import Advance
    from crmctl.ui.view import View

T = TypeVar("T")


class Context:
    """One per run of the program; commands call it `crm`. `flags` holds the global options that were given."""

    def __init__(self, env: Mapping[str, str] = os.environ) -> None:
        self.env = env
        self.flags: dict[str, Any] = {}
        self.command = ""
        """The words that chose the command, without its arguments: `tasks accept`."""
        self.hurried = False
        """Somebody waits with a half-typed line: no base is upgraded, no other process is waited for."""

    @property
    def json(self) -> bool:
        return bool(self.flags.get("json"))

    @property
    def plain(self) -> bool:
        return bool(self.flags.get("plain"))

    @cached_property
    def config(self) -> Mapping[str, str]:
        return config.read_config(self.env)

    @cached_property
    def _named_zone(self) -> tzinfo | None:
        """None is the machine's own zone, which the C library knows without an import."""
        name = self.config.get("zone")
        return config.named_zone(name) if name else None

    @cached_property
    def zone(self) -> tzinfo:
        return self._named_zone or config.machine_zone(self.env)

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, in UTC; it does not move while the command works, only while it waits for people."""
        fixed = config.fixed_now(self.env, self.zone) if self.env.get("CRMCTL_NOW") else None
        return fixed or datetime.now(UTC)

    @property
    def today(self) -> date:
        return self.now.astimezone(self._named_zone).date()

    @cached_property
    def db(self) -> str:
        """A path or a URL."""
        named = self.flags.get("db") or self.env.get("CRMCTL_DB") or self.config.get("db")
        if not named:
            return config.default_db(self.env)
        return named if "://" in named else config.path_named(named)

    @property
    def db_if_known(self) -> str:
        """The base as far as this run has looked for one: for messages, where looking could fail again."""
        return str(self.__dict__.get("db", ""))

    @property
    def login(self) -> str:
        """Who acts. On PostgreSQL that is who logged in there, whatever else is said."""
        if "://" in self.db and not self.db.startswith("sqlite"):
            return self._server_login()
        asked = self.flags.get("user") or self.env.get("CRMCTL_USER") or self.config.get("user")
        return asked or config.os_login()

    def _server_login(self) -> str:
        from urllib.parse import unquote, urlsplit

        if self.flags.get("user"):
            raise Refused(_("--as is refused on PostgreSQL."), _("There you are who the connection logs in as."))
        try:
            named = unquote(urlsplit(self.db).username or "")
        except ValueError:  # no URL at all; connecting to it will say so
            named = ""
        return named or self.env.get("PGUSER") or config.os_login()

    @cached_property
    def reader(self) -> "Reader":
        from crmctl.opening import open_at_once, open_for_reading

        return open_at_once(self.db) if self.hurried else open_for_reading(self.db)

    @cached_property
    def actor(self) -> "Actor":
        from crmctl.opening import find_actor

        return find_actor(self.reader, self.login)

    def tick(self) -> None:
        """Somebody has taken his time: the clock is looked at anew."""
        self.__dict__.pop("now", None)

    def write(
        self, kind: str, *, source: Source = Source.MANUAL, wait: float | None = None
    ) -> "AbstractContextManager[Work]":
        """The one write door: a unit of work that is a run of this kind, committed when the block ends.

        `wait` is for how many seconds another writer is waited for; None as long as is sensible for a command.
        """
        from crmctl.opening import open_for_writing

        return open_for_writing(
            self.db,
            actor=self.actor,
            kind=kind,
            command=self.command,
            now=self.now,
            today=self.today,
            source=source,
            wait=wait,
        )

    def close(self) -> None:
        if "reader" in self.__dict__:
            self.reader.close()

    @cached_property
    def screen(self) -> terminal.Screen:
        colour = "never" if self.flags.get("no_color") else self.config.get("color", "auto")
        return terminal.screen(self.env, colour=colour)

    def show(self, data: T, view: "Callable[[T], View]") -> None:
        """`data` as JSON with --json; else what `view` makes of them."""
        if self.json:
            self.show_json(data)
        else:
            self.show_view(view(data))

    def show_view(self, *views: "View") -> None:
        output.show(views, self.screen, tabs=self.plain, pager=self.env.get("PAGER", ""))

    def show_json(self, data: Any) -> None:
        output.show_json(data, zone=self._named_zone)

    def show_json_array(self, data: Iterable[Any]) -> None:
        """The same text as of a list, written as its values come."""
        output.show_json_array(data, zone=self._named_zone)

    def show_json_lines(self, data: Iterable[Any]) -> None:
        output.show_json_lines(data, zone=self._named_zone)

    def say(self, text: str) -> None:
        """Talk, to stderr; stdout is data."""
        output.say(text)

    def say_line(self, text: str) -> None:
        """Talk of one line that is to be copied, and so is not broken."""
        output.say_line(text)

    def moment(self, value: datetime | None) -> str:
        """A moment in the zone, to the minute; empty for none."""
        return value.astimezone(self._named_zone).strftime(_("%Y-%m-%d %H:%M")) if value else ""

    def day(self, value: date | None) -> str:
        return value.strftime(_("%Y-%m-%d")) if value else ""

    @property
    def can_ask(self) -> bool:
        from crmctl.ui.terminal import can_ask

        return not self.flags.get("no_input") and can_ask()

    @property
    def can_draw(self) -> bool:
        """Whether a whole screen can be worked on: somebody is there, and wants to see it and to be asked."""
        from crmctl.ui.worksheet import can_draw

        scripted = self.json or self.plain or self.flags.get("no_input")
        return not scripted and can_draw(self.env.get("TERM", ""))

    def confirm(self, question: str, yes: bool) -> None:  # noqa: FBT001
        """Ask once, unless `yes`. Refused when declined, MissingAnswer when nobody is there to ask."""
        if yes:
            return
        if not self.can_ask:
            raise MissingAnswer(question, "--yes")
        from crmctl.ui.dialog import confirm

        if not confirm(question):
            raise Refused(_("Nothing was changed."))
        self.tick()

    def progress(self, label: str, total: int | None) -> "AbstractContextManager[Advance]":
        from crmctl.ui.progress import progress

        return progress(label, total, colour=self.screen.colour)

    def waiting(self, said: str) -> "AbstractContextManager[None]":
        from crmctl.ui.waiting import waiting

        return waiting(said, colour=self.screen.colour)

    def exit(self, code: int) -> NoReturn:
        """End with a code of ExitCode that is no error: findings, an empty scope."""
        raise SystemExit(code)
