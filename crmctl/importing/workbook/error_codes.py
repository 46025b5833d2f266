"""How binary workbooks number what a failed formula shows."""

from collections.abc import Mapping

CODES: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
ANY_CODE = b"[" + b"".join(rb"\x%02x" % code for code in CODES) + b"]"
"""A pattern for the byte."""

Cell = tuple[int, int, str]
"""Row and column, both from 0, and what it shows."""
