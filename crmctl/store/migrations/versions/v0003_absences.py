"""Who is away when, and who stands in."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

DAY: Any = sa.Date().with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("first_day", DAY, nullable=False),
        sa.Column("last_day", DAY, nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["app_user.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_absence_run_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_absence_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in ("deputy_id", "run_id", "user_id"):
        op.create_index(op.f(f"ix_absence_{column}"), "absence", [column], unique=False)
