"""Words of a command line that is shown to be copied, as a shell reads them back."""

import re
import shlex

_PLAIN = re.compile(r"[\w@%+=:,./-]+")


def quoted(word: str) -> str:
    """In quotes where a shell would do something with it; letters of any alphabet stand as they are."""
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)
