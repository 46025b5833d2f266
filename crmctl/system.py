"""What the operating system says when it refuses, in the language of the interface."""

import errno
import os

from crmctl.i18n import N_, _

_SAID = {
    errno.ENOSPC: N_("no space is left there"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EACCES: N_("access is denied"),
    errno.EPERM: N_("access is denied"),
    errno.EROFS: N_("it can only be read, not written"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("links lead in a circle"),
    errno.EINVAL: N_("such a name or value is not possible"),
    errno.EBUSY: N_("it is in use"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENXIO: N_("there is no such device"),
    errno.ENODEV: N_("there is no such device"),
    errno.EIO: N_("the device fails to read or write"),
    errno.ETIMEDOUT: N_("there was no answer in time"),
    errno.ENOMEM: N_("there is not enough memory"),
}


def reason_of(error: OSError) -> str:
    """Why it failed, to stand behind a colon; what is not among the frequent reasons is in the system's own words."""
    return said_by(error.errno) if error.errno else error.strerror or str(error)


def said_by(number: int) -> str:
    """The same by the number of the error."""
    return _(_SAID[number]) if number in _SAID else os.strerror(number)
