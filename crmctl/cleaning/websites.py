"""Addresses of web sites, with the scheme people leave out."""

import re
from urllib.parse import urlsplit

from crmctl.cleaning.text import clean

LONGEST, _LONGEST_HOST, _LONGEST_LABEL = 2048, 253, 63
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{2,59}})\.?")
_PREFIX = re.compile(r"(?:сайт|веб-?сайт|web\s?site|site|web|url|www)\s*:\s*(?!//)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;|\s]+(?:(?:или|и|or|and)\s+)?")
_PLAIN = re.compile(r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}")
_HOLLOW = re.compile(r"(?:https?:?/*)?(?:www\.?)?/*", re.IGNORECASE)
_FAKE_HOST = re.compile(
    r"(?:www\.)?(?:test|example|site|sitename|domain|(?:your|my|no)(?:site|domain|name)|nowebsite|none|no|asdf|qwerty|xxx|нет|тест)\.\w+"
)


def sure_site(cell: str) -> bool:
    """Whether the cell is plainly a good URL in its normal form."""
    return bool(_PLAIN.fullmatch(cell)) and len(cell) <= _LONGEST_LABEL and not _is_fake(cell)


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
    return bool(_FAKE_HOST.fullmatch(url.partition("://")[2].partition("/")[0]))


def pieces(text: str) -> list[str]:
    """The parts of a cell that may each be a URL."""
    return [piece for piece in _BETWEEN.split(text) if piece]
