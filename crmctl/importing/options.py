"""What an import is asked to do."""

from enum import StrEnum
from typing import NamedTuple

from crmctl.importing.fields import What


class OnMatch(StrEnum):
    """What happens to a card that is in the base already."""

    SKIP = "skip"
    FILL_EMPTY = "fill-empty"
    """The file's good values go where the stored ones are not good."""
    UPDATE = "update"
    """The file's values win, its blanks say nothing."""
    MIRROR = "mirror"
    """The file wins, its blanks empty; what was edited here stays."""
    FAIL = "fail"


class Absent(StrEnum):
    """What happens, when mirroring, to cards of the source that the file has no more."""

    LIST = "list"
    ARCHIVE = "archive"


class Unknown(StrEnum):
    """What happens to columns nobody knows."""

    IGNORE = "ignore"
    FAIL = "fail"


class Orphans(StrEnum):
    """What happens to contacts whose client is unknown."""

    REJECT = "reject"
    KEEP = "keep"


class MatchBy(StrEnum):
    """What a card may be recognised by when its external id is new."""

    INN = "inn"
    PHONE = "phone"
    EMAIL = "email"


class Hints(NamedTuple):
    """How a file is to be read; empty is what it says itself."""

    encoding: str = ""
    delimiter: str = ""
    path: str = ""
    """Of JSON: the keys that lead to the list of records, with dots."""
    what: What = "clients"
    """What the records are wanted for: some files hold several kinds."""
    sheet: str = ""
    """Of a workbook; the first with data where it is empty."""
    table: str = ""
    query: str = ""
    """Of a database: one of its tables, or a SELECT."""


class Options(NamedTuple):
    """`source` names where the file comes from; external ids are its own."""

    source: str = ""
    on_match: OnMatch = OnMatch.FILL_EMPTY
    absent: Absent = Absent.LIST
    match: tuple[MatchBy, ...] = ()
    orphans: Orphans = Orphans.REJECT
    keep_going: bool = False
    by_hand: bool = False
    """Whether people here edited what the file brings: their source does not know it."""
