"""Where somebody left off in a task: a small file of his own, which may be lost."""

import json
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

_MOST = 200
"""So many places are kept, the latest ones."""


class LeftOff:
    """The places one login left off at in one base; `file` is made when there is something to keep."""

    def __init__(self, file: Path, base: str, login: str) -> None:
        self.file = file
        self._whose = f"{login}@{base}"

    def recall(self, task: int) -> int | None:
        """The client at whom the task was left; None when that is not known."""
        client = self._all().get(self._name(task))
        return client if isinstance(client, int) else None

    def remember(self, task: int, client: int | None) -> None:
        """Keep the place; where nothing can be written it is simply not kept."""
        with suppress(OSError):
            places = self._all()
            places.pop(self._name(task), None)
            if client is not None:
                places[self._name(task)] = client
            self._write(dict(list(places.items())[-_MOST:]))

    def _name(self, task: int) -> str:
        return f"{self._whose}#{task}"

    def _all(self) -> dict[str, Any]:
        try:
            places = json.loads(self.file.read_bytes())
        except (OSError, ValueError):
            return {}
        return places if isinstance(places, dict) else {}

    def _write(self, places: dict[str, Any]) -> None:
        """The whole file anew, put in its place at once: half of it is never there."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=self.file.parent, prefix=".places-", delete=False, encoding="utf-8") as fresh:
            json.dump(places, fresh, ensure_ascii=False)
        try:
            os.replace(fresh.name, self.file)  # noqa: PTH105 - both are names
        except OSError:
            Path(fresh.name).unlink(missing_ok=True)
            raise
