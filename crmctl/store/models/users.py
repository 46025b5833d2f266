"""People who work with the base, their groups, and projects."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from crmctl.store.models.base import TABLE, Day, Record, flag, listed, one_of
from crmctl.vocabulary import Role


class User(Record, table=True):
    """A user is never deleted, only made inactive."""

    __tablename__ = "app_user"
    __table_args__ = (TABLE,)

    login: str
    login_key: str = Field(unique=True)
    name: str
    name_key: str = Field(index=True)
    email: str | None = None
    extension: str | None = None
    """The phone extension, to tell who took a call."""
    role: Role = Field(default=Role.MANAGER, sa_type=one_of(Role), sa_column_args=listed("role", Role))
    team: str | None = None
    """The people of one supervisor share its name."""
    capacity: int | None = None
    """Minutes a week."""
    active: bool = Field(default=True, sa_type=flag("active"))


class UserGroup(Record, table=True):
    """A list of people to pick from."""

    __tablename__ = "user_group"
    __table_args__ = (TABLE,)

    name: str
    name_key: str = Field(unique=True)


class UserGroupMember(Record, table=True):
    __tablename__ = "user_group_member"
    __table_args__ = (UniqueConstraint("group_id", "user_id"), TABLE)

    group_id: int = Field(foreign_key="user_group.id")
    user_id: int = Field(foreign_key="app_user.id", index=True)


class Absence(Record, table=True):
    """The days, first and last included, on which a user is not there; who stands in, if anybody does."""

    __tablename__ = "absence"
    __table_args__ = (TABLE,)

    user_id: int = Field(foreign_key="app_user.id", index=True)
    first_day: date = Field(sa_type=Day)
    last_day: date = Field(sa_type=Day)
    deputy_id: int | None = Field(default=None, foreign_key="app_user.id", index=True)
    reason: str | None = None


class Project(Record, table=True):
    __tablename__ = "project"
    __table_args__ = (TABLE,)

    name: str
    name_key: str = Field(unique=True)
    active: bool = Field(default=True, sa_type=flag("active"))


class Setting(Record, table=True):
    """One company setting that differs from its default; the value is JSON."""

    __tablename__ = "setting"
    __table_args__ = (TABLE,)

    code: str = Field(unique=True)
    value: str


class Profile(Record, table=True):
    """The saved answers of a wizard, as JSON, for cron and for next time."""

    __tablename__ = "profile"
    __table_args__ = (TABLE,)

    name: str
    name_key: str = Field(unique=True)
    check_code: str
    answers: str
