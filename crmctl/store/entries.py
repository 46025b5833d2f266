"""What the journal wrote of a row, read back."""

import json
from typing import Any

_decode = json.JSONDecoder(strict=False).decode


def values_of(text: str | None) -> dict[str, Any]:
    """The columns of an entry's `old` or `new`, as they lie in the database. Control characters stand in it as such."""
    return dict(_decode(text)) if text else {}
