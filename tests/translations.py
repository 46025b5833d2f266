"""The catalogues against the code: `python -m tests.translations` lists what is wrong, `--update` merges new texts."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from crmctl.checks.discovery import all_checks
from crmctl.control.explaining import docstring

ROOT = Path(__file__).parent.parent / "crmctl"
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/crmctl.po"))
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def messages_in_code() -> Catalog:
    """Every text that goes through gettext, with the files it stands in, and the docstrings that explain the checks."""
    catalogue = Catalog(project="crmctl")
    found = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords=_KEYWORDS, comment_tags=("translators:",))
    for filename, _line, message, comments, context in found:
        catalogue.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    for check in all_checks().values():
        about, found_by_it, left_by_it = docstring(check)
        for sentence in (about, *found_by_it, *left_by_it):
            catalogue.add(sentence, locations=[(f"checks/{type(check).__module__.rpartition('.')[2]}.py", 0)])
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def update(path: Path) -> None:
    """Merge the code's messages into the catalogue: new ones blank, unused ones dropped, translations kept."""
    catalogue = read(path)
    catalogue.update(messages_in_code(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)


def problems(path: Path) -> Iterator[str]:
    """What is missing, unused, blank, fuzzy, or names other placeholders than its source."""
    code, catalogue = messages_in_code(), read(path)
    for message in code:
        if message.id and catalogue.get(message.id) is None:
            yield f"missing: {message.id!r}"
    for message in catalogue:
        if not message.id:
            continue
        if code.get(message.id) is None:
            yield f"not in the code: {message.id!r}"
        yield from _faults(message, catalogue.num_plurals)


def _faults(message: Message, plurals: int) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not all(translations) or len(translations) != (1 if len(sources) == 1 else plurals):
        yield f"not translated: {message.id!r}"
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    known = set().union(*map(_placeholders, sources))
    for text in filter(None, translations):
        if _placeholders(text) != known:
            yield f"other placeholders: {message.id!r}"


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^{}]*\}", text))


if __name__ == "__main__":
    if "--update" in sys.argv:
        for one in CATALOGUES:
            update(one)
    wrong = [f"{one.parent.parent.name}: {problem}" for one in CATALOGUES for problem in problems(one)]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.exit(bool(wrong))
