"""Flags before environment before configuration file; the clock, the zone, who acts."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crmctl import config
from crmctl.context import Context
from crmctl.errors import BadConfig, MissingAnswer, Refused


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('db = "file.db"\nuser = "file"\nzone = "Asia/Novosibirsk"\n', encoding="utf-8")
    return path


def context(file: Path | str, flags: dict[str, str] | None = None, **env: str) -> Context:
    crm = Context({"CRMCTL_CONFIG": str(file), **env})
    crm.flags.update(flags or {})
    return crm


def test_a_flag_wins_over_the_environment_and_that_over_the_file(file: Path) -> None:
    flagged = context(file, {"db": "flag.db", "user": "flag"}, CRMCTL_DB="env.db", CRMCTL_USER="env")
    assert (flagged.db, flagged.login) == ("flag.db", "flag")
    told = context(file, CRMCTL_DB="env.db", CRMCTL_USER="env")
    assert (told.db, told.login) == ("env.db", "env")
    assert (context(file).db, context(file).login) == ("file.db", "file")


def test_without_any_of_them_the_platform_and_the_account_answer(tmp_path: Path) -> None:
    crm = Context({"XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)})
    assert Path(crm.db).parts[-2:] == ("crmctl", "crm.db")
    assert crm.login == config.os_login() != ""


def test_the_platform_s_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    by_hand = config.default_db({"XDG_DATA_HOME": str(tmp_path)})
    monkeypatch.setattr(config, "_BY_HAND", False)
    assert config.default_db({}) == by_hand


def test_a_home_in_a_path_is_expanded(file: Path) -> None:
    assert context(file, {"db": "~/x.db"}).db == str(Path.home() / "x.db")
    assert context(file, {"db": "postgresql://ann@host/crm"}).db == "postgresql://ann@host/crm"


def test_on_postgresql_the_connection_is_who_acts(file: Path) -> None:
    url = {"db": "postgresql://ann%40x@host/crm"}
    assert context(file, url, CRMCTL_USER="bob").login == "ann@x"
    assert context(file, {"db": "postgresql://host/crm"}, PGUSER="pg").login == "pg"
    with pytest.raises(Refused, match="--as"):
        assert context(file, url | {"user": "bob"}).login


def test_a_fixed_clock_stands_still_in_utc(file: Path) -> None:
    assert context(file, CRMCTL_NOW="2026-03-01T09:00:00+03:00").now == datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
    local = context(file, CRMCTL_NOW="2026-03-01T09:00")
    assert local.now == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    assert local.now.tzinfo is UTC


def test_the_real_clock_does_not_move_during_a_run(file: Path) -> None:
    crm = context(file)
    assert crm.now is crm.now
    assert crm.now.tzinfo is UTC


def test_the_clock_moves_while_a_question_waits(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"CRMCTL_CONFIG": str(file), "CRMCTL_NOW": "2026-03-01T23:59Z"}
    crm = Context(env)
    monkeypatch.setattr(Context, "can_ask", True)

    def answered_next_morning(_question: str) -> bool:
        env["CRMCTL_NOW"] = "2026-03-02T08:00Z"
        return True

    monkeypatch.setattr("crmctl.ui.dialog.confirm", answered_next_morning)
    asked = crm.now
    crm.confirm("Really?", yes=False)
    assert crm.now - asked == timedelta(hours=8, minutes=1)


@pytest.mark.parametrize("bad", ["yesterday", "2026-13-01", "0001-01-01T00:00+14:00", "12"])
def test_a_clock_that_cannot_be_read_is_refused(file: Path, bad: str) -> None:
    with pytest.raises(BadConfig, match="CRMCTL_NOW"):
        assert context(file, CRMCTL_NOW=bad).now


def test_today_is_the_day_of_the_zone(file: Path) -> None:
    crm = context(file, CRMCTL_NOW="2026-03-01T20:00:00Z")
    assert crm.today == date(2026, 3, 2)
    assert crm.moment(crm.now) == "2026-03-02 03:00"
    assert (crm.moment(None), crm.day(None), crm.day(crm.today)) == ("", "", "2026-03-02")


def test_the_machine_s_zone_knows_its_summer_time() -> None:
    zone = config.machine_zone({"TZ": "Europe/Berlin"})
    assert zone == ZoneInfo("Europe/Berlin")
    assert config.machine_zone({"TZ": ":Europe/Berlin"}) == zone
    assert datetime(2026, 7, 1, tzinfo=config.machine_zone({})).utcoffset() is not None
    assert config.machine_zone({"TZ": ""}) == ZoneInfo("UTC")
    assert datetime(2026, 7, 1, tzinfo=config.machine_zone({"TZ": "No/Where"})).utcoffset() is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('zone = "Moon/Base"', "no time zone Moon/Base"),
        ("db = 5", "db must be a text"),
        ('dbb = "x"', "unknown setting dbb"),
        ('color = "red"', "color is one of"),
        ("db = ", "is not TOML"),
        ("db = '\udcff'", "is not TOML"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(BadConfig, match=said):
        assert context(file).zone


def test_a_named_configuration_must_be_there_and_a_default_one_need_not(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="No configuration file"):
        assert context(tmp_path / "none.toml").db
    with pytest.raises(BadConfig, match="cannot be read"):
        assert context(tmp_path).db
    assert config.read_config({"XDG_CONFIG_HOME": str(tmp_path)}) == {}


def test_a_byte_order_mark_and_an_empty_file_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('db = "x.db"', encoding="utf-8-sig")
    assert context(file).db == "x.db"
    file.write_text("\n")
    assert config.read_config({"CRMCTL_CONFIG": str(file)}) == {}


def test_confirming_without_a_terminal_names_the_option(file: Path) -> None:
    crm = context(file)
    crm.confirm("Really?", yes=True)
    with pytest.raises(MissingAnswer, match="Really") as refused:
        crm.confirm("Really?", yes=False)
    assert "--yes" in refused.value.hint


@pytest.mark.parametrize("code", [0, 1, 5])
def test_leaving_carries_the_exit_code(file: Path, code: int) -> None:
    with pytest.raises(SystemExit) as left:
        context(file).exit(code)
    assert left.value.code == code
