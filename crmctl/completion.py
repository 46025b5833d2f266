"""Shell completion: Typer's, made light, and with our words around its installation."""

import os
from typing import Any, NoReturn

from typer import _completion_classes, _completion_shared

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.ui import output
from crmctl.ui.safe import safe

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def answer(cli: Any, obj: Any, variable: str) -> NoReturn:
    """Print the completions `variable` asks for. Typer would draw each help line with Rich; its text will do."""
    _completion_classes.completion_init()
    if hasattr(_completion_classes, "_sanitize_help_text"):
        _completion_classes._sanitize_help_text = safe  # noqa: SLF001
    cli.main(prog_name="crmctl", complete_var=variable, obj=obj)
    raise SystemExit


def install(variable: str) -> None:
    """Write the shell's completion script where the shell looks for it."""
    shell, path = _completion_shared.install(_shell(), prog_name="crmctl", complete_var=variable)
    output.say(_("Completion for {shell} is in {path}. Open a new terminal to use it.").format(shell=shell, path=path))


def script(variable: str) -> str:
    return _completion_shared.get_completion_script(prog_name="crmctl", complete_var=variable, shell=_shell())


def _shell() -> str:
    """The shell this was called from, else the one of SHELL."""
    for found in (_completion_shared._get_shell_name(), os.environ.get("SHELL", "").rpartition("/")[2]):  # noqa: SLF001
        if found in SHELLS:
            return found
    hint = _("Call it from one of {shells}.").format(shells=", ".join(SHELLS))
    raise UsageError(_("This shell has no completion here."), hint)
