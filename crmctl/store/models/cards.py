"""Clients, contacts, the links between them, and their contact points."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from crmctl.store.models.base import TABLE, Day, Moment, Record, filled_index, flag, listed, one_of
from crmctl.vocabulary import ClientKind, PointType, Relation, Sex, ValueState

MASKS = frozenset({"ok_kinds", "stale_kinds", "invalid_kinds", "placeholder_kinds", "opted_out_kinds"})
"""Per owner, the contact kinds (bit = kind id - 1) that have a value in that state; written by store.points only."""


class ContactKind(Record, table=True):
    """A kind of contact point; its bit in the masks is 1 << (id - 1), so there are at most 62."""

    __tablename__ = "contact_kind"
    __table_args__ = (CheckConstraint("id <= 62", name="fits_mask"), TABLE)

    code: str = Field(unique=True)
    """`type:name`, e.g. `phone:mobile`."""
    type: PointType = Field(sa_type=one_of(PointType), sa_column_args=listed("type", PointType))
    label: str
    active: bool = Field(default=True, sa_type=flag("active"))


class Masked(Record):
    """The masks stand before the long texts, so that a count reads only the head of each row."""

    ok_kinds: int = Field(default=0, sa_type=BigInteger)
    stale_kinds: int = Field(default=0, sa_type=BigInteger)
    invalid_kinds: int = Field(default=0, sa_type=BigInteger)
    placeholder_kinds: int = Field(default=0, sa_type=BigInteger)
    opted_out_kinds: int = Field(default=0, sa_type=BigInteger)


class Client(Masked, table=True):
    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint("(archived_at IS NULL) = (archive_reason IS NULL)", name="archived"),
        Index(
            "uq_client_source_name_external_id",
            "source_name",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        TABLE,
    )
    derived: ClassVar[frozenset[str]] = MASKS

    responsible_id: int | None = Field(default=None, foreign_key="app_user.id", index=True)
    archived_at: datetime | None = Field(default=None, sa_type=Moment)
    archive_reason: str | None = None
    """One of the reasons the settings list, when it was archived."""
    kind: ClientKind = Field(
        default=ClientKind.COMPANY, sa_type=one_of(ClientKind), sa_column_args=listed("kind", ClientKind)
    )
    relation: Relation = Field(
        default=Relation.CLIENT, sa_type=one_of(Relation), sa_column_args=listed("relation", Relation)
    )
    country: str | None = None
    """ISO 3166 alpha-2; empty means the company's own."""
    city: str | None = None
    city_key: str | None = None
    region: str | None = None
    region_key: str | None = None
    industry: str | None = None
    industry_key: str | None = None
    segment: str | None = None
    segment_key: str | None = None
    work_status: str | None = None
    work_status_key: str | None = None
    importance: str | None = None
    importance_key: str | None = None
    source: str | None = None
    source_key: str | None = None
    inn: str | None = None
    kpp: str | None = None
    ogrn: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    name: str
    name_key: str
    legal_name: str | None = None
    legal_name_key: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    no_middle_name: bool = Field(default=False, sa_type=flag("no_middle_name"))
    birth_date: date | None = Field(default=None, sa_type=Day)
    responsible_text: str | None = None
    """Who the imported file named, when nobody of that name is in the base."""
    source_name: str = ""
    external_id: str | None = None
    comment: str | None = None
    comment_key: str | None = None


class Contact(Masked, table=True):
    """A person at a client, or for one."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("(archived_at IS NULL) = (archive_reason IS NULL)", name="archived"),
        Index(
            "uq_contact_source_name_external_id",
            "source_name",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        Index("ix_contact_unlinked", "id", sqlite_where=text("unlinked"), postgresql_where=text("unlinked")),
        TABLE,
    )
    derived: ClassVar[frozenset[str]] = MASKS | {"unlinked"}

    archived_at: datetime | None = Field(default=None, sa_type=Moment)
    archive_reason: str | None = None
    """One of the reasons the settings list, when it was archived."""
    unlinked: bool = Field(default=True, sa_type=flag("unlinked"))
    """No link to any client, current or ended: derived, so that such contacts are found without a search."""
    key_person: bool = Field(default=False, sa_type=flag("key_person"))
    sex: Sex | None = Field(default=None, sa_type=one_of(Sex), sa_column_args=listed("sex", Sex))
    birth_date: date | None = Field(default=None, sa_type=Day)
    last_name: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    no_middle_name: bool = Field(default=False, sa_type=flag("no_middle_name"))
    display_name: str | None = None
    """The whole name as it was imported."""
    name_key: str = Field(index=True)
    job_title: str | None = None
    job_title_key: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    source_name: str = ""
    external_id: str | None = None
    comment: str | None = None
    comment_key: str | None = None


class ClientContact(Masked, table=True):
    """A contact's link to a client; carries a copy of the contact's masks. Ended links leave every check."""

    __tablename__ = "client_contact"
    __table_args__ = (UniqueConstraint("contact_id", "client_id"), TABLE)
    derived: ClassVar[frozenset[str]] = MASKS

    client_id: int = Field(foreign_key="client.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    position: int = 1
    """The contact's first link has 1: its client says whose row the contact is, while the link is current."""
    started: date | None = Field(default=None, sa_type=Day)
    ended: date | None = Field(default=None, sa_type=Day)
    roles: str | None = None


class ContactPoint(Record, table=True):
    """One value of one kind; written by store.points only, which keeps the masks."""

    __tablename__ = "contact_point"
    __table_args__ = (
        CheckConstraint("(client_id IS NULL) <> (contact_id IS NULL)", name="one_owner"),
        *(filled_index("contact_point", column) for column in ("client_id", "contact_id", "normalized")),
        TABLE,
    )

    client_id: int | None = Field(default=None, foreign_key="client.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    kind_id: int = Field(foreign_key="contact_kind.id")
    state: ValueState = Field(sa_type=one_of(ValueState), sa_column_args=listed("state", ValueState))
    value: str
    """As entered."""
    normalized: str | None = None
    note: str | None = None
    is_primary: bool = Field(default=False, sa_type=flag("is_primary"))
    is_current: bool = Field(default=True, sa_type=flag("is_current"))
    entered_at: datetime = Field(sa_type=Moment)
    verified_at: datetime | None = Field(default=None, sa_type=Moment)
    verified_by_id: int | None = Field(default=None, foreign_key="app_user.id")
    verified_how: str | None = None
    opted_out_at: datetime | None = Field(default=None, sa_type=Moment)
    opt_out_reason: str | None = None
