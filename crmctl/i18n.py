"""The language, settled before the first text is built: --lang, then CRMCTL_LANG, then the locale."""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("en", "ru")
_CATALOGUES = Path(__file__).parent / "locale"


def wanted_language(argv: Sequence[str], env: Mapping[str, str]) -> str:
    """The two-letter language asked for; English when what is asked for is not spoken here."""
    asked = env.get("CRMCTL_LANG") or next((env[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(v)), "en")
    for at, word in enumerate(argv):
        if word == "--":
            break
        if word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif word == "--lang" and at + 1 < len(argv):
            asked = argv[at + 1]
    return asked[:2].lower() if asked[:2].lower() in LANGUAGES else "en"


def spoken() -> bool:
    """Whether the catalogue of every language but English is there."""
    return all(gettext.find("crmctl", _CATALOGUES, [name]) for name in LANGUAGES if name != "en")


language = wanted_language(sys.argv[1:], os.environ)
_translation = gettext.translation("crmctl", _CATALOGUES, [language], fallback=True)
_ = _translation.gettext
ngettext = _translation.ngettext


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for the catalogue where it is defined; it is translated where it is shown."""
    return text
