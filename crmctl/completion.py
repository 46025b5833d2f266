"""Shell completion: Typer finds what may stand there, our own scripts carry it to the shell."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from typer import _completion_classes, _completion_shared

from crmctl.errors import UsageError
from crmctl.i18n import _
from crmctl.shells import SCRIPTS, Offer, answered, asked
from crmctl.ui import output
from crmctl.ui.safe import safe

if TYPE_CHECKING:
    from crmctl.context import Context

_STARTS = {"bash": ".bashrc", "zsh": ".zshrc"}
"""What each shell reads when it starts, in which Typer puts a line; the others need none."""
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def answer(cli: Any, crm: "Context", variable: str, argv: Sequence[str]) -> NoReturn:
    """Print the completions `variable` asks for. Whatever is wrong, Tab says nothing about it."""
    what, _sep, shell = os.environ[variable].partition("_")
    crm.hurried = True
    try:
        if what == "source":
            sys.stdout.write(script(variable, shell))
        else:
            question = asked(shell, argv, os.environ)
            finder = _completion_classes.BashComplete(cli, {"obj": crm}, "crmctl", variable)
            found = finder.get_completions(question.words, question.incomplete)
            offers = [Offer(item.value, safe(item.help or "")) for item in found if safe(item.value) == item.value]
            sys.stdout.writelines(f"{line}\n" for line in answered(shell, offers, question, os.environ))
    except Exception:  # noqa: BLE001, S110 - a line is being typed: an error would be written into it
        pass
    raise SystemExit


def install(variable: str, shell: str = "") -> None:
    """Write the completion script where `shell` (else this one) looks for it; a second time nothing changes."""
    _completion_shared._completion_scripts.update(SCRIPTS)  # noqa: SLF001
    shell = named(shell)
    start = Path.home() / _STARTS.get(shell, "")
    before = start.read_bytes() if start.is_file() else b""
    shell, path = _completion_shared.install(shell, prog_name="crmctl", complete_var=variable)
    if before and start.read_bytes().split() == before.split():  # Typer adds an empty line, or takes one
        start.write_bytes(before)
    output.say(_("Completion for {shell} is in {path}. Open a new terminal to use it.").format(shell=shell, path=path))


def named(shell: str) -> str:
    """The shell of that name, or without one this one; raises UsageError for one there is no completion for."""
    shell = shell.rpartition("/")[2]
    if shell and shell not in SHELLS:
        raise UsageError(_("There is no completion for {shell}.").format(shell=shell), _known())
    return shell or _shell()


def script(variable: str, shell: str = "") -> str:
    """The text `shell` reads; of the shell this was called from, if none is named."""
    _completion_shared._completion_scripts.update(SCRIPTS)  # noqa: SLF001
    text = _completion_shared.get_completion_script(prog_name="crmctl", complete_var=variable, shell=shell or _shell())
    return f"{text}\n"


def _shell() -> str:
    """The shell this was called from, else the one of SHELL."""
    for found in (_completion_shared._get_shell_name(), os.environ.get("SHELL", "").rpartition("/")[2]):  # noqa: SLF001
        if found in SHELLS:
            return found
    raise UsageError(_("This shell has no completion here."), _known())


def _known() -> str:
    return _("Name one of {shells}.").format(shells=", ".join(SHELLS))
