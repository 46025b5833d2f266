"""The tests run as well in the shell of somebody who uses crmctl, and in Russian."""

import os
import subprocess
import sys

from tests.running import ROOT

HIS = {"CRMCTL_LANG": "ru", "CRMCTL_DB": "/nowhere/crm.db", "CRMCTL_USER": "nobody", "CRMCTL_NOW": "2020-01-01",
       "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8", "LANGUAGE": "ru"}  # fmt: skip


def test_what_a_shell_has_set_for_crmctl_does_not_reach_the_tests() -> None:
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        "keys_told",
        "tests/commands/test_work_screens.py",
    ]
    done = subprocess.run(line, cwd=ROOT, env=os.environ | HIS, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-2000:]
