"""One line of address out of the columns some systems spread it over."""

import re
from collections.abc import Mapping

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_RUSSIAN = ("zip", "country", "region", "city", "street", "extra")
_WESTERN = ("street", "extra", "city", "region", "zip", "country")


def compose_address(parts: Mapping[str, str]) -> str:
    """The address made of street, extra, zip, city, region, country; empty without a street.

    A city alone is no address to send anything to, and it must not pass for one. Where anything is written in
    Cyrillic the order is that of Russian post, from large to small.
    """
    written = {part: text.strip() for part, text in parts.items() if text.strip()}
    if "street" not in written:
        return ""
    order = _RUSSIAN if any(map(_CYRILLIC.search, written.values())) else _WESTERN
    return ", ".join(written[part] for part in order if part in written)
