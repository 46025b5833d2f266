"""From a byte of a file to its line and column."""

import codecs
import io
import re
from typing import Any, BinaryIO, NamedTuple

CHUNK = 1 << 15
"""Bytes; what a processor's cache does not hold takes half as long again."""
LONGEST_LINE = 32 << 20
"""Characters: a line has to fit in memory, so a longer one is refused."""
_LONE_SIGN, _LONE_BYTE = re.compile(r"\r(?!\n|\Z)"), re.compile(rb"\r(?!\n|\Z)")
_ASCII = bytes(range(128)) + b"\x1b$B!!"
"""With what in ISO-2022 means another sign: how a line is to be read, the one before may say there."""


def widens_ascii(encoding: str) -> bool:
    """Whether the signs of ASCII are the bytes they are there: a line feed is one byte, and nothing else has it.

    Each line can then be read by itself.
    """
    try:
        return _ASCII.decode(encoding) == _ASCII.decode("ascii")
    except UnicodeDecodeError:
        return False


class Walk(NamedTuple):
    """What one pass over a whole file in one encoding met.

    `fault` is the byte offset of the first thing that cannot be read and `why` one of decode, nul, long.
    `lines` is close enough for a progress bar; `ends_line` says that the last line is finished. `lone_returns`: some
    lines end with a carriage return and no line feed.
    """

    lines: int = 0
    ends_line: bool = False
    fault: int | None = None
    why: str = ""
    seen_beyond_ascii: bool = False
    lone_returns: bool = False


def walk(stream: BinaryIO, encoding: str, longest: int = LONGEST_LINE) -> Walk:
    """Read `stream` to its end strictly in `encoding`, in bounded memory; no line may have more characters."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    as_bytes = widens_ascii(encoding)
    feed: Any
    ret: Any
    lone_return: re.Pattern[Any]
    feed, ret, lone_return = (b"\n", b"\r", _LONE_BYTE) if as_bytes else ("\n", "\r", _LONE_SIGN)
    feeds = returns = unbroken = at = 0
    last, beyond, lone = feed[:0], False, False
    while True:
        chunk = stream.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            fault = at + len(chunk) - len(error.object) + error.start
            beyond = beyond or not error.object[: error.start].isascii()
            return Walk(fault=fault, why="decode", seen_beyond_ascii=beyond)
        if b"\0" in chunk and "\0" in text:
            return Walk(fault=at, why="nul")
        signs: Any = chunk if as_bytes else text  # a text is searched far slower
        feeds += signs.count(feed)
        lone = lone or (last == ret and signs[:1] != feed) or bool(lone_return.search(signs))
        returns += signs.count(ret) if lone else 0
        unbroken = 0 if feed in signs or ret in signs else unbroken + len(text)
        if unbroken > longest:
            return Walk(fault=at, why="long")
        beyond = beyond or not text.isascii()
        last = signs[-1:] or last
        if not chunk:
            return Walk(max(feeds, returns), last in {feed, ret}, seen_beyond_ascii=beyond, lone_returns=lone)
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
