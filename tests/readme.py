"""README's command blocks: `python -m tests.readme 2` prints the second, as CI and the tests run it."""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def command_blocks(page: Path = README) -> list[str]:
    """The text of every ```sh block, in order."""
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    sys.stdout.write(command_blocks()[int(sys.argv[1]) - 1])
