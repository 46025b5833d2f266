"""The shell around the commands: options, refusals, exit codes."""

import json
import subprocess
import sys

import pytest

from crmctl import __version__
from tests.running import CLEAN, ROOT, on_terminal, run


def flags(*args: str) -> dict[str, object]:
    ended = run(*args)
    assert ended.code == 0, ended.err
    found: dict[str, object] = json.loads(ended.out)["flags"]
    return found


def error(*args: str, **env: str) -> dict[str, str]:
    ended = run("--json", *args, **env)
    assert ended.out == ""
    found: dict[str, str] = json.loads(ended.err)["error"]
    return found | {"exit": str(ended.code)}


def test_the_version_is_told_by_the_module_and_by_the_option() -> None:
    assert run("--version", module="crmctl").out == f"crmctl {__version__}\n"
    assert run("--no-color", "--version", module="crmctl").out == f"crmctl {__version__}\n"


@pytest.mark.parametrize(
    "line",
    [
        ["--db", "a.db", "--as", "ann", "--no-input", "demo", "flags"],
        ["demo", "--db", "a.db", "--as", "ann", "--no-input", "flags"],
        ["demo", "flags", "--db", "a.db", "--as", "ann", "--no-input"],
        ["--db", "a.db", "demo", "--as=ann", "flags", "--no-input"],
    ],
)
def test_a_global_option_means_the_same_wherever_it_stands(line: list[str]) -> None:
    assert flags(*line) == {"db": "a.db", "user": "ann", "no_input": True}


def test_the_option_nearest_to_the_command_wins() -> None:
    assert flags("--db", "a.db", "demo", "flags", "--db", "b.db") == {"db": "b.db"}


def test_a_module_of_one_command_is_that_command() -> None:
    assert json.loads(run("solo", "--plain").out) == {"command": "solo", "flags": {"plain": True}}


def test_the_run_knows_the_words_of_its_command_and_not_its_arguments() -> None:
    assert json.loads(run("--plain", "demo", "flags", "12").out)["command"] == "demo flags"


@pytest.mark.parametrize(
    ("way", "code"),
    [("0", 0), ("1", 1), ("5", 5), ("found", 2), ("memory", 2), ("mistake", 3), ("permission", 4), ("busy", 75),
     ("ctrl-c", 130), ("ctrl-d", 130), ("pipe", 141)],
)  # fmt: skip
def test_each_way_to_end_has_its_exit_code(way: str, code: int) -> None:
    assert run("demo", "fail", way).code == code


def test_an_error_says_what_and_the_next_step_on_stderr() -> None:
    ended = run("demo", "fail", "busy")
    assert (ended.out, ended.err) == ("", "Error: Somebody else writes.\nTry again.\n")


def test_with_json_an_error_is_json_on_stderr() -> None:
    expected = {"code": "busy", "message": "Somebody else writes.", "hint": "Try again.", "exit": "75"}
    assert error("demo", "fail", "busy") == expected


def test_a_mistake_of_ours_is_one_sentence_without_personal_data() -> None:
    ended = run("demo", "fail", "mistake")
    assert "ValueError" in ended.err
    assert "lazy.py" in ended.err or "main.py" in ended.err
    assert "Иванов" not in ended.err
    assert "Traceback" not in ended.err
    assert error("demo", "fail", "mistake")["code"] == "internal"


def test_too_little_memory_is_no_mistake_of_ours() -> None:
    assert error("demo", "fail", "memory")["message"] == "There is not enough memory."


def test_debug_shows_where_a_mistake_came_from() -> None:
    assert "Traceback" in run("demo", "fail", "mistake", CRMCTL_DEBUG="1").err
    assert "Traceback" not in run("demo", "fail", "found", CRMCTL_DEBUG="1").err


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (["dmo"], "There is no command dmo.", "Did you mean demo?"),
        (["demo", "lst"], "There is no command lst.", "Did you mean list?"),
        (["demo", "zzz"], "There is no command zzz.", "See crmctl demo --help."),
        (["demo", "list", "--limti", "3"], "There is no option --limti.", "Did you mean --limit?"),
        (["demo", "list", "--limit", "x"], "--limit: a whole number is wanted.", "See crmctl demo list --help."),
        (["demo", "list", "--limit", "0"], "--limit: at least 1.", "See crmctl demo list --help."),
        (["demo", "list", "--limit"], "--limit wants a value.", "See crmctl demo list --help."),
        (["demo", "list", "--plain=1"], "--plain takes no value.", "See crmctl demo list --help."),
        (["demo", "list", "Иванов"], "Too many arguments.", "See crmctl demo list --help."),
        (["demo", "fail"], "WAY is missing.", "See `crmctl demo list`."),
        (
            ["demo", "list", "--level", "vaild"],
            "--level: one of presence, valid is wanted. Did you mean valid?",
            "See crmctl demo list --help.",
        ),
        (["--lang", "fr", "demo", "list"], "--lang: one of en, ru is wanted.", "See crmctl --help."),
        (["--plain"], "A command is missing.", "See crmctl --help."),
    ],
)
def test_a_line_that_cannot_be_read_gets_a_clear_answer(line: list[str], message: str, hint: str) -> None:
    ended = run(*line, COLUMNS="200")
    assert (ended.code, ended.out, ended.err) == (2, "", f"Error: {message}\n{hint}\n")
    assert error(*line) == {"code": "usage", "message": message, "hint": hint, "exit": "2"}


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("undo", "See `crmctl runs list`."),
        ("tasks row", "See `crmctl tasks list`."),
        ("users edit", "See `crmctl users list`."),
        ("users add", "See crmctl users add --help."),
        ("import clients", "See crmctl import clients --help."),
        ("export changes", "See crmctl export changes --help."),
    ],
)
def test_what_is_missing_is_looked_up_where_it_is_listed(line: str, hint: str) -> None:
    ended = run(*line.split(), module="crmctl", COLUMNS="200")
    assert (ended.code, ended.err.splitlines()[1]) == (2, hint)


def test_every_answer_to_a_wrong_line_passes_the_catalogue() -> None:
    for line in (["dmo"], ["demo", "list", "--limit"], ["demo", "list", "--limti"], ["demo", "list", "x"], ["--plain"]):
        for text in run(*line, PSEUDO="1").err.splitlines():
            assert text.startswith("«")
            assert text.endswith("»")


def test_values_arrive_as_their_types() -> None:
    ended = run("demo", "list", "--need", "a", "--need", "b", "--level", "presence", "--file", "x/y.csv", "--json")
    data = json.loads(ended.out)
    assert (data["need"], data["level"], data["file"]) == (["a", "b"], "presence", "x/y.csv")


def test_numbers_dates_and_pairs_arrive_as_their_types() -> None:
    line = ["--share", "0.25", "--status", "ACCEPTED", "--due", "2026-03-01", "--size", "1", "--size", "2"]
    data = json.loads(run("demo", "flags", "7", *line, "--pair", "b", "5").out)
    assert (data["number"], data["share"], data["status"], data["due"]) == (7, 0.25, "accepted", "2026-03-01")
    assert (data["sizes"], data["pair"]) == ([1, 2], ["b", 5])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["--share", "2"], "--share: from 0 to 1."),
        (["--share", "nan"], "--share: a number is wanted."),
        (["--due", "soon"], "--due: a date is wanted."),
        (["--size", "x"], "--size: a whole number is wanted."),
        (["--pair", "b"], "--pair wants 2 values."),
        (
            ["--status", "canceled"],
            "--status: one of new, accepted, returned, cancelled is wanted. Did you mean cancelled?",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_without_repeating_it(line: list[str], message: str) -> None:
    assert error("demo", "flags", *line)["message"] == message


def test_a_reader_that_goes_away_is_no_error_of_ours() -> None:
    line = [sys.executable, "-m", "tests.demo_program", "demo", "much"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=CLEAN) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 141


def test_closed_streams_do_no_harm() -> None:
    line = f"{sys.executable} -m tests.demo_program demo list >&- 2>&-"
    assert subprocess.run(line, shell=True, cwd=ROOT, env=CLEAN, check=False).returncode == 0


@pytest.mark.parametrize("answer", ["y\r", "ДА\r"])
def test_a_terminal_is_asked_once(answer: str) -> None:
    ended = on_terminal("demo", "ask", wait_for="[y/N]", answer=answer)
    assert ended.code == 0
    assert ended.out.endswith("removed\n")


@pytest.mark.parametrize(("answer", "code"), [("\r", 4), ("n\r", 4), ("\x03", 130), ("\x04", 130)])
def test_no_and_enter_decline_and_ctrl_c_cancels(answer: str, code: int) -> None:
    ended = on_terminal("demo", "ask", wait_for="[y/N]", answer=answer)
    assert ended.code == code
    assert "removed" not in ended.out


def test_without_a_terminal_the_missing_answer_names_its_option() -> None:
    ended = run("demo", "ask", stdin="y\n")
    assert (ended.code, ended.out, ended.err) == (2, "", "Error: Remove all?\nGive --yes.\n")
    assert on_terminal("demo", "ask", "--no-input").code == 2
    assert run("demo", "ask", "--yes").err == "removed\n"


def test_no_input_does_not_mean_yes() -> None:
    assert run("demo", "ask", "--no-input").code == 2
