"""What became of one value since a run, told by who wrote it last: a person, an import, or an undo that put it back."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from crmctl.store.queries.changes import Author
from crmctl.vocabulary import Source

AT_THE_RUN = 0


class Moment(NamedTuple):
    """A value from a run on; AT_THE_RUN is what stood there at the beginning."""

    run: int
    value: Any


class Became(NamedTuple):
    """What the source knows, what stands here, and the run of the person who put it there (None: nobody did)."""

    known: Any
    value: Any
    author: int | None


def became(moments: Iterable[Moment], authors: Mapping[int, Author]) -> Became:
    """Follow the value. What an import brings is known to the source; an undo puts that back with whose it was."""
    first, *later = moments
    known, history = first.value, [Became(first.value, first.value, None)]
    for moment in later:
        run = authors[moment.run]
        author: int | None = moment.run
        if run.kind == "undo":
            before = next((one for one in reversed(history) if one.value == moment.value), None)
            known, author = (before.known, before.author) if before else (known, moment.run)
        elif run.source is Source.IMPORT:
            known, author = moment.value, None
        history.append(Became(known, moment.value, author))
    last = history[-1]
    return last if last.value != last.known else last._replace(author=None)
