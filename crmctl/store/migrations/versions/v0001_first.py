"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT: Any = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY: Any = sa.Date().with_variant(sa.Text(), "sqlite")


def choice(column: str, *words: str) -> tuple[sa.Text, sa.CheckConstraint]:
    return sa.Text(), sa.CheckConstraint(" OR ".join(f"{column} = '{word}'" for word in words), name=column)


def flag(name: str) -> sa.Boolean:
    return sa.Boolean(create_constraint=True, name=name)


def upgrade() -> None:  # noqa: PLR0915 - one statement a table and index
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("source", *choice("source", "manual", "import", "batch"), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["run.id"], name=op.f("fk_run_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_run_undoes_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "app_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("login_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("role", *choice("role", "manager", "supervisor", "admin", "batch"), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("active", flag("active"), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_app_user_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("login_key", name=op.f("uq_app_user_login_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_app_user_name_key"), "app_user", ["name_key"], unique=False)
    op.create_index(op.f("ix_app_user_run_id"), "app_user", ["run_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ok_kinds", sa.BigInteger(), nullable=False),
        sa.Column("stale_kinds", sa.BigInteger(), nullable=False),
        sa.Column("invalid_kinds", sa.BigInteger(), nullable=False),
        sa.Column("placeholder_kinds", sa.BigInteger(), nullable=False),
        sa.Column("opted_out_kinds", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("archive_reason", sa.Text(), nullable=True),
        sa.Column("unlinked", flag("unlinked"), nullable=False),
        sa.Column("key_person", flag("key_person"), nullable=False),
        sa.Column("sex", *choice("sex", "m", "f"), nullable=True),
        sa.Column("birth_date", DAY, nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("middle_name", sa.Text(), nullable=True),
        sa.Column("no_middle_name", flag("no_middle_name"), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("job_title_key", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_key", sa.Text(), nullable=True),
        sa.CheckConstraint("(archived_at IS NULL) = (archive_reason IS NULL)", name=op.f("ck_contact_archived")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_contact_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contact_name_key"), "contact", ["name_key"], unique=False)
    op.create_index(op.f("ix_contact_run_id"), "contact", ["run_id"], unique=False)
    op.create_index(
        "ix_contact_unlinked",
        "contact",
        ["id"],
        unique=False,
        sqlite_where=sa.text("unlinked"),
        postgresql_where=sa.text("unlinked"),
    )
    op.create_index(
        "uq_contact_source_name_external_id",
        "contact",
        ["source_name", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "contact_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "type",
            *choice("type", "phone", "email", "address", "website", "messenger", "fax", "other"),
            nullable=False,
        ),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("active", flag("active"), nullable=False),
        sa.CheckConstraint("id <= 62", name=op.f("ck_contact_kind_fits_mask")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_contact_kind_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_contact_kind_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contact_kind_run_id"), "contact_kind", ["run_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_journal_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_journal_client_id"), "journal", ["client_id"], unique=False)
    op.create_index(op.f("ix_journal_contact_id"), "journal", ["contact_id"], unique=False)
    op.create_index("ix_journal_entity_row_id", "journal", ["entity", "row_id"], unique=False)
    op.create_index(op.f("ix_journal_run_id"), "journal", ["run_id"], unique=False)
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_profile_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("name_key", name=op.f("uq_profile_name_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_profile_run_id"), "profile", ["run_id"], unique=False)
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("active", flag("active"), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_project_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("name_key", name=op.f("uq_project_name_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_project_run_id"), "project", ["run_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_setting_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("code", name=op.f("uq_setting_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_setting_run_id"), "setting", ["run_id"], unique=False)
    op.create_table(
        "user_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_user_group_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_group")),
        sa.UniqueConstraint("name_key", name=op.f("uq_user_group_name_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_user_group_run_id"), "user_group", ["run_id"], unique=False)
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ok_kinds", sa.BigInteger(), nullable=False),
        sa.Column("stale_kinds", sa.BigInteger(), nullable=False),
        sa.Column("invalid_kinds", sa.BigInteger(), nullable=False),
        sa.Column("placeholder_kinds", sa.BigInteger(), nullable=False),
        sa.Column("opted_out_kinds", sa.BigInteger(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("archive_reason", sa.Text(), nullable=True),
        sa.Column("kind", *choice("kind", "company", "person", "sole_trader"), nullable=False),
        sa.Column("relation", *choice("relation", "client", "lead", "supplier", "competitor", "other"), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("city_key", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("region_key", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("industry_key", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("segment_key", sa.Text(), nullable=True),
        sa.Column("work_status", sa.Text(), nullable=True),
        sa.Column("work_status_key", sa.Text(), nullable=True),
        sa.Column("importance", sa.Text(), nullable=True),
        sa.Column("importance_key", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("inn", sa.Text(), nullable=True),
        sa.Column("kpp", sa.Text(), nullable=True),
        sa.Column("ogrn", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("legal_name_key", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("middle_name", sa.Text(), nullable=True),
        sa.Column("no_middle_name", flag("no_middle_name"), nullable=False),
        sa.Column("birth_date", DAY, nullable=True),
        sa.Column("responsible_text", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_key", sa.Text(), nullable=True),
        sa.CheckConstraint("(archived_at IS NULL) = (archive_reason IS NULL)", name=op.f("ck_client_archived")),
        sa.ForeignKeyConstraint(["responsible_id"], ["app_user.id"], name=op.f("fk_client_responsible_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_client_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_client_responsible_id"), "client", ["responsible_id"], unique=False)
    op.create_index(op.f("ix_client_run_id"), "client", ["run_id"], unique=False)
    op.create_index(
        "uq_client_source_name_external_id",
        "client",
        ["source_name", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("priority", *choice("priority", "low", "normal", "high"), nullable=False),
        sa.Column(
            "status",
            *choice("status", "new", "accepted", "done", "approved", "returned", "cancelled"),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("due_is_day", flag("due_is_day"), nullable=False),
        sa.Column("control_at", MOMENT, nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_reason", sa.Text(), nullable=True),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("iteration", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["app_user.id"], name=op.f("fk_task_assignee_id")),
        sa.ForeignKeyConstraint(["author_id"], ["app_user.id"], name=op.f("fk_task_author_id")),
        sa.ForeignKeyConstraint(["controller_id"], ["app_user.id"], name=op.f("fk_task_controller_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_task_project_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_task_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_task_assignee_id_status", "task", ["assignee_id", "status"], unique=False)
    op.create_index("ix_task_created_at", "task", ["created_at"], unique=False)
    op.create_index(op.f("ix_task_run_id"), "task", ["run_id"], unique=False)
    op.create_table(
        "user_group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["user_group.id"], name=op.f("fk_user_group_member_group_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_user_group_member_run_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_group_member_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_group_member")),
        sa.UniqueConstraint("group_id", "user_id", name=op.f("uq_user_group_member_group_id_user_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_user_group_member_run_id"), "user_group_member", ["run_id"], unique=False)
    op.create_index(op.f("ix_user_group_member_user_id"), "user_group_member", ["user_id"], unique=False)
    op.create_table(
        "client_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ok_kinds", sa.BigInteger(), nullable=False),
        sa.Column("stale_kinds", sa.BigInteger(), nullable=False),
        sa.Column("invalid_kinds", sa.BigInteger(), nullable=False),
        sa.Column("placeholder_kinds", sa.BigInteger(), nullable=False),
        sa.Column("opted_out_kinds", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started", DAY, nullable=True),
        sa.Column("ended", DAY, nullable=True),
        sa.Column("roles", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_contact_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_client_contact_contact_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_client_contact_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_contact")),
        sa.UniqueConstraint("contact_id", "client_id", name=op.f("uq_client_contact_contact_id_client_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_client_contact_client_id"), "client_contact", ["client_id"], unique=False)
    op.create_index(op.f("ix_client_contact_run_id"), "client_contact", ["run_id"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("state", *choice("state", "ok", "placeholder", "invalid"), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("normalized", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("is_primary", flag("is_primary"), nullable=False),
        sa.Column("is_current", flag("is_current"), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("verified_at", MOMENT, nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_how", sa.Text(), nullable=True),
        sa.Column("opted_out_at", MOMENT, nullable=True),
        sa.Column("opt_out_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(client_id IS NULL) <> (contact_id IS NULL)", name=op.f("ck_contact_point_one_owner")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_contact_point_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_point_contact_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["contact_kind.id"], name=op.f("fk_contact_point_kind_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_contact_point_run_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["app_user.id"], name=op.f("fk_contact_point_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "ix_contact_point_client_id",
        "contact_point",
        ["client_id"],
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_index(
        "ix_contact_point_contact_id",
        "contact_point",
        ["contact_id"],
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "ix_contact_point_normalized",
        "contact_point",
        ["normalized"],
        sqlite_where=sa.text("normalized IS NOT NULL"),
        postgresql_where=sa.text("normalized IS NOT NULL"),
    )
    op.create_index(op.f("ix_contact_point_run_id"), "contact_point", ["run_id"], unique=False)
    op.create_table(
        "gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("level", *choice("level", "presence", "valid"), nullable=False),
        sa.Column("through_contacts", flag("through_contacts"), nullable=False),
        sa.Column("is_open", flag("is_open"), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("client_id IS NOT NULL OR contact_id IS NOT NULL", name=op.f("ck_gap_record")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_gap_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_gap_contact_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_gap_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_gap_client_id"), "gap", ["client_id"], unique=False)
    op.create_index(op.f("ix_gap_contact_id"), "gap", ["contact_id"], unique=False)
    op.create_index(op.f("ix_gap_run_id"), "gap", ["run_id"], unique=False)
    op.create_table(
        "task_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("bits", sa.BigInteger(), nullable=False),
        sa.Column("level", *choice("level", "presence", "valid"), nullable=False),
        sa.Column("through_contacts", flag("through_contacts"), nullable=False),
        sa.Column("fresh_days", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            *choice("state", "ok", "stale", "invalid", "placeholder", "missing", "waived", "n/a", "gone"),
            nullable=False,
        ),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_run_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("client_id IS NOT NULL OR contact_id IS NOT NULL", name=op.f("ck_task_row_record")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_task_row_client_id")),
        sa.ForeignKeyConstraint(["closed_run_id"], ["run.id"], name=op.f("fk_task_row_closed_run_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_task_row_contact_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_task_row_run_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_row_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_row")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_task_row_task_id_number")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_row_client_id"), "task_row", ["client_id"], unique=False)
    op.create_index(op.f("ix_task_row_contact_id"), "task_row", ["contact_id"], unique=False)
    op.create_index(op.f("ix_task_row_run_id"), "task_row", ["run_id"], unique=False)
