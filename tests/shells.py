"""Real shells with completion installed, and somebody who types in them."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pexpect

from tests.running import CLEAN, PATIENCE

SHELLS = {"bash": ["--noprofile", "-i"], "zsh": ["-i"], "fish": ["-i"]}
PROMPT = "READY> "
_RC = {
    "bash": (".bashrc", f"PS1='{PROMPT}'\nbind 'set enable-bracketed-paste off'\nset +o history\n"),
    "zsh": (".zshrc", f"PS1='{PROMPT}'\nunsetopt zle_bracketed_paste prompt_sp\n"),
    "fish": (".config/fish/config.fish", f"function fish_prompt; echo -n '{PROMPT}'; end\nset -g fish_greeting\n"),
}


class Shell:
    """A shell on a terminal, in a home of its own, that has crmctl on its path."""

    def __init__(self, name: str, home: Path, **env: str) -> None:
        self.name = name
        self.home = home
        self.env = CLEAN | {"HOME": str(home), "SHELL": str(shutil.which(name)), "TERM": "dumb", **env}
        self.env["PATH"] = f"{Path(sys.executable).parent}:{self.env['PATH']}"
        file, text = _RC[name]
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text)
        first = self._started()
        first.send("crmctl --install-completion\r")
        first.expect_exact("Open a new terminal")
        first.close(force=True)
        self._child = self._started()

    def completed(self, line: str) -> list[str]:
        """The words the shell makes of `line` after Tab was pressed at its end, as a command would get them."""
        self._child.send(f"{line}\t\x01printf '<%s>' \x05 END\r")
        self._child.expect_exact("<END>")
        shown = str(self._child.before)
        self._child.expect_exact(PROMPT)
        return shown[shown.rindex("<crmctl>") + 1 : -1].split("><")

    def close(self) -> None:
        self._child.close(force=True)

    def _started(self) -> Any:
        child = pexpect.spawn(
            self.env["SHELL"],
            SHELLS[self.name],
            env=self.env,
            cwd=str(self.home),
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(40, 200),
        )
        child.expect_exact(PROMPT)
        return child
