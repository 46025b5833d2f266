"""A stream that a zip file can be written to even when the disk is full."""

from collections.abc import Callable
from typing import Any, BinaryIO


class Patient:
    """Passes on what is written until that fails; from then on it takes everything and only counts.

    A zip file that fails in the middle tries once more when it is thrown away, and then complains on stderr. `error`
    is what went wrong.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.error: OSError | None = None
        self._stream: BinaryIO | None = stream
        self._seekable = stream.seekable()
        self._place = stream.tell() if self._seekable else 0

    def write(self, data: bytes) -> int:
        self._try(lambda stream: stream.write(data))
        self._place += len(data)
        return len(data)

    def seek(self, place: int) -> int:
        """Raises OSError for a pipe, by which a zip file knows one."""
        if not self._seekable:
            raise OSError
        self._try(lambda stream: stream.seek(place))
        self._place = place
        return place

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        self._try(lambda stream: stream.flush())

    def let_go(self) -> None:
        """Pass nothing on any more."""
        self._stream = None

    def _try(self, do: Callable[[BinaryIO], Any]) -> None:
        try:
            if self._stream:
                do(self._stream)
        except OSError as error:
            self.error, self._stream = error, None
