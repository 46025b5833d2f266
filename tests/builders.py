"""A company for a test, built piece by piece; a complete one is made first and one thing is taken away."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, date, datetime
from typing import Any, Self

from crmctl.cleaning.text import key
from crmctl.cleaning.values import Cleaner
from crmctl.control.settle import settle
from crmctl.rights import Actor
from crmctl.store.connect import open_connection
from crmctl.store.models import Client, ClientContact, Contact, ContactPoint, User
from crmctl.store.points import refresh_masks
from crmctl.store.queries import kinds
from crmctl.store.reader import Reader
from crmctl.store.work import Work, write
from crmctl.vocabulary import PointType, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PHONE = "+7 926 125-04-05"
EMAIL = "office@romashka.example.com"


class Base:
    """An open base with builders; each builder is one run. Ids are crmctl's own."""

    def __init__(self, db: str) -> None:
        self.db = db
        self.now = NOW
        self.today = TODAY
        self.until_closed = ExitStack()
        """What is to be closed with it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.until_closed.close()

    @property
    def reader(self) -> Reader:
        if "_reader" not in self.__dict__:
            self._reader = self.until_closed.enter_context(Reader(open_connection(self.db, read_only=True), self.db))
        return self._reader

    def write(self, kind: str = "edit", *, actor_id: int | None = 1, **more: Any) -> AbstractContextManager[Work]:
        return write(self.db, kind=kind, command=kind, now=self.now, today=self.today, actor_id=actor_id,
                     settle=settle, **more)  # fmt: skip

    def user(self, login: str, *, role: Role = Role.MANAGER, team: str | None = None, active: bool = True) -> Actor:
        with self.write("users add") as work:
            row = User(run_id=0, login=login, login_key=key(login), name=login.title(), name_key=key(login), role=role,
                       team=team, active=active)  # fmt: skip
            return Actor(work.add(row), login, login.title(), role, team)

    def client(self, name: str = "Ромашка", *, responsible: Actor | None = None, **values: Any) -> int:
        """A client; `phone=`, `email=` … are contact points, the rest are its fields."""
        points = {name: values.pop(name) for name in list(values) if name in {t.value for t in PointType}}
        with self.write("clients add") as work:
            row = Client(run_id=0, name=name, name_key=key(name), created_at=self.now,
                         responsible_id=responsible.id if responsible else None, **values)  # fmt: skip
            client = work.add(row)
            self._points(work, points, client_id=client)
            refresh_masks(work, clients=[client])
        return client

    def contact(self, *clients: int, last_name: str = "Иванов", ended: date | None = None, **values: Any) -> int:
        """A contact linked to these clients, in this order."""
        points = {name: values.pop(name) for name in list(values) if name in {t.value for t in PointType}}
        with self.write("contacts add") as work:
            contact = work.add(
                Contact(run_id=0, last_name=last_name, name_key=key(last_name), created_at=self.now, **values)
            )
            for position, client in enumerate(clients, 1):
                work.add(ClientContact(run_id=0, client_id=client, contact_id=contact, position=position, ended=ended))
            self._points(work, points, contact_id=contact)
            refresh_masks(work, contacts=[contact])
        return contact

    def _points(self, work: Work, points: dict[str, str | Sequence[str]], **owner: int) -> None:
        for type_, texts in points.items():
            for text in [texts] if isinstance(texts, str) else texts:
                self._point(work, type_, text, **owner)

    def _point(
        self, work: Work, type_: str, text: str, *, client_id: int | None = None, contact_id: int | None = None
    ) -> None:
        kind = next(k for k in work.reader.all(kinds.ALL) if k.type == type_)
        for value in Cleaner().points(PointType(type_), text):
            work.add(ContactPoint(run_id=0, kind_id=kind.id, state=value.state, value=value.text,
                                  normalized=value.normal or None, entered_at=self.now, client_id=client_id,
                                  contact_id=contact_id))  # fmt: skip
