"""The book of projects; one that tasks may refer to is never deleted, only made inactive."""

from crmctl.books.finding import named, nearest
from crmctl.cleaning.text import key
from crmctl.errors import NotFound, UsageError
from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.store.queries.books import PROJECTS, ProjectLine
from crmctl.store.reader import Reader
from crmctl.store.work import Work
from crmctl.vocabulary import Role


def list_projects(reader: Reader) -> list[ProjectLine]:
    return reader.all(PROJECTS)


def find_project(reader: Reader, name: str) -> ProjectLine | None:
    """The project of that name, if there is one."""
    return next((project for project in reader.rows(PROJECTS) if key(project.name) == key(name)), None)


def new_name(reader: Reader, text: str) -> str:
    """A name for tasks to be counted under, new or that of a project in use. Raises UsageError."""
    name = named(text)
    found = find_project(reader, name)
    if found and not found.active:
        raise UsageError(
            _("The project {name} is turned off.").format(name=found.name), _("Turn it on, or take another name.")
        )
    return found.name if found else name


def project_id(reader: Reader, name: str) -> int:
    """The project of that name; raises NotFound with the nearest ones."""
    found = find_project(reader, name)
    if found is None:
        hint = nearest(name, (project.name for project in reader.rows(PROJECTS)), _("See `crmctl projects list`."))
        raise NotFound(_("There is no project {name}.").format(name=name), hint)
    return found.id


def add_project(work: Work, actor: Actor, name: str) -> int:
    """A new project; returns its id."""
    from crmctl.store.models import Project

    require(actor, Role.SUPERVISOR)
    name = _free_name(work.reader, name)
    return work.add(Project(run_id=0, name=name, name_key=key(name)))


def edit_project(work: Work, actor: Actor, name: str, *, rename: str = "", active: bool | None = None) -> None:
    from crmctl.store.models import Project

    require(actor, Role.SUPERVISOR)
    project = work.session.get_one(Project, project_id(work.reader, name))
    if rename and key(rename) != project.name_key:
        project.name = _free_name(work.reader, rename)
        project.name_key = key(project.name)
    if active is not None:
        project.active = active


def _free_name(reader: Reader, text: str) -> str:
    name = named(text)
    if find_project(reader, name):
        raise UsageError(_("There is a project {name} already.").format(name=name))
    return name
