"""Cards of a mirrored source that its file has no more: listed, or archived."""

from collections.abc import Collection

from crmctl.importing.options import Absent
from crmctl.importing.outcome import AbsentCard, Outcome
from crmctl.store.queries.absent import IN_USE
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import ArchiveReason, RecordType


def note_absent(  # noqa: PLR0913, PLR0917 - an import in its surroundings
    reader: Reader, work: Work | None, record: RecordType, unseen: Collection[int], absent: Absent, outcome: Outcome
) -> None:
    """List those of the source's cards that were not seen and are in use; archive them where that is asked."""
    rows = reader.all(IN_USE[record], source=outcome.source)
    outcome.absent = [AbsentCard(*row) for row in rows if row.id in unseen]
    if absent is Absent.ARCHIVE:
        outcome.archived = len(outcome.absent)
        if work is not None:
            gone = {"now": work.encoded(work.now), "reason": ArchiveReason.GONE.value}
            work.execute_many(
                f"UPDATE {record.value} SET archived_at = :now, archive_reason = :reason WHERE id = :id",
                [{**gone, "id": card.id} for card in outcome.absent],
            )
