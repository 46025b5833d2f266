"""Finds the checks: every module of this package that defines one."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crmctl import checks
from crmctl.checks.base import Check
from crmctl.errors import UsageError
from crmctl.i18n import _

_NOT_CHECKS = {"base", "discovery", "population"}


@cache
def all_checks() -> dict[str, Check]:
    """Every check by its code."""
    found: dict[str, Check] = {}
    for module in iter_modules(checks.__path__):
        if module.name in _NOT_CHECKS:
            continue
        for value in vars(import_module(f"{checks.__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Check) and value.__module__.endswith(module.name):
                found[value.code] = value()
    return found


def find_check(code: str) -> Check:
    """The check of that code; raises UsageError that lists them."""
    checks_by_code = all_checks()
    if code not in checks_by_code:
        raise UsageError(
            _("There is no check {code}.").format(code=code),
            _("Known: {codes}.").format(codes=", ".join(sorted(checks_by_code))),
        )
    return checks_by_code[code]
