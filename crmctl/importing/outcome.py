"""What came of an import: the summary that is shown and stored, and what was refused."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class Reject(NamedTuple):
    """A row that was not imported; `column` is its header, or empty."""

    line: int
    column: str
    value: str
    reason: str


class Conflict(NamedTuple):
    """A value edited here that the file says otherwise; ours stays."""

    id: int
    external_id: str | None
    field: str
    here: str
    file: str


class AbsentCard(NamedTuple):
    """A card of the source that the file has no more."""

    id: int
    external_id: str | None
    name: str


@dataclass
class Outcome:
    """`read` is `created + updated + unchanged + rejected`; `run` is None when nothing was changed."""

    file: Path
    source: str
    dry_run: bool = False
    run: int | None = None
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    absent: list[AbsentCard] = field(default_factory=list)
    archived: int = 0
    unknown_responsible: dict[str, int] = field(default_factory=dict)
    unknown_columns: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def remembered(self) -> dict[str, Any]:
        """What the run keeps: its counts, and each conflict as card, field, what the file said."""
        disputed = [(conflict.id, conflict.field, conflict.file) for conflict in self.conflicts]
        return self.counts() | ({"disputed": disputed} if disputed else {})

    def summary(self) -> dict[str, Any]:
        """What `--json` shows."""
        shown = {
            name: getattr(self, name) for name in ("run", "file", "source", "dry_run", "read", "created", "updated")
        }
        shown |= {"unchanged": self.unchanged, "rejected": len(self.rejects)}
        names = "conflicts", "absent", "archived", "unknown_responsible", "unknown_columns", "warnings"
        return shown | {name: getattr(self, name) for name in names}

    def counts(self) -> dict[str, Any]:
        """What the run keeps of it: nothing personal."""
        names = "source", "read", "created", "updated", "unchanged", "archived"
        return {name: getattr(self, name) for name in names} | {"rejected": len(self.rejects)}
