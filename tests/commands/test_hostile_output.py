"""Whatever stands in the base, every view of it is harmless text that fits its screen."""

import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmctl.ui.width import width
from tests.builders import Base
from tests.commands.conftest import Program
from tests.running import on_terminal

PIECES = (
    "\x1b[2J", "\x1b]0;own\x07", "\x9b31m", "\x90", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028",
    "\u00ad",
    "\x7f", "\x00", "\r", "\n", "\t", "[red]", "[/]", "[link=http://x]", ":id:", "=1+1", "@SUM(A1)", "a" * 40,
    "\u0301" * 30, "漢" * 20, "ﷺ", "\U000e0001", "\U0001f469\u200d\U0001f469", "\u3164", "\\", "'", '"', ";", "{}",
    "%s",
    "</script>", "Ромашка", " ", "\u115f", "\u0600", "\ufff9",
)  # fmt: skip
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def hostile(count: int, seed: int) -> Iterator[str]:
    """Names made of what terminals, spreadsheets and parsers trip over; one in a hundred is very long."""
    dice = random.Random(seed)
    for at in range(count):
        pieces = dice.choices(PIECES, k=dice.randint(1, 6))
        yield "x" + "".join(pieces).replace("\x00", "") + ("y" * 10_000 if at % 100 == 99 else "")


def dangerous(text: str, allowed: str = "\n") -> set[str]:
    return {ch for ch in text if unicodedata.category(ch) in _HIDDEN and ch not in allowed}


VIEWS = (
    ["clients", "list"], ["clients", "show", "1"], ["clients", "history", "1"], ["contacts", "list"],
    ["contacts", "show", "1"], ["contacts", "history", "1"], ["tasks", "list"], ["tasks", "mine"],
    ["tasks", "show", "1"],
    ["tasks", "row", "1.1"], ["runs", "list"], ["projects", "list"], ["groups", "list"], ["users", "list"],
    ["check", "run", "contact-info", "--need", "phone"], ["check", "run", "contact-info", "--need", "phone", "--rows"],
    ["wizard", "contact-info", "--need", "email", "--by", "responsible", "--dry-run"],
    ["report", "discipline"], ["settings", "list"],
)  # fmt: skip
EXPORTS = (
    ["export", "clients", "--for", "excel"], ["export", "contacts", "--for", "excel"],
    ["export", "gaps", "--need", "phone", "--for", "excel"], ["export", "tasks", "--for", "excel"],
    ["export", "changes", "--since", "1", "--for", "1c"],
)  # fmt: skip


def settle_in(crm: Program, base: Base, count: int, seed: int) -> None:
    texts = hostile(count * 8, seed)
    for _at in range(count):
        client = base.client(next(texts), city=next(texts), comment=next(texts), phone=next(texts), address=next(texts))
        base.contact(client, last_name=next(texts), job_title=next(texts), email=next(texts))
    for args in (
        ["wizard", "contact-info", "--need", "phone", "--among", "admin", "--yes"],
        ["tasks", "row", "1.1", "--set", f"phone=x{PIECES[0]}{PIECES[4]}"],
        ["clients", "edit", "1", "--set", f"segment=x{PIECES[0]}{PIECES[4]}[red]"],
        ["tasks", "add", f"x{PIECES[0]}{PIECES[4]}[red]"],
        ["projects", "add", f"x{PIECES[0]}{PIECES[4]}[red]"],
        ["groups", "add", f"x{PIECES[0]}{PIECES[4]}[red]"],
    ):
        assert crm(*args).code == 0, args


def looked_at(crm: Program, env: pytest.MonkeyPatch) -> None:
    for view in VIEWS:
        for form in ([], ["--plain"], ["--json"]):
            said = crm(*view, *form)
            assert said.code in (0, 1), (view, said.err)
            assert "Traceback" not in said.err
            assert not dangerous(said.out, "\n\t" if form == ["--plain"] else "\n"), (view, form)
            assert not dangerous(said.err), (view, form)
        for columns in (80, 120):
            env.setenv("FORCE_COLOR", "1")
            env.setenv("COLUMNS", str(columns))
            said = crm(*view)
            env.delenv("FORCE_COLOR")
            drawn = COLOURS.sub("", said.out)
            assert not dangerous(drawn), (view, columns)
            if "--rows" not in view:
                assert max(map(width, drawn.split("\n"))) <= columns, (view, columns)
    for export in EXPORTS:
        said = crm(*export)
        assert said.code == 0, (export, said.err)
        assert not {ch for ch in dangerous(said.out.removeprefix("\ufeff"), "\r\n") if ch not in "\u0600\ufff9"}, export


def test_every_view_of_hostile_names_is_harmless_and_fits(crm: Program, base: Base, env: pytest.MonkeyPatch) -> None:
    settle_in(crm, base, 14, seed=1)
    looked_at(crm, env)
    assert "x\\x1b[2J" in crm("clients", "show", "1").out


def test_what_is_no_text_at_all_comes_in_harmless(crm: Program, env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(
        '[{"id": "1", "name": "a\\ud800\\u001b[2Jb", "phone": "\\udfff"}, {"id": "2", "name": "a\\u0000b"}]'
    )
    assert crm("import", "clients", str(file)).code == 0
    for view in (["clients", "list"], ["clients", "show", "1"], ["clients", "list", "--json"]):
        assert not dangerous(crm(*view).out)
    exported = crm("export", "clients", "--for", "excel").out
    assert not dangerous(exported.removeprefix("\ufeff"), "\r\n")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(125))
def test_a_hundred_thousand_texts_through_every_output(
    crm: Program, base: Base, env: pytest.MonkeyPatch, seed: int
) -> None:
    settle_in(crm, base, 100, seed=seed)
    looked_at(crm, env)


def test_a_terminal_gets_nothing_it_would_obey(base: Base) -> None:
    base.client("".join(PIECES).replace("\x00", ""))
    for columns in (80, 120):
        shown = on_terminal("clients", "list", columns=columns, CRMCTL_DB=base.db, CRMCTL_USER="admin")
        assert not dangerous(COLOURS.sub("", shown.out))
