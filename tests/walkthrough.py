"""Pages one can follow: every ```sh block is run, the ```text or ```json block after it is what it shows.

`python -m tests.walkthrough` compares the pages with the program; `… --update` writes what it shows into them.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.running import CLEAN, ROOT, Ended

EXAMPLES = ROOT / "examples"
PAGES = (
    ROOT / "README.md",
    ROOT / "README.ru.md",
    EXAMPLES / "tour.md",
    *(ROOT / "docs" / name for name in ("json.md", "filters.md", "import.md", "export.md", "states.md")),
)
_BLOCK = re.compile(
    r"^```sh\n(?P<commands>.*?)^```\n(?:\n```(?P<form>text|json)\n(?P<shown>.*?)^```\n)?", re.MULTILINE | re.DOTALL
)
_SETTING_UP = re.compile(r"^(?:python3 -m venv |\. \.venv/|pip install ).*\n", re.MULTILINE)
"""What a fresh machine needs first, and whoever runs the tests has."""
_TESTING = "pytest"
_END = "\x1e"
_NOW = "2026-03-02T09:00:00+03:00"
ENVIRONMENT = {
    "CRMCTL_NOW": _NOW,
    "CRMCTL_USER": "olga",
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "PYTHONUNBUFFERED": "1",  # both streams come in the order in which a terminal would have them
    "TZ": "Europe/Moscow",
}


class Step(NamedTuple):
    """A block of commands and what the page says they show; None where it does not say."""

    commands: str
    form: str | None = None
    shown: str | None = None

    @property
    def script(self) -> str:
        """JSON is compared alone, without the talk on stderr."""
        return f"{{\n{self.commands}}} 2>/dev/null" if self.form == "json" else self.commands


def steps(page: Path) -> list[Step]:
    """The blocks to run, in order; those that only set up and run the tests are left out."""
    found = [Step(*block.groups()) for block in _BLOCK.finditer(page.read_text(encoding="utf-8"))]
    return [one._replace(commands=set_up(one.commands)) for one in found if not _for_contributors(one)]


def set_up(commands: str) -> str:
    """The commands of someone who has installed crmctl already."""
    return _SETTING_UP.sub("", commands)


def _for_contributors(step: Step) -> bool:
    return _TESTING in step.commands


def walk(page: Path, folder: Path) -> list[Ended]:
    """Runs the page's blocks in one shell, in an empty folder, up to the first that fails. Both streams are `out`."""
    return _run(steps(page), folder, _language(page))


def walked_on(page: Path, commands: list[str], folder: Path) -> list[Ended]:
    """What these say on stdout, once the page has been walked."""
    before = steps(page)
    return _run([*before, *(Step(f"{one}\n", "json") for one in commands)], folder, _language(page))[len(before) :]


def _run(steps: list[Step], folder: Path, language: str) -> list[Ended]:
    ends = (f"{one.script}\nstatus=$?; printf '{_END}%s{_END}' $status; test $status = 0 || exit\n" for one in steps)
    ran = subprocess.run(
        ["bash", "-c", "".join(ends)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=folder,
        env=CLEAN | ENVIRONMENT | {"CRMCTL_LANG": language, "EXAMPLES": str(EXAMPLES), "TMPDIR": str(folder)},
        check=False,
        timeout=300,
    )
    pieces = ran.stdout.split(_END)
    return [Ended(int(code), _trimmed(out), "") for out, code in zip(pieces[::2], pieces[1::2], strict=False)]


def _language(page: Path) -> str:
    return "ru" if page.stem.endswith(".ru") else "en"


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def updated(page: Path, folder: Path) -> str:
    """The page with what the program shows now."""
    text = page.read_text(encoding="utf-8")
    shown = iter(walk(page, folder))

    def renewed(block: re.Match[str]) -> str:
        step = Step(*block.groups())
        if _for_contributors(step):
            return block.group()
        ended = next(shown)
        if ended.code:
            raise SystemExit(f"{step.commands}{ended.out}")
        shows = f"\n```{step.form}\n{ended.out}```\n" if step.form else ""
        return f"```sh\n{step.commands}```\n{shows}"

    return _BLOCK.sub(renewed, text)


if __name__ == "__main__":
    stale = False
    for each in PAGES:
        with tempfile.TemporaryDirectory() as place:
            new = updated(each, Path(place))
        stale |= new != each.read_text(encoding="utf-8")
        if "--update" in sys.argv:
            each.write_text(new, encoding="utf-8")
    sys.exit(stale)
