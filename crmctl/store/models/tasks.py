"""Tasks, their rows, and the gaps that live across runs."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from crmctl.store.models.base import TABLE, Moment, Record, flag, listed, one_of
from crmctl.vocabulary import Level, Priority, State, TaskStatus


class Task(Record, table=True):
    """Work of one assignee."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_assignee_id_status", "assignee_id", "status"),
        Index("ix_task_created_at", "created_at"),
        TABLE,
    )

    kind: str
    """The check it came from, or `manual`."""
    title: str
    title_key: str
    description: str | None = None
    assignee_id: int = Field(foreign_key="app_user.id")
    author_id: int = Field(foreign_key="app_user.id")
    controller_id: int | None = Field(default=None, foreign_key="app_user.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    priority: Priority = Field(
        default=Priority.NORMAL, sa_type=one_of(Priority), sa_column_args=listed("priority", Priority)
    )
    status: TaskStatus = Field(
        default=TaskStatus.NEW, sa_type=one_of(TaskStatus), sa_column_args=listed("status", TaskStatus)
    )
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    """The last instant; of a date-only due the end of that day."""
    due_is_day: bool = Field(default=True, sa_type=flag("due_is_day"))
    control_at: datetime | None = Field(default=None, sa_type=Moment)
    accepted_at: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_reason: str | None = None
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)
    cancel_reason: str | None = None
    iteration: int = 1


class TaskRow(Record, table=True):
    """One gap handed to one assignee; it keeps its own need and level: two profiles never argue about its colour."""

    __tablename__ = "task_row"
    __table_args__ = (
        CheckConstraint("client_id IS NOT NULL OR contact_id IS NOT NULL", name="record"),
        UniqueConstraint("task_id", "number"),
        TABLE,
    )

    task_id: int = Field(foreign_key="task.id")
    number: int
    """ID.N of `tasks row`."""
    client_id: int | None = Field(default=None, foreign_key="client.id", index=True)
    """Whose card: of a contact's row the client it was handed out under."""
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    """Set when the row is about the contact."""
    check_code: str
    requirement: str
    bits: int = Field(default=0, sa_type=BigInteger)
    level: Level = Field(sa_type=one_of(Level), sa_column_args=listed("level", Level))
    through_contacts: bool = Field(default=False, sa_type=flag("through_contacts"))
    fresh_days: int | None = None
    """A value is stale when it was neither entered nor verified for so many days; None: age does not matter."""
    state: State = Field(sa_type=one_of(State), sa_column_args=listed("state", State))
    """As settle stored it."""
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_run_id: int | None = Field(default=None, foreign_key="run.id")


class Gap(Record, table=True):
    """A requirement a record did not meet when a check was last recorded."""

    __tablename__ = "gap"
    __table_args__ = (
        CheckConstraint("client_id IS NOT NULL OR contact_id IS NOT NULL", name="record"),
        TABLE,
    )

    check_code: str
    client_id: int | None = Field(default=None, foreign_key="client.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    requirement: str
    level: Level = Field(sa_type=one_of(Level), sa_column_args=listed("level", Level))
    through_contacts: bool = Field(default=False, sa_type=flag("through_contacts"))
    is_open: bool = Field(default=True, sa_type=flag("is_open"))
    reopened: int = 0
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
