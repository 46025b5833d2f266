"""Alembic's entry: runs the revisions on the connection it is handed, inside that connection's transaction."""

from alembic import context
from sqlmodel import SQLModel

import crmctl.store.models  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
