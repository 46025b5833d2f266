"""Shell completion: Typer's, made light, and with our words around its installation."""

import os
import sys
from typing import Any, NoReturn

from typer import _completion_classes, _completion_shared

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.ui import output
from crmctl.ui.safe import safe

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
VARIABLE = "_CRMCTL_COMPLETE"
"""The shell sets this when it asks for completions."""


def asked() -> bool:
    return bool(os.environ.get(VARIABLE))


def answer(cli: Any, obj: Any) -> NoReturn:
    """Print the completions the shell asks for. Typer would draw each help line with Rich: the text alone will do."""
    if hasattr(_completion_classes, "_sanitize_help_text"):
        _completion_classes._sanitize_help_text = safe  # noqa: SLF001
    cli.main(prog_name="crmctl", complete_var=VARIABLE, obj=obj)
    raise SystemExit


def reworded(cli: Any) -> Any:
    """The root command whose --install-completion and --show-completion speak our language."""
    for param in cli.params:
        if param.name == "install_completion":
            param.callback = _install
        elif param.name == "show_completion":
            param.callback = _show
    return cli


def _install(ctx: Any, _param: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        shell, path = _completion_shared.install(_shell(), prog_name="crmctl", complete_var=VARIABLE)
        output.say(
            _("Completion for {shell} is in {path}. Open a new terminal to use it.").format(shell=shell, path=path)
        )
        sys.exit(0)


def _show(ctx: Any, _param: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        script = _completion_shared.get_completion_script(prog_name="crmctl", complete_var=VARIABLE, shell=_shell())
        output.write(script)
        sys.exit(0)


def _shell() -> str:
    """The shell this was called from, else the one of SHELL."""
    found = _completion_shared._get_shell_name() or os.path.basename(os.environ.get("SHELL", ""))  # noqa: SLF001, PTH119
    if found not in SHELLS:
        hint = _("Call it from one of {shells}.").format(shells=", ".join(SHELLS))
        raise UsageError(_("This shell has no completion here."), hint)
    return str(found)
