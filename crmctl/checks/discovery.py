"""Finds the checks: every module of this package that defines one."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType

from crmctl import checks
from crmctl.checks.base import Check
from crmctl.errors import UsageError
from crmctl.i18n import _


@cache
def all_checks() -> dict[str, Check]:
    """Every check by its code."""
    found: dict[str, Check] = {}
    for module in iter_modules(checks.__path__):
        found |= {check.code: check for check in _checks_of(import_module(f"{checks.__name__}.{module.name}"))}
    return found


def _checks_of(module: ModuleType) -> Iterator[Check]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Check) and not isabstract(value):
            yield value()


def find_check(code: str) -> Check:
    """The check of that code; raises UsageError that lists them."""
    checks_by_code = all_checks()
    if code not in checks_by_code:
        raise UsageError(
            _("There is no check {code}.").format(code=code),
            _("Known: {codes}.").format(codes=", ".join(sorted(checks_by_code))),
        )
    return checks_by_code[code]
