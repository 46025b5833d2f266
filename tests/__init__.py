"""The tests; whoever runs them may have a language, a base and a login of his own in his shell."""

import os
import sys

if "pytest" in sys.modules:  # programs of this package are told by the tests that start them
    for name in {*os.environ} - {"CRMCTL_TEST_POSTGRES"}:
        if name.startswith(("CRMCTL_", "LC_", "LANGUAGE")):
            del os.environ[name]
    os.environ["LANG"] = "C.UTF-8"
