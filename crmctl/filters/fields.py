"""The fields of clients, contacts and tasks, over the fixed aliases c, p and t."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from crmctl.cleaning.text import key
from crmctl.filters import choices
from crmctl.filters.field import Field, FieldType
from crmctl.i18n import N_, _
from crmctl.vocabulary import PointType, RecordType

T = FieldType
Filtered = RecordType | Literal["task"]
"""What a filter is about."""


def _points(owner: str) -> tuple[Field, ...]:
    """A field a contact type: filled when a current value is ok; compared with every current value."""
    return (
        Field(PointType.PHONE, T.POINT, owner, N_("phone"), ("телефон", "тел")),
        Field(PointType.EMAIL, T.POINT, owner, N_("e-mail"), ("e mail", "почта", "электронная почта")),
        Field(PointType.ADDRESS, T.POINT, owner, N_("address"), ("адрес",)),
        Field(PointType.WEBSITE, T.POINT, owner, N_("website"), ("сайт",)),
        Field(PointType.MESSENGER, T.POINT, owner, N_("messenger"), ("мессенджер",)),
        Field(PointType.FAX, T.POINT, owner, N_("fax"), ("факс",)),
    )


CLIENT_FIELDS = (
    Field("id", T.NUMBER, "c.id", N_("number"), ("номер",)),
    Field("name", T.TEXT, "c.name_key", N_("name"), ("наименование", "название")),
    Field("legal_name", T.TEXT, "c.legal_name_key", N_("legal name"), ("полное наименование", "юридическое название")),
    Field("kind", T.CHOICE, "c.kind", N_("kind"), ("вид",), choices.KINDS),
    Field("relation", T.CHOICE, "c.relation", N_("relation"), ("отношение", "тип отношений"), choices.RELATIONS),
    Field("country", T.WRITTEN, "c.country", N_("country"), ("страна",)),
    Field("last_name", T.WRITTEN, "c.last_name", N_("last name"), ("фамилия",)),
    Field("first_name", T.WRITTEN, "c.first_name", N_("first name"), ("имя",)),
    Field("middle_name", T.WRITTEN, "c.middle_name", N_("middle name"), ("отчество",)),
    Field("birth_date", T.DATE, "c.birth_date", N_("birth date"), ("дата рождения", "день рождения")),
    Field("inn", T.WRITTEN, "c.inn", N_("INN"), ("инн",)),
    Field("kpp", T.WRITTEN, "c.kpp", N_("KPP"), ("кпп",)),
    Field("ogrn", T.WRITTEN, "c.ogrn", N_("OGRN"), ("огрн",)),
    Field("city", T.TEXT, "c.city_key", N_("city"), ("город",)),
    Field("region", T.TEXT, "c.region_key", N_("region"), ("регион",)),
    Field("industry", T.TEXT, "c.industry_key", N_("industry"), ("отрасль",)),
    Field("segment", T.TEXT, "c.segment_key", N_("segment"), ("сегмент",)),
    Field("work_status", T.TEXT, "c.work_status_key", N_("work status"), ("статус работы", "статус")),
    Field("importance", T.TEXT, "c.importance_key", N_("importance"), ("важность",)),
    Field("source", T.TEXT, "c.source_key", N_("source"), ("источник",)),
    Field("responsible", T.USER, "c.responsible_id", N_("responsible"), ("ответственный", "основной менеджер")),
    Field("comment", T.TEXT, "c.comment_key", N_("comment"), ("комментарий",)),
    Field("created", T.MOMENT, "c.created_at", N_("created"), ("создан", "дата создания")),
    Field("archived", T.MOMENT, "c.archived_at", N_("archived"), ("в архиве", "архив")),
    Field("source_name", T.WRITTEN, "c.source_name", N_("imported from"), ("источник загрузки",)),
    Field("external_id", T.WRITTEN, "c.external_id", N_("external id"), ("внешний код", "код")),
    *_points("cp2.client_id = c.id"),
)

CONTACT_FIELDS = (
    Field("id", T.NUMBER, "p.id", N_("number"), ("номер",)),
    Field("name", T.TEXT, "p.name_key", N_("name"), ("полное имя", "фио", "ф.и.о.", "наименование")),
    Field("last_name", T.WRITTEN, "p.last_name", N_("last name"), ("фамилия",)),
    Field("first_name", T.WRITTEN, "p.first_name", N_("first name"), ("имя",)),
    Field("middle_name", T.WRITTEN, "p.middle_name", N_("middle name"), ("отчество",)),
    Field("display_name", T.WRITTEN, "p.display_name", N_("name as imported"), ("имя в источнике",)),
    Field("sex", T.CHOICE, "p.sex", N_("sex"), ("пол",), choices.SEXES),
    Field("birth_date", T.DATE, "p.birth_date", N_("birth date"), ("дата рождения", "день рождения")),
    Field("job_title", T.TEXT, "p.job_title_key", N_("job title"), ("должность",)),
    Field("key_person", T.YES_NO, "p.key_person", N_("key person"), ("ключевое лицо",), choices.YES_NO),
    Field("comment", T.TEXT, "p.comment_key", N_("comment"), ("комментарий",)),
    Field("created", T.MOMENT, "p.created_at", N_("created"), ("создан", "создано", "дата создания")),
    Field("archived", T.MOMENT, "p.archived_at", N_("archived"), ("в архиве", "архив")),
    Field("source_name", T.WRITTEN, "p.source_name", N_("imported from"), ("источник загрузки",)),
    Field("external_id", T.WRITTEN, "p.external_id", N_("external id"), ("внешний код", "код")),
    *_points("cp2.contact_id = p.id"),
)

TASK_FIELDS = (
    Field("id", T.NUMBER, "t.id", N_("number"), ("номер",)),
    Field("title", T.TEXT, "t.title_key", N_("title"), ("название", "заголовок")),
    Field("kind", T.WRITTEN, "t.kind", N_("kind"), ("вид",)),
    Field("status", T.CHOICE, "t.status", N_("status"), ("статус",), choices.STATUSES),
    Field("priority", T.CHOICE, "t.priority", N_("priority"), ("приоритет", "важность"), choices.PRIORITIES),
    Field("assignee", T.USER, "t.assignee_id", N_("assignee"), ("исполнитель",)),
    Field("author", T.USER, "t.author_id", N_("author"), ("автор",)),
    Field("controller", T.USER, "t.controller_id", N_("controller"), ("проверяющий",)),
    Field("project", T.PROJECT, "t.project_id", N_("project"), ("проект",)),
    Field("created", T.MOMENT, "t.created_at", N_("created"), ("создана", "дата создания")),
    Field("due", T.MOMENT, "t.due_at", N_("due"), ("срок", "срок исполнения")),
    Field("control", T.MOMENT, "t.control_at", N_("control date"), ("дата контроля",)),
)

FIELDS: Mapping[Filtered, tuple[Field, ...]] = {
    RecordType.CLIENT: CLIENT_FIELDS,
    RecordType.CONTACT: CONTACT_FIELDS,
    "task": TASK_FIELDS,
}


def find(record: Filtered, name: str) -> Field | None:
    """The field of that code, with `_`, `-` or spaces between its words, or of that Russian name."""
    return by_name(record).get(_plain(name))


@cache
def by_name(record: Filtered) -> dict[str, Field]:
    """Every name of every field, as `find` compares them; a code wins over another field's Russian name."""
    fields = FIELDS[record]
    return {name: one for one in fields for name in one.spellings} | {_plain(one.code): one for one in fields}


def describe(record: Filtered) -> list[tuple[str, str, str]]:
    """(code, caption in the user's language, type) of every field, for help and completion."""
    shown = {T.WRITTEN: T.TEXT, T.MOMENT: T.DATE}
    return [(one.code, _(one.caption), str(shown.get(one.type, one.type))) for one in FIELDS[record]]


def _plain(name: str) -> str:
    return key(name).replace("_", " ").replace("-", " ")
