"""What comes from outside besides the command line: the configuration file, the environment and the machine."""

import errno
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from crmctl.errors import BadConfig
from crmctl.i18n import _
from crmctl.system import reason_of, said_by

KEYS = ("db", "user", "color", "zone")
COLOURS = ("auto", "always", "never")


def read_config(env: Mapping[str, str]) -> Mapping[str, str]:
    """The settings of CRMCTL_CONFIG or of `crmctl/config.toml` in the platform's folder; none where no file is."""
    path = _config_path(env)
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if env.get("CRMCTL_CONFIG"):
            raise BadConfig(_("No configuration file {path}.").format(path=path)) from None
        return {}
    except OSError as error:
        raise BadConfig(_("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))) from None
    return _checked(raw, path)


def default_db(env: Mapping[str, str]) -> str:
    return str(_user_folder("data", env) / "crm.db")


def path_named(name: str) -> str:
    """The path with `~` and `~anna` filled in; raises BadConfig where nobody is called that."""
    try:
        return str(Path(name).expanduser())
    except RuntimeError:
        raise BadConfig(_("{path} cannot be read: {reason}.").format(path=name, reason=said_by(errno.ENOENT))) from None


def state_folder(env: Mapping[str, str]) -> Path:
    """Where the program keeps what it may lose."""
    return _user_folder("state", env)


def os_login() -> str:
    """The login of the account that runs this; empty when the system does not know one."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # Windows; a container's nameless account
        import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def fixed_now(env: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """The moment CRMCTL_NOW names, in UTC; without an offset it is meant in `zone`. None when it is not set."""
    text = env.get("CRMCTL_NOW")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadConfig(_("CRMCTL_NOW is not an ISO time."), _("For example {time}.").format(time=_EXAMPLE)) from None
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        raise BadConfig(_("CRMCTL_NOW is too far away."), _("For example {time}.").format(time=_EXAMPLE))
    return moment


def named_zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        hint = _("For example {zone}.").format(zone="Europe/Moscow")
        raise BadConfig(_("There is no time zone {zone}.").format(zone=name), hint) from None


def machine_zone(env: Mapping[str, str]) -> tzinfo:
    """The zone of TZ or of the machine, with its summer times; a fixed offset where the system names none."""
    from zoneinfo import ZoneInfo

    try:
        if "TZ" in env:
            return ZoneInfo(env["TZ"].lstrip(":") or "UTC")  # to the C library none is UTC
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file, key="localtime")
    except (KeyError, ValueError, OSError):
        return datetime.now().astimezone().tzinfo or UTC


_XDG = {"data": ".local/share", "config": ".config", "state": ".local/state"}
_BY_HAND = sys.platform.startswith("linux")
_EXAMPLE = "2026-03-01T09:00:00+03:00"
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2899
"""With room to plan in: see cleaning/dates.py."""


def _config_path(env: Mapping[str, str]) -> Path:
    if env.get("CRMCTL_CONFIG"):
        return Path(env["CRMCTL_CONFIG"])
    return _user_folder("config", env) / "config.toml"


def _user_folder(kind: str, env: Mapping[str, str]) -> Path:
    """The platform's folder for our data, config or state; by hand on Linux: platformdirs takes half a start."""
    if _BY_HAND:
        named = env.get(f"XDG_{kind.upper()}_HOME", "")
        home = Path(named) if named.startswith("/") else Path.home() / _XDG[kind]
        return home / "crmctl"
    import platformdirs

    found = {"data": platformdirs.user_data_path, "config": platformdirs.user_config_path}
    return found.get(kind, platformdirs.user_state_path)("crmctl", appauthor=False)


def _checked(raw: bytes, path: Path) -> Mapping[str, str]:
    if not raw.strip():
        return {}
    import tomllib

    try:
        config = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(_("{path} is not TOML: {reason}.").format(path=path, reason=error)) from None
    for key, value in config.items():
        if key not in KEYS:
            known = _("Known settings: {keys}.").format(keys=", ".join(KEYS))
            raise BadConfig(_("{path} has an unknown setting {key}.").format(path=path, key=key), known)
        if not isinstance(value, str):
            raise BadConfig(_("{path}: {key} must be a text in quotes.").format(path=path, key=key))
    if config.get("color", "auto") not in COLOURS:
        raise BadConfig(_("{path}: color is one of {values}.").format(path=path, values=", ".join(COLOURS)))
    return config
