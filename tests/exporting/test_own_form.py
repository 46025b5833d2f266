"""An export of crmctl comes back as it was."""

import csv
import io
import tempfile
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from crmctl.control.checking import check
from crmctl.control.question import Question, look
from crmctl.errors import BadInput, UsageError
from crmctl.importing.loading import RowsRefused
from crmctl.vocabulary import RecordType
from tests.builders import NOW, TODAY, Base
from tests.exporting.companies import Company, companies, fresh, settle_in
from tests.exporting.files import ADMIN, RECORDS, own, rows, saved
from tests.importing.loads import dump, load, one

CLIENT, CONTACT = RECORDS
WHAT = {CLIENT: "clients", CONTACT: "contacts"}


def taken_over(base: Base, exports: dict[RecordType, bytes], folder: Path, **options: object) -> None:
    for record, data in exports.items():
        load(base, WHAT[record], saved(folder, f"{WHAT[record]}.own.csv", data), **options)  # type: ignore[arg-type]


def counted(base: Base) -> object:
    question = Question(need=("phone", "email", "phone|address"), through_contacts=False)
    found = look(base.reader, question, actor=ADMIN, now=NOW, today=TODAY, zone=UTC)
    return check(base.reader, found)


@given(company=companies)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None,
          max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # fmt: skip
def test_what_comes_back_is_the_same_to_the_byte_and_counts_the_same(founded: Path, company: Company) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with fresh(founded, folder, "old.db") as old, fresh(founded, folder, "new.db") as new:
            settle_in(old, company)
            exports = {record: own(old, record) for record in RECORDS}
            taken_over(new, exports, folder)
            assert {record: own(new, record) for record in RECORDS} == exports
            assert counted(new) == counted(old)
            for table in ("client", "contact"):
                assert dump(new)[table] == dump(old)[table]
            taken_over(new, exports, folder)
            taken_over(old, exports, folder, on_match="update")
            assert {record: own(base, record) for base in (new, old) for record in RECORDS} == exports


def test_a_base_with_cards_of_its_own_gets_new_numbers_and_takes_the_file_twice(
    base: Base, founded: Path, tmp_path: Path
) -> None:
    with fresh(founded, tmp_path, "old.db") as old:
        old.contact(old.client("Лютик", phone="8 926 125-04-05"), old.client("Роза", external_id="7"))
        exports = {record: own(old, record) for record in RECORDS}
    base.now += timedelta(microseconds=1)
    base.client("Своя")
    taken_over(base, exports, tmp_path)
    before = dump(base)
    taken_over(base, exports, tmp_path)
    assert dump(base) == before
    assert one(base, "SELECT COUNT(*) FROM client") == 3
    assert one(base, "SELECT group_concat(client_id) FROM client_contact") == "2,3"


def test_who_verified_a_value_is_known_by_his_login_or_not_at_all(base: Base, founded: Path, tmp_path: Path) -> None:
    for login in ("ann", "bob"):
        base.user(login)
    base.client("Лютик", phone="8 926 125-04-05")
    base.client("Роза", phone="8 926 125-04-06")
    verified = (
        "UPDATE contact_point SET verified_how = 'called', verified_by_id = (SELECT id FROM app_user WHERE login ="
    )
    with base.write("verify") as work:
        work.execute(f"{verified} 'ann') WHERE client_id = 1")
        work.execute(f"{verified} 'bob') WHERE client_id = 2")
    with fresh(founded, tmp_path, "new.db") as new:
        new.user("cyd")
        new.user("bob")
        taken_over(new, {CLIENT: own(base, CLIENT)}, tmp_path)
        found = "SELECT group_concat(COALESCE(u.login, '?') || ' ' || cp.verified_how) FROM contact_point cp"
        assert one(new, f"{found} LEFT JOIN app_user u ON u.id = cp.verified_by_id") == "? called,bob called"


def test_a_card_that_is_there_is_changed_as_by_any_other_file(base: Base, founded: Path, tmp_path: Path) -> None:
    with fresh(founded, tmp_path, "old.db") as old:
        old.client("Лютик", source_name="1c", external_id="7", city="Омск", phone="8 926 125-04-05")
        exports = {CLIENT: own(old, CLIENT)}
    base.client("Лютик", source_name="1c", external_id="7", city="Томск")
    taken_over(base, exports, tmp_path, on_match="update")
    assert one(base, "SELECT city FROM client") == "Омск"
    assert one(base, "SELECT COUNT(*) FROM contact_point") == 1


def changed(data: bytes, column: str, cell: str) -> bytes:
    header, *others = rows(data)
    out = io.StringIO(newline="")
    for row in others:
        row[header.index(column)] = cell
    csv.writer(out, delimiter=";").writerows([header, *others])
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", "0"), ("id", "x"), ("id", "9" * 400), ("name", ""), ("kind", "firm"), ("country", "Russia"),
        ("no_middle_name", "maybe"), ("birth_date", "1.2.2001"), ("created", "2026-01-01"), ("created", ""),
        ("created", "0001-01-01T00:00:00+23:00"), ("archived", "2026-01-01T00:00:00+00:00"), ("archive_reason", "gone"),
        ("contact_points", "{"), ("contact_points", "{}"), ("contact_points", "[1]"), ("contact_points", "[" * 100_000),
        ("contact_points", '[{"kind":"phone:space","value":"1","entered":"2026-01-01T00:00:00+00:00"}]'),
        ("contact_points", '[{"kind":"phone:main","value":7,"entered":"2026-01-01T00:00:00+00:00"}]'),
        ("contact_points", '[{"kind":"phone:main","value":"\\ud800","entered":"2026-01-01T00:00:00+00:00"}]'),
        ("contact_points", '[{"kind":"phone:main","value":"\\u0000","entered":"2026-01-01T00:00:00+00:00"}]'),
        ("contact_points", '[{"kind":"phone:main","value":"1","verified_by":1,"entered":"2026-01-01T00:00:00+00:00"}]'),
        ("contact_points", '[{"kind":"phone:main","value":"1","primary":1,"entered":"2026-01-01T00:00:00+00:00"}]'),
    ],
)  # fmt: skip
def test_what_no_export_says_is_refused_with_its_column(base: Base, tmp_path: Path, column: str, cell: str) -> None:
    base.client()
    wrong = changed(own(base, CLIENT), column, cell)
    with pytest.raises(RowsRefused) as refused:
        taken_over(base, {CLIENT: wrong}, tmp_path)
    assert refused.value.rejects[0].line == 2
    assert refused.value.rejects[0].column in {column, "archive_reason"}


@pytest.mark.parametrize(
    "cell",
    [
        '[{"client":77,"created":"2026-03-02T09:00:00+00:00"}]',
        '[{"client":1,"created":"2026-03-02T09:00:01+00:00"}]',
        '[{"client":1,"created":"2026-03-02T09:00:00+00:00"},{"client":1,"created":"2026-03-02T09:00:00+00:00"}]',
        '[{"client":true,"created":"2026-03-02T09:00:00+00:00"}]',
        '[{"client":1,"created":"soon"}]',
    ],
)
def test_a_link_to_nobody_or_twice_is_refused(base: Base, tmp_path: Path, cell: str) -> None:
    base.contact(base.client())
    with pytest.raises(RowsRefused) as refused:
        taken_over(base, {CONTACT: changed(own(base, CONTACT), "clients", cell)}, tmp_path)
    assert refused.value.rejects[0].column == "clients"


def test_orphans_are_kept_where_that_is_asked_for(base: Base, founded: Path, tmp_path: Path) -> None:
    base.contact(base.client(), phone="8 926 125-04-05")
    with fresh(founded, tmp_path, "new.db") as new:
        taken_over(new, {CONTACT: own(base, CONTACT)}, tmp_path, orphans="keep")
        assert one(new, "SELECT unlinked FROM contact") == 1


def test_an_export_of_contacts_is_no_file_of_clients(base: Base, tmp_path: Path) -> None:
    base.contact(base.client())
    with pytest.raises(BadInput):
        taken_over(base, {CLIENT: own(base, CONTACT)}, tmp_path)


@pytest.mark.parametrize("options", [{"on_match": "mirror"}, {"match": ["phone"]}])
def test_an_export_is_neither_matched_nor_mirrored(base: Base, tmp_path: Path, options: dict[str, object]) -> None:
    base.client()
    with pytest.raises(UsageError):
        taken_over(base, {CLIENT: own(base, CLIENT)}, tmp_path, **options)


def test_the_same_card_twice_in_a_file_is_refused(base: Base, tmp_path: Path) -> None:
    base.client()
    data = own(base, CLIENT)
    with pytest.raises(RowsRefused):
        taken_over(base, {CLIENT: data + data.split(b"\r\n", 1)[1]}, tmp_path)
