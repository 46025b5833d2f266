"""The same tables: every upgrade makes the triggers anew, and theirs is a shorter text."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing but the triggers."""
