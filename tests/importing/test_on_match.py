"""What a file does to cards that are there already."""

import pytest

from crmctl.importing.loading import RowsRefused
from crmctl.importing.options import Absent, OnMatch
from crmctl.importing.own.form import own_id
from crmctl.store.undo import undo
from crmctl.vocabulary import RecordType
from tests.builders import Base
from tests.importing.loads import load, one, rows

FIRST = {"id": "1", "name": "Ромашка", "city": "Омск", "inn": "", "phone": "нет", "email": "a@romashka.ru"}
PHONE = "+7 926 125-04-05"


def points(base: Base) -> list[tuple[str, str]]:
    return rows(
        base,
        "SELECT k.code, cp.value FROM contact_point cp JOIN contact_kind k ON k.id = cp.kind_id ORDER BY k.id, cp.id",
    )


@pytest.mark.parametrize("mode", [mode for mode in OnMatch if mode is not OnMatch.FAIL])
def test_the_same_file_twice_changes_nothing(base: Base, mode: OnMatch) -> None:
    load(base, "clients", [FIRST])
    again = load(base, "clients", [FIRST], on_match=mode)
    assert (again.read, again.created, again.updated, again.unchanged, again.run) == (1, 0, 0, 1, None)


def test_a_good_value_takes_the_place_of_no(base: Base) -> None:
    load(base, "clients", [FIRST])
    outcome = load(base, "clients", [FIRST | {"phone": PHONE, "inn": "7707083893"}])
    assert (outcome.updated, outcome.unchanged) == (1, 0)
    assert points(base) == [("phone:main", PHONE), ("email:main", "a@romashka.ru")]
    assert one(base, "SELECT inn FROM client") == "7707083893"
    assert one(base, "SELECT old FROM journal WHERE entity = 'contact_point'").count("нет") == 1


def test_filling_leaves_good_values_alone(base: Base) -> None:
    load(base, "clients", [FIRST])
    other = FIRST | {"name": "Лютик", "city": "Тула", "email": "b@lutik.ru"}
    assert load(base, "clients", [other]).unchanged == 1
    assert rows(base, "SELECT name, city FROM client") == [("Ромашка", "Омск")]


@pytest.mark.parametrize("worse", ["", "нет", "-", "12"])
def test_filling_takes_only_good_values(base: Base, worse: str) -> None:
    load(base, "clients", [FIRST])
    assert load(base, "clients", [FIRST | {"phone": worse, "inn": worse}]).unchanged == 1


def test_updating_takes_what_is_there_and_leaves_the_rest(base: Base) -> None:
    load(base, "clients", [FIRST])
    load(base, "clients", [FIRST | {"city": "", "name": "Ромашка-2", "email": "b@romashka.ru"}], on_match="update")
    assert rows(base, "SELECT name, name_key, city FROM client") == [("Ромашка-2", "ромашка-2", "Омск")]
    assert points(base) == [("phone:main", "нет"), ("email:main", "b@romashka.ru")]


def test_updating_does_not_put_a_placeholder_over_a_good_value(base: Base) -> None:
    load(base, "clients", [FIRST])
    outcome = load(base, "clients", [FIRST | {"email": "нет", "city": "не указан"}], on_match="update")
    assert outcome.unchanged == 1


def test_a_mirror_empties_what_the_file_leaves_blank(base: Base) -> None:
    load(base, "clients", [FIRST])
    load(base, "clients", [FIRST | {"city": "", "email": ""}], on_match="mirror")
    assert rows(base, "SELECT city, city_key, ok_kinds FROM client") == [(None, None, 0)]
    assert points(base) == [("phone:main", "нет")]


def test_a_mirror_leaves_columns_alone_that_the_file_does_not_have(base: Base) -> None:
    load(base, "clients", [FIRST])
    load(base, "clients", [{"id": "1", "name": "Ромашка"}], on_match="mirror")
    assert rows(base, "SELECT city FROM client") == [("Омск",)]
    assert len(points(base)) == 2


def test_skip_changes_nothing_and_fail_refuses(base: Base) -> None:
    load(base, "clients", [FIRST])
    other = FIRST | {"city": "Тула"}
    assert load(base, "clients", [other], on_match="skip").unchanged == 1
    with pytest.raises(RowsRefused):
        load(base, "clients", [other, FIRST | {"id": "2"}], on_match="fail")
    assert one(base, "SELECT COUNT(*) FROM client") == 1


@pytest.mark.parametrize("mode", [OnMatch.UPDATE, OnMatch.MIRROR])
def test_who_is_in_charge_stays_so_when_he_is_no_longer_active(base: Base, mode: OnMatch) -> None:
    base.user("anna")
    load(base, "clients", [FIRST | {"manager": "anna"}])
    edit(base, "UPDATE app_user SET active = FALSE WHERE login = 'anna'")
    assert load(base, "clients", [FIRST | {"manager": "Anna"}], on_match=mode).unchanged == 1
    assert load(base, "clients", [FIRST | {"manager": "boris"}], on_match=mode).updated == 1


def edit(base: Base, sql: str) -> None:
    with base.write("edit") as work:
        work.execute(sql)


def test_what_was_edited_here_stays_and_is_a_conflict(base: Base) -> None:
    load(base, "clients", [FIRST])
    edit(base, "UPDATE client SET city = 'Тула', city_key = 'тула'")
    edit(base, "UPDATE contact_point SET value = 'c@romashka.ru', normalized = 'c@romashka.ru' WHERE kind_id = 6")
    outcome = load(base, "clients", [FIRST], on_match="mirror")
    assert [(c.field, c.here, c.file) for c in outcome.conflicts] == [
        ("city", "Тула", "Омск"),
        ("email:main", "c@romashka.ru", "a@romashka.ru"),
    ]
    assert (outcome.updated, one(base, "SELECT city FROM client")) == (0, "Тула")


def test_an_edit_stays_night_after_night_while_the_file_says_the_old(base: Base) -> None:
    load(base, "clients", [FIRST])
    edit(base, "UPDATE client SET city = 'Тула', city_key = 'тула'")
    for name in ("Ромашка-1", "Ромашка-2"):
        outcome = load(base, "clients", [FIRST | {"name": name}], on_match="mirror")
        assert (outcome.updated, len(outcome.conflicts)) == (1, 1)
    assert one(base, "SELECT city FROM client") == "Тула"


def test_an_edit_the_file_has_taken_over_is_no_conflict_and_the_file_may_go_on(base: Base) -> None:
    load(base, "clients", [FIRST])
    edit(base, "UPDATE client SET city = 'Тула', city_key = 'тула'")
    agreed = load(base, "clients", [FIRST | {"city": "Тула", "name": "Р"}], on_match="mirror")
    assert agreed.conflicts == []
    assert load(base, "clients", [FIRST | {"city": "Пермь", "name": "Р"}], on_match="mirror").updated == 1
    assert one(base, "SELECT city FROM client") == "Пермь"


def test_a_conflict_stays_one_when_the_same_file_comes_again(base: Base) -> None:
    load(base, "clients", [FIRST])
    edit(base, "UPDATE client SET city = 'Тула', city_key = 'тула'")
    edit(base, "UPDATE contact_point SET value = 'c@romashka.ru', normalized = 'c@romashka.ru' WHERE kind_id = 6")
    newer = FIRST | {"name": "Ромашка Нова", "city": "Пермь", "email": "new@romashka.ru"}
    assert load(base, "clients", [newer], on_match="mirror").updated == 1
    again = load(base, "clients", [newer], on_match="mirror")
    assert (again.run, again.updated) == (None, 0)
    assert [(c.field, c.here, c.file) for c in again.conflicts] == [
        ("city", "Тула", "Пермь"),
        ("email:main", "c@romashka.ru", "new@romashka.ru"),
    ]


def test_a_phone_added_here_stays_where_the_file_has_none(base: Base) -> None:
    load(base, "clients", [FIRST | {"phone": ""}])
    edit(
        base,
        f"""INSERT INTO contact_point (run_id, client_id, kind_id, state, value, normalized, is_primary, is_current,
            entered_at) SELECT MAX(id), 1, 1, 'ok', '{PHONE}', '+79261250405', FALSE, TRUE, '2026-03-02 09:00:00.000000'
            FROM run""",
    )
    outcome = load(base, "clients", [FIRST | {"phone": ""}], on_match="mirror")
    assert [conflict.field for conflict in outcome.conflicts] == ["phone:main"]
    assert (PHONE,) in rows(base, "SELECT value FROM contact_point")


def test_an_undone_edit_is_none(base: Base) -> None:
    load(base, "clients", [FIRST])
    with base.write("edit") as work:
        work.execute("UPDATE client SET city = 'Тула', city_key = 'тула'")
    with base.write("undo") as undoing:
        undo(undoing, work.run_id)
    assert load(base, "clients", [FIRST | {"city": "Пермь"}], on_match="mirror").conflicts == []


def test_cards_the_file_has_no_more_are_listed_or_archived(base: Base) -> None:
    load(base, "clients", [FIRST, FIRST | {"id": "2", "name": "Лютик"}])
    listed = load(base, "clients", [FIRST], on_match="mirror")
    assert [(card.external_id, card.name) for card in listed.absent] == [("2", "Лютик")]
    assert listed.run is None
    archived = load(base, "clients", [FIRST], on_match="mirror", absent=Absent.ARCHIVE)
    assert archived.archived == 1
    assert rows(base, "SELECT archive_reason FROM client ORDER BY id") == [(None,), ("gone",)]
    assert load(base, "clients", [FIRST], on_match="mirror", absent=Absent.ARCHIVE).run is None


def test_a_card_that_is_in_the_file_again_comes_back_unless_it_was_archived_here(base: Base) -> None:
    both = [FIRST, FIRST | {"id": "2"}]
    load(base, "clients", both)
    load(base, "clients", [FIRST], on_match="mirror", absent=Absent.ARCHIVE)
    assert load(base, "clients", both, on_match="mirror").updated == 1
    assert one(base, "SELECT COUNT(*) FROM client WHERE archived_at IS NOT NULL") == 0
    edit(base, "UPDATE client SET archived_at = '2026-03-01 00:00:00.000000', archive_reason = 'gone' WHERE id = 2")
    assert load(base, "clients", both, on_match="mirror").updated == 0


def test_only_cards_of_the_same_source_are_matched_and_missed(base: Base) -> None:
    load(base, "clients", [FIRST], source="1c")
    outcome = load(base, "clients", [FIRST | {"id": "7"}], source="bitrix", on_match="mirror")
    assert (outcome.created, outcome.absent) == (1, [])


def test_a_source_that_was_forgotten_is_named(base: Base) -> None:
    file = [FIRST | {"id": str(at)} for at in range(3)]
    load(base, "clients", file, source="1c")
    dry = load(base, "clients", file, dry_run=True)
    (said,) = dry.warnings
    assert said.startswith("The base has these ids from the source 1c: if the file is from there")
    assert load(base, "clients", file).warnings == dry.warnings
    assert load(base, "clients", file).warnings == []


def test_a_card_made_by_hand_among_them_does_not_hide_it(base: Base) -> None:
    file = [FIRST | {"id": str(at)} for at in range(3)]
    load(base, "clients", file, source="1c")
    mine = own_id(RecordType.CLIENT, base.client(), base.now)
    assert len(load(base, "clients", [*file, FIRST | {"id": mine}], dry_run=True).warnings) == 1
    assert load(base, "clients", [*file, FIRST | {"id": mine}], source="1c").warnings == []


def test_ids_that_happen_to_be_the_same_are_no_reason_to_ask(base: Base) -> None:
    load(base, "clients", [FIRST | {"id": str(at)} for at in range(3)], source="1c")
    assert load(base, "clients", [FIRST | {"id": str(at)} for at in range(2, 9)]).warnings == []
    assert load(base, "clients", [FIRST], source="bitrix").warnings == []


def test_second_cards_of_the_same_names_are_told_of(base: Base) -> None:
    file = [FIRST | {"id": str(at), "name": f"Ромашка {at}"} for at in range(3)]
    load(base, "clients", file)
    without = [{name: value for name, value in row.items() if name != "id"} for row in file]
    assert any("they are second cards" in said for said in load(base, "clients", without, dry_run=True).warnings)
    others = [row | {"name": f"Лютик {at}"} for at, row in enumerate(without)]
    assert not any("they are second cards" in said for said in load(base, "clients", others).warnings)
    assert not any("they are second cards" in said for said in load(base, "clients", others).warnings)


def test_undo_takes_an_import_back(base: Base) -> None:
    load(base, "clients", [FIRST])
    changed = load(base, "clients", [FIRST | {"city": "Тула", "phone": PHONE}, FIRST | {"id": "2"}], on_match="update")
    assert changed.run is not None
    with base.write("undo") as work:
        assert undo(work, changed.run) == []
    assert rows(base, "SELECT city, ok_kinds, placeholder_kinds FROM client") == [("Омск", 32, 1)]
    assert points(base) == [("phone:main", "нет"), ("email:main", "a@romashka.ru")]
