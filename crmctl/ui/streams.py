"""The program's own streams: none is missing, no letter stops them, and what could not be written is said."""

import codecs
import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

from crmctl.i18n import N_, _

_SIGNS = {"…": "...", "—": "-", "–": "-", "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "’": "'", "№": "N",
          "→": ">", "≥": ">=", "×": "x", "✓": "+", "⚠": "!", "✗": "x", "─": "-", "█": "#", "\u00a0": " "}  # fmt: skip
"""Signs of ours and of any text that have a likeness in every encoding."""
_LACKING = N_("Letters that {encoding} does not have are shown as ?; with --json none is lost.")


class _Letters:
    """What stands in for letters an encoding lacks; `lost` tells whether one had no likeness."""

    lost = False

    def __call__(self, error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeEncodeError)
        missing = error.object[error.start : error.end]
        self.lost = self.lost or not all(ch in _SIGNS for ch in missing)
        return "".join(_SIGNS.get(ch, "?") for ch in missing), error.end


_data, _talk = _Letters(), _Letters()


def prepare_streams() -> None:
    """No letter of a name may stop the program, and no stream may be None."""
    codecs.register_error("crmctl-data", _data)
    codecs.register_error("crmctl-talk", _talk)
    _data.lost = False
    sys.stdout = _noting(_prepared(sys.stdout, "crmctl-data"))
    sys.stderr = _prepared(sys.stderr, "crmctl-talk")


class _Noting(FileIO):
    """What lies under stdout; keeps the error by which it refused what was written."""

    trouble: OSError | None = None

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.trouble = error
            raise


def _noting(stream: Any) -> Any:
    """The same stream, for a file or pipe: what was refused is not always there any more when it is flushed."""
    if type(stream) is not TextIOWrapper or type(_raw(stream)) is not FileIO or stream.isatty():
        return stream
    raw = _Noting(stream.fileno(), "wb", closefd=False)
    below: Any = raw if stream.write_through else BufferedWriter(raw)
    return TextIOWrapper(below, stream.encoding, stream.errors, write_through=stream.write_through)


def _raw(stream: Any) -> Any:
    """What lies under it, buffered or, as with PYTHONUNBUFFERED, not."""
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)


def refused_by_stdout(error: OSError) -> bool:
    return error is getattr(_raw(sys.stdout), "trouble", None)


def _prepared(stream: Any, errors: str) -> Any:
    if stream is None:
        stream = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=errors)
    return stream


def talk(text: str) -> None:
    """Writes to stderr. Where that is broken nobody listens, and the work goes on."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def as_stdout_has_it(text: str) -> str:
    """The text in the letters stdout has, for Typer, which writes UTF-8 past a stdout that is said to be ASCII."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "crmctl-data").decode(encoding)


def stdout_trouble() -> OSError | None:
    """Writes out what stdout still holds, while a closed pipe or a full disk can still be told."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return error
    if _data.lost:
        _data.lost = False
        encoding = sys.stdout.encoding
        talk(_sayable(_LACKING).format(encoding=encoding) + "\n")
    return None


def silence(stream: TextIO) -> None:
    """Lets the interpreter flush what is left into nothing, so that it has nothing to complain about."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)


def encodable(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")


def _sayable(text: str) -> str:
    """A sentence in the user's language, or in English where stderr has no letters for it."""
    return _(text) if encodable(_(text), sys.stderr) else text
