"""Where somebody left off in a task: a small file of his own for each, which may be lost."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_MOST = 300
"""So many places are kept, the latest ones."""
_WIDTH = 20
"""Bytes of a file: written over in place, a number is there before and after, at no cost worth naming."""


class LeftOff:
    """The places one login left off at in one base; `folder` is made when there is something to keep."""

    def __init__(self, folder: Path, base: str, login: str) -> None:
        self.folder = folder
        self._whose = f"{login}\n{base}"
        self._kept: tuple[int, int | None] | None = None

    def recall(self, task: int) -> int | None:
        """The client at whom the task was left; None when that is not known."""
        with suppress(OSError, ValueError):
            return int(self._file(task).read_bytes())
        return None

    def remember(self, task: int, client: int | None) -> None:
        """Keep the place; where nothing can be written it is simply not kept."""
        if (task, client) != self._kept:
            self._kept = (task, client)
            with suppress(OSError):
                self._write(self._file(task), "" if client is None else str(client))

    def _file(self, task: int) -> Path:
        return self.folder / sha256(f"{self._whose}\n{task}".encode(errors="surrogateescape")).hexdigest()[:24]

    def _write(self, file: Path, text: str) -> None:
        if not file.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room()
        opened = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(opened, text.ljust(_WIDTH).encode())
        finally:
            os.close(opened)

    def _make_room(self) -> None:
        """One place more is about to be kept."""
        files = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for old in files[: max(0, len(files) - _MOST + 1)]:
            old.unlink(missing_ok=True)
