"""What the program writes of docs/: `python -m tests.documentation` compares it, `… --update` writes it."""

import json
import re
import sys
from collections.abc import Iterable, Sequence

from crmctl.filters.fields import FIELDS, Filtered, describe
from crmctl.importing.fields import FIELDS as IMPORTED
from crmctl.vocabulary import RecordType
from tests.running import ROOT, run

COMMANDS, FILTERS, IMPORT = (ROOT / "docs" / name for name in ("commands.md", "filters.md", "import.md"))
_HEAD = """# Commands

Every help page, as `--help` prints it. Written by `python -m tests.documentation --update`, compared by a test. The
global options stand before or after any command; they are left out below.
"""
_RECORDS: dict[str, Filtered] = {"Clients": RecordType.CLIENT, "Contacts": RecordType.CONTACT, "Tasks": "task"}


def pages() -> dict[str, str]:
    """Each command's help page without the options all share, by its path; the program's own page whole."""
    ended = run("PAGES", CRMCTL_LANG="en", COLUMNS="80")
    every: dict[str, str] = json.loads(ended.out)
    shared = "\nGlobal options:\n"
    return {
        path: page if path == "crmctl" else page.partition(shared)[0]
        for path, page in every.items()
        if not path.startswith(("crmctl demo", "crmctl solo"))
    }


def commands_page() -> str:
    parts = [f"## {path}\n\n```text\n{_without_demonstrations(page).strip()}\n```\n" for path, page in pages().items()]
    return "\n".join([_HEAD, *parts])


def _without_demonstrations(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if not line.startswith(("  demo ", "  solo ")))


def filters_page() -> str:
    """The page with the tables of fields under their headings."""
    text = FILTERS.read_text(encoding="utf-8")
    for title, record in _RECORDS.items():
        russian = {field.code: field.spellings for field in FIELDS[record]}
        rows = [(f"`{code}`", ", ".join(russian[code]), kind) for code, _caption, kind in describe(record)]
        table = _table(("field", "in Russian", "type"), rows)
        text = re.sub(rf"(### {title}\n).*?(?=\n### |\Z)", rf"\1\n{table}", text, flags=re.DOTALL)
    return text


def import_page() -> str:
    """The page with the table of fields that a column may be."""
    rows = [(what, ", ".join(f"`{code}`" for code in codes)) for what, codes in IMPORTED.items()]
    table = _table(("file", "fields"), rows)
    return re.sub(r"\| file \| fields \|\n(?:\|.*\n)*", lambda _: table, IMPORT.read_text(encoding="utf-8"))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = f"|{'---|' * len(head)}\n"
    return f"| {' | '.join(head)} |\n{rule}" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


WRITTEN = {COMMANDS: commands_page, FILTERS: filters_page, IMPORT: import_page}

if __name__ == "__main__":
    stale = False
    for page, text in WRITTEN.items():
        new = text()
        stale |= new != page.read_text(encoding="utf-8")
        if "--update" in sys.argv:
            page.write_text(new, encoding="utf-8")
    sys.exit(stale)
