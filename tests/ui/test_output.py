"""How views look: in pipes, on terminals of any width, in any encoding."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from crmctl.ui import plain
from crmctl.ui.jsonout import as_json
from crmctl.ui.screen import draw
from crmctl.ui.terminal import Screen, screen
from crmctl.ui.view import Align, Card, Cell, Column, Field, Lines, Row, Table, Tone
from crmctl.ui.width import width
from crmctl.vocabulary import TaskStatus
from tests.running import on_terminal, run

COLUMNS = [Column("id", "№", Align.RIGHT), Column("name", "Имя"), Column("status", "Состояние")]
ROWS: list[Row] = [["7", "Иванов", Cell("готово", Tone.GOOD)], ["12", "漢字 и e\u0301", Cell("просрочено", Tone.BAD)]]
TABLE = Table(COLUMNS, ROWS, title="Задачи", footer=["2 задачи"])
CARD = Card("ООО «Рога»", [Field("id", "№", "7"), Field("comment", "Комментарий", "раз\nдва")])


def drawn(view: Table | Card | Lines, columns: int, *, unicode: bool = True, colour: bool = False) -> str:
    stream = StringIO()
    draw((view,), Screen(terminal=True, colour=colour, width=columns, height=24, unicode=unicode), stream)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_a_pipe_gets_aligned_columns_of_full_texts() -> None:
    assert list(plain.aligned(TABLE, unicode=True)) == [
        "Задачи",
        " №  Имя       Состояние",
        " 7  Иванов    ✓ готово",
        "12  漢字 и e\u0301  ✗ просрочено",
        "2 задачи",
    ]


NOTHING = Table(COLUMNS, [], empty="-")


def test_an_empty_line_stands_between_the_tables_of_a_pipe_and_only_there() -> None:
    lines = list(plain.all_aligned([TABLE, NOTHING, TABLE, Lines(["a"]), TABLE], unicode=True))
    assert [at for at, line in enumerate(lines) if not line] == [5]


@pytest.mark.parametrize("columns", [80, 16])
@pytest.mark.parametrize("table", [TABLE, TABLE._replace(footer=())])
def test_one_empty_line_stands_between_tables_on_a_terminal_of_any_width(table: Table, columns: int) -> None:
    stream = StringIO()
    shape = Screen(terminal=True, colour=False, width=columns, height=24, unicode=True)
    draw((table, NOTHING, table), shape, stream)
    lines = [line.strip() for line in stream.getvalue().splitlines()]
    second = lines.index("Задачи", 1)
    assert not lines[second - 1]
    assert lines[second - 2]


def test_plain_is_tabs_headed_by_keys_without_title_footer_and_marks() -> None:
    assert list(plain.tabbed(TABLE)) == ["id\tname\tstatus", "7\tИванов\tготово", "12\t漢字 и e\u0301\tпросрочено"]
    assert list(plain.tabbed(CARD)) == ["id\t7", "comment\tраз\\nдва"]
    assert list(plain.tabbed(Lines(["a", Cell("b", Tone.BAD)]))) == ["a", "b"]


def test_a_card_in_a_pipe_keeps_the_lines_of_a_value_under_each_other() -> None:
    assert list(plain.aligned(CARD, unicode=True)) == [
        "ООО «Рога»",
        "№:           7",
        "Комментарий: раз",
        "             два",
    ]


def test_an_encoding_without_our_marks_gets_ascii_ones() -> None:
    assert list(plain.aligned(Lines([Cell("a", Tone.GOOD), Cell("b", Tone.BAD)]), unicode=False)) == ["+ a", "x b"]


def test_a_terminal_wide_enough_gets_a_table() -> None:
    assert drawn(TABLE, 80).splitlines()[:5] == [
        "Задачи",
        " №  Имя       Состояние",
        "─" * 26,
        " 7  Иванов    ✓ готово",
        "12  漢字 и e\u0301  ✗ просрочено",
    ]


def test_a_narrow_terminal_gets_cards_and_loses_nothing() -> None:
    assert drawn(TABLE, 25).splitlines() == [
        "Задачи",
        "№:         7",
        "Имя:       Иванов",
        "Состояние: ✓ готово",
        "",
        "№:         12",
        "Имя:       漢字 и e\u0301",
        "Состояние: ✗ просрочено",
        "",
        "2 задачи",
    ]


@pytest.mark.parametrize("columns", range(20, 60, 3))
def test_no_text_is_ever_cut(columns: int) -> None:
    text = drawn(TABLE, columns)
    for part in ("Иванов", "просрочено", "12", "Состояние"):
        assert part in text.replace("\n", "") or columns < 24
    assert "…" not in text


def test_a_column_that_may_wrap_takes_lines_before_the_table_becomes_cards() -> None:
    long = "очень длинное название организации в несколько слов"
    table = Table([Column("id", "№"), Column("name", "Имя", wrap=True)], [["7", long]])
    lines = drawn(table, 40).splitlines()
    assert lines[0].startswith("№  Имя")
    assert " ".join(line[3:] for line in lines[2:]) == long
    assert drawn(table, 18).startswith("№:")


def test_colour_is_never_the_only_sign() -> None:
    coloured = drawn(TABLE, 80, colour=True)
    assert "\x1b[32m✓ готово" in coloured
    assert "\x1b[1;31m✗ просрочено" in coloured


@pytest.mark.parametrize(
    ("text", "columns"), [("Иванов", 6), ("漢字", 4), ("e\u0301", 1), ("🙂", 2), ("", 0), ("й", 1), ("abc", 3)]
)
def test_width_counts_columns_and_not_characters(text: str, columns: int) -> None:
    assert width(text) == columns


def test_an_empty_table_says_so_on_stderr_and_heads_its_columns_for_scripts_only() -> None:
    ended = run("demo", "list", "--limit", "1", "--plain")
    assert ended.out.splitlines()[0] == "id\tname\tstatus"
    table = Table(COLUMNS, [], empty="Nothing.")
    assert list(plain.aligned(table, unicode=True)) == []
    assert drawn(table, 80) == ""


def test_a_narrow_table_breaks_its_heads_then_drops_what_it_can_do_without_and_says_so() -> None:
    columns = [
        Column("who", "Кто"),
        Column("late", "Не в срок"),
        Column("none", "Прочее"),
        Column("far", "Ещё", rank=1),
    ]
    table = Table([*columns, Column("blank", "Пусто")], [["Иванов", "12", "0", "далеко", ""]])
    assert drawn(table, 40).splitlines()[0] == "Кто     Не в срок  Прочее  Ещё     Пусто"
    assert drawn(table, 33).splitlines()[:3][-1].split() == ["Кто", "срок", "Прочее", "Ещё"]
    shown = drawn(table, 22).splitlines()
    assert [line.split() for line in shown[:3]] == [["Не"], ["в"], ["Кто", "срок", "Ещё"]]
    assert shown[-1] == "0 everywhere: Прочее."
    shown = drawn(table, 14).splitlines()
    assert "далеко" not in "".join(shown)
    assert " ".join(shown).endswith("No room for: Ещё (a wider screen or --plain has it).")
    assert max(map(len, shown)) <= 14


class TaskRow(NamedTuple):
    id: int
    due: date | None
    at: datetime
    status: TaskStatus


def test_json_has_iso_times_with_offset_dates_enum_values_and_objects() -> None:
    moscow = timezone(timedelta(hours=3))
    row = TaskRow(7, date(2026, 3, 1), datetime(2026, 3, 1, 6, 0, tzinfo=UTC), TaskStatus.NEW)
    assert json.loads(as_json([row], zone=moscow)) == [
        {"id": 7, "due": "2026-03-01", "at": "2026-03-01T09:00:00+03:00", "status": "new"}
    ]
    assert json.loads(as_json((Decimal("1.50"), Path("a/b"), {1: None}), zone=moscow)) == ["1.50", "a/b", {"1": None}]
    assert "Иванов" in as_json("Иванов", zone=moscow)
    with pytest.raises(TypeError, match="object"):
        as_json(object(), zone=moscow)


@pytest.mark.parametrize(
    ("env", "wish", "coloured"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "0"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({}, "always", True),
        ({"NO_COLOR": "1"}, "always", False),
        ({"GITHUB_ACTIONS": "true"}, "auto", False),
    ],
)
def test_colour_in_a_pipe_comes_only_when_asked_for(env: dict[str, str], wish: str, coloured: bool) -> None:
    assert screen(env, colour=wish).colour is coloured


def test_a_terminal_has_colours_unless_told_otherwise() -> None:
    assert "\x1b[" in on_terminal("demo", "list").out
    assert "\x1b[" not in on_terminal("demo", "list", NO_COLOR="1").out
    assert "\x1b[" not in on_terminal("demo", "list", "--no-color").out
    assert "\x1b[" not in on_terminal("demo", "list", TERM="dumb").out


def test_columns_overrules_the_size_of_the_terminal() -> None:
    assert screen({"COLUMNS": "43"}).width == 43
    assert screen({"COLUMNS": "x"}).width == 80


def test_progress_is_drawn_on_a_terminal_and_nowhere_else() -> None:
    assert "working" in on_terminal("demo", "work").out
    assert run("demo", "work").err == "xterm\n"
