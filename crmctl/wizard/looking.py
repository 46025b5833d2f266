"""The preview: page by page, the sums on the last."""

from collections.abc import Sequence
from typing import NamedTuple

from crmctl.control.preview import Preview, PreviewRow, pages, preview, preview_rows
from crmctl.i18n import _
from crmctl.wizard.around import Around
from crmctl.wizard.dialog import Dialog
from crmctl.wizard.planning import Answers


class Grid(NamedTuple):
    """One page of the preview: whole clients with their contacts."""

    rows: Sequence[PreviewRow]


class Sums(NamedTuple):
    """The preview's last page: by requirement, responsible and segment."""

    found: Preview


class Seen(NamedTuple):
    """The preview in a few sentences, which stay in view."""

    found: Preview


def look_at(ask: Dialog, around: Around, answers: Answers) -> Preview:
    """Show what there is to hand out; the pages are read as they are turned."""
    question = answers.question
    look, gaps = around.look(question), around.gaps(question)
    found = preview(around.reader, look, gaps, around.logins, clients=0)
    book = pages(gaps, around.records)

    def page(at: int) -> Grid | Sums:
        if at == len(book):
            return Sums(found)
        return Grid(preview_rows(around.reader, look, gaps, book[at]))

    ask.show(Seen(found))
    if book:
        ask.leaf(_("To hand out"), len(book) + 1, page)
    return found
