"""Messages between the child that reads a workbook and its parent: a kind, a length, and packed JSON."""

import json
import zlib
from enum import IntEnum
from typing import IO, Any, BinaryIO, NamedTuple

_LENGTH = 4
_LONGEST = 1 << 28
"""Bytes of one packed message."""


class Kind(IntEnum):
    """Which sheet is read; some of its rows; how many there were; or why it is refused."""

    SHEET = 1
    ROWS = 2
    END = 3
    REFUSED = 4


class Message(NamedTuple):
    """`packed` is for `unpack`."""

    kind: Kind
    packed: bytes


def unpack(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))


def send(stream: BinaryIO, kind: Kind, content: object) -> None:
    packed = zlib.compress(json.dumps(content).encode(), 1)
    stream.write(bytes([kind]) + len(packed).to_bytes(_LENGTH, "little") + packed)


def receive(stream: IO[bytes]) -> Message | None:
    """The next message; None where the sender died before or in the middle of it."""
    head = stream.read(1 + _LENGTH)
    length = int.from_bytes(head[1:], "little")
    packed = stream.read(length) if 0 < length <= _LONGEST else b""
    return Message(Kind(head[0]), packed) if packed and len(packed) == length else None
