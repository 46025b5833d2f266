"""How a run ends when it does not end well: the words on stderr and the exit code."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from crmctl.coercion import did_you_mean
from crmctl.errors import CrmError, UsageError
from crmctl.exitcodes import ExitCode
from crmctl.i18n import N_, _
from crmctl.lazy import see_help
from crmctl.system import reason_of
from crmctl.ui import output
from crmctl.ui.streams import is_utf8, refused_by_stdout, silence, stdout_trouble, talk

PHRASES = (
    (r"Missing command\.", N_("A command is missing.")),
    (r"Got unexpected extra argument\(s\) \((?P<given>.*)\)", N_("Too many arguments.")),
    (r"Option '(?P<option>.*)' requires an argument\.", N_("{option} wants a value.")),
    (r"Option '(?P<option>.*)' requires (?P<number>\d+) arguments\.", N_("{option} wants {number} values.")),
    (r"Option '(?P<option>.*)' does not take a value\.", N_("{option} takes no value.")),
    (r"Argument '(?P<option>.*)' takes (?P<number>\d+) values\.", N_("{option} wants {number} values.")),
)
"""Typer's sentences that carry no more than their text, and ours. What a user typed is never repeated."""


def end(error: BaseException, command: str, *, db: str, as_json: bool, debug: bool) -> int:
    """Says on stderr what went wrong in `command` (`tasks accept`); returns the exit code.

    `db` names the base for what is said about it.
    """
    if isinstance(error, BrokenPipeError):
        silence(sys.stdout)
        return ExitCode.CLOSED_PIPE
    if isinstance(error, OSError) and (trouble := error if refused_by_stdout(error) else stdout_trouble()):
        return unwritten(trouble)
    error = _known(error, db)
    if isinstance(error, typer.Exit):
        return int(error.exit_code)
    if type(error).__name__ == "NoArgsIsHelpError":
        talk(f"{error}\n")
        return ExitCode.USAGE
    if debug and not isinstance(error, CrmError | typer.TyperException):
        talk(_trace(error))
    message, hint, code, exit_code = described(error, command)
    if not (message or hint):
        return exit_code
    _report(message, hint, code, as_json=as_json)
    return exit_code


def _known(error: BaseException, db: str) -> BaseException:
    """A driver's error that came all the way up, as ours."""
    if "sqlite3" not in sys.modules or not isinstance(error, Exception):
        return error
    from crmctl.store.connect import driver_errors, translated

    return translated(error, db) if isinstance(error, driver_errors()) else error


def described(error: BaseException, command: str) -> tuple[str, str, str, int]:
    """Message, hint, the code for scripts and the exit code."""
    if isinstance(error, CrmError):
        return error.message, error.hint, error.code, error.exit_code
    if isinstance(error, KeyboardInterrupt | typer.Abort | EOFError):
        return _("Cancelled."), "", "cancelled", ExitCode.CANCELLED
    if isinstance(error, typer.TyperException):
        return *usage(error, command), UsageError.code, ExitCode.USAGE
    if reason := _what_the_system_refused(error):
        return reason, "", "system", ExitCode.USAGE
    if isinstance(error, UnicodeEncodeError):
        return _("Something given is no text: it holds bytes that are not UTF-8."), "", UsageError.code, ExitCode.USAGE
    sentence = _("A mistake in crmctl itself ({kind} at {place}).").format(
        kind=type(error).__name__, place=_place(error)
    )
    return sentence, _("CRMCTL_DEBUG=1 shows where it came from; please report it."), "internal", ExitCode.INTERNAL


def _what_the_system_refused(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return _("There is not enough memory.")
    if not (isinstance(error, OSError) and error.errno):
        return ""
    return _("The system refused: {reason}.").format(reason=reason_of(error))


def usage(error: Any, command: str) -> tuple[str, str]:
    """Typer's complaint about the line of `command` in our words, with the next step."""
    hint = see_help(command)
    if hasattr(error, "possibilities"):
        if error.possibilities:
            hint = did_you_mean(sorted(error.possibilities))
        return _("There is no option {option}.").format(option=error.option_name), hint
    if hasattr(error, "param_type"):
        return _missing(error.param), _where_listed(error) or hint
    if hasattr(error, "param") and error.param is not None:
        text = _("{option}: {problem}.").format(option=_name(error.param), problem=error.message.rstrip("."))
        return text.replace("?.", "?"), hint
    return _rephrased(error.message), hint


def unwritten(error: OSError) -> int:
    """What stdout still held could not be written: the reader went away, or the disk is full."""
    silence(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return ExitCode.CLOSED_PIPE
    said = _("The output cannot be written: {reason}. Make room there, or send it elsewhere.")
    output.say(said.format(reason=reason_of(error)))
    return ExitCode.USAGE


def wants_json(argv: Sequence[str]) -> bool:
    """--json stands on the line, even if the line could not be parsed up to it."""
    before = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in before


def _report(message: str, hint: str, code: str, *, as_json: bool) -> None:
    if not as_json:
        output.say(_("Error: {message}").format(message=message) + (f"\n{hint}" if hint else ""))
        return
    from datetime import UTC

    from crmctl.ui.jsonout import as_json as encoded

    data = {"error": {"code": code, "message": message, "hint": hint}}
    talk(encoded(data, zone=UTC, indent=None, ascii_only=not is_utf8(sys.stderr)) + "\n")


def _where_listed(error: Any) -> str:
    """What is not said may stand in the list beside the command; who adds something knows best himself."""
    if error.param.param_type_name != "argument" or error.ctx is None or error.ctx.info_name == "add":
        return ""
    group = error.ctx.parent
    if error.param.name == "run":
        name = "runs"
    elif "list" in getattr(group.command, "commands", ()):
        name = group.info_name
    else:
        return ""
    return _("See `crmctl {group} list`.").format(group=name)


def _missing(param: Any) -> str:
    name = _name(param)
    choices = param.type_descriptor.choices
    if choices is not None:
        names = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return _("{option} is missing: one of {choices}.").format(option=name, choices=names)
    return _("{option} is missing.").format(option=name)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(max(param.opts, key=len))


def _rephrased(message: str) -> str:
    for pattern, ours in PHRASES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return _(ours).format(**found.groupdict())
    return message


def _trace(error: BaseException) -> str:
    """Where it came from, cause first; what the errors say is left out, for it may be personal."""
    from traceback import format_tb

    chain: list[BaseException] = []
    step: BaseException | None = error
    while step and step not in chain:
        chain.insert(0, step)
        step = step.__cause__ or step.__context__
    head = "Traceback (most recent call last):\n"
    return "".join(f"{head}{''.join(format_tb(one.__traceback__))}{type(one).__qualname__}\n" for one in chain)


def _place(error: BaseException) -> str:
    """File and line of our own innermost frame."""
    place, step = "?", error.__traceback__
    home = Path(__file__).parent
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.is_relative_to(home):
            place = f"{path.relative_to(home.parent)}:{step.tb_lineno}"
        step = step.tb_next
    return place
