"""Sentences broken between words, where a terminal would break them anywhere."""

import re

from crmctl.ui.width import width

_COMMAND = re.compile(r"`[^`\n]*`")
_HELD = "\ue000"
"""Stands for a blank inside a command."""


def wrapped(text: str, columns: int, *, indent: str = "") -> list[str]:
    """The lines of a text that is safe to show; those after the first are indented. A blank text is one blank line.

    A command between backticks and a path stay in one piece, so that they can be copied.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if width(line) <= columns:
            lines.append(line)
        else:
            from textwrap import wrap

            # a wide letter takes two columns: leaving none of them to chance costs a line now and then
            wide = sum(width(ch) > 1 for ch in line)
            held = _COMMAND.sub(lambda found: found[0].replace(" ", _HELD), line)
            room = max(columns - wide, columns // 2)
            parts = wrap(held, room, subsequent_indent=indent, break_on_hyphens=False)
            lines += [part.replace(_HELD, " ") for part in parts]
    return lines or [""]
