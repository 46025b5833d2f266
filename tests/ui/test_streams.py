"""Letters an encoding lacks are told of; signs of ours have a likeness everywhere."""

import json

import pytest

from tests.running import run

LACKING = "Letters that {} does not have are shown as ?; with --json none is lost.\n"


@pytest.mark.parametrize(
    ("encoding", "told"), [("ascii", "ascii"), ("latin-1", "iso8859-1"), ("cp1251", ""), ("cp866", ""), ("koi8-r", "")]
)
@pytest.mark.parametrize("option", ["--no-color", "--plain", "--json", "--help"])
def test_no_encoding_stops_the_program_and_a_lost_letter_is_said(encoding: str, told: str, option: str) -> None:
    ended = run("demo", "list", option, PYTHONIOENCODING=encoding, LC_ALL="C", streams=encoding)
    lost = told and option in ("--no-color", "--plain")
    assert (ended.code, ended.err) == (0, LACKING.format(told) if lost else "")
    assert ("?" in ended.out) is bool(lost)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_help_page_keeps_to_the_encoding_as_every_output_does(language: str) -> None:
    ended = run("tasks", "--help", module="crmctl", PYTHONIOENCODING="ascii", streams="ascii", CRMCTL_LANG=language)
    assert ended.code == 0
    assert ended.out.startswith("Usage:" if language == "en" else "?")
    assert (LACKING.format("ascii") in ended.err) == (language == "ru")


def test_json_keeps_what_the_encoding_lacks() -> None:
    name = json.loads(run("demo", "list", "--json", PYTHONIOENCODING="cp1251").out)["rows"][0][1]
    assert name == json.loads(run("demo", "list", "--json").out)["rows"][0][1]


def test_an_error_as_json_keeps_it_too() -> None:
    ended = run("--json", "Иванов", PYTHONIOENCODING="ascii", streams="ascii")
    assert "Иванов" in json.loads(ended.err)["error"]["message"]


def test_signs_of_ours_have_a_likeness() -> None:
    page = run("demo", "--help", PYTHONIOENCODING="cp866", streams="cp866").out
    assert "COMMAND ...\n" in page
    assert "?" not in page


@pytest.mark.parametrize("locale", ["C", "POSIX", "ru_RU.KOI8-R", "no_SUCH"])
def test_any_locale_will_do(locale: str) -> None:
    plain = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = run("demo", "list", streams="latin-1", **plain)
    assert ended.code == 0
    assert "Traceback" not in ended.err


def test_the_loss_is_said_in_english_where_russian_has_no_letters() -> None:
    env = {"CRMCTL_LANG": "ru", "PYTHONIOENCODING": "ascii"}
    assert LACKING.format("ascii") in run("demo", "list", streams="ascii", **env).err
