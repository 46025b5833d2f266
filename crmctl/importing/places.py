"""From a byte of a file to its line and column."""

import codecs
import io
from typing import BinaryIO, NamedTuple

CHUNK = 1 << 17
"""Bytes; what a processor's cache does not hold takes half as long again."""
LONGEST_LINE = 32 << 20
"""Characters: a line has to fit in memory, so a longer one is refused."""


class Walk(NamedTuple):
    """What one pass over a whole file in one encoding met.

    `fault` is the byte offset of the first thing that cannot be read and `why` one of decode, nul, long.
    `lines` is close enough for a progress bar; `ends_line` says that the last line is finished.
    """

    lines: int = 0
    ends_line: bool = False
    fault: int | None = None
    why: str = ""
    seen_beyond_ascii: bool = False


def walk(stream: BinaryIO, encoding: str, longest: int = LONGEST_LINE) -> Walk:
    """Read `stream` to its end strictly in `encoding`, in bounded memory; no line may have more characters."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    feeds = returns = unbroken = at = 0
    last, beyond = "", False
    while True:
        chunk = stream.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            fault = at + len(chunk) - len(error.object) + error.start
            beyond = beyond or not error.object[: error.start].isascii()
            return Walk(fault=fault, why="decode", seen_beyond_ascii=beyond)
        if b"\0" in chunk and "\0" in text:  # a text is searched far slower
            return Walk(fault=at, why="nul")
        feeds += text.count("\n")
        returns += text.count("\r") if "\r" in text else 0
        unbroken = 0 if "\n" in text or "\r" in text else unbroken + len(text)
        if unbroken > longest:
            return Walk(fault=at, why="long")
        beyond = beyond or not text.isascii()
        last = text[-1:] or last
        if not chunk:
            return Walk(max(feeds, returns), last in {"\n", "\r"}, seen_beyond_ascii=beyond)
        at += len(chunk)


def place(stream: BinaryIO, encoding: str, offset: int | None = None) -> tuple[int, int]:
    """Line and column, both from 1, of the byte at `offset`, or else of the first NUL character."""
    stream.seek(0)
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    line = column = 1
    left, nul = CHUNK if offset is None else offset, ""
    while not nul and (chunk := stream.read(min(CHUNK, left))):
        text = decoder.decode(chunk)
        if offset is None:
            text, nul, _rest = text.partition("\0")
        else:
            left -= len(chunk)
        broken = text.count("\n")
        line += broken
        column = len(text) - text.rfind("\n") if broken else column + len(text)
    return line, column
