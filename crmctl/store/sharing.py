"""Who may use the file of a base: its owner, or the accounts of one group."""

import os
from pathlib import Path

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.store.connect import cannot_write

OWN_FILE, OWN_FOLDER = 0o600, 0o700
SHARED_FILE, SHARED_FOLDER = 0o660, 0o2770
"""The folder's group goes over to what is made in it: journals and backups stay usable for all of them."""


def make_folder(folder: Path) -> None:
    """The folder of a new base, for its owner only; one that is there keeps its rights."""
    try:
        folder.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def check_group(group: str, folder: Path) -> None:
    """Refuse a group nobody knows, and a folder that holds more than a base may: a home, or one everybody writes to."""
    _group_id(group)
    if folder == Path.home() or (folder.exists() and folder.stat().st_mode & 0o1002):
        raise UsageError(
            _("{folder} cannot be shared with a group.").format(folder=folder),
            _("Give the base a folder of its own, for example --db /srv/crm/crm.db."),
        )


def share(file: Path, group: str) -> None:
    """Open `file` and its folder to `group`; nothing to do for an empty one. Raises OSError."""
    if not group:
        return
    number = _group_id(group)
    for path, mode in ((file.parent, SHARED_FOLDER), (file, SHARED_FILE)):
        os.chown(path, -1, number)
        path.chmod(mode)


def _group_id(group: str) -> int:
    try:
        import grp
    except ImportError:
        raise UsageError(_("This system has no groups to share with.")) from None
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise UsageError(
            _("There is no group {group} on this machine.").format(group=group), _("Make it with groupadd.")
        ) from None
