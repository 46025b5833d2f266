"""docs/json.md tells the truth about every key; what it shows is compared by tests/test_docs.py."""

import json
import re
from typing import Any

import pytest

from crmctl.errors import CrmError
from tests.jsonpage import PAGE, Shapes, documents, sections
from tests.walkthrough import walked_on

SECTIONS = list(sections())
NOT_SHOWN = {
    "Wizard preview": "crmctl wizard contact-info --need phone,address --by responsible --dry-run",
    "Contact kinds": "crmctl kinds list",
    "Settings": "crmctl settings list",
    "Doctor": "crmctl doctor",
}
THE_REST = {
    "crmctl init": "crmctl init --db other.db",
    "crmctl users add LOGIN": "crmctl users add vera",
    "crmctl groups add NAME": "crmctl groups add Evening",
    "crmctl projects add NAME": "crmctl projects add Autumn",
    "crmctl absences add LOGIN": "crmctl absences add olga --from 2050-08-01 --to 2050-08-07",
    "crmctl kinds add CODE": "crmctl kinds add phone:night",
    "crmctl settings set CODE VALUE": "crmctl settings set freshness_days 400",
    "crmctl check save NAME": "crmctl check save mails --need email",
    "crmctl check explain CODE": "crmctl check explain contact-info",
    "crmctl db backup": "crmctl db backup copy.db",
    "crmctl db check": "crmctl db check",
    "crmctl db revalidate": "crmctl db revalidate",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the commands that the page does not show say, on the company of the page."""
    commands = [*NOT_SHOWN.values(), *THE_REST.values()]
    answers = walked_on(PAGE, [f"{one} --json" for one in commands], tmp_path_factory.mktemp("page"))
    return {command: documents(answer.out)[0] for command, answer in zip(commands, answers, strict=True)}


def test_every_key_and_type_is_as_documented_and_every_documented_key_is_met(told: dict[str, Any]) -> None:
    shapes = Shapes(SECTIONS)
    met = [(one.title, example) for one in SECTIONS if one.keys for example in one.examples]
    met += [(title, told[command]) for title, command in NOT_SHOWN.items()]
    assert [f"{title}: {said}" for title, value in met for said in shapes.differences(title, value)] == []
    documented = {(one.title.lower().replace(" ", "-"), key) for one in SECTIONS for key in one.keys}
    assert documented - shapes.seen == set()


@pytest.mark.parametrize(
    "row", [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `crmctl ")]
)
def test_the_small_answers_have_the_documented_keys(told: dict[str, Any], row: str) -> None:
    commands, keys = row.strip("| ").split(" | ")
    for command in (part.strip().split(",")[0].strip("`") for part in commands.split(";")):
        assert list(told[THE_REST[command]]) == [key.strip(" `") for key in keys.split(",")], command


def test_every_code_of_an_error_is_documented() -> None:
    import crmctl.importing.ahead  # noqa: F401 - it brings an error of its own

    (row,) = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `error.code`")]
    documented = set(re.findall(r"`([a-z-]+)`", row))
    assert documented == {kind.code for kind in kinds_of(CrmError)} | {"cancelled", "internal", "system"}


def kinds_of(error: type[CrmError]) -> list[type[CrmError]]:
    return [found for kind in error.__subclasses__() for found in (kind, *kinds_of(kind))]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"error": {"code": "usage", "message": "", "hint": ""}}, []),
        ({"error": {"code": "usage", "message": ""}}, [".error.hint is not there"]),
        ({"error": {"code": 3, "message": "", "hint": ""}}, [".error.code is 3, not text"]),
        ({"error": {"code": "", "message": "", "hint": "", "more": 1}}, [".error.more is not documented"]),
        ({"error": None}, [".error is None, not an object"]),
    ],
)
def test_a_difference_is_noticed(value: Any, said: list[str]) -> None:
    assert Shapes(SECTIONS).differences("Errors", json.loads(json.dumps(value))) == said
