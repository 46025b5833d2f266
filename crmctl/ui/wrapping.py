"""Sentences broken between words, where a terminal would break them anywhere."""

from crmctl.ui.width import width


def wrapped(text: str, columns: int, *, indent: str = "") -> list[str]:
    """The lines of a text that is safe to show; those after the first are indented. A blank text is one blank line."""
    lines: list[str] = []
    for line in text.split("\n"):
        if width(line) <= columns:
            lines.append(line)
        else:
            from textwrap import wrap

            # a wide letter takes two columns: leaving none of them to chance costs a line now and then
            wide = sum(width(ch) > 1 for ch in line)
            lines += wrap(line, max(columns - wide, columns // 2), subsequent_indent=indent)
    return lines or [""]
