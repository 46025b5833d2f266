"""Runs and the journal: who wrote what, in one undoable piece."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from crmctl.store.models.base import TABLE, Moment, listed, one_of
from crmctl.vocabulary import Source


class Run(SQLModel, table=True):
    """One command that wrote something."""

    __tablename__ = "run"
    __table_args__ = (TABLE,)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """The command, e.g. `import`, `wizard`, `undo`."""
    command: str
    """The command line without values that may be personal."""
    source: Source = Field(sa_type=one_of(Source), sa_column_args=listed("source", Source))
    actor_id: int | None = None
    """A user; not a foreign key, because users know their run and the two tables would need each other first."""
    at: datetime = Field(sa_type=Moment)
    undoes_id: int | None = Field(default=None, foreign_key="run.id", unique=True)
    summary: str | None = None
    """What was written, as a JSON object of counts."""


class JournalEntry(SQLModel, table=True):
    """One change or deletion of one row; creations stand on the row itself. Append-only."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_entity_row_id", "entity", "row_id"), TABLE)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="run.id", index=True)
    entity: str
    row_id: int
    op: str
    """`~` changed, `-` deleted, `+` put back by an undo."""
    client_id: int | None = Field(default=None, index=True)
    """Whose card it shows on: the row's own, or its owner's."""
    contact_id: int | None = Field(default=None, index=True)
    old: str | None = None
    """JSON: of a change the changed columns, of a deletion the whole row."""
    new: str | None = None
