"""A project to count tasks under, by name."""

from crmctl.cleaning.text import key
from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.quoting import quoted
from crmctl.store.queries.books import PROJECTS, ProjectLine
from crmctl.store.reader import Reader


def active_project(reader: Reader, name: str, what: str) -> ProjectLine:
    """The project in use of that name; `what` it is wanted for (an option) begins the refusal.

    Raises UsageError with the next step.
    """
    projects = {key(one.name): one for one in reader.rows(PROJECTS)}
    project = projects.get(key(name))
    if project is None:
        raise UsageError(_("{what}: there is no project {name}.").format(what=what, name=name), _next(name, projects))
    if not project.active:
        raise UsageError(
            _("{what}: the project {name} is turned off.").format(what=what, name=project.name),
            _("Turn it on with `crmctl projects edit {name} --active`, or take another.").format(
                name=quoted(project.name)
            ),
        )
    return project


def _next(name: str, projects: dict[str, ProjectLine]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key(name), [one for one, project in projects.items() if project.active], 1)
    if close:
        return _("Did you mean {name}?").format(name=projects[close[0]].name)
    return _("Make it with `crmctl projects add {name}`, or see `crmctl projects list`.").format(name=quoted(name))
