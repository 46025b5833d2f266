"""crmctl with the demonstration commands: `python -m tests.demo_program demo list`.

PSEUDO=1 puts «…» around every text that passes the catalogue. MODULES=1 tells on stderr what was imported.
"""

import gettext
import os
import sys


class Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"


def run(argv: list[str]) -> int:
    if os.environ.get("PSEUDO"):
        gettext.translation = lambda *_args, **_more: Pseudo()  # type: ignore[assignment]
    from crmctl import main

    main.COMMANDS.update(demo=("A demonstration.", "tests.demo"), solo=("Do one thing.", "tests.solo"))
    try:
        return main.main(argv)
    finally:
        if os.environ.get("MODULES"):
            sys.stderr.write("\n".join(sys.modules))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
