"""A mapping file: TOML, `[columns]`, "Header" = "field"."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from crmctl.errors import BadInput
from crmctl.i18n import _
from crmctl.system import reason_of

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
EXAMPLE = '[columns]\n"Header" = "field"'


class ColumnMap(dict[str, str]):
    """Field codes by header, and the file they were read from, so that an error can name the line."""

    def __init__(self, columns: Mapping[str, str], file: str = "", text: str = "") -> None:
        super().__init__(columns)
        self.file = file
        self._lines = text.splitlines()

    def line_of(self, header: str) -> int | None:
        """The line, from 1, on which `header` is mapped, where it can be told."""
        keys = (line.partition("=")[0].strip().strip("\"'") for line in self._lines)
        return next((number for number, key in enumerate(keys, 1) if key == header), None)


def load_map(path: Path) -> ColumnMap:
    """Read a mapping file; BadInput names the line of what is wrong."""
    import tomllib

    file = str(path)
    try:
        text = path.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        raise BadInput(_("cannot be read: {reason}").format(reason=reason_of(error)), file=file) from None
    except UnicodeDecodeError:
        raise BadInput(_("a mapping file is UTF-8 text"), file=file) from None
    except tomllib.TOMLDecodeError as error:
        raise _bad_toml(str(error), file) from None
    columns = content.pop("columns", None)
    if content or not isinstance(columns, dict) or not columns:
        reason = _("a mapping file has one table, [columns]")
        raise BadInput(reason, _("Write:\n{example}").format(example=EXAMPLE), file=file)
    mapped = ColumnMap({}, file, text)
    for header, code in columns.items():
        if not isinstance(code, str):
            reason = _("the field of {header} is not in quotes").format(header=header)
            raise BadInput(reason, file=file, line=mapped.line_of(header))
        mapped[header] = code
    return mapped


def as_toml(columns: Mapping[str, str]) -> str:
    """The text of a mapping file."""
    lines = (f"{_quoted(header)} = {_quoted(code)}\n" for header, code in columns.items())
    return "".join(("[columns]\n", *lines))


def _quoted(text: str) -> str:
    """TOML's strings are JSON's, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _bad_toml(message: str, file: str) -> BadInput:
    place = _TOML_PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    hint = _("Write:\n{example}").format(example=EXAMPLE)
    return BadInput(_("this is not TOML"), hint, file=file, line=line, column=column)
