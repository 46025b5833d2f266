"""Both languages are complete, and say the same things."""

from pathlib import Path

import pytest

from tests.translations import CATALOGUES, problems


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_translates_every_message_of_the_code(catalogue: Path) -> None:
    assert not list(problems(catalogue))
