"""One small tree of errors; each knows its code, its exit code and its sentence."""

from crmctl.i18n import _


class CrmError(Exception):
    """What went wrong, said for a person; `hint` is the next step. Neither ever holds personal data."""

    code = "error"
    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CrmError):
    """An option or argument that cannot be used as given."""

    code = "usage"


class MissingAnswer(UsageError):
    """A question nobody is there to answer; names the option that answers it."""

    code = "missing-answer"

    def __init__(self, question: str, option: str) -> None:
        super().__init__(question, _("Give {option}.").format(option=option))


class NotFound(CrmError):
    """No such record."""

    code = "not-found"


class Ambiguous(CrmError):
    """Several records go by the name that was given."""

    code = "ambiguous"


class BadConfig(CrmError):
    """The configuration file or an environment variable cannot be used."""

    code = "bad-config"


class NoDatabase(CrmError):
    """There is no database where one was looked for."""

    code = "no-database"


class BadDatabase(CrmError):
    """The file is not a database of ours, is newer than this program, or is damaged."""

    code = "bad-database"


class BadInput(CrmError):
    """Input that cannot be used: names the file, the line and the column, never the personal value."""

    code = "bad-input"

    def __init__(
        self, reason: str, hint: str = "", *, file: str = "", line: int | None = None, column: int | str | None = None
    ) -> None:
        place = [file] if file else []
        if line is not None:
            place.append(_("line {line}").format(line=line))
        if column is not None:
            place.append(_("column {column}").format(column=column))
        super().__init__(f"{', '.join(place)}: {reason}" if place else reason, hint)


class FilterError(CrmError):
    """A filter that cannot be read; `position` (from 0) points into its text."""

    code = "bad-filter"

    def __init__(self, reason: str, text: str, position: int, hint: str = "") -> None:
        super().__init__(f"{reason}\n  {text}\n  {' ' * position}^", hint)
        self.position = position


class Refused(CrmError):
    """A person or a rule said no."""

    code = "refused"
    exit_code = 4


class NoPermission(Refused):
    """The actor's role does not allow it."""

    code = "no-permission"


class UnknownUser(Refused):
    """The login is not in the base."""

    code = "unknown-user"


class Drifted(Refused):
    """The data have moved since they were looked at."""

    code = "drifted"


class Busy(CrmError):
    """Another process held the database for longer than we wait."""

    code = "busy"
    exit_code = 75
