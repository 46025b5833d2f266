"""crmctl with the demonstration commands: `python -m tests.demo_program demo list`.

PSEUDO=1 puts «…» around every text that passes the catalogue. MODULES=1 tells on stderr what was imported.
The one argument PAGES prints every help page as JSON.
"""

import gettext
import json
import os
import sys
from collections.abc import Iterator
from typing import Any


class Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"


def every_page(command: Any, name: str, parent: Any, **more: Any) -> Iterator[tuple[str, str]]:
    """The command's path and its help page, and those of all below it."""
    ctx = command.make_context(name, [], parent=parent, resilient_parsing=True, **more)
    yield ctx.command_path, ctx.get_help()
    for child_name, child in getattr(ctx.command, "commands", {}).items():
        yield from every_page(child, child_name, ctx)


def run(argv: list[str]) -> int:
    if os.environ.get("PSEUDO"):
        gettext.translation = lambda *_args, **_more: Pseudo()  # type: ignore[assignment]
    from crmctl import main
    from crmctl.context import Context

    main.COMMANDS.update(demo=("A demonstration.", "tests.demo"), solo=("Do one thing.", "tests.solo"))
    if argv == ["PAGES"]:
        pages = dict(every_page(main.build(), "crmctl", None, obj=Context()))
        sys.stdout.write(json.dumps(pages))
        return 0
    try:
        return main.main(argv)
    finally:
        if os.environ.get("MODULES"):
            sys.stderr.write("\n".join(sys.modules))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
