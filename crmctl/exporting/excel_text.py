"""Text as a spreadsheet may have it: nothing hidden, and no more than a cell holds."""

import re

from crmctl.cleaning.text import visible

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_BREAK = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\U000e0000-\U000e0fff]")


def harmless(text: str) -> str:
    """The text without control, direction and zero-width characters, cut to what a cell holds."""
    if not text.isprintable():
        text = _CONTROL.sub("", _BREAK.sub("\n", text)).replace("\t", " ")
    return visible(text)[:LONGEST]
