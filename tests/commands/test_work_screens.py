"""The screens of `tasks work`, whole, in both languages and in many sizes."""

import re
from pathlib import Path

import pytest

from crmctl.commands import _work_lists
from crmctl.commands._work_lists import HELP
from crmctl.tasks.desk.keys import Key
from crmctl.ui.frame import as_text
from crmctl.ui.width import width
from tests.running import ROOT
from tests.tasks.handing import Asked, hand_out
from tests.wizard.working import GOOD, Seat
from tests.work_screens import ADMIN, BOB, HOME, LANGUAGES, SCENES, in_language, picture, seated, surroundings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_are_as_they_were(language: str, tmp_path: Path) -> None:
    """`python -m tests.work_screens --update` writes them anew; read the difference before you commit it."""
    in_language(language, tmp_path)
    drawn = {one.name: one.read_text(encoding="utf-8") for one in tmp_path.glob("*.txt")}
    kept = {one.name: one.read_text(encoding="utf-8") for one in (HOME / language).glob("*.txt")}
    assert drawn == kept


SIZES = [(columns, lines) for columns in (12, 23, 40, 60, 81, 150) for lines in (3, 4, 5, 8, 10, 16, 24, 50)]


def test_the_picture_in_the_documentation_is_a_screen_and_its_keys_are_the_keys() -> None:
    page = (ROOT / "docs" / "work.md").read_text(encoding="utf-8")
    shown = page.partition("```console\n")[2].partition("```")[0]
    assert (HOME / "en" / "typing_80x24.txt").read_text(encoding="utf-8").startswith(shown)
    told = {name for keys, _said in HELP for name in re.findall(r"[^ ,]+", keys)}
    assert told <= set(re.findall(r"[^ ,|\n]+", page.partition("## Keys")[2].partition("Function keys")[0]))


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_fits_its_screen_whatever_its_size(founded: Path, name: str) -> None:
    with seated(founded) as seat:
        SCENES[name].play(seat)
        for columns, lines in SIZES:
            drawn = picture(surroundings(), seat, columns, lines)
            assert len(drawn.lines) == lines
            assert max(sum(width(one.text) for one in line) for line in drawn.lines) <= columns
            assert drawn.field is None or 0 <= drawn.field < lines


def test_the_field_is_on_the_screen_under_its_row_however_low_the_screen(founded: Path) -> None:
    with seated(founded) as seat:
        SCENES["typing"].play(seat)
        for lines in range(5, 30):
            drawn = picture(surroundings(), seat, 80, lines)
            assert drawn.field is not None
            assert "1.1" in "".join(one.text for one in drawn.lines[drawn.field - 1])


@pytest.mark.parametrize(("columns", "lines"), [(60, 40), (80, 24), (120, 30)])
def test_nothing_about_the_people_is_cut_where_there_are_lines_for_it(founded: Path, columns: int, lines: int) -> None:
    with seated(founded) as seat:
        SCENES["people"].play(seat)
        shown = as_text(picture(surroundings(), seat, columns, lines))
        card = "".join(shown.partition("  ✗")[0].split())
        assert "…" not in card
        assert "matvey.mironov.zakupki@rassvet-montazh.example.com2026" in card


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_narrow_screen_cuts_names_and_values_and_never_what_is_said_of_them(founded: Path, columns: int) -> None:
    with seated(founded) as seat:
        SCENES["people"].play(seat)
        shown = as_text(picture(surroundings(), seat, columns, 24))
        (row,) = (one for one in shown.splitlines() if one.startswith("> "))
        assert row.startswith("> ⚠ 3.2 В")
        assert ": e-mail  " in row
        assert row.endswith("…: invalid")
        SCENES["people_search"].play(seat)
        assert as_text(picture(surroundings(), seat, columns, 24)).splitlines()[6].endswith("…: 2 open rows")


def keys_of(seat: Seat) -> str:
    shown = as_text(picture(surroundings(), seat, 150, 24)).splitlines()
    return next(one for one in shown if one.startswith("Enter "))


def test_the_keys_told_are_those_that_do_something_now(founded: Path) -> None:
    with seated(founded) as seat:
        ever = "F6 skip  Esc leave  F1 help"
        assert keys_of(seat) == f"Enter go on  {ever}  F8 archive  F3 card  F7 search  F4 take over  PgDn next client"
        seat.type(GOOD)
        assert keys_of(seat).startswith(
            f"Enter save  {ever}  F8 archive  F3 card  F7 search  F4 take over  F2 save all"
        )
        seat.press(Key.ENTER)
        assert keys_of(seat).startswith(f"Enter go on  {ever}  F9 undo  Tab next field")
        seat.press(Key.PAGE_UP)
        ever = f"{ever}  F9 undo  F8 archive  F3 card  F7 search"
        assert keys_of(seat) == f"Enter next client  {ever}  PgDn next client"


def test_where_the_card_is_cut_whom_the_row_is_about_comes_before_the_others(founded: Path) -> None:
    with seated(founded) as seat:
        SCENES["many"].play(seat)
        shown = as_text(picture(surroundings(), seat, 80, 24)).splitlines()
        assert shown[4:6] == ["  Сотрудник 10", "  Сотрудник 1"]
        assert "  … more on the card: F3" in shown


def test_the_whole_card_says_how_to_reach_the_contacts(founded: Path) -> None:
    with seated(founded) as seat:
        SCENES["people_card"].play(seat)
        shown = as_text(picture(surroundings(), seat, 120, 100))
        assert "8 343 332-16-76" in shown
        assert "matvey.mironov.zakupki@rassvet-montazh.example.com" in shown


def test_a_card_is_drawn_once_however_often_it_is_leafed_through(
    founded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with seated(founded) as seat:
        SCENES["people_card"].play(seat)
        first = as_text(picture(surroundings(), seat, 80, 24))
        monkeypatch.setattr(_work_lists, "drawn_lines", lambda *_: pytest.fail("drawn again"))
        seat.press(Key.DOWN)
        assert as_text(picture(surroundings(), seat, 80, 24)) != first


def test_a_row_of_a_contact_without_a_name_is_not_the_clients_own(founded: Path) -> None:
    with seated(founded) as seat:
        base = seat.base
        client = base.client("Ромашка", responsible=BOB)
        nameless = base.contact(client, last_name="")
        seat.desk = seat.session.begin(hand_out(base, BOB, Asked(client, "email", nameless)))
        assert "> ✗ 3.1 (no name): e-mail  missing" in as_text(picture(surroundings(), seat, 80, 24))


def test_whose_task_it_is_stands_above_anothers(founded: Path) -> None:
    with seated(founded) as seat:
        assert "(bob)" not in as_text(picture(surroundings(), seat, 80, 24)).splitlines()[0]
        other = Seat(seat.base, ADMIN, 1)
        assert "Контактная информация (bob)  " in as_text(picture(surroundings(), other, 80, 24)).splitlines()[0]
        other.close()


@pytest.mark.parametrize("name", ["hostile", "hostile_search"])
def test_nothing_that_a_terminal_obeys_is_ever_drawn(founded: Path, name: str) -> None:
    with seated(founded) as seat:
        SCENES[name].play(seat)
        drawn = as_text(picture(surroundings(), seat, 120, 40))
        assert all(ch.isprintable() or ch == "\n" for ch in drawn)
        assert "[red]x[/red]" in drawn
