"""Addresses of web sites, with the scheme people leave out."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crmctl.cleaning.domains import LONGEST_LABEL, PLAIN_LABEL
from crmctl.cleaning.text import as_lines, clean

LONGEST, _LONGEST_HOST = 2048, 253
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{2,59}})\.?")
_PREFIX = re.compile(r"(?:сайт|веб-?сайт|web\s?site|site|web|url|www)\s*:\s*(?!//)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;|\s]+(?:(?:или|и|or|and)\s+)?")
_HOLLOW = re.compile(r"(?:https?:?/*)?(?:www\.?)?/*", re.IGNORECASE)
_FAKE_HOST = (
    r"(?:www\.)?(?:test|example|site|sitename|domain|(?:your|my|no)(?:site|domain|name)|nowebsite|none|no"
    r"|asdf|qwerty|xxx|нет|тест)\.\w+"
)
_FAKE = re.compile(_FAKE_HOST)
_PLAIN = re.compile(rf"^(https?://(?!{_FAKE_HOST}$)(?:{PLAIN_LABEL}\.)++[a-z]{{2,24}})$|^.*$", re.MULTILINE)
"""Matches every line; the group is filled where it is a URL in its normal form."""


def sure_sites(cells: Sequence[str]) -> list[str]:
    """The cells that are plainly good URLs in their normal form."""
    found = _PLAIN.findall(as_lines(cells))[: len(cells)]
    return [site if len(site) <= LONGEST_LABEL else "" for site in found]


def bare(cell: str) -> str:
    return _PREFIX.sub("", clean(cell).rstrip(",; ").strip("<>"), count=1)


def normal(text: str) -> str:
    """The URL with scheme and lower-case host, without a lone final slash; empty when it is none."""
    if len(text) > LONGEST or any(map(str.isspace, text)) or "@" in text or "\\" in text:
        return ""
    try:
        parts = urlsplit(text if "://" in text else "https://" + text.removeprefix("//"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not _HOST.fullmatch(host) or len(host) > _LONGEST_HOST:
        return ""
    place = host.rstrip(".") + (f":{port}" if port else "")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme.lower()}://{place}{parts.path.rstrip('/')}{query}"


def is_made_up_site(text: str) -> bool:
    """Whether nothing but `http://www.` stands there, or a host nobody has."""
    if _HOLLOW.fullmatch(text):
        return True
    return _is_fake(normal(text))


def _is_fake(url: str) -> bool:
    return bool(_FAKE.fullmatch(url.partition("://")[2].partition("/")[0]))


def pieces(text: str) -> list[str]:
    """The parts of a cell that may each be a URL."""
    return [piece for piece in _BETWEEN.split(text) if piece]
